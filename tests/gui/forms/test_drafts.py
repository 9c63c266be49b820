"""A form that moves stars survives a crash with its words and its operation id, and is done once (TL8)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from core.money import Stars
from core.services.people import CustomerCard
from gui.actions import hands
from gui.forms.adjust_form import AdjustForm
from gui.forms.drafts import Draft
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk

Until = Callable[..., Any]


async def form_of(here: Desk, parent: QWidget) -> AdjustForm:
    """Open the form as the action does: with whatever draft lies on the disk."""
    (card,) = await here.core.people.find_customers(str(FIRST_CUSTOMER))
    assert isinstance(card, CustomerCard)
    draft = Draft(here.core.paths.data_dir, "adjust", here.core.operator.id, FIRST_CUSTOMER)
    return AdjustForm(parent, card, draft, ways=hands.ways(parent, here.core))


async def test_tl8_a_draft_survives_a_crash_and_is_sent_once(
    tmp_path: Path, qapp: QApplication, until: Until
) -> None:
    """Typed, sent, and the program dies before it could forget the draft: sent again, one transfer stands."""
    async with desk(tmp_path) as here:
        await here.add_customer(stars=10)
        parent = QWidget()
        first = await form_of(here, parent)
        first.amount.set_value("7.50")
        first.reason.set_value("sorry for the wait")
        first.submit()
        await until(lambda: first.made is not None)
        again = await form_of(here, parent)  # nobody dropped the draft: the program is another one now
        assert (again.amount.value, again.reason.value) == ("7.50", "sorry for the wait")
        again.submit()
        await until(lambda: again.made is not None)
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars(1750)
        for form in (first, again):
            await form.tasks.close()
        parent.deleteLater()


async def test_tl8_a_form_that_was_left_leaves_no_draft(tmp_path: Path, qapp: QApplication) -> None:
    """Dropped, the next form is empty and has an id of its own; another operator never sees it."""
    first = Draft(tmp_path, "adjust", "olga", 7)
    first.keep({"amount": "5", "reason": "x"})
    assert Draft(tmp_path, "adjust", "olga", 7).operation_id == first.operation_id
    assert Draft(tmp_path, "adjust", "vera", 7).values == {}
    assert Draft(tmp_path, "adjust", "olga", 8).values == {}
    first.drop()
    fresh = Draft(tmp_path, "adjust", "olga", 7)
    assert fresh.values == {}
    assert fresh.operation_id != first.operation_id


def test_a_form_nobody_typed_into_leaves_nothing(tmp_path: Path, qapp: QApplication) -> None:
    """Opening a form is no draft."""
    Draft(tmp_path, "adjust", "olga", 7).keep({"amount": "", "reason": ""})
    assert Draft(tmp_path, "adjust", "olga", 7).values == {}
