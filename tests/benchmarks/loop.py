"""Gaps of the window's event loop while 50 trainings run and their logs grow, against an empty qasync window.

The window is the real one, on the trainings page with the details of a running one open, and Replicate is
looked at every second. The sandbox is another process. The empty window is measured before and after.
"""

import asyncio
import json
import os
import subprocess
import sys

from tests.benchmarks.measure import ROOT, Aim, Row, Size, median, value_at_most
from tests.benchmarks.sandboxes import sandbox

SPEED = 30.0
"""Each training prints about fifty steps a second into its log."""
FRAME_MS = 16
LONGEST_MS = 50
_AIMS = {"p50": value_at_most(FRAME_MS, "ms"), "p99": value_at_most(FRAME_MS, "ms")}
_AIMS["longest"] = value_at_most(LONGEST_MS, "ms")

Told = dict[str, float]


async def rows(size: Size) -> list[Row]:
    """Measure; a row for the median, the 99th percentile and the longest gap."""
    trainings, seconds = size.pick(2, 50, 50), size.pick(1, 8, 25)
    with sandbox(SPEED) as url:
        before = await _told("--seconds", str(seconds / 3))
        ours = await _told("--seconds", str(seconds), "--url", url, "--trainings", str(trainings))
        after = await _told("--seconds", str(seconds / 3))
    return [_row(name, aim, ours, (before, after), trainings) for name, aim in _AIMS.items()]


def _row(name: str, aim: Aim, ours: Told, peers: tuple[Told, Told], trainings: int) -> Row:
    peer = median([told[name] for told in peers])
    label = f"loop gap, {trainings} running, {name}"
    return Row(name=label, ours=ours[name], peer=peer, unit="ms", aim=aim)


async def _told(*arguments: str) -> Told:
    command = [sys.executable, "-m", "tests.benchmarks.heartbeat", *arguments]
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, check=True
    )
    told: Told = json.loads(done.stdout)
    return told
