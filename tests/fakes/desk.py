"""A whole desk to test at: a real Core on a data folder of its own, working against the sandbox over HTTP.

    async with desk(tmp_path) as here:
        await here.add_customer(stars=500)
        training_id = await here.start("FAIL_OOM")
        details = await here.ended(training_id)

Nothing is stubbed: the sandbox runs in a thread and simulates `speed` seconds in one real second.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
from keyring.backend import KeyringBackend

from core.clock import Clock
from core.container import Core
from core.domain.people import Customer, CustomerDraft, Language
from core.domain.trainings import Dataset, Parameters, TrainingRequest
from core.gateways.secrets import Secrets
from core.ids import new_id
from core.money import Stars
from core.paths import Paths
from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread
from core.services.trainings import TrainingDetails
from core.settings import Settings
from tests.fakes.hands import endow
from tests.fakes.keys import AUDIT_ENVIRON

PHOTOS = Path(__file__).resolve().parents[2] / "resources" / "demo" / "photos"
BOT = "neuro_blogger"
FIRST_CUSTOMER = 5_000_000_001
TOKEN = "r8_desk0000000000000000000000000000000000"
"""A token the sandbox takes; one that contains `bad` is refused."""
PATIENCE_S = 60.0

T = TypeVar("T")


@dataclass(kw_only=True)
class Desk:
    """What a test needs at hand; everything goes through the public ways of core."""

    core: Core
    sandbox: SandboxThread
    _dataset: Dataset | None = None

    async def add_customer(
        self,
        stars: int = 0,
        *,
        telegram_id: int = FIRST_CUSTOMER,
        first_name: str = "Анна",
        last_name: str = "Белова",
        username: str = "annabelova",
        language: Language = Language.RU,
    ) -> Customer:
        """Make a customer and credit `stars` whole stars."""
        draft = CustomerDraft(
            telegram_id=telegram_id,
            bot=BOT,
            username=username,
            first_name=first_name,
            last_name=last_name,
            language=language,
        )
        customer = await self.core.people.add_customer(draft, self.core.operator)
        if stars:
            await self.credit(telegram_id, stars)
        return customer

    async def credit(self, telegram_id: int, stars: int) -> None:
        """Put `stars` whole stars on a customer's balance, given at the start."""
        await self.core.db.write(lambda tx: endow(tx, telegram_id, Stars.of(stars)))

    async def dataset(self) -> Dataset:
        """Return the twelve sample photos, packed once for this desk."""
        if self._dataset is None:
            report = await self.core.datasets.inspect([PHOTOS])
            self._dataset = await self.core.datasets.pack(report)
        return self._dataset

    async def start(
        self,
        trigger_word: str = "ANNA",
        *,
        telegram_id: int = FIRST_CUSTOMER,
        model_name: str = "",
        steps: int = 1000,
        waits: bool = True,
    ) -> str:
        """Start a training and return its id. The sandbox's magic trigger words decide what becomes of it.

        With `waits` false it is refused while the gate is shut.
        """
        if waits:
            await self.gate_open()
        request = TrainingRequest(
            request_id=new_id(),
            customer_id=telegram_id,
            model_name=model_name or f"neuro-{trigger_word.lower().replace('_', '-')}",
            parameters=Parameters(trigger_word=trigger_word, steps=steps),
            dataset=await self.dataset(),
        )
        training = await self.core.trainings.start_model_training_directly(request, self.core.operator)
        return training.id

    async def gate_open(self) -> None:
        """Wait until the token was probed and trainings may be sent."""
        await self._wait_for(self._is_gate_open)

    async def when(self, training_id: str, is_so: Callable[[TrainingDetails], bool]) -> TrainingDetails:
        """Wait until the details of a training satisfy `is_so`, and return them."""

        async def look() -> TrainingDetails | None:
            details = await self.core.trainings.details(training_id)
            return details if is_so(details) else None

        return await self._wait_for(look)

    async def ended(self, training_id: str) -> TrainingDetails:
        """Wait until a training has ended, in whatever way, and return its details."""
        return await self.when(training_id, lambda details: details.row.status.is_terminal)

    async def training_runs(self, training_id: str) -> TrainingDetails:
        """Wait until its log told a first step, and return its details."""
        return await self.when(training_id, lambda details: details.row.progress_step is not None)

    async def admin(self, path: str, body: object = None, method: str = "POST") -> Any:
        """Turn a switch of the sandbox (see its README), for example `admin("faults", {...})`."""
        async with httpx.AsyncClient(base_url=self.sandbox.url, trust_env=False) as client:
            answer = await client.request(method, f"/admin/{path}", json=body)
            answer.raise_for_status()
            return answer.json() if answer.content else None

    async def _is_gate_open(self) -> bool:
        return self.core.gate.state.is_open

    async def _wait_for(self, look: Callable[[], Awaitable[T | None]]) -> T:
        async with asyncio.timeout(PATIENCE_S):
            while not (found := await look()):
                await asyncio.sleep(0.01)
        return found


async def _let_streams_end() -> None:
    """Collect what a stopped request left behind while the event loop lives that has to close it."""
    gc.collect()
    for _ in range(5):
        await asyncio.sleep(0)


@asynccontextmanager
async def desk(
    tmp_path: Path,
    speed: float = 600,
    *,
    token: str = TOKEN,
    bot_token: str = "123:abc",
    backend: KeyringBackend | None = None,
    clock: Clock | None = None,
    **settings: Any,
) -> AsyncIterator[Desk]:
    """Open a desk in `tmp_path`; `settings` are fields of Settings. Everything is closed at the end.

    The tokens are in the environment, unless empty; `backend` is a keyring to save another one into.
    """
    with SandboxThread(SandboxConfig(speed=speed)) as sandbox:
        values: dict[str, Any] = {
            "poll_interval_s": 0.1,
            "replicate_base_url": sandbox.url,
            "telegram_base_url": sandbox.url,
            "providers_base_url": sandbox.url,
        }
        tokens = {"REPLICATE_API_TOKEN": token, "TELEGRAM_TOKEN_NEURO_BLOGGER": bot_token}
        secrets = Secrets(environ=tokens | AUDIT_ENVIRON, backend=backend)
        chosen = Settings(**(values | settings))
        async with Core.opened(Paths.for_user(tmp_path / "data"), chosen, secrets, clock) as core:
            yield Desk(core=core, sandbox=sandbox)
        await _let_streams_end()
