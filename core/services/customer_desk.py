"""The whole story of one customer, as it is or as it was at a past moment (N11: the time machine).

Everything is computed from facts that are only ever added. `at` None is now; a moment leaves out what came
after it and undoes, for the eye, what changed after it. Nothing is ever written here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.clock import Clock
from core.db import (
    customer_store,
    ledger_store,
    people_store,
    period_store,
    refund_store,
    training_store,
    training_table_store,
)
from core.db.database import Database
from core.domain import customer_papers
from core.domain import customer_story as story
from core.domain.customer_story import START, Cursor, CustomerEvent, Deed, Source, Taken, Words
from core.domain.ledger import customer_account
from core.domain.payments import Payment
from core.domain.people import Customer, Language
from core.domain.periods import Facts
from core.domain.refunds import Debt
from core.domain.subscriptions import Standing, timeline
from core.domain.training_views import TrainingFilter, TrainingRow
from core.errors import NotFound
from core.money import ZERO, Stars
from core.services import statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Who a customer is and how they stand; `at` is the moment it speaks of, None for now."""

    customer: Customer
    balance: Stars
    held: Stars
    plan: Standing
    debts: tuple[Debt, ...]
    """Open debts only."""
    at: datetime | None

    @property
    def owed(self) -> Stars:
        """Return what the customer owes in stars."""
        return sum((one.stars for one in self.debts), start=ZERO)


class CustomerDesk:
    """Reads everything about one customer."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on an open database."""
        self._db = db
        self._clock = clock

    async def dossier(self, customer_id: int, at: datetime | None = None) -> Dossier:
        """Return who the customer is, the balance, the plan and the debts.

        Raises:
            NotFound: there is no such customer.
        """
        now = self._clock.now()
        return await self._db.read(lambda: dossier(customer_id, at, now))

    async def plan_facts(self, customer_id: int, at: datetime | None = None) -> Facts:
        """Return what the customer's plan follows from, as far as it was known."""
        return await self._db.read(lambda: _facts(customer_id, at))

    async def story(
        self, customer_id: int, *, before: Cursor | None = None, limit: int = 100, at: datetime | None = None
    ) -> list[CustomerEvent]:
        """Return a page of everything that happened, newest first, those after the cursor `before`."""
        return await self._db.read(lambda: _story(customer_id, before or START, limit, at))

    async def payments(
        self,
        customer_id: int,
        *,
        before_id: str | None = None,
        limit: int = 100,
        at: datetime | None = None,
    ) -> list[Payment]:
        """Return a page of the customer's payments, newest first."""
        return await self._db.read(lambda: _payments(customer_id, before_id, limit, at))

    async def trainings(
        self,
        customer_id: int,
        *,
        before_id: str | None = None,
        limit: int = 100,
        at: datetime | None = None,
    ) -> list[TrainingRow]:
        """Return a page of the customer's trainings, newest first."""
        return await self._db.read(lambda: _trainings(customer_id, before_id, limit, at))

    async def messages(
        self,
        customer_id: int,
        *,
        before_id: str | None = None,
        limit: int = 100,
        at: datetime | None = None,
    ) -> list[Words]:
        """Return a page of the messages to the customer, newest first."""
        return await self._db.read(lambda: _messages(customer_id, before_id, limit, at))

    async def deeds(
        self,
        customer_id: int,
        *,
        before_seq: int | None = None,
        limit: int = 100,
        at: datetime | None = None,
    ) -> list[Deed]:
        """Return a page of what was done to the customer and to what is theirs, newest first."""
        return await self._db.read(
            lambda: customer_store.deeds(
                customer_id, before_seq=before_seq, limit=limit, until=at, is_whole=True
            )
        )

    async def balance_answer(
        self, customer_id: int, language: Language | None = None, at: datetime | None = None
    ) -> str:
        """Return a neutral text that explains the balance, in the customer’s language if none is named.

        Raises:
            NotFound: there is no such customer.
        """
        moment = at or self._clock.now()

        def read() -> str:
            customer = _known(customer_id)
            path = statements.path_to_balance(customer_id, at)
            newest = statements.lines(customer_id, None, customer_papers.SHOWN_LINES, at)
            return customer_papers.balance_answer(language or customer.language, path, newest, moment)

        return await self._db.read(read)

    async def receipt(self, customer_id: int, transfer_id: str, language: Language | None = None) -> str:
        """Return the receipt of one operation of the customer (S37).

        Raises:
            NotFound: there is no such customer, or the operation is not theirs.
        """

        def read() -> str:
            customer = _known(customer_id)
            transfer = ledger_store.by_id(transfer_id)
            account = customer_account(customer_id)
            if transfer is None or account not in (transfer.debit, transfer.credit):
                raise NotFound(kind="transfer", ident=transfer_id)
            line = statements.explained(customer_id, [transfer])[0]
            return customer_papers.receipt(language or customer.language, line)

        return await self._db.read(read)


def _known(customer_id: int) -> Customer:
    customer = people_store.customer(customer_id)
    if customer is None:
        raise NotFound(kind="customer", ident=customer_id)
    return customer


def dossier(customer_id: int, at: datetime | None, now: datetime) -> Dossier:
    """Return who a customer is and how they stand; inside somebody's transaction."""
    customer = _known(customer_id)
    account = customer_account(customer_id)
    return Dossier(
        customer=customer,
        balance=ledger_store.balance(account) if at is None else customer_store.balance_at(customer_id, at),
        held=customer_store.held(customer_id, at),
        plan=timeline(_facts(customer_id, at)).at(at or now),
        debts=_debts(customer_id, at),
        at=at,
    )


def _facts(customer_id: int, at: datetime | None) -> Facts:
    facts = period_store.facts(customer_id)
    return facts if at is None else facts.known_at(at)


def _debts(customer_id: int, at: datetime | None) -> tuple[Debt, ...]:
    known = refund_store.debts_of(customer_id)
    if at is not None:
        known = [story.debt_at(one, at) for one in known if one.created_at <= at]
    return tuple(one for one in known if one.status == "open")


def _payments(customer_id: int, before_id: str | None, limit: int, at: datetime | None) -> list[Payment]:
    found = customer_store.payments(customer_id, before_id=before_id, limit=limit, until=at)
    return _payments_at(found, at)


def _payments_at(found: list[Payment], at: datetime | None) -> list[Payment]:
    if at is None:
        return found
    refunds = customer_store.refunds_of(one.id for one in found)
    return [story.payment_at(one, refunds.get(one.id, ()), at) for one in found]


def _trainings(customer_id: int, before_id: str | None, limit: int, at: datetime | None) -> list[TrainingRow]:
    wanted = TrainingFilter(customer_id=customer_id, made_until=at)
    found = training_table_store.page(wanted, before_id=before_id, limit=limit)
    if at is None:
        return found
    return [story.training_at(row, training_store.story(row.id), at) for row in found]


def _messages(customer_id: int, before_id: str | None, limit: int, at: datetime | None) -> list[Words]:
    found = customer_store.words(customer_id, before_id=before_id, limit=limit, until=at)
    return found if at is None else [story.words_at(one, at) for one in found]


def _story(customer_id: int, before: Cursor, limit: int, at: datetime | None) -> list[CustomerEvent]:
    lists = {
        Source.TRANSFER: _taken_lines(customer_id, before.of(Source.TRANSFER), limit, at),
        Source.PAYMENT: _taken_payments(customer_id, before.of(Source.PAYMENT), limit, at),
        Source.INVOICE: _taken_invoices(customer_id, before.of(Source.INVOICE), limit, at),
        Source.TRAINING: [
            Taken(key=one.id, at=one.created_at, record=one)
            for one in _trainings(customer_id, before.of(Source.TRAINING), limit, at)
        ],
        Source.PERIOD: _taken_periods(customer_id, before.of(Source.PERIOD), limit, at),
        Source.MESSAGE: [
            Taken(key=one.id, at=one.created_at, record=one)
            for one in _messages(customer_id, before.of(Source.MESSAGE), limit, at)
        ],
        Source.DEED: _taken_deeds(customer_id, before.of(Source.DEED), limit, at),
    }
    return story.woven(lists, before, limit)


def _taken_lines(customer_id: int, before: str | None, limit: int, at: datetime | None) -> list[Taken]:
    found = statements.lines(customer_id, before, limit, at)
    return [Taken(key=one.transfer.id, at=one.transfer.created_at, record=one) for one in found]


def _taken_payments(customer_id: int, before: str | None, limit: int, at: datetime | None) -> list[Taken]:
    found = customer_store.payments(customer_id, before_id=before, limit=limit, until=at, is_story=True)
    return [Taken(key=one.id, at=one.created_at, record=one) for one in _payments_at(found, at)]


def _taken_invoices(customer_id: int, before: str | None, limit: int, at: datetime | None) -> list[Taken]:
    number = int(before) if before else None
    found = customer_store.invoices(customer_id, before=number, limit=limit, until=at)
    return [Taken(key=str(one.number), at=one.created_at, record=one) for one in found]


def _taken_deeds(customer_id: int, before: str | None, limit: int, at: datetime | None) -> list[Taken]:
    seq = int(before) if before else None
    found = customer_store.deeds(customer_id, before_seq=seq, limit=limit, until=at)
    return [Taken(key=str(one.seq), at=one.at, record=one) for one in found]


def _taken_periods(customer_id: int, before: str | None, limit: int, at: datetime | None) -> list[Taken]:
    """Periods are few, so all of them are read and the page is cut here."""
    moves = story.period_moves(_facts(customer_id, at).periods)
    taken: Iterable[Taken] = (Taken(key=one.id, at=one.at, record=one) for one in moves)
    found = list(taken)
    if before is not None:
        place = next((place for place, one in enumerate(found) if one.key == before), -1)
        found = found[place + 1 :]
    return found[:limit]
