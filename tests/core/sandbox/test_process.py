"""The sandbox as a process of its own, killed and started again."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from core.sandbox.__main__ import main
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread

TRAININGS = (
    "/v1/models/ostris/flux-dev-lora-trainer/versions/"
    "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2/trainings"
)


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """Run the sandbox as a child; killed at the end unless it has ended."""
    command = [sys.executable, "-m", "core.sandbox", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        ready = child.stdout.readline().split()
        assert ready[:2] == ["sandbox", "ready"]
        headers = {"Authorization": "Bearer r8_x"}
        try:
            with httpx.Client(base_url=ready[2], headers=headers, trust_env=False) as client:
                yield child, client
        finally:
            child.kill()


def test_state_survives_a_kill(tmp_path: Path) -> None:
    """After kill -9 the same models, files, trainings and messages are there."""
    state = str(tmp_path / "sandbox.jsonl")
    paths = ("/v1/models/acme/m", "/v1/trainings", "/v1/files", "/admin/telegram/messages")

    def everything(client: httpx.Client) -> str:
        return "".join(client.get(path).text for path in paths).replace(str(client.base_url), "")

    with process("--state", state) as (child, client):
        body = {"owner": "acme", "name": "m", "visibility": "private", "hardware": "cpu"}
        client.post("/v1/models", json=body)
        file = client.post("/v1/files", files={"content": b"data"}).json()
        values = {"input_images": "https://elsewhere/a.zip"}
        client.post(
            TRAININGS, json={"destination": "acme/m", "input": values | {"trigger_word": "STUCK_QUEUE"}}
        )
        client.post("/bot1:a/sendMessage", json={"chat_id": 5, "text": "hi"})
        before = everything(client)
        child.send_signal(signal.SIGKILL)
    with process("--state", state) as (_, client):
        assert everything(client) == before
        assert client.post("/v1/models", json=body).status_code == 409
        again = client.post(
            TRAININGS, json={"destination": "acme/m", "input": {"input_images": file["urls"]["get"]}}
        )
        assert again.json()["id"] == client.get("/v1/trainings").json()["results"][0]["id"]


def test_it_ends_with_its_parent() -> None:
    """With `--until-eof` a closed standard input ends it quietly."""
    with process("--until-eof") as (child, client):
        assert client.get("/v1/account").status_code == 200
        _, errors = child.communicate(timeout=10)
        assert (child.returncode, errors) == (0, "")


def test_sigterm_ends_it_quietly() -> None:
    """A polite stop leaves no words."""
    with process() as (child, client):
        client.get("/v1/account")
        child.terminate()
        _, errors = child.communicate(timeout=10)
        assert errors == ""


def test_a_taken_port_is_an_error() -> None:
    """Two sandboxes cannot share a port."""
    with SandboxThread() as sandbox, pytest.raises(OSError, match="in use"):
        main(["--port", sandbox.url.rpartition(":")[2]])


def test_a_torn_last_line_is_forgotten(tmp_path: Path) -> None:
    """What was half written when it died is dropped, all else stays; deleted things stay deleted."""
    path = tmp_path / "state"
    headers = {"Authorization": "Bearer r8_x"}
    with SandboxThread(SandboxConfig(state_file=path)) as sandbox:
        url = f"{sandbox.url}/v1/files"
        files = [httpx.post(url, files={"content": b"x"}, headers=headers).json() for _ in range(2)]
        httpx.delete(f"{url}/{files[0]['id']}", headers=headers)
    with path.open("a") as file:
        file.write('["file", "x", {"id"')
    with SandboxThread(SandboxConfig(state_file=path)) as sandbox:
        shown = httpx.get(f"{sandbox.url}/v1/files", headers=headers).json()["results"]
    assert [file["id"] for file in shown] == [files[1]["id"]]
