from pixxel_client import Pixxel
from pixxel_client.api.visualizations import rollback_visualization_metadata
from pixxel_client.models import LegendRollback

with Pixxel() as pixxel:
    response = rollback_visualization_metadata.sync_detailed(
        "e9767554-550e-4464-a677-b8cf096073ab",
        "a80f7f4c-abe9-4118-875e-3a2306577e11",
        client=pixxel,
        body=LegendRollback(
            index_id="3fa85f64-5717-4562-b3fc-2c963f66afa6",
            dates=["2024_05_06"],
            visualization_mode="dynamic",
        ),
    )

print(response.status_code, response.headers["content-type"])
if response.parsed:  # None unless the answer is a success
    print(response.parsed.updated_at)
