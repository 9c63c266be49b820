"""Money of the demo: top-ups and plans that were paid, money that a person must decide, refunds, invoices.

Everything is told by providers' events and goes through `process_payment`, with the moments of the past.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.container import Core
from core.db import ledger_store
from core.db.database import Tx
from core.domain.ledger import customer_account
from core.domain.payments import Invoice, Payment
from core.domain.people import CustomerDraft
from core.domain.providers import EventKind, ProviderEvent, RefundState
from core.ids import new_id
from core.money import Money, Stars
from core.services import invoices, refunds
from core.services.invoices import InvoiceRequest
from core.services.process_payment import process_payment

_WAYS = (("robokassa", "RUB"),) * 6 + (("telegram", "XTR"),) * 3 + (("yookassa", "RUB"), ("stripe", "USD"))
_PACKS = {
    "RUB": (("stars.434", 434), ("stars.869", 869), ("stars.2173", 2173)),
    "USD": (("stars.434", 434), ("stars.869", 869), ("stars.2173", 2173)),
    "XTR": (("xtr.500", 500), ("xtr.1000", 1000), ("xtr.2000", 2000)),
}
_PLANS = ("plan.neurophoto",) * 5 + ("plan.neurovideo",) * 3 + ("plan.neuroblogger",)
_SHOP = "demo"
PLANS, ENDED, LATEST = 30, 3, 22
_OPERATOR = "system"


def top_up(tx: Tx, draft: CustomerDraft, price: Stars, rng: random.Random) -> None:
    """Let a customer who has too few stars buy a pack that is enough, some a larger one."""
    if ledger_store.balance(customer_account(draft.telegram_id)).hundredths >= price.hundredths:
        return
    provider, currency = rng.choice(_WAYS)
    enough = [key for key, stars in _PACKS[currency] if Stars.of(stars).hundredths >= price.hundredths]
    buy(tx, draft, rng.choice(enough[:2] or [_PACKS[currency][-1][0]]), provider, currency, rng)


def buy(
    tx: Tx,
    draft: CustomerDraft,
    product: str,
    provider: str,
    currency: str,
    rng: random.Random,
    **change: object,
) -> Payment | None:
    """Make an invoice and let its money arrive; `change` says what the provider tells otherwise."""
    made = offer(tx, draft, product, provider, currency)
    event = _paid(tx, made, rng)
    done = process_payment(tx, replace(event, **change), provider, takes_tests=False)  # type: ignore[arg-type]
    return done.payment


def offer(tx: Tx, draft: CustomerDraft, product: str, provider: str, currency: str) -> Invoice:
    """Make an invoice in the past."""
    asked = InvoiceRequest(
        operation_id=new_id(),
        customer_id=draft.telegram_id,
        provider=provider,
        product=product,
        currency=currency,
    )
    made_at = Tx(now=tx.now - timedelta(minutes=4), changes=tx.changes)
    return invoices.create(made_at, asked, actor=_OPERATOR, may_sell_tests=True)


def buy_plans(tx: Tx, drafts: Sequence[CustomerDraft], rng: random.Random, now: datetime) -> None:
    """Let some customers buy plans: a few that have ended since, the others that run for days to come."""
    for place, draft in enumerate(drafts[:PLANS]):
        days = 34 + 4 * place if place < ENDED else LATEST * (1 - place / PLANS)
        then = Tx(now=now - timedelta(days=days, minutes=7), changes=tx.changes)
        provider, currency = rng.choice(_WAYS)
        buy(then, draft, rng.choice(_PLANS), provider, currency, rng)


def leave_to_a_person(tx: Tx, drafts: Sequence[CustomerDraft], rng: random.Random, now: datetime) -> None:
    """Let money arrive that no rule credits, one payment of each kind, in the last days."""
    who = iter(drafts)

    def days_ago(days: float) -> Tx:
        return Tx(now=now - timedelta(days=days), changes=tx.changes)

    buy(days_ago(0.1), next(who), "stars.869", "robokassa", "RUB", rng, amount=Money.parse("1900.00", "RUB"))
    buy(days_ago(0.6), next(who), "stars.434", "yookassa", "RUB", rng, amount=Money.parse("1500.00", "RUB"))
    buy(days_ago(1.2), next(who), "stars.434", "stripe", "USD", rng, amount=Money.parse("9.20", "EUR"))
    buy(days_ago(2.3), next(who), "stars.217", "robokassa", "RUB", rng, is_test=True)
    buy(days_ago(3.1), next(who), "stars.434", "robokassa", "RUB", rng, invoice_number=900_001)
    twice = next(who)
    first = buy(days_ago(4.0), twice, "stars.434", "robokassa", "RUB", rng)
    if first is not None and first.amount is not None:
        again = _event(
            "robokassa", f"{_SHOP}:again:{first.invoice_number}", first.invoice_number, first.amount
        )
        process_payment(days_ago(3.9), again, "robokassa", takes_tests=False)
    late = next(who)
    over = offer(days_ago(5.0), late, "stars.217", "robokassa", "RUB")
    process_payment(
        days_ago(4.9),
        replace(_paid(tx, over, rng), kind=EventKind.FAILED, detail="the card was refused"),
        "robokassa",
        takes_tests=False,
    )
    process_payment(days_ago(4.2), _paid(tx, over, rng), "robokassa", takes_tests=False)


def give_back(tx: Tx, drafts: Sequence[CustomerDraft], rng: random.Random, now: datetime) -> None:
    """Refund some payments: whole, in part, refused, and one whose end is not known."""
    ends = (RefundState.CONFIRMED, RefundState.CONFIRMED, RefundState.REFUSED, RefundState.UNKNOWN)
    for place, (draft, end) in enumerate(zip(drafts, ends, strict=False)):
        paid_at = Tx(now=now - timedelta(days=9 - place, hours=3), changes=tx.changes)
        payment = buy(paid_at, draft, "stars.869", "robokassa", "RUB", rng)
        if payment is None or payment.amount is None:
            continue
        amount = Money(payment.amount.minor // 4, "RUB") if place == 1 else payment.amount
        asked_at = Tx(now=paid_at.now + timedelta(hours=5), changes=tx.changes)
        refund = refunds.request(
            asked_at,
            payment,
            operation_id=new_id(),
            amount=amount,
            actor=_OPERATOR,
            reason="The customer asked for it",
        )
        detail = "NotEnoughOperationFunds" if end is RefundState.REFUSED else ""
        refunds.end(asked_at, refund, end, provider_ref=new_id(), detail=detail, actor=_OPERATOR)


async def offer_two(core: Core) -> None:
    """Make two invoices for real, so that there is something to pay."""
    cards = await core.people.find_customers("", limit=4)
    for card, product, provider in zip(
        cards[2:], ("stars.434", "plan.neurophoto"), ("robokassa", "yookassa"), strict=False
    ):
        asked = InvoiceRequest(
            operation_id=new_id(),
            customer_id=card.customer.telegram_id,
            provider=provider,
            product=product,
            currency="RUB",
        )
        await core.invoices.create(asked, core.operator)


def _paid(tx: Tx, made: Invoice, rng: random.Random) -> ProviderEvent:
    """Return the word of its provider that an invoice was paid as asked."""
    ident = {
        "robokassa": f"{_SHOP}:{made.number}",
        "telegram": f"{made.bot}:{rng.randbytes(16).hex()}",
        "stripe": f"pi_{rng.randbytes(12).hex()}",
    }.get(made.provider, rng.randbytes(12).hex())
    event = _event(made.provider, ident, made.number, made.amount)
    if made.provider == "telegram":
        event = replace(event, payer_id=made.customer_id, bot=made.bot)
    return replace(event, paid_at=tx.now, refund_key=ident.rpartition(":")[2])


def _event(provider: str, external_id: str, number: int | None, amount: Money) -> ProviderEvent:
    return ProviderEvent(
        provider=provider,
        kind=EventKind.PAID,
        external_id=external_id,
        invoice_number=number,
        amount=amount,
    )
