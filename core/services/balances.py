"""Balances: how much, why, and their changes by hand, which all go through `services/deeds.py`."""

from core.db import ledger_store
from core.db.database import Database
from core.domain import deeds
from core.domain.adjustments import Adjustment
from core.domain.deeds import DeedKind
from core.domain.ledger import Transfer, customer_account
from core.domain.people import Operator
from core.money import Stars
from core.services.deeds import Deeds
from core.services.payments import known_customer


class Payments:
    """Balances, their explanation, and changes of a balance by hand."""

    def __init__(self, db: Database, deeds: Deeds) -> None:
        """Work on an open database; whatever moves stars is done by `deeds`."""
        self._db = db
        self._deeds = deeds

    async def balance(self, customer_id: int) -> Stars:
        """Return the customer's balance.

        Raises:
            NotFound: there is no such customer; never zero instead (TE6).
        """
        return await self._db.read(lambda: _known_balance(customer_id))

    async def ledger(
        self, customer_id: int, *, before_id: str | None = None, limit: int = 100
    ) -> list[Transfer]:
        """Return a page of the customer's transfers, newest first, each with the balance after it."""
        account = customer_account(customer_id)
        return await self._db.read(lambda: ledger_store.of_account(account, before_id=before_id, limit=limit))

    async def transfer(self, transfer_id: str) -> Transfer | None:
        """Return one transfer, or none."""
        return await self._db.read(lambda: ledger_store.by_id(transfer_id))

    async def credit(self, adjustment: Adjustment, operator: Operator) -> Transfer:
        """Give stars without money (category BONUS) and tell the customer.

        Raises:
            CapExceeded: a second person has to agree; `core.deeds.do` asks for that.
            NotAllowed, NotFound, InputError, OperationMismatch: nothing was done.
        """
        return await self._adjust(DeedKind.CREDIT, adjustment, operator)

    async def debit(self, adjustment: Adjustment, operator: Operator) -> Transfer:
        """Take stars back and tell the customer.

        Raises:
            CapExceeded: a second person has to agree; `core.deeds.do` asks for that.
            NotAllowed, NotFound, InputError, NotEnoughStars, OperationMismatch: nothing was done.
        """
        return await self._adjust(DeedKind.DEBIT, adjustment, operator)

    async def reverse(
        self, transfer_id: str, *, operation_id: str, reason: str, operator: Operator
    ) -> Transfer:
        """Undo a transfer by the contrary one that names it, once, and tell the customer.

        Raises:
            CapExceeded: a second person has to agree; `core.deeds.do` asks for that.
            NotAllowed, NotFound, InputError, AlreadyDone, NotEnoughStars: nothing was done.
        """
        deed = deeds.reverse(operation_id=operation_id, transfer_id=transfer_id, reason=reason)
        return _transfer((await self._deeds.do_alone(deed, operator)).made)

    async def _adjust(self, kind: DeedKind, asked: Adjustment, operator: Operator) -> Transfer:
        return _transfer((await self._deeds.do_alone(asked.deed(kind), operator)).made)


def _transfer(made: object) -> Transfer:
    assert isinstance(made, Transfer)  # noqa: S101 - what the rules of these kinds make
    return made


def _known_balance(customer_id: int) -> Stars:
    return ledger_store.balance(customer_account(known_customer(customer_id).telegram_id))
