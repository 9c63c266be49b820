"""When which plan runs, at every boundary and for every order of facts (domain rules §6, TI1 to TI9)."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.periods import Facts, Interval, Period
from core.domain.plan_explained import Why, explain
from core.domain.subscriptions import PlanState, Timeline, timeline, total

T0 = datetime(2026, 2, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
RANKS = {"photo": 1, "video": 2, "tester": 4}


def period(plan: str, at: float = 0, days: int | None = 30, *, grace: int = 3, ident: str = "") -> Period:
    """A period bought `at` days after T0."""
    return Period(
        id=ident or f"{plan}@{at}",
        customer_id=1,
        bot="bot",
        plan=plan,
        rank=RANKS[plan],
        days=days,
        grace_days=grace,
        kind="purchase",
        category="real",
        is_test=False,
        payment_id=None,
        actor="Olga",
        reason="",
        bought_at=T0 + at * DAY,
    )


def closed(one: Period, at: float) -> Period:
    values = {name: getattr(one, name) for name in Period.__dataclass_fields__}
    return Period(**values | {"closed_at": T0 + at * DAY, "closed_by": "Olga", "closed_reason": "refund"})


def span(since: float, until: float | None = None) -> Interval:
    end = None if until is None else T0 + until * DAY
    return Interval(id=f"i{since}", since=T0 + since * DAY, until=end, actor="Olga", reason="a holiday")


def line(*periods: Period, pauses: tuple[Interval, ...] = (), stops: tuple[Interval, ...] = ()) -> Timeline:
    return timeline(Facts(periods=periods, pauses=pauses, stops=stops))


def seen(of: Timeline, *days: float) -> list[str]:
    """What runs at each of these days after T0, as "plan state"."""
    found = (of.segment_at(T0 + day * DAY) for day in days)
    return [f"{one.plan} {one.state}" for one in found if one is not None]


def drawn(of: Timeline) -> list[tuple[str, str, float, float | None]]:
    """The whole timeline in days after T0."""
    return [
        (
            one.plan,
            one.state.value,
            (one.since - T0) / DAY,
            None if one.until is None else (one.until - T0) / DAY,
        )
        for one in of.segments
    ]


def test_ti1_no_rows_is_no_plan() -> None:
    """Nothing bought: no plan, no access, and the explanation says so."""
    standing = line().at(T0)
    assert (standing.state, standing.plan, standing.has_access) == (PlanState.NONE, "", False)
    assert [one.why for one in explain(line(), T0)] == [Why.NOTHING_BOUGHT]


def test_ti2_active_to_the_last_moment_then_grace_then_ended() -> None:
    """29 d 23 h is active; 30 d sharp is grace, 33 d sharp is ended; without grace it ends at once."""
    one = line(period("photo"))
    assert seen(one, 29 + 23 / 24) == ["photo active"]
    end = T0 + 30 * DAY
    edges = (end - TICK, end, end + 3 * DAY - TICK, end + 3 * DAY)
    assert [one.at(moment).state.value for moment in edges] == [
        "active",
        "grace",
        "grace",
        "ended",
    ]
    assert seen(line(period("photo", grace=0)), 30) == ["photo ended"]
    assert one.at(end).anchor == one.at(end + 5 * DAY).anchor == one.at(T0).until == end


def test_ti3_tester_never_ends_but_by_revocation() -> None:
    """A plan without end runs for ever and freezes what is below; closing it ends it at that moment."""
    one = line(period("photo"), period("tester", 10, None))
    assert seen(one, 9, 10, 4000) == ["photo active", "tester active", "tester active"]
    assert one.at(T0 + 4000 * DAY).until is None
    ended = line(period("photo"), closed(period("tester", 10, None), 100))
    assert seen(ended, 99.9, 100, 119.9, 120) == [
        "tester active",
        "photo active",
        "photo active",
        "photo grace",
    ]


def test_ti4_renewal_adds_to_the_end_b73() -> None:
    """A second period of the same plan begins where the first ends; no day is lost."""
    one = line(period("photo"), period("photo", 12))
    assert drawn(one)[:2] == [("photo", "active", 0, 30), ("photo", "active", 30, 60)]
    assert one.at(T0 + 12 * DAY).until == T0 + 60 * DAY


def test_ti4_renewal_inside_grace_begins_at_the_old_end() -> None:
    """Bought two days into grace it runs from the old end; bought after grace, from the purchase."""
    inside = line(period("photo"), period("photo", 32))
    assert drawn(inside)[:2] == [("photo", "active", 0, 30), ("photo", "active", 30, 60)]
    assert Why.RENEWED_IN_GRACE in [one.why for one in explain(inside, T0 + 33 * DAY)]
    after = line(period("photo"), period("photo", 33))
    assert seen(after, 32.9, 33, 62.9, 63) == ["photo grace", "photo active", "photo active", "photo grace"]
    other = line(period("photo"), period("video", 32))
    assert seen(other, 31, 32, 61.9) == ["photo grace", "video active", "video active"]


def test_ti4_a_gift_shorter_than_the_grace_that_passed_lengthens_exactly_by_its_days() -> None:
    """One day given two days into grace: the end moves by one day, and grace with it."""
    one = line(period("photo"), period("photo", 32, 1))
    assert drawn(one) == [
        ("photo", "active", 0, 30),
        ("photo", "active", 30, 31),
        ("photo", "grace", 31, 34),
        ("photo", "ended", 34, None),
    ]


def test_ti5_upgrade_at_once_and_the_days_of_the_lower_plan_are_kept() -> None:
    """Video bought ten days into photo runs for 30 days at once; then the other 20 days of photo run."""
    one = line(period("photo"), period("video", 10))
    assert drawn(one) == [
        ("photo", "active", 0, 10),
        ("video", "active", 10, 40),
        ("photo", "active", 40, 60),
        ("photo", "grace", 60, 63),
        ("photo", "ended", 63, None),
    ]
    waiting = one.at(T0 + 11 * DAY).queued
    assert [(each.plan, each.left, each.since) for each in waiting] == [("photo", 20 * DAY, T0 + 40 * DAY)]


def test_ti6_downgrade_waits_for_the_end_b73() -> None:
    """A cheaper plan never takes the better one away."""
    one = line(period("video"), period("photo", 5))
    assert seen(one, 6, 29.9, 30, 59.9, 60) == [
        "video active",
        "video active",
        "photo active",
        "photo active",
        "photo grace",
    ]
    why = [each.why for each in explain(one, T0 + 6 * DAY)]
    assert why == [Why.RUNS, Why.WAITS_FOR_BETTER]


def test_ti9_cancel_at_the_end_keeps_access_and_stops_what_waits() -> None:
    """Access to the end of what runs; what was queued never begins; a later purchase begins anew."""
    one = line(period("video"), period("photo", 1), period("video", 2), stops=(span(10),))
    assert seen(one, 29.9, 30, 33) == ["video active", "video grace", "video ended"]
    assert one.at(T0 + 11 * DAY).stops_at_end
    resumed = line(period("video"), period("photo", 1), stops=(span(10, 20),))
    assert seen(resumed, 29.9, 30) == ["video active", "photo active"]
    again = line(period("video"), period("photo", 1), period("photo", 40), stops=(span(10, 40),))
    assert seen(again, 39, 40, 69.9, 70) == ["video ended", "photo active", "photo active", "photo grace"]


def test_a_pause_freezes_all_time_and_gives_no_access() -> None:
    """Ten days of pause move the end by ten days."""
    one = line(period("photo"), pauses=(span(10, 20),))
    assert seen(one, 9.9, 10, 19.9, 20, 39.9, 40) == [
        "photo active",
        "photo paused",
        "photo paused",
        "photo active",
        "photo active",
        "photo grace",
    ]
    still = line(period("photo"), pauses=(span(10),)).at(T0 + 500 * DAY)
    assert (still.state, still.until, still.queued[0].left) == (PlanState.PAUSED, None, 20 * DAY)
    assert not still.has_access


def test_a_closed_period_vanishes_from_that_moment_and_the_next_moves_up() -> None:
    """A reversal takes its period away then, keeps the past, and leaves no grace."""
    one = line(closed(period("video"), 4), period("photo", 1))
    assert seen(one, 3.9, 4, 33.9, 34) == ["video active", "photo active", "photo active", "photo grace"]
    alone = line(closed(period("photo"), 4))
    assert seen(alone, 3.9, 4) == ["photo active", "photo ended"]
    assert alone.at(T0 + 5 * DAY).anchor is None
    assert [each.why for each in explain(alone, T0 + 5 * DAY)] == [Why.CLOSED]
    in_grace = line(closed(period("photo"), 31))
    assert seen(in_grace, 30.5, 31) == ["photo grace", "photo ended"]


def test_ti13_the_clock_an_hour_back_takes_nothing_away_and_a_month_forward_can_be_undone() -> None:
    """What was bought at noon stands although the clock shows eleven; the future is only a question."""
    one = line(period("photo"))
    assert one.at(T0 - timedelta(hours=1)).state is PlanState.ACTIVE
    assert one.at(T0 + 40 * DAY).state is PlanState.ENDED
    assert one.at(T0 + DAY).state is PlanState.ACTIVE


def test_ti13_leap_days_and_zones_change_nothing() -> None:
    """Over 29 February 2028 and a change of summer time in Berlin a plan runs 30 × 24 hours."""
    for begin in (datetime(2028, 2, 15, 8, tzinfo=UTC), datetime(2026, 3, 28, 23, 30, tzinfo=UTC)):
        shifted = Period(
            **{name: getattr(period("photo"), name) for name in Period.__dataclass_fields__}
            | {"bought_at": begin}
        )
        assert line(shifted).at(begin).until == begin + timedelta(hours=720)


def test_as_of_a_past_moment_what_came_later_is_not_known() -> None:
    """The timeline of a past day has neither later purchases nor later closings."""
    facts = Facts(periods=(closed(period("photo"), 20), period("video", 15)), pauses=(span(5, 6),))
    then = timeline(facts.known_at(T0 + 5.5 * DAY))
    assert then.at(T0 + 5.5 * DAY).state is PlanState.PAUSED
    later = timeline(facts.known_at(T0 + 16 * DAY))
    assert [one.plan for one in later.at(T0 + 16 * DAY).queued] == ["photo"]


DAYS = st.integers(0, 120)
PERIODS = st.lists(
    st.tuples(
        st.sampled_from(("photo", "video")),
        DAYS,
        st.integers(1, 40),
        st.integers(0, 7),
        st.one_of(st.none(), st.integers(0, 150)),
    ),
    max_size=7,
)


def some_facts(rows: list[tuple[str, int, int, int, int | None]], pauses: list[tuple[int, int]]) -> Facts:
    made = []
    for number, (plan, at, days, grace, closing) in enumerate(rows):
        one = period(plan, at, days, grace=grace, ident=f"p{number}")
        made.append(one if closing is None else closed(one, closing))
    away = tuple(span(at, at + length) for at, length in pauses)
    return Facts(periods=tuple(made), pauses=away)


PAUSES = st.lists(st.tuples(DAYS, st.integers(1, 20)), max_size=2, unique_by=lambda one: one[0])


@settings(max_examples=300, deadline=None)
@given(rows=PERIODS, pauses=PAUSES)
def test_no_day_is_lost_and_none_runs_twice(
    rows: list[tuple[str, int, int, int, int | None]], pauses: list[tuple[int, int]]
) -> None:
    """Every period runs for exactly its days unless it was closed, then never longer and never after."""
    facts = some_facts(rows, pauses)
    made = timeline(facts)
    for one in facts.periods:
        ran = total(made.segments, one.id)
        assert one.span is not None
        if one.closed_at is None:
            assert ran == one.span
        else:
            assert ran <= one.span
            last = [seg.until for seg in made.segments if seg.period_id == one.id and seg.state == "active"]
            assert all(end is not None and end <= one.closed_at for end in last)
    for before, after in zip(made.segments, made.segments[1:], strict=False):
        assert before.until == after.since
        assert before.since < after.since


@settings(max_examples=200, deadline=None)
@given(rows=PERIODS, pauses=PAUSES, seed=st.integers(0, 10**6))
def test_the_order_of_the_rows_does_not_matter(
    rows: list[tuple[str, int, int, int, int | None]], pauses: list[tuple[int, int]], seed: int
) -> None:
    """However the database returns them, the timeline is the same (I19)."""
    facts = some_facts(rows, pauses)
    shuffled = list(facts.periods)
    random.Random(seed).shuffle(shuffled)
    again = timeline(Facts(periods=tuple(shuffled), pauses=facts.pauses[::-1]))
    assert again.segments == timeline(facts).segments


@settings(max_examples=200, deadline=None)
@given(rows=PERIODS, pauses=PAUSES, day=st.integers(0, 200))
def test_the_highest_plan_with_time_left_runs(
    rows: list[tuple[str, int, int, int, int | None]], pauses: list[tuple[int, int]], day: int
) -> None:
    """At no moment does a lower plan run while a better one has time left."""
    made = timeline(some_facts(rows, pauses))
    standing = made.at(T0 + day * DAY + timedelta(hours=1))
    if standing.state is PlanState.ACTIVE:
        ranks = {one.id: one.rank for one in made.facts.periods}
        assert all(ranks[one.period_id] <= standing.rank for one in standing.queued)
    if standing.next_change_at is not None:
        assert standing.next_change_at > T0 + day * DAY


@settings(max_examples=200, deadline=None)
@given(rows=PERIODS, pauses=PAUSES, day=st.integers(0, 200))
def test_what_is_known_later_never_changes_what_was(
    rows: list[tuple[str, int, int, int, int | None]], pauses: list[tuple[int, int]], day: int
) -> None:
    """The plan of a past moment is the one it was then, but for grace that a renewal turned into plan."""
    facts = some_facts(rows, pauses)
    moment = T0 + day * DAY
    then = timeline(facts.known_at(moment)).at(moment)
    found = timeline(facts).segment_at(moment)
    now = (found.plan, found.state) if found else ("", PlanState.NONE)
    if then.state is not PlanState.GRACE:
        assert now == (then.plan, then.state)
    else:
        assert now[1] in (PlanState.GRACE, PlanState.ACTIVE)
