"""The global search: one box for ids, names, numbers of invoices and charges, amounts and dates (N18).

It says how the words were understood, finds by index only, and returns a few of each kind: who wants all
goes to the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from core.clock import Clock, day_start
from core.db import people_store, search_store
from core.db.database import Database
from core.db.search_store import PaymentQuery
from core.domain.payments import Invoice, Payment
from core.domain.people import Customer
from core.domain.search_words import Meaning, MeaningKind, Term, understand
from core.domain.training_views import TrainingRow

SHOWN = 8
"""So many of each kind are shown."""
_NARROWING = 10
"""So many customers narrow a payment by their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBy:
    """A payment or an invoice with the name of its customer, empty where nobody knows."""

    record: Payment | Invoice
    customer: Customer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, and how its words were read: first the readings that found something."""

    text: str
    understood: tuple[Meaning, ...]
    customers: tuple[Customer, ...] = ()
    payments: tuple[PaidBy, ...] = ()
    invoices: tuple[PaidBy, ...] = ()
    trainings: tuple[TrainingRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was found."""
        return not (self.customers or self.payments or self.invoices or self.trainings)


class Search:
    """Finds anything by anything one knows of it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on an open database."""
        self._db = db
        self._clock = clock

    async def find(self, text: str) -> Found:
        """Return what `text` finds, at most a few of each kind, the likeliest and newest first."""
        today = self._clock.now().astimezone().date()
        terms = understand(text, today)
        return await self._db.read(lambda: find(text, terms))


def find(text: str, terms: tuple[Term, ...]) -> Found:
    """Return what the terms find together; inside somebody's transaction."""
    if not terms:
        return Found(text=text, understood=())
    hunt = _Hunt()
    if len(terms) == 1:
        for meaning in terms[0].meanings:
            hunt.one(meaning)
    else:
        hunt.together(terms)
    understood = [one for term in terms for one in term.meanings]
    understood.sort(key=lambda one: one not in hunt.useful)
    return Found(
        text=text,
        understood=tuple(understood),
        customers=tuple(hunt.customers.values())[:SHOWN],
        payments=_with_customers(hunt.payments.values()),
        invoices=_with_customers(hunt.invoices.values()),
        trainings=tuple(hunt.trainings.values())[:SHOWN],
    )


class _Hunt:
    """Gathers what is found, each once and in the order in which it was found."""

    def __init__(self) -> None:
        self.customers: dict[int, Customer] = {}
        self.payments: dict[str, Payment] = {}
        self.invoices: dict[int, Invoice] = {}
        self.trainings: dict[str, TrainingRow] = {}
        self.useful: list[Meaning] = []

    def one(self, meaning: Meaning) -> None:
        """Look for one meaning alone."""
        before = self._size()
        match meaning.kind:
            case MeaningKind.TELEGRAM_ID | MeaningKind.USERNAME | MeaningKind.NAME:
                self._take_customers(customers_of(meaning, SHOWN))
            case MeaningKind.INVOICE:
                self._take_invoices(search_store.invoice_by_number(meaning.number))
                self._take_payments(search_store.payments_of_invoice(meaning.number, SHOWN))
            case MeaningKind.EXTERNAL_ID:
                self._take_payments(search_store.payments_by_external(meaning.text, SHOWN))
                self._take_invoices(search_store.invoices_by_ref(meaning.text))
                self._take_trainings(search_store.trainings_by_id(meaning.text))
            case MeaningKind.TRAINING_ID:
                self._take_trainings(search_store.trainings_by_id(meaning.text))
            case MeaningKind.AMOUNT:
                self._take_money(PaymentQuery(amounts=meaning.amounts))
            case MeaningKind.DATE:
                self._take_money(_on_day(PaymentQuery(), meaning))
        if self._size() > before:
            self.useful.append(meaning)

    def together(self, terms: tuple[Term, ...]) -> None:
        """Look for what is everything that the terms say: whose, how much, when; or any one exact id."""
        wanted, useful = PaymentQuery(), []
        for term in terms:
            reading = _reading_of(term)
            if reading is None:
                self._exact(term)
                continue
            narrowed = _narrowed(wanted, reading)
            if narrowed is not None:
                wanted = narrowed
                useful.append(reading)
        if not useful:
            return
        before = self._size()
        self._take_money(wanted)
        if wanted.is_of_customers:
            self._take_customers(_customers_with(wanted.customer_ids))
        if self._size() > before:
            self.useful += useful

    def _exact(self, term: Term) -> None:
        for meaning in term.meanings:
            self.one(meaning)

    def _size(self) -> int:
        return len(self.customers) + len(self.payments) + len(self.invoices) + len(self.trainings)

    def _take_money(self, wanted: PaymentQuery) -> None:
        self._take_payments(search_store.payments(wanted, SHOWN))
        self._take_invoices(search_store.invoices(wanted, SHOWN))

    def _take_customers(self, found: Iterable[Customer]) -> None:
        self.customers |= {one.telegram_id: one for one in found if one.telegram_id not in self.customers}

    def _take_payments(self, found: Iterable[Payment]) -> None:
        self.payments |= {one.id: one for one in found if one.id not in self.payments}

    def _take_invoices(self, found: Iterable[Invoice]) -> None:
        self.invoices |= {one.number: one for one in found if one.number not in self.invoices}

    def _take_trainings(self, found: Iterable[TrainingRow]) -> None:
        self.trainings |= {one.id: one for one in found if one.id not in self.trainings}


def customers_of(meaning: Meaning, limit: int) -> list[Customer]:
    """Return the customers that a meaning names."""
    match meaning.kind:
        case MeaningKind.TELEGRAM_ID:
            return search_store.customer_by_id(meaning.number)
        case MeaningKind.USERNAME:
            return search_store.customers_by_username(meaning.text, limit)
        case MeaningKind.NAME:
            return search_store.customers_by_name(meaning.text, limit)
        case _:
            return []


_WHOSE = (MeaningKind.TELEGRAM_ID, MeaningKind.USERNAME, MeaningKind.NAME)


def _reading_of(term: Term) -> Meaning | None:
    """Return how a term narrows others: as a sum or a day, else as the customer it really names."""
    sums_and_days = term.of(MeaningKind.AMOUNT, MeaningKind.DATE)
    whose = [one for kind in _WHOSE for one in term.of(kind)]
    named = next((one for one in whose if customers_of(one, 1)), None)
    if named is not None and (named.kind is MeaningKind.TELEGRAM_ID or not sums_and_days):
        return named
    return next(iter([*sums_and_days, *whose]), None)


def _narrowed(wanted: PaymentQuery, meaning: Meaning) -> PaymentQuery | None:
    """Return the query with one more condition; none if it has one of that kind."""
    if meaning.kind is MeaningKind.AMOUNT:
        return None if wanted.amounts else replace(wanted, amounts=meaning.amounts)
    if meaning.kind is MeaningKind.DATE:
        return None if wanted.since else _on_day(wanted, meaning)
    if wanted.is_of_customers:
        return None
    found = tuple(one.telegram_id for one in customers_of(meaning, _NARROWING))
    return replace(wanted, customer_ids=found, is_of_customers=True)


def _on_day(wanted: PaymentQuery, meaning: Meaning) -> PaymentQuery:
    assert meaning.day is not None  # noqa: S101 - a date has its day
    return replace(wanted, since=day_start(meaning.day), until=day_start(meaning.day + timedelta(days=1)))


def _customers_with(ids: Iterable[int]) -> list[Customer]:
    found = (people_store.customer(one) for one in list(ids)[:SHOWN])
    return [one for one in found if one is not None]


def _with_customers(records: Iterable[Payment | Invoice]) -> tuple[PaidBy, ...]:
    shown = list(records)[:SHOWN]
    ids = {one.customer_id for one in shown if one.customer_id is not None}
    known = {one: people_store.customer(one) for one in ids}
    return tuple(
        PaidBy(record=one, customer=known.get(one.customer_id) if one.customer_id else None) for one in shown
    )
