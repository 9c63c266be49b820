"""Sending the outbox: messages to customers and staff, each through the bot of its cause and no other (I14).

Whatever happens to a message never touches money or training (I12). Telegram's customary limits are kept:
about 30 messages a second for a bot, one a second for a chat; a 429 pauses that bot as long as it says.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import Clock
from core.db import audit_store, outbox_store, people_store
from core.db.database import Database, Tx
from core.db.outbox_store import Message, OutboxStatus
from core.domain.bots import Receiver
from core.domain.people import Operator, Permission
from core.domain.waiting import LONGEST_WAIT, is_over
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    BadBotToken,
    Blocked,
    InputError,
    NotFound,
    Offline,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteUnknown,
    clause,
)
from core.gateways.secrets import Secrets, telegram_token_name
from core.gateways.telegram import TelegramBot
from core.services.rights import allowed

log = logging.getLogger(__name__)

MAX_TRIES = 12
"""How often a message that surely did not arrive is tried; one that may have, once more."""
FIRST_PAUSE_S = 2
LONGEST_PAUSE_S = 3600
BOT_PAUSE = timedelta(seconds=1 / 30)
GROUP_PAUSE = timedelta(seconds=3)
"""Twenty messages a minute are what a group takes."""
UNCERTAIN_PAUSE = timedelta(minutes=1)
"""How long a message that may have arrived waits to be repeated: the fault should be over by then."""
TOKEN_PAUSE = timedelta(minutes=5)
"""How long a bot without a good token rests."""
WAITS = (Offline, RemoteBroken, RateLimited)
"""Errors after which the message is known not to have been delivered and is sent again later."""

Connect = Callable[[str], TelegramBot]
"""Makes a client for a bot's token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """How many messages were not delivered yet: `waiting` are sent by themselves, `failed` need a person."""

    waiting: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BotToken:
    """A bot and where its token comes from; `source` is empty while it has none that can be used."""

    bot: str
    source: str


class Notices:
    """The one sender of the outbox."""

    def __init__(self, db: Database, connect: Connect, secrets: Secrets, clock: Clock) -> None:
        """Work on an open database; `connect` makes a bot's client of its token."""
        self._db = db
        self._connect = connect
        self._secrets = secrets
        self._clock = clock
        self._one_sender = asyncio.Lock()
        self._paused_until: dict[str, datetime] = {}
        self._chat_rests_until: dict[int, datetime] = {}
        self._has_unmarked = True
        """Whether a message may stand as being sent though nobody sends it: a crash, a failed write."""

    async def send_due(self) -> int:
        """Send everything that is due now; returns how many were delivered. There is one sender at a time."""
        async with self._one_sender:
            if self._has_unmarked:
                await self._db.write(outbox_store.recover)
                self._has_unmarked = False
            now = self._clock.now()
            paused = {bot for bot, until in self._paused_until.items() if not is_over(until, now)}
            delivered = 0
            for message in await self._db.read(lambda: outbox_store.due(now, without_bots=paused)):
                until = self._paused_until.get(message.bot, now)
                if is_over(until, now) and not self._rests(message.chat_id):
                    delivered += await self._send(message)
                    await self._clock.sleep(BOT_PAUSE.total_seconds())
            return delivered

    async def resend(self, message_id: str, operator: Operator) -> None:
        """Let a message that did not arrive, or perhaps did not, go out once more now.

        Raises:
            NotAllowed: the operator may not.
            NotFound: there is no such message.
            AlreadyDone: it was sent, or is on its way by itself.
        """
        operator = await allowed(self._db, operator, Permission.RESEND_MESSAGE)

        def write(tx: Tx) -> None:
            message = outbox_store.message(message_id)
            if message is None:
                raise NotFound(kind="message", ident=message_id)
            if not message.may_be_resent:
                raise AlreadyDone(
                    problem=clause(
                        QT_TRANSLATE_NOOP("Clause", "the message was delivered or is still on its way")
                    )
                )
            outbox_store.send_again(tx, message_id)
            audit_store.add(
                tx,
                actor=operator.name,
                action="message.resend",
                subject_kind="bot" if message.customer_id is None else "customer",
                subject_id=message.bot if message.customer_id is None else message.customer_id,
                before={"message": message_id, "status": message.status.value},
            )

        await self._db.write(write)

    async def counts(self) -> OutboxCounts:
        """Return how the outbox stands."""
        by_status = await self._db.read(outbox_store.counts)
        failed = sum(by_status.get(status, 0) for status in outbox_store.NEED_A_PERSON)
        return OutboxCounts(waiting=sum(by_status.values()) - failed, failed=failed)

    async def bots(self) -> list[BotToken]:
        """Return the bots of all customers, each with the source of its token."""
        names = await self._db.read(people_store.bots)
        return await asyncio.to_thread(lambda: [self._token_of(name) for name in names])

    async def save_bot_token(self, bot: str, value: str, operator: Operator) -> str:
        """Keep the token of `bot` in the keyring once Telegram has accepted it; returns the bot's user name.

        Raises:
            NotAllowed, InputError, NoKeyring: it was not saved.
            RemoteError: Telegram refused it or could not be asked; it was not saved.
        """
        operator = await allowed(self._db, operator, Permission.EDIT_SETTINGS)
        if not bot.strip():
            raise InputError(
                field="bot", value=bot, problem=clause(QT_TRANSLATE_NOOP("Clause", "a bot has a name"))
            )
        name, token = bot.strip(), value.strip().strip("\"'")
        username = await self._connect(token).me()
        await asyncio.to_thread(self._secrets.save, telegram_token_name(name), token)
        self._paused_until.pop(name, None)

        def write(tx: Tx) -> None:
            outbox_store.send_now(tx, name)
            audit_store.add(
                tx,
                actor=operator.name,
                action="bot.token",
                subject_kind="bot",
                subject_id=name,
                after={"username": username},
            )

        await self._db.write(write)
        return username

    async def check_bot(self, bot: str, operator: Operator) -> str:
        """Ask Telegram whose token `bot` has; returns the bot's user name.

        Raises:
            NotAllowed: the operator may not.
            InputError: the token cannot be sent.
            NotFound: the bot has no token.
            RemoteError: Telegram refused it or could not be asked.
        """
        operator = await allowed(self._db, operator, Permission.CHECK_TOKENS)
        secret = await asyncio.to_thread(self._secrets.get, telegram_token_name(bot))
        if secret is None:
            raise NotFound(kind="token of the bot", ident=bot)
        return await self._connect(secret.value).me()

    async def of_customer(self, customer_id: int) -> list[Message]:
        """Return the newest messages to a customer."""
        return await self._db.read(lambda: outbox_store.of_customer(customer_id))

    def _rests(self, chat_id: int) -> bool:
        now = self._clock.now()
        return not is_over(self._chat_rests_until.get(chat_id, now), now)

    def _token_of(self, bot: str) -> BotToken:
        try:
            secret = self._secrets.get(telegram_token_name(bot))
        except InputError as error:
            log.warning("the token of the bot %s: %s", bot, error)
            secret = None
        return BotToken(bot=bot, source=secret.source if secret else "")

    async def _send(self, message: Message) -> bool:
        try:
            secret = await asyncio.to_thread(self._secrets.get, telegram_token_name(message.bot))
        except InputError as error:
            return await self._rest(message, str(error))
        if secret is None:
            return await self._rest(message, f"no token is set for the bot {message.bot}")
        if not await self._db.write(lambda tx: outbox_store.claim(tx, message.id)):
            return False
        self._has_unmarked = True
        is_delivered = await self._deliver(message, self._connect(secret.value))
        self._has_unmarked = False
        return is_delivered

    async def _deliver(self, message: Message, bot: TelegramBot) -> bool:
        try:
            telegram_id = await bot.send_message(message.chat_id, message.text)
        except RemoteError as error:
            log.warning("message %s to %s: %s", message.id, message.chat_id, error)
            await self._failed(message, error)
            return False
        if message.chat_id < 0:
            self._chat_rests_until[message.chat_id] = self._clock.now() + GROUP_PAUSE
        await self._db.write(lambda tx: _delivered(tx, message, telegram_id))
        return True

    async def _failed(self, message: Message, error: RemoteError) -> None:
        was_uncertain = message.status is OutboxStatus.UNCERTAIN
        if isinstance(error, Blocked):
            await self._db.write(lambda tx: _undeliverable(tx, message, error))
        elif isinstance(error, BadBotToken):
            await self._rest(message, str(error))
        elif isinstance(error, RemoteUnknown) and not was_uncertain:
            await self._mark(message, OutboxStatus.UNCERTAIN, str(error), UNCERTAIN_PAUSE)
        elif isinstance(error, WAITS) and message.tries + 1 < MAX_TRIES:
            pause = self._pause_of(message)
            if isinstance(error, RateLimited):
                told = timedelta(seconds=float(str(error.facts["retry_after_s"])))
                pause = min(told, LONGEST_WAIT)  # then it is asked again
                self._paused_until[message.bot] = self._clock.now() + pause
            await self._mark(message, message.status, str(error), pause)
        else:
            await self._mark(message, OutboxStatus.FAILED, str(error))

    async def _rest(self, message: Message, why: str) -> bool:
        """Let a bot rest whose token is missing or bad: that is not the message's fault, which waits on."""
        self._paused_until[message.bot] = self._clock.now() + TOKEN_PAUSE
        await self._mark(message, message.status, why, TOKEN_PAUSE)
        return False

    def _pause_of(self, message: Message) -> timedelta:
        return timedelta(seconds=min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**message.tries))

    async def _mark(
        self, message: Message, status: OutboxStatus, why: str, pause: timedelta = timedelta()
    ) -> None:
        next_at = self._clock.now() + pause
        await self._db.write(lambda tx: outbox_store.mark(tx, message.id, status, error=why, next_at=next_at))


def _delivered(tx: Tx, message: Message, telegram_id: int) -> None:
    outbox_store.mark(tx, message.id, OutboxStatus.SENT, telegram_id=telegram_id)
    _mark_reach(tx, message, is_unreachable=False)


def _undeliverable(tx: Tx, message: Message, error: RemoteError) -> None:
    outbox_store.mark(tx, message.id, OutboxStatus.UNDELIVERABLE, error=str(error))
    _mark_reach(tx, message, is_unreachable=True)


def _mark_reach(tx: Tx, message: Message, *, is_unreachable: bool) -> None:
    """Mark the customer, and nobody for staff: a group that is gone says nothing of whom it was about."""
    if message.receiver is Receiver.CUSTOMER:
        people_store.mark_unreachable(tx, message.chat_id, is_unreachable=is_unreachable)
