"""A whole core at a sandbox, reached over HTTP, with the deeds most tests need said in one line each."""

import asyncio
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from core.clock import Clock
from core.container import Core
from core.domain.attempts import Attempt
from core.domain.people import CustomerDraft, Language, Operator
from core.domain.trainings import Dataset, Parameters, Training, TrainingRequest
from core.gateways.secrets import Secrets
from core.ids import new_id
from core.money import Stars
from core.paths import Paths
from core.services.trainings import TrainingDetails
from core.settings import Settings
from tests.fakes.hands import endow
from tests.fakes.keys import AUDIT_ENVIRON

TOKEN = "r8_station000000000000000000000000000000"
BOT = "neuro_blogger"
BOT_TOKEN = "123:abc"
ANNA = 5_000_000_001
PATIENCE_S = 60.0


class FastClock:
    """Runs some times as fast as the machine's clock, and can be moved on by hand."""

    def __init__(self, factor: float = 50.0, begin: datetime | None = None) -> None:
        """Begin at the present moment, or go on from the beginning of a clock in another process."""
        self._factor = factor
        self._begin = begin or datetime.now(UTC)
        self._jumped = timedelta()

    def now(self) -> datetime:
        """Return the present moment of this clock."""
        return self._begin + (datetime.now(UTC) - self._begin) * self._factor + self._jumped

    async def sleep(self, seconds: float) -> None:
        """Wait `seconds` of this clock."""
        await asyncio.sleep(seconds / self._factor)

    def jump(self, **span: float) -> None:
        """Move on by a timedelta's arguments: `jump(minutes=11)`."""
        self._jumped += timedelta(**span)


def make_dataset(folder: Path, photos: int = 12) -> Dataset:
    """Return a zip that the sandbox takes for a dataset; its photos are photos by name only."""
    path = folder / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(photos):
            archive.writestr(f"photo_{number}.jpg", b"\xff\xd8\xff\xe0 not really")
    return Dataset(path=str(path), sha256="0" * 64, size_bytes=path.stat().st_size, photos=photos, captions=0)


async def until(predicate: Callable[[], object | Awaitable[object]], patience_s: float = PATIENCE_S) -> None:
    """Let the loop run until the predicate, plain or to be awaited, holds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience_s
    while True:
        held = predicate()
        if isinstance(held, Awaitable):
            held = await held
        if held:
            return
        if loop.time() > deadline:
            raise AssertionError(f"not within {patience_s} s: {predicate}")
        await asyncio.sleep(0.01)


@dataclass(slots=True)
class Station:
    """A running core and the sandbox it works with."""

    core: Core
    api: httpx.AsyncClient
    folder: Path

    @property
    def admin(self) -> Operator:
        """The operator at this desk."""
        return self.core.operator

    async def customer(
        self, telegram_id: int = ANNA, *, stars: int = 500, language: Language = Language.EN, bot: str = BOT
    ) -> int:
        """Make a customer with a balance; returns the Telegram id."""
        draft = CustomerDraft(
            telegram_id=telegram_id, bot=bot, username="anna", first_name="Anna", language=language
        )
        await self.core.people.add_customer(draft, self.admin)
        if stars:
            await self.credit(telegram_id, stars)
        return telegram_id

    async def credit(self, telegram_id: int, stars: int) -> None:
        """Let a customer have stars to begin with."""
        await self.core.db.write(lambda tx: endow(tx, telegram_id, Stars.of(stars), reason="for the test"))

    def request(
        self,
        trigger: str = "ANNA_TOK",
        *,
        customer_id: int = ANNA,
        model: str = "neuro-anna",
        steps: int = 1000,
    ) -> TrainingRequest:
        """Return a request as a form would make it."""
        return TrainingRequest(
            request_id=new_id(),
            customer_id=customer_id,
            model_name=model,
            parameters=Parameters(trigger_word=trigger, steps=steps),
            dataset=make_dataset(self.folder),
        )

    async def start(self, request: TrainingRequest) -> Training:
        """Start it as the admin once the gate is open."""
        await self.open_gate()
        return await self.core.trainings.start_model_training_directly(request, self.admin)

    async def launch(self, trigger: str = "ANNA_TOK", **more: Any) -> str:
        """Start a training; returns its id."""
        return (await self.start(self.request(trigger, **more))).id

    async def open_gate(self) -> None:
        """Wait until Replicate may be used."""
        await until(lambda: self.core.gate.state.is_open)

    async def details(self, training_id: str) -> TrainingDetails:
        """Return all about a training."""
        return await self.core.trainings.details(training_id)

    async def attempt(self, training_id: str) -> Attempt:
        """Return a training's newest attempt."""
        return (await self.details(training_id)).attempts[-1]

    async def reached(self, training_id: str, holds: Callable[[Attempt], object]) -> Attempt:
        """Wait until the newest attempt is as `holds` says; return it."""

        async def does_hold() -> bool:
            return bool(holds(await self.attempt(training_id)))

        await until(does_hold)
        return await self.attempt(training_id)

    async def ended(self, training_id: str) -> TrainingDetails:
        """Wait for the end of a training and return it."""
        await self.reached(training_id, lambda attempt: attempt.status.is_terminal)
        return await self.details(training_id)

    async def balance(self, customer_id: int = ANNA) -> Stars:
        """Return a customer's balance."""
        return await self.core.payments.balance(customer_id)

    async def fault(
        self,
        method: str | None,
        path_regex: str,
        action: str | Mapping[str, object],
        *,
        times: int | None = 1,
        after: int = 0,
    ) -> None:
        """Let the sandbox misbehave."""
        match = {"path_regex": path_regex} | ({"method": method} if method else {})
        rule = {"match": match, "action": action, "times": times, "after": after}
        (await self.api.post("/admin/faults", json=rule)).raise_for_status()

    async def struck(self) -> int:
        """Return how often the fault rules in force have struck."""
        return sum(rule["hits"] for rule in (await self.api.get("/admin/faults")).json())

    async def mended(self) -> None:
        """Drop all faults."""
        (await self.api.delete("/admin/faults")).raise_for_status()

    async def requests(self) -> dict[str, int]:
        """Return how many requests the sandbox got, by method and path."""
        counts: dict[str, int] = (await self.api.get("/admin/requests")).json()["counts"]
        return counts

    async def remote(self) -> list[dict[str, Any]]:
        """Return the first page of trainings at the sandbox, newest first."""
        answer = await self.api.get("/v1/trainings", headers={"Authorization": f"Bearer {TOKEN}"})
        found: list[dict[str, Any]] = answer.raise_for_status().json()["results"]
        return found

    async def told(self, customer_id: int = ANNA) -> list[str]:
        """Return the texts Telegram showed a customer, oldest first."""
        answer = await self.api.get("/admin/telegram/messages", params={"chat_id": customer_id})
        return [message["text"] for message in answer.json()]

    async def findings(self) -> list[str]:
        """Return what `verify` finds."""
        return [f"{one.rule}: {one.subject}: {one.detail}" for one in await self.core.verify.run()]


def secrets_with(token: str = TOKEN, **bots: str) -> Secrets:
    """Return secrets with a Replicate token and bots' tokens by environment variable."""
    environ = {"REPLICATE_API_TOKEN": token, "TELEGRAM_TOKEN_NEURO_BLOGGER": BOT_TOKEN} | bots
    return Secrets(environ=environ | AUDIT_ENVIRON)


def settings_for(url: str, **more: Any) -> Settings:
    """Return settings that make core quick at a sandbox."""
    quick: dict[str, Any] = {
        "replicate_base_url": url,
        "telegram_base_url": url,
        "providers_base_url": url,
        "poll_interval_s": 0.05,
        "poll_backoff_max_s": 0.2,
        "unknown_grace_s": 0.5,
        "download_weights": False,
    }
    return Settings(**(quick | more))


@asynccontextmanager
async def open_station(
    folder: Path,
    url: str,
    *,
    secrets: Secrets | None = None,
    clock: Clock | None = None,
    **settings: Any,
) -> AsyncIterator[Station]:
    """Open a core on `folder` at the sandbox `url`; closes both ends."""
    async with httpx.AsyncClient(base_url=url, verify=False, trust_env=False) as api:
        paths = Paths.for_user(folder / "data")
        opened = Core.opened(
            paths, settings_for(url, **settings), secrets or secrets_with(), clock or FastClock()
        )
        async with opened as core:
            yield Station(core, api, folder)
