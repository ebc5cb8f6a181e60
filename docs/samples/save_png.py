from pathlib import Path
from tempfile import mkdtemp

from pixxel_client import Pixxel

with Pixxel() as pixxel:
    png = pixxel.visualizations.generate_png(
        "e9767554-550e-4464-a677-b8cf096073ab",
        "a80f7f4c-abe9-4118-875e-3a2306577e11",
        index_id="3fa85f64-5717-4562-b3fc-2c963f66afa6",
        date="2024_05_06",
        visualization_mode="dynamic",
    )

file = Path(mkdtemp()) / "ndvi.png"
file.write_bytes(png)
print(file)
