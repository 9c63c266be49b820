"""How things flow to Replicate: slowed down when it asks for that, stopped while it is broken.

A 429 holds for the account, so it slows everything that is to be sent. Faults and time-outs in a row open
the circuit: nothing is sent until a probe that costs nothing has worked. The gate is another matter: it is
shut by what a person has to mend.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import Clock
from core.domain.breaker import Breaker, Circuit
from core.errors import AppError, BadAnswer, Offline, RateLimited, RemoteBroken, RemoteUnknown
from core.events import Change, Changes

BREAKING = (RemoteBroken, RemoteUnknown, Offline, BadAnswer)
"""What counts for the circuit: the provider's faults, silence, and no way to it."""
UNTOLD_WAIT = timedelta(seconds=5)
"""How long a 429 slows that does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowState:
    """What the status line shows. `until` is the time of the next try, None while all flows."""

    circuit: Circuit
    is_slowed: bool
    until: datetime | None
    cause: AppError | None


class Flow:
    """Whether something may be sent now, learned from how the last things went."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        """Begin flowing."""
        self._clock = clock
        self._changes = changes
        self._breaker = Breaker()
        self._slow_from = self._slow_until = clock.now()
        self._cause: AppError | None = None
        self._shown = self.state

    @property
    def state(self) -> FlowState:
        """Return how it stands now."""
        now = self._clock.now()
        circuit = self._breaker.circuit(now)
        # Before it began there is no slowing either: then the clock went back.
        is_slowed = self._slow_from <= now < self._slow_until
        until = self._breaker.open_until if circuit is not Circuit.CLOSED else None
        if until is None and is_slowed:
            until = self._slow_until
        cause = self._cause if until is not None else None
        return FlowState(circuit=circuit, is_slowed=is_slowed, until=until, cause=cause)

    @property
    def may_send(self) -> bool:
        """Tell whether something that starts work may leave now."""
        state = self.state
        return state.circuit is Circuit.CLOSED and not state.is_slowed

    @property
    def needs_probe(self) -> bool:
        """Tell whether one cheap question is due that decides whether to go on."""
        return self.state.circuit is Circuit.HALF_OPEN

    def worked(self) -> None:
        """Something was answered as it should be."""
        self._breaker = self._breaker.worked()
        self._tell()

    def failed(self, error: AppError) -> None:
        """Something failed; what is no matter of the flow changes nothing."""
        now = self._clock.now()
        if isinstance(error, RateLimited):
            told = error.facts.get("retry_after_s")
            wait = timedelta(seconds=told) if isinstance(told, (int, float)) else UNTOLD_WAIT
            before = self._slow_until if self.state.is_slowed else now
            self._slow_from, self._slow_until = now, max(before, now + wait)
            self._cause = error
        elif isinstance(error, BREAKING):
            self._breaker = self._breaker.failed(now)
            self._cause = error
        self._tell()

    def try_now(self) -> None:
        """A person wants the next try at once."""
        if self._breaker.open_until is not None:
            now = self._clock.now()
            self._breaker = Breaker(
                failures=self._breaker.failures, trips=self._breaker.trips, open_until=now
            )
        self._slow_from = self._slow_until = self._clock.now()
        self._tell()

    def _tell(self) -> None:
        now = self.state
        if (now.circuit, now.until) != (self._shown.circuit, self._shown.until):
            self._shown = now
            self._changes.publish(Change("flow"))
