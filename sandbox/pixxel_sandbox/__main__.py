"""Entry point of `pixxel-sandbox`: names the extra to install where only the client is installed."""

from __future__ import annotations

import sys


def main() -> int:
    """Serve the sandbox; see `cli.main`."""
    try:
        from . import cli
    except ModuleNotFoundError as error:
        sys.stderr.write(f"pixxel-sandbox: no module {error.name}; run pip install 'pixxel-client[sandbox]'\n")
        return 2
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
