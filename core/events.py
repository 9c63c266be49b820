"""Facts told after commit: what changed, so that a window can read just that again.

Core sends these and never listens to them. `publish` may be called from any thread; listeners are
called on the event loop that was running when the hub was opened.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of record changed; `ids` names which ones, empty means "any of them"."""

    kind: str
    ids: frozenset[str] = frozenset()


Listener = Callable[[Change], None]


class Changes:
    """The hub of one process."""

    def __init__(self) -> None:
        """Start without listeners; nothing is delivered before `open`."""
        self._listeners: list[Listener] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def open(self) -> None:
        """Bind to the running event loop."""
        self._loop = asyncio.get_running_loop()

    def close(self) -> None:
        """Stop delivering; later publications are dropped because nobody is left to tell."""
        self._loop = None
        self._listeners.clear()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for each change from now on; returns what ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, change: Change) -> None:
        """Tell all listeners soon, on the event loop's thread. Safe from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._deliver, change)

    def _deliver(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)
