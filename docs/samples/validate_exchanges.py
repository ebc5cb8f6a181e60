from pathlib import Path
from tempfile import mkdtemp

from pixxel_client import Pixxel, contract, errors

with Pixxel(contract="raise") as pixxel:  # or set PIXXEL_CONTRACT=raise and change no code
    try:
        print(pixxel.service.ping())
    except errors.ContractBroken as error:
        for departure in error.departures:
            print(departure.operation, departure.pointer, departure.expected, departure.got)
        print(error.response.status_code, len(error.response.content), "bytes in the answer")

file = Path(mkdtemp()) / "exchanges.jsonl"
with Pixxel(contract=f"record:{file}") as pixxel:
    for aoi in pixxel.aois.list():
        print(aoi.name)

print(contract.replay(file))
