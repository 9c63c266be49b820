"""The audit log on real files: where the key comes from, what tampering leaves, finding and exporting."""

import csv
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.container import Core
from core.db import audit_store
from core.db.database import Tx
from core.db.tables import Account
from core.domain.audit import Fault
from core.domain.audit_log import AuditFilter, Sealing
from core.domain.people import CustomerDraft
from core.errors import LocalError
from core.gateways.secrets import AUDIT_KEY, Secrets
from core.paths import Paths
from core.services.audit import OUTSIDE_EVERY
from core.services.export import safe_cell
from core.settings import Settings
from tests.fakes.keys import AUDIT_ENVIRON, Keyring
from tests.fakes.station import FastClock

UNSEALED = "written without a seal"
BORN = 4
"""Rows that the first start writes: the seal, the operator, the price lists."""


@asynccontextmanager
async def opened(
    folder: Path,
    environ: Mapping[str, str] = AUDIT_ENVIRON,
    keyring: Keyring | None = None,
    clock: FastClock | None = None,
) -> AsyncIterator[Core]:
    """Open a core on the folder with just these sources of secrets."""
    core = Core(Paths.for_user(folder), Settings(), Secrets(environ=environ, backend=keyring), clock)
    await core.open()
    try:
        yield core
    finally:
        await core.close()


async def work(core: Core, *ids: int) -> None:
    """Make customers: a deed each."""
    for ident in ids:
        await core.people.add_customer(CustomerDraft(telegram_id=ident, bot="b"), core.operator)


async def faults(core: Core) -> list[tuple[Fault, int, int]]:
    """Return what a check of the chain finds."""
    report = await core.audit.check()
    return [(one.kind, one.first, one.last) for one in report.faults]


async def told(core: Core) -> list[str]:
    """Return what `verify` says of the audit log."""
    return [one.subject for one in await core.verify.run() if one.rule == "audit_chain"]


def file_of(folder: Path) -> Path:
    """Return the database."""
    return Paths.for_user(folder).database_file


def spoil(folder: Path, *statements: str) -> None:
    """Change the closed file as somebody with a database browser would: the triggers are taken off."""
    with closing(sqlite3.connect(file_of(folder))) as db, db:
        triggers = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
        for (name,) in triggers.fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)


# the key


async def test_the_first_start_makes_a_key_and_keeps_it_in_the_keyring(tmp_path: Path) -> None:
    """Thirty-two random bytes, made once; the second start seals with the same ones."""
    keyring = Keyring()
    async with opened(tmp_path, {}, keyring) as core:
        assert core.audit.state.sealing is Sealing.ON
        await work(core, 1)
    key = keyring.kept[AUDIT_KEY]
    assert len(bytes.fromhex(key)) == 32
    async with opened(tmp_path, {}, keyring) as core:
        await work(core, 2)
        assert keyring.kept[AUDIT_KEY] == key
        assert await faults(core) == []
        assert await told(core) == []
        assert core.audit.state.key_source == "keyring"


async def test_s10_without_key_and_keyring_nothing_is_kept_and_everybody_is_told(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """No key is written to the disk; rows have no seal, and state and verify say so."""
    expect_log(UNSEALED)
    async with opened(tmp_path, {}) as core:
        await work(core, 1)
        assert core.audit.state.sealing is Sealing.NO_KEY
        assert await told(core) == ["audit"]
        rows = await core.audit.page(AuditFilter())
        assert not any(row.is_sealed for row in rows)


async def test_s10_a_locked_keyring_is_not_taken_for_an_empty_one(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """What the keyring does not give now is not made anew over it."""
    expect_log(UNSEALED)
    expect_log("The keyring does not give")
    keyring = Keyring()
    async with opened(tmp_path / "first", {}, keyring):
        before = dict(keyring.kept)
    keyring.is_locked = True
    async with opened(tmp_path / "second", {}, keyring) as core:
        assert core.audit.state.sealing is Sealing.NO_KEY
    async with opened(tmp_path / "first", {}, keyring) as core:
        assert core.audit.state.sealing is Sealing.NO_KEY
    assert keyring.kept[AUDIT_KEY] == before[AUDIT_KEY]


async def test_a_sealed_database_never_gets_another_key_by_itself(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """On a machine with an empty keyring the chain is not gone on with under a key of its own."""
    expect_log(UNSEALED)
    async with opened(tmp_path) as core:
        await work(core, 1)
    keyring = Keyring()
    async with opened(tmp_path, {}, keyring) as core:
        assert core.audit.state.sealing is Sealing.NO_KEY
        assert AUDIT_KEY not in keyring.kept


async def test_sealing_begins_when_a_key_comes(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    """Rows from before are bound by the first sealed row; they are "before the seal", not a fault."""
    expect_log(UNSEALED)
    async with opened(tmp_path, {}) as core:
        await work(core, 1, 2)
    async with opened(tmp_path) as core:
        await work(core, 3)
        report = await core.audit.check()
        assert (report.faults, report.sealed_from) == ((), BORN + 2)
        row = (await core.audit.page(AuditFilter(action="audit.seal")))[0]
        assert f'"rows":{BORN + 1}' in row.after
    spoil(tmp_path, "UPDATE audit SET reason = 'x' WHERE seq = 2")
    async with opened(tmp_path) as core:
        assert await faults(core) == [(Fault.UNSEALED_CHANGED, 1, BORN + 1)]


async def test_rows_of_a_start_without_key_are_a_finding_for_ever(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    """A run without seal inside the chain is located, also after sealing went on."""
    expect_log(UNSEALED)
    async with opened(tmp_path) as core:
        await work(core, 1)
    async with opened(tmp_path, {}) as core:
        await work(core, 2, 3)
    async with opened(tmp_path) as core:
        await work(core, 4)
        assert await faults(core) == [(Fault.UNSEALED, BORN + 2, BORN + 3)]
        assert await told(core) == [f"audit {BORN + 2}-{BORN + 3}"]


@pytest.mark.parametrize(
    ("key", "sealing"),
    [("b6" * 32, Sealing.OTHER_KEY), ("not a key", Sealing.BAD_KEY), ("ключ", Sealing.BAD_KEY)],
)
async def test_a_wrong_key_goes_on_with_nothing(
    tmp_path: Path, expect_log: Callable[[str], None], key: str, sealing: Sealing
) -> None:
    """Another key, or something that is none, is told apart from no key; the chain stays as it is."""
    expect_log(UNSEALED)
    expect_log("cannot be used")
    async with opened(tmp_path) as core:
        await work(core, 1)
    async with opened(tmp_path, {"STATIONMASTER_AUDIT_KEY": key}) as core:
        assert core.audit.state.sealing is sealing
        await work(core, 2)
        assert await told(core) == ["audit"]
    async with opened(tmp_path) as core:
        assert await faults(core) == [(Fault.UNSEALED, BORN + 2, BORN + 2)]


# the chain


async def test_a_transaction_that_is_undone_leaves_no_gap(tmp_path: Path) -> None:
    """The next row has the number and the seal as if nothing had been tried."""

    def failing(tx: Tx) -> None:
        audit_store.note(tx, "x", after={})
        raise ZeroDivisionError

    async with opened(tmp_path) as core:
        await work(core, 1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await core.db.write(failing)
        await work(core, 2)
        assert await faults(core) == []


async def test_undoing_a_part_of_a_transaction_cannot_break_the_chain_unseen(tmp_path: Path) -> None:
    """After a savepoint is rolled back a further row is refused, and all of it is undone."""

    def write(tx: Tx) -> None:
        database = Account._meta.database
        with database.atomic() as savepoint:
            audit_store.note(tx, "x", after={})
            savepoint.rollback()
        audit_store.note(tx, "y", after={})

    async with opened(tmp_path) as core:
        with pytest.raises(Exception, match="follows on"):
            await core.db.write(write)
        await work(core, 1)
        assert await faults(core) == []


TAMPERED = {
    "edit": (["UPDATE audit SET reason = 'x' WHERE seq = 4"], [(Fault.CHANGED, 4, 4)]),
    "delete": (["DELETE FROM audit WHERE seq = 4"], [(Fault.MISSING, 4, 4)]),
    "swap": (
        [
            "UPDATE audit SET seq = -1 WHERE seq = 3",
            "UPDATE audit SET seq = 3 WHERE seq = 4",
            "UPDATE audit SET seq = 4 WHERE seq = -1",
        ],
        [(Fault.CHANGED, 3, 5)],
    ),
    "cut": ([f"DELETE FROM audit WHERE seq > {BORN + 3}"], [(Fault.TAIL_CUT, BORN + 4, BORN + 5)]),
    "cut, anchor gone": (
        ["DELETE FROM audit WHERE seq > 5", "DELETE FROM audit_anchor"],
        [(Fault.ANCHOR_CHANGED, 0, 0)],
    ),
    "put in": (
        [
            f"INSERT INTO audit SELECT {BORN + 6}, at, actor, action, subject_kind, subject_id, before, "
            "after, reason, mac FROM audit WHERE seq = 4"
        ],
        [(Fault.CHANGED, BORN + 6, BORN + 6), (Fault.NOT_ANCHORED, BORN + 6, BORN + 6)],
    ),
    "no seal": (
        ["UPDATE audit SET mac = x'' WHERE seq = 4"],
        [(Fault.CHANGED, 5, 5), (Fault.UNSEALED_CHANGED, 4, 4)],
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
async def test_s8_tampering_with_the_closed_file_is_found_and_stays_found(tmp_path: Path, what: str) -> None:
    """The next start goes on, but what was done is found by every check from then on."""
    statements, expected = TAMPERED[what]
    async with opened(tmp_path) as core:
        await work(core, 1, 2, 3, 4, 5)
    spoil(tmp_path, *statements)
    for customer in (6, 7):
        async with opened(tmp_path) as core:
            await work(core, customer)
            assert sorted(await faults(core)) == sorted(expected)
            assert len(await told(core)) == len(expected)


async def test_a_whole_older_file_is_found_by_the_copy_of_the_anchor_in_the_keyring(tmp_path: Path) -> None:
    """Rows and anchor together put back to an earlier day: only what is kept elsewhere can know."""
    keyring = Keyring()
    async with opened(tmp_path, {}, keyring) as core:
        await work(core, 1)
    earlier = shutil.copy(file_of(tmp_path), tmp_path / "earlier")
    async with opened(tmp_path, {}, keyring) as core:
        await work(core, 2, 3)
        assert core.audit.state.has_outside
    shutil.copy(earlier, file_of(tmp_path))
    for _ in range(2):
        async with opened(tmp_path, {}, keyring) as core:
            assert core.audit.state.is_outside_broken
            assert await faults(core) == [(Fault.OUTSIDE_KNOWS_MORE, BORN + 2, BORN + 3)]
    async with opened(tmp_path, {}, keyring) as core:
        await core.audit.accept_outside(core.operator, "the disk died; this is the copy of Monday")
        assert await faults(core) == []
        noted = await core.audit.page(AuditFilter(action="audit.put_back"))
        assert f'"rows":{BORN + 3}' in noted[0].after
    async with opened(tmp_path, {}, keyring) as core:
        assert await faults(core) == []


async def test_without_keyring_there_is_no_copy_outside_and_that_is_said(tmp_path: Path) -> None:
    """The report says what it could not check."""
    async with opened(tmp_path) as core:
        assert not (await core.audit.check()).has_outside


async def test_the_copy_outside_is_renewed_now_and_then(tmp_path: Path) -> None:
    """A program that runs for days and is killed has a copy that is at most an hour old."""
    keyring, clock = Keyring(), FastClock(1)
    async with opened(tmp_path, {}, keyring, clock) as core:
        await work(core, 1)
        await core.audit.keep_outside_now_and_then()
        assert list(keyring.kept) == [AUDIT_KEY]
        clock.jump(seconds=OUTSIDE_EVERY.total_seconds())
        await core.audit.keep_outside_now_and_then()
        assert len(keyring.kept) == 2


async def test_a_check_tells_how_far_it_is(tmp_path: Path) -> None:
    """Rows read of rows in all, up to the end."""
    seen: list[tuple[int, int]] = []
    async with opened(tmp_path) as core:
        await work(core, 1, 2)
        report = await core.audit.check(lambda done, total: seen.append((done, total)))
        assert seen == [(BORN + 2, BORN + 2)]
        assert report.rows == BORN + 2
        assert len(bytes.fromhex(report.head)) == 32


# finding and exporting


async def fill(core: Core) -> None:
    """Write deeds of three people over three hours."""

    def write(tx: Tx) -> None:
        begin = tx.now
        for number in range(250):
            tx.now = begin + timedelta(minutes=number)
            audit_store.add(
                tx,
                actor=("Anna", "Boris", "system")[number % 3],
                action=("ledger.grant", "customer.add")[number % 2],
                subject_kind="customer",
                subject_id=number % 10,
                after={"balance": number},
                reason=f"Возврат {number}%" if number % 50 == 0 else f"row_{number}",
            )

    await core.db.write(write)


async def test_deeds_are_found_by_everything_they_say(tmp_path: Path) -> None:
    """Actor, kind of deed, subject, words in any case and alphabet, and time, one and all together."""
    async with opened(tmp_path) as core:
        begin = core.clock.now()
        await fill(core)

        async def found(**wanted: object) -> int:
            return len(await core.audit.page(AuditFilter(**wanted), limit=1000))  # type: ignore[arg-type]

        assert await found() == BORN + 250
        assert await found(actor="Boris") == 83
        assert await found(action="ledger.grant", actor="Anna") == 42
        assert await found(subject_kind="customer", subject_id="3") == 25
        assert await found(text="возврат") == 5
        assert await found(text="возврат 100%") == 1
        assert await found(text="row_1") == 0 + sum(
            f"row_{n}".startswith("row_1") for n in range(250) if n % 50
        )
        assert await found(since=begin + timedelta(minutes=200)) in (49, 50)
        assert await found(until=begin - timedelta(days=1)) == 0
        assert await core.audit.actors() == ["Anna", "Boris", "system"]
        assert await core.audit.actions() == [
            "audit.seal",
            "customer.add",
            "ledger.grant",
            "operator.add",
            "price_list.add",
        ]


async def test_pages_are_read_by_key_newest_first(tmp_path: Path) -> None:
    """Page after page without a gap or a row twice, while new rows come in."""
    async with opened(tmp_path) as core:
        await fill(core)
        seen: list[int] = []
        before = None
        while rows := await core.audit.page(AuditFilter(actor="Anna"), before_seq=before, limit=30):
            seen += [row.seq for row in rows]
            before = seen[-1]
            await core.db.write(
                lambda tx: audit_store.add(tx, actor="Anna", action="x", subject_kind="y", subject_id=1)
            )
        assert seen == sorted(set(seen), reverse=True)
        assert len(seen) == 84


async def test_an_export_is_whole_and_can_be_checked(tmp_path: Path) -> None:
    """Oldest first, with the head of the chain at its end, for its owner only; it is itself a deed."""
    target = tmp_path / "audit.csv"
    async with opened(tmp_path) as core:
        await fill(core)
        head = (await core.audit.check()).head
        assert await core.audit.export(target, AuditFilter(actor="Anna"), core.operator) == 84
        deed = (await core.audit.page(AuditFilter(action="audit.export")))[0]
        assert (deed.actor, '"rows":84' in deed.after) == ("Admin", True)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfseq,at,")
    assert target.stat().st_mode & 0o777 == 0o600
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[-1] == [f"# rows: 84; chain rows: {BORN + 250}; chain head: {head}"]
    numbers = [int(line[0]) for line in lines[1:-1]]
    assert numbers == sorted(numbers)
    assert not list(tmp_path.glob("*.part"))


async def test_an_export_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """No half of a file stands under the name."""
    async with opened(tmp_path) as core:
        with pytest.raises(LocalError, match="nowhere"):
            await core.audit.export(tmp_path / "nowhere" / "audit.csv", AuditFilter(), core.operator)
        assert await core.audit.page(AuditFilter(action="audit.export")) == []


@pytest.mark.parametrize("text", ["=1+1", "+7 900", "-1", "@a", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_tl7_no_text_is_a_formula(text: str) -> None:
    """What a spreadsheet would run is marked as text; numbers stay numbers."""
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(-5) == -5
    assert safe_cell("Anna") == "Anna"
