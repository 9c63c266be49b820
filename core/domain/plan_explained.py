"""Why a plan is, or is not, active: the facts behind a standing, one short statement each (S22)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.periods import Period
from core.domain.subscriptions import PlanState, Standing, Timeline


class Why(StrEnum):
    """One kind of statement; the window has a sentence for each."""

    NOTHING_BOUGHT = "nothing_bought"
    RUNS = "runs"
    RUNS_WITHOUT_END = "runs_without_end"
    RENEWED_IN_GRACE = "renewed_in_grace"
    IN_GRACE = "in_grace"
    PAUSED = "paused"
    RAN_OUT = "ran_out"
    CLOSED = "closed"
    WAITS_FOR_BETTER = "waits_for_better"
    WAITS_FOR_EARLIER = "waits_for_earlier"
    WAITS_FOR_RESUME = "waits_for_resume"
    STOPS_AT_END = "stops_at_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact in the explanation."""

    why: Why
    plan: str = ""
    since: datetime | None = None
    until: datetime | None = None
    left: timedelta | None = None
    by: str = ""
    reason: str = ""
    period_id: str = ""


def explain(line: Timeline, now: datetime) -> list[Statement]:
    """Return what makes the plan what it is at `now`, the most telling statement first."""
    standing = line.at(now)
    if standing.state is PlanState.NONE:
        return [Statement(why=Why.NOTHING_BOUGHT)]
    periods = {one.id: one for one in line.facts.periods}
    found = [_first(line, standing, periods)]
    found += _renewed_in_grace(line, standing, periods)
    found += _stopped(line, standing)
    found += _waiting(standing, periods)
    closed = [one for one in periods.values() if one.closed_at is not None and one.id != found[0].period_id]
    found += [_closed(one) for one in sorted(closed, key=lambda one: (one.closed_at or now, one.id))[-3:]]
    return found


def _first(line: Timeline, standing: Standing, periods: Mapping[str, Period]) -> Statement:
    period = periods[standing.period_id]
    if standing.state is PlanState.ACTIVE:
        why = Why.RUNS if standing.until is not None else Why.RUNS_WITHOUT_END
        return Statement(
            why=why, plan=standing.plan, since=standing.since, until=standing.until, period_id=period.id
        )
    if standing.state is PlanState.GRACE:
        return Statement(
            why=Why.IN_GRACE,
            plan=standing.plan,
            since=standing.anchor,
            until=standing.until,
            period_id=period.id,
        )
    if standing.state is PlanState.PAUSED:
        pause = max(
            (one for one in line.facts.pauses if one.until is None), key=lambda one: one.since, default=None
        )
        return Statement(
            why=Why.PAUSED,
            plan=standing.plan,
            since=pause.since if pause else standing.since,
            by=pause.actor if pause else "",
            reason=pause.reason if pause else "",
            period_id=period.id,
        )
    if period.closed_at is not None and standing.anchor is None:
        return _closed(period)
    return Statement(why=Why.RAN_OUT, plan=standing.plan, since=standing.anchor, period_id=period.id)


def _closed(period: Period) -> Statement:
    return Statement(
        why=Why.CLOSED,
        plan=period.plan,
        since=period.closed_at,
        by=period.closed_by,
        reason=period.closed_reason,
        period_id=period.id,
    )


def _renewed_in_grace(line: Timeline, standing: Standing, periods: Mapping[str, Period]) -> list[Statement]:
    period = periods[standing.period_id]
    began = next((one.since for one in line.segments if one.period_id == period.id), None)
    if began is None or began >= period.bought_at:
        return []
    return [Statement(why=Why.RENEWED_IN_GRACE, plan=period.plan, since=began, until=period.bought_at)]


def _stopped(line: Timeline, standing: Standing) -> list[Statement]:
    if not standing.stops_at_end:
        return []
    stop = max((one for one in line.facts.stops if one.until is None), key=lambda one: one.since)
    return [
        Statement(
            why=Why.STOPS_AT_END, since=stop.since, until=standing.until, by=stop.actor, reason=stop.reason
        )
    ]


def _waiting(standing: Standing, periods: Mapping[str, Period]) -> list[Statement]:
    found = []
    for one in standing.queued:
        period = periods[one.period_id]
        why = Why.WAITS_FOR_BETTER if period.rank < standing.rank else Why.WAITS_FOR_EARLIER
        if standing.state is PlanState.PAUSED:
            why = Why.WAITS_FOR_RESUME
        found.append(
            Statement(why=why, plan=one.plan, since=one.since, left=one.left, period_id=one.period_id)
        )
    return found
