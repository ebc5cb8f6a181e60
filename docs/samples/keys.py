import subprocess

from pixxel_client import Pixxel


def key() -> str:
    """What the team's vault prints; `printenv` stands for its command."""
    return subprocess.run(["printenv", "PIXXEL_API_KEY"], capture_output=True, check=True, text=True).stdout.strip()


with Pixxel(api_key=key) as pixxel:
    print(pixxel)
    print(next(iter(pixxel.aois.list())).name)
