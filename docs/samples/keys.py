import subprocess

from pixxel_client import Pixxel


def read_key() -> str:
    """Read the key from the team's vault; `printenv` stands for its command."""
    return subprocess.run(["printenv", "PIXXEL_API_KEY"], capture_output=True, check=True, text=True).stdout.strip()


with Pixxel(api_key=read_key) as pixxel:
    print(pixxel)
    print(next(iter(pixxel.aois.list())).name)
