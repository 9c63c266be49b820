"""The golden set of the global search: what people type, and what it must find (N18, TL5)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from core.clock import Clock
from core.db import people_store, training_store
from core.db.database import Database, Tx
from core.domain.people import CustomerDraft, Role
from core.domain.search_words import MeaningKind
from core.domain.trainings import TRAINER, Dataset, Parameters, Status, Training
from core.money import Money, Stars
from core.services import attempts
from core.services.price_lists import PriceLists
from core.services.search import Found, Search
from tests.fakes import till

ANNA, BORIS, VERA, HANNA = 5_000_000_001, 5_000_000_002, 217, 5_000_000_004
TRAINING = "0190b2c4-7d00-7000-8000-000000000001"
AT_REPLICATE = "zz4ibbonubfz7carwiefibzgga"
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
PEOPLE = (
    (ANNA, "annabelova", "Анна", "Белова"),
    (BORIS, "boris_k", "Борис", "Ким"),
    (VERA, "", "Vera", "Stone"),
    (HANNA, "hanna", "Hanna", "Белова"),
)


@dataclass(frozen=True)
class StillClock:
    """Stands at one moment."""

    moment: datetime = NOW

    def now(self) -> datetime:
        """Return it."""
        return self.moment

    async def sleep(self, seconds: float) -> None:
        """Return at once."""


@pytest.fixture
def clock() -> Clock:
    """Noon of 26 November 2026, UTC."""
    return StillClock()


@pytest.fixture
async def search(db: Database, clock: Clock) -> Search:
    """A small town where everything that can be found is there once, and something else beside it.

    Invoices: 1 Anna's, 500 RUB, paid today; 2 Boris's plan, 1110 RUB, paid yesterday; 3 Vera's, 500 RUB,
    not paid; 4 Anna's, 1000 RUB, of which 999 came: quarantine.
    """
    await PriceLists(db, clock).install_built_in()

    def write(tx: Tx) -> None:
        today, yesterday = Tx(now=NOW, changes=tx.changes), Tx(now=YESTERDAY, changes=tx.changes)
        for place, (ident, username, first, last) in enumerate(PEOPLE):
            joined = Tx(now=YESTERDAY + timedelta(seconds=place), changes=tx.changes)
            draft = CustomerDraft(
                telegram_id=ident, bot="bot", username=username, first_name=first, last_name=last
            )
            people_store.add_customer(joined, draft)
        till.pay(today, till.invoice(today, ANNA, "stars.217"), external_id="shop:1", refund_key="OPKEY-1")
        plan = till.invoice(yesterday, BORIS, "plan.neurophoto")
        till.pay(yesterday, plan, external_id="777000777")
        till.invoice(today, VERA, "stars.217")
        short = till.invoice(today, ANNA, "stars.434")
        till.pay(today, short, external_id="pi_3NaBcDeF", amount=Money(99_900, "RUB"))
        operator = people_store.add_operator(tx, "Admin", Role.ADMIN)
        _add_training(tx, operator.id)

    await db.write(write)
    return Search(db, clock)


def _add_training(tx: Tx, operator_id: str) -> None:
    training = Training(
        id=TRAINING, customer_id=ANNA, operator_id=operator_id, bot="bot", model_name="neuro-anna",
        destination="acme/neuro-anna", trainer=TRAINER, trainer_version="",
        parameters=Parameters(trigger_word="ANNA"),
        dataset=Dataset(path="", sha256="", size_bytes=0, photos=12, captions=0),
        price=Stars.of(220), price_list="2025-06", status=Status.SUBMITTING, created_at=tx.now,
    )  # fmt: skip
    training_store.insert_training(tx, training, training.id, "neuro-anna")
    attempt = attempts.begin(tx, training, number=1, price=Stars(0), actor="system")
    training_store.update_attempt(tx, attempt, status=Status.STARTING, provider_id=AT_REPLICATE)


def found_of(found: Found) -> dict[str, list[object]]:
    """Return what was found in short: ids of customers, external ids, numbers, models."""
    short = {
        "customers": [one.telegram_id for one in found.customers],
        "payments": [getattr(one.record, "external_id", "") for one in found.payments],
        "invoices": [getattr(one.record, "number", 0) for one in found.invoices],
        "trainings": [one.model_name for one in found.trainings],
    }
    return {kind: ids for kind, ids in short.items() if ids}


GOLDEN: list[tuple[str, dict[str, list[object]]]] = [
    # by the customer
    ("5000000001", {"customers": [ANNA]}),
    (" 5000000001 ", {"customers": [ANNA]}),
    ("id 5000000001", {"customers": [ANNA]}),
    ("tg: 5000000002", {"customers": [BORIS]}),
    ("@annabelova", {"customers": [ANNA]}),
    ("@AnnaBelova", {"customers": [ANNA]}),
    ("https://t.me/annabelova", {"customers": [ANNA]}),
    ("t.me/boris_k", {"customers": [BORIS]}),
    ("@anna", {"customers": [ANNA]}),
    ("@hanna", {"customers": [HANNA]}),
    ("boris_k", {"customers": [BORIS]}),
    ("annabelova", {"customers": [ANNA]}),
    ("Анна", {"customers": [ANNA]}),
    ("анна", {"customers": [ANNA]}),
    ("АННА БЕЛОВА", {"customers": [ANNA]}),
    ("Белова Анна", {"customers": [ANNA]}),
    ("Белова", {"customers": [HANNA, ANNA]}),
    ("бело", {"customers": [HANNA, ANNA]}),
    ("Vera", {"customers": [VERA]}),
    ("vera stone", {"customers": [VERA]}),
    ("Stone Vera", {"customers": [VERA]}),
    ("Ким", {"customers": [BORIS]}),
    ("hanna", {"customers": [HANNA]}),
    ("id 217", {"customers": [VERA]}),
    # by the invoice
    ("#1", {"payments": ["shop:1"], "invoices": [1]}),
    ("№1", {"payments": ["shop:1"], "invoices": [1]}),
    ("№ 2", {"payments": ["777000777"], "invoices": [2]}),
    ("invoice 2", {"payments": ["777000777"], "invoices": [2]}),
    ("счёт 3", {"invoices": [3]}),
    ("Счет 4", {"payments": ["pi_3NaBcDeF"], "invoices": [4]}),
    ("InvId 4", {"payments": ["pi_3NaBcDeF"], "invoices": [4]}),
    ("inv_3", {"invoices": [3]}),
    ("3", {"invoices": [3]}),
    ("217", {"customers": [VERA]}),
    # by what the provider calls it
    ("shop:1", {"payments": ["shop:1"]}),
    ("shop:", {"payments": ["shop:1"]}),
    ("OPKEY-1", {"payments": ["shop:1"]}),
    ("777000777", {"payments": ["777000777"]}),
    ("pi_3NaBcDeF", {"payments": ["pi_3NaBcDeF"]}),
    ("pi_3Na", {"payments": ["pi_3NaBcDeF"]}),
    # by the training
    (TRAINING, {"trainings": ["neuro-anna"]}),
    (TRAINING.upper(), {"trainings": ["neuro-anna"]}),
    (AT_REPLICATE, {"trainings": ["neuro-anna"]}),
    # by the sum
    ("1110", {"payments": ["777000777"], "invoices": [2]}),
    ("1110 RUB", {"payments": ["777000777"], "invoices": [2]}),
    ("1 110 руб.", {"payments": ["777000777"], "invoices": [2]}),
    ("1110₽", {"payments": ["777000777"], "invoices": [2]}),
    ("1110,00 р", {"payments": ["777000777"], "invoices": [2]}),
    ("500", {"payments": ["shop:1"], "invoices": [3, 1]}),
    ("500 rub", {"payments": ["shop:1"], "invoices": [3, 1]}),
    ("999", {"payments": ["pi_3NaBcDeF"]}),
    ("999.00", {"payments": ["pi_3NaBcDeF"]}),
    ("1000", {"invoices": [4]}),
    # by the day
    ("26.11.2026", {"payments": ["pi_3NaBcDeF", "shop:1"], "invoices": [4, 3, 1]}),
    ("2026-11-26", {"payments": ["pi_3NaBcDeF", "shop:1"], "invoices": [4, 3, 1]}),
    ("today", {"payments": ["pi_3NaBcDeF", "shop:1"], "invoices": [4, 3, 1]}),
    ("вчера", {"payments": ["777000777"], "invoices": [2]}),
    ("25 ноября", {"payments": ["777000777"], "invoices": [2]}),
    ("25 Nov", {"payments": ["777000777"], "invoices": [2]}),
    ("25.11", {"payments": ["777000777"], "invoices": [2]}),
    # together
    ("@annabelova 500", {"customers": [ANNA], "payments": ["shop:1"], "invoices": [1]}),
    ("Анна 999 rub", {"customers": [ANNA], "payments": ["pi_3NaBcDeF"]}),
    ("500 RUB сегодня", {"payments": ["shop:1"], "invoices": [3, 1]}),
    (
        "Белова 26.11.2026",
        {"customers": [HANNA, ANNA], "payments": ["pi_3NaBcDeF", "shop:1"], "invoices": [4, 1]},
    ),
    ("5000000002 вчера", {"customers": [BORIS], "payments": ["777000777"], "invoices": [2]}),
    ("vera 500", {"customers": [VERA], "invoices": [3]}),
    # nothing
    ("", {}),
    ("nobody", {}),
    ("@nobody", {}),
    ("1110 EUR", {}),
    ("500 USD", {}),
    ("#99", {}),
    ("27.11.2026", {}),
    ("Борис 500", {"customers": [BORIS]}),
    ("00000000-0000-7000-8000-000000000000", {}),
    ("%", {}),
    ("_", {"customers": [BORIS]}),
]


async def test_tl5_golden_set(search: Search) -> None:
    """What people paste into the box finds what they mean, and nothing beside it."""
    told = {text: found_of(await search.find(text)) for text, _expected in GOLDEN}
    assert {text: (told[text], wanted) for text, wanted in GOLDEN if told[text] != wanted} == {}


def test_the_golden_set_is_large_enough() -> None:
    """At least sixty different queries."""
    assert len(dict(GOLDEN)) == len(GOLDEN) >= 60


async def test_it_says_how_the_words_were_understood(search: Search) -> None:
    """The reading that found something comes first, the others are told as well."""
    found = await search.find("217")
    assert found.understood[0].kind is MeaningKind.TELEGRAM_ID
    assert {one.kind for one in found.understood} == {
        MeaningKind.TELEGRAM_ID,
        MeaningKind.INVOICE,
        MeaningKind.AMOUNT,
    }


async def test_te8_an_id_is_one_customer_however_it_is_typed(search: Search) -> None:
    """With spaces, in groups, with a word before it: the same customer (I13)."""
    for text in ("5000000001", "5 000 000 001", "id 5000000001", "telegram 5000000001"):
        assert found_of(await search.find(text))["customers"] == [ANNA]
