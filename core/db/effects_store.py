"""Reads what the open transaction has written so far: for previews, which are rolled back afterwards.

Rows are recognised by SQLite's own row numbers, which only grow within these tables; nothing else writes
while a transaction is open.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.db.database import Tx
from core.db.ledger_store import by_id
from core.db.tables import Account, to_micros
from core.domain.bots import Receiver
from core.domain.effects import BalanceChange, Effects, NewMessage, Note, PeriodChange
from core.domain.ledger import Transfer
from core.money import Stars

_LAST = "SELECT COALESCE(MAX(rowid), 0) FROM {table}"
_TABLES = ("transfer", "outbox", "period", "audit")
_TRANSFERS = "SELECT id FROM transfer WHERE rowid > ? ORDER BY rowid"
_MESSAGES = "SELECT receiver, customer_id, bot, kind, text FROM outbox WHERE rowid > ? ORDER BY rowid"
_PERIODS = "SELECT customer_id, plan, days, closed_at IS NOT NULL FROM period WHERE rowid > ? ORDER BY rowid"
_CLOSED = "SELECT customer_id, plan, days FROM period WHERE rowid <= ? AND closed_at = ? ORDER BY rowid"
_NOTES = """
SELECT action, subject_kind, subject_id, before, after FROM audit WHERE rowid > ? ORDER BY rowid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where each table ends, and the moment of the transaction."""

    last: dict[str, int]
    now: datetime


def mark(tx: Tx) -> Mark:
    """Remember how things stand before anything is written."""
    last = {table: int(_rows(_LAST.format(table=table))[0][0]) for table in _TABLES}
    return Mark(last=last, now=tx.now)


def since(start: Mark) -> Effects:
    """Return what was written since `start`, in the order it was written."""
    found = [by_id(row[0]) for row in _rows(_TRANSFERS, start.last["transfer"])]
    transfers = tuple(transfer for transfer in found if transfer is not None)
    messages = _rows(_MESSAGES, start.last["outbox"])
    return Effects(
        balances=_balances(transfers),
        transfers=transfers,
        messages=tuple(
            NewMessage(receiver=Receiver(receiver), customer_id=who, bot=bot, kind=kind, text=text)
            for receiver, who, bot, kind, text in messages
        ),
        periods=_periods(start),
        notes=tuple(
            Note(action=action, subject_kind=kind, subject_id=ident, before=before, after=after)
            for action, kind, ident, before, after in _rows(_NOTES, start.last["audit"])
        ),
    )


def _balances(transfers: tuple[Transfer, ...]) -> tuple[BalanceChange, ...]:
    before: dict[str, Stars] = {}
    after: dict[str, Stars] = {}
    for one in transfers:
        before.setdefault(one.debit, one.debit_after + one.amount)
        before.setdefault(one.credit, one.credit_after - one.amount)
        after[one.debit] = one.debit_after
        after[one.credit] = one.credit_after
    return tuple(
        BalanceChange(account=account, before=before[account], after=after[account]) for account in before
    )


def _periods(start: Mark) -> tuple[PeriodChange, ...]:
    added = [
        PeriodChange(customer_id=who, plan=plan, days=days, is_closed=bool(is_closed))
        for who, plan, days, is_closed in _rows(_PERIODS, start.last["period"])
    ]
    closed = [
        PeriodChange(customer_id=who, plan=plan, days=days, is_closed=True)
        for who, plan, days in _rows(_CLOSED, start.last["period"], to_micros(start.now))
    ]
    return (*added, *closed)


def _rows(sql: str, *arguments: object) -> list[tuple[Any, ...]]:
    return list(Account._meta.database.execute_sql(sql, arguments).fetchall())
