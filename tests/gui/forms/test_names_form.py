"""Tests of gui/forms/names_form.py: names are suggested, made good while one types, and never overwritten."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.domain.people import Customer, Gender, Language
from core.money import ZERO
from core.services.people import CustomerCard
from gui.forms.names_form import NamesForm, suggested_name, suggested_word


def card(
    first_name: str = "Анна", username: str = "annabelova", telegram_id: int = 5_000_000_042
) -> CustomerCard:
    """Return a customer."""
    customer = Customer(
        telegram_id=telegram_id,
        bot="neuro_blogger",
        username=username,
        first_name=first_name,
        last_name="",
        language=Language.RU,
        gender=Gender.FEMALE,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return CustomerCard(customer=customer, balance=ZERO)


@pytest.fixture
def form(qtbot: QtBot) -> NamesForm:
    """The form of an account that is known."""
    made = NamesForm()
    qtbot.addWidget(made)
    made.set_owner("acme")
    made.show()
    return made


@pytest.mark.parametrize(
    ("customer", "name", "word"),
    [
        (card(), "anna-0042", "ANNA"),
        (card(first_name="Щукин Ё."), "schukin-e.-0042", "SCHUKIN_E"),
        (card(first_name="李"), "0042", "ANNABELOVA"),
        (card(first_name="", username=""), "5000000042-0042", "5000000042"),
        (card(first_name="Undefined", username=""), "undefined-0042", ""),
    ],
    ids=["cyrillic", "two words", "no latin", "no name", "incident B55"],
)
def test_suggestions_follow_the_rules(customer: CustomerCard, name: str, word: str) -> None:
    """Whatever a customer is called, what is suggested is accepted or empty."""
    assert suggested_name(customer) == name
    assert suggested_word(customer) == word


def test_a_customer_brings_both_names(form: NamesForm) -> None:
    """Picking a customer fills both fields and shows the whole destination."""
    form.suggest_for(card())
    assert (form.name, form.word, form.destination) == ("anna-0042", "ANNA", "acme/anna-0042")
    assert form.problems() == {}


def test_what_was_typed_stays(form: NamesForm, qtbot: QtBot) -> None:
    """Another customer replaces suggestions, never what the operator typed."""
    qtbot.keyClicks(form.trigger_word.control, "tok person")
    form.suggest_for(card())
    assert (form.name, form.trigger_word.value) == ("anna-0042", "TOK PERSON")
    form.clear()
    assert (form.name, form.word) == ("", "")


def test_typing_is_made_good_without_moving_the_cursor(form: NamesForm, qtbot: QtBot) -> None:
    """The name is shown as it will be while one types; the field itself is tidied when it is left."""
    line = form.model_name.control
    qtbot.keyClicks(line, "Anna (2)-")
    assert line.text() == "Anna (2)-"
    assert form.destination == "acme/anna-2"
    line.editingFinished.emit()
    assert line.text() == "anna-2"
    word = form.trigger_word.control
    qtbot.keyClicks(word, "ana")
    qtbot.keyClick(word, Qt.Key.Key_Home)
    qtbot.keyClick(word, Qt.Key.Key_Right)
    qtbot.keyClicks(word, "n")
    assert (word.text(), word.cursorPosition()) == ("ANNA", 2)


def test_an_error_stands_under_its_field_once_it_was_touched(form: NamesForm, qtbot: QtBot) -> None:
    """Nothing is red before the operator typed; then the sentence says what to do."""
    assert set(form.problems()) == {"model_name", "trigger_word"}
    assert form.trigger_word.error == ""
    qtbot.keyClicks(form.trigger_word.control, "undefined")
    assert "not UNDEFINED, NULL or NONE" in form.trigger_word.error
    assert form.trigger_word.control.accessibleDescription() == form.trigger_word.error
