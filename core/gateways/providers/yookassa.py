"""YooKassa: payments by link, refunds, automatic renewals.

Its notices carry no signature. A notice therefore only says where to look: the object is read again at the
API with our keys, and what stands there is believed. Each POST carries a key made of our own number, so that
a repeat is answered with what the first one did.
"""

import ipaddress
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from core.domain.providers import (
    Ability,
    Answer,
    CredentialField,
    Notice,
    Order,
    OrderState,
    OrderStatus,
    PayLink,
    ProviderEvent,
    RefundAnswer,
    RefundOrder,
    RefundState,
    StatementLine,
)
from core.errors import (
    QT_TRANSLATE_NOOP,
    BadSignature,
    Clause,
    RemoteError,
    RemoteUnknown,
    clause,
)
from core.gateways.providers import yookassa_objects as objects
from core.gateways.providers.fields import Fields, digest_of, notice_fields
from core.gateways.providers.orders import check_mode, check_order, check_refund, not_found, request_key
from core.gateways.providers.rest import is_refusal, said
from core.gateways.providers.shape import ProviderTools
from core.gateways.providers.yookassa_api import PAGE, YooKassaApi, checked_id, is_id
from core.gateways.providers.yookassa_file import read_registry

_SENDERS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "185.71.76.0/27",
        "185.71.77.0/27",
        "77.75.153.0/25",
        "77.75.154.128/25",
        "77.75.156.11/32",
        "77.75.156.35/32",
        "2a02:5180::/32",
    )
)
_SEARCHED_PAGES = 20


class YooKassa:
    """The shop at YooKassa whose keys are in the keyring."""

    name: ClassVar[str] = objects.NAME
    title: ClassVar[str] = objects.TITLE
    currencies: ClassVar[tuple[str, ...]] = ("RUB",)
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {
            Ability.LINK,
            Ability.STATUS,
            Ability.REFUND,
            Ability.PARTIAL_REFUND,
            Ability.STATEMENT,
            Ability.STATEMENT_FILE,
            Ability.RECURRING,
        }
    )
    fields: ClassVar[tuple[CredentialField, ...]] = (
        CredentialField(name="shop_id", label=QT_TRANSLATE_NOOP("Providers", "Shop ID"), is_secret=False),
        CredentialField(name="secret_key", label=QT_TRANSLATE_NOOP("Providers", "Secret key")),
        CredentialField(
            name="return_url",
            label=QT_TRANSLATE_NOOP("Providers", "Address after paying"),
            is_secret=False,
            default="https://t.me/",
        ),
        CredentialField(
            name="receipt_email",
            label=QT_TRANSLATE_NOOP("Providers", "E-mail for receipts"),
            is_secret=False,
            is_required=False,
        ),
        CredentialField(
            name="vat_code",
            label=QT_TRANSLATE_NOOP("Providers", "VAT code of receipts"),
            is_secret=False,
            choices=tuple(str(code) for code in range(1, 13)),
            default="1",
        ),
        CredentialField(
            name="tax_system",
            label=QT_TRANSLATE_NOOP("Providers", "Tax system code of receipts"),
            is_secret=False,
            is_required=False,
            choices=("", "1", "2", "3", "4", "5", "6"),
        ),
        CredentialField(
            name="known_senders_only",
            label=QT_TRANSLATE_NOOP("Providers", "Notices from known addresses only"),
            is_secret=False,
            choices=("no", "yes"),
            default="no",
        ),
    )

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools."""
        self._api = YooKassaApi(tools)

    async def check(self) -> str:
        """Return the shop's id, and whether it is one for tests."""
        me = await self._api.get("/me")
        mark = " (test)" if me.has("test") and me.flag("test") else ""
        return f"{me.text('account_id')}{mark}"

    async def link(self, order: Order) -> PayLink:
        """Create the payment of `order`, or find the one there is."""
        check_order(order, self.currencies)
        check_mode(order, is_test_key=await self._api.is_test())
        if order.external_ref:
            payment = await self._api.get(f"/payments/{checked_id(order.external_ref)}")
        else:
            body = objects.payment_body(order) | await self._receipt(order)
            confirmation = {"type": "redirect", "return_url": await self._api.secret("return_url")}
            body |= {"confirmation": confirmation}
            body |= {"save_payment_method": True} if order.is_recurring else {}
            key = request_key("invoice", order.number, json.dumps(body, sort_keys=True))
            payment = await self._api.post("/payments", body, key)
        if payment.text("status") != "pending":
            raise RemoteError(
                service=self.title, status=200, detail=f"the payment is {payment.text('status')}"
            )
        url = payment.fields("confirmation").text("confirmation_url")
        return PayLink(url=url, external_ref=payment.text("id"))

    async def _receipt(self, order: Order) -> dict[str, Any]:
        contact = await self._api.secret("receipt_email")
        if not contact:
            return {}
        vat_code, tax_system = await self._api.secret("vat_code"), await self._api.secret("tax_system")
        return {"receipt": objects.receipt_body(order, contact, vat_code, tax_system)}

    def delivery_id(self, notice: Notice) -> str:
        """Return a digest: an id read from unproved bytes would let a stranger hide the real notice."""
        return digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Read the object that a notice names, at the API, and return what that says."""
        told = notice_fields(self.title, notice)
        if told.text("type") != "notification":
            told.refuse("type", clause(QT_TRANSLATE_NOOP("Clause", "it is no notification")))
        claim, ident = told.text("event"), told.fields("object").text("id")
        if not is_id(ident):
            told.fields("object").refuse("id", clause(QT_TRANSLATE_NOOP("Clause", "it is no id")))
        if notice.source_address and (await self._api.secret("known_senders_only")) == "yes":
            self._check_sender(notice.source_address)
        if claim == "refund.succeeded":
            return await self._refund_events(ident)
        return await self._payment_events(claim, ident) if claim.startswith("payment.") else ()

    async def _payment_events(self, claim: str, ident: str) -> Sequence[ProviderEvent]:
        payment = await self._reread(f"/payments/{ident}")
        await self._check_shop(payment)
        event = objects.payment_event(payment)
        if event is None and claim in {"payment.succeeded", "payment.canceled"}:
            raise self._contradicted(payment.text("status"))
        return () if event is None else (event,)

    async def _refund_events(self, ident: str) -> Sequence[ProviderEvent]:
        refund = await self._reread(f"/refunds/{ident}")
        if refund.text("status") != "succeeded":
            raise self._contradicted(refund.text("status"))
        if not is_id(refund.text("payment_id")):
            refund.refuse("payment_id", clause(QT_TRANSLATE_NOOP("Clause", "it is no id")))
        payment = await self._api.get(f"/payments/{refund.text('payment_id')}")
        await self._check_shop(payment)
        return (objects.refund_event(refund, payment),)

    async def _reread(self, path: str) -> Fields:
        try:
            return await self._api.get(path)
        except RemoteError as error:
            if error.facts.get("status") != 404:
                raise
            words = clause(QT_TRANSLATE_NOOP("Clause", "the provider knows no such object"))
            raise self._forged(words) from error

    def _check_sender(self, address: str) -> None:
        if not _is_known(address):
            raise self._forged(clause(QT_TRANSLATE_NOOP("Clause", "it came from a strange address")))

    async def _check_shop(self, payment: Fields) -> None:
        account = payment.optional_fields("recipient").optional_text("account_id")
        if account and account != await self._api.secret("shop_id"):
            raise self._forged(clause(QT_TRANSLATE_NOOP("Clause", "the money went to another account")))

    def _contradicted(self, status: str) -> BadSignature:
        words = QT_TRANSLATE_NOOP("Clause", "asked again, the provider says “{status}”")
        return self._forged(clause(words, status=status))

    def _forged(self, detail: Clause) -> BadSignature:
        return BadSignature(service=self.title, detail=detail)

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return 200, or 503 to be sent the notice again."""
        del notice
        return Answer(status=200 if is_done else 503, body="")

    async def status(self, order: Order) -> OrderStatus:
        """Read the payment of an order; without its id, look through the newest ones."""
        if order.external_ref:
            return objects.order_status(await self._api.get(f"/payments/{checked_id(order.external_ref)}"))
        searched, statuses = 0, []
        async for payment in self._api.list("/payments", {}, pages=_SEARCHED_PAGES):
            searched += 1
            if payment.optional_fields("metadata").optional_text("invoice") == str(order.number):
                statuses.append(objects.order_status(payment))
        paid = [one for one in statuses if one.state is OrderState.PAID]
        return next(iter([*paid, *statuses]), not_found(searched, _SEARCHED_PAGES * PAGE))

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Ask for a refund of all or a part."""
        check_refund(order, self.currencies)
        body = {
            "payment_id": order.refund_key or order.external_id,
            "amount": objects.amount_body(order.amount),
            "description": order.reason[:250],
            "metadata": {"refund": order.refund_id},
        }
        try:
            key = request_key("refund", order.refund_id)
            return objects.refund_answer(await self._api.post("/refunds", body, key))
        except RemoteUnknown as error:
            return RefundAnswer(state=RefundState.UNKNOWN, detail=said(error))
        except RemoteError as error:
            if is_refusal(error):
                return RefundAnswer(state=RefundState.REFUSED, detail=said(error))
            raise

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Read a refund; without its id, look for our mark among those of the payment."""
        if order.provider_ref:
            return objects.refund_answer(await self._api.get(f"/refunds/{checked_id(order.provider_ref)}"))
        query = {"payment_id": order.refund_key or order.external_id}
        async for refund in self._api.list("/refunds", query, pages=_SEARCHED_PAGES):
            if refund.optional_fields("metadata").optional_text("refund") == order.refund_id:
                return objects.refund_answer(refund)
        detail = "no refund with our mark; asking again is harmless"
        return RefundAnswer(state=RefundState.UNKNOWN, detail=detail, may_repeat=True)

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Charge the saved method `recurring_key` for `order`."""
        check_order(order, self.currencies)
        check_mode(order, is_test_key=await self._api.is_test())
        body = objects.payment_body(order) | await self._receipt(order)
        body |= {"payment_method_id": recurring_key}
        body["metadata"] |= {"renewal": "1"}
        payment = await self._api.post("/payments", body, request_key("renewal", order.number))
        return PayLink(external_ref=payment.text("id"))

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Return the payments captured and the refunds made in that time."""
        captured = _span("captured_at", since, until)
        made = _span("created_at", since, until)
        lines = [
            objects.statement_line(payment, is_refund=False)
            async for payment in self._api.list("/payments", captured | {"status": "succeeded"})
        ]
        lines += [
            objects.statement_line(refund, is_refund=True)
            async for refund in self._api.list("/refunds", made | {"status": "succeeded"})
        ]
        return sorted(lines, key=lambda line: str(line.at))

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Read a registry as CSV."""
        return read_registry(data)


def _span(name: str, since: datetime, until: datetime) -> dict[str, str]:
    return {f"{name}.gte": since.isoformat(), f"{name}.lt": until.isoformat()}


def _is_known(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in _SENDERS)
