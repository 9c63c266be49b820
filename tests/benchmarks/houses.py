"""Data folders for the benches: a Core without its engine, and a database filled to any size by plain SQL."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import asdict
from pathlib import Path

import peewee

from core.container import Core
from core.db.database import Database
from core.db.json_text import to_json
from core.db.tables import Account
from core.domain.trainings import Parameters
from core.gateways.secrets import REPLICATE_TOKEN, Secrets
from core.paths import Paths
from core.settings import Settings

TOKEN = "r8_bench" + "0" * 32
PRAGMAS = ("journal_mode = wal", "synchronous = full", "foreign_keys = 1", "temp_store = memory")
"""Those of `core.db.database`, for the raw connections our database is compared with."""
CUSTOMER = 5_000_000_000
EACH = 220_00
_BEGAN = 1_767_225_600_000_000
_TRANSFERS_OF_A_TRAINING = 3

_TRANSFER = "INSERT INTO transfer VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'system', '', ?, NULL, ?, ?, ?)"
_TRAINING = """
INSERT INTO training VALUES (?, ?, ?, 'neuro_blogger', ?, ?, 'ostris/flux-dev-lora-trainer', '', ?, '{}', ?,
    '2026-01', ?, 'succeeded', 0, ?, ?)
"""
_ATTEMPT = """
INSERT INTO attempt VALUES (?, ?, 1, 'succeeded', 'succeeded', 'finished', ?, ?, ?, '', '', NULL, ?, 1, 0, 0,
    '', '', '', 1000, 1000, 'train', NULL, 0.1, 1520000, '', '', '', ?, ?, ?)
"""
_AUDIT = """
INSERT INTO audit (at, actor, action, subject_kind, subject_id, before, after, reason)
SELECT created_at, actor, 'ledger.' || kind, 'transfer', id, '{}', '{}', '' FROM transfer
"""


@asynccontextmanager
async def opened(folder: Path, url: str = "http://127.0.0.1:9", **settings: object) -> AsyncIterator[Core]:
    """Open a Core in `folder` against the sandbox at `url`; its engine is not started."""
    values: dict[str, object] = {"replicate_base_url": url, "telegram_base_url": url} | settings
    secrets = Secrets.in_memory({REPLICATE_TOKEN: TOKEN})
    core = Core(Paths.for_user(folder), Settings(**values), secrets)  # type: ignore[arg-type]
    await core.open()
    try:
        yield core
    finally:
        await core.close()


def raw(file: Path) -> sqlite3.Connection:
    """Open a database with nothing between us and SQLite, with the same pragmas."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Recorder:
    """Writes down every statement that our database runs, so that a peer can run the very same ones."""

    def __init__(self, db: Database) -> None:
        """Listen to an open database."""
        del db  # peewee binds the tables to the one that is open
        self._peewee: peewee.Database = Account._meta.database
        self.statements: list[tuple[str, tuple[object, ...]]] = []

    def __enter__(self) -> "Recorder":
        """Begin to write down."""
        self._peewee.query_hooks.append(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._peewee.query_hooks.remove(self._note)

    def taken(self) -> list[tuple[str, tuple[object, ...]]]:
        """Return what was written down, and begin anew."""
        taken, self.statements = self.statements, []
        return taken

    def _note(self, event: peewee.QueryEvent) -> None:
        self.statements.append((event.sql, tuple(event.params or ())))


async def fill(folder: Path, *, trainings: int, transfers: int) -> None:
    """Make a database that `verify` finds nothing in: so many trainings, the first of them paid for."""
    async with opened(folder) as core:
        operator = core.operator.id
    with closing(raw(Paths.for_user(folder).database_file)) as db:
        db.execute("BEGIN")
        _fill(db, operator, trainings, min(transfers // _TRANSFERS_OF_A_TRAINING, trainings))
        db.execute("COMMIT")
        db.execute("ANALYZE")


def _fill(db: sqlite3.Connection, operator: str, trainings: int, paid: int) -> None:
    customers = range(CUSTOMER, CUSTOMER + max(1, trainings // 100))
    db.executemany(
        "INSERT INTO customer VALUES (?, 'neuro_blogger', 'anna', 'Anna', '', 'en', 'female', 'anna', 0, ?)",
        ((one, _BEGAN) for one in customers),
    )
    accounts = [(f"customer:{one}", 1, 0) for one in customers]
    house = [("escrow", 1, 0), ("provider.robokassa", 0, -paid * EACH), ("revenue.training", 0, paid * EACH)]
    db.executemany("INSERT OR REPLACE INTO account VALUES (?, ?, ?)", accounts + house)
    db.executemany(_TRANSFER, _transfers(customers, paid))
    db.execute(_AUDIT)
    parameters = to_json(asdict(Parameters(trigger_word="ANNA")))
    db.executemany(_TRAINING, (_training(n, customers, operator, parameters) for n in range(trainings)))
    db.executemany(_ATTEMPT, (_attempt(n, is_paid=n < paid) for n in range(trainings)))


def _transfers(customers: range, paid: int) -> Iterator[tuple[object, ...]]:
    for number in range(paid):
        training, at = _id(number), _at(number)
        customer = f"customer:{customers[number % len(customers)]}"
        hold = _id(number, 2)
        house = -EACH * (number + 1)
        yield (
            _id(number, 1), f"topup:{number}", "topup", "provider.robokassa", customer, EACH, "payment",
            f"robokassa:{number}", None, house, EACH, at,
        )  # fmt: skip
        yield (
            hold, f"hold:{training}", "hold", customer, "escrow", EACH, "attempt",
            training, None, 0, EACH, at,
        )  # fmt: skip
        yield (
            _id(number, 3), f"settle:{training}", "settle", "escrow", "revenue.training", EACH, "attempt",
            training, hold, 0, -house, at,
        )  # fmt: skip


def _training(number: int, customers: range, operator: str, parameters: str) -> tuple[object, ...]:
    training = _id(number)
    customer = customers[number % len(customers)]
    name = f"anna-{number}"
    words = f"{name} anna {training} {customer} anna belova"
    return (
        training, customer, operator, name, f"acme/{name}", parameters, EACH, training, words, _at(number),
    )  # fmt: skip


def _attempt(number: int, *, is_paid: bool) -> tuple[object, ...]:
    training, at = _id(number), _at(number)
    money = (EACH, _id(number, 2), "settled") if is_paid else (0, None, "free")
    return (training, training, *money, at, at, at, at + 600_000_000)


def _id(number: int, kind: int = 0) -> str:
    """Return an id of UUIDv7's shape that sorts by `number`."""
    return f"{number:08x}-{kind:04x}-7000-8000-{number:012x}"


def _at(number: int) -> int:
    return _BEGAN + number * 60_000_000
