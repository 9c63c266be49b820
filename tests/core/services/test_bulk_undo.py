"""Groups given to somebody or marked many at once, and such a run taken back as a whole."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import peewee as pw
import pytest

from core.clock import SystemClock
from core.db import audit_store, bulk_store, database
from core.db.database import MIGRATIONS, Database
from core.db.tables import BulkItem
from core.domain.bulk import BulkKind, BulkTerms, ItemState, RunStatus, Why
from core.domain.bulk_undo import inverse_of, is_undoable
from core.domain.failure_groups import FailureGroup
from core.errors import AlreadyDone, NoUndo
from core.events import Changes
from core.ids import new_id
from core.services.bulk_items import PERMISSIONS
from tests.core.conftest import OpenStation
from tests.core.services.test_bulk import over, started, trainings, wish
from tests.fakes.station import Station

OLGA = BulkTerms(owner="Olga")


async def groups(station: Station) -> list[FailureGroup]:
    """Return the groups by class, so that their places are known."""
    return sorted(await station.core.failures.groups(), key=lambda one: one.failure_class)


async def test_n12_an_assigning_run_is_undone_as_a_whole(station: Station) -> None:
    """Shown, done, audited; undone each group has whom it had before, and a second undo is refused."""
    core = station.core
    await trainings(station, "FAIL_OOM", "FAIL_NSFW", "FAIL_WANDB")
    ids = [one.id for one in await groups(station)]
    await core.failures.assign(ids[1], "Boris", station.admin)
    await core.failures.assign(ids[2], "Olga", station.admin)
    asked = wish(BulkKind.ASSIGN, [*ids, "no-such-group"], terms=OLGA)
    seen = await core.bulk.preview(asked, station.admin)
    assert [row.why for row in seen.rows] == [None, None, Why.OWNED_BEFORE, Why.GONE]
    assert [one.owner for one in await groups(station)] == ["", "Boris", "Olga"]
    run = await over(station, (await core.bulk.start(asked, seen.digest, station.admin)).id)
    assert (run.done, run.skipped) == (2, 2)
    assert [one.owner for one in await groups(station)] == ["Olga"] * 3
    back = replace(await core.bulk.undoing(run.id, undo_id=new_id()), reason="the wrong person")
    looked = await core.bulk.preview(back, station.admin)
    assert [(row.id, row.why) for row in looked.rows] == [(ids[0], None), (ids[1], None)]
    assert is_undoable(run, await core.bulk.runs())
    undone = await over(station, (await core.bulk.start(back, looked.digest, station.admin)).id)
    assert undone.done == 2
    assert [one.owner for one in await groups(station)] == ["", "Boris", "Olga"]
    assert not is_undoable(run, await core.bulk.runs())
    with pytest.raises(AlreadyDone):
        await core.bulk.undoing(run.id, undo_id=new_id())
    rows = await core.db.read(lambda: audit_store.of_subject("failure", ids[1]))
    told = {row.action: (row.before, row.after, row.reason) for row in rows}
    assert told["failure.undo"] == ('{"owner":"Olga"}', '{"owner":"Boris"}', "the wrong person")


@pytest.fixture
async def exact(opened: OpenStation) -> AsyncIterator[Station]:
    """A core whose clock is that of the sandbox, so that what is seen again is seen later."""
    async with opened(clock=SystemClock()) as running:
        yield running


async def test_n12_an_undo_leaves_alone_what_somebody_changed_since(exact: Station) -> None:
    """A group marked anew by hand is not the run's any more; one that was marked before has its old mark."""
    station, core = exact, exact.core
    await trainings(station, "FAIL_OOM", "FAIL_NSFW")
    content, memory = [one.id for one in await groups(station)]
    await core.failures.mark_fixed(memory, station.admin)
    older = (await core.failures.group(memory)).fixed_at
    again = await station.launch("FAIL_OOM", model="neuro-again")
    await station.ended(again)
    assert (await core.failures.group(memory)).is_back
    run = await over(station, (await started(station, wish(BulkKind.FIXED, [content, memory]))).id)
    assert run.done == 2, "what is seen again is marked again"
    await core.failures.mark_fixed(content, station.admin)
    touched = (await core.failures.group(content)).fixed_at
    back = replace(await core.bulk.undoing(run.id, undo_id=new_id()), reason="too soon")
    looked = await core.bulk.preview(back, station.admin)
    assert [row.why for row in looked.rows] == [Why.CHANGED_SINCE, None]
    await over(station, (await core.bulk.start(back, looked.digest, station.admin)).id)
    assert (await core.failures.group(content)).fixed_at == touched
    assert (await core.failures.group(memory)).fixed_at == older
    assert await station.findings() == []


async def test_n12_every_kind_is_undone_or_says_why_not(station: Station) -> None:
    """A run of refunds, retries, cancels or messages is refused with its reason; one under way has to end."""
    core = station.core
    ids = await trainings(station, "FAIL_OOM")
    told = await started(
        station, wish(BulkKind.NOTIFY, ids, terms=BulkTerms(text_ru="текст", text_en="text"))
    )
    with pytest.raises(NoUndo) as refused:
        await core.bulk.undoing((await over(station, told.id)).id, undo_id=new_id())
    assert "unread" in str(refused.value)
    assert all(inverse_of(kind).words.template for kind in BulkKind)
    await core.engine.stop()
    held = await started(station, wish(BulkKind.FIXED, [one.id for one in await groups(station)]))
    assert held.status is RunStatus.RUNNING
    with pytest.raises(NoUndo):
        await core.bulk.undoing(held.id, undo_id=new_id())
    assert set(PERMISSIONS) == set(BulkKind)


async def test_runs_of_before_the_undo_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with runs of the older form is migrated with every row, and a row is still done once."""
    older = tmp_path / "older"
    older.mkdir()
    for migration in MIGRATIONS.glob("00*.py"):
        if migration.name < "0013":
            shutil.copy(migration, older)
    with monkeypatch.context() as patched:
        patched.setattr(database, "MIGRATIONS", older)
        await (one := _at(tmp_path)).open()
        await one.close()
    with closing(sqlite3.connect(tmp_path / "test.sqlite3")) as db:
        db.executescript(_OLD_ROWS)
    await (one := _at(tmp_path)).open()
    run = await one.read(lambda: bulk_store.by_id("r1"))
    assert run is not None
    assert (run.kind, run.done, run.waiting, run.terms.undoes) == (BulkKind.FIXED, 1, 1, "")
    await one.write(lambda tx: bulk_store.note(tx, "r1", 2, ItemState.DONE))
    with pytest.raises(pw.IntegrityError):
        await one.write(lambda _tx: BulkItem.update(state="waiting").where(BulkItem.number == 2).execute())
    await one.close()


_OLD_ROWS = """
INSERT INTO operator (id, name, role, is_active, created_at) VALUES ('o', 'Olga', 'admin', 1, 1);
INSERT INTO bulk_run VALUES ('r1', 'fixed',
    '{"is_free":false,"with_hopeless":false,"text_ru":"","text_en":""}',
    'all', 'mended', 'd', 2, 0, 'running', 'Olga', 'o', 1, NULL);
INSERT INTO bulk_item VALUES ('r1', 1, 'g1', 'one', NULL, 'x', 0, 'done', '', 'g1', 2);
INSERT INTO bulk_item VALUES ('r1', 2, 'g2', 'two', NULL, 'x', 0, 'waiting', '', '', NULL);
"""


def _at(folder: Path) -> Database:
    return Database(folder / "test.sqlite3", folder / "backups", SystemClock(), Changes())
