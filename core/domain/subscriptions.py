"""When which plan runs: a pure function of all that was bought, given, closed, paused and stopped (I19).

The rule, stated once: at each moment the highest-ranked plan with time left runs and the time of all others
is frozen; equal ranks run in the order in which they came. So a renewal extends from the end, an upgrade
starts at once and keeps the days of the lower plan, a downgrade waits. A day is 24 hours exactly, all
moments are UTC; months play no part. Nothing is read from a clock: `Timeline.at` is told the moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.periods import Facts, Period

NO_PLAN = ""


class PlanState(StrEnum):
    """What a stretch of time, or a customer's plan at a moment, is."""

    NONE = "none"
    """Nothing was ever bought or given."""
    ACTIVE = "active"
    GRACE = "grace"
    """The plan ran out a few days ago; access stays, and a renewal goes on from the old end."""
    PAUSED = "paused"
    ENDED = "ended"
    QUEUED = "queued"
    """Bought, and waiting for a better plan or an earlier period to end."""


HAS_ACCESS = frozenset({PlanState.ACTIVE, PlanState.GRACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of time in one state. `until` None has no end that is known."""

    plan: str
    rank: int
    state: PlanState
    since: datetime
    until: datetime | None
    period_id: str

    def holds(self, moment: datetime) -> bool:
        """Tell whether `moment` lies in it; its end does not (TI2: exact at the boundary)."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A period with time left that does not run now."""

    period_id: str
    plan: str
    left: timedelta | None
    """None has no end."""
    since: datetime | None
    """When it will run, None where nobody can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a customer stands at one moment."""

    plan: str
    rank: int
    state: PlanState
    period_id: str
    since: datetime | None
    """Since when the plan runs without a gap, its renewals included."""
    until: datetime | None
    """Until when: of an active plan its renewals included, of grace the end of grace; None: no end known."""
    anchor: datetime | None
    """When the plan runs, or ran, out by itself: what notices and renewals count from."""
    grace_days: int
    queued: tuple[Waiting, ...]
    next_change_at: datetime | None
    stops_at_end: bool = False

    @property
    def has_access(self) -> bool:
        """Tell whether the plan gives access now."""
        return self.state in HAS_ACCESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All segments of one customer, past and to come, in order and without overlap."""

    segments: tuple[Segment, ...]
    facts: Facts
    given_up: tuple[tuple[str, datetime], ...] = ()
    """Periods whose rest a cancellation at the end gave up, and when."""

    def segment_at(self, moment: datetime) -> Segment | None:
        """Return the segment that a moment lies in; none before the first fact."""
        return next((one for one in self.segments if one.holds(moment)), None)

    def at(self, now: datetime) -> Standing:
        """Return how the customer stands at `now`.

        A clock that was set back cannot undo what happened: the moment is never before the newest fact.
        """
        moments = self.facts.moments
        moment = max(now, moments[-1]) if moments else now
        found = self.segment_at(moment)
        if found is None:
            return _NOTHING
        place = self.segments.index(found)
        since, until = self._run_of(place)
        period = self._period(found.period_id)
        return Standing(
            plan=found.plan,
            rank=found.rank,
            state=found.state,
            period_id=found.period_id,
            since=since,
            until=until,
            anchor=self._anchor(place, until),
            grace_days=period.grace_days,
            queued=self._waiting(place, moment),
            next_change_at=found.until,
            stops_at_end=any(stop.holds(moment) for stop in self.facts.stops),
        )

    def end_of(self, plan: str, now: datetime) -> datetime | None:
        """Return when the last time of `plan` that is known runs out by itself: it may be past.

        None if it has no end, waits in a pause, or was closed.
        """
        of_plan = [one for one in self.segments if one.plan == plan and one.state is not PlanState.ENDED]
        if not of_plan or self.at(now).state is PlanState.PAUSED:
            return None
        last = of_plan[-1]
        if last.state is PlanState.GRACE:
            return last.since
        period = self._period(last.period_id)
        ended_itself = period.closed_at is None or last.until is None or last.until < period.closed_at
        return last.until if last.state is PlanState.ACTIVE and ended_itself else None

    def _period(self, period_id: str) -> Period:
        return next(one for one in self.facts.periods if one.id == period_id)

    def _run_of(self, place: int) -> tuple[datetime, datetime | None]:
        """Return beginning and end of the stretch of the same plan in the same state."""
        first = last = place
        here = self.segments[place]
        while first and _joins(self.segments[first - 1], self.segments[first], here):
            first -= 1
        while last + 1 < len(self.segments) and _joins(self.segments[last], self.segments[last + 1], here):
            last += 1
        return self.segments[first].since, self.segments[last].until

    def _anchor(self, place: int, until: datetime | None) -> datetime | None:
        here = self.segments[place]
        if here.state is PlanState.ACTIVE:
            return until
        if here.state is PlanState.GRACE:
            return here.since
        if here.state is PlanState.ENDED:
            before = self.segments[place - 1] if place else None
            if before is not None and before.state is PlanState.GRACE and before.until == here.since:
                period = self._period(before.period_id)
                is_whole = before.until == before.since + timedelta(days=period.grace_days)
                return before.since if is_whole else None
            period = self._period(here.period_id)
            is_closed = period.closed_at is not None and period.closed_at <= here.since
            return None if is_closed else here.since
        return None

    def _waiting(self, place: int, moment: datetime) -> tuple[Waiting, ...]:
        here = self.segments[place]
        running = here.period_id if here.state is PlanState.ACTIVE else ""
        waiting = (one for one in self.facts.periods if one.id != running and self._is_open(one, moment))
        found = [
            Waiting(
                period_id=one.id,
                plan=one.plan,
                left=self._left(one, moment),
                since=next((seg.since for seg in self.segments[place + 1 :] if _runs(seg, one)), None),
            )
            for one in sorted(waiting, key=lambda one: (-one.rank, one.bought_at, one.id))
        ]
        return tuple(one for one in found if one.left is None or one.left > timedelta(0))

    def _is_open(self, one: Period, moment: datetime) -> bool:
        given_up_at = dict(self.given_up).get(one.id)
        ends = [end for end in (one.closed_at, given_up_at) if end is not None]
        return one.bought_at <= moment and all(moment < end for end in ends)

    def _left(self, one: Period, moment: datetime) -> timedelta | None:
        if one.span is None:
            return None
        ran = (seg for seg in self.segments if _runs(seg, one) and seg.since < moment)
        return one.span - sum((min(seg.until or moment, moment) - seg.since for seg in ran), timedelta(0))


_NOTHING = Standing(
    plan=NO_PLAN,
    rank=-1,
    state=PlanState.NONE,
    period_id="",
    since=None,
    until=None,
    anchor=None,
    grace_days=0,
    queued=(),
    next_change_at=None,
)


def timeline(facts: Facts) -> Timeline:
    """Return the whole timeline that follows from `facts`; their order does not count."""
    starts = {one.id: one.bought_at for one in facts.periods}
    while True:
        sweep = _Sweep(facts, starts)
        sweep.run()
        if sweep.renewed is None:
            return Timeline(
                segments=tuple(sweep.segments), facts=facts, given_up=tuple(sorted(sweep.given_up.items()))
            )
        # A renewal inside grace starts at the old end: the same sweep again, with it there from then on.
        period_id, old_end = sweep.renewed
        starts[period_id] = old_end


class _Sweep:
    """One pass over time. `renewed` names a period that has to begin earlier than the pass was told."""

    def __init__(self, facts: Facts, starts: dict[str, datetime]) -> None:
        self.facts = facts
        self.starts = starts
        self.segments: list[Segment] = []
        self.given_up: dict[str, datetime] = {}
        self.renewed: tuple[str, datetime] | None = None
        self._left = {one.id: one.span for one in facts.periods}
        self._order = sorted(facts.periods, key=lambda one: (-one.rank, one.bought_at, one.id))
        self._moments = sorted({*facts.moments, *starts.values()})
        self._last: Period | None = None
        self._ended_at: datetime | None = None

    def run(self) -> None:
        """Go from fact to fact and from end to end until nothing more can change."""
        if not self.starts:
            return
        moment = min(self.starts.values())
        while self.renewed is None:
            following = self._step(moment)
            if following is None:
                return
            moment = following

    def _step(self, moment: datetime) -> datetime | None:
        next_fact = next((one for one in self._moments if one > moment), None)
        self._drop_what_was_stopped(moment)
        here = [one for one in self._order if self._is_open(one, moment)]
        current = here[0] if here else None
        if current is None:
            return self._idle(moment, next_fact)
        if any(pause.holds(moment) for pause in self.facts.pauses):
            self._add(current, PlanState.PAUSED, moment, next_fact)
            return next_fact
        if self._renews_in_grace(current, moment):
            return None
        self._last = current
        left = self._left[current.id]
        end = None if left is None else moment + left
        until = min((one for one in (end, next_fact) if one is not None), default=None)
        self._add(current, PlanState.ACTIVE, moment, until)
        if until is not None and left is not None:
            self._left[current.id] = left - (until - moment)
        is_over = until is not None and until == end
        self._ended_at = until if is_over else None
        return until

    def _drop_what_was_stopped(self, moment: datetime) -> None:
        """What ran has ended while a cancellation holds: all that was waiting is given up."""
        ran_out = self._last is not None and not self._is_open(self._last, moment)
        if ran_out and any(stop.holds(moment) for stop in self.facts.stops):
            stopped = next(stop for stop in self.facts.stops if stop.holds(moment))
            for one in self._order:
                if one.bought_at <= stopped.since and self._is_open(one, moment):
                    self._left[one.id] = timedelta(0)
                    self.given_up[one.id] = moment

    def _is_open(self, one: Period, moment: datetime) -> bool:
        left = self._left[one.id]
        return (
            self.starts[one.id] <= moment
            and (one.closed_at is None or moment < one.closed_at)
            and (left is None or left > timedelta(0))
        )

    def _grace_until(self, moment: datetime) -> datetime | None:
        """Return the end of grace if `moment` lies in one."""
        last, ended_at = self._last, self._ended_at
        if last is None or ended_at is None:
            return None
        until = ended_at + timedelta(days=last.grace_days)
        if last.closed_at is not None:
            until = min(until, last.closed_at)
        return until if moment < until else None

    def _renews_in_grace(self, current: Period, moment: datetime) -> bool:
        last, old_end = self._last, self._ended_at
        if last is None or old_end is None or self._grace_until(moment) is None:
            return False
        is_renewal = current.plan == last.plan and current.id != last.id
        if is_renewal and self.starts[current.id] == moment and moment > old_end:
            self.renewed = (current.id, old_end)
            return True
        return False

    def _idle(self, moment: datetime, next_fact: datetime | None) -> datetime | None:
        """Nothing has time left: grace for a while, then the end, until a fact changes it."""
        last = self._last
        if last is None:  # a period that was closed before it could begin
            last = min(self._order, key=lambda one: (self.starts[one.id], one.id))
        grace = self._grace_until(moment)
        state = PlanState.ENDED if grace is None else PlanState.GRACE
        until = min((one for one in (grace, next_fact) if one is not None), default=None)
        self._add(last, state, moment, until)
        return until

    def _add(self, period: Period, state: PlanState, since: datetime, until: datetime | None) -> None:
        before = self.segments[-1] if self.segments else None
        if before is not None and (before.period_id, before.state) == (period.id, state):
            self.segments[-1] = replace(before, until=until)
            return
        self.segments.append(
            Segment(
                plan=period.plan,
                rank=period.rank,
                state=state,
                since=since,
                until=until,
                period_id=period.id,
            )
        )


def _runs(segment: Segment, period: Period) -> bool:
    return segment.period_id == period.id and segment.state is PlanState.ACTIVE


def _joins(left: Segment, right: Segment, like: Segment) -> bool:
    return (
        left.until == right.since
        and (left.plan, left.state) == (like.plan, like.state)
        and (right.plan, right.state) == (like.plan, like.state)
    )


def total(segments: Iterable[Segment], period_id: str, state: PlanState = PlanState.ACTIVE) -> timedelta:
    """Return how long a period spends in a state, over segments that have an end."""
    spans = (
        one.until - one.since
        for one in segments
        if one.period_id == period_id and one.state is state and one.until is not None
    )
    return sum(spans, timedelta(0))
