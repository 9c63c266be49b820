"""Comparing a provider's own books with ours.

Pure: statement lines at one side, payments, refunds, invoices and open rows of the inbox at the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from core.domain.differences import DifferenceKind, Found, moment_of
from core.domain.payments import Invoice, InvoiceStatus, Payment, PaymentStatus
from core.domain.providers import RefundState, StatementLine
from core.domain.refunds import Refund
from core.money import Money

DATE_TOLERANCE = timedelta(hours=36)
"""Statements name days of their own zone, and money is booked the day after it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What we know about some lines of a statement, read in one go."""

    payments: Mapping[str, Payment]
    """By the provider's id."""
    invoices: Mapping[int, Invoice]
    refunds: Mapping[str, Sequence[Refund]]
    """By our id of the payment."""
    moved: Mapping[str, int]
    """Hundredths of stars that the ledger moved to the customer, by our id of the payment."""
    paid_by: Mapping[int, str] = field(default_factory=dict)
    """For each invoice that was paid, the provider's id of the payment that paid it."""
    unsettled: Mapping[str, str] = field(default_factory=dict)
    """Ids of open rows of the inbox, by the provider's id they speak of."""


class Comparison:
    """Compares a statement chunk by chunk; it remembers only ids between them."""

    def __init__(self) -> None:
        """Begin without lines."""
        self._seen: set[str] = set()
        self._seen_refunds: dict[str, list[Money]] = {}
        self.compared = 0
        self.matched = 0

    def knows(self, external_id: str) -> bool:
        """Tell whether their books have a payment."""
        return external_id in self._seen

    def refunds_seen(self, external_id: str) -> Sequence[Money]:
        """Return the refunds of a payment their books have."""
        return self._seen_refunds.get(external_id, ())

    def lines(self, lines: Sequence[StatementLine], books: Books) -> Iterator[Found]:
        """Compare some lines and give what differs."""
        for line in lines:
            found = list(self._refund(line, books) if line.is_refund else self._payment(line, books))
            self.compared += 1
            self.matched += not found
            yield from found

    def _payment(self, line: StatementLine, books: Books) -> Iterator[Found]:
        if line.external_id in self._seen:
            yield _found(DifferenceKind.DOUBLE, line, books.payments.get(line.external_id))
            return
        self._seen.add(line.external_id)
        payment = books.payments.get(line.external_id)
        if payment is None:
            yield _unknown(line, books)
            return
        decided = _STATES.get(payment.status)
        if payment.is_test:
            yield _found(DifferenceKind.TEST, line, payment, ours="test")
        elif decided is not None:
            yield _found(decided, line, payment, ours=payment.verdict.value)
        yield from _facts(line, payment)
        yield from _ledger(line, payment, books)

    def _refund(self, line: StatementLine, books: Books) -> Iterator[Found]:
        earlier = self._seen_refunds.setdefault(line.external_id, [])
        earlier.append(line.amount)
        payment = books.payments.get(line.external_id)
        if payment is None:
            yield _found(DifferenceKind.REFUND_UNKNOWN_PAYMENT, line, None)
            return
        if _is_too_much(earlier, payment):
            yield _found(DifferenceKind.REFUND_DOUBLE, line, payment)
            return
        refunds = books.refunds.get(payment.id, ())
        # refunds have no name that both sides know: the n-th of a sum there is the n-th of that sum here
        nth = sum(1 for one in earlier if one == line.amount)
        same = [one for one in refunds if one.amount == line.amount]
        if any(one.is_open for one in same) and len(_confirmed(same)) < nth:
            yield _found(DifferenceKind.REFUND_PENDING_HERE, line, payment, ours=_open_word(same))
        elif len(_confirmed(same)) >= nth:
            return
        elif same and same[-1].status is RefundState.REFUSED:
            yield _found(DifferenceKind.REFUND_REFUSED_HERE, line, payment, ours=same[-1].detail)
        elif len(_confirmed(refunds)) >= len(earlier):
            yield _found(
                DifferenceKind.REFUND_AMOUNT, line, payment, ours=str(_confirmed(refunds)[-1].amount)
            )
        else:
            yield _found(DifferenceKind.REFUND_MISSING_HERE, line, payment)

    def only_ours(
        self, payments: Sequence[Payment], refunds: Mapping[str, Sequence[Refund]]
    ) -> Iterator[Found]:
        """Give what our books have of that time and theirs do not."""
        for payment in payments:
            if payment.external_id not in self._seen and not payment.is_test:
                yield _ours_only(DifferenceKind.MISSING_THERE, payment, str(payment.amount or ""))
            there = list(self.refunds_seen(payment.external_id))
            for refund in _confirmed(refunds.get(payment.id, ())):
                if refund.amount in there:
                    there.remove(refund.amount)
                elif there:  # another sum was told when its line was compared
                    there.pop()
                else:
                    yield _ours_only(DifferenceKind.REFUND_MISSING_THERE, payment, str(refund.amount))


_STATES = {
    PaymentStatus.QUARANTINED: DifferenceKind.QUARANTINED,
    PaymentStatus.REJECTED: DifferenceKind.REJECTED,
}
_OPEN_INVOICE = frozenset({InvoiceStatus.PENDING})
_CLOSED_INVOICE = frozenset({InvoiceStatus.FAILED, InvoiceStatus.CANCELLED, InvoiceStatus.EXPIRED})


def _unknown(line: StatementLine, books: Books) -> Found:
    """Return what a payment is that they have and we have not."""
    waiting = books.unsettled.get(line.external_id, "")
    if waiting:
        return _found(DifferenceKind.NOT_PROCESSED, line, None, inbox_id=waiting)
    invoice = books.invoices.get(line.invoice_number or 0)
    if invoice is None:
        return _found(DifferenceKind.NO_INVOICE, line, None)
    return _found(_unpaid_kind(line, invoice), line, None, ours=f"{invoice.amount} {invoice.status.value}")


def _unpaid_kind(line: StatementLine, invoice: Invoice) -> DifferenceKind:
    if invoice.provider != line.provider:
        return DifferenceKind.OTHER_PROVIDER
    if line.amount.currency != invoice.amount.currency:
        return DifferenceKind.WRONG_CURRENCY
    if line.amount != invoice.amount:
        return DifferenceKind.WRONG_SUM
    if invoice.status in _OPEN_INVOICE:
        return DifferenceKind.MISSING_HERE
    if invoice.is_recurring and invoice.status is InvoiceStatus.COMPLETED:
        return DifferenceKind.MISSING_HERE
    return DifferenceKind.LATE if invoice.status in _CLOSED_INVOICE else DifferenceKind.PAID_TWICE


def _facts(line: StatementLine, payment: Payment) -> Iterator[Found]:
    """Give what they say otherwise than we about a payment both know."""
    if payment.amount is not None and line.amount.currency != payment.amount.currency:
        yield _found(DifferenceKind.CURRENCY, line, payment, ours=str(payment.amount))
    elif line.amount != payment.amount:
        yield _found(DifferenceKind.AMOUNT, line, payment, ours=str(payment.amount or "—"))
    if line.invoice_number and payment.invoice_number and line.invoice_number != payment.invoice_number:
        theirs, ours = f"№ {line.invoice_number}", f"№ {payment.invoice_number}"
        yield _found(DifferenceKind.INVOICE, line, payment, theirs=theirs, ours=ours)
    if line.payer_id and payment.payer_id and line.payer_id != payment.payer_id:
        yield _found(
            DifferenceKind.PAYER, line, payment, theirs=str(line.payer_id), ours=str(payment.payer_id)
        )
    if line.fee is not None and payment.fee is not None and line.fee != payment.fee:
        yield _found(DifferenceKind.FEE, line, payment, theirs=str(line.fee), ours=str(payment.fee))
    if payment.paid_at is not None and abs(moment_of(line.at) - payment.paid_at) > _tolerance(line):
        theirs, ours = _day(moment_of(line.at)), _day(payment.paid_at)
        yield _found(DifferenceKind.DATE, line, payment, theirs=theirs, ours=ours)


def _ledger(line: StatementLine, payment: Payment, books: Books) -> Iterator[Found]:
    """Give where the ledger says otherwise than the payment."""
    if payment.status is not PaymentStatus.COMPLETED or not payment.stars:
        return
    moved = books.moved.get(payment.id)
    if moved is None:
        yield _found(DifferenceKind.NOT_CREDITED, line, payment, ours=str(payment.stars))
    elif moved != payment.stars.hundredths:
        yield _found(DifferenceKind.WRONG_STARS, line, payment, theirs=str(payment.stars), ours=_stars(moved))


def _found(
    kind: DifferenceKind,
    line: StatementLine,
    payment: Payment | None,
    *,
    theirs: str = "",
    ours: str = "",
    inbox_id: str = "",
) -> Found:
    return Found(
        kind=kind,
        external_id=line.external_id,
        line=line,
        payment_id=payment.id if payment else "",
        inbox_id=inbox_id or (payment.inbox_id if payment else ""),
        invoice_number=line.invoice_number or (payment.invoice_number if payment else None),
        theirs=theirs or str(line.amount),
        ours=ours,
    )


def _ours_only(kind: DifferenceKind, payment: Payment, ours: str) -> Found:
    return Found(
        kind=kind,
        external_id=payment.external_id,
        payment_id=payment.id,
        inbox_id=payment.inbox_id,
        invoice_number=payment.invoice_number,
        ours=ours,
    )


def _is_too_much(refunds: Sequence[Money], payment: Payment) -> bool:
    same = [one.minor for one in refunds if payment.amount and one.currency == payment.amount.currency]
    return payment.amount is not None and sum(same) > payment.amount.minor


def _confirmed(refunds: Sequence[Refund]) -> list[Refund]:
    return [one for one in refunds if one.status is RefundState.CONFIRMED]


def _open_word(refunds: Sequence[Refund]) -> str:
    return next(one.status.value for one in refunds if one.is_open)


def _tolerance(line: StatementLine) -> timedelta:
    return DATE_TOLERANCE if isinstance(line.at, datetime) else DATE_TOLERANCE + timedelta(hours=12)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def _stars(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d} ★"
