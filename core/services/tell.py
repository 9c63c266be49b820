"""Who is told of an event: the one place that queues messages, in the transaction of their cause.

A message is a row of the outbox and nothing more, so no failure of sending can touch money or a training
(I12). It goes through the bot of the payment or training and no other; a bot without owner, group or error
channel tells nobody in their place (I14).
"""

from collections.abc import Callable, Mapping

from core.db import bot_store, ledger_store, outbox_store, people_store
from core.db.database import Tx
from core.domain import messages
from core.domain.attempts import Attempt
from core.domain.bots import Receiver
from core.domain.failures import FailureClass
from core.domain.ledger import Transfer, customer_account, customer_of
from core.domain.messages import MessageKind, stars_text
from core.domain.payments import Invoice, Payment, Verdict
from core.domain.people import Customer, Language
from core.domain.providers import ProviderEvent
from core.domain.refunds import Refund
from core.domain.retries import run_of
from core.domain.staff_messages import STAFF_TOLD, StaffKind, render_staff, verdict_text
from core.domain.trainings import Training
from core.gateways.telegram import split_text
from core.money import Stars

NOTHING = "—"

_WORDS_OF_VERDICT = {
    Verdict.UNDERPAID: MessageKind.PAYMENT_UNDERPAID,
    Verdict.LATE: MessageKind.PAYMENT_LATE,
}


def credited(tx: Tx, payment: Payment) -> None:
    """Tell of a completed payment: the payer, the bot's owner, its admin group (B15)."""
    kind = MessageKind.PLAN_BOUGHT if payment.plan else MessageKind.PAYMENT_CREDITED
    assert payment.customer_id is not None  # noqa: S101 - a CHECK of the table
    balance = ledger_store.balance(customer_account(payment.customer_id))
    facts = {"plan": payment.plan, "balance": stars_text(balance), "stars": stars_text(payment.stars)}
    payer(tx, payment, kind, sum=_sum(payment), **facts)
    _staff_of_payment(tx, payment, kind, event_key=f"{kind.value}:{payment.id}")


def quarantined(tx: Tx, payment: Payment, invoice: Invoice | None) -> None:
    """Tell of money that waits for a person: the payer if known and no test, and the error channel."""
    kind = _WORDS_OF_VERDICT.get(payment.verdict, MessageKind.PAYMENT_UNDER_REVIEW)
    if payment.verdict is not Verdict.TEST:
        payer(tx, payment, kind, sum=_sum(payment), wanted=str(invoice.amount) if invoice else "")
    _staff_of_payment(tx, payment, kind, event_key=f"quarantined:{payment.id}")


def conflict(tx: Tx, payment: Payment, event: ProviderEvent) -> None:
    """Raise the alarm: an external id that is known came with another sum, payer or invoice (T18)."""
    facts = _payment_facts(payment) | {"told": str(event.amount or NOTHING)}
    told = f"{event.amount}:{event.payer_id}:{event.invoice_number}"
    _staff(
        tx,
        payment.bot,
        Receiver.ERRORS,
        StaffKind.CONFLICT,
        f"conflict:{payment.id}:{told}",
        payment.customer_id,
        facts,
    )


def refunded(tx: Tx, payment: Payment, refund: Refund, taken: Stars) -> None:
    """Tell of money that went back: the payer and the owner."""
    if payment.customer_id is None:
        return
    kind = MessageKind.PAYMENT_REFUNDED
    event_key = f"refunded:{refund.id}"
    balance = stars_text(ledger_store.balance(customer_account(payment.customer_id)))
    facts = {"sum": str(refund.amount), "stars": stars_text(taken)}
    customer(tx, payment.customer_id, payment.bot, kind, event_key=event_key, balance=balance, **facts)
    _staff_of_payment(tx, payment, kind, event_key=event_key, **facts)


def balance_changed(tx: Tx, transfer: Transfer, *, because: Callable[[Language], str] | None = None) -> None:
    """Tell the customers on either side of a transfer how their balance changed and why.

    `because` gives the reason in the customer's language; without it they read the transfer's own.
    """
    for account in (transfer.debit, transfer.credit):
        customer_id = customer_of(account)
        if customer_id is None:
            continue
        found = people_store.customer(customer_id)
        if found is None:
            continue
        after = transfer.credit_after if transfer.credit == account else transfer.debit_after
        customer(
            tx,
            customer_id,
            "",
            MessageKind.BALANCE_CHANGED,
            event_key=f"balance:{transfer.id}",
            change=stars_text(transfer.effect_on(account)),
            balance=stars_text(after),
            reason=because(found.language) if because else transfer.reason,
        )


def training_ended(
    tx: Tx, training: Training, attempt: Attempt, kind: MessageKind, failure_class: FailureClass
) -> None:
    """Tell the customer how a training ended, and the error channel of a failure."""
    found = people_store.customer(training.customer_id)
    if found is None:
        return
    event_key = f"{kind.value}:{attempt.id}"
    balance = ledger_store.balance(customer_account(training.customer_id))
    customer(
        tx,
        training.customer_id,
        training.bot,
        kind,
        event_key=event_key,
        trigger_word=run_of(training, attempt).parameters.trigger_word,
        reason=messages.reason_text(failure_class, found.language),
        returned=messages.returned_text(attempt.price, balance, found.language),
    )
    for receiver, staff_kind in STAFF_TOLD.get(kind, ()):
        facts = {"model": training.model_name, "training": training.id, "verdict": failure_class.value}
        _staff(tx, training.bot, receiver, staff_kind, event_key, training.customer_id, facts)


def regression(tx: Tx, training: Training, group_id: str, failure: str, customers: int) -> None:
    """Raise the alarm in the error channel: one failure hits so many customers that Replicate is to blame."""
    facts = {"customers": customers, "failure": failure}
    event_key = f"regression:{group_id}:{tx.now.isoformat()}"
    _staff(tx, training.bot, Receiver.ERRORS, StaffKind.REGRESSION, event_key, None, facts)


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
    for key, text in _parts(event_key, messages.render(kind, found.language, facts)):
        outbox_store.add(
            tx, event_key=key, customer_id=customer_id, bot=bot or found.bot, kind=kind, text=text
        )


def _staff_of_payment(tx: Tx, payment: Payment, kind: MessageKind, *, event_key: str, **more: object) -> None:
    facts = _payment_facts(payment) | more
    for receiver, staff_kind in STAFF_TOLD.get(kind, ()):
        _staff(tx, payment.bot, receiver, staff_kind, event_key, payment.customer_id, facts)


def _staff(
    tx: Tx,
    bot_name: str,
    receiver: Receiver,
    kind: StaffKind,
    event_key: str,
    customer_id: int | None,
    facts: Mapping[str, object],
) -> None:
    """Queue a message to one of a bot's own people; a bot that has no such person tells nobody."""
    bot = bot_store.bot(bot_name)
    chat_id = bot.chat_of(receiver) if bot else None
    if bot is None or chat_id is None:
        return
    language = bot.language_of(receiver)
    who = people_store.customer(customer_id) if customer_id is not None else None
    told = {**facts, "customer": _name_of(who, customer_id)}
    if "verdict" in told:
        told["verdict"] = verdict_text(str(told["verdict"]), language)
    for key, text in _parts(event_key, render_staff(kind, language, told)):
        outbox_store.add_for_staff(
            tx,
            event_key=key,
            receiver=receiver,
            chat_id=chat_id,
            customer_id=customer_id,
            bot=bot.name,
            kind=kind,
            text=text,
        )


def _parts(event_key: str, text: str) -> list[tuple[str, str]]:
    """Return a text in pieces that Telegram takes, each under a key of its own; nearly always one."""
    pieces = split_text(text)
    return [(event_key if not place else f"{event_key}#{place + 1}", one) for place, one in enumerate(pieces)]


def _payment_facts(payment: Payment) -> dict[str, object]:
    return {
        "sum": _sum(payment),
        "mark": " · TEST" if payment.is_test else "",
        "stars": stars_text(payment.stars),
        "plan": payment.plan,
        "provider": payment.provider,
        "external_id": payment.external_id,
        "invoice": payment.invoice_number or NOTHING,
        "bot": payment.bot,
        "verdict": payment.verdict.value,
    }


def _sum(payment: Payment) -> str:
    return str(payment.amount or NOTHING)


def _name_of(who: Customer | None, customer_id: int | None) -> str:
    if who is None:
        return str(customer_id or NOTHING)
    username = f" @{who.username}" if who.username else ""
    return f"{who.name}{username} ({who.telegram_id})"
