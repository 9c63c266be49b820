"""Bots, the people behind them, and whether each can send (domain rules §8, tasks S28 and S29)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from core.db import audit_store, bot_store, outbox_store, people_store
from core.db.database import Database, Tx
from core.db.outbox_store import Message, OutboxStatus
from core.domain.bots import Bot, Webhook
from core.domain.people import MAX_TELEGRAM_ID, Operator, Permission
from core.errors import QT_TRANSLATE_NOOP, AppError, InputError, NoBotToken, RemoteError, clause
from core.gateways.secrets import Secrets, telegram_token_name
from core.gateways.telegram import TelegramBot
from core.services.rights import allowed

Connect = Callable[[str], TelegramBot]
"""Makes a client for a bot's token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotHealth:
    """What Telegram said of a bot when it was last asked; `problem` is why it cannot send, None if it can."""

    username: str
    webhook: Webhook | None
    problem: AppError | None
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BotState:
    """A bot as the window lists it."""

    bot: Bot
    is_described: bool
    """False for a bot that customers belong to though nobody said whose it is."""
    token_source: str
    """Where its token comes from; empty while it has none that can be used."""
    waiting: int
    failed: int
    health: BotHealth | None

    @property
    def cannot_send(self) -> bool:
        """Tell whether messages of this bot surely stay where they are."""
        return not self.token_source or (self.health is not None and self.health.problem is not None)


class Bots:
    """Who owns which bot, and how the bots are."""

    def __init__(self, db: Database, connect: Connect, secrets: Secrets, now: Callable[[], datetime]) -> None:
        """Work on an open database; `connect` makes a bot's client of its token."""
        self._db = db
        self._connect = connect
        self._secrets = secrets
        self._now = now
        self._health: dict[str, BotHealth] = {}

    async def states(self) -> list[BotState]:
        """Return every bot that was described or that a customer belongs to, by name."""

        def read() -> tuple[list[Bot], list[str], dict[tuple[str, OutboxStatus], int]]:
            return bot_store.bots(), people_store.bots(), outbox_store.counts_by_bot()

        described, of_customers, counts = await self._db.read(read)
        known = {one.name: one for one in described}
        names = sorted(known.keys() | set(of_customers))
        sources = await asyncio.to_thread(lambda: {name: self._source(name) for name in names})
        return [
            BotState(
                bot=known.get(name) or Bot(name=name),
                is_described=name in known,
                token_source=sources[name],
                waiting=sum(n for (bot, status), n in counts.items() if bot == name and _waits(status)),
                failed=sum(n for (bot, status), n in counts.items() if bot == name and not _waits(status)),
                health=self._health.get(name),
            )
            for name in names
        ]

    async def bot(self, name: str) -> Bot | None:
        """Return a bot as it was described, or none."""
        return await self._db.read(lambda: bot_store.bot(name))

    async def save(self, bot: Bot, operator: Operator) -> Bot:
        """Describe a bot: its owner, group, error channel and support contact.

        Raises:
            NotAllowed, InputError: nothing was changed.
        """
        operator = await allowed(self._db, operator, Permission.EDIT_SETTINGS)
        clean = _checked(bot)

        def write(tx: Tx) -> Bot:
            before = bot_store.bot(clean.name)
            bot_store.put(tx, clean)
            audit_store.add(
                tx,
                actor=operator.name,
                action="bot.change" if before else "bot.add",
                subject_kind="bot",
                subject_id=clean.name,
                before=_facts(before) if before else None,
                after=_facts(clean),
            )
            made = bot_store.bot(clean.name)
            assert made is not None  # noqa: S101 - it was written a moment ago
            return made

        return await self._db.write(write)

    async def check(self, name: str, operator: Operator) -> BotHealth:
        """Ask Telegram whose token a bot has and how its webhook is; the answer is kept for the list.

        Raises:
            NotAllowed: nobody was asked.
        """
        operator = await allowed(self._db, operator, Permission.CHECK_TOKENS)
        health = await self._ask(name)
        self._health[name] = health
        return health

    async def check_all(self, operator: Operator) -> list[BotState]:
        """Ask Telegram about every active bot, and return all bots with what it said.

        Raises:
            NotAllowed: nobody was asked.
        """
        operator = await allowed(self._db, operator, Permission.CHECK_TOKENS)
        names = [one.bot.name for one in await self.states() if one.bot.is_active]
        for name in names:
            self._health[name] = await self._ask(name)
        return await self.states()

    async def to_staff(self) -> list[Message]:
        """Return the newest messages to owners, groups and error channels."""
        return await self._db.read(outbox_store.to_staff)

    async def _ask(self, name: str) -> BotHealth:
        username, webhook, problem = "", None, None
        try:
            secret = await asyncio.to_thread(self._secrets.get, telegram_token_name(name))
            if secret is None:
                raise NoBotToken(bot=name)
            client = self._connect(secret.value)
            username = await client.me()
            webhook = await client.webhook()
        except (RemoteError, InputError) as error:
            problem = error
        return BotHealth(username=username, webhook=webhook, problem=problem, asked_at=self._now())

    def _source(self, name: str) -> str:
        try:
            secret = self._secrets.get(telegram_token_name(name))
        except InputError:
            return ""
        return secret.source if secret else ""


def _waits(status: OutboxStatus) -> bool:
    return status not in outbox_store.NEED_A_PERSON


def _facts(bot: Bot) -> dict[str, object]:
    return {
        "owner": bot.owner_id or 0,
        "group": bot.group_id or 0,
        "errors": bot.errors_id or 0,
        "languages": f"{bot.owner_language.value}, {bot.group_language.value}",
        "support": bot.support,
        "active": bot.is_active,
    }


def _checked(bot: Bot) -> Bot:
    name = bot.name.strip()
    if not name:
        raise InputError(
            field="name", value=bot.name, problem=clause(QT_TRANSLATE_NOOP("Clause", "a bot has a name"))
        )
    if bot.owner_id is not None and not 0 < bot.owner_id <= MAX_TELEGRAM_ID:
        raise InputError(
            field="owner_id",
            value=bot.owner_id,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "a positive 64-bit number is needed")),
        )
    for field, chat_id in (("group_id", bot.group_id), ("errors_id", bot.errors_id)):
        if chat_id is not None and (chat_id == 0 or abs(chat_id) > MAX_TELEGRAM_ID):
            raise InputError(
                field=field,
                value=chat_id,
                problem=clause(
                    QT_TRANSLATE_NOOP("Clause", "the id of a chat is needed, like −1001234567890")
                ),
            )
    return replace(bot, name=name, support=bot.support.strip())
