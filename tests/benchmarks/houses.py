"""Data folders for the benches: a Core without its engine, and a database filled to any size."""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import peewee

from core.container import Core
from core.db import training_store
from core.db.database import Database, Tx
from core.db.tables import Account
from core.domain.audit import Anchor, SealKey, seal
from core.domain.ledger import customer_account
from core.domain.people import CustomerDraft
from core.domain.trainings import TRAINER, Dataset, Parameters, Status, Training
from core.gateways.secrets import AUDIT_KEY, REPLICATE_TOKEN, Secrets
from core.ids import new_id
from core.money import Stars
from core.paths import Paths
from core.services import attempts, payments
from core.services.attempts import Ending
from core.settings import Settings

KEY = "be" * 32
TOKEN = "r8_bench" + "0" * 32
PRAGMAS = ("journal_mode = wal", "synchronous = full", "foreign_keys = 1", "temp_store = memory")
"""Those of `core.db.database`, for the raw connections our database is compared with."""
CUSTOMER = 5_000_000_000
PRICE = Stars.of(220)
_TRANSFERS_OF_A_TRAINING = 3

_NOT_AUDITED = """
SELECT created_at, actor, 'ledger.' || kind, 'transfer', id, '{}', '{}', '' FROM transfer
WHERE id NOT IN (SELECT subject_id FROM audit WHERE subject_kind = 'transfer')
"""
_AUDIT = "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ANCHOR = "UPDATE audit_anchor SET seq = ?, mac = ?, key_name = ?, seal = ?"
_BALANCES = """
UPDATE account SET balance = (SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE credit_id = account.id)
    - (SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE debit_id = account.id)
"""

Record = dict[str, object]


@asynccontextmanager
async def opened(folder: Path, url: str = "http://127.0.0.1:9", **settings: object) -> AsyncIterator[Core]:
    """Open a Core in `folder` against the sandbox at `url`; its engine is not started."""
    values: dict[str, object] = {"replicate_base_url": url, "telegram_base_url": url} | settings
    secrets = Secrets.in_memory({REPLICATE_TOKEN: TOKEN, AUDIT_KEY: KEY})
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
    """Make a database that `verify` finds nothing in: so many trainings, the first of them paid for.

    One training lives through the functions of core; the others are its copies, made by plain SQL.
    """
    async with opened(folder) as core:
        draft = CustomerDraft(telegram_id=CUSTOMER, bot="neuro_blogger", first_name="Anna")
        await core.people.add_customer(draft, core.operator)
        await core.db.write(lambda tx: _live(tx, core.operator.id))
    with closing(raw(Paths.for_user(folder).database_file)) as db:
        db.row_factory = sqlite3.Row
        db.execute("BEGIN")
        _copy(db, trainings, min(transfers // _TRANSFERS_OF_A_TRAINING, trainings))
        _audit(db)
        for statement in (_BALANCES, "COMMIT", "ANALYZE"):
            db.execute(statement)


def _audit(db: sqlite3.Connection) -> None:
    """Write the audit row of every transfer that has none, sealed, and the anchor after the last."""
    key = SealKey.from_text(KEY)
    seq, mac = db.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()

    def sealed() -> Iterator[tuple[object, ...]]:
        nonlocal seq, mac
        for at, *words in db.execute(_NOT_AUDITED).fetchall():
            seq += 1
            mac = seal(key.rows, mac, (seq, at, *words))
            yield (seq, at, *words, mac)

    db.executemany(_AUDIT, sealed())
    anchor = Anchor.of(key, seq, mac)
    db.execute(_ANCHOR, (anchor.seq, anchor.mac, anchor.key_name, anchor.seal))


def _live(tx: Tx, operator_id: str) -> None:
    """Pay for a training, hold its price, let it succeed."""
    training = Training(
        id=new_id(),
        customer_id=CUSTOMER,
        operator_id=operator_id,
        bot="neuro_blogger",
        model_name="anna",
        destination="acme/anna",
        trainer=TRAINER,
        trainer_version="",
        parameters=Parameters(trigger_word="ANNA"),
        dataset=Dataset(path="", sha256="", size_bytes=0, photos=12, captions=0),
        price=PRICE,
        price_list="2025-06",
        status=Status.SUBMITTING,
        created_at=tx.now,
    )
    payments.topup(
        tx, provider="robokassa", external_id="0", customer_id=CUSTOMER, amount=PRICE, actor="system"
    )
    training_store.insert_training(tx, training, training.id, "anna")
    attempt = attempts.begin(tx, training, number=1, price=PRICE, actor="system")
    attempts.end(tx, attempt, Ending(status=Status.SUCCEEDED, log="done"))


def _copy(db: sqlite3.Connection, trainings: int, paid: int) -> None:
    customers = range(CUSTOMER + 1, CUSTOMER + 2 + trainings // 100)
    _copies(db, "customer", _one(db, "customer"), ({"telegram_id": one} for one in customers))
    copies = range(1, trainings)
    owners = [customers[number % len(customers)] for number in range(trainings)]
    _copies(db, "account", _one(db, "account", "id LIKE 'customer:%'"), _accounts(customers))
    for kind, changes in _TRANSFERS.items():
        original = _one(db, "transfer", f"kind = '{kind}'")
        _copies(db, "transfer", original, (changes(number, owners[number]) for number in range(1, paid)))
    training, attempt = _one(db, "training"), _one(db, "attempt")
    _copies(db, "training", training, (_training(number, owners[number]) for number in copies))
    _copies(db, "attempt", attempt, (_attempt(number, is_paid=number < paid) for number in copies))


def _one(db: sqlite3.Connection, table: str, condition: str = "true") -> Record:
    return dict(db.execute(f"SELECT * FROM {table} WHERE {condition}").fetchone())


def _copies(db: sqlite3.Connection, table: str, original: Record, changes: Iterable[Record]) -> None:
    columns = ", ".join(original)
    places = ", ".join(f":{column}" for column in original)
    db.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({places})", (original | change for change in changes)
    )


def _accounts(customers: range) -> Iterator[Record]:
    return ({"id": customer_account(one)} for one in customers)


def _topup(number: int, owner: int) -> Record:
    operation = f"topup:robokassa:{number}"
    cause = f"robokassa:{number}"
    account = customer_account(owner)
    return {"id": _id(number, 1), "operation_id": operation, "credit_id": account, "cause_id": cause}


def _hold(number: int, owner: int) -> Record:
    attempt, account = _id(number), customer_account(owner)
    return {"id": _id(number, 2), "operation_id": f"hold:{attempt}", "debit_id": account, "cause_id": attempt}


def _settle(number: int, _owner: int) -> Record:
    attempt, hold = _id(number), _id(number, 2)
    return {
        "id": _id(number, 3), "operation_id": f"settle:{attempt}", "cause_id": attempt, "ends_hold_id": hold,
    }  # fmt: skip


_TRANSFERS = {"topup": _topup, "hold": _hold, "settle": _settle}


def _training(number: int, owner: int) -> Record:
    training, name = _id(number), f"anna-{number}"
    words = f"{name} anna {training} {owner} anna"
    return {
        "id": training, "customer_id": owner, "model_name": name, "destination": f"acme/{name}",
        "last_attempt_id": training, "search_text": words,
    }  # fmt: skip


def _attempt(number: int, *, is_paid: bool) -> Record:
    ids: Record = {"id": _id(number), "training_id": _id(number), "hold_id": _id(number, 2)}
    return ids if is_paid else ids | {"hold_id": None, "price": 0, "money": "free"}


def _id(number: int, kind: int = 0) -> str:
    """Return an id of UUIDv7's shape that sorts by `number`."""
    return f"{number:08x}-{kind:04x}-7000-8000-{number:012x}"
