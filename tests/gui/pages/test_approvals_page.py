"""Tests of gui/pages/approvals_page.py, and of the forms that lead there: asked, seen, decided, once."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.domain.adjustments import Adjustment
from core.domain.approvals import Approval
from core.domain.deeds import DeedKind
from core.domain.people import Operator, Role
from core.ids import new_id
from core.money import ZERO, Stars
from core.services.deeds import Waiting
from gui import formats, texts
from gui.dialogs import MessageDialog
from gui.forms.adjust_form import AdjustForm
from gui.forms.approval_forms import ApproveForm, CapForm
from gui.forms.reverse_form import ReverseForm
from gui.models import deed_words
from gui.pages.approvals_page import ENDED, LIMITS, OPEN, ApprovalsPage
from gui.pages.customers_page import CustomersPage
from gui.widgets.labels import Label
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk
from tests.fakes.hands import know, operator

Until = Callable[..., Any]
SAM = operator("Sam", Role.SUPPORT)
ADAM = operator("Adam", Role.ADMIN)


@asynccontextmanager
async def office(
    tmp_path: Path, bot: QtBot, until: Until, who: Operator | None = None
) -> AsyncIterator[tuple[ApprovalsPage, Desk]]:
    """The page of approvals for an operator; Anna has 500 stars, Sam is of support."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=500)
        await here.core.db.write(lambda tx: know(tx, SAM, ADAM))
        here.core.operator = who or here.core.operator
        page = ApprovalsPage(here.core)
        bot.addWidget(page)
        page.resize(1228, 844)
        page.show()
        await until(lambda: not page.tasks.running("refresh"))
        yield page, here
        await page.close_page()


async def asked(here: Desk, stars: int = 600, who: Operator = SAM) -> Approval:
    adjustment = Adjustment(
        operation_id=new_id(), customer_id=FIRST_CUSTOMER, amount=Stars.of(stars), reason="ticket 77"
    )
    waiting = await here.core.deeds.do(adjustment.deed(DeedKind.CREDIT), who)
    assert isinstance(waiting, Waiting)
    return waiting.approval


async def balance(here: Desk) -> Stars:
    return await here.core.payments.balance(FIRST_CUSTOMER)


async def test_what_waits_is_shown_seen_and_approved(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """It comes by itself, says who, why and what it would do, and is done once by one press."""
    async with office(tmp_path, qtbot, until) as (page, here):
        await asked(here)
        await until(lambda: page.model.rowCount() == 1)
        page.table.pick_row(0)
        await until(lambda: page.pane.effects.findChildren(Label) and page.pane.approve.isEnabled())
        shown = " ".join(label.text() for label in page.pane.effects.findChildren(Label))
        assert formats.stars(Stars.of(1100)) in shown
        assert page.pane.reason.text() == "ticket 77"
        assert "500.00 ★" in page.pane.limit.text()
        qtbot.mouseClick(page.pane.approve, Qt.MouseButton.LeftButton)
        await until(lambda: page.findChildren(ApproveForm))
        form = page.findChildren(ApproveForm)[0]
        for _ in range(3):
            form.submit()
        await until(lambda: not page.tasks.running("approve"))
        assert await balance(here) == Stars.of(1100)
        await until(lambda: page.model.rowCount() == 0)
        page.show_view(ENDED)
        await until(lambda: page.model.rowCount() == 1)
        assert page.model.index(0, 0).data() == "Done"


async def test_ones_own_can_only_be_withdrawn(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Who asked sees no button to approve or refuse, and takes it back after a question."""
    async with office(tmp_path, qtbot, until, SAM) as (page, here):
        await asked(here)
        await until(lambda: page.model.rowCount() == 1)
        page.table.pick_row(0)
        await until(lambda: page.pane.withdraw.isVisible())
        assert not page.pane.approve.isVisible()
        assert not page.pane.refuse.isVisible()
        qtbot.mouseClick(page.pane.withdraw, Qt.MouseButton.LeftButton)
        await until(lambda: page.findChildren(MessageDialog))
        page.findChildren(MessageDialog)[0].accept()
        await until(lambda: page.model.rowCount() == 0)
        assert await balance(here) == Stars.of(500)


async def test_who_may_not_approve_reads_why(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The buttons of a role without the right are off and say so."""
    sue = operator("Sue", Role.SUPPORT)
    async with office(tmp_path, qtbot, until, sue) as (page, here):
        await here.core.db.write(lambda tx: know(tx, sue))
        await asked(here)
        await until(lambda: page.model.rowCount() == 1)
        page.table.pick_row(0)
        await until(lambda: page.pane.approve.toolTip() == "Your role may not approve.")
        assert not page.pane.approve.isEnabled()
        assert not page.pane.refuse.isEnabled()


async def test_limits_are_shown_and_changed_by_admins(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Each role and kind has its line; an admin opens one, changes it, and the line follows."""
    async with office(tmp_path, qtbot, until) as (page, here):
        page.show_view(LIMITS)
        await until(lambda: page.caps.rowCount() == 3 * len(DeedKind))
        page.limits.row_opened.emit(0)
        await until(lambda: page.findChildren(CapForm))
        form = page.findChildren(CapForm)[0]
        form.action.set_value("a lot")
        form.submit()
        await until(lambda: form.action.error)
        form.action.set_value("10001")
        form.reason.set_value("more trust")
        form.submit()
        await until(lambda: "10" in form.action.error)
        form.action.set_value("750")
        form.submit()
        await until(lambda: not page.tasks.running("limit"))
        await until(lambda: page.caps.row_at(0).action == Stars.of(750))
        assert await here.core.deeds.caps() == list(page.caps.rows)


@asynccontextmanager
async def counter(
    tmp_path: Path, bot: QtBot, until: Until, who: Operator, stars: int = 500
) -> AsyncIterator[tuple[CustomersPage, Desk]]:
    """The customers page with Anna shown, for an operator."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=stars)
        await here.core.db.write(lambda tx: know(tx, SAM, ADAM))
        here.core.operator = who
        page = CustomersPage(here.core)
        bot.addWidget(page)
        page.resize(1400, 844)
        page.show()
        page.show_customer(FIRST_CUSTOMER)
        await until(lambda: page.customer is not None)
        page.pane.set_tab("money")
        await until(lambda: page.pane.money.model().rowCount() == (1 if stars else 0))
        yield page, here
        await page.close_page()


async def opened(page: CustomersPage, until: Until) -> AdjustForm:
    page.adjust_balance()
    await until(lambda: page.findChildren(AdjustForm))
    return page.findChildren(AdjustForm)[0]


async def test_s3_the_form_tells_what_happens_and_asks_above_the_limit(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Within the limit “done at once”, above it a second person; the message in the customer's language."""
    async with counter(tmp_path, qtbot, until, SAM) as (page, here):
        form = await opened(page, until)
        form.reason.set_value("ticket 77")
        qtbot.keyClicks(form.amount.control, "100")
        await until(lambda: form.outcome.text() == "Done at once.")
        assert form.last is not None
        assert "подарок от нас" in deed_words.message_text(form.last.effects)
        assert not form.glass.isVisible()
        form.amount.control.clear()
        qtbot.keyClicks(form.amount.control, "501")
        await until(lambda: "second person" in form.outcome.text())
        assert "500.00 ★" in form.outcome.text()
        said: list[str] = []
        page.said.connect(said.append)
        form.submit()
        await until(lambda: said)
        assert "second person" in said[0]
        assert await balance(here) == Stars.of(500)
        assert await here.core.approvals.count() == 1


async def test_b75_double_click_double_enter_and_two_windows_are_one_transfer(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Two forms with the same operation id, each pressed thrice, move the stars once."""
    async with counter(tmp_path, qtbot, until, SAM) as (page, here):
        first = await opened(page, until)
        second = AdjustForm(page, first._card, first._draft, ways=first._ways)
        second.show()
        for form in (first, second):
            form.amount.set_value("10")
            form.reason.set_value("ticket 77")
        for _ in range(3):
            qtbot.keyClick(first, Qt.Key.Key_Return)
            qtbot.mouseClick(second.confirm, Qt.MouseButton.LeftButton)
            first.confirm.click()
        await until(lambda: not page.tasks.running("adjust balance") and not second.isVisible())
        assert await balance(here) == Stars.of(510)
        second.deleteLater()


async def test_a_lost_payment_is_not_a_gift(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The choice leads to the payments page and cannot be given."""
    async with counter(tmp_path, qtbot, until, SAM) as (page, here):
        form = await opened(page, until)
        form.amount.set_value("10")
        form.code.set_value(deed_words.LOST_PAYMENT)
        form.code.changed.emit(deed_words.LOST_PAYMENT)
        assert form.lost.isVisible()
        assert "Credit without notice" in form.lost.text()
        assert not form.confirm.isEnabled()
        form.submit()
        await until(lambda: form.code.error)
        assert await balance(here) == Stars.of(500)
        form.reject()
        await until(lambda: not page.tasks.running("adjust balance"))


async def test_silence_needs_a_reason(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The message can be switched off, if one says why."""
    async with counter(tmp_path, qtbot, until, SAM) as (page, here):
        form = await opened(page, until)
        form.amount.set_value("10")
        form.reason.set_value("ticket 77")
        form.tells.setChecked(False)
        form.submit()
        await until(lambda: form.silence.error)
        form.silence.set_value("a test account")
        await until(lambda: form.last is not None and not form.last.effects.to_customers)
        form.submit()
        await until(lambda: not page.tasks.running("adjust balance"))
        assert await balance(here) == Stars.of(510)


async def test_breaking_the_glass_is_offered_to_admins_above_the_limit(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Above what is done by hand an admin may, with a reason; too short a one is refused under its field."""
    async with counter(tmp_path, qtbot, until, ADAM) as (page, here):
        form = await opened(page, until)
        form.reason.set_value("ticket 77")
        qtbot.keyClicks(form.amount.control, "10001")
        await until(lambda: form.glass.isVisible())
        form.submit()
        await until(lambda: form.problem)
        form.glass.setChecked(True)
        form.glass_reason.set_value("short")
        form.submit()
        await until(lambda: form.glass_reason.error)
        form.glass_reason.set_value("nobody else is awake")
        form.submit()
        await until(lambda: not page.tasks.running("adjust balance"))
        assert await balance(here) == Stars.of(10_501)


async def test_n12_ctrl_z_proposes_the_newest_reversal_with_its_reason(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Ctrl+Z fills in what is undone and why; one Enter undoes it, and it is not offered again."""
    async with counter(tmp_path, qtbot, until, ADAM) as (page, here):
        page.pane.money.setFocus()
        qtbot.keyClick(page.pane.money, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: page.findChildren(ReverseForm))
        form = page.findChildren(ReverseForm)[0]
        assert "for a test" in form.reason.value
        await until(lambda: form.outcome.text() == "Done at once.")
        form.submit()
        await until(lambda: not page.tasks.running("undo"))
        assert await balance(here) == ZERO
        await until(lambda: page.pane.money.model().rowCount() == 2)
        page.pane.money.clearSelection()
        said: list[str] = []
        page.said.connect(said.append)
        page.look.hands.undo()
        await until(lambda: said)
        assert said == ["There is nothing here to undo."]


async def test_what_has_another_way_back_says_which(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A hold is not reversed: a dialog tells what to do instead."""
    async with counter(tmp_path, qtbot, until, ADAM) as (page, here):
        training = await here.start("FAIL_OOM", model_name="neuro-anna")
        await here.ended(training)
        await until(lambda: page.pane.money.model().rowCount() == 3)
        page.pane.money.pick_row(0)
        page.look.hands.undo()
        await until(lambda: page.findChildren(MessageDialog))
        dialog = page.findChildren(MessageDialog)[0]
        dialog.accept()
        await until(lambda: not page.tasks.running("undo"))
        assert await balance(here) == Stars.of(500)


def test_every_kind_and_state_has_its_words() -> None:
    """No code is shown to a person."""
    from core.domain.adjustments import ReasonCode
    from core.domain.approvals import ApprovalStatus

    words = [deed_words.kind_word(kind) for kind in DeedKind]
    words += [texts.approval_word(status) for status in ApprovalStatus]
    words += [deed_words.code_word(code) for code in ReasonCode]
    assert len(set(words)) == len(words)
    assert OPEN != ENDED
