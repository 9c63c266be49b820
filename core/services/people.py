"""Customers and operators."""

import re
from dataclasses import dataclass, replace

from core.db import audit_store, ledger_store, people_store
from core.db.database import Database, Tx
from core.domain.ledger import customer_account
from core.domain.people import MAX_TELEGRAM_ID, Customer, CustomerDraft, Operator, Permission, Role
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, RuleError, clause
from core.money import Stars
from core.services import operators
from core.services.rights import allowed

_USERNAME = re.compile(r"[A-Za-z0-9_]{3,32}")
FIRST_OPERATOR = "Admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """A customer with the balance, as lists and pickers show them."""

    customer: Customer
    balance: Stars


class People:
    """Who buys and who works here."""

    def __init__(self, db: Database) -> None:
        """Work on an open database."""
        self._db = db

    async def first_operator(self, name: str = FIRST_OPERATOR) -> Operator:
        """Return the operator at this desk; the very first start makes an admin called `name`.

        Raises:
            RuleError: there are operators, but every one of them was switched off.
        """

        def write(tx: Tx) -> Operator:
            known = people_store.operators()
            active = [one for one in known if one.is_active]
            if active:
                return next((one for one in active if one.name == name), active[0])
            if known:
                raise RuleError(
                    problem=clause(
                        QT_TRANSLATE_NOOP("Clause", "every operator of this database was switched off")
                    )
                )
            return operators.make(tx, name, Role.ADMIN, actor="system", reason="first start")

        return await self._db.write(write)

    async def add_operator(self, name: str, role: Role, operator: Operator) -> Operator:
        """Make another operator, who has no password yet (`Operators.add` gives one).

        Raises:
            NotAllowed, InputError, AlreadyDone: nobody was made.
        """
        operator = await allowed(self._db, operator, Permission.MANAGE_OPERATORS)

        def write(tx: Tx) -> Operator:
            return operators.make(tx, name, role, actor=operator.name)

        return await self._db.write(write)

    async def add_customer(self, draft: CustomerDraft, operator: Operator) -> Customer:
        """Make a customer known by the Telegram id.

        Raises:
            NotAllowed, InputError, AlreadyDone: nobody was made.
        """
        operator = await allowed(self._db, operator, Permission.EDIT_CUSTOMER)
        clean = _checked(draft)

        def write(tx: Tx) -> Customer:
            if people_store.customer(clean.telegram_id) is not None:
                raise AlreadyDone(
                    problem=clause(
                        QT_TRANSLATE_NOOP("Clause", "customer {telegram_id} exists"),
                        telegram_id=clean.telegram_id,
                    )
                )
            people_store.add_customer(tx, clean)
            audit_store.add(
                tx,
                actor=operator.name,
                action="customer.add",
                subject_kind="customer",
                subject_id=clean.telegram_id,
                after={"username": clean.username, "bot": clean.bot},
            )
            return _known(clean.telegram_id)

        return await self._db.write(write)

    async def customer(self, telegram_id: int) -> CustomerCard:
        """Return one customer with the balance.

        Raises:
            NotFound: there is none.
        """
        return await self._db.read(lambda: _card(_known(telegram_id)))

    async def find_customers(
        self, text: str, *, before_id: int | None = None, limit: int = 100
    ) -> list[CustomerCard]:
        """Return a page of customers found by id, @name or name, newest first."""

        def read() -> list[CustomerCard]:
            found = people_store.find_customers(text, before_id=before_id, limit=limit)
            have = ledger_store.balances(customer_account(one.telegram_id) for one in found)
            return [
                CustomerCard(customer=one, balance=have[customer_account(one.telegram_id)]) for one in found
            ]

        return await self._db.read(read)

    async def count_customers(self) -> int:
        """Return how many customers there are."""
        return await self._db.read(people_store.count_customers)


def _card(customer: Customer) -> CustomerCard:
    return CustomerCard(
        customer=customer, balance=ledger_store.balance(customer_account(customer.telegram_id))
    )


def _known(telegram_id: int) -> Customer:
    customer = people_store.customer(telegram_id)
    if customer is None:
        raise NotFound(kind="customer", ident=telegram_id)
    return customer


def _checked(draft: CustomerDraft) -> CustomerDraft:
    if not 0 < draft.telegram_id <= MAX_TELEGRAM_ID:
        raise InputError(
            field="telegram_id",
            value=draft.telegram_id,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "a positive 64-bit number is needed")),
        )
    username = draft.username.strip().removeprefix("@")
    if username and _USERNAME.fullmatch(username) is None:
        raise InputError(
            field="username",
            value=draft.username,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "3 to 32 Latin letters, digits or “_” are needed")),
        )
    if not draft.bot.strip():
        raise InputError(
            field="bot",
            value=draft.bot,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "name the customer’s bot; there is no default")),
        )
    return replace(
        draft,
        username=username,
        bot=draft.bot.strip(),
        first_name=draft.first_name.strip(),
        last_name=draft.last_name.strip(),
    )
