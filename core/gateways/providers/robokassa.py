"""Robokassa: pay link, notice to ResultURL, status, refunds, automatic renewals, registry file.

A browser that comes back to SuccessURL proves nothing and is not read here at all: its signature is made
with password 1, which also signs links that anybody can see.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

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
    BadNotice,
    BadSignature,
    CannotDo,
    InputError,
    ProviderNotSet,
    RemoteError,
    RemoteUnknown,
    clause,
)
from core.gateways.providers import robokassa_keys
from core.gateways.providers.fields import bad_notice, digest_of, invoice_number_or_none, load_json
from core.gateways.providers.forms import form_fields, is_same_text
from core.gateways.providers.orders import check_order, check_refund
from core.gateways.providers.rest import RestApi
from core.gateways.providers.robokassa_answers import (
    NAME,
    check_result,
    event_of_notice,
    is_test,
    read_state,
    status_of,
)
from core.gateways.providers.robokassa_keys import SERVICE, ShopKeys
from core.gateways.providers.robokassa_link import pay_fields, pay_url, receipt_of
from core.gateways.providers.robokassa_registry import read_registry
from core.gateways.providers.robokassa_signing import WEAK_ALGORITHMS, shp_parts
from core.gateways.providers.shape import ProviderTools
from core.logs import redact

_STATE = "https://auth.robokassa.ru/Merchant/WebService/Service.asmx/OpStateExt"
_RECURRING = "https://auth.robokassa.ru/Merchant/Recurring"
_REFUNDS = "https://services.robokassa.ru/RefundService/Refund"
_REQUIRED = ("OutSum", "InvId", "SignatureValue")
_FORM = "application/x-www-form-urlencoded"
_LABELS = {
    "finished": RefundState.CONFIRMED,
    "processing": RefundState.REQUESTED,
    "canceled": RefundState.REFUSED,
}


class Robokassa:
    """One shop at Robokassa; see `Provider` for what each call promises."""

    name: ClassVar[str] = NAME
    title: ClassVar[str] = SERVICE
    fields: ClassVar[tuple[CredentialField, ...]] = robokassa_keys.FIELDS
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {
            Ability.LINK,
            Ability.STATUS,
            Ability.REFUND,
            Ability.PARTIAL_REFUND,
            Ability.STATEMENT_FILE,
            Ability.RECURRING,
        }
    )
    currencies: ClassVar[tuple[str, ...]] = ("RUB",)

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools; no secret is read yet."""
        self._tools = tools
        self._keys = ShopKeys(tools)
        self._api = RestApi(service=SERVICE, http=tools.http, words=_words)

    async def check(self) -> str:
        """Ask for an order that need not exist: the answer proves login, password 2 and hash.

        Password 1 cannot be proved without a payment; that it is there is checked.
        """
        await asyncio.to_thread(self._keys.sign_link, ["check"], is_test=False)
        login, algorithm = await asyncio.to_thread(lambda: (self._keys.login, self._keys.algorithm))
        check_result(read_state(await self._ask_state(1)))
        return f"{login}, {algorithm}" + (" (weak)" if algorithm in WEAK_ALGORITHMS else "")

    async def link(self, order: Order) -> PayLink:
        """Return the signed address of the pay page; it is only computed, nobody is asked."""
        check_order(order, self.currencies)
        if order.expires_at is not None and order.expires_at <= self._tools.clock.now():
            problem = clause(QT_TRANSLATE_NOOP("Clause", "the invoice has expired"))
            raise InputError(field="invoice", value=order.number, problem=problem)
        fields = await asyncio.to_thread(pay_fields, self._keys, order)
        return PayLink(url=self._tools.url(pay_url(fields)), external_ref=str(order.number))

    def delivery_id(self, notice: Notice) -> str:
        """Return a digest: Robokassa numbers no deliveries, and repeats one byte for byte."""
        return digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Verify a notice to ResultURL, from a form or a query string."""
        fields = form_fields(SERVICE, notice)
        for name in _REQUIRED:
            if not fields.get(name):
                problem = clause(QT_TRANSLATE_NOOP("Clause", "it is missing"))
                raise bad_notice(SERVICE)(name, "", problem)
        parts = [fields["OutSum"], fields["InvId"]]
        try:
            login, wanted = await asyncio.to_thread(
                lambda: (
                    self._keys.login,
                    self._keys.sign_notice(parts, shp_parts(fields), is_test=is_test(fields)),
                )
            )
        except ProviderNotSet as error:
            if not is_test(fields):
                raise
            detail = clause(QT_TRANSLATE_NOOP("Clause", "it is a test, and no passwords for tests are set"))
            raise BadSignature(service=SERVICE, detail=detail) from error
        if not is_same_text(wanted, fields["SignatureValue"].lower()):
            detail = clause(QT_TRANSLATE_NOOP("Clause", "it does not fit the other fields"))
            raise BadSignature(service=SERVICE, detail=detail)
        return [event_of_notice(login, fields)]

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return exactly "OK" and the number once it is stored; anything else makes Robokassa repeat."""
        try:
            number = invoice_number_or_none(form_fields(SERVICE, notice).get("InvId", ""))
        except BadNotice:
            number = None
        if number is None:
            return Answer(status=400, body="bad notice")
        return Answer(status=200, body=f"OK{number}") if is_done else Answer(status=503, body="not stored")

    async def status(self, order: Order) -> OrderStatus:
        """Ask OpStateExt; of a test payment it knows nothing, and nobody would miss the money."""
        if order.is_test:
            return OrderStatus(state=OrderState.OPEN, detail="Robokassa tells nothing about test payments")
        found = read_state(await self._ask_state(order.number))
        check_result(found)
        return status_of(await asyncio.to_thread(lambda: self._keys.login), order, found)

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Ask for a whole or a partial refund; one without its OpKey looks for it first."""
        check_refund(order, self.currencies)
        op_key = order.refund_key or await self._find_op_key(order)
        payload = f'{{"OpKey":{json.dumps(op_key)}'
        if not order.is_whole:
            payload += f',"RefundSum":{order.amount.decimal}'
        token = await asyncio.to_thread(self._keys.sign_refund, payload + "}")
        request = self._tools.http.build_request(
            "POST",
            self._tools.url(f"{_REFUNDS}/Create"),
            content=token,
            headers={"Content-Type": "application/jwt"},
        )
        try:
            body = load_json((await self._api.send(request, may_have_acted=True)).content)
        except RemoteUnknown as error:
            return RefundAnswer(state=RefundState.UNKNOWN, detail=str(error.facts.get("detail", "")))
        return _refund_answer(body)

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Ask GetState; a request whose number was never told cannot be asked for."""
        if not order.provider_ref:
            detail = "the answer with the number of the request was lost: look into Robokassa’s cabinet"
            return RefundAnswer(state=RefundState.UNKNOWN, detail=detail)
        address = self._tools.url(f"{_REFUNDS}/GetState?{urlencode({'id': order.provider_ref})}")
        response = await self._api.send(self._tools.http.build_request("GET", address), may_have_acted=False)
        body = load_json(response.content)
        record = body if isinstance(body, dict) else {}
        label = str(record.get("label", "")).lower()
        return RefundAnswer(
            state=_LABELS.get(label, RefundState.UNKNOWN),
            provider_ref=order.provider_ref,
            detail=redact(label or str(record.get("message", ""))[:200]),
        )

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Charge the card of the first payment; accepted is not paid: wait for the notice or the status."""
        check_order(order, self.currencies)
        if invoice_number_or_none(recurring_key) is None:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "the number of the first payment is not known"))
            raise CannotDo(service=SERVICE, problem=problem)
        fields = await asyncio.to_thread(self._recurring_fields, order, recurring_key)
        request = self._tools.http.build_request("POST", self._tools.url(_RECURRING), data=fields)
        text = (await self._api.send(request, may_have_acted=True)).text.strip()
        if text != f"OK{order.number}":
            refused = text.lower().startswith("error")
            kind = RemoteError if refused else RemoteUnknown
            raise kind(service=SERVICE, status=200, detail=redact(text[:200] or "nothing"))
        return PayLink(external_ref=str(order.number))

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Raise CannotDo: Robokassa has no list of operations for programs, only the registry file."""
        del since, until
        problem = clause(QT_TRANSLATE_NOOP("Clause", "its registry comes as a file from the cabinet"))
        raise CannotDo(service=SERVICE, problem=problem)

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Read the registry as CSV or XML; it blocks while the shop's login is read."""
        return read_registry(data, self._keys.login)

    def _recurring_fields(self, order: Order, first: str) -> dict[str, str]:
        login, out_sum, number = self._keys.login, order.amount.decimal, str(order.number)
        parts = [login, out_sum, number]
        fields = {"MerchantLogin": login, "InvoiceID": number, "PreviousInvoiceID": first, "OutSum": out_sum}
        if receipt := receipt_of(self._keys, order):
            fields["Receipt"] = quote(receipt, safe="")
            parts.append(fields["Receipt"])
        fields["SignatureValue"] = self._keys.sign_link(parts, is_test=order.is_test)
        return fields

    async def _ask_state(self, number: int) -> bytes:
        def fields() -> dict[str, str]:
            login = self._keys.login
            signed = self._keys.login, str(number)
            value = self._keys.sign_notice(signed, is_test=False)
            return {"MerchantLogin": login, "InvoiceID": str(number), "Signature": value}

        data = await asyncio.to_thread(fields)
        request = self._tools.http.build_request("POST", self._tools.url(_STATE), data=data)
        return (await self._api.send(request, may_have_acted=False)).content

    async def _find_op_key(self, order: RefundOrder) -> str:
        number = invoice_number_or_none(order.external_id.rpartition(":")[2])
        found = read_state(await self._ask_state(number)) if number is not None else None
        if found is not None:
            check_result(found)
        if found is None or not found.op_key:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "Robokassa tells no key of this operation"))
            raise CannotDo(service=SERVICE, problem=problem)
        return found.op_key


def _refund_answer(body: object) -> RefundAnswer:
    record = body if isinstance(body, dict) else {}
    message = redact(str(record.get("message") or "")[:200])
    if record.get("success") is True and record.get("requestId"):
        return RefundAnswer(state=RefundState.REQUESTED, provider_ref=str(record["requestId"]))
    if record.get("success") is False and message != "AlreadyRefunded":
        return RefundAnswer(state=RefundState.REFUSED, detail=message)
    # accepted without a number, already refunded by a request whose answer was lost, or unreadable
    return RefundAnswer(state=RefundState.UNKNOWN, detail=message or "the answer cannot be read")


def _words(body: Mapping[str, Any]) -> str:
    return str(body.get("message") or "")
