"""What a network does to the call that costs money: whatever is said about it afterwards is true.

A proxy stands between the gateway and the sandbox and spoils the create call at every byte of request and
answer, in every other way networks have. Said "done" must be one training there, said "not done" none, and
"unknown" may be either but nothing else. `make soak` takes every byte, the suite a share of them.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest

from core.clock import SystemClock
from core.domain.trainings import Status
from core.errors import Offline, RemoteError, RemoteUnknown
from core.gateways.http import build_client
from core.gateways.replicate import Replicate
from core.gateways.secrets import Secret
from core.money import Stars
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from core.settings import Settings
from tests.fakes.station import ANNA, TOKEN, Station, open_station, until
from tests.faults.proxy import Harm, Proxy, proxied

OWNER, MODEL = "acme", "neuro-fault"
TRAINER = ("ostris", "flux-dev-lora-trainer")
CALLS = 50
"""Calls of the suite whose bytes are cut: at another byte each."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    """A sandbox whose trainings last long enough to be counted."""
    with SandboxThread(SandboxConfig(speed=60)) as running:
        yield running.url


@dataclass
class Line:
    """The gateway at the far end of the proxy, and what the sandbox really has."""

    proxy: Proxy
    replicate: Replicate
    version: str
    direct: httpx.AsyncClient

    async def create(self, marker: str) -> str:
        """Make the call that costs money; returns how it is said to have ended."""
        inputs = {"input_images": f"https://example.com/{marker}.zip", "trigger_word": "TOK", "steps": 1000}
        try:
            await self.replicate.create_training(
                trainer="/".join(TRAINER), version=self.version, destination=f"{OWNER}/{MODEL}", input=inputs
            )
        except RemoteUnknown:
            return "unknown"
        except Offline:
            return "not done"
        except RemoteError as error:
            return type(error).__name__
        return "done"

    async def there(self, marker: str) -> int:
        """Return how many trainings the sandbox really has with this marker."""
        answer = await self.direct.get("/v1/trainings")
        return sum(marker in str(one["input"]) for one in answer.json()["results"])


@pytest.fixture
async def line(sandbox: str) -> AsyncIterator[Line]:
    """A line to a fresh sandbox that has the destination, without any harm yet."""
    httpx.post(f"{sandbox}/admin/reset").raise_for_status()
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with proxied(sandbox) as proxy, httpx.AsyncClient(base_url=sandbox, headers=headers) as direct:
        settings = Settings(
            replicate_base_url=proxy.url, request_timeout_s=2.0, connect_timeout_s=2.0, read_retries=0
        )
        async with build_client(settings) as http:
            replicate = Replicate(settings, Secret(TOKEN, "keyring"), http, SystemClock())
            await replicate.create_model(OWNER, MODEL, visibility="private", hardware="gpu-l40s")
            version = (await replicate.trainer_schema(*TRAINER)).id
            yield Line(proxy, replicate, version, direct)
            await replicate.close()


def assert_true(said: str, there: int) -> None:
    """See that what is said of a call fits what it did."""
    due = {"done": {1}, "not done": {0}, "unknown": {0, 1}}
    assert there in due.get(said, {0}), (said, there)


async def spoil_each(line: Line, where: str, step: int) -> None:
    """Cut request or answer at every `step`-th byte, on a fresh connection each time."""
    assert await line.create("whole") == "done"
    length = line.proxy.asked if where == "cut_request" else line.proxy.carried
    assert length > 200
    said = set()
    for place in range(0, length + 1, step):
        await line.proxy.spoil(Harm(**{where: place}))  # type: ignore[arg-type]
        marker = f"{where}-{place}"
        word = await line.create(marker)
        said.add(word)
        await line.proxy.spoil(Harm())
        assert_true(word, await line.there(marker))
        if place % 40 == 0:
            (await line.direct.post("/admin/reset")).raise_for_status()
            await line.replicate.create_model(OWNER, MODEL, visibility="private", hardware="gpu-l40s")
    assert "unknown" in said


@pytest.mark.parametrize("where", ["cut_request", "cut_answer"])
async def test_r11_cut_at_any_byte_it_is_never_said_wrongly(line: Line, where: str) -> None:
    """Fifty places over the whole length of request and answer."""
    assert await line.create("measured") == "done"
    length = line.proxy.asked if where == "cut_request" else line.proxy.carried
    await spoil_each(line, where, max(1, length // CALLS))


@pytest.mark.soak
@pytest.mark.parametrize("where", ["cut_request", "cut_answer"])
async def test_r11_cut_at_every_byte_it_is_never_said_wrongly(line: Line, where: str) -> None:
    """Each byte of request and answer."""
    await spoil_each(line, where, 1)


@pytest.mark.parametrize(
    ("harm", "due"),
    [
        (Harm(latency_s=0.2), {"done"}),
        (Harm(latency_s=3.0), {"unknown"}),
        (Harm(drip_s=0.0005), {"done"}),
        (Harm(html=True), {"unknown"}),
        (Harm(cut_answer=0, reset=True), {"unknown"}),
        (Harm(cut_request=0, reset=True), {"unknown", "not done"}),
        (Harm(repeat_answer=True), {"done"}),
    ],
    ids=["late", "too late", "drip", "html", "reset after", "reset before", "answered twice"],
)
async def test_r11_every_other_harm_is_said_as_it_is(line: Line, harm: Harm, due: set[str]) -> None:
    """Late, dripping, twice: done. Silence, a page instead of JSON, a reset: unknown, and looked for."""
    await line.proxy.spoil(harm)
    said = await line.create("marker")
    await line.proxy.spoil(Harm())
    assert said in due
    assert_true(said, await line.there("marker"))


@pytest.fixture
async def station(
    tmp_path_factory: pytest.TempPathFactory, sandbox: str
) -> AsyncIterator[tuple[Station, Proxy]]:
    """A whole core behind a proxy, with a rich customer."""
    httpx.post(f"{sandbox}/admin/reset").raise_for_status()
    httpx.post(f"{sandbox}/admin/speed", json={"speed": 6000}).raise_for_status()
    async with proxied(sandbox) as proxy:
        opened = open_station(
            tmp_path_factory.mktemp("station"), proxy.url, request_timeout_s=0.5, read_retries=0
        )
        async with opened as running:
            await running.customer(stars=50_000)
            yield running, proxy
    httpx.post(f"{sandbox}/admin/speed", json={"speed": 60}).raise_for_status()


@pytest.mark.parametrize(
    "harm",
    [Harm(cut_answer=40), Harm(cut_answer=0), Harm(cut_request=300), Harm(html=True), Harm(latency_s=1.0)],
    ids=["answer cut", "no answer", "request cut", "html", "too late"],
)
async def test_after_every_harm_each_launch_ends_known_and_paid_once(
    station: tuple[Station, Proxy], harm: Harm, expect_log: Callable[[str], None]
) -> None:
    """Six launches on a line that breaks for a while: no double effect, none forgotten, all end known."""
    expect_log("")
    running, proxy = station
    await running.open_gate()
    await proxy.spoil(harm)
    ids = [await running.launch(model=f"neuro-{number}") for number in range(6)]
    await until(
        lambda: running.core.flow.state.cause is not None or running.core.flow.state.until is not None
    )
    await proxy.spoil(Harm())
    running.core.flow.try_now()

    async def are_over() -> bool:
        running.core.flow.try_now()
        running.core.engine.wake()
        return all([(await running.attempt(one)).status.is_terminal for one in ids])

    await until(are_over)
    for training_id in ids:
        assert (await running.details(training_id)).row.status is Status.SUCCEEDED
    assert await running.balance(ANNA) == Stars.of(50_000 - 6 * 220)
    living = [one for one in await running.remote() if one["status"] != "canceled"]
    assert len(living) == 6
    assert await running.findings() == []
