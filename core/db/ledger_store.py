"""Reads of the ledger: balances, transfers of an account, one transfer by its operation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.db.tables import MAX_MICROS, Account, from_micros, to_micros
from core.db.tables import Transfer as Row
from core.domain.ledger import CauseKind, Transfer, TransferKind
from core.money import ZERO, Stars

_COLUMNS = (
    "id, operation_id, kind, debit_id, credit_id, amount, cause_kind, cause_id, actor, reason, "
    "ends_hold_id, reverses_id, charge_id, debit_after, credit_after, created_at"
)
_BY_OPERATION = f"SELECT {_COLUMNS} FROM transfer WHERE operation_id = ?"  # noqa: S608 - constants only
_BY_ID = f"SELECT {_COLUMNS} FROM transfer WHERE id = ?"  # noqa: S608 - constants only
_OF_ACCOUNT = f"""
SELECT * FROM (
    SELECT {_COLUMNS} FROM transfer WHERE debit_id = ?1 AND id < ?2 AND created_at <= ?4
    UNION ALL
    SELECT {_COLUMNS} FROM transfer WHERE credit_id = ?1 AND id < ?2 AND created_at <= ?4
) ORDER BY id DESC LIMIT ?3
"""  # noqa: S608 - constants only
_END_OF_HOLD = f"SELECT {_COLUMNS} FROM transfer WHERE ends_hold_id = ?"  # noqa: S608 - constants only
_OF_CAUSES = f"SELECT {_COLUMNS} FROM transfer WHERE cause_kind = ? AND cause_id = ? ORDER BY id"  # noqa: S608
_GIVEN = "SELECT SUM(amount) FROM transfer WHERE charge_id = ?"
_GIVEN_REVERSED = """
SELECT SUM(back.amount) FROM transfer AS given JOIN transfer AS back ON back.reverses_id = given.id
WHERE given.charge_id = ?
"""
_AFTER_ALL_IDS = "g"
"""Sorts after every UUID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums the overview shows."""

    held: Stars
    customers: Stars


def balance(account: str) -> Stars:
    """Return the balance; an account nothing ever moved on has zero."""
    row = Account.select(Account.balance).where(Account.id == account).scalar()
    return Stars(row) if row is not None else ZERO


def balances(accounts: Iterable[str]) -> dict[str, Stars]:
    """Return the balances of many accounts in one query; zero for one nothing ever moved on."""
    wanted = list(accounts)
    rows = Account.select(Account.id, Account.balance).where(Account.id.in_(wanted))
    return dict.fromkeys(wanted, ZERO) | {row.id: Stars(row.balance) for row in rows}


def by_operation(operation_id: str) -> Transfer | None:
    """Return the transfer an operation made, or none if it never ran."""
    return _one(_BY_OPERATION, operation_id)


def by_id(transfer_id: str) -> Transfer | None:
    """Return one transfer, or none."""
    return _one(_BY_ID, transfer_id)


def by_ids(transfer_ids: Iterable[str]) -> dict[str, Transfer]:
    """Return transfers by their ids, in one query."""
    wanted = list(transfer_ids)
    places = ", ".join("?" * len(wanted))
    found = _all(f"SELECT {_COLUMNS} FROM transfer WHERE id IN ({places})", *wanted)  # noqa: S608 - marks only
    return {one.id: one for one in found}


def end_of_hold(hold_id: str) -> Transfer | None:
    """Return the settle or release of a hold, or none while it stands."""
    return _one(_END_OF_HOLD, hold_id)


def of_cause(kind: CauseKind, cause_id: str) -> list[Transfer]:
    """Return all transfers with one cause, oldest first."""
    return _all(_OF_CAUSES, kind.value, cause_id)


def reversed_of(transfer_id: str) -> Stars:
    """Return how much of a transfer was taken back by reversals."""
    return Stars(_sum("SELECT SUM(amount) FROM transfer WHERE reverses_id = ?", transfer_id))


def refunded_of(charge_id: str) -> Stars:
    """Return how much of a charge, named by its hold, was given back by refunds."""
    return Stars(_sum("SELECT SUM(amount) FROM transfer WHERE charge_id = ? AND kind = 'refund'", charge_id))


def given_back_of(charge_id: str) -> Stars:
    """Return how much of a charge, named by its hold, was refunded or made good, and not reversed since."""
    return Stars(_sum(_GIVEN, charge_id) - _sum(_GIVEN_REVERSED, charge_id))


def refunds_of(charge_id: str) -> int:
    """Return how many refunds a charge, named by its hold, has had."""
    return _sum("SELECT COUNT(*) FROM transfer WHERE charge_id = ? AND kind = 'refund'", charge_id)


def of_account(
    account: str, *, before_id: str | None = None, limit: int = 100, until: datetime | None = None
) -> list[Transfer]:
    """Return a page of an account's transfers, newest first, those before `before_id` and made by `until`."""
    latest = to_micros(until) if until else MAX_MICROS
    return _all(_OF_ACCOUNT, account, before_id or _AFTER_ALL_IDS, limit, latest)


def totals() -> Totals:
    """Return what is held in escrow and what all customers have."""
    customers = _scalar("SELECT COALESCE(SUM(balance), 0) FROM account WHERE id LIKE 'customer:%'")
    return Totals(held=balance("escrow"), customers=Stars(customers))


def _sum(sql: str, ident: str) -> int:
    return int(Row._meta.database.execute_sql(sql, (ident,)).fetchone()[0] or 0)


def _scalar(sql: str) -> int:
    return int(Row._meta.database.execute_sql(sql).fetchone()[0])


def _one(sql: str, *arguments: object) -> Transfer | None:
    found = _all(sql, *arguments)
    return found[0] if found else None


def _all(sql: str, *arguments: object) -> list[Transfer]:
    cursor = Row._meta.database.execute_sql(sql, arguments)
    return [
        Transfer(
            id=row[0],
            operation_id=row[1],
            kind=TransferKind(row[2]),
            debit=row[3],
            credit=row[4],
            amount=Stars(row[5]),
            cause_kind=CauseKind(row[6]),
            cause_id=row[7],
            actor=row[8],
            reason=row[9],
            ends_hold_id=row[10],
            reverses_id=row[11],
            charge_id=row[12],
            debit_after=Stars(row[13]),
            credit_after=Stars(row[14]),
            created_at=from_micros(row[15]),
        )
        for row in cursor.fetchall()
    ]
