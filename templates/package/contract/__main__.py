"""The command `python -m pixxel_client.contract`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from . import replay


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 if the contract is kept, 1 if it is not, 2 if the file, or a line of it, cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m pixxel_client.contract", description="Validates recorded exchanges."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "replay", help="validate a record with the contract of this version", description=replay.__doc__
    )
    command.add_argument("file", metavar="FILE", help="what PIXXEL_CONTRACT=record:FILE has written")
    path = parser.parse_args(arguments).file
    try:
        result = replay(path)
    except OSError as error:
        sys.stderr.write(f"{path} cannot be read: {error.strerror}\n")
        return 2
    sys.stdout.write(f"{result}\n")
    if not result.kept:
        return 1
    return 0 if result.exchanges and not result.damaged else 2


if __name__ == "__main__":
    sys.exit(main())
