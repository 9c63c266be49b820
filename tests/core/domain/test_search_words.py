"""What the words of a search can mean, whatever people paste into the box."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.search_words import MeaningKind, understand

TODAY = date(2026, 11, 26)


def read(text: str) -> list[tuple[str, set[str]]]:
    """Return each term with the kinds of its meanings."""
    return [(term.words, {one.kind.value for one in term.meanings}) for term in understand(text, TODAY)]


NUMBER = {"invoice", "telegram_id", "amount", "external_id"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("1110", [("1110", NUMBER)]),
        ("1110 RUB", [("1110 RUB", {"amount"})]),
        ("1 110 руб.", [("1110 руб.", {"amount"})]),
        ("1110₽", [("1110₽", {"amount"})]),
        ("$10", [("$10", {"amount"})]),
        ("7,50 €", [("7,50 €", {"amount"})]),
        ("217 ★", [("217 ★", {"amount"})]),
        ("7.5", [("7.5", {"date", "amount"})]),
        ("5000000001", [("5000000001", NUMBER - {"invoice"})]),
        ("id 42", [("id 42", {"telegram_id"})]),
        ("#1001", [("#1001", {"invoice"})]),
        ("счёт 1001", [("счёт 1001", {"invoice"})]),
        ("invoice: 1001", [("invoice: 1001", {"invoice"})]),
        ("№ 7", [("№ 7", {"invoice"})]),
        ("InvId 7", [("InvId 7", {"invoice"})]),
        ("@annabelova", [("@annabelova", {"username"})]),
        ("https://t.me/annabelova", [("https://t.me/annabelova", {"username"})]),
        ("t.me/annabelova", [("t.me/annabelova", {"username"})]),
        ("Анна Белова", [("Анна Белова", {"name"})]),
        ("anna", [("anna", {"name", "username", "external_id"})]),
        ("shop:1001", [("shop:1001", {"external_id"})]),
        ("pi_3NaBcD", [("pi_3NaBcD", {"external_id", "username"})]),
        (
            "0190b2c4-7d00-7000-8000-000000000001",
            [("0190b2c4-7d00-7000-8000-000000000001", {"training_id", "external_id"})],
        ),
        (
            "zz4ibbonubfz7carwiefibzgga",
            [("zz4ibbonubfz7carwiefibzgga", {"training_id", "username", "external_id"})],
        ),
        ("2026-11-25", [("2026-11-25", {"date"})]),
        ("25.11.2026", [("25.11.2026", {"date"})]),
        ("25.11.26", [("25.11.26", {"date"})]),
        ("25/11/2026", [("25/11/2026", {"date"})]),
        ("25.11", [("25.11", {"date", "amount"})]),
        ("25 ноября", [("25 ноября", {"date"})]),
        ("25 Nov", [("25 Nov", {"date"})]),
        ("today", [("today", {"date"})]),
        ("вчера", [("вчера", {"date"})]),
        ("31.02.2026", [("31.02.2026", {"external_id"})]),
        ("@anna 1110 RUB", [("@anna", {"username"}), ("1110 RUB", {"amount"})]),
        ("Белова 25.11.2026", [("25.11.2026", {"date"}), ("Белова", {"name"})]),
    ],
)
def test_words_are_read(text: str, expected: list[tuple[str, set[str]]]) -> None:
    """Each shape is read as everything it can be, and as nothing else."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 26)),
        ("позавчера", date(2026, 11, 24)),
        ("27.11", date(2025, 11, 27)),
        ("26.11", TODAY),
        ("29 февраля", date(2024, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_latest_one(text: str, day: date) -> None:
    """Nobody looks for payments of the future."""
    found = [one.day for one in understand(text, TODAY)[0].of(MeaningKind.DATE)]
    assert found == [day]


def test_a_bare_number_is_an_amount_in_every_currency() -> None:
    """1110 may be roubles, dollars or stars of Telegram; each has its own smallest unit."""
    found = understand("1110", TODAY)[0].of(MeaningKind.AMOUNT)[0].amounts
    assert {one.currency: one.minor for one in found} == {
        "RUB": 111_000,
        "USD": 111_000,
        "EUR": 111_000,
        "XTR": 1110,
        "USDT": 1_110_000_000,
        "TON": 1_110_000_000_000,
    }


def test_cents_of_a_currency_without_cents_are_not_an_amount_of_it() -> None:
    """There is no half star of Telegram."""
    found = understand("7.5", TODAY)[0].of(MeaningKind.AMOUNT)[0].amounts
    assert "XTR" not in {one.currency for one in found}


@given(st.text(max_size=60))
def test_nothing_typed_makes_it_fail(text: str) -> None:
    """Any text is read without an error, and what is read comes from the text."""
    for term in understand(text, TODAY):
        assert term.meanings
        assert all(one.kind for one in term.meanings)
