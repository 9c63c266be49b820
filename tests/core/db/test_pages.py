"""Pages at any size: complete, in order, and as cheap with many records as with few."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from core.clock import SystemClock
from core.db import outbox_store, people_store, training_store, training_table_store
from core.db.database import Database, Tx
from core.db.outbox_store import OutboxStatus
from core.db.tables import Account
from core.domain.messages import MessageKind
from core.domain.people import CustomerDraft, Role
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Dataset, Parameters, Status, Training
from core.events import Changes
from core.ids import new_id
from core.money import Stars
from core.services import attempts

T = TypeVar("T")

FEW, MANY = 300, 3000
FATES = (Status.SUCCEEDED,) * 8 + (Status.FAILED, Status.ABORTED)
FAILED = TrainingFilter(statuses=frozenset({Status.FAILED, Status.ABORTED}))


async def filled(folder: Path, number: int) -> Database:
    """Return a database with so many customers, each with a training that has ended and a message sent."""
    database = Database(folder / f"{number}.sqlite3", folder, SystemClock(), Changes())
    await database.open()

    def write(tx: Tx) -> None:
        operator = people_store.add_operator(tx, "Admin", Role.ADMIN)
        for place in range(number):
            draft = CustomerDraft(telegram_id=5_000_000_000 + place, bot=f"bot_{place % 3}")
            joined = Tx(now=tx.now + timedelta(seconds=place // 50), changes=tx.changes)
            people_store.add_customer(joined, draft)
            add_training(tx, draft.telegram_id, operator.id, FATES[place % len(FATES)])
        for told in outbox_store.due(tx.now, limit=number):
            outbox_store.mark(tx, told.id, OutboxStatus.SENT)

    await database.write(write)
    return database


def add_training(tx: Tx, customer_id: int, operator_id: str, status: Status) -> None:
    """Add a training of one attempt with this end, and the message about it."""
    training = Training(
        id=new_id(),
        customer_id=customer_id,
        operator_id=operator_id,
        bot="bot",
        model_name="neuro",
        destination="acme/neuro",
        trainer="a/b",
        trainer_version="",
        parameters=Parameters(trigger_word="TOK"),
        dataset=Dataset(path="a.zip", sha256="0" * 64, size_bytes=1, photos=10, captions=0),
        price=Stars.of(220),
        price_list="list",
        status=status,
        created_at=tx.now,
    )
    training_store.insert_training(tx, training, "set below", str(customer_id))
    attempt = attempts.begin(tx, training, number=1, price=Stars(0), actor="Admin")
    training_store.update_attempt(
        tx, attempt, status=status, completed_at=tx.now, provider_id=f"provider{customer_id}"
    )
    outbox_store.add(
        tx,
        event_key=training.id,
        customer_id=customer_id,
        bot="bot",
        kind=MessageKind.TRAINING_FAILED,
        text="t",
    )


async def steps(database: Database, read: Callable[[], object]) -> int:
    """Return how many tens of instructions SQLite's machine needs for what `read` asks."""

    def run() -> int:
        taken = 0

        def count() -> int:
            nonlocal taken
            taken += 1
            return 0

        connection: sqlite3.Connection = Account._meta.database.connection()
        connection.set_progress_handler(count, 10)
        try:
            read()
        finally:
            connection.set_progress_handler(None, 0)
        return taken

    return await database.read(run)


READS: dict[str, Callable[[], object]] = {
    "customers": lambda: people_store.find_customers(""),
    "older customers": lambda: people_store.find_customers("", before_id=5_000_000_200),
    "trainings": lambda: training_table_store.page(TrainingFilter(), limit=20),
    "failed and aborted": lambda: training_table_store.page(FAILED, limit=20),
    "by provider id": lambda: training_table_store.page(TrainingFilter(text="provider5000000007")),
    "number by provider id": lambda: training_table_store.count(TrainingFilter(text="provider5000000007")),
    "outbox": outbox_store.counts,
    "messages due": lambda: outbox_store.due(SystemClock().now()),
    "open attempts": training_store.open_attempts,
}


async def test_a_page_costs_the_same_with_ten_times_the_records(tmp_path: Path) -> None:
    """What the window asks all day long follows an index and never looks at everything."""
    taken: list[dict[str, int]] = []
    for number in (FEW, MANY):
        database = await filled(tmp_path, number)
        taken.append({name: await steps(database, read) for name, read in READS.items()})
        await database.close()
    few, many = taken
    assert {name: (few[name], many[name]) for name in READS if many[name] > few[name] * 1.3 + 5} == {}


async def all_pages(database: Database, read: Callable[[T | None], list[T]]) -> list[T]:
    """Return what page after page shows; `read` gets the last one of the page before."""
    found: list[T] = []
    while page := await database.read(partial(read, found[-1] if found else None)):
        found += page
    return found


async def test_a_page_of_several_statuses_is_one_list(tmp_path: Path) -> None:
    """Failed and aborted together come newest first, without a gap or a double between pages."""
    database = await filled(tmp_path, FEW)
    whole = await database.read(lambda: training_table_store.page(FAILED, limit=FEW))
    assert [row.id for row in whole] == sorted((row.id for row in whole), reverse=True)
    assert {row.status for row in whole} == FAILED.statuses
    assert len(whole) == await database.read(lambda: training_table_store.count(FAILED)) == FEW // 5
    paged = await all_pages(
        database,
        lambda last: training_table_store.page(FAILED, before_id=last.id if last else None, limit=7),
    )
    assert paged == whole
    one = replace(FAILED, customer_id=whole[0].customer_id)
    assert await database.read(lambda: training_table_store.page(one)) == whole[:1]
    await database.close()


async def test_customers_of_one_moment_are_paged_without_a_gap(tmp_path: Path) -> None:
    """Fifty customers made in the same microsecond, six times: every one is on exactly one page."""
    database = await filled(tmp_path, FEW)
    found = await all_pages(
        database,
        lambda last: people_store.find_customers("", before_id=last.telegram_id if last else None, limit=7),
    )
    assert [one.telegram_id for one in found] == [5_000_000_000 + place for place in reversed(range(FEW))]
    await database.close()


async def test_a_training_is_found_by_either_id(tmp_path: Path) -> None:
    """Its own id and Replicate's lead to it alone, also beside other words and in capitals."""
    database = await filled(tmp_path, FEW)
    row = (await database.read(lambda: training_table_store.page(FAILED, limit=1)))[0]
    for text in (row.id, f"{row.provider_id}", f"{row.provider_id} neuro", row.id.upper()):
        wanted = TrainingFilter(text=text)
        found = await database.read(lambda one=wanted: training_table_store.page(one))  # type: ignore[misc]
        assert [one.id for one in found] == [row.id]
        assert await database.read(lambda one=wanted: training_table_store.count(one)) == 1  # type: ignore[misc]
    await database.close()
