"""The sandbox in a process of its own, so that its work never counts as ours."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.measure import ROOT

_READY = "sandbox ready "


@contextmanager
def sandbox(speed: float) -> Iterator[str]:
    """Run a sandbox that simulates `speed` seconds a second; gives its address.

    Raises:
        RuntimeError: it did not start.
    """
    command = [sys.executable, "-m", "core.sandbox", "--speed", str(speed), "--until-eof"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            line = child.stdout.readline() if child.stdout else ""
            if not line.startswith(_READY):
                raise RuntimeError("the sandbox did not start")
            yield line.removeprefix(_READY).strip()
        finally:
            child.terminate()
