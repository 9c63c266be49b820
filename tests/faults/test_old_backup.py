"""The database of an hour ago is put back: what Replicate and the bank did since is found, and nothing twice.

Trainings ran on, ended, failed, were retried and begun after the copy was made, and payments came. A console
that opens on the copy, put back by the command or by hand, must come to know all of it.
"""

import asyncio
import io
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring
from rich.console import Console

from core.commands import upkeep
from core.commands.opening import Options
from core.domain.attempts import MoneyState, Step
from core.domain.differences import DifferenceKind
from core.domain.payments import Invoice, InvoiceStatus
from core.domain.stuck import Adoption, StuckKind
from core.domain.training_story import StoryKind
from core.domain.trainings import Status
from core.engines import loops
from core.money import Stars
from core.sandbox.config import SandboxConfig
from core.sandbox.providers.yookassa import FakeYooKassa
from core.sandbox.server import SandboxThread
from core.services.invoices import InvoiceRequest
from tests.fakes.keys import AUDIT_ENVIRON
from tests.fakes.station import ANNA, FastClock, Station, open_station, secrets_with, until

pytestmark = pytest.mark.usefixtures("caplog")

SPEED = 120
SHOP = {f"STATIONMASTER_PROVIDER_YOOKASSA_{name}".upper(): value for name, value in FakeYooKassa.keys.items()}
THROTTLED = {"kind": "throttle", "seconds": 3000, "via": "header"}
Put = Callable[[Path, Path], None]


@dataclass
class Era:
    """What was there when the copy was made, and what came after it."""

    old: dict[str, str] = field(default_factory=dict)
    """Trainings that are in the copy, by how they stand in it."""
    later: str = ""
    """A training begun after it."""
    paid_later: int = 0
    """An invoice in the copy, paid after it."""
    made_later: int = 0
    """An invoice made and paid after it."""
    sent: frozenset[str] = frozenset()
    """All that Replicate has at the end."""


class House:
    """One sandbox and one data folder on one clock."""

    def __init__(self, folder: Path, url: str, clock: FastClock) -> None:
        self.folder, self.url, self.clock = folder, url, clock
        self.data, self.copy = folder / "data", folder / "an-hour-ago.sqlite3"

    @asynccontextmanager
    async def console(self) -> AsyncIterator[Station]:
        """Open the console on what lies in the folder now."""
        secrets = secrets_with(**SHOP)
        async with open_station(self.folder, self.url, clock=self.clock, secrets=secrets) as station:
            yield station


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house whose trainings take their time until they are hurried, and are forgotten after an hour."""
    monkeypatch.setattr(loops, "IDLE_S", 0.05)
    monkeypatch.chdir(tmp_path)
    for name, value in AUDIT_ENVIRON.items():
        monkeypatch.setenv(name, value)
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    clock = FastClock()
    with SandboxThread(SandboxConfig(now=clock.now, retention_s=3600 * SPEED)) as sandbox:
        yield House(tmp_path, sandbox.url, clock)
    keyring.set_keyring(before)


async def sell(station: Station) -> Invoice:
    """Make an invoice for stars."""
    return await station.core.invoices.create(
        InvoiceRequest(
            operation_id=f"sell-{station.core.clock.now().isoformat()}",
            customer_id=ANNA,
            provider="yookassa",
            product="stars.217",
            currency="RUB",
        ),
        station.admin,
    )


async def pay(station: Station, invoice: Invoice) -> None:
    """Let its customer pay it at the provider, who tells nobody."""
    path = f"/admin/payments/yookassa/orders/{invoice.external_ref}"
    (await station.api.post(path, json={})).raise_for_status()


async def is_completed(station: Station, number: int) -> None:
    """Wait until an invoice was asked about and its money credited."""

    async def look() -> bool:
        return (await station.core.invoices.invoice(number)).status is InvoiceStatus.COMPLETED

    await until(look)


async def until_the_copy(station: Station, era: Era) -> Invoice:
    """Bring one training to each place where the copy finds it; returns an invoice nobody has paid."""
    await station.customer(stars=5000)
    for name, word in (("succeeds", "ANNA_TOK"), ("is retried", "FAIL_PLATFORM_ONCE")):
        era.old[name] = await station.launch(word, model=name.replace(" ", "-"))
        await station.reached(era.old[name], lambda one: one.provider_id is not None)
    await station.fault("POST", "/trainings$", THROTTLED, times=None)
    era.old["uploaded"] = await station.launch(model="uploaded")
    await station.reached(era.old["uploaded"], lambda one: one.waiting_for == "rate_limited")
    era.old["held"] = await station.launch(model="held")
    at = {name: (await station.attempt(one)).step for name, one in era.old.items()}
    assert (at["uploaded"], at["held"]) == (Step.SUBMIT, Step.DESTINATION)
    return await sell(station)


async def after_the_copy(station: Station, era: Era, unpaid: Invoice) -> None:
    """Let everything come to its end, begin another training, and let money come."""
    await station.mended()
    (await station.api.post("/admin/speed", json={"speed": SPEED})).raise_for_status()
    station.core.flow.try_now()
    await pay(station, unpaid)
    later = await sell(station)
    await pay(station, later)
    era.paid_later, era.made_later = unpaid.number, later.number
    for name in ("succeeds", "uploaded", "held"):
        assert (await station.ended(era.old[name])).row.status is Status.SUCCEEDED
    await station.reached(era.old["is retried"], lambda one: one.retry_at is not None or one.number > 1)
    station.core.clock.jump(minutes=10)  # type: ignore[attr-defined]
    await station.reached(era.old["is retried"], lambda one: one.number == 2 and one.status.is_terminal)
    era.later = await station.launch(model="later")
    await station.ended(era.later)
    for number in (unpaid.number, later.number):
        await is_completed(station, number)
    era.sent = frozenset(one["id"] for one in await station.remote())
    assert len(era.sent) == 6


def by_command(copy: Path, data: Path) -> None:
    """Put it back the way the manual says."""
    asyncio.run(upkeep.restore(Options(data_dir=data), Console(file=io.StringIO()), copy))


def by_hand(copy: Path, data: Path) -> None:
    """Put it back as somebody in a hurry does."""
    for part in data.glob("stationmaster.sqlite3*"):
        part.unlink()
    shutil.copy(copy, data / "stationmaster.sqlite3")


async def comes_to_know(station: Station, era: Era) -> None:
    """Wait until all that the copy knew of has ended here too, and give what is planned its time."""

    async def are_over() -> bool:
        return (await station.core.trainings.counts()).running == 0

    await until(lambda: station.core.lookback.is_done)
    await until(are_over)
    station.core.clock.jump(minutes=10)  # type: ignore[attr-defined]
    await station.core.auto_retries.run_due()
    await station.core.watch.look()
    assert frozenset(one["id"] for one in await station.remote()) == era.sent  # nothing was sent again
    for name, training_id in era.old.items():
        details = await station.details(training_id)
        (attempt,) = details.attempts
        assert attempt.provider_id in era.sent
        is_retried = name == "is retried"
        assert details.row.status is (Status.FAILED if is_retried else Status.SUCCEEDED)
        assert details.row.money is (MoneyState.RELEASED if is_retried else MoneyState.SETTLED)
        assert attempt.retry_at is None
        kinds = [event.kind for event in details.story]
        assert StoryKind.RETRY_PLANNED not in kinds
        assert kinds.count(StoryKind.FOUND) == (name in ("uploaded", "held"))
        assert len(details.transfers) == 2


async def what_it_tells(station: Station, era: Era) -> None:
    """See that the operator is told of the two that are newer than the copy, and adopt them."""
    newer = [one for one in await station.core.repairs.there() if one.kind is StuckKind.NEWER]
    assert len(newer) == await station.core.lookback.count() == 2
    told = sorted(one.subject for one in await station.core.verify.run() if one.rule == "sent_is_known")
    assert told == sorted(one.provider_id for one in newer)
    assert sorted(one.training_id for one in newer) == ["", era.old["is retried"]]
    for place, one in enumerate(newer):
        asked = Adoption(
            provider_id=one.provider_id,
            customer_id=ANNA,
            model_name=f"adopted-{place}",
            trigger_word="ANNA",
            reason="sent before the copy was put back",
        )
        made = await station.core.repairs.adopt(asked, station.admin)
        assert (await station.ended(made.training_id)).row.status is Status.SUCCEEDED
    assert await station.core.lookback.count() == 0


async def what_the_bank_did(station: Station, era: Era) -> None:
    """See that money is found: by asking where the invoice is known, by reconciliation where it is not."""
    await is_completed(station, era.paid_later)
    now = station.core.clock.now()
    run = await station.core.reconcile.from_api(
        "yookassa", now - timedelta(days=1), now + timedelta(hours=1), station.admin
    )
    (found,) = await station.core.reconcile.differences(run.id)
    assert found.kind is DifferenceKind.NO_INVOICE
    assert (await sell(station)).number > era.made_later + 1  # that number is known at the bank


@pytest.mark.parametrize("put", [by_command, by_hand])
async def test_an_hour_old_database_comes_to_know_what_was_done_since(house: House, put: Put) -> None:
    """Found, settled or released once, nothing sent or credited twice, and said until it is put right."""
    era = Era()
    async with house.console() as station:
        unpaid = await until_the_copy(station, era)
        await station.core.db.backup(house.copy)
        await after_the_copy(station, era, unpaid)
    house.clock.jump(minutes=20)
    await asyncio.to_thread(put, house.copy, house.data)
    async with house.console() as station:
        await comes_to_know(station, era)
        await what_it_tells(station, era)
        await what_the_bank_did(station, era)
        assert await station.balance() == Stars.of(5000 - 3 * 220 + 217)
        assert await station.findings() == []
    async with house.console() as station:
        await until(lambda: station.core.lookback.is_done)
        assert await station.core.lookback.count() == 0
