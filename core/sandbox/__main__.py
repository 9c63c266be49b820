"""`python -m core.sandbox`: the local Replicate alone."""

import argparse
import logging
from pathlib import Path

from core.sandbox.config import SandboxConfig
from core.sandbox.server import serve


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m core.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--speed", type=float, default=1.0, help="simulated seconds per real second")
    parser.add_argument("--state", type=Path, default=None, help="remember everything in this file")
    parser.add_argument("--username", default="acme", help="the account all tokens belong to")
    parser.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    chosen = parser.parse_args(arguments)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    config = SandboxConfig(speed=chosen.speed, state_file=chosen.state, username=chosen.username)
    serve(chosen.host, chosen.port, config, until_eof=chosen.until_eof)


if __name__ == "__main__":
    main()
