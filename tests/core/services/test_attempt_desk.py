"""The desk of one attempt: what was sent, how two differ, and a pack that betrays nobody (N15)."""

import zipfile
from pathlib import Path

import pytest

from core.db import training_store
from core.domain.attempts import MoneyState
from core.domain.people import Language, Operator, Role
from core.domain.retries import RetryPrice
from core.errors import NotAllowed, NotFound
from core.logs import register_secret
from core.money import Stars
from tests.fakes.station import ANNA, Station

BORIS = 6_123_456_789
RAND = "Zq7xW3kLp9Vt2RyB8mNc5HdF"
HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SECRETS = {
    "replicate": (f"r8_{RAND}", "using {}"),
    "bot": (f"7001234567:AAH{RAND}_{RAND}", "bot {}"),
    "bot in url": (f"7009876543:BBH{RAND}_x", "https://api.telegram.org/bot{}/getMe"),
    "hugging face": (f"hf_{RAND}", "hf login {}"),
    "wandb": ("0123456789abcdef0123456789abcdef01234567", "wandb: logged in {}"),
    "openai": (f"sk-proj-{RAND}", "OPENAI {}"),
    "stripe live": (f"sk_live_{RAND}", "stripe {}"),
    "stripe restricted": (f"rk_test_{RAND}", "stripe {}"),
    "stripe hook": (f"whsec_{RAND}", "hook {}"),
    "yookassa": (f"live_{RAND}", "shop {}"),
    "github": (f"ghp_{RAND}", "git {}"),
    "github fine": (f"github_pat_{RAND}", "git {}"),
    "gitlab": (f"glpat-{RAND}", "git {}"),
    "slack": (f"xoxb-1234-{RAND}", "slack {}"),
    "aws id": ("AKIAIOSFODNN7EXAMPLE", "aws {}"),
    "aws secret": ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = {}"),
    "google": (f"AIzaSy{RAND}", "maps {}"),
    "google oauth": (f"ya29.{RAND}", "oauth {}"),
    "npm": (f"npm_{RAND}", "npm {}"),
    "pypi": (f"pypi-{RAND}", "twine {}"),
    "sendgrid": (f"SG.{RAND}.{RAND}", "mail {}"),
    "shopify": (f"shpat_{RAND}", "shop {}"),
    "nvidia": (f"nvapi-{RAND}", "nim {}"),
    "jwt": (f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib3JpcyJ9.{RAND}", "cookie: session={}"),
    "pem": ("MIIEpAIBAAKCAQEA7bq", "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----"),
    "bearer": ("opaque.value~1", "Authorization: Bearer {}"),
    "basic": ("dXNlcjpwYXNz", "authorization: Basic {}"),
    "lone bearer": ("abcdefghijkl", "sent Bearer {}"),
    "password 1": ("hunter2!", "Password1={}"),
    "password 2": ("tr0ub4dor", "robokassa password2: {}"),
    "password json": ("correct-horse", 'payload {{"password": "{}"}}'),
    "passphrase": ("battery-staple", "passphrase = {}"),
    "pwd": ("s3cr3t", "PWD_DB={} "),
    "client secret": ("shh-dont-tell", "client_secret={}&x=1"),
    "api key": ("short1", "api-key: {}"),
    "cli": ("letmein99", "run --hf-token {} --steps 10"),
    "cookie": ("sid-abc", "Set-Cookie: {}; Path=/"),
    "session": ("sess-42-x", "session_id={}"),
    "signature": ("c2ln", "signature={}"),
    "url password": ("pa55", "postgres://admin:{}@db.host/x"),
    "signed url": ("AbCd1234", "https://files.example/x.zip?X-Amz-Signature={}&a=b"),
    "otp": ("991827", "otp: {}"),
    "card": ("4111 1111 1111 1111", "paid by {}"),
    "card bare": ("5500005555555559", "paid by {}"),
    "cvv": ("8#1", "cvv={}"),
    "iban": ("DE89 3704 0044 0532 0130 00", "iban {}"),
    "hex": (HEX, "digest {}"),
    "base64": (f"{RAND}+{RAND}=", "blob {}"),
    "registered": ("пароль слово", "a phrase: {}"),
    "sentry": ("abc123def456", "dsn=https://{}@sentry.host/4"),
    "age": (f"AGE-SECRET-KEY-1{RAND.upper()}", "age {}"),
    "webhook": (f"fc-{RAND}", "crawl {}"),
}
OTHERS = (
    str(BORIS), "boris_the_other", "Борис Чужой", "neuro-boris", "boris@example.org", "+7 912 345-67-89",
    "@someone_else", "203.0.113.77", "2001:db8:85a3:0:0:8a2e:370:7334", "89261234567",
)  # fmt: skip


async def failed(station: Station, trigger: str = "FAIL_OOM") -> str:
    """Let Anna's training fail; returns the id of its attempt."""
    await station.customer(ANNA, stars=1000, language=Language.RU)
    training_id = await station.launch(trigger)
    await station.ended(training_id)
    return (await station.attempt(training_id)).id


async def plant(station: Station, attempt_id: str) -> None:
    """Put every secret and other customers' data where evidence is made of: the log."""
    lines = [template.format(secret) for secret, template in SECRETS.values()]
    lines += [f"seen: {other} here" for other in OTHERS]
    lines += [f"tg://user?id={BORIS}", "home is /home/boris-petrov/train"]
    log = await station.core.trainings.log(attempt_id)
    await station.core.db.write(
        lambda tx: training_store.save_log(tx, attempt_id, log + "\n" + "\n".join(lines) + "\nthe end\n")
    )


async def test_n15_an_answer_pack_betrays_no_secret_and_nobody_else(station: Station, tmp_path: Path) -> None:
    """Fifty planted secrets and other customers’ data: none is in the file; what it is about still is."""
    assert len(SECRETS) >= 50
    register_secret("пароль слово")
    attempt_id = await failed(station)
    await station.customer(BORIS, stars=1000)
    await station.core.db.write(
        lambda tx: _rename(tx, BORIS, username="boris_the_other", first="Борис", last="Чужой")
    )
    await station.ended(await station.launch("FAIL_NSFW", customer_id=BORIS, model="neuro-boris"))
    await plant(station, attempt_id)
    target = tmp_path / "evidence.zip"
    names = await station.core.attempt_desk.write_evidence(attempt_id, target, station.admin)
    with zipfile.ZipFile(target) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(names) == set(texts)
    whole = "\n".join(texts.values())
    leaked = {name for name, (secret, _) in SECRETS.items() if secret in whole}
    assert leaked == set()
    assert {other for other in OTHERS if other in whole} == set()
    assert "boris-petrov" not in whole
    assert station.admin.name not in whole
    facts = texts["facts.txt"]
    assert f"Error id: {attempt_id}" in facts
    assert f"Customer (Telegram id): {ANNA}" in facts
    assert "Error: CUDA out of memory" in facts
    assert "the end" in texts["log.txt"]
    assert "flux_train_replicate" in texts["log.txt"]
    assert "release" in texts["transfers.txt"]
    assert '"steps": 1000' in texts["request.json.txt"]
    assert target.stat().st_mode & 0o077 == 0


def _rename(tx: object, ident: int, *, username: str, first: str, last: str) -> None:
    from core.db.tables import Customer

    del tx
    Customer.update(username=username, first_name=first, last_name=last).where(
        Customer.telegram_id == ident
    ).execute()


async def test_taking_evidence_along_is_a_right_and_is_noted(station: Station, tmp_path: Path) -> None:
    """Who may not export gets no file; who does leaves a line in the audit log."""
    attempt_id = await failed(station)
    viewer = Operator(id="v", name="Vera", role=Role.VIEWER)
    desk, target = station.core.attempt_desk, tmp_path / "e.zip"
    with pytest.raises(NotAllowed):
        await desk.write_evidence(attempt_id, target, viewer)
    assert not target.exists()
    with pytest.raises(NotFound):
        await desk.write_evidence("nobody", target, station.admin)
    await desk.write_evidence(attempt_id, target, station.admin)
    noted = await station.core.db.read(lambda: _actions(attempt_id))
    assert noted == ["attempt.evidence"]


def _actions(subject: str) -> list[str]:
    from core.db.tables import Audit

    return [
        row.action
        for row in Audit.select().where(Audit.subject_kind == "attempt", Audit.subject_id == subject)
    ]


async def test_an_attempt_is_seen_with_its_money_and_its_answer(station: Station) -> None:
    """Where its stars are, what it cost us, and the text in the customer's own language."""
    attempt_id = await failed(station)
    view = await station.core.attempt_desk.view(attempt_id)
    assert view.money is MoneyState.RELEASED
    assert view.group_id
    assert view.margin_micro_usd == -(view.attempt.cost_micro_usd or 0)
    russian = await station.core.attempt_desk.answer(attempt_id)
    assert "вернулись на ваш баланс" in russian
    assert "back on your balance" in await station.core.attempt_desk.answer(attempt_id, Language.EN)
    with pytest.raises(NotFound):
        await station.core.attempt_desk.view("nobody")


async def test_a_success_earns_what_its_stars_are_worth(station: Station) -> None:
    """Settled stars less the provider's cost."""
    await station.customer(stars=1000)
    training_id = await station.launch()
    await station.ended(training_id)
    view = await station.core.attempt_desk.view((await station.attempt(training_id)).id)
    assert view.money is MoneyState.SETTLED
    assert view.attempt.price == Stars.of(220)
    assert view.margin_micro_usd == 3_520_000 - (view.attempt.cost_micro_usd or 0)


async def test_two_attempts_are_compared(station: Station) -> None:
    """A retry of the same thing has the same parameters, and logs that part nowhere but at chance."""
    first = await failed(station)
    training_id = (await station.core.attempt_desk.view(first)).details.training.id
    await station.core.trainings.retry(
        training_id, after_attempt=first, price=RetryPrice.CHARGE_AGAIN, reason="", operator=station.admin
    )
    await station.ended(training_id)
    second = (await station.attempt(training_id)).id
    found = await station.core.attempt_desk.compare(first, second)
    assert (found.left.number, found.right.number) == (1, 2)
    assert not any(row.is_changed for row in found.parameters)
    assert {"steps", "trigger_word", "trainer_version"} <= {row.name for row in found.parameters}
    assert sum(row.count for row in found.log) > len(found.log)
