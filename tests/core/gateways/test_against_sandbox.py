"""The gateways against the local Replicate and the fake Bot API, over HTTP as in real life."""

import hashlib
import zipfile

import httpx
import pytest

from core.clock import SystemClock
from core.errors import (
    BadAnswer,
    BadBotToken,
    BadToken,
    BillingNeeded,
    Blocked,
    DestinationMissing,
    InvalidInput,
    NameTaken,
    Offline,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteNotFound,
    RemoteUnknown,
    TooLarge,
)
from core.gateways.http import build_client
from core.gateways.replicate import Replicate
from core.gateways.secrets import Secret
from core.gateways.telegram import TelegramBot
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from core.settings import Settings
from tests.core.gateways.conftest import TOKEN, InstantClock

TRAINER = ("ostris", "flux-dev-lora-trainer")


@pytest.fixture(scope="module")
def sandbox():
    """Return a sandbox that runs for all tests of this file."""
    with SandboxThread(SandboxConfig(speed=1e6)) as running:
        yield running


@pytest.fixture
async def admin(sandbox):
    """Return a client for the sandbox's switches; everything is forgotten first."""
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/admin") as client:
        (await client.post("/reset")).raise_for_status()
        (await client.delete("/faults")).raise_for_status()
        yield client


@pytest.fixture
def settings(sandbox):
    """Return settings that point at the sandbox."""
    return Settings(
        replicate_base_url=sandbox.url,
        telegram_base_url=sandbox.url,
        request_timeout_s=0.5,
        read_retries=0,
    )


@pytest.fixture
async def client(settings):
    """Return our client."""
    async with build_client(settings) as built:
        yield built


@pytest.fixture
async def gateway(settings, client, admin):
    """Return the gateway with a good token."""
    made = Replicate(settings, Secret(TOKEN, "keyring"), client, SystemClock())
    yield made
    await made.close()


async def _strike(admin, method, path_regex, kind, *, times=1, **options):
    rule = {
        "match": {"method": method, "path_regex": path_regex},
        "action": {"kind": kind, **options},
        "times": times,
    }
    (await admin.post("/faults", json=rule)).raise_for_status()


def _photos(path):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(12):
            archive.writestr(f"{number}.jpg", b"\xff\xd8\xff\xe0" + bytes(5000))
    return path


async def _prepared(gateway, tmp_path):
    """Make a destination, upload photos; return what create_training wants."""
    await gateway.create_model("acme", "star", visibility="private", hardware="gpu-l40s")
    file = await gateway.upload(
        _photos(tmp_path / "p.zip"), name="marker.zip", metadata={"attempt": "a1"}, progress=lambda *_: None
    )
    trainer = await gateway.trainer_schema(*TRAINER)
    return {
        "trainer": "/".join(TRAINER),
        "version": trainer.id,
        "destination": "acme/star",
        "input": {"input_images": file.url, "steps": 100, "trigger_word": "STAR"},
    }


async def test_whole_life(gateway, tmp_path, until):
    """A training is prepared, started, found in the list, ends well, and its weights come down."""
    assert (await gateway.account()).username == "acme"
    assert "gpu-l40s" in {one.sku for one in await gateway.hardware()}
    wanted = await _prepared(gateway, tmp_path)
    assert (await gateway.model("acme", "star")).visibility == "private"
    started = await gateway.create_training(**wanted)
    assert started.status == "starting"
    listed = await gateway.list_trainings()
    assert [one.id for one in listed.items] == [started.id]
    assert listed.items[0].input["input_images"] == wanted["input"]["input_images"]
    while (done := await gateway.training(started.id)).status not in ("succeeded", "failed"):
        pass
    assert (done.status, done.error) == ("succeeded", None)
    assert done.output_version.startswith("acme/star:")
    assert done.predict_time_s > 0
    assert "flux_train_replicate" in done.logs
    assert (await gateway.cancel_training(started.id)).status == "succeeded"
    fetched = await gateway.download(done.weights_url, tmp_path / "w.tar", progress=lambda *_: None)
    assert fetched.sha256 == hashlib.sha256((tmp_path / "w.tar").read_bytes()).hexdigest()


async def test_trainer_schema(gateway):
    """The trainer's own bounds and kinds are read."""
    trainer = await gateway.trainer_schema(*TRAINER)
    by_name = {spec.name: spec for spec in trainer.inputs}
    assert (by_name["steps"].minimum, by_name["steps"].maximum) == (3, 6000)
    assert "adamw8bit" in by_name["optimizer"].choices
    assert by_name["input_images"].is_file
    assert by_name["hf_token"].is_secret
    assert (await gateway.trainer_schema(*TRAINER, trainer.id)) == trainer


REFUSALS = [
    ({"kind": "status", "status": 401, "body": "token"}, BadToken),
    ({"kind": "status", "status": 401, "body": "no_token"}, BadToken),
    ({"kind": "status", "status": 402, "body": "billing"}, BillingNeeded),
    ({"kind": "status", "status": 402, "body": "credit"}, BillingNeeded),
    ({"kind": "status", "status": 404, "body": "destination"}, DestinationMissing),
    ({"kind": "status", "status": 404, "body": "not_found"}, RemoteNotFound),
    ({"kind": "status", "status": 413, "body": "too_large"}, TooLarge),
    ({"kind": "status", "status": 422, "body": "validation"}, InvalidInput),
    ({"kind": "status", "status": 422, "body": "version"}, InvalidInput),
    *(({"kind": "throttle", "seconds": 7, "via": via}, RateLimited)
      for via in ("header", "http_date", "body", "low_credit", "text", "none")),
    ({"kind": "status", "status": 500, "body": "problem"}, RemoteUnknown),
    ({"kind": "status", "status": 500, "body": "empty"}, RemoteUnknown),
    ({"kind": "html_502"}, RemoteUnknown),
    ({"kind": "status", "status": 503, "body": "html"}, RemoteUnknown),
    ({"kind": "status", "status": 504, "body": "empty"}, RemoteUnknown),
    ({"kind": "drop_before"}, RemoteUnknown),
    ({"kind": "drop_after"}, RemoteUnknown),
    ({"kind": "cut", "bytes": 10}, RemoteUnknown),
    ({"kind": "slow_after", "seconds": 2}, RemoteUnknown),
    ({"kind": "slow", "seconds": 2}, RemoteUnknown),
    ({"kind": "malformed_json"}, RemoteUnknown),
    ({"kind": "list_body"}, RemoteUnknown),
    ({"kind": "empty_body"}, RemoteUnknown),
    ({"kind": "hostile", "variant": "missing_id"}, RemoteUnknown),
]  # fmt: skip


@pytest.mark.parametrize(("action", "expected"), REFUSALS)
async def test_faults_of_create(gateway, admin, tmp_path, action, expected):
    """Each fault of a create raises its class; the request was sent once."""
    wanted = await _prepared(gateway, tmp_path)
    await _strike(admin, "POST", "/trainings$", **action)
    with pytest.raises(RemoteError) as caught:
        await gateway.create_training(**wanted)
    assert type(caught.value) is expected
    assert caught.value.remedy
    if expected is RateLimited and action["via"] not in ("none", "http_date"):
        assert caught.value.facts["retry_after_s"] == 7.0
    if action.get("body") == "validation":
        assert caught.value.facts["fields"]


LOST = [{"kind": "drop_after"}, {"kind": "slow_after", "seconds": 2}, {"kind": "malformed_json"}]


@pytest.mark.parametrize("action", LOST)
async def test_an_unknown_create_is_found_in_the_list(gateway, admin, tmp_path, action):
    """What was lost on the way back stands in the list with our input address, once."""
    wanted = await _prepared(gateway, tmp_path)
    await _strike(admin, "POST", "/trainings$", **action)
    with pytest.raises(RemoteUnknown):
        await gateway.create_training(**wanted)
    found = [one.input["input_images"] for one in (await gateway.list_trainings()).items]
    assert found == [wanted["input"]["input_images"]]


READ_FAULTS = [
    ({"kind": "status", "status": 500, "body": "problem"}, RemoteBroken),
    ({"kind": "html_502"}, RemoteBroken),
    ({"kind": "status", "status": 503, "body": "empty"}, RemoteBroken),
    ({"kind": "throttle", "seconds": 1, "via": "body"}, RateLimited),
    ({"kind": "drop_before"}, Offline),
    ({"kind": "cut", "bytes": 10}, Offline),
    ({"kind": "slow", "seconds": 2}, Offline),
    ({"kind": "malformed_json"}, BadAnswer),
    ({"kind": "list_body"}, BadAnswer),
    ({"kind": "empty_body"}, BadAnswer),
]


@pytest.mark.parametrize(("action", "expected"), READ_FAULTS)
async def test_faults_of_a_read(gateway, admin, action, expected):
    """Each fault of a read raises its class, and the next read is well."""
    await _strike(admin, "GET", "/account$", **action)
    with pytest.raises(RemoteError) as caught:
        await gateway.account()
    assert type(caught.value) is expected
    assert (await gateway.account()).username == "acme"


@pytest.mark.parametrize("action", [action for action, _ in READ_FAULTS if "json" not in action["kind"]][:7])
async def test_reads_get_over_passing_faults(settings, client, admin, action):
    """One passing fault is not even seen by the caller of a read."""
    patient = settings.model_copy(update={"read_retries": 2})
    gateway = Replicate(patient, Secret(TOKEN, "keyring"), client, InstantClock())
    await _strike(admin, "GET", "/account$", **action)
    assert (await gateway.account()).username == "acme"
    await gateway.close()


HOSTILE = [
    "null_urls", "null_output_version", "null_created_at", "null_logs", "null_metrics", "null_status",
    "aborted", "unknown_status", "object_error", "missing_metrics", "missing_keys", "number_id",
]  # fmt: skip


@pytest.mark.parametrize("variant", HOSTILE)
async def test_hostile_records(gateway, admin, tmp_path, variant):
    """Nulls, odd types and unknown words cost neither a create, a list, a read nor a cancel."""
    wanted = await _prepared(gateway, tmp_path)
    await _strike(admin, "*", "/trainings", "hostile", variant=variant, times=None)
    started = await gateway.create_training(**wanted)
    page = await gateway.list_trainings()
    assert (len(page.items), page.unreadable) == (1, 0)
    await admin.delete("/faults")
    real = (await gateway.list_trainings()).items[0].id
    await _strike(admin, "*", "/trainings", "hostile", variant=variant, times=None)
    assert (await gateway.training(real)).id
    assert (await gateway.cancel_training(real)).id
    assert started.id


async def test_hostile_account_and_file(gateway, admin, tmp_path):
    """A null name and a file without etag are read."""
    await _strike(admin, "GET", "/account$", "hostile", variant="null_account_name")
    await _strike(admin, "POST", "/files$", "hostile", variant="file_without_etag")
    await _strike(admin, "GET", "/models/", "hostile", variant="null_cog_version")
    assert (await gateway.account()).name == "acme"
    assert (await _prepared(gateway, tmp_path))["version"]


@pytest.mark.parametrize(
    ("token", "expected"), [("r8_bad_token_value", BadToken), ("r8_nobilling_value", BillingNeeded)]
)
async def test_tokens(gateway, tmp_path, token, expected):
    """A bad token and an account without billing are told apart when a training is created."""
    wanted = await _prepared(gateway, tmp_path)
    gateway.use_token(Secret(token, "environment REPLICATE_API_TOKEN"))
    with pytest.raises(expected):
        await gateway.create_training(**wanted)


async def test_destination_and_name(gateway, tmp_path):
    """A destination that is missing and a name that is taken are refused by class."""
    wanted = await _prepared(gateway, tmp_path)
    with pytest.raises(DestinationMissing, match="acme/other"):
        await gateway.create_training(**{**wanted, "destination": "acme/other"})
    with pytest.raises(NameTaken, match="acme/star"):
        await gateway.create_model("acme", "star", visibility="private", hardware="gpu-l40s")
    with pytest.raises(RemoteNotFound):
        await gateway.model("acme", "other")
    with pytest.raises(RemoteNotFound):
        await gateway.training("nosuchtraining")
    with pytest.raises(InvalidInput):
        await gateway.create_training(**{**wanted, "version": "0" * 64})


async def test_pages(gateway, tmp_path):
    """A long list is walked by its cursor, without a gap and without a repeat."""
    wanted = await _prepared(gateway, tmp_path)
    made = [(await gateway.create_training(**wanted)).id for _ in range(103)]
    seen, cursor = [], None
    while True:
        page = await gateway.list_trainings(cursor)
        seen += [one.id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == made[::-1]


async def test_download_goes_on(gateway, admin, tmp_path):
    """Weights that broke off are resumed and are the same as in one go."""
    wanted = await _prepared(gateway, tmp_path)
    started = await gateway.create_training(**wanted)
    while not (url := (await gateway.training(started.id)).weights_url):
        pass
    whole = await gateway.download(url, tmp_path / "whole.tar", progress=lambda *_: None)
    await _strike(admin, "GET", "weights", "cut", bytes=whole.size_bytes // 2)
    target = tmp_path / "again.tar"
    with pytest.raises(Offline):
        await gateway.download(url, target, progress=lambda *_: None)
    told = []
    again = await gateway.download(url, target, progress=lambda *pair: told.append(pair))
    assert (again.sha256, again.size_bytes) == (whole.sha256, whole.size_bytes)
    assert 0 < told[0][0] < whole.size_bytes


BOT_TOKEN = "123456:SandboxBotSandboxBotSandboxBotSandb"


async def test_telegram(settings, client, admin):
    """A message arrives with its markup; bad markup arrives as plain text."""
    bot = TelegramBot(settings.telegram_base_url, BOT_TOKEN, client)
    assert await bot.me()
    await bot.send_message(5001, "<b>Готово</b> &amp; всё")
    await bot.send_message(5001, "<b>5 &lt; 6")
    told = await admin.get("/telegram/messages", params={"chat_id": 5001})
    assert "Готово" in told.text
    assert "5 < 6" in told.text


@pytest.mark.parametrize("chat_id", [403403, 403404, 404404])
async def test_telegram_chats(settings, client, admin, chat_id):
    """A chat that cannot be reached is told apart from every other fault."""
    bot = TelegramBot(settings.telegram_base_url, BOT_TOKEN, client)
    with pytest.raises(Blocked):
        await bot.send_message(chat_id, "hello")


async def test_telegram_limit(settings, client, admin):
    """A chat that got too much names the wait."""
    await admin.post("/telegram/limits", json={"per_chat_s": 5, "per_bot_per_s": 30})
    bot = TelegramBot(settings.telegram_base_url, BOT_TOKEN, client)
    await bot.send_message(5002, "hello")
    with pytest.raises(RateLimited) as caught:
        await bot.send_message(5002, "hello")
    assert 0 < caught.value.facts["retry_after_s"] <= 5


async def test_telegram_token(settings, client, admin):
    """A bad bot token is not Replicate's."""
    bot = TelegramBot(settings.telegram_base_url, "123456:bad" + "x" * 30, client)
    with pytest.raises(BadBotToken):
        await bot.send_message(5001, "hello")
