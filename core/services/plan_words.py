"""Words to customers about their plans, in their language, in the transaction of the cause."""

from datetime import datetime

from core.db import ledger_store, people_store
from core.db.database import Tx
from core.domain.ledger import customer_account
from core.domain.messages import MessageKind, moment_text, stars_text, until_text
from core.domain.people import Customer
from core.errors import NotFound
from core.money import ZERO, Stars
from core.services import price_lists, tell


def say(
    tx: Tx,
    customer_id: int,
    bot: str,
    kind: MessageKind,
    *,
    event_key: str,
    plan: str,
    until: datetime | None = None,
    is_span: bool = True,
    next_plan: str = "",
    stars: Stars = ZERO,
    **facts: object,
) -> None:
    """Tell a customer about a plan once for each `event_key`; `is_span` makes "until …" of the moment."""
    found = people_store.customer(customer_id)
    if found is None:
        return
    language = found.language
    moment = until_text(until, language) if is_span or until is None else moment_text(until, language)
    tell.customer(
        tx,
        customer_id,
        bot,
        kind,
        event_key=event_key,
        plan=title(tx, plan, found),
        next_plan=title(tx, next_plan, found) if next_plan else "",
        until=moment,
        stars=stars_text(stars),
        balance=stars_text(ledger_store.balance(customer_account(customer_id))),
        **facts,
    )


def title(tx: Tx, plan: str, customer: Customer) -> str:
    """Return a plan's name in the customer's language; one that no list knows is called by its key."""
    try:
        return price_lists.plan_of(plan, tx.now).title[customer.language.value]
    except NotFound:
        return plan
