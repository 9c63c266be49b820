"""What the killed program does while it lives: deeds of an operator, each repeated until it is known.

A deed is written down before it is begun (`means`), with the ids that make a second click harmless, and
again when core has told how it ended (`done`, or `refused` with the code of the error). Whoever is born
after a kill first repeats what was meant and never known.
"""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.container import Core
from core.domain.bulk import BulkKind, BulkTerms, BulkWish, RunStatus
from core.domain.retries import RetryPrice
from core.domain.training_views import TrainingFilter, TrainingRow
from core.domain.trainings import Dataset, Parameters, Status, TrainingRequest
from core.errors import AlreadyDone, AlreadyRunning, InputError, PlanChanged, TooLate
from core.ids import new_id
from core.services.bulk import Bulk
from tests.fakes.station import ANNA, until

CUSTOMERS = 4
MOST_OPEN = 4
ROWS = 30
TRIGGERS = (*["ANNA_TOK"] * 4, "FAIL_OOM_ONCE", "FAIL_NSFW_ONCE", "FAIL_PLATFORM_ONCE", "CANCELED_ONCE")
"""Most succeed, the others do when they are tried again."""
RUNNING = frozenset(status for status in Status if not status.is_terminal)
FAILED = frozenset({Status.FAILED, Status.ABORTED, Status.CANCELED})
OF_WHAT = {
    "retry": FAILED,
    BulkKind.RETRY.value + " many": FAILED,
    BulkKind.REFUND.value: frozenset({Status.SUCCEEDED}),
    BulkKind.NOTIFY.value: frozenset(Status),
}
"""With which trainings a deed is done, else with running ones; all but the first are bulk runs."""
WEIGHTS = {"launch": 24, "retry": 4, "stop": 1, "retry many": 1, "refund": 3, "notify": 1, "cancel": 1}
FIRST = {
    "launch": ("launch",),
    "retry": ("retry",),
    "bulk": ("retry many", "notify"),
    "refund": ("refund", "refund"),
    "release": ("stop", "cancel"),
}
"""What a life begins with that is to end in work of a kind."""
REFUSED = {
    "launch": (),
    "retry": (AlreadyDone, AlreadyRunning, TooLate),
    "stop": (TooLate,),
    "bulk": (PlanChanged, InputError),
}
"""How a deed may end without being done: somebody was quicker, or there was nothing to do."""
PAUSE_S = 0.003
PLACES = 1_000_000

Deed = dict[str, Any]
Say = Callable[..., None]


async def drive_rows(core: Core, run_id: str) -> None:
    """Do the rows of one run as far as they go, with nothing beside; retries need no place to be made."""
    await core.gate.probe()
    bulk = Bulk(core.db, core.deeds, core.gate, core.flow, places=PLACES, wake=lambda: None)
    while (await bulk.run(run_id)).status is RunStatus.RUNNING:
        await bulk.drive_open()


async def work_at_desk(
    core: Core, seed: int, pending: list[Deed], photos: Path, say: Say, kind: str = ""
) -> None:
    """Repeat what was meant before, then do one deed after the other; never returns."""
    desk = await repeat_at_desk(core, pending, photos, say, seed)
    wishes = list(FIRST.get(kind, ()))
    while True:
        deed = await desk.think(wishes.pop(0) if wishes else "")
        if deed:
            say("means", deed)
            await desk.do(deed)
        await asyncio.sleep(PAUSE_S)


async def repeat_at_desk(core: Core, pending: list[Deed], photos: Path, say: Say, seed: int = 0) -> "_Desk":
    """Repeat what was meant before, until it is known."""
    await until(lambda: core.gate.state.is_open)
    desk = _Desk(core, random.Random(seed), photos, say)
    for deed in pending:
        await desk.do(deed)
    return desk


class _Desk:
    """One operator who does what the dice say."""

    def __init__(self, core: Core, dice: random.Random, photos: Path, say: Say) -> None:
        self._core = core
        self._dice = dice
        self._photos = photos
        self._say = say

    async def think(self, first: str = "") -> Deed:
        """Return the next deed, `first` if that can be, or nothing where there is nothing to do it with."""
        what = first or self._dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        rows = await self._rows(OF_WHAT.get(what, RUNNING))
        if what == "launch":
            return self._launch() if len(rows) < MOST_OPEN * (1 + bool(first)) else {}
        if not rows:
            return {}
        one = self._dice.choice(rows)
        key = new_id()
        match what:
            case "retry":
                price = self._dice.choice(list(RetryPrice)).value
                return {"deed": what, "key": key, "id": one.id, "after": one.attempt_id, "price": price}
            case "stop":
                return {"deed": what, "key": key, "id": one.id}
            case _:
                ids = [row.id for row in self._dice.sample(rows, min(len(rows), self._dice.randint(2, 8)))]
                return {"deed": "bulk", "key": key, "kind": what, "ids": ids}

    async def _rows(self, statuses: frozenset[Status]) -> list[TrainingRow]:
        return await self._core.trainings.page(TrainingFilter(statuses=statuses), limit=ROWS)

    def _launch(self) -> Deed:
        trigger, customer_id = self._dice.choice(TRIGGERS), ANNA + self._dice.randrange(CUSTOMERS)
        return {"deed": "launch", "key": new_id(), "customer": customer_id, "trigger": trigger}

    async def do(self, deed: Deed) -> None:
        """Do one deed, or do it again, and say how it ended."""
        try:
            result = await getattr(self, f"_do_{deed['deed']}")(deed)
        except REFUSED[deed["deed"]] as error:
            self._say("refused", deed["key"], error.code)
        else:
            self._say("done", deed["key"], result)

    async def _do_launch(self, deed: Deed) -> str:
        request = TrainingRequest(
            request_id=deed["key"],
            customer_id=deed["customer"],
            model_name=f"neuro-{deed['key'][-12:]}",
            parameters=Parameters(trigger_word=deed["trigger"], steps=100),
            dataset=Dataset(
                path=str(self._photos),
                sha256="0" * 64,
                size_bytes=self._photos.stat().st_size,
                photos=12,
                captions=0,
            ),
        )
        return (await self._core.trainings.start_model_training_directly(request, self._core.operator)).id

    async def _do_retry(self, deed: Deed) -> str:
        attempt = await self._core.trainings.retry(
            deed["id"],
            after_attempt=deed["after"],
            price=RetryPrice(deed["price"]),
            reason="again, please",
            operator=self._core.operator,
        )
        return attempt.id

    async def _do_stop(self, deed: Deed) -> str:
        return (await self._core.trainings.cancel(deed["id"], self._core.operator)).id

    async def _do_bulk(self, deed: Deed) -> str:
        bulk, who = self._core.bulk, self._core.operator
        terms = BulkTerms(with_hopeless=True, text_ru=f"Весть {deed['key']}", text_en=f"News {deed['key']}")
        wish = BulkWish(
            run_id=deed["key"],
            kind=BulkKind(deed["kind"].split()[0]),
            ids=tuple(deed["ids"]),
            reason="many at once",
            terms=terms,
        )
        known = {one.id: one for one in await bulk.runs()}.get(wish.run_id)
        digest = known.digest if known else (await bulk.preview(wish, who)).digest
        return (await bulk.start(wish, digest, who)).id
