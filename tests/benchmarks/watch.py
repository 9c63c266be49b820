"""API calls to watch 1,000 running trainings for a minute, against one GET for each of them.

The minute is simulated: as many looks as fit into it at the default pause between two looks. The sandbox, to
whom the calls go, counts them. The peer is one pass only: to read each at every look takes four times that.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from core.container import Core
from core.db import training_store
from core.db.database import Tx
from core.domain.attempts import Step
from core.domain.people import CustomerDraft
from core.domain.trainings import Dataset, Parameters, Status, Training
from core.ids import new_id
from core.money import ZERO, Stars
from core.services import attempts
from core.settings import Settings
from tests.benchmarks.houses import TOKEN, opened
from tests.benchmarks.measure import Row, Size, ratio_at_most
from tests.benchmarks.sandboxes import sandbox

SPEED = 30.0
"""Soon all of them print logs, and none ends: 6,000 steps take about two minutes."""
STEPS = 6000
TRAINER = "ostris/flux-dev-lora-trainer"
VERSION = "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"
CUSTOMER = 5_000_000_001
LOOKS = int(60 / Settings.model_fields["poll_interval_s"].default)
PARALLEL = 8


async def rows(size: Size) -> list[Row]:
    """Measure; one row."""
    number = size.pick(20, 1000, 1000)
    with TemporaryDirectory() as folder, sandbox(SPEED) as url:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as api,
            opened(Path(folder), url) as core,
        ):
            provider_ids = await _started(api, number)
            await _known(core, provider_ids)
            await core.gate.probe()
            ours = await _calls(api, core.watch.look, LOOKS)
            peer = await _calls(api, lambda: _each(api, provider_ids), 1)
    name = f"API calls a minute, {number:,} running"
    return [Row(name=name, ours=ours, peer=peer, unit="calls", aim=ratio_at_most(1 / 20))]


async def _started(api: httpx.AsyncClient, number: int) -> list[str]:
    """Start so many trainings at the sandbox; return their ids there once the last one prints its log."""
    model = {"owner": "acme", "name": "anna", "visibility": "private", "hardware": "cpu"}
    (await api.post("/v1/models", json=model)).raise_for_status()
    values = {"input_images": "https://photos.example/anna.zip", "trigger_word": "ANNA", "steps": STEPS}
    body = {"destination": "acme/anna", "input": values}
    turn = asyncio.Semaphore(PARALLEL)

    async def start() -> str:
        async with turn:
            answer = await api.post(f"/v1/models/{TRAINER}/versions/{VERSION}/trainings", json=body)
        return str(answer.raise_for_status().json()["id"])

    ids = [await one for one in asyncio.as_completed([start() for _ in range(number)])]
    while (await api.get(f"/v1/trainings/{ids[-1]}")).json()["status"] != Status.PROCESSING:
        await asyncio.sleep(0.1)
    return ids


async def _known(core: Core, provider_ids: list[str]) -> None:
    """Let our database know them as if it had started them."""
    draft = CustomerDraft(telegram_id=CUSTOMER, bot="neuro_blogger", first_name="Anna")
    await core.people.add_customer(draft, core.operator)

    def write(tx: Tx) -> None:
        for one in provider_ids:
            _know(tx, core, one)

    await core.db.write(write)


def _know(tx: Tx, core: Core, provider_id: str) -> None:
    training_id = new_id()
    training = Training(
        id=training_id,
        customer_id=CUSTOMER,
        operator_id=core.operator.id,
        bot="neuro_blogger",
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
    attempt = attempts.begin(tx, training, number=1, price=ZERO, actor="system")
    training_store.update_attempt(
        tx, attempt, status=Status.STARTING, step=Step.WATCH, provider_id=provider_id, sent_at=tx.now, sends=1
    )


async def _each(api: httpx.AsyncClient, provider_ids: list[str]) -> None:
    for one in provider_ids:
        (await api.get(f"/v1/trainings/{one}")).raise_for_status()


async def _calls(api: httpx.AsyncClient, work: Callable[[], Awaitable[None]], times: int) -> int:
    """Return how many requests for the API the sandbox counts while `work` is done so many times."""
    (await api.delete("/admin/requests")).raise_for_status()
    for _ in range(times):
        await work()
    counts: dict[str, int] = (await api.get("/admin/requests")).json()["counts"]
    return sum(number for request, number in counts.items() if " /v1/" in request)
