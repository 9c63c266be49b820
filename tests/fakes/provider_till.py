"""Providers at the sandbox's fakes, with the deeds most tests of them need said in one line each."""

import asyncio
import base64
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from core.domain.providers import Notice, Order, RefundOrder
from core.errors import ProviderNotSet
from core.gateways.providers.registry import ProviderRegistry
from core.gateways.providers.shape import Provider, ProviderTools
from core.money import Money


class TillClock:
    """The present moment, moved on by hand; waits pass at once and are remembered."""

    def __init__(self) -> None:
        """Begin now."""
        self.moved = timedelta()
        self.waits: list[float] = []

    def now(self) -> datetime:
        """Return the present moment of this clock."""
        return datetime.now(UTC) + self.moved

    async def sleep(self, seconds: float) -> None:
        """Remember the wait."""
        self.waits.append(seconds)
        await asyncio.sleep(0)


@dataclass
class Till:
    """The fakes over HTTP, and providers with the keys of their shops."""

    url: str
    http: httpx.AsyncClient
    clock: TillClock = field(default_factory=TillClock)

    async def provider(self, name: str, **changed: str) -> Provider:
        """Return a provider that knows the keys of the fake shop, some of them changed."""
        registry = ProviderRegistry()
        keys = (
            (await self.http.get(f"{self.url}/admin/payments/{name}/keys")).json() if name != "manual" else {}
        )
        info = registry.info(name)
        known = {one.name: one for one in info.fields}

        def secret(wanted: str) -> str:
            value = {**keys, **changed}.get(wanted) or known[wanted].default
            if not value and known[wanted].is_required:
                raise ProviderNotSet(service=info.title, field=known[wanted].label)
            return str(value)

        tools = ProviderTools(
            http=self.http, clock=self.clock, secret=secret, bot_token=secret, base_url=self.url
        )
        return registry.build(name, tools)

    async def admin(self, path: str, **body: Any) -> Any:
        """Turn a switch below `/admin/payments`."""
        answer = await self.http.post(f"{self.url}/admin/payments/{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def books(self, name: str) -> Any:
        """Return orders and refunds of a fake."""
        return (await self.http.get(f"{self.url}/admin/payments/{name}")).json()

    async def export(self, name: str) -> bytes:
        """Return the statement file of a fake's cabinet."""
        answer = await self.http.get(f"{self.url}/admin/payments/{name}/statement")
        return answer.raise_for_status().content

    async def pay(self, name: str, ref: str, state: str = "paid", **options: Any) -> None:
        """Let the payer pay an order, or not."""
        await self.admin(f"{name}/orders/{ref}", state=state, **options)

    async def notice(self, name: str, ref: str, **options: Any) -> Notice:
        """Return the notice about an order, byte for byte as the provider sends it."""
        told = await self.admin(f"{name}/orders/{ref}/notice", **options)
        body = base64.b64decode(told["body_base64"])
        return Notice(body=body, headers=told["headers"], query=told["query"])

    async def fault(self, path: str, kind: str, *, times: int = 1, **action: Any) -> None:
        """Let requests to a path go wrong."""
        rule = {"match": {"path_regex": path}, "action": {"kind": kind, **action}, "times": times}
        (await self.http.post(f"{self.url}/admin/faults", json=rule)).raise_for_status()

    async def mend(self) -> None:
        """Let nothing go wrong any more."""
        (await self.http.delete(f"{self.url}/admin/faults")).raise_for_status()

    async def count(self, line: str) -> int:
        """Return how many requests like "POST /at/…" came."""
        counts = (await self.http.get(f"{self.url}/admin/requests")).json()["counts"]
        return int(counts.get(line, 0))


def an_order(number: int = 1001, amount: str = "1110.00", currency: str = "RUB", **more: Any) -> Order:
    """Return an order as a provider sees it."""
    usual: dict[str, Any] = {
        "description": "NeuroPhoto, 30 days",
        "customer_id": 5_000_000_001,
        "bot": "neuro_blogger",
        "language": "ru",
    }
    return Order(number=number, amount=Money.parse(amount, currency), **(usual | more))


def a_refund(of: str, amount: Money, refund_id: str = "refund-1", **more: Any) -> RefundOrder:
    """Return money to give back."""
    usual: dict[str, Any] = {
        "external_id": of,
        "refund_key": of,
        "is_whole": False,
        "customer_id": 5_000_000_001,
        "bot": "neuro_blogger",
        "reason": "not as expected",
    }
    return RefundOrder(refund_id=refund_id, amount=amount, **(usual | more))


def with_body(notice: Notice, body: bytes) -> Notice:
    """Return a notice with the same headers and another body."""
    return replace(notice, body=body)


def each_byte_changed(body: bytes) -> list[bytes]:
    """Return the body once for each of its bytes, with that one changed."""
    return [body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :] for at in range(len(body))]
