"""Messages to customers and staff: written with their cause, taken one by one by the sender.

States: waiting → sending → sent. A crash or a lost answer while sending leaves `uncertain`; the sender
repeats it once, because saying it twice is better than never. `undeliverable` (blocked) and `failed` (refused
for good, or uncertain a second time) stay visible and can be sent again by hand.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from peewee import fn

from core.db import turns
from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Outbox
from core.domain.bots import Receiver
from core.domain.messages import MessageKind
from core.domain.staff_messages import StaffKind
from core.ids import new_id


class OutboxStatus(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"


DUE = (OutboxStatus.WAITING.value, OutboxStatus.UNCERTAIN.value)
NEED_A_PERSON = frozenset({OutboxStatus.FAILED, OutboxStatus.UNDELIVERABLE})
CHANNEL = "telegram"
_NOT_SENT = tuple(status.value for status in OutboxStatus if status is not OutboxStatus.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one chat through one bot; `text` is Telegram HTML.

    `customer_id` is whom it is about: the one in the chat, or for staff the customer of the event, if any.
    """

    id: str
    event_key: str
    receiver: Receiver
    customer_id: int | None
    chat_id: int
    bot: str
    kind: MessageKind | StaffKind
    text: str
    status: OutboxStatus
    tries: int
    next_at: datetime
    error: str
    created_at: datetime
    sent_at: datetime | None

    @property
    def may_be_resent(self) -> bool:
        """Tell whether an operator may have it sent again: it did not arrive, or perhaps did not."""
        return may_be_resent(self.status)


def may_be_resent(status: OutboxStatus) -> bool:
    """Tell whether a message in this state may be sent once more by hand."""
    return status in NEED_A_PERSON or status is OutboxStatus.UNCERTAIN


def add(tx: Tx, *, event_key: str, customer_id: int, bot: str, kind: MessageKind, text: str) -> None:
    """Queue a message to a customer; a second one for the same event is dropped, so a repeat tells nobody."""
    _add(tx, event_key, Receiver.CUSTOMER, customer_id, customer_id, bot, kind, text)


def add_for_staff(
    tx: Tx,
    *,
    event_key: str,
    receiver: Receiver,
    chat_id: int,
    customer_id: int | None,
    bot: str,
    kind: StaffKind,
    text: str,
) -> None:
    """Queue a message to an owner, a group or an error channel, once for the event and receiver."""
    _add(tx, event_key, receiver, customer_id, chat_id, bot, kind, text)


def _add(
    tx: Tx,
    event_key: str,
    receiver: Receiver,
    customer_id: int | None,
    chat_id: int,
    bot: str,
    kind: MessageKind | StaffKind,
    text: str,
) -> None:
    Outbox.insert(
        id=new_id(),
        event_key=event_key,
        receiver=receiver.value,
        channel=CHANNEL,
        customer_id=customer_id,
        chat_id=chat_id,
        bot=bot,
        kind=kind.value,
        text=text,
        status=OutboxStatus.WAITING.value,
        tries=0,
        next_at=tx.now,
        error="",
        created_at=tx.now,
    ).on_conflict_ignore().execute()
    tx.changed("outbox")


def due(now: datetime, *, without_bots: Collection[str] = (), limit: int = 100) -> list[Message]:
    """Return messages to send now, oldest first and at most one a chat, so each chat keeps its order."""
    open_states = (*DUE, OutboxStatus.SENDING.value)
    older = Outbox.alias()
    has_older = older.select(older.id).where(
        older.chat_id == Outbox.chat_id, older.id < Outbox.id, older.status.in_(open_states)
    )
    # A message never tried waits for nothing: its moment only seems to come if the clock went back since.
    is_time = turns.has_come(Outbox.next_at, now) | (Outbox.tries == 0)
    query = Outbox.select().where(Outbox.status.in_(DUE), is_time, ~fn.EXISTS(has_older))
    if without_bots:
        query = query.where(Outbox.bot.not_in(list(without_bots)))
    return [_message(row) for row in query.order_by(Outbox.id).limit(limit)]


def claim(tx: Tx, message_id: str) -> bool:
    """Begin to send a message; returns False if another sender was quicker, who has the say now."""
    query = Outbox.update(status=OutboxStatus.SENDING.value, tries=Outbox.tries + 1, error="", next_at=tx.now)
    is_ours = bool(query.where(Outbox.id == message_id, Outbox.status.in_(DUE)).execute())
    if is_ours:
        tx.changed("outbox")
    return is_ours


def mark(
    tx: Tx,
    message_id: str,
    status: OutboxStatus,
    *,
    error: str = "",
    next_at: datetime | None = None,
    telegram_id: int | None = None,
) -> None:
    """Move a message on. `telegram_id` is Telegram's id of the delivered message."""
    values: dict[str, object] = {"status": status.value, "error": error, "next_at": next_at or tx.now}
    if status is OutboxStatus.SENT:
        values |= {"sent_at": tx.now, "message_id": telegram_id}
    Outbox.update(values).where(Outbox.id == message_id).execute()
    tx.changed("outbox")


def send_again(tx: Tx, message_id: str) -> None:
    """Let a message wait as if it had never been tried."""
    query = Outbox.update(status=OutboxStatus.WAITING.value, tries=0, next_at=tx.now, error="")
    query.where(Outbox.id == message_id).execute()
    tx.changed("outbox")


def send_now(tx: Tx, bot: str) -> None:
    """Make all waiting messages of a bot due: what they waited for was mended."""
    query = Outbox.update(next_at=tx.now, tries=0)
    query.where(Outbox.bot == bot, Outbox.status.in_(DUE)).execute()
    tx.changed("outbox")


def recover(tx: Tx) -> int:
    """At start: what was being sent when the program died becomes uncertain. Returns how many."""
    query = Outbox.update(status=OutboxStatus.UNCERTAIN.value)
    return int(query.where(Outbox.status == OutboxStatus.SENDING.value).execute())


def counts() -> dict[OutboxStatus, int]:
    """Return how many messages are in each state but `sent`."""
    query = (
        Outbox.select(Outbox.status, fn.COUNT(Outbox.id).alias("number"))
        .where(Outbox.status.in_(_NOT_SENT))  # so that the index leads past the many that were sent
        .group_by(Outbox.status)
    )
    found = cast("Iterable[Mapping[str, Any]]", query.dicts())
    return {OutboxStatus(row["status"]): int(row["number"]) for row in found}


def message(message_id: str) -> Message | None:
    """Return a message, or none."""
    row = row_by(Outbox, id=message_id)
    return _message(row) if row is not None else None


def of_customer(customer_id: int, limit: int = 100) -> list[Message]:
    """Return the newest messages to a customer; what staff was told about them is not among these."""
    query = Outbox.select().where(
        Outbox.customer_id == customer_id, Outbox.receiver == Receiver.CUSTOMER.value
    )
    return [_message(row) for row in query.order_by(Outbox.id.desc()).limit(limit)]


def to_staff(limit: int = 100) -> list[Message]:
    """Return the newest messages to owners, groups and error channels."""
    query = Outbox.select().where(Outbox.receiver != Receiver.CUSTOMER.value)
    return [_message(row) for row in query.order_by(Outbox.id.desc()).limit(limit)]


def counts_by_bot() -> dict[tuple[str, OutboxStatus], int]:
    """Return how many messages of each bot are in each state but `sent`."""
    query = (
        Outbox.select(Outbox.bot, Outbox.status, fn.COUNT(Outbox.id).alias("number"))
        .where(Outbox.status.in_(_NOT_SENT))
        .group_by(Outbox.bot, Outbox.status)
    )
    found = cast("Iterable[Mapping[str, Any]]", query.dicts())
    return {(row["bot"], OutboxStatus(row["status"])): int(row["number"]) for row in found}


def _message(row: Outbox) -> Message:
    receiver = Receiver(row.receiver)
    return Message(
        id=row.id,
        event_key=row.event_key,
        receiver=receiver,
        customer_id=row.customer_id,
        chat_id=row.chat_id,
        bot=row.bot,
        kind=MessageKind(row.kind) if receiver is Receiver.CUSTOMER else StaffKind(row.kind),
        text=row.text,
        status=OutboxStatus(row.status),
        tries=row.tries,
        next_at=row.next_at,
        error=row.error,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )
