"""Updates of the Bot API about Stars, and the lines of a bot's own list of transactions.

Which dialogue a customer is in never matters: a payment is found in whatever message carries it (B14).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.domain.providers import EventKind, PreCheckout, ProviderEvent, StatementLine
from core.errors import QT_TRANSLATE_NOOP, clause
from core.gateways.providers.fields import Fields, Wrong, invoice_number_or_none, minor_or_none

NAME = "telegram"
"""The provider's name in events."""

CURRENCY = "XTR"

_PAYMENT, _REFUND = "successful_payment", "refunded_payment"


def payment_id(bot: str, charge: str) -> str:
    """Return what names a payment for ever: charges are unique within a bot."""
    return f"{bot}:{charge}"


def events_of(update: Mapping[str, Any], bot: str, wrong: Wrong) -> list[ProviderEvent]:
    """Return the payment or the refund that an update carries; raises what `wrong` makes."""
    found: list[ProviderEvent] = []
    for name, message in update.items():
        if not isinstance(message, dict):
            continue
        fields = Fields(message, wrong, f"{name}.")
        if fields.has(_PAYMENT):
            found.append(_paid(fields, fields.fields(_PAYMENT), bot))
        if fields.has(_REFUND):
            found.append(_refunded(fields, fields.fields(_REFUND), bot))
    return found


def _paid(message: Fields, payment: Fields, bot: str) -> ProviderEvent:
    charge = payment.text("telegram_payment_charge_id")
    payer = _payer(message)
    is_first = _flag(payment, "is_first_recurring")
    is_recurring = is_first or _flag(payment, "is_recurring")
    until = payment.has("subscription_expiration_date")
    ends = payment.seconds("subscription_expiration_date").isoformat() if until else ""
    return ProviderEvent(
        provider=NAME,
        kind=EventKind.PAID,
        external_id=payment_id(bot, charge),
        invoice_number=invoice_number_or_none(payment.optional_text("invoice_payload")),
        amount=minor_or_none(_amount(payment), payment.text("currency")),
        payer_id=payer.id,
        payer_name=payer.name,
        payer_username=payer.username,
        payer_language=payer.language,
        bot=bot,
        paid_at=message.seconds("date") if message.has("date") else None,
        refund_key=charge,
        is_recurring=is_recurring,
        is_first_recurring=is_first,
        recurring_key=charge if is_first else "",
        detail=f"{payment.text('currency')[:16]}" + (f", until {ends}" if ends else ""),
    )


def _refunded(message: Fields, refund: Fields, bot: str) -> ProviderEvent:
    charge = refund.text("telegram_payment_charge_id")
    payer = _payer(message)
    return ProviderEvent(
        provider=NAME,
        kind=EventKind.REFUNDED,
        external_id=payment_id(bot, charge),
        refund_id=payment_id(bot, charge),  # a payment goes back whole or not at all, so once
        invoice_number=invoice_number_or_none(refund.optional_text("invoice_payload")),
        amount=minor_or_none(_amount(refund), refund.text("currency")),
        payer_id=payer.id,
        payer_name=payer.name,
        payer_username=payer.username,
        payer_language=payer.language,
        bot=bot,
        paid_at=message.seconds("date") if message.has("date") else None,
        refund_key=charge,
    )


def pre_checkout_of(update: Mapping[str, Any], bot: str, wrong: Wrong) -> PreCheckout | None:
    """Return the question before a payment, None if the update is about something else."""
    fields = Fields(update, wrong)
    if not fields.has("pre_checkout_query"):
        return None
    query = fields.fields("pre_checkout_query")
    payer = _person(query.optional_fields("from"))
    return PreCheckout(
        query_id=query.text("id"),
        bot=bot,
        payer_id=payer.id,
        payer_language=payer.language,
        amount=minor_or_none(_amount(query), query.text("currency")),
        invoice_number=invoice_number_or_none(query.optional_text("invoice_payload")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Payer:
    id: int | None = None
    name: str = ""
    username: str = ""
    language: str = ""


def _payer(message: Fields) -> _Payer:
    """Return who paid: the sender, else whose private chat it is; nobody if neither is told."""
    sender = _person(message.optional_fields("from"))
    if sender.id is not None:
        return sender
    chat = message.optional_fields("chat")
    return _person(chat) if chat.optional_text("type") == "private" else _Payer()


def _person(who: Fields) -> _Payer:
    number = who.integer("id") if who.has("id") else 0
    names = (who.optional_text("first_name"), who.optional_text("last_name"))
    return _Payer(
        id=number if 0 < number < 2**53 else None,
        name=" ".join(name for name in names if name),
        username=who.optional_text("username"),
        language=who.optional_text("language_code"),
    )


def _amount(payment: Fields) -> int:
    amount = payment.integer("total_amount")
    if not 0 < amount < 2**53:
        payment.refuse("total_amount", clause(QT_TRANSLATE_NOOP("Clause", "it is no sum")))
    return amount


def _flag(payment: Fields, name: str) -> bool:
    return payment.flag(name) if payment.has(name) else False


@dataclass(frozen=True, slots=True, kw_only=True)
class StarTransaction:
    """A payment of a customer to a bot, or what went back, as the bot's own list has it."""

    charge: str
    stars: int
    at: datetime
    is_refund: bool
    payer_id: int | None
    payer_name: str
    payload: str
    is_subscription: bool

    def line(self, bot: str) -> StatementLine:
        """Return this as a line of the statement of `bot`."""
        amount = minor_or_none(self.stars, CURRENCY)
        assert amount is not None  # noqa: S101 - XTR is one of our currencies
        return StatementLine(
            provider=NAME,
            external_id=payment_id(bot, self.charge),
            amount=amount,
            at=self.at,
            invoice_number=invoice_number_or_none(self.payload),
            is_refund=self.is_refund,
            payer_id=self.payer_id,
            payer_name=self.payer_name,
            purpose=self.payload,
        )

    def event(self, bot: str) -> ProviderEvent:
        """Return this as what an update would have told of it."""
        return ProviderEvent(
            provider=NAME,
            kind=EventKind.REFUNDED if self.is_refund else EventKind.PAID,
            external_id=payment_id(bot, self.charge),
            refund_id=payment_id(bot, self.charge) if self.is_refund else "",
            invoice_number=invoice_number_or_none(self.payload),
            amount=minor_or_none(self.stars, CURRENCY),
            payer_id=self.payer_id,
            payer_name=self.payer_name,
            bot=bot,
            paid_at=self.at,
            refund_key=self.charge,
            is_recurring=self.is_subscription,
        )


def transactions_of(page: Fields) -> Iterator[tuple[datetime, StarTransaction | None]]:
    """Yield the moment of each transaction of a page, and the transaction if it is a customer's.

    Withdrawals, advertising and gifts are none of ours.
    """
    for record in page.objects("transactions"):
        at = record.seconds("date")
        yield at.astimezone(UTC), _transaction(record, at)


def _transaction(record: Fields, at: datetime) -> StarTransaction | None:
    is_refund = record.has("receiver")
    partner = record.optional_fields("receiver" if is_refund else "source")
    kind = partner.optional_text("transaction_type")
    if partner.optional_text("type") != "user" or kind not in ("", "invoice_payment"):
        return None
    payer = _person(partner.optional_fields("user"))
    return StarTransaction(
        charge=record.text("id"),
        stars=record.integer("amount"),
        at=at,
        is_refund=is_refund,
        payer_id=payer.id,
        payer_name=payer.name,
        payload=partner.optional_text("invoice_payload"),
        is_subscription=partner.has("subscription_period"),
    )
