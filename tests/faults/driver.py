"""A program that works through one scenario on a core of its own and dies at the n-th boundary.

Run as `python -m tests.faults.driver`: it loads core once, then forks a fresh process for each line of JSON
on its standard input (`Order`) and answers with one line, the signal that ended it (0: it came to its end and
wrote `result.json`). A boundary is: before a write commits, after it, before a call to the outside leaves and
after its answer came. Nothing of core knows of this: the boundaries are put around it from here.
"""

import asyncio
import contextlib
import gc
import hashlib
import json
import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import replicate.client  # noqa: F401 - loaded before the fork, not after each

from core.container import Core
from core.db.database import Database
from core.db.outbox_store import OutboxStatus
from core.domain.bulk import BulkKind, BulkTerms, BulkWish, RunStatus
from core.domain.inbox import InboxFilter, InboxVerdict
from core.domain.payments import InvoiceStatus
from core.domain.providers import Notice, RefundState
from core.domain.retries import RetryPrice
from core.domain.training_views import TrainingFilter
from core.domain.trainings import Parameters, Status, TrainingRequest
from core.engines import loops
from core.errors import AlreadyDone, AppError, TooLate
from core.gateways.providers.yookassa import YooKassa
from core.gateways.replicate import Replicate
from core.gateways.telegram import TelegramBot
from core.money import Money
from core.paths import Paths
from core.sandbox.providers.robokassa import FakeRobokassa
from core.sandbox.providers.yookassa import FakeYooKassa
from core.services.invoices import InvoiceRequest
from core.services.refund_desk import RefundRequest
from core.services.trainings import TrainingDetails
from tests.fakes.station import ANNA, FastClock, make_dataset, secrets_with, settings_for, until

REMOTE = (
    (Replicate, "create_model"),
    (Replicate, "upload"),
    (Replicate, "create_training"),
    (Replicate, "cancel_training"),
    (TelegramBot, "send_message"),
    (YooKassa, "link"),
    (YooKassa, "status"),
    (YooKassa, "refund"),
    (YooKassa, "refund_status"),
)
PATIENCE_S = 30.0
HARD = BulkTerms(with_hopeless=True)
SHOP = {
    f"STATIONMASTER_PROVIDER_{fake.name}_{name}".upper(): value
    for fake in (FakeYooKassa, FakeRobokassa)
    for name, value in fake.keys.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one process has to do. `kill_at` 0 means: live."""

    folder: str
    url: str
    scenario: str
    request_id: str
    kill_at: int


class Boundaries:
    """Counts boundaries, notes their names, and ends the process at the one it was told."""

    def __init__(self, order: Order) -> None:
        """Begin at zero."""
        self._kill_at = order.kill_at
        self._notes = Path(order.folder) / "boundaries.txt"
        self._passed: list[str] = []

    def cross(self, name: str) -> None:
        """Pass a boundary, or die there without a word."""
        self._passed.append(name)
        if len(self._passed) == self._kill_at:
            self._notes.write_text("\n".join(self._passed), encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    def put_around_core(self) -> None:
        """Wrap every write and every call that does something outside."""
        real_write = Database.write

        async def write(database: Database, fn: Callable[[Any], Any]) -> Any:
            def crossing(tx: Any) -> Any:
                result = fn(tx)
                self.cross(f"in {fn.__qualname__}")
                return result

            result = await real_write(database, crossing)
            self.cross(f"after {fn.__qualname__}")
            return result

        Database.write = write  # type: ignore[method-assign]
        for owner, name in REMOTE:
            setattr(owner, name, self._around(name, getattr(owner, name)))

    def _around(self, name: str, real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def call(*args: Any, **more: Any) -> Any:
            self.cross(f"before {name}")
            result = await real(*args, **more)
            self.cross(f"after {name}")
            return result

        return call


TRIGGERS = {"success": "ANNA_TOK", "failure": "FAIL_OOM", "cancel": "STUCK", "retry": "FAIL_PLATFORM_ONCE"}


async def run(order: Order) -> None:
    """Open core, do the scenario from wherever it stands, and write how everything stands at the end."""
    folder = Path(order.folder)
    loops.IDLE_S = 0.05
    settings = settings_for(order.url, poll_interval_s=0.05, unknown_grace_s=0.15)
    secrets = secrets_with(**SHOP)
    paths = Paths.for_user(folder / "data")
    quiet_s = 0.0 if order.scenario != "bulk" else 3600.0  # there the boundaries of the runs alone count
    async with Core.opened(paths, settings, secrets, FastClock(500), quiet_s=quiet_s) as core:
        deeds = {"payment": _pay_and_refund, "inbox": _take_in, "bulk": _to_many}
        deed = deeds.get(order.scenario, _train)
        result = await deed(core, order)
        result["findings"] = [str(one) for one in await core.verify.run()]
        result["balance"] = (await core.payments.balance(ANNA)).hundredths
        told = await core.notices.of_customer(ANNA)
        result["messages"] = sorted(one.event_key.split(":")[0] for one in told)
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


async def _train(core: Core, order: Order) -> dict[str, Any]:
    """Start a training, do the scenario's deed with it, and see it to its end."""
    await until(lambda: core.gate.state.is_open, PATIENCE_S)
    request = TrainingRequest(
        request_id=order.request_id,
        customer_id=ANNA,
        model_name="neuro-anna",
        parameters=Parameters(trigger_word=TRIGGERS[order.scenario], steps=100),
        dataset=make_dataset(Path(order.folder)),
    )
    await core.trainings.start_model_training_directly(request, core.operator)
    await DEEDS[order.scenario](core, order.request_id)
    await until(lambda: _is_all_sent(core), PATIENCE_S)
    details = await core.trainings.details(order.request_id)
    return {
        "status": details.row.status,
        "money": details.row.money,
        "attempts": len(details.attempts),
        "transfers": [one.kind for one in details.transfers],
        "provider_id": details.row.provider_id,
    }


async def _pay_and_refund(core: Core, order: Order) -> dict[str, Any]:
    """Sell a plan, let it be paid at the provider, and give half and then the rest of the money back."""
    asked = InvoiceRequest(
        operation_id=order.request_id,
        customer_id=ANNA,
        provider="yookassa",
        product="plan.neurophoto",
        currency="RUB",
    )
    made = await core.invoices.create(asked, core.operator)
    if made.status is InvoiceStatus.PENDING:
        async with httpx.AsyncClient(base_url=order.url) as provider:
            await provider.post(f"/admin/payments/yookassa/orders/{made.external_ref}", json={})

    async def is_paid() -> bool:
        if (await core.invoices.invoice(made.number)).status is InvoiceStatus.PENDING:
            await core.invoices.ask(made.number)
        return (await core.invoices.invoice(made.number)).status is not InvoiceStatus.PENDING

    await until(is_paid, PATIENCE_S)
    (payment,) = await core.invoices.payments(made.number)
    for part in ("first", "rest"):
        back = RefundRequest(
            operation_id=f"{order.request_id}:{part}",
            payment_id=payment.id,
            amount=Money(made.amount.minor // 2, "RUB"),
            reason="kill -9 is no reason",
        )
        refund = await core.refunds.refund_money(back, core.operator)

        async def is_back(refund_id: str = refund.id) -> bool:
            return (await core.refunds.drive(refund_id)).status is RefundState.CONFIRMED

        await until(is_back, PATIENCE_S)
    await until(lambda: _is_all_sent(core), PATIENCE_S)
    (payment,) = await core.invoices.payments(made.number)
    statement = await core.payments.ledger(ANNA)
    return {"status": payment.status, "transfers": sorted(one.kind for one in statement)}


async def _take_in(core: Core, order: Order) -> dict[str, Any]:
    """Sell a plan and let its notice come in; it comes again only if we never stored it."""
    asked = InvoiceRequest(
        operation_id=order.request_id,
        customer_id=ANNA,
        provider="robokassa",
        product="plan.neurophoto",
        currency="RUB",
    )
    made = await core.invoices.create(asked, core.operator)
    if not await core.inbox_list.page(InboxFilter(), None, 1):
        signed = f"1110.000000:{made.number}:{FakeRobokassa.keys['password_2']}"
        fields = {
            "OutSum": "1110.000000",
            "InvId": str(made.number),
            "SignatureValue": hashlib.new(FakeRobokassa.keys["hash"], signed.encode()).hexdigest(),
        }
        await core.inbox.receive("robokassa", Notice(body=urlencode(fields).encode()))

    async def is_done() -> bool:
        (line,) = await core.inbox_list.page(InboxFilter(), None, 2)
        return line.verdict is InboxVerdict.DONE

    await until(is_done, PATIENCE_S)
    await until(lambda: _is_all_sent(core), PATIENCE_S)
    (payment,) = await core.invoices.payments(made.number)
    statement = await core.payments.ledger(ANNA)
    return {"status": payment.status, "transfers": sorted(one.kind for one in statement)}


async def _to_many(core: Core, order: Order) -> dict[str, Any]:
    """Retry what failed and give back what was paid, each as one run over all of the seed's trainings."""
    await core.gate.probe()
    ids = tuple(row.id for row in reversed(await core.trainings.page(TrainingFilter(), limit=100)))
    runs = []
    for number, kind in enumerate((BulkKind.REFUND, BulkKind.RETRY)):
        wish = BulkWish(
            run_id=f"{order.request_id}-{number}", kind=kind, ids=ids, reason="kill -9", terms=HARD
        )
        if wish.run_id not in {one.id for one in await core.bulk.runs()}:
            seen = await core.bulk.preview(wish, core.operator)
            await core.bulk.start(wish, seen.digest, core.operator)
        elif (known := await core.bulk.run(wish.run_id)).status is RunStatus.ASKED:
            await core.bulk.start(wish, known.digest, core.operator)  # a second click takes the deed up
        await core.bulk.drive_open()
        run = await core.bulk.run(wish.run_id)
        runs.append([run.status, run.done, run.skipped, run.failed])
    every = [await core.trainings.details(one) for one in ids]
    return {
        "runs": runs,
        "transfers": [[one.kind for one in details.transfers] for details in every],
        "attempts": [len(details.attempts) for details in every],
    }


async def _details_when(core: Core, training_id: str, holds: Callable[[TrainingDetails], object]) -> None:
    async def does_hold() -> object:
        return holds(await core.trainings.details(training_id))

    await until(does_hold, PATIENCE_S)


async def _is_all_sent(core: Core) -> bool:
    messages = await core.notices.of_customer(ANNA)
    return all(message.status is OutboxStatus.SENT for message in messages)


async def _to_the_end(core: Core, training_id: str) -> None:
    await _details_when(core, training_id, lambda one: one.row.status.is_terminal)


async def _cancelled(core: Core, training_id: str) -> None:
    def is_running_or_over(one: TrainingDetails) -> bool:
        return one.row.status.is_terminal or one.row.status is Status.PROCESSING

    await _details_when(core, training_id, is_running_or_over)
    try:
        await core.trainings.cancel(training_id, core.operator)
    except TooLate:
        return
    await _to_the_end(core, training_id)


async def _retried(core: Core, training_id: str) -> None:
    await _details_when(core, training_id, lambda one: one.attempts[0].status.is_terminal)
    with contextlib.suppress(AlreadyDone):
        await core.trainings.retry(
            training_id,
            after_attempt=training_id,
            price=RetryPrice.CHARGE_AGAIN,
            reason="again, please",
            operator=core.operator,
        )
    await _to_the_end(core, training_id)


DEEDS = {"success": _to_the_end, "failure": _to_the_end, "cancel": _cancelled, "retry": _retried}


def fork_and_wait(order: Order) -> int:
    """Do the order in a fresh process; return the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            Boundaries(order).put_around_core()
            asyncio.run(run(order))
            code = 0
        except BaseException:  # noqa: BLE001 - the process ends right below, and the test wants to know why
            (Path(order.folder) / "trace.txt").write_text(traceback.format_exc(), encoding="utf-8")
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def warm() -> None:
    """Let what a first start loads and reads be there before the first fork, not after each."""
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # else each request looks for it anew

    async def start_once(folder: str) -> None:
        core = Core(Paths.for_user(Path(folder)), settings_for("http://127.0.0.1:9"), secrets_with())
        await core.open()
        with contextlib.suppress(AppError):
            await core.gate.probe()
        await core.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(start_once(folder))
    assert threading.active_count() == 1  # a fork takes no other thread along
    gc.collect()
    gc.freeze()  # else the first collection after a fork copies every page there is


def main() -> None:
    """Serve orders until the input ends."""
    warm()
    for line in sys.stdin:
        print(fork_and_wait(Order(**json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
