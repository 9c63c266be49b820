"""Python's cyclic garbage is collected on the window's thread only.

The collector runs in whichever thread happens to allocate, and would there destroy Qt objects that belong to
the window's thread: Qt crashes on that. So it is switched off, and this thread does the same work by the same
thresholds at a quiet moment. What exists when the window is built lives to the end and is not looked at.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500


@contextmanager
def collected_here(owner: QObject) -> Iterator[None]:
    """Collect on this thread, as long as the block lasts and `owner` lives."""
    gc.freeze()  # without a collection before, which would look at everything and find hardly any garbage
    gc.disable()
    timer = QTimer(owner)
    timer.setInterval(INTERVAL_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.enable()
        gc.unfreeze()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as the collector itself would."""
    due = [count > limit > 0 for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    for generation in (2, 1, 0):
        if due[generation]:
            gc.collect(generation)
            return
