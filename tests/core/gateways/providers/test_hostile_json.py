"""Anything at all in any field: a notice is read, refused with words, or waits; nothing else happens.

The signatures are right here: what comes through them must not break us either.
"""

import asyncio
import base64
import copy
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stripe import WebhookSignature

from core.domain.providers import Notice, ProviderEvent
from core.errors import BadAnswer, BadNotice, BadSignature
from core.gateways.providers.registry import ProviderRegistry
from core.gateways.providers.shape import Provider, ProviderTools
from tests.fakes.provider_till import TillClock

Json = dict[str, Any]
WALLET = "0:" + "ee" * 32
ADDRESS = "UQCrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq5jh"
HASH = base64.b64encode(b"\x07" * 32).decode()

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=20)
    | st.sampled_from(["", "0", "-1", "1e9", "NaN", "9" * 40, "\ud800", "\x00", "RUB", "usd", "1.00", "٣"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)

PAYMENT: Json = {
    "id": "22e12f66-000f-5000-8000-18db351245c7",
    "status": "succeeded",
    "amount": {"value": "1110.00", "currency": "RUB"},
    "income_amount": {"value": "1071.15", "currency": "RUB"},
    "recipient": {"account_id": "100500"},
    "created_at": "2026-11-01T10:00:00.000Z",
    "captured_at": "2026-11-01T10:05:00.000Z",
    "test": False,
    "metadata": {"invoice": "1001", "bot": "neuro_blogger"},
    "payment_method": {"type": "bank_card", "id": "22e12f66", "saved": True},
    "cancellation_details": {"reason": "fraud_suspected"},
}
STRIPE: Json = {
    "id": "evt_1",
    "object": "event",
    "type": "checkout.session.completed",
    "created": 1_790_000_000,
    "livemode": True,
    "data": {
        "object": {
            "id": "cs_1",
            "amount_total": 1000,
            "currency": "usd",
            "client_reference_id": "1001",
            "metadata": {"bot": "x"},
            "payment_status": "paid",
            "payment_intent": "pi_1",
            "customer_details": {"name": "Jenny"},
        }
    },
}
CRYPTO: Json = {
    "update_type": "invoice_paid",
    "payload": {
        "invoice_id": 77,
        "status": "paid",
        "payload": "1001",
        "currency_type": "crypto",
        "asset": "USDT",
        "amount": "10",
        "fee_asset": "USDT",
        "fee_amount": "0.1",
        "paid_asset": "USDT",
        "paid_amount": "10",
        "paid_at": "2026-11-01T10:00:00Z",
    },
}
TRANSACTION: Json = {
    "utime": 1_790_000_000,
    "transaction_id": {"lt": "47", "hash": HASH},
    "in_msg": {
        "source": WALLET,
        "destination": ADDRESS,
        "value": "1000000000",
        "msg_data": {"@type": "msg.dataRaw", "body": "te6ccgEBAQEAEAAAHAAAAABTTS0xMDAxLTA1"},
    },
    "out_msgs": [],
}
KEYS = {
    "yookassa": {"shop_id": "100500", "secret_key": "live_x"},
    "stripe": {"secret_key": "sk_live_x", "webhook_secret": "whsec_x"},
    "cryptopay": {"token": "12345:AAx"},
    "ton": {"address": ADDRESS, "usdt_master": ""},
}


def paths_of(record: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value inside."""
    for key, value in record.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from paths_of(value, (*path, key))


def changed(record: Json, path: tuple[Any, ...], value: Any) -> Json:
    """Return a copy with another value at the end of the way."""
    copied = copy.deepcopy(record)
    inner = copied
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copied


def built(name: str, answer: Callable[[], Any], http: list[httpx.AsyncClient]) -> Provider:
    """Return a provider whose API always gives the same answer."""

    def serve(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=json.dumps(answer()).encode())

    http.append(httpx.AsyncClient(transport=httpx.MockTransport(serve)))
    registry = ProviderRegistry()
    defaults = {field.name: field.default for field in registry.info(name).fields}
    values = {**defaults, **KEYS[name]}
    tools = ProviderTools(
        http=http[-1], clock=TillClock(), secret=values.__getitem__, bot_token=values.__getitem__
    )
    return registry.build(name, tools)


def read(name: str, notice: Notice, answer: Any = None) -> list[ProviderEvent]:
    """Return what the provider reads, nothing if it refuses with words; anything else fails the test."""
    http: list[httpx.AsyncClient] = []

    async def run() -> list[ProviderEvent]:
        provider = built(name, lambda: answer, http)
        try:
            provider.delivery_id(notice)
            return list(await provider.read(notice))
        except (BadNotice, BadSignature, BadAnswer) as error:
            str(error).encode()  # its words can be shown and stored
            return []
        finally:
            await http[0].aclose()

    return asyncio.run(run())


def check(events: list[ProviderEvent]) -> None:
    """Whatever was read can be written into a database."""
    for event in events:
        for text in (event.external_id, event.detail, event.payer_name, event.bot, event.refund_key):
            text.encode()
        assert event.external_id
        assert event.amount is None or 0 <= event.amount.minor < 2**63
        assert event.invoice_number is None or 1 <= event.invoice_number < 2**31


def yookassa(record: Json) -> list[ProviderEvent]:
    """Let the API say this of a payment."""
    body = b'{"type":"notification","event":"payment.succeeded","object":{"id":"22e12f66"}}'
    return read("yookassa", Notice(body=body), record)


def stripe(record: Json) -> list[ProviderEvent]:
    """Let this event come, rightly signed."""
    body = json.dumps(record)
    header = WebhookSignature.generate_signature_header(body, "whsec_x")
    return read("stripe", Notice(body=body.encode(), headers={"stripe-signature": header}))


def cryptopay(record: Json) -> list[ProviderEvent]:
    """Let this update come, rightly signed."""
    body = json.dumps(record).encode()
    digest = hmac.new(hashlib.sha256(b"12345:AAx").digest(), body, hashlib.sha256).hexdigest()
    return read("cryptopay", Notice(body=body, headers={"crypto-pay-api-signature": digest}))


def ton(record: Json) -> list[ProviderEvent]:
    """Let the endpoint say this of a transaction."""
    body = json.dumps({"transaction_id": {"lt": "47", "hash": HASH}}).encode()
    return read("ton", Notice(body=body), {"ok": True, "result": [record]})


SHOPS: dict[str, tuple[Callable[[Json], list[ProviderEvent]], Json]] = {
    "yookassa": (yookassa, PAYMENT),
    "stripe": (stripe, STRIPE),
    "cryptopay": (cryptopay, CRYPTO),
    "ton": (ton, TRANSACTION),
}


@pytest.mark.parametrize("name", SHOPS)
def test_the_unharmed_record_is_money(name: str) -> None:
    """What is harmed below is read as one payment of invoice 1001 while it is whole."""
    told, record = SHOPS[name]
    (event,) = told(record)
    assert event.invoice_number == 1001
    check([event])


@pytest.mark.parametrize("name", SHOPS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_value_in_any_field_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """T6: no value of any kind in any place is anything but an event, or an error with words."""
    told, record = SHOPS[name]
    path = data.draw(st.sampled_from(sorted(paths_of(record), key=str)))
    check(told(changed(record, path, data.draw(VALUES))))


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """T6: a body of anything, signed or not, is refused with words."""
    digest = hmac.new(hashlib.sha256(b"12345:AAx").digest(), body, hashlib.sha256).hexdigest()
    headers = {"crypto-pay-api-signature": digest, "stripe-signature": "t=1,v1=00"}
    for name in KEYS:
        assert read(name, Notice(body=body, headers=headers)) == []
