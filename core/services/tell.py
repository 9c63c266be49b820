"""Words to customers about money, written with their cause in the caller's transaction."""

from core.db import outbox_store, people_store
from core.db.database import Tx
from core.domain import messages
from core.domain.messages import MessageKind
from core.domain.payments import Payment


def payer(tx: Tx, payment: Payment, kind: MessageKind, **facts: object) -> None:
    """Tell the payer about a payment, once for each kind of message, through the bot of the payment."""
    if payment.customer_id is not None:
        customer(tx, payment.customer_id, payment.bot, kind, event_key=f"{kind.value}:{payment.id}", **facts)


def customer(
    tx: Tx, customer_id: int, bot: str, kind: MessageKind, *, event_key: str, **facts: object
) -> None:
    """Tell a customer, in the customer's language, through `bot`, else through the customer's own."""
    found = people_store.customer(customer_id)
    if found is None:
        return
    outbox_store.add(
        tx,
        event_key=event_key,
        customer_id=customer_id,
        bot=bot or found.bot,
        kind=kind,
        text=messages.render(kind, found.language, facts),
    )
