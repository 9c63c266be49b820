"""Tests of gui/texts.py: errors of core are told in the language of the window, to their last clause."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.domain.approvals import ApprovalStatus
from core.domain.ledger import TransferKind
from core.domain.payments import InvoiceStatus, PaymentStatus
from core.domain.people import NOBODY, Permission
from core.domain.providers import RefundState
from core.domain.trainings import check_model_name
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    AppError,
    BillingNeeded,
    GateShut,
    InputError,
    NotAllowed,
    NoToken,
    clause,
)
from core.services.gate import UNTRIED
from gui import texts
from gui.languages import Language, Languages


@pytest.fixture
def _in_russian(qapp: QApplication) -> Iterator[None]:
    """The window speaks Russian for one test."""
    languages = Languages(qapp, Language.EN)
    languages.choose(Language.RU)
    yield
    languages.take_off()
    languages.deleteLater()


def latin_words(text: str) -> set[str]:
    """Return the words of a text that are not Russian."""
    return set(re.findall(r"[A-Za-z]{2,}", text))


def followed() -> AlreadyDone:
    """Return the refusal of a second retry."""
    return AlreadyDone(
        problem=clause(QT_TRANSLATE_NOOP("Clause", "attempt {number} follows already"), number=2)
    )


@pytest.mark.usefixtures("_in_russian")
def test_a_clause_is_told_in_russian() -> None:
    """The clause inside the sentence is translated with it, and its facts are put in."""
    told = texts.explain(followed())
    assert told.what == "Это уже сделано: уже начата попытка 2."
    assert latin_words(f"{told.what} {told.not_done} {told.next_step}") == set()


@pytest.mark.usefixtures("_in_russian")
@pytest.mark.parametrize(
    ("reason", "names"),
    [
        (UNTRIED, {"Replicate"}),
        (NoToken(), {"Replicate", "REPLICATE", "API", "TOKEN"}),
        (BillingNeeded(detail="…"), {"Replicate"}),
    ],
)
def test_a_shut_gate_is_told_in_russian(reason: object, names: set[str]) -> None:
    """Why the gate is shut and what to do about it are translated: only names stay Latin."""
    told = texts.explain(GateShut(reason=reason))
    assert latin_words(f"{told.what} {told.not_done} {told.next_step}") == names


@pytest.mark.usefixtures("_in_russian")
def test_a_fact_of_a_clause_has_its_word() -> None:
    """What core knows as a code stands in the clause as the window calls it."""
    told = texts.clause_text(
        clause(
            QT_TRANSLATE_NOOP("Clause", "the hold of attempt {attempt_id} ended with “{kind}”"),
            attempt_id=7,
            kind=TransferKind.HOLD,
        )
    )
    assert texts.transfer_word(TransferKind.HOLD) in told
    assert latin_words(told) == set()


@pytest.mark.usefixtures("_in_russian")
@pytest.mark.parametrize("state", [*InvoiceStatus, *PaymentStatus, *RefundState, *ApprovalStatus])
def test_a_state_in_a_clause_has_its_word(state: object) -> None:
    """A refusal that names a state does it in the words of the pills, never in core's code."""
    template = QT_TRANSLATE_NOOP("Clause", "the payment has the state “{status}”")
    assert latin_words(texts.clause_text(clause(template, status=state))) == set()


@pytest.mark.usefixtures("_in_russian")
@pytest.mark.parametrize("permission", Permission)
def test_a_deed_that_is_not_permitted_is_told_in_russian(permission: Permission) -> None:
    """Whatever a role does not carry: the role and the deed are said in words."""
    with pytest.raises(NotAllowed) as caught:
        NOBODY.require(permission)
    told = texts.explain(caught.value)
    assert latin_words(f"{told.what} {told.not_done} {told.next_step}") == {NOBODY.name}


@pytest.mark.usefixtures("_in_russian")
def test_a_refused_field_is_told_in_russian() -> None:
    """A rule of the domain refuses in a clause that the window translates."""
    with pytest.raises(InputError) as caught:
        check_model_name("")
    assert latin_words(texts.clause_text(caught.value.facts["problem"])) == set()


@pytest.mark.parametrize("error", [followed(), GateShut(reason=NoToken())])
def test_telling_leaves_the_error_as_it_is(error: AppError) -> None:
    """The log and the terminal read the same error in English after the window told it."""
    before = dict(error.facts)
    texts.explain(error)
    assert error.facts == before
