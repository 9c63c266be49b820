"""A sandbox over real HTTP whose time only moves when a test says so."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread

TRAINER = "ostris/flux-dev-lora-trainer"
VERSION = "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"


class HandClock:
    """A clock that stands still until `advance`."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 10, 0, 0, 123456, UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def running_sandbox(clock: HandClock) -> Iterator[SandboxThread]:
    with SandboxThread(SandboxConfig(now=clock)) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def session_client(running_sandbox: SandboxThread) -> Iterator[httpx.Client]:
    headers = {"Authorization": "Bearer r8_good"}
    with httpx.Client(base_url=running_sandbox.url, headers=headers, timeout=10, trust_env=False) as client:
        yield client


@pytest.fixture
def sandbox(running_sandbox: SandboxThread, session_client: httpx.Client) -> SandboxThread:
    """The one sandbox of the session, as new."""
    session_client.post("/admin/reset").raise_for_status()
    return running_sandbox


@pytest.fixture
def api(sandbox: SandboxThread, session_client: httpx.Client) -> httpx.Client:
    """A client with a good token."""
    return session_client


def make_zip(images: int = 12) -> bytes:
    """Return a zip with so many files that are called JPEG."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(images):
            archive.writestr(f"photo_{number}.jpg", b"\xff\xd8\xff\xe0 not really")
        archive.writestr("__MACOSX/._photo_1.jpg", b"junk")
    return packed.getvalue()


@pytest.fixture
def zip_of() -> Callable[[int], bytes]:
    return make_zip


@pytest.fixture
def start(api: httpx.Client) -> Callable[..., str]:
    """`start(trigger, **input)`: create a training with 12 images and return its id."""
    body = {"owner": "acme", "name": "portraits", "visibility": "private", "hardware": "gpu-l40s"}
    api.post("/v1/models", json=body).raise_for_status()
    upload = api.post("/v1/files", files={"content": ("photos.zip", make_zip(), "application/zip")}).json()

    def begin(trigger: str = "TOK", request: dict[str, Any] | None = None, **values: object) -> str:
        inputs = {"input_images": upload["urls"]["get"], "steps": 1000, "trigger_word": trigger} | values
        data = {"destination": "acme/portraits", "input": inputs} | (request or {})
        answer = api.post(f"/v1/models/{TRAINER}/versions/{VERSION}/trainings", json=data)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    return begin


@pytest.fixture
def get(api: httpx.Client) -> Callable[[str], dict[str, Any]]:
    """`get(training_id)`: the training as it is now."""

    def look(training_id: str) -> dict[str, Any]:
        answer = api.get(f"/v1/trainings/{training_id}")
        answer.raise_for_status()
        return dict(answer.json())

    return look


@pytest.fixture
def fault(api: httpx.Client) -> Callable[..., None]:
    """`fault(kind, path, method, times, after, **options)`: add a fault rule."""

    def add(
        kind: str,
        path: str = "",
        method: str | None = None,
        times: int | None = 1,
        after: int = 0,
        **options: object,
    ) -> None:
        match = {"path_regex": path, "method": method}
        rule = {"match": match, "action": {"kind": kind, **options}, "times": times, "after": after}
        api.post("/admin/faults", json=rule).raise_for_status()

    return add


class Receiver:
    """A webhook receiver: keeps what came and answers with `statuses` in turn, then 200."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.got.append((headers, body))
                self.send_response(outer.statuses.pop(0) if outer.statuses else 200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = False
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?attempt=7"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()
