"""Statements: the ledger of one customer with the cause of each line, and the path to the balance."""

from collections.abc import Sequence
from datetime import datetime

from core.db import customer_store, ledger_store, statement_store
from core.db.database import Database
from core.domain.ledger import CauseKind, Transfer, customer_account
from core.domain.statement import BalancePath, OpenHold, Spent, StatementLine, line_of


class Statements:
    """Explains balances; it moves nothing."""

    def __init__(self, db: Database) -> None:
        """Work on an open database."""
        self._db = db

    async def page(
        self,
        customer_id: int,
        *,
        before_id: str | None = None,
        limit: int = 100,
        at: datetime | None = None,
    ) -> list[StatementLine]:
        """Return a page of the customer's lines, newest first, those before the transfer `before_id`.

        With `at` only those that had been made by that moment.
        """
        return await self._db.read(lambda: lines(customer_id, before_id, limit, at))

    async def why(self, customer_id: int, at: datetime | None = None) -> BalancePath:
        """Return why the balance is what it is, or was at a moment: the sums in and out, what is held."""
        return await self._db.read(lambda: path_to_balance(customer_id, at))

    async def spent(self, customer_id: int, at: datetime | None = None) -> tuple[Spent, ...]:
        """Return what each service cost the customer (S34)."""
        return await self._db.read(lambda: customer_store.spent(customer_id, at))


def lines(
    customer_id: int, before_id: str | None, limit: int, at: datetime | None = None
) -> list[StatementLine]:
    """Return a page of statement lines, newest first; inside somebody's transaction."""
    account = customer_account(customer_id)
    return explained(
        customer_id, ledger_store.of_account(account, before_id=before_id, limit=limit, until=at)
    )


def explained(customer_id: int, transfers: Sequence[Transfer]) -> list[StatementLine]:
    """Return transfers as lines of the customer's statement, with the training or payment behind each."""
    trained = statement_store.trainings_of_attempts(
        one.cause_id for one in transfers if one.cause_kind is CauseKind.ATTEMPT
    )
    paid = customer_store.payments_by_id(
        one.cause_id for one in transfers if one.cause_kind is CauseKind.PAYMENT
    )
    return [line_of(one, customer_id, trained.get(one.cause_id), paid.get(one.cause_id)) for one in transfers]


def path_to_balance(customer_id: int, at: datetime | None = None) -> BalancePath:
    """Return the sums that lead to a balance; inside somebody's transaction."""
    account = customer_account(customer_id)
    balance = ledger_store.balance(account) if at is None else customer_store.balance_at(customer_id, at)
    open_ids = customer_store.open_holds(customer_id, at)
    holds = ledger_store.by_ids(open_ids)
    shown = [holds[one] for one in open_ids]
    trained = statement_store.trainings_of_attempts(one.cause_id for one in shown)
    return BalancePath(
        balance=balance,
        sums=customer_store.sums(customer_id, at),
        held=customer_store.held(customer_id, at),
        holds=tuple(OpenHold(transfer=one, training=trained.get(one.cause_id)) for one in shown),
    )
