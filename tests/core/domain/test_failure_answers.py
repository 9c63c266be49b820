"""The text for a customer whose training failed."""

import re
from datetime import UTC, datetime

import pytest

from core.domain.attempts import MoneyState
from core.domain.failure_answers import failure_answer
from core.domain.failures import FailureClass
from core.domain.people import Language
from core.money import Stars

MOMENT = datetime(2025, 6, 1, 12, 30, tzinfo=UTC)
PROVIDER_WORDS = re.compile(r"(?i)replicate|cuda|gpu|token|api|webhook|nsfw|\bE\d{4}\b|hugging|prediction")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("failure_class", list(FailureClass))
@pytest.mark.parametrize("money", list(MoneyState))
def test_every_answer_is_neutral_and_says_where_the_stars_are(
    language: Language, failure_class: FailureClass, money: MoneyState
) -> None:
    """For every class, in both languages, wherever the stars are: three lines, no word of the provider."""
    text = failure_answer(
        language,
        failure_class=failure_class,
        model="neuro-anna",
        moment=MOMENT,
        price=Stars.of(220),
        money=money,
    )
    assert not PROVIDER_WORDS.search(text)
    assert len(text.splitlines()) == 3
    assert ("220 ⭐" in text) == (money is not MoneyState.FREE)
    assert "neuro-anna" in text
    assert "{" not in text


def test_bad_photos_are_asked_for_anew() -> None:
    """Only where other photos help are they asked for."""
    said = {
        one: failure_answer(
            Language.EN,
            failure_class=one,
            model="m",
            moment=MOMENT,
            price=Stars.of(1),
            money=MoneyState.RELEASED,
        )
        for one in FailureClass
    }
    asks = {one for one, text in said.items() if "other photos" in text}
    assert asks == {FailureClass.DATASET, FailureClass.CONTENT}
