"""The line that counts down to the deletion of a log."""

from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from core.domain.memory import Risk
from gui.widgets.memory_line import MemoryLine

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def test_it_counts_down_and_hides_when_nothing_is_at_risk(qtbot: QtBot) -> None:
    """What is at risk and for how long yet; past the hour that it may be gone; then nothing."""
    moment = [NOW]
    line = MemoryLine(lambda: moment[0])
    qtbot.addWidget(line)
    assert line.isHidden()
    line.set_risk(Risk(since=NOW - timedelta(minutes=48), has_ended=True))
    assert not line.isHidden()
    assert line.text() == "It has ended and its log is not saved yet. Replicate may delete it in 12:00."
    line.set_risk(Risk(since=NOW - timedelta(minutes=48), has_ended=False))
    assert "Not read for 48 min 00 s." in line.text()
    moment[0] += timedelta(minutes=13)
    line.set_risk(Risk(since=NOW - timedelta(minutes=48), has_ended=False))
    assert line.text().endswith("they may be gone.")
    line.set_risk(None)
    assert line.isHidden()
