"""Tests of gui/widgets/plan_timeline.py: what ran, runs and waits, told apart without colours as well."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.domain.periods import Facts, Interval, Period
from core.domain.plan_explained import explain
from core.domain.subscriptions import PlanState, Timeline, timeline
from gui.models import plan_words
from gui.widgets.plan_timeline import PlanBar, PlanTimeline, stretches

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RANKS = {"neurophoto": 1, "neurovideo": 2, "neurotester": 4}


def period(plan: str, days_ago: float, days: int | None = 30) -> Period:
    return Period(
        id=f"{plan}{days_ago}",
        customer_id=1,
        bot="b",
        plan=plan,
        rank=RANKS[plan],
        days=days,
        grace_days=3,
        kind="purchase",
        category="real",
        is_test=False,
        payment_id=None,
        actor="Olga",
        reason="",
        bought_at=NOW - days_ago * DAY,
    )


def line(*periods: Period, pauses: tuple[Interval, ...] = ()) -> Timeline:
    return timeline(Facts(periods=periods, pauses=pauses))


def test_what_comes_later_waits_and_all_lies_within_the_bar() -> None:
    """The plan that runs, the one queued behind it, and its grace, side by side."""
    found, first, last = stretches(line(period("neurovideo", 5), period("neurophoto", 3)), NOW)
    assert [(one.segment.plan, one.state) for one in found] == [
        ("neurovideo", PlanState.ACTIVE),
        ("neurophoto", PlanState.QUEUED),
        ("neurophoto", PlanState.GRACE),
    ]
    assert all(0 <= one.left < one.right <= 1 for one in found)
    assert first < NOW < last


def test_an_end_that_nobody_knows_and_long_ago_are_drawn_without_trouble() -> None:
    """No end, an open pause, years ago, and nothing at all."""
    endless, _, last = stretches(line(period("neurotester", 400, None)), NOW)
    assert endless[0].left == 0
    assert last >= NOW + 45 * DAY
    away = Interval(id="i", since=NOW - DAY, until=None, actor="Olga", reason="x")
    paused, _, _ = stretches(line(period("neurophoto", 5), pauses=(away,)), NOW)
    assert paused[-1].state is PlanState.PAUSED
    assert stretches(line(period("neurophoto", 900)), NOW)[0] == []
    assert stretches(line(), NOW)[0] == []


def test_the_bar_is_walked_by_keys_and_says_each_stretch(qtbot: QtBot, qapp: object) -> None:
    """The screen reader gets the stretch that is picked, beginning with the one of now."""
    bar = PlanBar(plan_words.plan_look())
    qtbot.addWidget(bar)
    bar.resize(400, 62)
    bar.set_timeline(line(period("neurovideo", 5), period("neurophoto", 3)), NOW)
    assert bar.accessibleDescription().startswith("NeuroVideo, active:")
    bar.show()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.accessibleDescription().startswith("NeuroPhoto, waits:")
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert bar.accessibleDescription().startswith("NeuroVideo, active:")


def test_it_is_painted_and_explained(qtbot: QtBot, qapp: object) -> None:
    """The bar is not empty; under it stand the reasons, and fewer when there are fewer."""
    view = PlanTimeline(plan_words.plan_look())
    qtbot.addWidget(view)
    view.resize(420, 160)
    made = line(period("neurovideo", 5), period("neurophoto", 3))
    view.show_timeline(made, [plan_words.sentence(one, NOW) for one in explain(made, NOW)], NOW)
    view.show()
    assert view.sentences[0].startswith("NeuroVideo has run since")
    assert view.sentences[1].startswith("NeuroPhoto waits with 30 d 0 h left")
    image = view.bar.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {image.pixel(x, image.height() // 2) for x in range(0, image.width(), 3)}
    assert len(colours) > 3
    empty = line()
    view.show_timeline(empty, [plan_words.sentence(one, NOW) for one in explain(empty, NOW)], NOW)
    assert view.sentences == ["No plan was ever bought or given. Stars alone are no plan."]
    assert view.bar.isHidden()
