"""Beginning and ending an attempt: record, money, story, message and audit stand or fall together."""

from typing import Any

import pytest

from core.db import audit_store, outbox_store
from core.domain.attempts import MoneyState
from core.domain.trainings import Status
from core.errors import DiskFull
from core.money import Stars
from core.services import attempts
from core.services.attempts import Ending
from tests.fakes.station import ANNA, Station

FAILED = Ending(status=Status.FAILED, failure_class="resources", error="x")
SUCCEEDED = Ending(status=Status.SUCCEEDED, output_version="acme/m:v")


async def held(station: Station) -> Any:
    """Return an attempt nobody drives any more."""
    await station.customer(stars=500)
    training_id = await station.launch("STUCK")
    await station.core.engine.stop()
    return await station.attempt(training_id)


@pytest.mark.parametrize(("first", "then"), [(FAILED, SUCCEEDED), (SUCCEEDED, FAILED), (FAILED, FAILED)])
async def test_the_first_end_wins(station: Station, first: Ending, then: Ending) -> None:
    """Ended twice, whatever the second says: one end, one settle or release, one message, one audit row."""
    attempt = await held(station)
    assert await station.core.db.write(lambda tx: attempts.end(tx, attempt, first))
    before = await station.details(attempt.training_id)
    assert not await station.core.db.write(lambda tx: attempts.end(tx, attempt, then))
    assert await station.details(attempt.training_id) == before
    rows = await station.core.db.read(lambda: audit_store.of_subject("training", attempt.training_id))
    assert [row.action for row in rows] == ["training.start", f"training.{first.status}"]
    told = await station.core.db.read(lambda: outbox_store.of_customer(ANNA))
    assert len([one for one in told if one.kind.value == f"training_{first.status}"]) == 1
    assert await station.findings() == []


async def test_an_end_that_cannot_be_written_whole_is_not_written(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the last row of an end fails, the first is undone: nothing is half ended."""
    attempt = await held(station)
    before = await station.details(attempt.training_id)

    def full(*_: object, **__: object) -> None:
        raise DiskFull(path="here")

    monkeypatch.setattr(outbox_store, "add", full)
    with pytest.raises(DiskFull):
        await station.core.db.write(lambda tx: attempts.end(tx, attempt, FAILED))
    assert await station.details(attempt.training_id) == before
    assert before.row.money is MoneyState.HELD
    assert await station.balance() == Stars.of(280)
    assert await station.findings() == []
