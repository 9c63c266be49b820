"""Robokassa's pay link: every field, every hash, accepted by a pay page that checks as Robokassa does."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
from robokassa import HashAlgorithm
from robokassa import Robokassa as Library
from robokassa.types import Hash, Signature

from core.errors import BadProviderKey, InputError, Offline, ProviderNotSet
from core.gateways.providers.registry import ProviderRegistry
from core.gateways.providers.robokassa_signing import ALGORITHMS, shp_parts, signature
from core.gateways.providers.shape import ProviderTools
from tests.core.gateways.providers.conftest import StillClock, order

VECTORS = [
    (
        "demo:500.00:1001:pass1",
        "795391c3166b45a41ad04a1cc8097f8c",
        "0a3aaefc69b8c94cdce67b347d606c50ce396ba58d1663a48e0002b6d86fb607",
    ),
    (
        "demo:500.00:1001:pass1:Shp_bot=7:Shp_user=42",
        "b21bdd09d6a8a96b3bdd324211375769",
        "3717c2993dc2a3a946024ddd1002b9ce8ecb207a43fdba5a9eb54acdcd9ac646",
    ),
    (
        "500.000000:1001:pass2",
        "3e82b5da7c942571f316c1214f3edea2",
        "64cd1cd8df1d437d0e98c8472da9fd242060c0fb0b04edbf577421a60b4fff55",
    ),
    (
        "500.000000:1001:pass2:Shp_bot=7:Shp_user=42",
        "b23469908400b3cd6fa7bd96fa9aaf1f",
        "2a56e9cda6968ab53bbb4c32c5c2e173d057207159f6904b2ec74708a12af1c7",
    ),
    (
        "demo:1001:pass2",
        "20b9f012586e3d6536f6f81f08eb9a96",
        "4ef6641f42bd88d59ba5706cc4d0fad276f56b7ee619227a9d55668355302a0f",
    ),
]
KEYS = {"merchant_login": "demo", "password_1": "pass1", "password_2": "pass2", "hash": "sha256"}


def shop(**changed):
    """Return a provider that needs no sandbox, and asks nobody."""
    values = {**KEYS, "tax_system": "none", "tax": "none", **changed}

    def refuse(request):
        raise AssertionError(f"asked {request.url}")

    tools = ProviderTools(
        http=httpx.AsyncClient(transport=httpx.MockTransport(refuse), trust_env=False),
        clock=StillClock(),
        secret=lambda name: values.get(name, ""),
        bot_token=lambda bot: "",
    )
    return ProviderRegistry().build("robokassa", tools)


async def fields_of(provider, asked):
    """Return the fields of the link, each decoded once."""
    url = (await provider.link(asked)).url
    query = parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in query.values())
    return {name: values[0] for name, values in query.items()}


@pytest.mark.parametrize(("text", "md5", "sha256"), VECTORS)
def test_ta5_vectors(text, md5, sha256):
    """The signatures of the domain's table come out."""
    parts = text.split(":")
    assert signature("md5", parts) == md5
    assert signature("sha256", parts) == sha256


def test_ta5_an_empty_number_keeps_its_place():
    """The segment of an empty InvId stays; Shp fields come in the order of the alphabet."""
    assert signature("md5", ["demo", "500.00", "", "pass1"]) == hashlib.md5(b"demo:500.00::pass1").hexdigest()
    fields = {"Shp_user": "42", "OutSum": "1", "Shp_bot": "7"}
    assert shp_parts(fields) == ["Shp_bot=7", "Shp_user=42"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_ta5_every_hash_equals_an_independent_library(algorithm):
    """The package `robokassa` from elsewhere makes the same signature for the same order."""
    library = Library("demo", "pass1", "pass2", HashAlgorithm[algorithm])
    theirs = library.generate_open_payment_link(
        out_sum="500.00", inv_id=1001, default_prefix="Shp", user=42, bot="main"
    )
    ours = await fields_of(shop(hash=algorithm), order())
    assert ours["SignatureValue"] == theirs.params.signature_value


async def test_ta5_receipt_is_signed_encoded_once_and_sent_encoded_twice():
    """The receipt of 54-FZ: exact sum, signed as the library signs it, readable after two decodings."""
    provider = shop(tax_system="usn_income", tax="vat20")
    asked = order(amount="1110.10", description="Тариф «НейроФото»")
    fields = await fields_of(provider, asked)
    theirs = Signature(
        hash_=Hash(HashAlgorithm.sha256),
        merchant_login="demo",
        out_sum="1110.10",
        inv_id=1001,
        receipt=fields["Receipt"],
        password="pass1",
        additional_params={"Shp_user": 42, "Shp_bot": "main"},
    )
    assert fields["SignatureValue"] == theirs.value
    text = unquote(fields["Receipt"])
    assert '"sum":1110.10,' in text
    receipt = json.loads(text)
    assert receipt["sno"] == "usn_income"
    [item] = receipt["items"]
    assert (item["name"], item["quantity"], item["tax"]) == ("Тариф «НейроФото»", 1, "vat20")
    assert (item["payment_method"], item["payment_object"]) == ("full_payment", "service")


async def test_ta4_link_has_every_field():
    """Sum with two digits, our number, language, encoding, and whose invoice it is."""
    provider = shop()
    url = (await provider.link(order())).url
    assert url.startswith("https://auth.robokassa.ru/Merchant/Index.aspx?MerchantLogin=demo&OutSum=500.00&")
    fields = await fields_of(provider, order())
    assert fields.pop("SignatureValue")
    assert fields == {
        "MerchantLogin": "demo",
        "OutSum": "500.00",
        "InvId": "1001",
        "Description": "217 звёзд",
        "Culture": "ru",
        "Encoding": "utf-8",
        "Shp_user": "42",
        "Shp_bot": "main",
    }
    assert (await fields_of(provider, order(language="en")))["Culture"] == "en"


async def test_b11_description_is_cut_to_100_and_encoded_once():
    """A long description with signs of its own arrives as it is, cut, on one line, after one decoding."""
    provider = shop()
    text = "100% & <b>«пакет»</b> +\n" * 12
    url = (await provider.link(order(description=text))).url
    assert "%25 " not in url
    assert "%2525" not in url
    found = (await fields_of(provider, order(description=text)))["Description"]
    assert found == " ".join(text.split())[:100]
    assert len(found) == 100
    assert (await fields_of(provider, order(description=" ")))["Description"] == "№ 1001"


async def test_ta6_the_test_flag_and_the_test_password_go_together():
    """A test order is signed with the test password and says so; a live one never does."""
    provider = shop(test_password_1="testpass1")
    live, test = await fields_of(provider, order()), await fields_of(provider, order(is_test=True))
    assert "IsTest" not in live
    assert test["IsTest"] == "1"
    parts = ["demo", "500.00", "1001", "testpass1", "Shp_bot=main", "Shp_user=42"]
    assert test["SignatureValue"] == signature("sha256", parts)
    with pytest.raises(ProviderNotSet, match="Password 1 for tests"):
        await shop().link(order(is_test=True))


async def test_ta9_an_expired_invoice_gives_no_link():
    """The date of expiry is in the link while it lies ahead; then there is no link."""
    provider = shop()
    now = StillClock().now()
    soon = await fields_of(provider, order(expires_at=now + timedelta(hours=1)))
    assert datetime.fromisoformat(soon["ExpirationDate"]) == datetime(2026, 11, 24, 10, tzinfo=UTC)
    with pytest.raises(InputError, match="expired"):
        await provider.link(order(expires_at=now))


async def test_a_recurring_link_asks_to_keep_the_card_and_never_expires():
    """Recurring is not signed and does not go with a date of expiry; a signed field marks the first one."""
    asked = order(is_recurring=True, expires_at=StillClock().now() + timedelta(hours=1))
    fields = await fields_of(shop(), asked)
    assert fields["Recurring"] == "true"
    assert fields["Shp_recurring"] == "1"
    assert "ExpirationDate" not in fields
    parts = ["demo", "500.00", "1001", "pass1", "Shp_bot=main", "Shp_recurring=1", "Shp_user=42"]
    assert fields["SignatureValue"] == signature("sha256", parts)


@pytest.mark.parametrize(
    "asked",
    [
        order(amount="0.00"),
        order(currency="USD"),
        order(number=0),
        order(number=2**31),
        order(bot="имя:бота"),
    ],
    ids=["zero", "dollars", "number 0", "number too large", "bot"],
)
async def test_ta7_what_cannot_be_asked_gives_no_link(asked):
    """A sum of nothing, another currency, a number that is none, a bot that cannot be signed."""
    with pytest.raises(InputError):
        await shop().link(asked)


async def test_an_unknown_hash_is_told():
    """A hash typed wrong is an error that lists the right ones; a dash or capitals do no harm."""
    with pytest.raises(InputError, match="sha256, sha384"):
        await shop(hash="crc32").link(order())
    assert await fields_of(shop(hash="SHA-256"), order()) == await fields_of(shop(), order())


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_the_pay_page_accepts_the_link(payments, algorithm):
    """A page that checks as Robokassa does takes plain, receipt and test links, for every hash."""
    await payments.admin("robokassa", "keys", hash=algorithm)
    plain = await payments.provider("robokassa")
    receipts = await payments.provider("robokassa", tax_system="osn", tax="vat20")
    links = [
        (await plain.link(order(1))).url,
        (await receipts.link(order(2, "1110.10"))).url,
        (await plain.link(order(3, is_test=True))).url,
    ]
    assert links[0].startswith(payments.url)
    for url in links:
        assert "Error" not in (await payments.http.get(url)).text
    wrong = await payments.http.get(links[0].replace("OutSum=500.00", "OutSum=5.00"))
    assert "Error 29" in wrong.text


async def test_check_proves_the_keys(payments):
    """The check tells shop and hash, a weak hash too; wrong passwords and shops are told apart."""
    assert await (await payments.provider("robokassa")).check() == "demo, sha256"
    with pytest.raises(BadProviderKey, match="подпись"):
        await (await payments.provider("robokassa", password_2="other")).check()
    with pytest.raises(BadProviderKey, match="не найдена"):
        await (await payments.provider("robokassa", merchant_login="nobody")).check()
    with pytest.raises(ProviderNotSet, match="Password 1"):
        await (await payments.provider("robokassa", password_1="")).check()
    await payments.admin("robokassa", "keys", hash="md5")
    assert await (await payments.provider("robokassa")).check() == "demo, md5 (weak)"
    await payments.fault("OpStateExt", "drop_before")
    with pytest.raises(Offline):
        await (await payments.provider("robokassa")).check()
