"""Tests of gui/pages/inbox_page.py: the daily list, the reasons in words, and each decision made once."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from core.domain.inbox import InboxFilter, InboxVerdict
from core.domain.people import Operator, Role
from core.money import Stars
from gui.dialogs import MessageDialog
from gui.forms.add_notice_form import AddNoticeForm
from gui.forms.quarantine_forms import CreditForm
from gui.models import inbox_facts
from gui.pages.inbox_page import ALL, TODO, InboxPage
from gui.widgets.table import Table
from tests.fakes import acme
from tests.fakes.desk import FIRST_CUSTOMER, Desk
from tests.gui.pages.till_desk import invoice, till_desk

Until = Callable[..., Any]


@asynccontextmanager
async def inbox(tmp_path: Path, bot: QtBot) -> AsyncIterator[tuple[InboxPage, Desk, acme.Acme]]:
    """The page, empty."""
    async with till_desk(tmp_path) as (here, shop):
        page = InboxPage(here.core)
        bot.addWidget(page)
        page.resize(1228, 844)
        page.show()
        try:
            yield page, here, shop
        finally:
            await page.close_page()


def column(table: Table, key: str) -> list[str]:
    """Return the texts of one column."""
    model = table.model()
    place = [one.key for one in model.columns].index(key)  # type: ignore[attr-defined]
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def said_facts(page: InboxPage) -> list[str]:
    """Return the values of all facts in the pane."""
    return [fact.value for group in page.pane.facts.groups for fact in group.facts]


async def opened(page: InboxPage, kind: type[QDialog], until: Until) -> Any:
    """Wait until a dialog of this kind is open and return it."""
    found: list[Any] = []

    def look() -> bool:
        found[:] = [one for one in page.window().findChildren(kind) if one.isVisible()]
        return bool(found)

    await until(look)
    return found[0]


async def test_quarantine_is_on_top_with_its_reason_and_is_credited_by_keyboard(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """What came against what was expected; Credit with a reason; the list is empty then and says so."""
    async with inbox(tmp_path, qtbot) as (page, here, _shop):
        made = await invoice(here)
        await here.core.inbox.receive(acme.NAME, acme.notice(acme.paid(made, sum="499.00"), delivery="q"))
        await here.core.inbox.receive(acme.NAME, acme.notice(acme.paid(made), headers={}, delivery="r"))
        await until(lambda: column(page.table, "verdict") == ["Quarantine", "Refused"])
        assert column(page.table, "why")[0] == "too little"
        assert column(page.table, "customer")[0] == "Анна Белова"
        page.table.setFocus()
        page.table.pick_row(0)
        await until(lambda: page.pane.isVisible() and page.pane.credit.isVisible())
        facts = {fact.label: fact.value for group in page.pane.facts.groups for fact in group.facts}
        assert (facts["Came"], facts["Expected"]) == ("499.00 RUB", "500.00 RUB")
        assert "Less came" in page.pane.note.text()
        qtbot.keyClick(page.pane.credit, Qt.Key.Key_Return)
        form = await opened(page, CreditForm, until)
        form.reason.set_value("the bank took the rest")
        form.submit()
        await until(lambda: column(page.table, "verdict") == ["Refused"])
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(217)
        await until(lambda: page.look.key is not None and page.look.key.verdict is InboxVerdict.REFUSED)
        await until(lambda: page.pane.seen.isVisible())
        qtbot.keyClick(page.pane.seen, Qt.Key.Key_Return)
        await until(lambda: page.table.model().rowCount() == 0)
        assert "Nothing is to be done" in page.table.empty.accessibleName()


async def test_what_would_this_do_and_do_again(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Asked first, with the balance before and after; then done, and told."""
    async with inbox(tmp_path, qtbot) as (page, here, shop):
        made = await invoice(here)
        shop.is_down = True
        await here.core.inbox.receive(acme.NAME, acme.notice(acme.paid(made)))
        shop.is_down = False
        said: list[str] = []
        page.said.connect(said.append)
        page.show_mode("waiting", InboxFilter())
        await until(lambda: page.table.model().rowCount() == 1)
        page.table.pick_row(0)
        await until(lambda: page.pane.foresee.isVisible())
        page.pane.foresee.click()
        dialog = await opened(page, MessageDialog, until)
        words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        assert "It would be credited to Анна Белова: 217.00 ★." in words
        assert "Balance 0.00 ★ → 217.00 ★" in words
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars(0)
        dialog.accept()
        page.pane.again.click()
        await until(lambda: said)
        assert said == ["Done"]
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(217)


async def test_a_notice_is_pasted_and_a_file_is_dropped(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The same proving path; what is wrong with a header is said under its field."""
    async with inbox(tmp_path, qtbot) as (page, here, _shop):
        one, two = await invoice(here), await invoice(here)
        note = acme.notice(acme.paid(one))
        page.add.click()
        form = await opened(page, AddNoticeForm, until)
        form.body_text.set_value(note.body.decode())
        form.headers.set_value("nonsense")
        form.submit()
        await until(lambda: form.headers.error)
        form.headers.set_value(f"X-Acme-Signature: {acme.signature(note.body)}")
        form.submit()
        await until(lambda: page.mode == ALL and page.table.model().rowCount() == 1)
        page.table.pick_row(0)
        await until(lambda: "pasted" in said_facts(page))
        await until(lambda: not page.add.is_busy)
        file = tmp_path / "webhook.json"
        file.write_bytes(acme.notice(acme.paid(two), delivery="d2").body)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        page.dropEvent(
            QDropEvent(
                QPointF(9, 9),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        form = await opened(page, AddNoticeForm, until)
        assert "webhook.json" in form.body_text.control.accessibleDescription()
        form.headers.set_value(f"X-Acme-Signature: {acme.signature(file.read_bytes())}")
        form.submit()
        await until(lambda: column(page.table, "verdict") == ["Done", "Done"])
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(434)


async def test_a_series_is_one_line_that_opens_to_all_of_them(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Enter shows the refused ones; one press takes them off the list."""
    async with inbox(tmp_path, qtbot) as (page, here, _shop):
        made = await invoice(here)
        for number in range(7):
            note = acme.notice(acme.paid(made), headers={}, delivery=f"f{number}")
            await here.core.inbox.receive(acme.NAME, note)
        await until(lambda: column(page.table, "verdict") == ["Alarm"])
        await until(lambda: column(page.table, "why")[0].startswith("7 notice"))
        page.table.setFocus()
        page.table.pick_row(0)
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        await until(lambda: page.table.model().rowCount() == 7)
        page.show_mode(TODO, InboxFilter())
        await until(lambda: column(page.table, "verdict") == ["Alarm"])
        page.table.pick_row(0)
        await until(lambda: page.pane.seen.isVisible())
        page.pane.seen.click()
        await until(lambda: page.table.model().rowCount() == 0)


async def test_filters_by_text_provider_and_source(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Each narrows the list; an empty result offers to show all again."""
    async with inbox(tmp_path, qtbot) as (page, here, _shop):
        for number in range(3):
            made = await invoice(here)
            await here.core.inbox.receive(acme.NAME, acme.notice(acme.paid(made), delivery=f"mark{number}"))
        page.show_mode(ALL, InboxFilter())
        await until(lambda: page.table.model().rowCount() == 3)
        page.show_mode(ALL, InboxFilter(text="MARK2"))
        await until(lambda: page.table.model().rowCount() == 1)
        page.show_mode(ALL, InboxFilter(source="poll"))
        await until(lambda: page.table.model().rowCount() == 0)
        page.table.empty.action_picked.emit()
        await until(lambda: page.table.model().rowCount() == 3)


async def test_a_viewer_may_look_only(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The buttons say why; nothing opens."""
    async with till_desk(tmp_path) as (here, _shop):
        here.core.operator = Operator(id="v", name="Vera", role=Role.VIEWER)
        page = InboxPage(here.core)
        qtbot.addWidget(page)
        page.show()
        assert not page.add.isEnabled()
        assert "only look" in page.add.toolTip()
        made = await invoice(here)
        await here.core.inbox.receive(acme.NAME, acme.notice(acme.paid(made, sum="1.00")))
        await until(lambda: page.table.model().rowCount() == 1)
        page.table.pick_row(0)
        await until(lambda: page.pane.credit.isVisible())
        assert not page.pane.credit.isEnabled()
        await page.close_page()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b'{"a":{"b":"\xd0\x96"}}', '{\n  "a": {\n    "b": "Ж"\n  }\n}'),
        (b"OutSum=5.00&InvId=7&Shp_a=%D0%96", "OutSum = 5.00\nInvId = 7\nShp_a = Ж"),
        (b"<a><b>1</b></a>", '<?xml version="1.0" ?>\n<a>\n  <b>1</b>\n</a>'),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"),
        (b'{"a":', '{"a":'),
        (b"plain words", "plain words"),
        (b"[" * 3000, "[" * 3000),
    ],
)
def test_bytes_are_laid_out_to_be_read(body: bytes, shown: str) -> None:
    """JSON, forms and XML; anything else, and anything hostile, as it came."""
    assert inbox_facts.pretty(body) == shown
