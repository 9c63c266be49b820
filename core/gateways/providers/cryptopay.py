"""Crypto Pay, the payments of CryptoBot: invoices in an asset or a fiat currency, signed notices, no refunds.

The amount of an event is in what the invoice was made in; what the payer really sent stands in `detail`.
"""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

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
    ProviderEvent,
    RefundAnswer,
    RefundOrder,
    StatementLine,
)
from core.errors import (
    QT_TRANSLATE_NOOP,
    BadSignature,
    CannotDo,
    InputError,
    RemoteError,
    clause,
)
from core.gateways.providers.fields import (
    Fields,
    check_size,
    digest_of,
    invoice_number_or_none,
    money_or_none,
    notice_fields,
)
from core.gateways.providers.orders import check_mode, check_order, not_found
from core.gateways.providers.rest import RestApi
from core.gateways.providers.shape import ProviderTools

ROOTS = {"main": "https://pay.crypt.bot/api", "test": "https://testnet-pay.crypt.bot/api"}

_ASSETS = {"USDT", "TON"}
_LONGEST_LIFE_S = 2_678_400
_PAGE = 1000
_SEARCHED_PAGES = 5
_MOST_PAGES = 1000


class CryptoPay:
    """The app at Crypto Pay whose token is in the keyring."""

    name: ClassVar[str] = "cryptopay"
    title: ClassVar[str] = "Crypto Pay"
    currencies: ClassVar[tuple[str, ...]] = ("USDT", "TON", "USD", "EUR", "RUB")
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.LINK, Ability.STATUS, Ability.STATEMENT})
    fields: ClassVar[tuple[CredentialField, ...]] = (
        CredentialField(name="token", label=QT_TRANSLATE_NOOP("Providers", "API token")),
        CredentialField(
            name="network",
            label=QT_TRANSLATE_NOOP("Providers", "Network"),
            is_secret=False,
            choices=("main", "test"),
            default="main",
        ),
        CredentialField(
            name="accepted_assets",
            label=QT_TRANSLATE_NOOP("Providers", "Assets taken for other currencies"),
            is_secret=False,
            default="USDT,TON",
        ),
    )

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools."""
        self._tools = tools
        self._api = RestApi(service=self.title, http=tools.http, words=_words)

    async def check(self) -> str:
        """Return the app's id and name."""
        app = (await self._call("getMe")).fields("result")
        return f"{app.text('app_id')} {app.text('name')}"

    async def link(self, order: Order) -> PayLink:
        """Create the invoice of `order`, or find the one there is: the API has no key against repetition."""
        check_order(order, self.currencies)
        check_mode(order, is_test_key=await self._is_test())
        invoice, _ = await self._search(order)
        if invoice is None:
            body = self._invoice_body(order, await self._secret("accepted_assets"))
            invoice = (await self._call("createInvoice", body, may_have_acted=True)).fields("result")
        if invoice.text("status") != "active":
            raise RemoteError(
                service=self.title, status=200, detail=f"the invoice is {invoice.text('status')}"
            )
        url = invoice.optional_text("bot_invoice_url") or invoice.text("pay_url")
        return PayLink(url=url, external_ref=invoice.text("invoice_id"))

    def _invoice_body(self, order: Order, accepted: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "amount": order.amount.decimal,
            "description": order.description[:1024],
            "payload": str(order.number),
            "allow_comments": False,
        }
        if order.amount.currency in _ASSETS:
            body |= {"currency_type": "crypto", "asset": order.amount.currency}
        else:
            body |= {
                "currency_type": "fiat",
                "fiat": order.amount.currency,
                "accepted_assets": accepted.replace(" ", ""),
            }
        if order.expires_at is not None:
            left_s = int((order.expires_at - self._tools.clock.now()).total_seconds())
            if left_s < 1:
                problem = clause(QT_TRANSLATE_NOOP("Clause", "that moment is over"))
                raise InputError(field="expires_at", value=str(order.expires_at), problem=problem)
            body["expires_in"] = min(left_s, _LONGEST_LIFE_S)
        return body

    def delivery_id(self, notice: Notice) -> str:
        """Return a digest: the update's own number is not unique."""
        return digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Verify the signature and return what the update says."""
        check_size(self.title, notice)
        token = await self._secret("token")
        key = hashlib.sha256(token.encode()).digest()
        expected = hmac.new(key, notice.body, hashlib.sha256).hexdigest().encode()
        told = notice.headers.get("crypto-pay-api-signature", "").encode("utf-8", "replace")
        if not hmac.compare_digest(expected, told):
            words = clause(QT_TRANSLATE_NOOP("Clause", "it does not match the body and the token"))
            raise BadSignature(service=self.title, detail=words)
        update = notice_fields(self.title, notice)
        if update.text("update_type") != "invoice_paid":
            return ()
        invoice = update.fields("payload")
        if invoice.text("status") != "paid":
            invoice.refuse("status", clause(QT_TRANSLATE_NOOP("Clause", "it is not paid")))
        return (await self._event(invoice, EventKind.PAID),)

    async def _event(self, invoice: Fields, kind: EventKind) -> ProviderEvent:
        amount, currency = invoice.text("amount"), _currency(invoice)
        asked = money_or_none(amount, currency)
        paid = f"{invoice.optional_text('paid_amount')} {invoice.optional_text('paid_asset')}".strip()
        same_fee = asked is not None and invoice.optional_text("fee_asset") == currency
        return ProviderEvent(
            provider=self.name,
            kind=kind,
            external_id=await self._external_id(invoice),
            invoice_number=invoice_number_or_none(invoice.optional_text("payload")),
            amount=asked,
            fee=money_or_none(invoice.optional_text("fee_amount"), currency) if same_fee else None,
            paid_at=invoice.moment("paid_at") if invoice.has("paid_at") else None,
            is_test=await self._is_test(),
            refund_key=invoice.text("invoice_id"),
            detail=paid if asked is not None else f"{amount} {currency}",
        )

    async def _external_id(self, invoice: Fields) -> str:
        app, _, _ = (await self._secret("token")).partition(":")
        return f"{app}:{invoice.text('invoice_id')}"

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return 200, or 503 to be sent the update again."""
        del notice
        return Answer(status=200 if is_done else 503, body="")

    async def status(self, order: Order) -> OrderStatus:
        """Read the invoice of an order."""
        invoice, searched = await self._search(order)
        if invoice is None:
            return not_found(searched, _SEARCHED_PAGES * _PAGE)
        status = invoice.text("status")
        if status == "paid":
            event = await self._event(invoice, EventKind.PAID)
            return OrderStatus(state=OrderState.PAID, detail=f"paid {event.detail}", event=event)
        if status == "expired":
            event = await self._event(invoice, EventKind.EXPIRED)
            return OrderStatus(state=OrderState.EXPIRED, detail=status, event=event)
        return OrderStatus(state=OrderState.OPEN, detail=status)

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Raise CannotDo: money goes back by a transfer of one's own."""
        raise self._cannot(order)

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Raise CannotDo."""
        raise self._cannot(order)

    def _cannot(self, order: RefundOrder) -> CannotDo:
        words = QT_TRANSLATE_NOOP(
            "Clause", "it has no refunds; send {amount} back by a transfer in @CryptoBot, invoice {invoice}"
        )
        return CannotDo(
            service=self.title, problem=clause(words, amount=order.amount, invoice=order.refund_key)
        )

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Raise CannotDo: no method is kept."""
        del order, recurring_key
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it keeps no method for automatic renewals"))
        raise CannotDo(service=self.title, problem=problem)

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Return the invoices paid in that time."""
        lines: list[StatementLine] = []
        oldest = since - timedelta(seconds=_LONGEST_LIFE_S)
        async for invoice in self._list({"status": "paid"}):
            if invoice.moment("created_at") < oldest:
                break  # newest first, and none lives longer than that
            if since <= invoice.moment("paid_at") < until:
                lines.append(await self._line(invoice))
        return sorted(lines, key=lambda line: str(line.at))

    async def _line(self, invoice: Fields) -> StatementLine:
        event = await self._event(invoice, EventKind.PAID)
        if event.amount is None:
            invoice.refuse("amount", clause(QT_TRANSLATE_NOOP("Clause", "we sell in no such currency")))
        return StatementLine(
            provider=self.name,
            external_id=event.external_id,
            amount=event.amount,
            at=invoice.moment("paid_at"),
            invoice_number=event.invoice_number,
            fee=event.fee,
            purpose=event.detail,
        )

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Raise CannotDo: there is no such file."""
        del data
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it gives no statement file; its list is asked instead"))
        raise CannotDo(service=self.title, problem=problem)

    async def _search(self, order: Order) -> tuple[Fields | None, int]:
        """Return the invoice of an order, and how many were looked through."""
        query, searched = ({"invoice_ids": order.external_ref} if order.external_ref else {}), 0
        async for invoice in self._list(query, pages=_SEARCHED_PAGES):
            searched += 1
            is_ours = invoice.optional_text("payload") == str(order.number)
            if is_ours and order.external_ref in {"", invoice.text("invoice_id")}:
                return invoice, searched
        return None, searched

    async def _list(self, query: Mapping[str, str], *, pages: int = _MOST_PAGES) -> AsyncIterator[Fields]:
        for page in range(pages):
            asked = {**query, "offset": str(page * _PAGE), "count": str(_PAGE)}
            items = (await self._call("getInvoices", asked)).fields("result").objects("items")
            for invoice in items:
                yield invoice
            if len(items) < _PAGE:
                return

    async def _call(
        self, method: str, body: Mapping[str, Any] | None = None, *, may_have_acted: bool = False
    ) -> Fields:
        root = ROOTS[await self._network()]
        request = self._tools.http.build_request(
            "POST",
            self._tools.url(f"{root}/{method}"),
            json=dict(body or {}),
            headers={"Crypto-Pay-API-Token": await self._secret("token")},
        )
        answer = await self._api.ask(request, may_have_acted=may_have_acted)
        if not answer.flag("ok"):
            detail = answer.optional_fields("error").optional_text("name")
            raise RemoteError(service=self.title, status=200, detail=detail)
        return answer

    async def _network(self) -> str:
        return "test" if await self._is_test() else "main"

    async def _is_test(self) -> bool:
        return (await self._secret("network")) == "test"

    async def _secret(self, name: str) -> str:
        return await asyncio.to_thread(self._tools.secret, name)


def _currency(invoice: Fields) -> str:
    is_fiat = invoice.optional_text("currency_type") == "fiat"
    return invoice.text("fiat" if is_fiat else "asset")


def _words(body: Mapping[str, Any]) -> str:
    error = body.get("error")
    told = error if isinstance(error, dict) else {}
    parts = [told.get(name) for name in ("code", "name")]
    return " ".join(str(part) for part in parts if part is not None)
