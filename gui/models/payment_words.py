"""The words for invoices, payments and refunds: states, verdicts, and what each verdict asks of a person."""

from PySide6.QtCore import QCoreApplication

from core.domain.payments import InvoiceStatus, PaymentKind, PaymentStatus, Verdict
from gui import assets, texts
from gui.widgets.cells import Pill

VERDICTS = tuple(Verdict)
"""Every verdict, for who offers them to choose from."""


def status_pill(status: PaymentStatus) -> Pill:
    """Return the state of a payment as colour, icon and word."""
    look = assets.state_look(status.value)
    return Pill(texts.payment_word(status), look.tone, look.icon)


def invoice_pill(status: InvoiceStatus) -> Pill:
    """Return the state of an invoice as colour, icon and word."""
    look = assets.state_look(status.value)
    return Pill(texts.invoice_word(status), look.tone, look.icon)


def verdict_word(verdict: Verdict) -> str:
    """Return in two or three words what the rules said of money that arrived."""
    return {
        Verdict.CREDIT: QCoreApplication.translate("PaymentWords", "as asked"),
        Verdict.TEST: QCoreApplication.translate("PaymentWords", "test money"),
        Verdict.UNKNOWN_INVOICE: QCoreApplication.translate("PaymentWords", "unknown invoice"),
        Verdict.PROVIDER: QCoreApplication.translate("PaymentWords", "another provider"),
        Verdict.BOT: QCoreApplication.translate("PaymentWords", "another bot"),
        Verdict.CURRENCY: QCoreApplication.translate("PaymentWords", "other currency"),
        Verdict.PAYER: QCoreApplication.translate("PaymentWords", "somebody else paid"),
        Verdict.UNDERPAID: QCoreApplication.translate("PaymentWords", "too little"),
        Verdict.OVERPAID: QCoreApplication.translate("PaymentWords", "too much"),
        Verdict.DUPLICATE: QCoreApplication.translate("PaymentWords", "paid twice"),
        Verdict.LATE: QCoreApplication.translate("PaymentWords", "too late"),
    }[verdict]


def verdict_sentence(verdict: Verdict) -> str:
    """Return why money was not credited by itself and what usually helps."""
    return {
        Verdict.CREDIT: QCoreApplication.translate(
            "PaymentWords", "It matched its invoice and was credited by itself."
        ),
        Verdict.TEST: QCoreApplication.translate(
            "PaymentWords", "A test payment; this house takes none. Reject it: no real money came."
        ),
        Verdict.UNKNOWN_INVOICE: QCoreApplication.translate(
            "PaymentWords",
            "It names no invoice of ours. Credit it on the terms of one made for it, or send it back.",
        ),
        Verdict.PROVIDER: QCoreApplication.translate(
            "PaymentWords",
            "The invoice was made for another provider. Check who paid, then credit or send back.",
        ),
        Verdict.BOT: QCoreApplication.translate(
            "PaymentWords", "It came through another bot than the invoice. Check, then credit or send back."
        ),
        Verdict.CURRENCY: QCoreApplication.translate(
            "PaymentWords",
            "It is in another currency than the invoice. Credit another product or send it back.",
        ),
        Verdict.PAYER: QCoreApplication.translate(
            "PaymentWords", "Somebody else than the invoice’s customer paid. Ask both before crediting."
        ),
        Verdict.UNDERPAID: QCoreApplication.translate(
            "PaymentWords", "Less came than the invoice asks for. Credit it all the same, or send it back."
        ),
        Verdict.OVERPAID: QCoreApplication.translate(
            "PaymentWords", "More came than the invoice asks for. Credit the product, or send it back."
        ),
        Verdict.DUPLICATE: QCoreApplication.translate(
            "PaymentWords", "The invoice was paid before. Sending this payment back is the usual answer."
        ),
        Verdict.LATE: QCoreApplication.translate(
            "PaymentWords",
            "It came after the invoice was over. Credit it on the invoice’s terms or send it back.",
        ),
    }[verdict]


def kind_word(kind: PaymentKind) -> str:
    """Return what a payment bought."""
    return {
        PaymentKind.TOPUP: QCoreApplication.translate("PaymentWords", "Stars"),
        PaymentKind.PLAN_PURCHASE: QCoreApplication.translate("PaymentWords", "Plan"),
        PaymentKind.UNKNOWN: QCoreApplication.translate("PaymentWords", "not known"),
    }[kind]


def plan_word(plan: str) -> str:
    """Return a plan's name as customers know it; one we have no name for is shown by its key."""
    return {
        "neurophoto": QCoreApplication.translate("PaymentWords", "NeuroPhoto"),
        "neurovideo": QCoreApplication.translate("PaymentWords", "NeuroVideo"),
        "neuroblogger": QCoreApplication.translate("PaymentWords", "NeuroBlogger"),
        "neurotester": QCoreApplication.translate("PaymentWords", "NeuroTester"),
        "test": QCoreApplication.translate("PaymentWords", "test plan"),
    }.get(plan, plan)


_PROVIDERS = {
    "robokassa": "Robokassa",
    "telegram": "Telegram Stars",
    "yookassa": "YooKassa",
    "stripe": "Stripe",
    "cryptopay": "Crypto Pay",
    "ton": "TON",
}


def provider_word(provider: str) -> str:
    """Return a provider's own name; bank and manual have a word in each language."""
    words = {
        "bank": QCoreApplication.translate("PaymentWords", "Bank transfer"),
        "manual": QCoreApplication.translate("PaymentWords", "By hand"),
    }
    return words.get(provider) or _PROVIDERS.get(provider, provider)
