"""From the start of the process to trainings in the table, against an empty PySide6 window.

The console works on a data folder with 2,000 trainings; Replicate is a sandbox that already runs. Both
processes have no screen (Qt's offscreen platform) and say on their standard output when they are there.
"""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from core.commands import demo_data
from tests.benchmarks.empty_window import READY
from tests.benchmarks.houses import TOKEN, opened
from tests.benchmarks.measure import ROOT, Row, Size, interleaved, median, ratio_at_most
from tests.benchmarks.sandboxes import sandbox

CONSOLE_READY = "console ready"
WARM_UP = 1
PATIENCE_S = 60


async def rows(size: Size) -> list[Row]:
    """Measure; one row."""
    rounds = size.pick(1, 3, 9)
    with TemporaryDirectory() as folder, sandbox(speed=1) as url:
        data = Path(folder)
        async with opened(data, url) as core:
            if size is not Size.TINY:
                await demo_data.fill(core)
        (data / "window.ini").write_text("[General]\npage=trainings\n", encoding="ascii")
        environ = _environ(url, data)
        console = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(data)]
        window = [sys.executable, str(Path(__file__).with_name("empty_window.py"))]

        async def ours() -> float:
            return await asyncio.to_thread(_until, CONSOLE_READY, console, data, environ)

        async def empty() -> float:
            return await asyncio.to_thread(_until, READY, window, data, environ)

        both = await interleaved(rounds + WARM_UP, ours, empty)
        mine, peers = (taken[WARM_UP:] for taken in both)
    return [
        Row(
            name="start to rows in the table",
            ours=median(mine) * 1000,
            peer=median(peers) * 1000,
            unit="ms",
            aim=ratio_at_most(3),
        )
    ]


def _environ(url: str, data: Path) -> dict[str, str]:
    dropped = ("STATIONMASTER_", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {
        "PYTHONPYCACHEPREFIX": str(data / "bytecode"),  # compiled by the first start, as on any machine
        "QT_QPA_PLATFORM": "offscreen",
        "REPLICATE_API_TOKEN": TOKEN,
        "STATIONMASTER_REPLICATE_BASE_URL": url,
        "STATIONMASTER_TELEGRAM_BASE_URL": url,
        "STATIONMASTER_ANNOUNCE": "1",
    }


def _until(said: str, command: list[str], folder: Path, environ: dict[str, str]) -> float:
    """Return the seconds from starting the process until it says `said`; then it is ended.

    Raises:
        RuntimeError: it ended without saying so.
    """
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as child:
        try:
            for line in child.stdout or ():
                if line.strip() == said:
                    return time.perf_counter() - begin
        finally:
            child.terminate()
            child.wait(PATIENCE_S)
    raise RuntimeError(f"{command[1]} did not say {said!r}")
