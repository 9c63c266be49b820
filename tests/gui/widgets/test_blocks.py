"""Tests of navigation, heads, panes, lines, stories, charts and photos: the blocks of a page."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.theme import Tone
from gui.widgets.banner import Banner, BannerKind
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.details_pane import DetailsPane
from gui.widgets.labels import ElidedLabel
from gui.widgets.loss_chart import LossChart, smoothed
from gui.widgets.nav import Nav, NavEntry, NavGroup, NavItem
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.status_line import StatusLine
from gui.widgets.story_view import StoryItem, StoryView
from gui.widgets.thumbnail_grid import Thumbnail, ThumbnailGrid


def groups(first: str, second: str) -> list[NavGroup]:
    """Return two pages in one group, named so."""
    entries = [NavEntry(key="a", label=first, icon="train"), NavEntry(key="b", label=second, icon="tray")]
    return [NavGroup(caption="Work", entries=entries)]


@pytest.fixture
def nav(qtbot: QtBot) -> Nav:
    """A navigation with two pages, the first one shown."""
    made = Nav()
    qtbot.addWidget(made)
    made.set_groups(groups("Trainings", "Inbox"))
    made.set_current("a")
    made.show()
    qtbot.waitExposed(made)
    return made


def items(nav: Nav) -> list[NavItem]:
    """Return the lines of the navigation."""
    return nav.findChildren(NavItem)


def test_picking_a_page_tells_its_key(nav: Nav, qtbot: QtBot) -> None:
    """A click tells the key and marks just that page; a click on the shown page leaves it marked."""
    with qtbot.waitSignal(nav.page_picked) as picked:
        qtbot.mouseClick(items(nav)[1], Qt.MouseButton.LeftButton)
    assert picked.args == ["b"]
    assert [item.isChecked() for item in items(nav)] == [False, True]
    qtbot.mouseClick(items(nav)[1], Qt.MouseButton.LeftButton)
    assert [item.isChecked() for item in items(nav)] == [False, True]


def test_arrows_and_space_pick_a_page(nav: Nav, qtbot: QtBot) -> None:
    """The navigation can be walked and used without a mouse."""
    items(nav)[0].setFocus()
    qtbot.keyClick(items(nav)[0], Qt.Key.Key_Down)
    assert items(nav)[1].hasFocus()
    with qtbot.waitSignal(nav.page_picked) as picked:
        qtbot.keyClick(items(nav)[1], Qt.Key.Key_Space)
    assert picked.args == ["b"]


def test_counts_are_read_aloud(nav: Nav) -> None:
    """A badge is not only seen; at zero it is gone."""
    nav.set_count("b", 4, Tone.WARN)
    assert items(nav)[1].accessibleName() == "Inbox, 4"
    nav.set_count("b", 0, Tone.WARN)
    assert items(nav)[1].accessibleName() == "Inbox"


def test_another_language_keeps_the_lines(nav: Nav) -> None:
    """The same pages in other words stay the same widgets, marks and counts."""
    nav.set_count("b", 4, Tone.WARN)
    before = items(nav)
    nav.set_groups(groups("Обучения", "Входящие"))
    assert items(nav) == before
    assert [item.accessibleName() for item in before] == ["Обучения", "Входящие, 4"]
    assert before[0].isChecked()


def test_counts_of_a_head_lead_to_their_filter(qtbot: QtBot) -> None:
    """A count with a key is a link; one without only tells; new numbers keep the focus."""
    head = PageHead("Trainings")
    qtbot.addWidget(head)
    head.set_counts([CountLink(key="run", text="12 running"), CountLink(text="2 640.00 ★ held")])
    link, plain = head.findChildren(QPushButton)
    with qtbot.waitSignal(head.count_picked) as picked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert picked.args == ["run"]
    assert not plain.isEnabled()
    head.set_counts([CountLink(key="run", text="13 running"), CountLink(text="2 860.00 ★ held")])
    assert head.findChildren(QPushButton) == [link, plain]
    assert link.text() == "13 running"


def test_a_narrow_head_leaves_counts_out_rather_than_cut(qtbot: QtBot) -> None:
    """Counts without room are left out from the end and come back with the room."""
    head = PageHead("Trainings")
    qtbot.addWidget(head)
    head.set_counts([CountLink(key=key, text=f"12 {key}") for key in ("running", "waiting", "failed today")])
    links = head.findChildren(QPushButton)
    head.resize(230, 34)
    head.show()
    assert [link.isVisible() for link in links] == [True, False, False]
    head.resize(600, 34)
    assert all(link.isVisible() for link in links)


def test_a_banner_speaks_only_when_it_must(qtbot: QtBot) -> None:
    """The strip is hidden until it has something to say and after the matter is over."""
    banner = Banner(BannerKind.GATE)
    qtbot.addWidget(banner)
    assert not banner.isVisible()
    banner.say("The gate is shut.", "Open Settings")
    assert banner.isVisible()
    assert banner.accessibleName() == "The gate is shut."
    with qtbot.waitSignal(banner.action_picked):
        banner.findChildren(QPushButton)[0].click()
    banner.clear()
    assert not banner.isVisible()


def test_status_cells_are_updated_in_place(qtbot: QtBot) -> None:
    """A cell keeps its place as its state changes, tells when pressed, and goes with its text."""
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_cell("gate", Tone.OK, "Gate open")
    line.set_cell("gate", Tone.BAD, "Gate shut", "401 at 12:58")
    texts = [button for button in line.findChildren(QWidget) if button.property("text") == "Gate shut"]
    assert [button.toolTip() for button in texts] == ["401 at 12:58"]
    with qtbot.waitSignal(line.cell_picked) as picked:
        qtbot.mouseClick(texts[0], Qt.MouseButton.LeftButton)
    assert picked.args == ["gate"]


def test_a_pane_keeps_its_tab_when_the_row_changes(qtbot: QtBot) -> None:
    """Who reads logs reads the log of the next row too."""
    pane = DetailsPane()
    qtbot.addWidget(pane)
    for key in ("story", "log"):
        pane.add_tab(key, key.title(), QLabel(key))
    with qtbot.waitSignal(pane.tab_picked) as picked:
        pane.set_tab("log")
    assert picked.args == ["log"]
    pane.set_head("other-model", "facts")
    assert pane.tab == "log"
    assert pane.accessibleName() == "other-model"


def event(number: int, text: str = "held") -> StoryItem:
    """Return an event."""
    return StoryItem(icon="lock-simple", tone=Tone.WARN, text=text, moment=f"12:0{number}")


def test_a_story_touches_only_what_differs(qtbot: QtBot) -> None:
    """A new event adds a line; the lines before it are the same widgets."""
    view = StoryView()
    qtbot.addWidget(view)
    view.set_items([event(1), event(2)])
    spoken = {label: label.text() for label in view.findChildren(QLabel)}
    view.set_items([event(1), event(2, "released"), event(3)])
    assert [item.text for item in view.items] == ["held", "released", "held"]
    assert set(spoken) <= set(view.findChildren(QLabel))
    view.set_items([event(1)])
    assert view.items == (event(1),)


def test_an_event_is_one_sentence_for_the_screen_reader() -> None:
    """Icon and columns are for the eye; the ear gets it in order."""
    item = StoryItem(
        icon="x", tone=Tone.BAD, text="Failed", second="E9828", moment="12:41", moment_full="23 Nov"
    )
    assert item.spoken() == "Failed, E9828, 23 Nov"


def test_smoothing_starts_at_the_first_value() -> None:
    """The curve has no false start from zero and follows a constant exactly."""
    assert smoothed([]) == []
    assert smoothed([0.8]) == pytest.approx([0.8])
    assert smoothed([0.5] * 10) == pytest.approx([0.5] * 10)


def test_a_chart_says_its_last_loss_and_counts_the_lost(qtbot: QtBot) -> None:
    """The curve is also words; steps without a number are counted, not drawn."""
    chart = LossChart()
    qtbot.addWidget(chart)
    chart.set_points([(1, 0.5), (2, float("nan")), (3, 0.5), (4, float("inf"))], 1000)
    assert chart.accessibleName() == "Loss 0.500 at step 3 of 1000"
    assert "2" in chart.findChildren(QLabel)[0].text()
    chart.show()
    qtbot.waitExposed(chart)
    assert chart.is_drawn


def test_the_plotting_library_waits_until_it_is_seen() -> None:
    """Making the chart, as every start does, does not import pyqtgraph."""
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from gui.widgets.loss_chart import LossChart; LossChart().set_points([(1, 0.5)], 10);"
        "assert not {'pyqtgraph', 'qtawesome', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_photos_say_what_is_wrong(qtbot: QtBot) -> None:
    """The reason is in the tooltip and for the screen reader; an unreadable picture is still shown."""
    grid = ThumbnailGrid()
    qtbot.addWidget(grid)
    grid.set_photos(
        [Thumbnail(name="1.jpg"), Thumbnail(name="2.jpg", picture=b"junk", problem="Cannot be read")]
    )
    grid.resize(300, 200)
    grid.show()
    qtbot.waitExposed(grid)
    assert grid.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "2.jpg\nCannot be read"
    grid.setCurrentIndex(grid.model().index(0, 0))
    with qtbot.waitSignal(grid.photo_picked) as picked:
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert picked.args == [1]


def test_summary_rows_are_reused(qtbot: QtBot) -> None:
    """The living summary of a form changes its words, not its widgets."""
    rows = SummaryRows()
    qtbot.addWidget(rows)
    rows.set_rows([SummaryRow(label="Price", value="220.00 ★"), SummaryRow(label="After", value="256.00 ★")])
    labels = rows.findChildren(QLabel)
    rows.set_rows([SummaryRow(label="Price", value="330.00 ★", role="bad")])
    assert rows.findChildren(QLabel) == labels
    assert [label.text() for label in labels if not label.isHidden()] == ["Price", "330.00 ★"]


def test_long_words_end_in_dots_and_tell_the_rest(qtbot: QtBot) -> None:
    """What is cut on the screen is whole in the tooltip and for the screen reader."""
    label = ElidedLabel("a very long name of a model that does not fit")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    qtbot.waitExposed(label)
    assert label.text().endswith("…")
    assert label.toolTip() == label.full_text == label.accessibleName()


@pytest.mark.parametrize("make", [Nav, StatusLine, DetailsPane, LossChart])
def test_blocks_take_a_change_of_language(qtbot: QtBot, qapp: QApplication, make: type[QWidget]) -> None:
    """Switching the language at run time reaches every block with words of its own."""
    block = make()
    qtbot.addWidget(block)
    before = block.accessibleName()
    QCoreApplication.sendEvent(block, QEvent(QEvent.Type.LanguageChange))
    assert block.accessibleName() == before
