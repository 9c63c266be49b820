"""Customers and operators: who may make whom, and how they are found."""

from dataclasses import replace
from typing import Any

import pytest

from core.db import audit_store
from core.db.database import Database
from core.domain.people import MAX_TELEGRAM_ID, CustomerDraft, Gender, Language, Operator, Role
from core.errors import AlreadyDone, AppError, InputError, NotAllowed, NotFound
from core.money import Stars
from core.services.people import People
from tests.fakes.hands import endow, know

ADMIN = Operator(id="admin", name="Admin", role=Role.ADMIN)
ANNA = CustomerDraft(
    telegram_id=MAX_TELEGRAM_ID,
    bot="neuro_blogger",
    username="anna_k",
    first_name="Анна",
    last_name="Ковалёва",
    language=Language.RU,
    gender=Gender.FEMALE,
)


@pytest.fixture
async def people(db: Database) -> People:
    """People of an empty database with the one admin."""
    await db.write(lambda tx: know(tx, ADMIN))
    return People(db)


async def test_the_very_first_start_makes_an_admin_once(db: Database) -> None:
    """The first start makes one admin, with an audit row; every later one finds the same person."""
    people = People(db)
    first = await people.first_operator()
    assert (first.role, first.is_active) == (Role.ADMIN, True)
    assert await people.first_operator() == first
    assert len(await db.read(lambda: audit_store.of_subject("operator", first.id))) == 1


async def test_an_operator_is_made_by_an_admin_only(people: People, db: Database) -> None:
    """Nobody below an admin makes operators, and a name is given once."""
    senior = Operator(id="s", name="s", role=Role.SENIOR)
    await db.write(lambda tx: know(tx, senior))
    with pytest.raises(NotAllowed):
        await people.add_operator("Olga", Role.VIEWER, senior)
    made = await people.add_operator("Olga", Role.SUPPORT, ADMIN)
    assert (made.name, made.role) == ("Olga", Role.SUPPORT)
    with pytest.raises(AlreadyDone):
        await people.add_operator("Olga", Role.ADMIN, ADMIN)
    with pytest.raises(InputError):
        await people.add_operator("  ", Role.ADMIN, ADMIN)


async def test_every_field_of_a_customer_comes_back(people: People) -> None:
    """A 64-bit id, Cyrillic names, language and gender survive the round trip."""
    made = await people.add_customer(ANNA, ADMIN)
    card = await people.customer(MAX_TELEGRAM_ID)
    assert card.customer == made
    fields = ("telegram_id", "bot", "username", "first_name", "last_name", "language", "gender")
    assert [getattr(made, name) for name in fields] == [getattr(ANNA, name) for name in fields]
    assert card.balance == Stars(0)


@pytest.mark.parametrize(
    "change",
    [
        {"telegram_id": 0},
        {"telegram_id": -5},
        {"telegram_id": MAX_TELEGRAM_ID + 1},
        {"username": "a b"},
        {"username": "имя"},
        {"bot": "  "},
    ],
)
async def test_a_customer_that_cannot_be_is_refused(people: People, change: dict[str, Any]) -> None:
    """An impossible id, a wrong @name or no bot: nobody is made, and no bot is guessed."""
    with pytest.raises(InputError):
        await people.add_customer(replace(ANNA, **change), ADMIN)
    assert await people.count_customers() == 0


async def test_a_customer_is_made_once(people: People) -> None:
    """The Telegram id is the key: a second one is refused, and the first one stays as it was."""
    await people.add_customer(ANNA, ADMIN)
    with pytest.raises(AlreadyDone):
        await people.add_customer(replace(ANNA, username="other"), ADMIN)
    assert (await people.customer(ANNA.telegram_id)).customer.username == "anna_k"


@pytest.mark.parametrize(("role", "error"), [(Role.VIEWER, NotAllowed), (Role.SUPPORT, None)])
async def test_who_may_make_customers(
    people: People, db: Database, role: Role, error: type[AppError] | None
) -> None:
    """Support may, a viewer may not."""
    who = Operator(id="x", name="x", role=role)
    await db.write(lambda tx: know(tx, who))
    if error is None:
        await people.add_customer(ANNA, who)
    else:
        with pytest.raises(error):
            await people.add_customer(ANNA, who)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("анна", True),
        ("АННА ковал", True),
        ("@anna_k", True),
        ("9223372036854775807", True),
        ("54775807", True),
        ("", True),
        ("annaXk", False),
        ("anna%", False),
        ("boris", False),
    ],
)
async def test_a_customer_is_found_by_any_word(people: People, text: str, is_found: bool) -> None:
    """Id, @name and names in any case; signs that mean something in SQL mean nothing here."""
    await people.add_customer(ANNA, ADMIN)
    assert bool(await people.find_customers(text)) is is_found


async def test_found_customers_are_paged_with_their_balances(people: People, db: Database) -> None:
    """Newest first, without gap or double, each with the own balance."""
    for number in range(1, 8):
        await people.add_customer(CustomerDraft(telegram_id=number, bot="b"), ADMIN)
        paid = Stars.of(number)
        await db.write(lambda tx, who=number, paid=paid: endow(tx, who, paid))  # type: ignore[misc]
    first = await people.find_customers("", limit=3)
    second = await people.find_customers("", before_id=first[-1].customer.telegram_id, limit=3)
    third = await people.find_customers("", before_id=second[-1].customer.telegram_id, limit=3)
    found = [(card.customer.telegram_id, card.balance) for card in (*first, *second, *third)]
    assert found == [(number, Stars.of(number)) for number in range(7, 0, -1)]


async def test_a_customer_nobody_knows_is_not_found(people: People) -> None:
    """An unknown id is an error of its own."""
    with pytest.raises(NotFound):
        await people.customer(7)
