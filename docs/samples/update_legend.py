from pixxel_client import Pixxel
from pixxel_client.models import LegendBreakpoint

with Pixxel() as pixxel:
    metadata = pixxel.visualizations.update_metadata(
        "e9767554-550e-4464-a677-b8cf096073ab",
        "a80f7f4c-abe9-4118-875e-3a2306577e11",
        visualization_mode="dynamic",
        dynamic_bins=2,
        legend={
            "2024_05_06": [
                LegendBreakpoint(label="Bare", color="#a6611a", min=None, max=None),  # null: the server computes it
                LegendBreakpoint(label="Green", color="#018571", min=None, max=None),
            ]
        },
    )

print(metadata.legend)
