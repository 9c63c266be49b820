"""Rules of a training: names, trigger words, bounds, markers, states, and the price of a retry."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.retries import RetryPrice, price_of_retry
from core.domain.trainings import (
    MAX_MODEL_NAME,
    OPTIMIZERS,
    RUNNING,
    TERMINAL,
    Dataset,
    Parameters,
    Status,
    TrainingRequest,
    check_model_name,
    check_trigger_word,
    model_name_from,
    read_status,
    trigger_word_from,
)
from core.errors import InputError
from core.money import Stars

GOOD = Parameters(trigger_word="ANNA_TOK")
DATASET = Dataset(path="/x.zip", sha256="0" * 64, size_bytes=1, photos=12, captions=0)
REQUEST = TrainingRequest(
    request_id="1", customer_id=1, model_name="neuro-anna", parameters=GOOD, dataset=DATASET
)


@pytest.mark.parametrize("word", ["AB", "ANNA_TOK", "X2", "A" * 40])
def test_a_good_trigger_word_passes(word: str) -> None:
    """Two to forty capitals, digits or underscores."""
    check_trigger_word(word)


@pytest.mark.parametrize("word", ["", "A", "anna", "АННА", "AN NA", "A" * 41, "UNDEFINED", "NULL", "AB\n"])
def test_a_bad_trigger_word_is_refused(word: str) -> None:
    """Incident B55, the literal UNDEFINED, included."""
    with pytest.raises(InputError):
        check_trigger_word(word)


@pytest.mark.parametrize(
    "change",
    [
        {"steps": 2}, {"steps": 6001}, {"lora_rank": 0}, {"lora_rank": 129}, {"batch_size": 0},
        {"batch_size": 9}, {"learning_rate": "0"}, {"learning_rate": "nan"}, {"learning_rate": "1e-7"},
        {"learning_rate": "0,0004"}, {"learning_rate": ""}, {"caption_dropout_rate": "-0.1"},
        {"caption_dropout_rate": "1.1"}, {"optimizer": "magic"}, {"resolution": ""}, {"resolution": "12"},
        {"resolution": "512;768"}, {"resolution": "4096"},
    ],
    ids=str,
)  # fmt: skip
def test_a_parameter_out_of_bounds_is_named(change: dict[str, Any]) -> None:
    """The first parameter that cannot be sent is named with its value."""
    with pytest.raises(InputError) as caught:
        replace(GOOD, **change).check()
    ((name, value),) = change.items()
    assert (caught.value.facts["field"], caught.value.facts["value"]) == (name, value)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_what_is_offered_is_allowed_and_sent_as_the_trainer_wants_it(optimizer: str) -> None:
    """Numbers leave as numbers, and nothing but the trainer's own names is sent."""
    parameters = replace(GOOD, optimizer=optimizer, learning_rate="0.00015")
    parameters.check()
    sent = parameters.as_input("https://x/files/1")
    assert (sent["learning_rate"], sent["input_images"]) == (0.00015, "https://x/files/1")
    assert sent["steps"] == 1000


@given(st.text(max_size=120))
def test_any_text_gives_a_name_that_is_accepted_or_empty(text: str) -> None:
    """What a person types becomes a name by Replicate's rule."""
    name = model_name_from(text)
    assert len(name) <= MAX_MODEL_NAME
    if name:
        check_model_name(name)


@given(st.text(max_size=120))
def test_any_text_gives_a_trigger_word_of_allowed_signs(text: str) -> None:
    """Too short or reserved it may still be; wrong signs it never has."""
    word = trigger_word_from(text)
    assert len(word) <= 40
    assert set(word) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [("Анна Щукина", "anna-schukina", "ANNA_SCHUKINA"), ("  Neuro  Photo! ", "neuro-photo", "NEURO_PHOTO")],
)
def test_names_are_transliterated(text: str, name: str, word: str) -> None:
    """Cyrillic becomes Latin, everything else a dash or an underscore."""
    assert (model_name_from(text), trigger_word_from(text)) == (name, word)


@pytest.mark.parametrize("name", ["", "-a", "a-", "A", "a b", "я", "a" * 61, "a/b", "a\n"])
def test_a_bad_model_name_is_refused(name: str) -> None:
    """Replicate's rule, before Replicate says it."""
    with pytest.raises(InputError):
        check_model_name(name)


@pytest.mark.parametrize(
    "change",
    [
        {"model_name": "A b"},
        {"trainer": "x/y"},
        {"trainer_version": "latest"},
        {"parameters": Parameters(trigger_word="a")},
    ],
)
def test_a_request_is_checked_as_a_whole(change: dict[str, Any]) -> None:
    """Anything that cannot be sent is found before a star moves."""
    REQUEST.check()
    with pytest.raises(InputError):
        replace(REQUEST, **change).check()


def test_every_status_is_running_or_over() -> None:
    """No state is both or neither, and an unknown word is running."""
    assert frozenset(Status) == RUNNING | TERMINAL
    assert not RUNNING & TERMINAL
    assert read_status("hibernating") is Status.PROCESSING


def test_a_retry_costs_all_or_nothing() -> None:
    """The operator chooses; there is no third price."""
    full = Stars.of(220)
    assert [price_of_retry(choice, full) for choice in RetryPrice] == [Stars.of(220), Stars(0)]
