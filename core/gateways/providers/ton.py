"""Payments on the TON chain itself: coins and USDT sent to one address, known by their comment.

Nobody sends notices; the address is polled. A pasted transaction only says where to look: it is read again
at the endpoint. One transaction that the chain shows is final.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from urllib.parse import quote

from core.domain.providers import (
    Ability,
    Answer,
    CredentialField,
    Notice,
    Order,
    OrderState,
    OrderStatus,
    PayLink,
    Polled,
    ProviderEvent,
    RefundAnswer,
    RefundOrder,
    StatementLine,
)
from core.domain.references import invoice_reference
from core.errors import QT_TRANSLATE_NOOP, BadAnswer, BadProviderKey, BadSignature, CannotDo, clause
from core.gateways.providers import ton_transactions as reading
from core.gateways.providers.fields import digest_of, notice_fields
from core.gateways.providers.orders import check_mode, check_order
from core.gateways.providers.shape import ProviderTools
from core.gateways.providers.ton_cells import BadCell, friendly_address, raw_address
from core.gateways.providers.ton_center import TonCenter
from core.gateways.providers.ton_transactions import Account, Place
from core.money import Money, WrongAmount

USDT_MASTER = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"
"""The contract of the real USDT."""

ENDPOINTS = {"main": "https://toncenter.com/api/v2", "test": "https://testnet.toncenter.com/api/v2"}

_SEARCHED_PAGES = 10
_MOST_PAGES = 1000
_WORDS = {
    "ru": "Отправьте ровно {amount} на адрес {address} с комментарием {comment}. Без него платёж не найти.",
    "en": "Send exactly {amount} to {address} with the comment {comment}: it tells us whose money it is.",
}


class Ton:
    """The address that is entered in the settings."""

    name: ClassVar[str] = reading.NAME
    title: ClassVar[str] = reading.TITLE
    currencies: ClassVar[tuple[str, ...]] = ("TON", "USDT")
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.LINK, Ability.STATUS, Ability.STATEMENT, Ability.POLL}
    )
    fields: ClassVar[tuple[CredentialField, ...]] = (
        CredentialField(name="address", label=QT_TRANSLATE_NOOP("Providers", "Our address"), is_secret=False),
        CredentialField(
            name="network",
            label=QT_TRANSLATE_NOOP("Providers", "Network"),
            is_secret=False,
            choices=("main", "test"),
            default="main",
        ),
        CredentialField(
            name="api_key", label=QT_TRANSLATE_NOOP("Providers", "API key of the endpoint"), is_required=False
        ),
        CredentialField(
            name="endpoint",
            label=QT_TRANSLATE_NOOP("Providers", "Endpoint"),
            is_secret=False,
            is_required=False,
        ),
        CredentialField(
            name="second_endpoint",
            label=QT_TRANSLATE_NOOP("Providers", "Second endpoint"),
            is_secret=False,
            is_required=False,
        ),
        CredentialField(
            name="usdt_master",
            label=QT_TRANSLATE_NOOP("Providers", "Contract of USDT"),
            is_secret=False,
            is_required=False,
            default=USDT_MASTER,
        ),
        CredentialField(
            name="tolerance_ton",
            label=QT_TRANSLATE_NOOP("Providers", "Tolerance, TON"),
            is_secret=False,
            default="0",
        ),
        CredentialField(
            name="tolerance_usdt",
            label=QT_TRANSLATE_NOOP("Providers", "Tolerance, USDT"),
            is_secret=False,
            default="0",
        ),
    )

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools."""
        self._tools = tools
        self._wallets: dict[tuple[str, str], str] = {}

    async def check(self) -> str:
        """Ask the chain for the newest transaction and our USDT wallet; return network and address."""
        account = await self._account()
        await (await self._chain()).transactions(account.address, limit=1)
        return f"{account.network} {friendly_address(account.address, is_test=account.is_test)}"

    async def link(self, order: Order) -> PayLink:
        """Return the link that wallets open, and the same in words; nothing is asked of anybody."""
        check_order(order, self.currencies)
        check_mode(order, is_test_key=(await self._secret("network")) == "test")
        address, comment = await self._secret("address"), invoice_reference(order.number)
        raw = self._raw("address", address)
        address = friendly_address(raw, is_test=order.is_test) if address == raw else address
        master = await self._secret("usdt_master")
        jetton = f"jetton={quote(master)}&" if order.amount.currency == "USDT" else ""
        words = _WORDS["ru" if order.language == "ru" else "en"]
        return PayLink(
            url=f"ton://transfer/{address}?{jetton}amount={order.amount.minor}&text={quote(comment)}",
            instructions=words.format(amount=order.amount, address=address, comment=comment),
            external_ref=comment,
        )

    def delivery_id(self, notice: Notice) -> str:
        """Return a digest of the pasted bytes."""
        return digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Read the transaction that a notice names, on the chain, and return what that says."""
        place = reading.place_of(notice_fields(self.title, notice))
        account, chain = await self._account(), await self._chain()
        found = await chain.transactions(account.address, limit=1, begin=place)
        same = [one for one in found if _key(reading.place_of(one)) == _key(place)]
        if not same:
            words = clause(QT_TRANSLATE_NOOP("Clause", "our address has no such transaction"))
            raise BadSignature(service=self.title, detail=words)
        event = reading.read_transaction(same[0], account)
        return () if event is None else (event,)

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return 200 or 503; nobody listens."""
        del notice
        return Answer(status=200 if is_done else 503, body="")

    async def poll(self, cursor: str) -> Polled:
        """Return the payments since `cursor`; the first time, those of the newest page."""
        account, chain = await self._account(), await self._chain()
        prefix, _, place = cursor.rpartition("@")
        known_lt = int(place) if prefix == _prefix(account) and place.isdecimal() else None
        newest_lt = known_lt or 0
        events: list[ProviderEvent | None] = []
        async for transaction in chain.history(account.address, pages=1 if known_lt is None else _MOST_PAGES):
            lt = reading.place_of(transaction).lt
            if known_lt is not None and lt <= known_lt:
                break
            newest_lt = max(newest_lt, lt)
            events.append(reading.read_transaction(transaction, account))
        else:
            if known_lt:  # going on from here would pass over whatever lies between
                raise BadAnswer(service=self.title, detail=f"its history ends before transaction {known_lt}")
        found = tuple(event for event in reversed(events) if event is not None)
        return Polled(events=found, cursor=f"{_prefix(account)}@{newest_lt}")

    async def status(self, order: Order) -> OrderStatus:
        """Look for the comment of an order among the newest transactions; the exact amount goes first."""
        account, chain = await self._account(), await self._chain()
        events = [
            event
            async for transaction in chain.history(account.address, pages=_SEARCHED_PAGES)
            if (event := reading.read_transaction(transaction, account)) is not None
            and event.invoice_number == order.number
        ]
        exact = [event for event in events if event.amount == order.amount]
        for event in exact or events:
            return OrderStatus(state=OrderState.PAID, detail=str(event.amount), event=event)
        return OrderStatus(state=OrderState.OPEN, detail="no such comment")

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Raise CannotDo: money goes back by hand."""
        raise self._cannot(order)

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Raise CannotDo."""
        raise self._cannot(order)

    def _cannot(self, order: RefundOrder) -> CannotDo:
        words = QT_TRANSLATE_NOOP(
            "Clause", "a chain takes nothing back; send {amount} from a wallet of yours to {address}"
        )
        return CannotDo(
            service=self.title, problem=clause(words, amount=order.amount, address=order.refund_key)
        )

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Raise CannotDo: no method is kept."""
        del order, recurring_key
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it keeps no method for automatic renewals"))
        raise CannotDo(service=self.title, problem=problem)

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Return the payments of that time."""
        account, chain = await self._account(), await self._chain()
        lines: list[StatementLine | None] = []
        async for transaction in chain.history(account.address, pages=_MOST_PAGES):
            at = reading.moment_of(transaction)
            if at < since:
                break
            event = reading.read_transaction(transaction, account) if at < until else None
            lines.append(None if event is None else reading.statement_line(event, at))
        return [line for line in reversed(lines) if line is not None]

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Raise CannotDo: there is no such file."""
        del data
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it gives no statement file; its list is asked instead"))
        raise CannotDo(service=self.title, problem=problem)

    async def _account(self) -> Account:
        address = self._raw("address", await self._secret("address"))
        network, master = await self._secret("network"), await self._secret("usdt_master")
        return Account(
            address=address,
            network=network,
            wallets={await self._wallet(master, address): "USDT"} if master else {},
            tolerances={
                "TON": await self._tolerance("TON"),
                "USDT": await self._tolerance("USDT"),
            },
        )

    async def _wallet(self, master: str, owner: str) -> str:
        """Return our wallet of a jetton; it never changes, so it is asked once."""
        self._raw("usdt_master", master)
        if (master, owner) not in self._wallets:
            found = await (await self._chain()).jetton_wallet(master, owner)
            self._wallets[master, owner] = found
        return self._wallets[master, owner]

    async def _chain(self) -> TonCenter:
        first = await self._secret("endpoint") or ENDPOINTS[await self._secret("network")]
        second = await self._secret("second_endpoint")
        return TonCenter(self._tools, [first, second] if second else [first], await self._secret("api_key"))

    async def _tolerance(self, currency: str) -> Money:
        text = await self._secret(f"tolerance_{currency.lower()}")
        try:
            return Money.parse(text, currency)
        except WrongAmount as error:
            raise self._unusable(f"tolerance_{currency.lower()}", text) from error

    def _raw(self, field: str, address: str) -> str:
        try:
            return raw_address(address)
        except BadCell as error:
            raise self._unusable(field, address) from error

    def _unusable(self, field: str, value: str) -> BadProviderKey:
        words = QT_TRANSLATE_NOOP("Clause", "{field} cannot be {value!r}")
        return BadProviderKey(service=self.title, detail=clause(words, field=field, value=value[:80]))

    async def _secret(self, name: str) -> str:
        return await asyncio.to_thread(self._tools.secret, name)


def _key(place: Place) -> tuple[int, str]:
    return place.lt, place.hex


def _prefix(account: Account) -> str:
    return f"{account.network}:{account.address}"
