"""The only inserts that move stars. Imported by `services/payments.py` and nothing else.

Plain SQL, so that what happens to money can be read word by word. Called inside an open write transaction;
BEGIN IMMEDIATE makes "read the balance, then change it" atomic, and the CHECK on `account` is the last guard.
"""

from core.db import ledger_store
from core.db.database import Tx
from core.db.tables import Account, to_micros
from core.domain.ledger import Transfer, TransferDraft, has_floor
from core.errors import NotEnoughStars, OperationMismatch
from core.ids import new_id
from core.money import Stars

_OPEN_ACCOUNT = "INSERT INTO account (id, has_floor, balance) VALUES (?, ?, 0) ON CONFLICT (id) DO NOTHING"
_BALANCE = "SELECT balance FROM account WHERE id = ?"
_MOVE = "UPDATE account SET balance = balance + ? WHERE id = ? RETURNING balance"
_INSERT = """
INSERT INTO transfer (id, operation_id, kind, debit_id, credit_id, amount, cause_kind, cause_id, actor,
    reason, ends_hold_id, reverses_id, charge_id, debit_after, credit_after, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def post(tx: Tx, draft: TransferDraft) -> tuple[Transfer, bool]:
    """Make the transfer, or return the one already made by the same operation id.

    Returns:
        The transfer, and whether it is new.

    Raises:
        OperationMismatch: the operation id was used with other arguments.
        NotEnoughStars: the debit account has a floor and too small a balance.
    """
    done = ledger_store.by_operation(draft.operation_id)
    if done is not None:
        if not done.matches(draft):
            raise OperationMismatch(operation_id=draft.operation_id)
        return done, False
    for account in (draft.debit, draft.credit):
        _run(_OPEN_ACCOUNT, account, int(has_floor(account)))
    _require_balance(draft)
    amount = draft.amount.hundredths
    debit_after = _run(_MOVE, -amount, draft.debit)
    credit_after = _run(_MOVE, amount, draft.credit)
    transfer = Transfer(
        id=new_id(),
        operation_id=draft.operation_id,
        kind=draft.kind,
        debit=draft.debit,
        credit=draft.credit,
        amount=draft.amount,
        cause_kind=draft.cause_kind,
        cause_id=draft.cause_id,
        actor=draft.actor,
        reason=draft.reason,
        ends_hold_id=draft.ends_hold_id,
        reverses_id=draft.reverses_id,
        charge_id=draft.charge_id,
        debit_after=Stars(debit_after),
        credit_after=Stars(credit_after),
        created_at=tx.now,
    )
    _insert(transfer)
    tx.changed("ledger", draft.debit, draft.credit)
    return transfer, True


def _require_balance(draft: TransferDraft) -> None:
    if has_floor(draft.debit):
        have = _run(_BALANCE, draft.debit)
        if have < draft.amount.hundredths:
            raise NotEnoughStars(have=Stars(have), need=draft.amount)


def _insert(transfer: Transfer) -> None:
    _run(
        _INSERT,
        transfer.id,
        transfer.operation_id,
        transfer.kind.value,
        transfer.debit,
        transfer.credit,
        transfer.amount.hundredths,
        transfer.cause_kind.value,
        transfer.cause_id,
        transfer.actor,
        transfer.reason,
        transfer.ends_hold_id,
        transfer.reverses_id,
        transfer.charge_id,
        transfer.debit_after.hundredths,
        transfer.credit_after.hundredths,
        to_micros(transfer.created_at),
    )


def _run(sql: str, *arguments: object) -> int:
    """Run one statement; return the number it answers with, 0 if it answers with none."""
    row = Account._meta.database.execute_sql(sql, arguments).fetchone()
    return int(row[0]) if row else 0
