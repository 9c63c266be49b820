"""A payment as facts in groups, for the details pane."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.payments import Payment, PaymentStatus
from core.domain.refunds import Refund
from core.services.payment_desk import PaymentDetails
from gui import formats, texts
from gui.models import payment_words
from gui.widgets.fact_rows import Fact, FactGroup


def payment_head(details: PaymentDetails) -> str:
    """Return the one line of facts under a payment's name."""
    payment = details.payment
    parts = [
        texts.payment_word(payment.status),
        details.row.customer_name or QCoreApplication.translate("PaymentFacts", "nobody knows who"),
        payment_words.provider_word(payment.provider),
    ]
    if payment.is_test:
        parts.append(QCoreApplication.translate("PaymentFacts", "test"))
    return " · ".join(parts)


def payment_groups(details: PaymentDetails, now: datetime) -> list[FactGroup]:
    """Return everything about a payment in groups."""
    groups = [_money(details, now), _gave(details)]
    if details.refunds:
        groups += [_refund(one, now) for one in details.refunds]
    if details.debts:
        groups.append(_debts(details))
    groups.append(_ids(details.payment))
    if details.payment.decided_at is not None:
        groups.append(_decision(details.payment, now))
    return groups


def _money(details: PaymentDetails, now: datetime) -> FactGroup:
    payment, invoice = details.payment, details.invoice
    facts = [
        fact(
            QCoreApplication.translate("PaymentFacts", "Verdict"), payment_words.verdict_word(payment.verdict)
        ),
        fact(QCoreApplication.translate("PaymentFacts", "Amount"), formats.money(payment.amount)),
    ]
    if invoice is not None and invoice.amount != payment.amount:
        facts.append(
            fact(
                QCoreApplication.translate("PaymentFacts", "Invoice asks for"), formats.money(invoice.amount)
            )
        )
    if payment.fee is not None:
        facts.append(fact(QCoreApplication.translate("PaymentFacts", "Fee"), formats.money(payment.fee)))
    if payment.refunded is not None and payment.refunded.minor:
        facts.append(
            fact(QCoreApplication.translate("PaymentFacts", "Went back"), formats.money(payment.refunded))
        )
    if payment.paid_at is not None:
        facts.append(
            fact(
                QCoreApplication.translate("PaymentFacts", "Paid"), formats.short_moment(payment.paid_at, now)
            )
        )
    if payment.detail:
        facts.append(fact(QCoreApplication.translate("PaymentFacts", "Provider says"), payment.detail))
    return FactGroup(caption=QCoreApplication.translate("PaymentFacts", "Money"), facts=tuple(facts))


def _gave(details: PaymentDetails) -> FactGroup:
    payment = details.payment
    facts = [fact(QCoreApplication.translate("PaymentFacts", "Stars"), _stars_words(payment))]
    if payment.plan:
        facts.append(fact(QCoreApplication.translate("PaymentFacts", "Plan"), _plan_words(details)))
    for transfer in details.transfers:
        change = transfer.effect_on(transfer.credit)
        facts.append(
            Fact(
                label=texts.transfer_word(transfer.kind),
                value=f"{formats.stars(change)} · {transfer.id[-8:]}",
            )
        )
    if payment.customer_id is not None:
        facts.append(
            fact(QCoreApplication.translate("PaymentFacts", "Balance now"), formats.stars(details.balance))
        )
    facts.append(
        fact(QCoreApplication.translate("PaymentFacts", "Messages"), formats.count(len(details.messages)))
    )
    return FactGroup(caption=QCoreApplication.translate("PaymentFacts", "What it did"), facts=tuple(facts))


def _stars_words(payment: Payment) -> str:
    amount = formats.stars(payment.stars)
    if payment.transfer_id is not None:
        return QCoreApplication.translate("PaymentFacts", "{amount} credited").format(amount=amount)
    if payment.status is PaymentStatus.QUARANTINED and payment.stars:
        return QCoreApplication.translate("PaymentFacts", "{amount} if credited").format(amount=amount)
    return QCoreApplication.translate("PaymentFacts", "none credited")


def _plan_words(details: PaymentDetails) -> str:
    plan, period = payment_words.plan_word(details.payment.plan), details.period
    if period is None:
        return plan
    if period.closed_at is not None:
        return QCoreApplication.translate("PaymentFacts", "{plan}, closed").format(plan=plan)
    if period.days is None:
        return QCoreApplication.translate("PaymentFacts", "{plan}, without end").format(plan=plan)
    return QCoreApplication.translate("PaymentFacts", "{plan}, %n day(s)", "", period.days).format(plan=plan)


def _refund(refund: Refund, now: datetime) -> FactGroup:
    facts = [
        fact(QCoreApplication.translate("PaymentFacts", "State"), texts.refund_word(refund.status)),
        fact(QCoreApplication.translate("PaymentFacts", "Amount"), formats.money(refund.amount)),
        fact(QCoreApplication.translate("PaymentFacts", "Reason"), refund.reason),
        fact(QCoreApplication.translate("PaymentFacts", "By"), refund.actor),
    ]
    if refund.stars_back:
        facts.append(
            fact(
                QCoreApplication.translate("PaymentFacts", "Stars taken back"),
                formats.stars(refund.stars_back),
            )
        )
    if refund.is_open and refund.next_ask_at is not None:
        left = formats.short_moment(refund.next_ask_at, now)
        facts.append(fact(QCoreApplication.translate("PaymentFacts", "Next try"), left))
    if refund.detail:
        facts.append(fact(QCoreApplication.translate("PaymentFacts", "Provider says"), refund.detail))
    if refund.provider_ref:
        facts.append(ident(QCoreApplication.translate("PaymentFacts", "Refund id"), refund.provider_ref))
    when = formats.short_moment(refund.created_at, now)
    caption = QCoreApplication.translate("PaymentFacts", "Refund, {when}").format(when=when)
    return FactGroup(caption=caption, facts=tuple(facts))


def _debts(details: PaymentDetails) -> FactGroup:
    words = {
        "open": QCoreApplication.translate("PaymentFacts", "open"),
        "paid": QCoreApplication.translate("PaymentFacts", "paid"),
        "forgiven": QCoreApplication.translate("PaymentFacts", "forgiven"),
    }
    facts = [fact(words.get(debt.status, debt.status), formats.stars(debt.stars)) for debt in details.debts]
    return FactGroup(caption=QCoreApplication.translate("PaymentFacts", "Debt"), facts=tuple(facts))


def _ids(payment: Payment) -> FactGroup:
    rows = (
        (QCoreApplication.translate("PaymentFacts", "Provider’s id"), payment.external_id),
        (QCoreApplication.translate("PaymentFacts", "Refund key"), payment.refund_key),
        (QCoreApplication.translate("PaymentFacts", "Recurring key"), payment.recurring_key),
        (QCoreApplication.translate("PaymentFacts", "Invoice"), str(payment.invoice_number or "")),
        (QCoreApplication.translate("PaymentFacts", "Customer"), str(payment.customer_id or "")),
        (QCoreApplication.translate("PaymentFacts", "Payer"), str(payment.payer_id or "")),
        (QCoreApplication.translate("PaymentFacts", "Bot"), payment.bot),
        (QCoreApplication.translate("PaymentFacts", "Transfer"), payment.transfer_id or ""),
        (QCoreApplication.translate("PaymentFacts", "Our id"), payment.id),
    )
    return FactGroup(
        caption=QCoreApplication.translate("PaymentFacts", "Ids"),
        facts=tuple(ident(label, value) for label, value in rows if value),
    )


def _decision(payment: Payment, now: datetime) -> FactGroup:
    assert payment.decided_at is not None  # noqa: S101 - asked for payments that were decided only
    return FactGroup(
        caption=QCoreApplication.translate("PaymentFacts", "Decision"),
        facts=(
            fact(QCoreApplication.translate("PaymentFacts", "By"), payment.decided_by),
            fact(QCoreApplication.translate("PaymentFacts", "Reason"), payment.decision_reason),
            fact(
                QCoreApplication.translate("PaymentFacts", "When"),
                formats.short_moment(payment.decided_at, now),
            ),
        ),
    )


def fact(label: str, value: str) -> Fact:
    """Return a fact in words."""
    return Fact(label=label, value=value)


def ident(label: str, value: str) -> Fact:
    """Return an id that can be copied."""
    return Fact(label=label, value=value, is_copied=True, is_mono=True)
