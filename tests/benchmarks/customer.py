"""One customer with 10,000 transfers among a million, and the global search over a million payments.

What the window asks when a customer is opened (who, how much, the plan, the first page of the story), the
same for a past moment, why the balance is so, and what each query of the search box asks; beside it the same
statements in raw sqlite3. The rows are made by plain SQL from ones that went through core.
"""

import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.container import Core
from core.domain.people import CustomerDraft
from core.paths import Paths
from tests.benchmarks.houses import Recorder, fill, opened, raw
from tests.benchmarks.measure import Row, Size, percentile, value_at_most
from tests.fakes import till

BUSY = 5_500_000_000
"""The customer who has most of what is measured."""
FIRST = 6_000_000_000
PAYERS = 100_000
STORY_ROWS = 50
PAGE_MS, SEARCH_MS = 150, 100
QUERIES = (
    "@user777", "user77", "Name777 Busy", "nobody at all", "6000000777", "id 6000000001", "500", "500 RUB",
    "1110", "#77", "invoice 777", "shop:777", "shop:9", "OP-777", "today", "26.11", "2026-11-26",
    "@user777 500", "Name77 500 RUB", "500 RUB today", "zz4ibbonubfz7carwiefibzgga",
    "0190b2c4-7d00-7000-8000-000000000001",
)  # fmt: skip

# One row is copied so many times; `?` is the row, {n} its number.
_NUMBERS = "WITH RECURSIVE n (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM n WHERE n < {last})"
_ID = "printf('%08x-%04x-7000-8000-%012x', n, {kind}, n)"
_MOMENT = "1700000000000000 + n * 1000000"


async def rows(size: Size) -> list[Row]:
    """Measure; four rows with the 95th percentile of each."""
    payments, own, rounds = (
        size.pick(300, 50_000, 1_000_000),
        size.pick(100, 2_000, 10_000),
        size.pick(1, 10, 40),
    )
    with TemporaryDirectory() as folder:
        await _town(Path(folder), payments, own)
        async with opened(Path(folder)) as core:
            page = await _measured(core, rounds, [lambda: _open_customer(core, None)])
            money = await _measured(core, rounds, [lambda: _open_money(core)])
            past = datetime.fromtimestamp(1_700_000_000 + payments - own // 2, UTC)
            then = await _measured(core, rounds, [lambda: _open_customer(core, past)])
            hunts = [_hunt(core, query) for query in QUERIES]
            search = await _measured(core, max(1, rounds // 4), hunts)
    among = f"{own:,} of {payments:,}"
    return [
        _row(f"customer page, {among}, p95", page, PAGE_MS),
        _row("its balance explained, p95", money, PAGE_MS),
        _row("the same at a past moment, p95", then, PAGE_MS),
        _row(f"search in {payments:,} payments, p95", search, SEARCH_MS),
    ]


def _row(name: str, taken: tuple[float, float], limit_ms: int) -> Row:
    ours, peer = taken
    return Row(name=name, ours=ours, peer=peer, unit="ms", aim=value_at_most(limit_ms, "ms"))


def _hunt(core: Core, query: str) -> Callable[[], Awaitable[object]]:
    return lambda: core.search.find(query)


async def _open_customer(core: Core, at: datetime | None) -> None:
    await core.customer_desk.dossier(BUSY, at)
    await core.customer_desk.story(BUSY, limit=STORY_ROWS, at=at)


async def _open_money(core: Core) -> None:
    await core.statements.why(BUSY)
    await core.statements.page(BUSY)


async def _measured(
    core: Core, rounds: int, asks: list[Callable[[], Awaitable[object]]]
) -> tuple[float, float]:
    """Return the 95th percentile in milliseconds of each ask through core, and of its statements alone."""
    ours, peers = [], []
    with closing(raw(core.paths.database_file)) as db, Recorder(core.db) as recorder:
        for _ in range(rounds):
            for ask in asks:
                recorder.taken()
                begin = time.perf_counter()
                await ask()
                ours.append(time.perf_counter() - begin)
                statements = [
                    one for one in recorder.taken() if one[0].lstrip()[:6].upper() in ("SELECT", "WITH R")
                ]
                begin = time.perf_counter()
                for sql, arguments in statements:
                    db.execute(sql, arguments).fetchall()
                peers.append(time.perf_counter() - begin)
    return percentile(ours, 0.95) * 1000, percentile(peers, 0.95) * 1000


async def _town(folder: Path, payments: int, own: int) -> None:
    """Make a database of so many payments, `own` transfers of them the busy customer's."""
    await fill(folder, trainings=max(2, own // 5), transfers=3 * (own // 5))
    async with opened(folder) as core:
        draft = CustomerDraft(telegram_id=BUSY, bot="neuro_blogger", username="busy", first_name="Busy")
        await core.people.add_customer(draft, core.operator)
        await core.db.write(lambda tx: till.pay(tx, till.invoice(tx, BUSY), refund_key="OP-0"))
    with closing(raw(Paths.for_user(folder).database_file)) as db:
        db.row_factory = sqlite3.Row
        db.execute("BEGIN")
        _copy_payers(db, payments)
        _copy_payments(db, payments, own)
        _give_trainings(db, own)
        for statement in ("COMMIT", "ANALYZE"):
            db.execute(statement)


def _copy_payers(db: sqlite3.Connection, payments: int) -> None:
    last = min(PAYERS, payments)
    numbers = _NUMBERS.format(first=1, last=last)
    changes = {
        "telegram_id": f"{FIRST} + n", "username": "'user' || n", "first_name": "'Name' || n",
        "search_text": f"({FIRST} + n) || ' user' || n || ' name' || n || ' busy'", "created_at": _MOMENT,
    }  # fmt: skip
    _copies(db, numbers, "customer", f"telegram_id = {BUSY}", changes)
    accounts = {"id": f"'customer:' || ({FIRST} + n)"}
    _copies(db, numbers, "account", f"id = 'customer:{BUSY}'", accounts)


def _copy_payments(db: sqlite3.Connection, payments: int, own: int) -> None:
    """Each payment has its invoice, its transfer and its message; the last ones are the busy customer's."""
    mine = payments - (own - 2 * (own // 5))  # the rest of them are holds, and gifts
    payer = f"CASE WHEN n > {mine} THEN {BUSY} ELSE {FIRST} + 1 + n % {min(PAYERS, payments)} END"
    numbers = _NUMBERS.format(first=10, last=payments)
    of_busy = f"customer_id = {BUSY}"
    transfer, paid, told = _ID.format(kind=17), _ID.format(kind=18), _ID.format(kind=19)
    invoice = {"number": "n", "operation_id": "'copy:' || n", "customer_id": payer, "created_at": _MOMENT}
    _copies(db, numbers, "invoice", of_busy, invoice)
    moved = {
        "id": transfer, "operation_id": "'payment:robokassa:shop:' || n", "cause_id": paid,
        "credit_id": f"'customer:' || ({payer})", "created_at": _MOMENT,
    }  # fmt: skip
    _copies(db, numbers, "transfer", f"credit_id = 'customer:{BUSY}'", moved)
    payment = {
        "id": paid, "external_id": "'shop:' || n", "invoice_number": "n", "customer_id": payer,
        "refund_key": "'OP-' || n", "transfer_id": transfer, "created_at": _MOMENT, "paid_at": _MOMENT,
        "search_text": f"'shop:' || n || ' ' || ({payer})",
    }  # fmt: skip
    _copies(db, numbers, "payment", of_busy, payment)
    message = {"id": told, "event_key": "'copy:' || n", "created_at": _MOMENT}
    own_numbers = _NUMBERS.format(first=mine + 1, last=payments)
    _copies(db, own_numbers, "outbox", of_busy, message)


def _give_trainings(db: sqlite3.Connection, own: int) -> None:
    """The trainings of the house become the busy customer's, half of them given back."""
    db.execute(f"UPDATE training SET customer_id = {BUSY}")
    db.execute("DROP TRIGGER transfer_is_never_updated")
    db.execute(f"UPDATE transfer SET debit_id = 'customer:{BUSY}' WHERE kind = 'hold'")
    columns = [row[1] for row in db.execute("PRAGMA table_info(transfer)")]
    changes = {
        "id": "substr(id, 1, 8) || '-0021' || substr(id, 14)", "operation_id": "'again:' || id",
        "kind": "'grant'", "debit_id": "'provider.robokassa'", "credit_id": f"'customer:{BUSY}'",
        "cause_kind": "'operator'", "cause_id": "'x'", "ends_hold_id": "NULL",
    }  # fmt: skip
    chosen = ", ".join(changes.get(column, column) for column in columns)
    holds = f"FROM transfer WHERE kind = 'hold' LIMIT {own // 5}"
    db.execute(f"INSERT INTO transfer ({', '.join(columns)}) SELECT {chosen} {holds}")


def _copies(
    db: sqlite3.Connection, numbers: str, table: str, condition: str, changes: dict[str, str]
) -> None:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    chosen = ", ".join(changes.get(column, f"first.{column}") for column in columns)
    db.execute(
        f"{numbers} INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} "
        f"FROM (SELECT * FROM {table} WHERE {condition} LIMIT 1) AS first, n"
    )
