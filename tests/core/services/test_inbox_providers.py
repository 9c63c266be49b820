"""Each real provider's notice, signed as its fake does, comes in by the one path and is credited once."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from core.domain.inbox import InboxFilter, InboxVerdict
from core.domain.payments import Invoice
from core.domain.providers import Notice
from core.ids import new_id
from core.money import Stars
from core.services.invoices import InvoiceRequest
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, Station, secrets_with, until

WAYS = {"yookassa": "RUB", "stripe": "USD", "cryptopay": "USD", "telegram": "XTR", "robokassa": "RUB"}


async def made(station: Station, provider: str) -> Invoice:
    """Make an invoice of this provider's for Anna."""
    asked = InvoiceRequest(
        operation_id=new_id(),
        customer_id=ANNA,
        provider=provider,
        product="plan.neurophoto",
        currency=WAYS.get(provider, "USDT"),
    )
    return await station.core.invoices.create(asked, station.admin)


def keys_of(url: str) -> dict[str, str]:
    """Return the environment that knows every fake shop of the sandbox."""
    shops: dict[str, dict[str, str]] = httpx.get(f"{url}/admin/payments", trust_env=False).json()
    shops.get("telegram", {})["bots"] = "neuro_blogger"
    return {
        f"STATIONMASTER_PROVIDER_{provider}_{field}".upper(): value
        for provider, fields in shops.items()
        for field, value in fields.items()
    }


async def sent_notice(station: Station, provider: str, invoice: Invoice) -> Notice:
    """Let the customer pay at the fake, and return what it would send us."""
    if provider == "robokassa":  # its order begins when the customer opens the link
        (await station.api.get(invoice.url)).raise_for_status()
    orders: list[dict[str, Any]] = (await station.api.get(f"/admin/payments/{provider}")).json()["orders"]
    place = f"/admin/payments/{provider}/orders/{orders[-1]['id']}"
    is_telegram = provider == "telegram"
    (await station.api.post(place, json={"user": ANNA} if is_telegram else {})).raise_for_status()
    options = {"bot": invoice.bot} if is_telegram else {}
    told = (await station.api.post(f"{place}/notice", json=options)).raise_for_status().json()
    return Notice(body=base64.b64decode(told["body_base64"]), headers=told["headers"], query=told["query"])


@pytest.mark.parametrize("provider", list(WAYS))
async def test_t1_a_genuine_notice_of_each_provider_is_credited_once(
    opened: OpenStation, replicate_url: str, provider: str
) -> None:
    """Delivered three times; one plan, one credit; one byte changed is refused or changes nothing."""
    async with opened(secrets=secrets_with(**keys_of(replicate_url))) as station:
        await station.customer(stars=0)
        invoice = await made(station, provider)
        note = await sent_notice(station, provider, invoice)
        forged = Notice(body=note.body + b" ", headers=note.headers, query=note.query)
        await station.core.inbox.receive(provider, forged)
        answers = [await station.core.inbox.receive(provider, note) for _ in range(3)]
        assert {one.answer.status for one in answers} == {200}
        assert await station.balance() == Stars.of(476)
        rows = await station.core.inbox_list.page(InboxFilter(), None, 20)
        assert [one.verdict for one in rows].count(InboxVerdict.DONE) == 1
        assert await station.findings() == []


async def test_t22_money_on_the_chain_is_polled_in(opened: OpenStation, replicate_url: str) -> None:
    """TON sends no notices: the engine finds the payment by its comment and credits it."""
    async with opened(secrets=secrets_with(**keys_of(replicate_url))) as station:
        await station.customer(stars=0)
        invoice = await made(station, "ton")
        comment = parse_qs(urlsplit(invoice.url).query)["text"][0]
        sent = {"amount": invoice.amount.minor, "currency": invoice.amount.currency, "comment": comment}
        (await station.api.post("/admin/payments/ton/incoming", json=sent)).raise_for_status()

        async def is_credited() -> bool:
            return await station.balance() == Stars.of(476)

        await until(is_credited)
