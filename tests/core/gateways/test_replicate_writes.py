"""Writes go out once, as the protocol says, and are read leniently."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.errors import LocalError, Offline, RemoteBroken, TooLarge
from core.gateways.replicate import Replicate, token_problem
from core.gateways.secrets import Secret
from tests.core.gateways.conftest import TOKEN


async def test_create_training(server, replicate):
    """The create names trainer, version, destination, input and webhook, with our token."""
    server.say(201, {"id": "new", "status": "starting", "logs": "", "urls": {"get": None}})
    training = await replicate.create_training(
        trainer="ostris/flux",
        version="ab",
        destination="me/star",
        input={"steps": 5},
        webhook="https://a.example/hook",
    )
    assert training.id == "new"
    sent = server.seen[0]
    assert (sent.method, sent.path) == ("POST", "/v1/models/ostris/flux/versions/ab/trainings")
    assert sent.json() == {
        "destination": "me/star",
        "input": {"steps": 5},
        "webhook": "https://a.example/hook",
    }
    assert sent.headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("status", ["aborted", "something-new", "canceled"])
async def test_cancel(server, replicate, status):
    """A cancel returns the training, also with words the official client refuses."""
    server.say(200, {"id": "t1", "status": status, "error": {"odd": 1}, "urls": {"get": None}})
    assert (await replicate.cancel_training("t1")).status == status
    assert (server.seen[0].method, server.seen[0].path) == ("POST", "/v1/trainings/t1/cancel")


async def test_create_model(server, replicate):
    """A model is made private on the hardware asked for; a null in the answer does no harm."""
    server.say(201, {"owner": "me", "name": "star", "latest_version": {"cog_version": None}})
    await replicate.create_model("me", "star", visibility="private", hardware="gpu-l40s", description="x")
    assert server.seen[0].json() == {
        "owner": "me",
        "name": "star",
        "visibility": "private",
        "hardware": "gpu-l40s",
        "description": "x",
    }


_HANG = """
import asyncio
from core.clock import SystemClock
from core.gateways import replicate_writes
from core.gateways.http import build_client
from core.gateways.replicate import Replicate
from core.gateways.secrets import Secret
from core.settings import Settings

async def main():
    asked = asyncio.Event()
    replicate_writes.CLOSE_WITHIN_S = 0.05
    server = await asyncio.start_server(lambda *_: asked.set(), "127.0.0.1", 0)
    url = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
    settings = Settings(replicate_base_url=url, request_timeout_s=600)
    async with build_client(settings) as http:
        gateway = Replicate(settings, Secret("r8_any", "keyring"), http, SystemClock())
        task = asyncio.create_task(gateway.cancel_training("t1"))
        await asked.wait()
        task.cancel()
        await gateway.close()

asyncio.run(main())
"""


async def test_a_hanging_request_does_not_hold_up_the_end():
    """The program closes and ends though a request of it may stay without an answer for ten minutes."""
    root = Path(__file__).parents[3]
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", _HANG], cwd=root, timeout=60, check=False
    )
    assert done.returncode == 0


async def test_environment_is_not_used(server, replicate, monkeypatch):
    """The official client's own variables change nothing: address and token are ours."""
    monkeypatch.setenv("REPLICATE_API_TOKEN", "r8_other")
    monkeypatch.setenv("REPLICATE_BASE_URL", "http://127.0.0.1:9")
    server.say(200, {"id": "t1"})
    await replicate.cancel_training("t1")
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"


async def test_another_token(server, replicate):
    """A changed token counts from the next request on."""
    replicate.use_token(Secret("r8_changed", "environment REPLICATE_API_TOKEN"))
    server.say(200, {"id": "t1", "username": "me"})
    await replicate.cancel_training("t1")
    await replicate.account()
    assert {one.headers["authorization"] for one in server.seen} == {"Bearer r8_changed"}
    assert replicate.token_source == "environment REPLICATE_API_TOKEN"


async def test_many_writes_at_once(server, replicate):
    """Writes in parallel do not mix up their answers."""
    server.say(200, {"id": "t"})
    answers = await asyncio.gather(*(replicate.cancel_training(f"t{n}") for n in range(12)))
    assert len(answers) == len(server.seen) == 12
    assert {one.path for one in server.seen} == {f"/v1/trainings/t{n}/cancel" for n in range(12)}


FILE = {
    "id": "f1",
    "urls": {"get": "https://api/v1/files/f1"},
    "size": 9,
    "expires_at": "2026-11-06T12:00:00Z",
}


async def test_upload(server, replicate, tmp_path):
    """A file is streamed as multipart with its name, and the progress ends at its size."""
    zip_file = tmp_path / "photos.zip"
    zip_file.write_bytes(os.urandom(300_000))
    server.say(201, FILE)
    told = []
    uploaded = await replicate.upload(
        zip_file, name="marker.zip", metadata={"attempt": "a1"}, progress=lambda *pair: told.append(pair)
    )
    assert (uploaded.id, uploaded.url) == ("f1", "https://api/v1/files/f1")
    assert told[-1] == (300_000, 300_000)
    assert told == sorted(told)
    body = server.seen[0].body
    assert zip_file.read_bytes() in body
    assert b'name="content"; filename="marker.zip"' in body
    assert b'{"attempt": "a1"}' in body
    assert server.seen[0].path == "/v1/files"


async def test_upload_refused(server, replicate, tmp_path):
    """A file that is too large is refused with the limit in the text."""
    zip_file = tmp_path / "photos.zip"
    zip_file.write_bytes(b"x")
    server.say(413, {"detail": "Files must be less than 100MB in size"})
    with pytest.raises(TooLarge, match="100MB"):
        await replicate.upload(zip_file, name="a.zip", progress=lambda *_: None)


async def test_upload_lost(server, replicate, tmp_path):
    """A lost upload may be repeated: it is never unknown."""
    zip_file = tmp_path / "photos.zip"
    zip_file.write_bytes(b"x")
    server.say(502, "<html>")
    server.drop()
    with pytest.raises(RemoteBroken):
        await replicate.upload(zip_file, name="a.zip", progress=lambda *_: None)
    with pytest.raises(Offline):
        await replicate.upload(zip_file, name="a.zip", progress=lambda *_: None)


async def test_upload_has_an_end(server, settings, client, tmp_path):
    """An upload as a whole ends within its limit."""
    zip_file = tmp_path / "photos.zip"
    zip_file.write_bytes(b"x")
    limited = settings.model_copy(update={"upload_timeout_s": 0.05})
    gateway = Replicate(limited, Secret(TOKEN, "keyring"), client, SystemClock())
    server.hang()
    with pytest.raises(Offline, match=r"more than 0\.05 s"):
        await gateway.upload(zip_file, name="a.zip", progress=lambda *_: None)
    await gateway.close()


async def test_upload_of_nothing(replicate, tmp_path):
    """A file that is not there is a fault of this machine."""
    with pytest.raises(LocalError):
        await replicate.upload(tmp_path / "none.zip", name="a.zip", progress=lambda *_: None)


@pytest.mark.parametrize(
    "value", ["", '"r8_abc"', "r8_abc\n", "r8_ab c", "r8_тест", "sk-abc", "'r8_abc", "r8_a\x00"]
)
def test_token_problem(value):
    """A token that cannot work is told before it is sent."""
    assert token_problem(value)


def test_good_token():
    """A clean token has no problem."""
    assert token_problem(TOKEN) is None
