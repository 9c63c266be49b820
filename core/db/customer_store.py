"""What the page of one customer needs: balances and lists as they were at any moment, sums, spending.

Everything is found through the customer, and a list is a page by key; `until` leaves out what came later.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.db import outbox_store, refund_store
from core.db.outbox_store import OutboxStatus
from core.db.payment_store import invoice_of, payment_of
from core.db.tables import MAX_MICROS, Account, from_micros, to_micros
from core.db.tables import Invoice as InvoiceTable
from core.db.tables import Outbox as OutboxTable
from core.db.tables import Payment as PaymentTable
from core.db.tables import Refund as RefundTable
from core.domain.bots import Receiver
from core.domain.customer_story import Deed, Words
from core.domain.ledger import TransferKind, customer_account
from core.domain.payments import Invoice, Payment, Verdict
from core.domain.refunds import Refund
from core.domain.statement import KindSum, Spent
from core.money import ZERO, Stars

_BALANCE_AT = """
SELECT after FROM (
    SELECT id, debit_after AS after FROM transfer WHERE debit_id = ?1 AND created_at <= ?2
    UNION ALL
    SELECT id, credit_after FROM transfer WHERE credit_id = ?1 AND created_at <= ?2
) ORDER BY id DESC LIMIT 1
"""
_SUMS = """
SELECT kind, sign, COUNT(*), SUM(amount) FROM (
    SELECT kind, -1 AS sign, amount FROM transfer WHERE debit_id = ?1 AND created_at <= ?2
    UNION ALL
    SELECT kind, 1, amount FROM transfer WHERE credit_id = ?1 AND created_at <= ?2
) GROUP BY kind, sign
"""
_OPEN_HOLDS = """
FROM transfer AS hold
WHERE hold.debit_id = ?1 AND hold.kind = 'hold' AND hold.created_at <= ?2 AND NOT EXISTS (
    SELECT 1 FROM transfer AS finish WHERE finish.ends_hold_id = hold.id AND finish.created_at <= ?2)
"""
_HELD_NOW = """
FROM training JOIN attempt ON attempt.training_id = training.id
JOIN transfer AS hold ON hold.id = attempt.hold_id
WHERE training.customer_id = ?1 AND training.is_active = 1 AND attempt.money = 'held'
"""
"""Only a training that goes on has stars held: `verify` checks it, and it is found without the ledger."""
_HELD = f"SELECT COALESCE(SUM(hold.amount), 0) {_OPEN_HOLDS}"
_HOLD_IDS = f"SELECT hold.id {_OPEN_HOLDS} ORDER BY hold.id DESC LIMIT ?3"
_SPENT = """
SELECT training.trainer, COUNT(*), SUM(hold.amount), SUM(COALESCE((
    SELECT SUM(back.amount) FROM transfer AS back
    WHERE back.charge_id = hold.id AND back.kind = 'refund' AND back.created_at <= ?2), 0))
FROM transfer AS hold
JOIN transfer AS finish
    ON finish.ends_hold_id = hold.id AND finish.kind = 'settle' AND finish.created_at <= ?2
JOIN attempt ON attempt.id = hold.cause_id
JOIN training ON training.id = attempt.training_id
WHERE hold.debit_id = ?1 AND hold.kind = 'hold'
GROUP BY training.trainer ORDER BY 3 DESC
"""
_DEED_COLUMNS = (
    "audit.seq, audit.at, audit.actor, audit.action, audit.subject_kind, audit.subject_id, audit.before, "
    "audit.after, audit.reason"
)
_BOUNDS = "audit.seq < ?2 AND audit.at <= ?3"
_OWN_DEEDS = f"""
SELECT {_DEED_COLUMNS} FROM audit
WHERE subject_kind = 'customer' AND subject_id = CAST(?1 AS TEXT) AND {_BOUNDS}
ORDER BY seq DESC LIMIT ?4
"""  # noqa: S608 - constants only


def _deeds_of(kind: str, table: str, key: str) -> str:
    return f"""
    SELECT {_DEED_COLUMNS} FROM {table} JOIN audit
        ON audit.subject_kind = '{kind}' AND audit.subject_id = CAST({table}.{key} AS TEXT)
    WHERE {table}.customer_id = ?1 AND {_BOUNDS}
    """  # noqa: S608 - constants only


_ALL_DEEDS = " UNION ALL ".join(
    (
        f"SELECT {_DEED_COLUMNS} FROM audit "  # noqa: S608 - constants only
        f"WHERE subject_kind = 'customer' AND subject_id = CAST(?1 AS TEXT) AND {_BOUNDS}",
        _deeds_of("payment", "payment", "id"),
        _deeds_of("invoice", "invoice", "number"),
        _deeds_of("training", "training", "id"),
        _deeds_of("period", "period", "id"),
    )
)
_ALL_DEEDS = f"SELECT * FROM ({_ALL_DEEDS}) ORDER BY seq DESC LIMIT ?4"  # noqa: S608 - constants only


def balance_at(customer_id: int, moment: datetime) -> Stars:
    """Return the balance right after the last transfer by `moment`; zero before the first one."""
    found = _rows(_BALANCE_AT, customer_account(customer_id), to_micros(moment))
    return Stars(found[0][0]) if found else ZERO


def sums(customer_id: int, until: datetime | None = None) -> tuple[KindSum, ...]:
    """Return what each kind of transfer did to the balance, in and out apart."""
    found = _rows(_SUMS, customer_account(customer_id), _micros(until))
    return tuple(
        KindSum(kind=TransferKind(kind), count=count, change=Stars(sign * amount))
        for kind, sign, count, amount in found
    )


def held(customer_id: int, until: datetime | None = None) -> Stars:
    """Return how many of the customer's stars waited in escrow for the end of a training."""
    if until is None:
        sql = f"SELECT COALESCE(SUM(hold.amount), 0) {_HELD_NOW}"
        return Stars(_rows(sql, customer_id)[0][0])
    return Stars(_rows(_HELD, customer_account(customer_id), _micros(until))[0][0])


def open_holds(customer_id: int, until: datetime | None = None, limit: int = 20) -> list[str]:
    """Return the newest holds that had no end, newest first."""
    if until is None:
        sql = f"SELECT hold.id {_HELD_NOW} ORDER BY hold.id DESC LIMIT ?2"
        return [row[0] for row in _rows(sql, customer_id, limit)]
    return [row[0] for row in _rows(_HOLD_IDS, customer_account(customer_id), _micros(until), limit)]


def spent(customer_id: int, until: datetime | None = None) -> tuple[Spent, ...]:
    """Return what each service cost the customer, the dearest first (S34)."""
    found = _rows(_SPENT, customer_account(customer_id), _micros(until))
    return tuple(
        Spent(service=service, count=count, charged=Stars(charged), returned=Stars(returned))
        for service, count, charged, returned in found
    )


def payments(
    customer_id: int,
    *,
    before_id: str | None = None,
    limit: int = 100,
    until: datetime | None = None,
    is_story: bool = False,
) -> list[Payment]:
    """Return a page of a customer's payments, newest first.

    With `is_story` those are left out that were credited as they came: their transfer tells of them.
    """
    query = PaymentTable.select().where(PaymentTable.customer_id == customer_id)
    if before_id is not None:
        query = query.where(PaymentTable.id < before_id)
    if until is not None:
        query = query.where(PaymentTable.created_at <= until)
    if is_story:
        is_told = (PaymentTable.verdict == Verdict.CREDIT.value) & PaymentTable.transfer_id.is_null(False)
        query = query.where(~is_told)
    return [payment_of(row) for row in query.order_by(PaymentTable.id.desc()).limit(limit).namedtuples()]


def payments_by_id(payment_ids: Iterable[str]) -> dict[str, Payment]:
    """Return payments in one query."""
    query = PaymentTable.select().where(PaymentTable.id.in_(list(payment_ids)))
    return {row.id: payment_of(row) for row in query.namedtuples()}


def invoices(
    customer_id: int, *, before: int | None = None, limit: int = 100, until: datetime | None = None
) -> list[Invoice]:
    """Return a page of a customer's invoices, newest first."""
    query = InvoiceTable.select().where(InvoiceTable.customer_id == customer_id)
    if before is not None:
        query = query.where(InvoiceTable.number < before)
    if until is not None:
        query = query.where(InvoiceTable.created_at <= until)
    return [invoice_of(row) for row in query.order_by(InvoiceTable.number.desc()).limit(limit).namedtuples()]


def refunds_of(payment_ids: Iterable[str]) -> dict[str, list[Refund]]:
    """Return the refunds of some payments, in one query."""
    found: dict[str, list[Refund]] = defaultdict(list)
    for row in RefundTable.select().where(RefundTable.payment_id.in_(list(payment_ids))):
        found[row.payment_id].append(refund_store.refund_of(row))
    return found


def words(
    customer_id: int, *, before_id: str | None = None, limit: int = 100, until: datetime | None = None
) -> list[Words]:
    """Return a page of the messages to a customer, newest first."""
    query = OutboxTable.select().where(
        OutboxTable.customer_id == customer_id, OutboxTable.receiver == Receiver.CUSTOMER.value
    )
    if before_id is not None:
        query = query.where(OutboxTable.id < before_id)
    if until is not None:
        query = query.where(OutboxTable.created_at <= until)
    return [_words(row) for row in query.order_by(OutboxTable.id.desc()).limit(limit).namedtuples()]


def deeds(
    customer_id: int,
    *,
    before_seq: int | None = None,
    limit: int = 100,
    until: datetime | None = None,
    is_whole: bool = False,
) -> list[Deed]:
    """Return a page of what was done to a customer; with `is_whole` to what is theirs as well."""
    sql = _ALL_DEEDS if is_whole else _OWN_DEEDS
    found = _rows(sql, customer_id, MAX_MICROS if before_seq is None else before_seq, _micros(until), limit)
    return [
        Deed(
            seq=row[0],
            at=from_micros(row[1]),
            actor=row[2],
            action=row[3],
            subject_kind=row[4],
            subject_id=row[5],
            before=row[6],
            after=row[7],
            reason=row[8],
        )
        for row in found
    ]


def _words(row: Any) -> Words:
    status = OutboxStatus(row.status)
    return Words(
        id=row.id,
        text=row.text,
        status=status.value,
        error=row.error,
        created_at=row.created_at,
        sent_at=row.sent_at,
        may_be_resent=outbox_store.may_be_resent(status),
    )


def _micros(until: datetime | None) -> int:
    return MAX_MICROS if until is None else to_micros(until)


def _rows(sql: str, *arguments: object) -> list[Any]:
    found: list[Any] = Account._meta.database.execute_sql(sql, arguments).fetchall()
    return found
