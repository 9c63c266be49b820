"""Stripe: Checkout sessions, signed events, refunds, and the balance as a statement.

Signatures are verified by Stripe's own package, which is slow to import and therefore imported at the first
notice. Each POST carries a key made of our own number, so that a repeat is answered with what the first did.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

import httpx

from core.domain.providers import (
    Ability,
    Answer,
    CredentialField,
    EventKind,
    Notice,
    Order,
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
    CannotDo,
    Clause,
    InputError,
    RemoteError,
    RemoteUnknown,
    clause,
)
from core.gateways.providers import stripe_objects as objects
from core.gateways.providers.fields import Fields, check_size, digest_of, load_json, notice_fields
from core.gateways.providers.orders import check_mode, check_order, check_refund, not_found, request_key
from core.gateways.providers.rest import RestApi, is_refusal, said
from core.gateways.providers.shape import ProviderTools
from core.gateways.providers.stripe_file import read_balance

ROOT = "https://api.stripe.com/v1"
VERSION = "2024-06-20"
"""The version of the API that our calls ask for, whatever the account's own is."""

TOLERANCE_S = 300
"""How old a signature may be when the notice reaches us."""

_ID = re.compile(r"[A-Za-z0-9_]{1,255}")
_PAGE = 100
_SEARCHED_PAGES = 20
_MOST_PAGES = 10_000
_SESSION = "checkout.session."
_ENDS = {"async_payment_failed": EventKind.FAILED, "expired": EventKind.EXPIRED}
_PAYING = {"completed", "async_payment_succeeded"}
_EXPAND = {"expand[]": "payment_intent.latest_charge.balance_transaction"}


class Stripe:
    """The account at Stripe whose keys are in the keyring."""

    name: ClassVar[str] = objects.NAME
    title: ClassVar[str] = objects.TITLE
    currencies: ClassVar[tuple[str, ...]] = objects.CURRENCIES
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {
            Ability.LINK,
            Ability.STATUS,
            Ability.REFUND,
            Ability.PARTIAL_REFUND,
            Ability.STATEMENT,
            Ability.STATEMENT_FILE,
        }
    )
    fields: ClassVar[tuple[CredentialField, ...]] = (
        CredentialField(name="secret_key", label=QT_TRANSLATE_NOOP("Providers", "Secret key")),
        CredentialField(
            name="webhook_secret", label=QT_TRANSLATE_NOOP("Providers", "Signing secret of the webhook")
        ),
        CredentialField(
            name="return_url",
            label=QT_TRANSLATE_NOOP("Providers", "Address after paying"),
            is_secret=False,
            default="https://t.me/",
        ),
    )

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools."""
        self._tools = tools
        self._api = RestApi(service=self.title, http=tools.http, words=_words)

    async def check(self) -> str:
        """Return the account's id, and whether the key is one for tests."""
        account = await self._get("/account")
        mark = " (test)" if await self._is_test() else ""
        return f"{account.text('id')}{mark}"

    async def link(self, order: Order) -> PayLink:
        """Create the Checkout session of `order`, or find the one there is."""
        check_order(order, self.currencies)
        check_mode(order, is_test_key=await self._is_test())
        if order.external_ref:
            session = await self._get(f"/checkout/sessions/{_checked(order.external_ref)}")
        else:
            form = objects.session_form(order, await self._secret("return_url"))
            key = request_key("invoice", order.number, json.dumps(form, sort_keys=True))
            session = await self._post("/checkout/sessions", form, key)
        if session.text("status") != "open":
            raise RemoteError(
                service=self.title, status=200, detail=f"the session is {session.text('status')}"
            )
        return PayLink(url=session.text("url"), external_ref=session.text("id"))

    def delivery_id(self, notice: Notice) -> str:
        """Return the id of the event, which is the same in each delivery of it."""
        body = load_json(notice.body)
        ident = body.get("id") if isinstance(body, dict) else None
        return ident if isinstance(ident, str) and _ID.fullmatch(ident) else digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Verify the signature and return what the event says."""
        check_size(self.title, notice)
        secret = await self._secret("webhook_secret")
        await asyncio.to_thread(self._verify, notice, secret)
        event = notice_fields(self.title, notice)
        if event.text("object") != "event":
            event.refuse("object", clause(QT_TRANSLATE_NOOP("Clause", "it is no event")))
        if event.has("account"):
            event.refuse("account", clause(QT_TRANSLATE_NOOP("Clause", "it is about another account")))
        kind, told = event.text("type"), event.fields("data").fields("object")
        is_test = not event.flag("livemode")
        if kind.startswith(_SESSION):
            return self._session_events(kind.removeprefix(_SESSION), told, event, is_test=is_test)
        if kind == "charge.refunded":
            return await self._refund_events(told, is_test=is_test)
        if kind in {"charge.refund.updated", "refund.updated"}:
            return _some(objects.refund_event(told, await self._intent(told), is_test=is_test))
        if kind == "charge.dispute.closed":
            return _some(objects.dispute_event(told, await self._intent(told), is_test=is_test))
        return ()

    def _verify(self, notice: Notice, secret: str) -> None:
        from stripe import SignatureVerificationError, WebhookSignature  # see the module's docstring

        header = notice.headers.get("stripe-signature", "")
        try:
            WebhookSignature.verify_header(notice.body.decode(), header, secret, tolerance=None)
        except (SignatureVerificationError, UnicodeError, TypeError) as error:  # the last for “é”
            words = clause(QT_TRANSLATE_NOOP("Clause", "it does not match the body and the secret"))
            raise self._forged(words) from error
        signed_s = next(int(part.split("=")[1]) for part in header.split(",") if part.startswith("t="))
        reached_s = int((notice.received_at or self._tools.clock.now()).timestamp())
        if abs(reached_s - signed_s) > TOLERANCE_S:
            words = clause(QT_TRANSLATE_NOOP("Clause", "it was made more than five minutes before or after"))
            raise self._forged(words)

    def _forged(self, detail: Clause) -> BadSignature:
        return BadSignature(service=self.title, detail=detail)

    def _session_events(
        self, what: str, session: Fields, event: Fields, *, is_test: bool
    ) -> Sequence[ProviderEvent]:
        is_paid = session.optional_text("payment_status") == "paid"
        kind = EventKind.PAID if what in _PAYING and is_paid else _ENDS.get(what)
        if kind is None:
            return ()
        return (objects.session_event(session, kind, event.seconds("created"), is_test=is_test),)

    async def _refund_events(self, charge: Fields, *, is_test: bool) -> Sequence[ProviderEvent]:
        """Return all refunds of a charge that succeeded: each is known by its own id, told once or often."""
        intent = objects.id_of(charge, "payment_intent") or charge.text("id")
        events = [
            objects.refund_event(refund, intent, is_test=is_test)
            async for refund in self._list("/refunds", {"charge": charge.text("id")})
        ]
        return tuple(event for event in reversed(events) if event is not None)

    async def _intent(self, record: Fields) -> str:
        found = objects.id_of(record, "payment_intent")
        if found:
            return found
        charge = objects.id_of(record, "charge")
        if not _ID.fullmatch(charge):
            record.refuse("charge", clause(QT_TRANSLATE_NOOP("Clause", "it is no id")))
        return objects.id_of(await self._get(f"/charges/{charge}"), "payment_intent") or charge

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return 200, or 503 to be sent the event again."""
        del notice
        return Answer(status=200 if is_done else 503, body="")

    async def status(self, order: Order) -> OrderStatus:
        """Read the session of an order; without its id, look through the newest ones."""
        if order.external_ref:
            path = f"/checkout/sessions/{_checked(order.external_ref)}"
            return objects.session_status(await self._get(path, _EXPAND))
        searched = 0
        async for session in self._list("/checkout/sessions", {}, pages=_SEARCHED_PAGES):
            searched += 1
            if session.optional_text("client_reference_id") == str(order.number):
                return objects.session_status(session)
        return not_found(searched, _SEARCHED_PAGES * _PAGE)

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Ask for a refund of all or a part."""
        check_refund(order, self.currencies)
        form = {
            "payment_intent": order.refund_key or order.external_id,
            "amount": str(order.amount.minor),
            "metadata[refund]": order.refund_id,
        }
        try:
            key = request_key("refund", order.refund_id)
            return objects.refund_answer(await self._post("/refunds", form, key))
        except RemoteUnknown as error:
            return RefundAnswer(state=RefundState.UNKNOWN, detail=said(error))
        except RemoteError as error:
            if not is_refusal(error):
                raise
            # It may be this very refund, made before the key was forgotten: its status tells.
            is_done = "charge_already_refunded" in said(error)
            state = RefundState.UNKNOWN if is_done else RefundState.REFUSED
            return RefundAnswer(state=state, detail=said(error))

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Read a refund; without its id, look for our mark among those of the payment."""
        if order.provider_ref:
            return objects.refund_answer(await self._get(f"/refunds/{_checked(order.provider_ref)}"))
        query = {"payment_intent": order.refund_key or order.external_id}
        async for refund in self._list("/refunds", query):
            if refund.optional_fields("metadata").optional_text("refund") == order.refund_id:
                return objects.refund_answer(refund)
        detail = "no refund with our mark; asking again is harmless"
        return RefundAnswer(state=RefundState.UNKNOWN, detail=detail, may_repeat=True)

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Raise CannotDo: no method is kept."""
        del order, recurring_key
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it keeps no method for automatic renewals"))
        raise CannotDo(service=self.title, problem=problem)

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Return payments and refunds of the balance. Disputes are not among them: they come as notices."""
        query = {
            "created[gte]": str(int(since.timestamp())),
            "created[lt]": str(int(until.timestamp())),
            "expand[]": "data.source",
        }
        lines = [
            objects.statement_line(booked) async for booked in self._list("/balance_transactions", query)
        ]
        return [line for line in reversed(lines) if line is not None]

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Read a balance history as CSV."""
        return read_balance(data)

    async def _secret(self, name: str) -> str:
        return await asyncio.to_thread(self._tools.secret, name)

    async def _is_test(self) -> bool:
        return "_test_" in await self._secret("secret_key")

    async def _get(self, path: str, query: Mapping[str, str] | None = None) -> Fields:
        return await self._api.ask(await self._request("GET", path, params=dict(query or {})))

    async def _post(self, path: str, form: Mapping[str, str], key: str) -> Fields:
        request = await self._request("POST", path, data=dict(form))
        request.headers["Idempotency-Key"] = key
        return await self._api.insist(request, self._tools.clock)

    async def _list(
        self, path: str, query: Mapping[str, str], *, pages: int = _MOST_PAGES
    ) -> AsyncIterator[Fields]:
        """Read a list, newest first, at most so many pages of it."""
        after: dict[str, str] = {}
        for _ in range(pages):
            page = await self._get(path, {**query, **after, "limit": str(_PAGE)})
            records = page.objects("data")
            for record in records:
                yield record
            if not records or not page.flag("has_more"):
                return
            after = {"starting_after": records[-1].text("id")}

    async def _request(self, method: str, path: str, **content: Any) -> httpx.Request:
        key = await self._secret("secret_key")
        headers = {"Authorization": f"Bearer {key}", "Stripe-Version": VERSION}
        return self._tools.http.build_request(
            method, self._tools.url(ROOT + path), headers=headers, **content
        )


def _some(event: ProviderEvent | None) -> Sequence[ProviderEvent]:
    return () if event is None else (event,)


def _checked(ident: str) -> str:
    if not _ID.fullmatch(ident):
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no id"))
        raise InputError(field="id", value=ident[:80], problem=problem)
    return ident


def _words(body: Mapping[str, Any]) -> str:
    error = body.get("error")
    told = error if isinstance(error, dict) else {}
    parts = [told.get(name) for name in ("type", "code", "message", "param")]
    return ": ".join(part for part in parts if isinstance(part, str))
