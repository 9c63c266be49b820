"""Replicate forgets a training an hour after its end; what it printed, took and made must be saved by then.

Trainings end at a sandbox that really deletes after an hour of its clock. The console, which only polls, is
away for up to fifty minutes, then opened and closed at random moments, and a tenth of the answers it asks for
is lost or broken. `make soak` does it with more of them.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.db import exchange_store, training_store
from core.db.database import Tx
from core.domain.attempts import Attempt
from core.domain.trainings import TRAINER, Dataset, Parameters, Status, Training
from core.engines import loops
from core.gateways.replicate_objects import read_training
from core.ids import new_id
from core.money import Stars
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from core.services import attempts
from core.services.training_steps import accept
from tests.fakes.station import ANNA, BOT, TOKEN, FastClock, Station, open_station, until

VERSION = "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"
AUTH = {"Authorization": f"Bearer {TOKEN}"}
STEPS = 30
AWAY_MIN = 50
"""So long the console is away at most, between two waves."""
LOOKS = 4
"""So often it looks before it is away again; that takes a minute where it looks four times a minute."""
PARALLEL = 8
KEPT = httpx.Limits(keepalive_expiry=2)
"""The sandbox closes idle connections after five seconds: ours end before."""
LOST = 0.1
"""The share of answers that is lost or broken, at least."""
CAPTURED = 0.999
HARMS: list[dict[str, Any]] = [
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "cut", "bytes": 300},
    {"kind": "html_502"},
    {"kind": "malformed_json"},
]
ENDS = ("", "", "", "FAIL_OOM", "FAIL_NSFW", "FAIL_PLATFORM", "FAIL_ZIP", "FAIL_IMAGE_PUSH", "FAIL_BOOT")
"""How they end: a third succeeds, the others fail with much, little or nothing in their logs."""

pytestmark = pytest.mark.usefixtures("caplog")


@dataclass
class Town:
    """A sandbox that forgets, and the console's data folder beside it."""

    folder: Path
    url: str
    clock: FastClock
    chance: random.Random
    api: httpx.AsyncClient
    sent: dict[str, str] = field(default_factory=dict)
    """Attempt by the id at Replicate."""
    asked: int = 0
    lost: int = 0

    def console(self) -> AbstractAsyncContextManager[Station]:
        """Open the console; a lost answer is not asked for again within a look."""
        return open_station(self.folder, self.url, clock=self.clock, read_retries=0, auto_retry=False)

    async def spoil(self) -> None:
        """Let a tenth and more of the next answers be lost or broken, at random places."""
        await self.count()
        reach = 400
        rules = [
            {
                "match": {"method": "GET", "path_regex": "^/v1/"},
                "action": self.chance.choice(HARMS),
                "after": self.chance.randrange(reach),
            }
            for _ in range(round(reach * LOST * 1.4))
        ]
        (await self.api.post("/admin/faults", json={"rules": rules})).raise_for_status()

    async def count(self) -> None:
        """Add up what was asked and lost so far, and do no more harm."""
        self.lost += sum(rule["hits"] for rule in (await self.api.get("/admin/faults")).json())
        counts: dict[str, int] = (await self.api.get("/admin/requests")).json()["counts"]
        self.asked += sum(number for what, number in counts.items() if what.startswith("GET /v1/"))
        (await self.api.delete("/admin/faults")).raise_for_status()
        (await self.api.delete("/admin/requests")).raise_for_status()


@pytest.fixture
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A sandbox that deletes after an hour, on a clock that the test moves on."""
    monkeypatch.setattr(loops, "IDLE_S", 0.05)
    clock, seed = FastClock(4), random.randrange(2**32)
    print(f"seed {seed}")
    config = SandboxConfig(now=clock.now, retention_s=3600, queue_s=5)
    with SandboxThread(config) as sandbox:
        async with httpx.AsyncClient(
            base_url=sandbox.url, headers=AUTH, trust_env=False, timeout=30, limits=KEPT
        ) as api:
            model = {"owner": "acme", "name": "anna", "visibility": "private", "hardware": "cpu"}
            (await api.post("/v1/models", json=model)).raise_for_status()
            yield Town(tmp_path, sandbox.url, clock, random.Random(seed), api)


async def start(town: Town, station: Station, number: int) -> None:
    """Start trainings at Replicate, and let the database know them as if it had sent them."""
    turn = asyncio.Semaphore(PARALLEL)

    async def one() -> Any:
        word = f"ANNA {town.chance.choice(ENDS)}"
        values = {"input_images": "https://example.com/anna.zip", "trigger_word": word, "steps": STEPS}
        async with turn:
            answer = await town.api.post(
                f"/v1/models/{TRAINER}/versions/{VERSION}/trainings",
                json={"destination": "acme/anna", "input": values},
            )
        return answer.raise_for_status().json()

    told = await asyncio.gather(*(one() for _ in range(number)))
    await station.core.db.write(lambda tx: [_know(tx, town, station, body) for body in told])


def _know(tx: Tx, town: Town, station: Station, body: dict[str, Any]) -> None:
    training_id = new_id()
    training = Training(
        id=training_id,
        customer_id=ANNA,
        operator_id=station.admin.id,
        bot=BOT,
        model_name=f"anna-{training_id}",
        destination="acme/anna",
        trainer=TRAINER,
        trainer_version="",
        parameters=Parameters(trigger_word="ANNA", steps=STEPS),
        dataset=Dataset(path="", sha256="", size_bytes=0, photos=12, captions=0),
        price=Stars(22) * STEPS,
        price_list="2025-06",
        status=Status.SUBMITTING,
        created_at=tx.now,
    )
    training_store.insert_training(tx, training, training_id, "anna")
    attempt = attempts.begin(tx, training, number=1, price=training.price, actor="system")
    training_store.update_attempt(tx, attempt, sends=1, sent_at=tx.now, account="acme")
    accept(tx, attempt, read_training(body))
    town.sent[body["id"]] = attempt.id


async def looked(station: Station) -> None:
    """Wait until so many looks have reached their end, whatever single answers they lost."""
    for _ in range(LOOKS):
        before = station.core.watch.heard_at
        await until(lambda seen=before: station.core.watch.heard_at != seen)  # type: ignore[misc]


async def captured(town: Town, station: Station) -> int:
    """Return of how many trainings log, input and output are here just as Replicate had them."""
    (await town.api.post("/admin/retention", json={"seconds": None})).raise_for_status()
    turn = asyncio.Semaphore(PARALLEL)

    async def truth(provider_id: str) -> dict[str, Any]:
        async with turn:
            body: dict[str, Any] = (await town.api.get(f"/v1/trainings/{provider_id}")).json()
        return body

    every = await asyncio.gather(*(truth(one) for one in town.sent))

    def read() -> int:
        return sum(_is_here(training_store.attempt(town.sent[body["id"]]), body) for body in every)

    return await station.core.db.read(read)


def _is_here(attempt: Attempt | None, body: dict[str, Any]) -> bool:
    if attempt is None or attempt.status.value != body["status"]:
        return False
    answer = json.loads(exchange_store.of_attempt(attempt.id).answer)
    is_whole = (answer["input"], answer["output"]) == (body["input"], body["output"])
    return is_whole and training_store.log(attempt.id) == (body["logs"] or "")


@pytest.mark.parametrize(
    ("number", "waves"), [(300, 8), pytest.param(2000, 25, marks=pytest.mark.soak)], ids=["quick", "long"]
)
async def test_n16_what_replicate_forgets_after_an_hour_was_saved_before(
    town: Town, number: int, waves: int
) -> None:
    """Restarts at random, away for long, a tenth of all answers lost: 99.9 % and more is here, whole."""
    async with town.console() as first:
        await first.customer(stars=20 * number)
    for _ in range(waves):
        await town.spoil()
        async with town.console() as station:
            await start(town, station, number // waves)
        town.clock.jump(minutes=town.chance.uniform(0, AWAY_MIN))
        async with town.console():
            await asyncio.sleep(town.chance.uniform(0.0, 0.5))  # closed in the middle of whatever it does
        async with town.console() as station:
            await looked(station)
    town.clock.jump(minutes=AWAY_MIN)
    async with town.console() as station:

        async def are_over() -> bool:
            return (await station.core.trainings.counts()).running == 0

        await until(are_over)
        await town.count()
        town.clock.jump(hours=2)
        share = await captured(town, station) / len(town.sent)
        print(f"captured {share:.2%} of {len(town.sent)}, lost {town.lost} of {town.asked} answers")
        assert share >= CAPTURED
        assert town.lost >= LOST * town.asked
        assert await station.findings() == []
