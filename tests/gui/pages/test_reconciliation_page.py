"""Tests of gui/pages/reconciliation_page.py: compared, foreseen, put right by one press."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from core.domain.differences import DifferenceKind, DifferenceState, Posting
from core.domain.payments import Invoice
from core.domain.people import Operator, Role
from core.money import Stars
from gui.dialogs import MessageDialog, TextDialog
from gui.forms.compare_form import CompareForm
from gui.models import difference_words
from gui.pages.reconciliation_page import ReconciliationPage
from gui.widgets.table import Table
from tests.fakes import acme
from tests.fakes.desk import FIRST_CUSTOMER, Desk
from tests.gui.pages.till_desk import invoice, till_desk

Until = Callable[..., Any]


@asynccontextmanager
async def page_of(tmp_path: Path, bot: QtBot) -> AsyncIterator[tuple[ReconciliationPage, Desk]]:
    """The page, without a comparison."""
    async with till_desk(tmp_path) as (here, _shop):
        page = ReconciliationPage(here.core)
        bot.addWidget(page)
        page.resize(1228, 844)
        page.show()
        try:
            yield page, here
        finally:
            await page.close_page()


def column(table: Table, key: str) -> list[str]:
    """Return the texts of one column."""
    model = table.model()
    place = [one.key for one in model.columns].index(key)  # type: ignore[attr-defined]
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


async def opened(page: ReconciliationPage, kind: type[QDialog], until: Until) -> Any:
    """Wait until a dialog of this kind is open and return it."""
    found: list[Any] = []

    def look() -> bool:
        found[:] = [one for one in page.window().findChildren(kind) if one.isVisible()]
        return bool(found)

    await until(look)
    return found[0]


def statement(here: Desk, folder: Path, *made: Invoice) -> Path:
    """Write Acme's statement of these payments and of one that is nobody's."""
    at = here.core.clock.now().isoformat()
    rows = [f"shop:{one.number},{one.number},{one.amount.decimal},RUB,{at},paid," for one in made]
    file = folder / "registry.csv"
    file.write_text("\n".join([*rows, f"shop:x,,5.00,RUB,{at},paid,"]), encoding="utf-8")
    return file


async def compared(page: ReconciliationPage, file: Path, until: Until) -> None:
    """Compare with a file through the form."""
    page.compare_with(file)
    form = await opened(page, CompareForm, until)
    assert form.source.value == "file"
    form.provider.set_value(acme.NAME)
    form.submit()
    await until(lambda: page.run is not None and page.run.status == "done")
    forms = page.window().findChildren
    await until(lambda: not any(one.isVisible() for one in forms(CompareForm)))


async def test_a_file_is_compared_foreseen_and_put_right_by_keyboard(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """The most pressing first; what would this do; one press; the next is looked at."""
    async with page_of(tmp_path, qtbot) as (page, here):
        made = await invoice(here)
        await compared(page, statement(here, tmp_path, made), until)
        await until(lambda: page.table.model().rowCount() == 2)
        assert column(page.table, "kind") == ["Paid there, not told", "Paid for no invoice"]
        assert column(page.table, "posting") == ["complete the invoice", "put into quarantine"]
        page.table.setFocus()
        page.table.pick_row(0)
        await until(lambda: page.pane.foresee.isVisible())
        page.pane.foresee.click()
        dialog = await opened(page, MessageDialog, until)
        words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        assert "Balance 0.00 ★ → 217.00 ★" in words
        dialog.accept()
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars(0)
        qtbot.keyClick(page.pane.do, Qt.Key.Key_Return)
        await until(lambda: column(page.table, "kind") == ["Paid for no invoice"])
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(217)
        await until(lambda: page.look.found is not None and page.look.found.kind is DifferenceKind.NO_INVOICE)


async def test_the_picked_are_done_together_after_a_question(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Asked with their number; each is done; nothing is open then."""
    async with page_of(tmp_path, qtbot) as (page, here):
        made = [await invoice(here) for _ in range(3)]
        await compared(page, statement(here, tmp_path, *made), until)
        await until(lambda: page.table.model().rowCount() == 4)
        page.table.selectAll()
        assert page.do_picked.isEnabled()
        assert page.do_picked.text().endswith("4")
        page.do_picked.click()
        question = await opened(page, MessageDialog, until)
        question.accept()
        await until(lambda: page.table.model().rowCount() == 0)
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(3 * 217)


async def test_what_is_ignored_has_a_reason_and_is_found_under_ignored(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """A reason is asked for; the list of the ignored says by whom."""
    async with page_of(tmp_path, qtbot) as (page, here):
        await compared(page, statement(here, tmp_path), until)
        await until(lambda: page.table.model().rowCount() == 1)
        page.table.pick_row(0)
        await until(lambda: page.pane.ignore.isVisible())
        page.pane.ignore.click()
        dialog = await opened(page, TextDialog, until)
        dialog.field.setPlainText("a test of the shop’s own")
        dialog.accept()
        await until(lambda: page.table.model().rowCount() == 0)
        page.filters.toggled.emit(frozenset({"open", DifferenceState.IGNORED.value}))
        await until(lambda: page.table.model().rowCount() == 1)
        page.table.pick_row(0)
        facts = {fact.label: fact.value for group in page.pane.facts.groups for fact in group.facts}
        assert facts["Reason"] == "a test of the shop’s own"
        assert not page.pane.ignore.isVisible()


async def test_a_viewer_may_look_only(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The button says why."""
    async with till_desk(tmp_path) as (here, _shop):
        here.core.operator = Operator(id="v", name="Vera", role=Role.VIEWER)
        page = ReconciliationPage(here.core)
        qtbot.addWidget(page)
        page.show()
        assert not page.compare.isEnabled()
        assert "only look" in page.compare.toolTip()
        await until(lambda: page.runs_table.empty.isVisible())
        await page.close_page()


def test_every_kind_and_posting_has_its_words() -> None:
    """A few words and a sentence for each kind, none like another's; a word for each proposal."""
    words = [difference_words.kind_word(kind) for kind in DifferenceKind]
    assert len(set(words)) == len(words)
    assert all(words)
    assert all(difference_words.kind_sentence(kind) for kind in DifferenceKind)
    assert all(difference_words.posting_word(posting) for posting in Posting)
