"""Messages to customers: every kind in both languages, every foreign word escaped."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import messages
from core.domain.failures import FailureClass
from core.domain.messages import MessageKind, reason_text, render, returned_text, stars_text
from core.domain.people import Language
from core.money import Stars

FACTS = {
    "steps": 1000,
    "price": "220",
    "balance": "280",
    "trigger_word": "ANNA_TOK",
    "reason": "r",
    "returned": "b",
    "change": "−5",
    "text_ru": "Новость",
    "text_en": "News",
    "sum": "500.00 RUB",
    "wanted": "600.00 RUB",
    "stars": "217",
    "number": 7,
    "product": "217 stars",
    "link": "https://pay.example.com/7",
    "plan": "neurophoto",
    "next_plan": "neurovideo",
    "until": "until 2026-12-24",
}
EVIL = '<b>&"</b><script> {balance} %s \u202e'


@pytest.mark.parametrize("kind", MessageKind)
@pytest.mark.parametrize("language", Language)
def test_every_message_exists_in_every_language(kind: MessageKind, language: Language) -> None:
    """No gap is left in a text, and no text is left out."""
    text = render(kind, language, FACTS)
    assert text
    assert "{" not in text


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.NEWS])
def test_both_languages_say_the_same_facts(kind: MessageKind) -> None:
    """A fact told in one language is told in the other."""
    told = [
        {field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field}
        for text in messages._TEXTS[kind].values()
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("kind", MessageKind)
def test_foreign_text_cannot_break_the_markup(kind: MessageKind) -> None:
    """Whatever a name or a reason holds, the only tags are our own."""
    text = render(kind, Language.EN, dict.fromkeys(FACTS, EVIL))
    bare = (
        text.replace("<b>", "", 1).replace("</b>", "", 1) if kind is MessageKind.TRAINING_SUCCEEDED else text
    )
    assert "<" not in bare
    assert "{balance}" in text or EVIL not in text


def test_a_missing_fact_is_a_bug() -> None:
    """No message goes out with a hole in it."""
    with pytest.raises(KeyError):
        render(MessageKind.TRAINING_FAILED, Language.RU, {})


@given(st.integers(-(10**12), 10**12))
def test_amounts_are_written_as_people_write_them(hundredths: int) -> None:
    """Whole stars without a fraction, the rest with two digits, a real minus."""
    text = stars_text(Stars(hundredths)).replace("−", "-")
    assert round(float(text) * 100) == hundredths
    assert ("." in text) is (hundredths % 100 != 0)


@pytest.mark.parametrize("failure_class", FailureClass)
@pytest.mark.parametrize("language", Language)
def test_every_class_of_failure_has_words_for_the_customer(
    failure_class: FailureClass, language: Language
) -> None:
    """A customer is told why, in the own language and without our vocabulary."""
    text = reason_text(failure_class, language)
    assert text
    assert any("а" <= letter <= "я" for letter in text) is (language is Language.RU)


def test_a_free_attempt_says_that_nothing_was_taken() -> None:
    """Incident B39: a text about money says what happened to it."""
    assert "No stars were taken" in returned_text(Stars(0), Stars.of(5), Language.EN)
    assert "220 ⭐ were returned, balance 500 ⭐" in returned_text(Stars.of(220), Stars.of(500), Language.EN)
