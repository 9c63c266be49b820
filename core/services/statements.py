"""Statements: the ledger of one customer with the cause of each line."""

from core.db import ledger_store, statement_store
from core.db.database import Database
from core.domain.ledger import CauseKind, customer_account
from core.domain.statement import StatementLine, line_of


class Statements:
    """Explains balances; it moves nothing."""

    def __init__(self, db: Database) -> None:
        """Work on an open database."""
        self._db = db

    async def page(
        self, customer_id: int, *, before_id: str | None = None, limit: int = 100
    ) -> list[StatementLine]:
        """Return a page of the customer's lines, newest first, those before the transfer `before_id`."""
        return await self._db.read(lambda: _page(customer_id, before_id, limit))


def _page(customer_id: int, before_id: str | None, limit: int) -> list[StatementLine]:
    transfers = ledger_store.of_account(customer_account(customer_id), before_id=before_id, limit=limit)
    paid = statement_store.trainings_of_attempts(
        one.cause_id for one in transfers if one.cause_kind is CauseKind.ATTEMPT
    )
    return [line_of(one, customer_id, paid.get(one.cause_id)) for one in transfers]
