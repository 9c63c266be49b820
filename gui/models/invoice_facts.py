"""An invoice as facts in groups, for the details pane."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.payments import Invoice, InvoiceStatus
from core.services.payment_desk import InvoiceDetails
from gui import formats, texts
from gui.models import payment_words
from gui.models.payment_facts import fact, ident
from gui.widgets.fact_rows import Fact, FactGroup


def invoice_head(details: InvoiceDetails) -> str:
    """Return the one line of facts under an invoice's number."""
    invoice = details.invoice
    parts = [
        texts.invoice_word(invoice.status),
        details.customer.name,
        payment_words.provider_word(invoice.provider),
    ]
    if invoice.is_test:
        parts.append(QCoreApplication.translate("PaymentFacts", "test"))
    return " · ".join(parts)


def invoice_groups(details: InvoiceDetails, now: datetime) -> list[FactGroup]:
    """Return everything about an invoice in groups."""
    invoice = details.invoice
    return [
        FactGroup(caption=QCoreApplication.translate("PaymentFacts", "Terms"), facts=tuple(_terms(details))),
        FactGroup(
            caption=QCoreApplication.translate("PaymentFacts", "Time"), facts=tuple(_times(invoice, now))
        ),
        *_invoice_payments(details),
        FactGroup(
            caption=QCoreApplication.translate("PaymentFacts", "Ids"),
            facts=tuple(
                ident(label, value)
                for label, value in (
                    (QCoreApplication.translate("PaymentFacts", "Number"), str(invoice.number)),
                    (QCoreApplication.translate("PaymentFacts", "Customer"), str(invoice.customer_id)),
                    (QCoreApplication.translate("PaymentFacts", "Provider’s id"), invoice.external_ref),
                    (QCoreApplication.translate("PaymentFacts", "Bot"), invoice.bot),
                )
                if value
            ),
        ),
    ]


def _terms(details: InvoiceDetails) -> list[Fact]:
    invoice = details.invoice
    yes, no = (
        QCoreApplication.translate("PaymentFacts", "yes"),
        QCoreApplication.translate("PaymentFacts", "no"),
    )
    terms = [
        fact(QCoreApplication.translate("PaymentFacts", "Amount"), formats.money(invoice.amount)),
        fact(QCoreApplication.translate("PaymentFacts", "Stars"), formats.stars(invoice.stars)),
        fact(QCoreApplication.translate("PaymentFacts", "Product"), invoice.product),
        fact(QCoreApplication.translate("PaymentFacts", "Price list"), invoice.price_list),
        fact(
            QCoreApplication.translate("PaymentFacts", "Renews by itself"),
            yes if invoice.is_recurring else no,
        ),
    ]
    if invoice.plan:
        terms.insert(2, fact(QCoreApplication.translate("PaymentFacts", "Plan"), _invoice_plan(details)))
    if invoice.promo:
        terms.append(fact(QCoreApplication.translate("PaymentFacts", "Promo code"), invoice.promo))
    return terms


def _times(invoice: Invoice, now: datetime) -> list[Fact]:
    times = [
        fact(
            QCoreApplication.translate("PaymentFacts", "Made"), formats.short_moment(invoice.created_at, now)
        ),
        fact(QCoreApplication.translate("PaymentFacts", "By"), invoice.actor),
        fact(
            QCoreApplication.translate("PaymentFacts", "Payable until"),
            formats.short_moment(invoice.expires_at, now),
        ),
    ]
    if invoice.paid_at is not None:
        times.append(
            fact(
                QCoreApplication.translate("PaymentFacts", "Paid"), formats.short_moment(invoice.paid_at, now)
            )
        )
    if invoice.status is InvoiceStatus.PENDING and invoice.next_ask_at is not None:
        when = formats.short_moment(invoice.next_ask_at, now)
        times.append(fact(QCoreApplication.translate("PaymentFacts", "Asked next"), when))
    why = QCoreApplication.translate("PaymentFacts", "Why")
    if invoice.status is InvoiceStatus.PENDING:
        why = QCoreApplication.translate("PaymentFacts", "Provider says")
    if invoice.status_reason:
        times.append(fact(why, invoice.status_reason))
    return times


def _invoice_plan(details: InvoiceDetails) -> str:
    invoice = details.invoice
    plan = payment_words.plan_word(invoice.plan)
    if invoice.plan_days is None:
        return QCoreApplication.translate("PaymentFacts", "{plan}, without end").format(plan=plan)
    return QCoreApplication.translate("PaymentFacts", "{plan}, %n day(s)", "", invoice.plan_days).format(
        plan=plan
    )


def _invoice_payments(details: InvoiceDetails) -> list[FactGroup]:
    if not details.payments:
        return []
    facts = [
        fact(texts.payment_word(one.status), f"{formats.money(one.amount)} · {one.external_id}")
        for one in details.payments
    ]
    return [FactGroup(caption=QCoreApplication.translate("PaymentFacts", "Payments"), facts=tuple(facts))]
