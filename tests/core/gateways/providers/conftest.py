"""What the tests of the providers share: the fakes of the sandbox, and providers that are set up for them."""

import base64
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from core.domain.providers import Notice, Order
from core.gateways.providers.registry import ProviderRegistry
from core.gateways.providers.shape import Provider
from core.gateways.providers.tools import ProviderWorkshop
from core.gateways.secrets import Secrets, provider_field_name, telegram_token_name
from core.money import Money
from core.sandbox.server import SandboxThread
from core.settings import Settings

BOT_TOKEN = "123456:SandboxBotTokenForTestsOfPayments00"


class StillClock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("a provider waits for nothing")


@dataclass
class Desk:
    """The fakes over HTTP, and the providers built for them."""

    url: str
    http: httpx.AsyncClient
    clock: StillClock = field(default_factory=StillClock)

    async def keys(self, provider: str) -> dict[str, str]:
        """Return the keys of the fake shop."""
        return (await self.http.get(f"{self.url}/admin/payments/{provider}/keys")).json()

    async def provider(self, name: str, **changed: str) -> Provider:
        """Return a provider with the keys of the fake shop; an empty one is not set."""
        values = {**await self.keys(name), **changed}
        named = {provider_field_name(name, key): value for key, value in values.items() if value}
        workshop = ProviderWorkshop(
            registry=ProviderRegistry(),
            secrets=Secrets.in_memory({**named, telegram_token_name("main"): BOT_TOKEN}),
            settings=Settings(providers_base_url=self.url),
            http=self.http,
            clock=self.clock,
        )
        return workshop.provider(name)

    async def admin(self, provider: str, path: str = "", **body: Any) -> Any:
        """Turn a switch of the fake, or look at its books without a path."""
        address = f"{self.url}/admin/payments/{provider}"
        answer = await (self.http.post(f"{address}/{path}", json=body) if path else self.http.get(address))
        assert answer.is_success, answer.text
        return answer.json()

    async def notice(self, provider: str, order_id: str, **options: Any) -> Notice:
        """Return the notice about an order, byte for byte as the provider would send it."""
        told = await self.admin(provider, f"orders/{order_id}/notice", **options)
        return Notice(
            body=base64.b64decode(told["body_base64"]), headers=told["headers"], query=told["query"]
        )

    async def fault(self, path: str, kind: str, **options: Any) -> None:
        """Let the next request to a path of the fake go wrong."""
        rule = {"match": {"path_regex": path}, "action": {"kind": kind, **options}}
        (await self.http.post(f"{self.url}/admin/faults", json=rule)).raise_for_status()


@pytest.fixture
async def payments(quick_sandbox: SandboxThread) -> AsyncIterator[Desk]:
    """The fake providers of the quick sandbox, as new."""
    # there is no TLS here, and reading the public authorities for each test takes longer than the test
    async with httpx.AsyncClient(trust_env=False, timeout=10, verify=False) as http:
        (await http.post(f"{quick_sandbox.url}/admin/reset")).raise_for_status()
        yield Desk(quick_sandbox.url, http)


def order(number: int = 1001, amount: str = "500.00", currency: str = "RUB", **more: Any) -> Order:
    """Return an invoice as a provider sees it."""
    usual: Mapping[str, Any] = {
        "description": "217 звёзд",
        "customer_id": 42,
        "bot": "main",
        "language": "ru",
    }
    return Order(number=number, amount=Money.parse(amount, currency), **{**usual, **more})
