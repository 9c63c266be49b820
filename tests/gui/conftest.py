"""What the window's tests share."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    """Collect garbage between tests, on the thread of the window, and never in a worker thread meanwhile.

    A QObject destroyed in another thread cannot unregister its timers; the next one that is due is a crash.
    Each test leaves an event loop with timers behind, so this is not rare.
    """
    gc.disable()
    yield
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()  # the window's own collector thaws everything when it ends
    gc.enable()
