"""The registry: one line per provider, other packages beside ours, and no broken one harms the rest."""

import sys
from importlib.metadata import distributions
from pathlib import Path

import httpx
import pytest

from core.clock import SystemClock
from core.domain.ledger import PROVIDERS
from core.errors import ProviderBroken, ProviderNotSet, ProviderUnknown
from core.gateways.providers import registry
from core.gateways.providers.registry import ProviderLine, ProviderRegistry, installed_lines
from core.gateways.providers.tools import ProviderWorkshop
from core.gateways.secrets import Secrets, provider_field_name, telegram_token_name, variable_of
from core.logs import redact
from core.money import CURRENCY_DIGITS
from core.settings import Settings

CODE = """
from core.domain.providers import CredentialField


class Acme:
    name = "acme"
    title = "Acme Pay"
    fields = (
        CredentialField(name="key", label="Key"),
        CredentialField(name="shop", label="Shop", is_secret=False, is_required=False),
        CredentialField(name="hash", label="Hash", is_secret=False, default="sha256"),
    )
    abilities = frozenset()
    currencies = ("RUB",)

    def __init__(self, tools):
        self.tools = tools

    check = link = delivery_id = read = answer = status = refund = refund_status = None
    charge_again = statement = read_statement = None


class Odd:
    name = "odd"
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with a good provider and four bad ones."""
    (tmp_path / "acme_pay.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "acme_bomb.py").write_text("raise ZeroDivisionError('boom')", encoding="utf-8")
    info = tmp_path / "acme_pay-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-pay\nVersion: 1.0\n", encoding="utf-8")
    lines = [
        "acme = acme_pay:Acme",
        "bomb = acme_bomb:Bomb",
        "gone = acme_gone:Gone",
        "odd = acme_pay:Odd",
        "other = acme_pay:Acme",
        "robokassa = acme_pay:Acme",
    ]
    text = "[stationmaster.providers]\n" + "\n".join(lines)
    (info / "entry_points.txt").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in ("acme_pay", "acme_bomb"):
        sys.modules.pop(name, None)


def _workshop(http: httpx.AsyncClient, values: dict[str, str], lines=None, **settings) -> ProviderWorkshop:
    return ProviderWorkshop(
        registry=ProviderRegistry(lines),
        secrets=Secrets.in_memory(values),
        settings=Settings(**settings),
        http=http,
        clock=SystemClock(),
    )


def test_our_own_providers_are_those_of_the_ledger() -> None:
    """Each provider that the ledger has an account for has its line, in the same order."""
    assert tuple(name for name, _ in registry.BUILT_IN) == PROVIDERS


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_of_our_own_providers_can_be_loaded(name: str) -> None:
    """Name, words for people, fields with names of their own, and money it takes."""
    found = ProviderRegistry().info(name)
    assert found.name == name
    assert found.title
    assert found.currencies
    assert all(currency in CURRENCY_DIGITS for currency in found.currencies)
    names = [field.name for field in found.fields]
    assert len(set(names)) == len(names)
    for field in found.fields:
        assert field.label
        assert not field.choices or field.default in field.choices
        assert not (field.is_secret and field.default)


def test_an_entry_point_adds_a_provider(package: Path) -> None:
    """Another package's provider is named, described and built like ours."""
    assert any(one.metadata["Name"] == "acme-pay" for one in distributions())
    found = ProviderRegistry().info("acme")
    assert (found.title, found.package, found.currencies) == ("Acme Pay", "acme-pay", ("RUB",))
    assert [field.name for field in found.fields] == ["key", "shop", "hash"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bomb", "ZeroDivisionError: boom"),
        ("gone", "ModuleNotFoundError"),
        ("odd", "it lacks title"),
        ("other", "it calls itself 'acme'"),
    ],
)
def test_a_broken_entry_point_is_named_and_harms_nobody(package: Path, name: str, words: str) -> None:
    """Whatever a package does at import, the error names it and the other providers are there."""
    known = ProviderRegistry(line for line in installed_lines() if line.name in ("acme", name))
    with pytest.raises(ProviderBroken) as caught:
        known.kind(name)
    assert name in str(caught.value)
    assert "acme-pay" in str(caught.value)
    assert words in str(caught.value)
    assert [info.name for info in known.infos()] == ["acme"]
    assert [error.facts["name"] for error in known.problems()] == [name]


def test_nobody_takes_the_name_of_another(package: Path) -> None:
    """The first line of a name counts, ours before all; the second is told as a problem."""
    lines = [line for line in installed_lines() if line.name == "robokassa"]
    assert [line.package for line in lines] == ["Stationmaster", "acme-pay"]
    twice = [ProviderLine(name="acme", target="acme_pay:Acme"), ProviderLine(name="acme", target="x:Y")]
    known = ProviderRegistry(twice)
    assert known.names == ("acme",)
    assert known.info("acme").title == "Acme Pay"
    assert ["another provider of that name" in str(error) for error in known.problems()] == [True]


def test_an_unknown_name_tells_the_known_ones() -> None:
    """A name that nobody has is an error that lists what there is."""
    with pytest.raises(ProviderUnknown, match=r"paypal.*robokassa, telegram"):
        ProviderRegistry().kind("paypal")


def test_names_of_fields() -> None:
    """Keyring entry and environment variable follow from provider and field."""
    name = provider_field_name("robokassa", "password_1")
    assert name == "provider/robokassa/password_1"
    assert variable_of(name) == "STATIONMASTER_PROVIDER_ROBOKASSA_PASSWORD_1"


async def test_tools_give_what_was_entered(package: Path) -> None:
    """A secret, an optional field, a default, a bot's token; what is missing is named."""
    lines = [ProviderLine(name="acme", target="acme_pay:Acme")]
    values = {
        provider_field_name("acme", "shop"): "Лавка «У вокзала»",
        telegram_token_name("main"): "123456:good",
    }
    async with httpx.AsyncClient() as http:
        workshop = _workshop(http, values, lines)
        tools = workshop.provider("acme").tools  # type: ignore[attr-defined]
        assert tools.secret("shop") == "Лавка «У вокзала»"
        assert tools.secret("hash") == "sha256"
        assert tools.bot_token("main") == "123456:good"
        with pytest.raises(ProviderNotSet, match="Acme Pay is not set up: “Key”"):
            tools.secret("key")
        with pytest.raises(ProviderNotSet, match="telegram-token/other"):
            tools.bot_token("other")
        workshop.secrets.save(provider_field_name("acme", "key"), "acme-secret-key")
        assert tools.secret("key") == "acme-secret-key"
    assert "acme-secret-key" not in redact("its key is acme-secret-key")
    assert redact("the hash is sha256 of Лавка «У вокзала»") == "the hash is sha256 of Лавка «У вокзала»"


async def test_all_hosts_lead_to_the_sandbox(package: Path) -> None:
    """With an address for all providers no real host is asked, the Bot API neither."""
    lines = [ProviderLine(name="acme", target="acme_pay:Acme")]
    async with httpx.AsyncClient() as http:
        sandbox = _workshop(http, {}, lines, providers_base_url="http://127.0.0.1:9")
        tools = sandbox.tools(sandbox.registry.info("acme"))
        assert tools.url("https://a.example/b?c=d") == "http://127.0.0.1:9/at/a.example/b?c=d"
        assert tools.telegram_url("/bot1:a/getMe") == "http://127.0.0.1:9/at/api.telegram.org/bot1:a/getMe"
        real = _workshop(http, {}, lines, telegram_base_url="https://bots.example")
        tools = real.tools(real.registry.info("acme"))
        assert tools.url("https://a.example/b?c=d") == "https://a.example/b?c=d"
        assert tools.telegram_url("/bot1:a/getMe") == "https://bots.example/bot1:a/getMe"
