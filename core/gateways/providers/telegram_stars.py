"""Telegram Stars: invoice links, the question before a payment, payments in updates, refunds, the list.

A notice is an update of the Bot API. It has to say which bot got it: the header `x-stationmaster-bot` or
`bot=` in the query. It is proved by the secret header of the webhook; without one, by the bot's own list of
transactions, so that an update may also be pasted or come from getUpdates.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs

from core.domain.inbox import REDACTED
from core.domain.providers import (
    Ability,
    Answer,
    CredentialField,
    EventKind,
    Notice,
    Order,
    OrderState,
    OrderStatus,
    PayLink,
    PreCheckout,
    ProviderEvent,
    RefundAnswer,
    RefundOrder,
    RefundState,
    StatementLine,
)
from core.errors import (
    QT_TRANSLATE_NOOP,
    BadSignature,
    CannotDo,
    InputError,
    RemoteError,
    RemoteUnknown,
    clause,
)
from core.gateways.providers.fields import bad_notice, check_size, digest_of, load_json
from core.gateways.providers.forms import is_same_text
from core.gateways.providers.orders import check_order, check_refund
from core.gateways.providers.shape import ProviderTools
from core.gateways.providers.telegram_api import SERVICE, StarsApi
from core.gateways.providers.telegram_updates import (
    CURRENCY,
    NAME,
    StarTransaction,
    events_of,
    pre_checkout_of,
)

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a name
BOT_HEADER = "x-stationmaster-bot"
"""Where a notice says which bot got it."""

SUBSCRIPTION_S = 2_592_000
"""Thirty days: the only period of a subscription."""

MAX_SUBSCRIPTION_STARS = 10_000
LOOKBACK = timedelta(days=14)
"""How far back an open invoice is looked for in a bot's list."""

_MAX_TITLE, _MAX_DESCRIPTION, _MAX_ERROR = 32, 255, 200
_ALREADY, _REFUSAL = "CHARGE_ALREADY_REFUNDED", "Bad Request: "


class TelegramStars:
    """The bots that take stars; see `Provider` for what each call promises."""

    name: ClassVar[str] = NAME
    title: ClassVar[str] = SERVICE
    fields: ClassVar[tuple[CredentialField, ...]] = (
        CredentialField(
            name="bots",
            label=QT_TRANSLATE_NOOP("Providers", "Bots that take stars (names, separated by commas)"),
            is_secret=False,
        ),
        CredentialField(
            name="webhook_secret",
            label=QT_TRANSLATE_NOOP("Providers", "Secret token of the webhook"),
            is_required=False,
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.LINK, Ability.STATUS, Ability.REFUND, Ability.STATEMENT, Ability.RENEWS_ITSELF}
    )
    currencies: ClassVar[tuple[str, ...]] = (CURRENCY,)

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools; no token is read yet."""
        self._tools = tools
        self._api = StarsApi(tools)

    async def check(self) -> str:
        """Ask every bot for its name and its stars."""
        told = []
        for bot in await self._bots():
            me = await self._api.call(bot, "getMe", {})
            balance = await self._api.call(bot, "getMyStarBalance", {})
            told.append(f"@{me.text('username')}: {balance.integer('amount')} ★")
        return ", ".join(told)

    async def link(self, order: Order) -> PayLink:
        """Make an invoice link of one price item whose payload is our number and nothing else."""
        check_order(order, self.currencies)
        self._check_link(order)
        description = " ".join(order.description.split()) or f"№ {order.number}"
        invoice: dict[str, Any] = {
            "title": description[:_MAX_TITLE],
            "description": description[:_MAX_DESCRIPTION],
            "payload": str(order.number),
            "provider_token": "",
            "currency": CURRENCY,
            "prices": [{"label": description[:_MAX_TITLE], "amount": order.amount.minor}],
        }
        if order.is_recurring:
            invoice["subscription_period"] = SUBSCRIPTION_S
        url = await self._api.call_for_text(order.bot, "createInvoiceLink", invoice)
        return PayLink(url=url, external_ref=str(order.number))

    def delivery_id(self, notice: Notice) -> str:
        """Return a digest: the number of an update is proved by nothing."""
        return digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Verify an update and return its payment or refund; other updates are of no concern."""
        update, bot = await self._update(notice)
        events = events_of(update, bot, bad_notice(SERVICE))
        if await self._is_proved(notice):
            return events
        return [await self._confirmed(event) for event in events]

    async def pre_checkout(self, notice: Notice) -> PreCheckout | None:
        """Return the question that an update asks before a payment, None if it asks none.

        Raises:
            BadSignature, BadNotice: it is not to be answered.
        """
        update, bot = await self._update(notice)
        await self._is_proved(notice)
        return pre_checkout_of(update, bot, bad_notice(SERVICE))

    async def answer_pre_checkout(self, asked: PreCheckout, problem: str = "") -> None:
        """Let the payment go on, or stop it with a problem that the payer reads in his language.

        Telegram waits ten seconds. Raises RemoteError.
        """
        answer: dict[str, Any] = {"pre_checkout_query_id": asked.query_id, "ok": not problem}
        if problem:
            answer["error_message"] = problem[:_MAX_ERROR]
        await self._api.call_for_yes(asked.bot, "answerPreCheckoutQuery", answer, may_have_acted=True)

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return an empty success once it is stored; without one Telegram sends the update again."""
        del notice
        return Answer(status=200, body="") if is_done else Answer(status=503, body="not stored")

    async def status(self, order: Order) -> OrderStatus:
        """Look for the payload among the latest transactions of the order's bot."""
        since = self._tools.clock.now() - LOOKBACK
        for found in await self._api.transactions(order.bot, since):
            if found.payload == str(order.number) and not found.is_refund:
                event = found.event(order.bot)
                if found.is_subscription:  # the first that bears the number began it
                    event = replace(event, is_first_recurring=True, recurring_key=found.charge)
                return OrderStatus(state=OrderState.PAID, detail=f"charge {found.charge}", event=event)
        detail = f"not among the bot’s payments of the last {LOOKBACK.days} days"
        return OrderStatus(state=OrderState.OPEN, detail=detail)

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Give a whole payment back; "already refunded" is no success and no failure but a question."""
        check_refund(order, self.currencies)
        if not order.is_whole:
            raise self._cannot(clause(QT_TRANSLATE_NOOP("Clause", "stars go back whole, never in part")))
        if order.customer_id is None or not order.refund_key:
            raise self._cannot(clause(QT_TRANSLATE_NOOP("Clause", "its payer or its charge is not known")))
        asked = {"user_id": order.customer_id, "telegram_payment_charge_id": order.refund_key}
        try:
            await self._api.call_for_yes(order.bot, "refundStarPayment", asked, may_have_acted=True)
        except RemoteUnknown as error:
            return RefundAnswer(state=RefundState.UNKNOWN, detail=_said(error))
        except RemoteError as error:
            if error.facts.get("status") != 400:
                raise
            is_clear = _said(error).startswith(_REFUSAL) and _ALREADY not in _said(error)
            state = RefundState.REFUSED if is_clear else RefundState.UNKNOWN
            return RefundAnswer(state=state, detail=_said(error))
        return RefundAnswer(state=RefundState.CONFIRMED, provider_ref=order.refund_key)

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Look for the refund in the bot's list: it repeats the charge with a receiver."""
        found = await self._find(order.bot, order.refund_key, is_refund=True)
        if any(one.is_refund for one in found):
            return RefundAnswer(state=RefundState.CONFIRMED, provider_ref=order.refund_key)
        if found:
            detail = "the bot’s list has the payment, and no refund of it"
            return RefundAnswer(state=RefundState.REFUSED, detail=detail)
        return RefundAnswer(state=RefundState.UNKNOWN, detail="the bot’s list has no such payment")

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Raise CannotDo: Telegram charges renewals by itself."""
        del order, recurring_key
        raise self._cannot(clause(QT_TRANSLATE_NOOP("Clause", "Telegram charges renewals by itself")))

    async def edit_subscription(self, bot: str, customer_id: int, charge: str, *, is_canceled: bool) -> None:
        """Stop a subscription from being renewed, or allow it again; paid time stays.

        `charge` is the first payment's. Raises RemoteError; RemoteUnknown: the same call again is harmless.
        """
        asked = {"user_id": customer_id, "telegram_payment_charge_id": charge, "is_canceled": is_canceled}
        await self._api.call_for_yes(bot, "editUserStarSubscription", asked, may_have_acted=True)

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Return the payments and refunds of all bots in that time, oldest first."""
        lines: list[tuple[datetime, StatementLine]] = []
        for bot in await self._bots():
            found = await self._api.transactions(bot, since, until)
            lines += [(one.at, one.line(bot)) for one in found]
        return [line for _, line in sorted(lines, key=lambda pair: pair[0])]

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Raise CannotDo: the list is asked for, there is no file."""
        del data
        raise self._cannot(clause(QT_TRANSLATE_NOOP("Clause", "its list is asked for, there is no file")))

    def _check_link(self, order: Order) -> None:
        if order.expires_at is not None and order.expires_at <= self._tools.clock.now():
            problem = clause(QT_TRANSLATE_NOOP("Clause", "the invoice has expired"))
            raise InputError(field="invoice", value=order.number, problem=problem)
        if order.is_test:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "there are no test payments in stars"))
            raise InputError(field="test", value="yes", problem=problem)
        if order.is_recurring and order.amount.minor > MAX_SUBSCRIPTION_STARS:
            problem = clause(
                QT_TRANSLATE_NOOP("Clause", "a subscription costs at most {most} ★"),
                most=MAX_SUBSCRIPTION_STARS,
            )
            raise InputError(field="amount", value=str(order.amount), problem=problem)

    async def _bots(self) -> list[str]:
        text = await asyncio.to_thread(self._tools.secret, "bots")
        return [name.strip() for name in text.split(",") if name.strip()]

    async def _update(self, notice: Notice) -> tuple[Mapping[str, Any], str]:
        wrong = bad_notice(SERVICE)
        check_size(SERVICE, notice)
        update = load_json(notice.body)
        if not isinstance(update, dict):
            shown = notice.body[:80].decode("utf-8", "replace")
            raise wrong("body", shown, clause(QT_TRANSLATE_NOOP("Clause", "it is no JSON object")))
        named = notice.headers.get(BOT_HEADER) or "".join(parse_qs(notice.query).get("bot", [])[:1])
        known = await self._bots()
        if not named and len(known) == 1:
            named = known[0]
        if named not in known:
            problem = clause(
                QT_TRANSLATE_NOOP("Clause", "it must name one of the bots that take stars: {known}"),
                known=", ".join(known),
            )
            raise wrong("bot", named, problem)
        return update, named

    async def _is_proved(self, notice: Notice) -> bool:
        """Tell whether the webhook's secret proves the notice; raises BadSignature if it is a wrong one.

        The inbox keeps no secrets: of a stored notice only their place is left.
        """
        shown = notice.headers.get(SECRET_HEADER)
        shown = None if shown == REDACTED else shown
        secret = await asyncio.to_thread(self._tools.secret, "webhook_secret") if shown is not None else ""
        if shown is None or not secret:
            return False
        if not is_same_text(secret, shown):
            detail = clause(QT_TRANSLATE_NOOP("Clause", "the secret token of the webhook is another one"))
            raise BadSignature(service=SERVICE, detail=detail)
        return True

    async def _confirmed(self, event: ProviderEvent) -> ProviderEvent:
        """Return the event if the bot's own list has the same; raises BadSignature if it has not."""
        is_refund = event.kind is EventKind.REFUNDED
        for found in await self._find(event.bot, event.refund_key, is_refund=is_refund):
            listed = found.event(event.bot)
            if listed.kind is event.kind and _agree(event, listed):
                return replace(event, payer_id=listed.payer_id)
        detail = clause(
            QT_TRANSLATE_NOOP("Clause", "no secret token proves it, and the bot’s own list has no such line")
        )
        raise BadSignature(service=SERVICE, detail=detail)

    async def _find(self, bot: str, charge: str, *, is_refund: bool) -> list[StarTransaction]:
        """Return what the bot's list has of a charge: among the latest first, then among all."""
        found: list[StarTransaction] = []
        for since in (self._tools.clock.now() - LOOKBACK, None):
            found = [one for one in await self._api.transactions(bot, since) if one.charge == charge]
            if any(one.is_refund is is_refund for one in found):
                break
        return found

    @staticmethod
    def _cannot(problem: object) -> CannotDo:
        return CannotDo(service=SERVICE, problem=problem)


def _agree(told: ProviderEvent, listed: ProviderEvent) -> bool:
    is_payer = told.payer_id in (None, listed.payer_id)
    return is_payer and told.amount == listed.amount and told.invoice_number == listed.invoice_number


def _said(error: RemoteError) -> str:
    return str(error.facts.get("detail", ""))
