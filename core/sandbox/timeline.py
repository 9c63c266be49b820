"""Real time and simulated time, and the way between them, also when the speed changes on the way."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple


class Anchor(NamedTuple):
    """From `real_s` (unix seconds), which is `sim_s`, simulated time runs `speed` times as fast."""

    real_s: float
    sim_s: float
    speed: float


class Timeline:
    """Turns real moments into simulated seconds and back; both only ever grow."""

    def __init__(self, now: Callable[[], datetime], speed: float, anchors: Sequence[Anchor] = ()) -> None:
        """Begin at the present moment with `speed`, or go on from `anchors` of an earlier life."""
        self._now = now
        start_s = now().timestamp()
        self.anchors = list(anchors) or [Anchor(start_s, start_s, speed)]
        if self.speed != speed:
            self.set_speed(speed)

    @property
    def speed(self) -> float:
        """Simulated seconds per real second at present."""
        return self.anchors[-1].speed

    def real_now(self) -> datetime:
        """Return the present real moment in UTC."""
        return self._now().astimezone(UTC)

    def sim_now(self) -> float:
        """Return the present simulated moment in seconds."""
        last = self.anchors[-1]
        return last.sim_s + (self._now().timestamp() - last.real_s) * last.speed

    def real_of(self, sim_s: float) -> datetime:
        """Return the real moment at which simulated time was, or at this speed will be, `sim_s`."""
        index = bisect_right(self.anchors, sim_s, key=lambda anchor: anchor.sim_s) - 1
        anchor = self.anchors[max(index, 0)]
        return datetime.fromtimestamp(anchor.real_s + (sim_s - anchor.sim_s) / anchor.speed, UTC)

    def set_speed(self, speed: float) -> Anchor:
        """Run `speed` (above 0) times as fast from now on; raises ValueError otherwise."""
        if not speed > 0:
            raise ValueError(f"speed must be above 0, not {speed}")
        anchor = Anchor(self._now().timestamp(), self.sim_now(), speed)
        self.anchors.append(anchor)
        return anchor
