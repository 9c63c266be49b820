"""A process that measures the gaps of its event loop: an empty window, or the console with trainings running.

`python -m tests.benchmarks.heartbeat --seconds 5` is the empty window; with `--url SANDBOX --trainings 50` it
is the console. It prints a JSON object: the gaps' 50th and 99th percentile and the longest, in milliseconds.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from core.container import Core
from core.domain.people import CustomerDraft
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Dataset, Parameters, Status, TrainingRequest
from core.gateways.secrets import REPLICATE_TOKEN, Secrets, telegram_token_name
from core.ids import new_id
from core.money import Stars
from core.paths import Paths
from core.settings import Settings
from gui import garbage
from gui.app import application, run_in_window
from gui.languages import Language, Languages
from gui.main_window import MainWindow
from gui.theme import Scheme, Theme
from tests.benchmarks.houses import TOKEN
from tests.benchmarks.measure import ROOT, percentile
from tests.fakes.hands import endow

PHOTOS = ROOT / "resources" / "demo" / "photos"
BOT = "neuro_blogger"
FIRST_CUSTOMER = 5_000_000_000
STEPS = 6000
POLL_S = 1.0
SETTLE_S = 2.0
BEAT_MS = 1


class Heart:
    """Beats about every millisecond on the window's thread, and notes the time between two beats."""

    def __init__(self) -> None:
        """Make a heart that does not beat yet."""
        self.gaps_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    async def beat_for(self, seconds: float) -> None:
        """Beat for so long."""
        self._last = time.perf_counter()
        self._timer.start(BEAT_MS)
        await asyncio.sleep(seconds)
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


async def measure_empty(seconds: float) -> Heart:
    """Measure with a window that has nothing in it."""
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    heart = Heart()
    await asyncio.sleep(SETTLE_S / 4)
    await heart.beat_for(seconds)
    window.close()
    return heart


async def measure_console(app: QApplication, seconds: float, url: str, number: int) -> Heart:
    """Measure with the real window on the trainings, the details of one that runs open."""
    with TemporaryDirectory() as folder:
        async with _opened(Path(folder), url) as core:
            picked = await _start(core, number)
            state = QSettings(str(core.paths.window_file), QSettings.Format.IniFormat)
            window = MainWindow(core, Theme(app, Scheme.LIGHT), Languages(app, Language.EN), state)
            heart = Heart()
            with garbage.collected_here(window):
                window.show()
                window.show_training(picked)
                await asyncio.sleep(SETTLE_S)
                await heart.beat_for(seconds)
                await window.stop()
    return heart


@asynccontextmanager
async def _opened(folder: Path, url: str) -> AsyncIterator[Core]:
    settings = Settings(
        replicate_base_url=url, telegram_base_url=url, poll_interval_s=POLL_S, max_parallel_submits=16
    )
    secrets = Secrets.in_memory({REPLICATE_TOKEN: TOKEN, telegram_token_name(BOT): f"1:{'b' * 35}"})
    async with Core.opened(Paths.for_user(folder), settings, secrets) as core:
        yield core


async def _start(core: Core, number: int) -> str:
    """Start so many trainings, each of a customer of its own; return the newest one's id once all train."""
    dataset = await core.datasets.pack(await core.datasets.inspect([PHOTOS]))
    while not core.gate.state.is_open:
        await asyncio.sleep(0.05)
    picked = ""
    for one in range(FIRST_CUSTOMER, FIRST_CUSTOMER + number):
        picked = await _start_one(core, one, dataset)
    training = TrainingFilter(statuses=frozenset({Status.PROCESSING}))
    while await core.trainings.count(training) < number:
        await asyncio.sleep(0.1)
    return picked


async def _start_one(core: Core, customer_id: int, dataset: Dataset) -> str:
    draft = CustomerDraft(telegram_id=customer_id, bot=BOT, first_name="Anna", last_name="Belova")
    await core.people.add_customer(draft, core.operator)
    await core.db.write(lambda tx: endow(tx, customer_id, Stars.of(5000)))
    request = TrainingRequest(
        request_id=new_id(),
        customer_id=customer_id,
        model_name=f"anna-{customer_id}",
        parameters=Parameters(trigger_word="ANNA", steps=STEPS),
        dataset=dataset,
    )
    return (await core.trainings.start_model_training_directly(request, core.operator)).id


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--url", default="")
    parser.add_argument("--trainings", type=int, default=50)
    chosen = parser.parse_args()
    app = application()
    if chosen.url:
        work = measure_console(app, chosen.seconds, chosen.url, chosen.trainings)
    else:
        work = measure_empty(chosen.seconds)
    gaps = run_in_window(app, work).gaps_ms
    told = {"p50": percentile(gaps, 0.5), "p99": percentile(gaps, 0.99), "longest": max(gaps)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
