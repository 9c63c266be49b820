"""The fake providers, asked by the official SDKs: what they take for the real thing is one."""

from collections.abc import Iterator

import httpx
import pytest
import stripe
import yookassa
from yookassa.client import ApiClient
from yookassa.domain.exceptions import BadRequestError, NotFoundError, UnauthorizedError

BODY = {
    "amount": {"value": "1110.00", "currency": "RUB"},
    "capture": True,
    "confirmation": {"type": "redirect", "return_url": "https://t.me/"},
    "metadata": {"invoice": "1001"},
}
SESSION = {
    "mode": "payment",
    "success_url": "https://t.me/",
    "client_reference_id": "1001",
    "line_items": [
        {
            "quantity": 1,
            "price_data": {"currency": "usd", "unit_amount": 1000, "product_data": {"name": "Stars"}},
        }
    ],
}


@pytest.fixture
def shop(replicate_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """YooKassa's SDK, pointed at the fake; returns the sandbox."""
    start = ApiClient.__init__

    def pointed(client: ApiClient) -> None:
        start(client)
        client.endpoint = f"{replicate_url}/at/api.yookassa.ru/v3"

    monkeypatch.setattr(ApiClient, "__init__", pointed)
    yookassa.Configuration.configure("100500", "live_sandbox-yookassa-secret-key")
    yield replicate_url
    yookassa.Configuration.configure(None, None)


def pay(url: str, name: str, ident: str) -> None:
    """Turn the switch."""
    httpx.post(f"{url}/admin/payments/{name}/orders/{ident}", json={}).raise_for_status()


def test_yookassas_sdk_buys_refunds_and_lists(shop: str) -> None:
    """Create, find, pay, refund and list, all through the SDK."""
    made = yookassa.Payment.create(BODY, "key-1")
    assert made.confirmation.confirmation_url.startswith("https://")
    pay(shop, "yookassa", made.id)
    found = yookassa.Payment.find_one(made.id)
    assert (found.status, found.paid, str(found.income_amount.value)) == ("succeeded", True, "1071.15")
    asked = {"payment_id": made.id, "amount": {"value": "10.00", "currency": "RUB"}}
    refund = yookassa.Refund.create(asked, "key-2")
    assert yookassa.Refund.find_one(refund.id).status == "succeeded"
    for number in range(4):
        yookassa.Payment.create(BODY, f"more-{number}")
    first = yookassa.Payment.list({"limit": 3})
    rest = yookassa.Payment.list({"limit": 3, "cursor": first.next_cursor})
    assert len({one.id for one in [*first.items, *rest.items]}) == 5
    assert rest.next_cursor is None


def test_yookassas_keys_and_errors(shop: str) -> None:
    """The same key gives the same answer, with another body an error; refusals are the SDK's own errors."""
    first = yookassa.Payment.create(BODY, "key-1")
    assert yookassa.Payment.create(BODY, "key-1").id == first.id
    with pytest.raises(BadRequestError):
        yookassa.Payment.create(BODY | {"description": "other"}, "key-1")
    with pytest.raises(NotFoundError):
        yookassa.Payment.find_one("2d9f0000-000f-5000-8000-00000000abcd")
    with pytest.raises(BadRequestError):  # it is not paid
        yookassa.Refund.create({"payment_id": first.id, "amount": BODY["amount"]}, "key-2")
    yookassa.Configuration.configure("100500", "live_other")
    with pytest.raises(UnauthorizedError):
        yookassa.Payment.find_one(first.id)


@pytest.fixture
def account(replicate_url: str) -> Iterator[stripe.StripeClient]:
    """Stripe's SDK, pointed at the fake."""
    http = stripe.RequestsClient()
    yield stripe.StripeClient(
        "sk_live_sandboxStripeSecretKey",
        base_addresses={"api": f"{replicate_url}/at/api.stripe.com"},
        http_client=http,
        max_network_retries=0,
    )
    http.close()


def test_stripes_sdk_sells_refunds_and_lists(account: stripe.StripeClient, replicate_url: str) -> None:
    """Create, pay, read, refund and list the balance, all through the SDK."""
    made = account.v1.checkout.sessions.create(SESSION)
    pay(replicate_url, "stripe", made.id)
    found = account.v1.checkout.sessions.retrieve(made.id)
    assert (found.payment_status, found.client_reference_id, found.amount_total) == ("paid", "1001", 1000)
    refund = account.v1.refunds.create({"payment_intent": str(found.payment_intent), "amount": 250})
    assert refund.status == "succeeded"
    booked = account.v1.balance_transactions.list({"limit": 1})
    assert booked.has_more
    assert sorted(one.amount for one in booked.auto_paging_iter()) == [-250, 1000]


def test_stripes_keys_and_errors(account: stripe.StripeClient) -> None:
    """The same key gives the same answer, with other parameters an error; so are refusals."""
    first = account.v1.checkout.sessions.create(SESSION, {"idempotency_key": "k1"})
    assert account.v1.checkout.sessions.create(SESSION, {"idempotency_key": "k1"}).id == first.id
    with pytest.raises(stripe.IdempotencyError):
        account.v1.checkout.sessions.create(SESSION | {"client_reference_id": "7"}, {"idempotency_key": "k1"})
    with pytest.raises(stripe.InvalidRequestError):
        account.v1.refunds.create({"payment_intent": "pi_none"})
    with pytest.raises(stripe.AuthenticationError):
        account.v1.balance_transactions.list({}, {"api_key": "sk_live_other"})
