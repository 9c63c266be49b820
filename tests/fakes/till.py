"""Invoices and money for tests, said in one line each; everything goes through the functions of core."""

from dataclasses import replace

from core.db.database import Tx
from core.domain.payments import Invoice, Payment
from core.domain.providers import EventKind, ProviderEvent, RefundState
from core.ids import new_id
from core.money import Money
from core.services import invoices, refunds
from core.services.invoices import InvoiceRequest
from core.services.process_payment import Processed, process_payment


def invoice(
    tx: Tx,
    customer_id: int,
    product: str = "stars.217",
    currency: str = "RUB",
    *,
    provider: str = "robokassa",
    is_recurring: bool = False,
) -> Invoice:
    """Make an invoice on the list in force."""
    asked = InvoiceRequest(
        operation_id=new_id(),
        customer_id=customer_id,
        provider=provider,
        product=product,
        currency=currency,
        is_recurring=is_recurring,
    )
    return invoices.create(tx, asked, actor="Olga", may_sell_tests=True)


def paid(made: Invoice, **change: object) -> ProviderEvent:
    """Return the provider's word that an invoice was paid as asked; `change` says what is otherwise."""
    event = ProviderEvent(
        provider=made.provider,
        kind=EventKind.PAID,
        external_id=f"shop:{made.number}",
        invoice_number=made.number,
        amount=made.amount,
        payer_id=made.customer_id if made.provider == "telegram" else None,
        bot=made.bot if made.provider == "telegram" else "",
        refund_key=f"key-{made.number}",
    )
    return replace(event, **change)  # type: ignore[arg-type]


def pay(tx: Tx, made: Invoice, *, takes_tests: bool = False, **change: object) -> Processed:
    """Let the money of an invoice arrive."""
    return process_payment(tx, paid(made, **change), "robokassa", takes_tests=takes_tests)


def give_back(tx: Tx, payment: Payment, amount: Money) -> None:
    """Refund money of a payment, confirmed by the provider."""
    asked = refunds.request(
        tx, payment, operation_id=new_id(), amount=amount, actor="Olga", reason="asked for by the customer"
    )
    refunds.end(tx, asked, RefundState.CONFIRMED, provider_ref=new_id(), actor="Olga")
