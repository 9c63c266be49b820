"""Launches that the gate refused: kept without a star, judged again, started once or thrown away."""

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from core.db.tables import Audit, Training
from core.domain.kept_launches import KeptLaunch
from core.domain.ledger import TransferKind
from core.domain.trainings import Parameters, Status, TrainingRequest
from core.errors import (
    AlreadyDone,
    AlreadyRunning,
    BillingNeeded,
    DatasetError,
    GateShut,
    InputError,
    NotEnoughStars,
    NotFound,
    OperationMismatch,
)
from core.ids import new_id
from core.money import Stars
from core.services.price_lists import to_text
from tests.core.conftest import OpenStation
from tests.fakes.station import ANNA, Station, make_dataset

PRICE = 220


async def shut(station: Station) -> None:
    """Let Replicate want payment: only a person opens the gate again."""
    await station.open_gate()
    station.core.gate.shut(BillingNeeded(detail="unpaid"))


async def opened_again(station: Station) -> None:
    """The bill was paid, and somebody says so."""
    await station.core.gate.probe_by(station.admin)
    assert station.core.gate.state.is_open


async def kept(station: Station, *models: str, **more: int) -> list[KeptLaunch]:
    """Try to start trainings at the shut gate; each is kept."""
    found = []
    for model in models:
        done = await station.core.kept_launches.start_or_keep(
            station.request(model=model, **more), station.admin
        )
        assert isinstance(done, KeptLaunch)
        found.append(done)
    return found


async def problems(station: Station) -> dict[str, type[Exception] | None]:
    """Return by model why each cannot be started now."""
    outlook = await station.core.kept_launches.outlook()
    return {
        one.kept.request.model_name: type(one.problem) if one.problem else None for one in outlook.launches
    }


async def rows(station: Station) -> tuple[int, list[str]]:
    """Return how many trainings there are, and the deeds done to launches."""

    def read() -> tuple[int, list[str]]:
        deeds = Audit.select(Audit.action).where(Audit.subject_kind == "launch").order_by(Audit.seq)
        return Training.select().count(), [row.action for row in deeds]

    return await station.core.db.read(read)


async def test_a_refused_launch_is_kept_and_started_once_after_a_restart(opened: OpenStation) -> None:
    """Nothing is held while it is kept; pressed twenty times at once it is one training, paid once."""
    async with opened() as station:
        await station.customer(stars=500)
        await shut(station)
        (launch,) = await kept(station, "neuro-anna")
        assert launch.refusal == "billing"
        assert await station.balance() == Stars.of(500)
        assert await rows(station) == (0, ["launch.keep"])
    async with opened() as station:
        await station.open_gate()
        launches = station.core.kept_launches
        outlook = await launches.outlook()
        assert [one.kept for one in outlook.launches] == [launch]
        assert (outlook.price, outlook.launches[0].balance) == (Stars.of(PRICE), Stars.of(500))
        assert await station.balance() == Stars.of(500)
        presses = [launches.start(launch.id, outlook.price_list, station.admin) for _ in range(20)]
        assert {one.id for one in await asyncio.gather(*presses)} == {launch.id}
        assert await launches.count() == 0
        details = await station.ended(launch.id)
        assert details.row.status is Status.SUCCEEDED
        assert Counter(one.kind for one in details.transfers) == {
            TransferKind.HOLD: 1,
            TransferKind.SETTLE: 1,
        }
        assert details.training.parameters == launch.request.parameters
        assert details.training.dataset == launch.request.dataset
        assert await station.balance() == Stars.of(500 - PRICE)
        assert len(await station.remote()) == 1
        assert await station.findings() == []


async def test_each_is_judged_again_after_those_before_it(station: Station) -> None:
    """A balance for two is not promised to three; gone photos and a running model are said."""
    await station.customer(stars=2 * PRICE + 100)
    await station.customer(ANNA + 1, stars=2 * PRICE)
    other = await station.launch("STUCK", customer_id=ANNA + 1, model="other")
    await station.reached(other, lambda one: one.provider_id is not None)
    await shut(station)
    await kept(station, "one", "two", "three")
    (busy,) = await kept(station, "other", customer_id=ANNA + 1)
    (spoilt,) = await kept(station, "spoilt", customer_id=ANNA + 1)
    folder = station.folder / "spoilt"
    folder.mkdir()
    gone = make_dataset(folder)
    lost = replace(spoilt.request, request_id=new_id(), model_name="gone", dataset=gone, price_list="")
    await station.core.kept_launches.start_or_keep(lost, station.admin)
    await asyncio.to_thread(Path(gone.path).unlink)
    expected = {
        "one": None, "two": None, "three": NotEnoughStars, "other": AlreadyRunning, "spoilt": None,
        "gone": DatasetError,
    }  # fmt: skip
    assert await problems(station) == expected
    await opened_again(station)
    launches = station.core.kept_launches
    outlook = await launches.outlook()
    assert outlook.price == Stars.of(3 * PRICE)
    ids = [one.kept.id for one in outlook.launches]
    done = await launches.start_all(ids, outlook.price_list, station.admin)
    assert [one.model_name for one in done.started] == ["one", "two", "spoilt"]
    assert {type(error) for error in done.refused.values()} == {NotEnoughStars, AlreadyRunning, DatasetError}
    assert await station.balance() == Stars.of(100)
    assert await problems(station) == {
        name: problem for name, problem in expected.items() if problem is not None
    }
    await station.core.trainings.cancel(other, station.admin)
    await station.ended(other)
    assert (await problems(station))["other"] is None
    assert busy.id in done.refused
    assert await station.findings() == []


async def test_it_costs_what_it_costs_on_the_day_it_is_started(station: Station) -> None:
    """A new price list between keeping and starting is shown; a price seen before it is not taken."""
    await station.customer(stars=1000)
    await shut(station)
    (launch,) = await kept(station, "neuro-anna")
    await opened_again(station)
    core = station.core
    before = await core.price_lists.current()
    dearer = replace(
        before,
        version="2099-01",
        valid_from=station.core.clock.now(),
        stars_per_step=Stars(2 * before.stars_per_step.hundredths),
    )
    await core.price_lists.add(to_text(dearer), station.admin)
    with pytest.raises(InputError, match="2099-01"):
        await core.kept_launches.start(launch.id, before.version, station.admin)
    outlook = await core.kept_launches.outlook()
    assert (launch.price, outlook.price) == (Stars.of(PRICE), Stars.of(2 * PRICE))
    await core.kept_launches.start(launch.id, outlook.price_list, station.admin)
    assert await station.balance() == Stars.of(1000 - 2 * PRICE)


async def test_what_is_thrown_away_is_never_started(station: Station) -> None:
    """Thrown away it is gone for whoever still sees it; started it it cannot be."""
    await station.customer(stars=1000)
    await shut(station)
    first, second = await kept(station, "one", "two")
    launches = station.core.kept_launches
    await launches.throw_away(first.id, station.admin)
    await opened_again(station)
    for deed in (launches.start(first.id, "", station.admin), launches.throw_away(first.id, station.admin)):
        with pytest.raises(NotFound):
            await deed
    await launches.start(second.id, "", station.admin)
    with pytest.raises(AlreadyDone):
        await launches.throw_away(second.id, station.admin)
    assert await rows(station) == (1, ["launch.keep", "launch.keep", "launch.throw_away"])
    assert await station.balance() == Stars.of(1000 - PRICE)


async def test_a_launch_is_kept_once(station: Station) -> None:
    """The same request again is the same launch; other arguments or a second one of the model are refused."""
    await station.customer(stars=1000)
    await shut(station)
    launches, request = station.core.kept_launches, station.request()
    both = await asyncio.gather(*(launches.start_or_keep(request, station.admin) for _ in range(2)))
    assert both[0] == both[1]
    other = Parameters(trigger_word="OTHER")
    with pytest.raises(OperationMismatch):
        await launches.start_or_keep(replace(request, parameters=other), station.admin)
    with pytest.raises(AlreadyDone, match="neuro-anna"):
        await launches.start_or_keep(replace(request, request_id=new_id()), station.admin)
    assert await rows(station) == (0, ["launch.keep"])
    await opened_again(station)
    training = await launches.start_or_keep(request, station.admin)
    assert training.id == request.request_id
    assert await launches.count() == 0


async def test_a_gate_that_is_still_shut_keeps_them_all(station: Station) -> None:
    """Starting too early, one or all, changes nothing; what cannot be judged at all is not even kept."""
    await station.customer(stars=1000)
    await shut(station)
    first, second = await kept(station, "one", "two")
    launches = station.core.kept_launches
    with pytest.raises(GateShut):
        await launches.start(first.id, "", station.admin)
    done = await launches.start_all([first.id, second.id], "", station.admin)
    assert (done.started, {type(one) for one in done.refused.values()}) == ((), {GateShut})
    nobody: TrainingRequest = station.request(customer_id=ANNA + 9)
    with pytest.raises(NotFound):
        await launches.start_or_keep(nobody, station.admin)
    assert await launches.count() == 2
    assert await station.balance() == Stars.of(1000)


async def test_stopped_in_the_middle_of_all_the_rest_is_still_kept(opened: OpenStation) -> None:
    """The program goes away while it starts them: each is started or kept, none both, none twice."""
    models = [f"m-{number}" for number in range(6)]
    async with opened() as station:
        await station.customer(stars=len(models) * PRICE)
        await shut(station)
        ids = [one.id for one in await kept(station, *models)]
        await opened_again(station)
        begun = asyncio.ensure_future(station.core.kept_launches.start_all(ids, "", station.admin))
        while await station.core.kept_launches.count() > 4:
            await asyncio.sleep(0)
        begun.cancel()
    async with opened() as station:
        await station.open_gate()
        left = await station.core.kept_launches.count()
        assert 0 < left < len(models)
        assert await station.balance() == Stars.of(left * PRICE)
        done = await station.core.kept_launches.start_all(ids, "", station.admin)
        assert sorted(one.id for one in done.started) == sorted(ids)
        for launch_id in ids:
            assert (await station.ended(launch_id)).row.status is Status.SUCCEEDED
        assert await station.balance() == Stars.of(0)
        assert len(await station.remote()) == len(models)
        assert await station.findings() == []
