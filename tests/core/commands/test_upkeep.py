"""`main.py verify`, `migrate`, `backup` and `restore`: looking after the database."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import keyring
import pytest

from core.commands import upkeep
from core.commands.exits import Exit
from core.container import Core
from core.domain.people import CustomerDraft
from core.gateways.secrets import Secrets
from core.money import Stars
from core.paths import Paths
from core.services.lookback import NUMBERS_LEFT_OUT
from core.settings import Settings
from tests.fakes.keys import Keyring
from tests.fakes.terminal import Run, as_if_newer, balance, prepare

NAME = "stationmaster.sqlite3"


def change(data_dir: Path, *statements: str) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(data_dir / NAME)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_verify_on_good_data(run: Run, data_dir: Path) -> None:
    """Each rule is named and all hold."""
    said = run("verify", "--data-dir", data_dir)
    assert said.code == Exit.OK
    assert "· sum_is_zero\n" in said.out
    assert said.out.endswith("All invariants hold.\n")


def test_verify_names_the_broken_rule(run: Run, data_dir: Path) -> None:
    """A balance that somebody changed by hand is found, with what was carried and what was moved."""
    change(data_dir, "UPDATE account SET balance = balance + 100 WHERE id LIKE '%5000000001'")
    said = run("verify", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    assert "✗ balance_is_sum: " in said.out
    assert "carried 50100, moved 50000\n" in said.out
    assert "✗ sum_is_zero: ledger: " in said.out
    assert said.out.endswith("2 findings.\n")


@pytest.mark.parametrize("command", ["verify", "backup"])
def test_a_folder_without_a_database_is_refused(run: Run, tmp_path: Path, command: str) -> None:
    """A wrong --data-dir is said; no empty database is made there and called sound."""
    said = run(command, "--data-dir", tmp_path / "wrong")
    assert said.code == Exit.REFUSED
    assert "there is no database of Stationmaster in it" in said.err
    assert not (tmp_path / "wrong" / NAME).exists()


def test_migrate_makes_or_brings_up_a_database(run: Run, tmp_path: Path) -> None:
    """Once or twice, it ends at the newest migration."""
    for _ in range(2):
        said = run("migrate", "--data-dir", tmp_path / "data")
        assert said.code == Exit.OK
        assert said.out == f"{tmp_path / 'data' / NAME} is at the newest migration.\n"
    assert list((tmp_path / "data" / "backups").iterdir()) == []


def test_backup_and_restore_are_a_round_trip(run: Run, data_dir: Path, tmp_path: Path) -> None:
    """What was saved comes back, and what it replaces is kept."""
    copy = tmp_path / "copy.sqlite3"
    assert run("backup", "--data-dir", data_dir, copy).out == f"Wrote {copy}.\n"
    assert copy.stat().st_mode & 0o077 == 0
    shutil.rmtree(data_dir)
    prepare(data_dir, stars=7)
    said = run("restore", "--data-dir", data_dir, copy)
    assert said.code == Exit.OK
    assert said.out.endswith("All invariants hold.\n")
    assert balance(data_dir) == Stars.of(500)
    (kept,) = (data_dir / "backups").glob("stationmaster-replaced-*.sqlite3")
    assert f"The former database is {kept}.\n" in said.out
    run("restore", "--data-dir", data_dir, kept)
    assert balance(data_dir) == Stars.of(7)


def test_numbers_of_invoices_made_after_the_copy_are_not_given_out_again(
    run: Run, data_dir: Path, tmp_path: Path
) -> None:
    """Their payers' banks know them: a database that was put back goes on far behind them."""
    copy = shutil.copy(data_dir / NAME, tmp_path / "copy.sqlite3")
    for times in (1, 2):
        assert run("restore", "--data-dir", data_dir, copy).code == Exit.OK
        with closing(sqlite3.connect(data_dir / NAME)) as restored:
            last = restored.execute("SELECT seq FROM sqlite_sequence WHERE name = 'invoice'").fetchone()
        assert last == (NUMBERS_LEFT_OUT * times,)
        run("backup", "--data-dir", data_dir, copy := tmp_path / f"again-{times}.sqlite3")


def test_every_replaced_database_is_kept(
    run: Run, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restored three times in the same second: three former databases lie in the backups folder."""
    monkeypatch.setattr(upkeep, "_stamp", lambda: "20260101-120000")
    copy = shutil.copy(data_dir / NAME, tmp_path / "copy.sqlite3")
    for _ in range(3):
        assert run("restore", "--data-dir", data_dir, copy).code == Exit.OK
    names = sorted(path.name for path in (data_dir / "backups").iterdir())
    stem = "stationmaster-replaced-20260101-120000"
    assert names == [f"{stem}-2.sqlite3", f"{stem}-3.sqlite3", f"{stem}.sqlite3"]
    assert [run("backup", "--data-dir", data_dir).code for _ in range(2)] == [Exit.OK, Exit.OK]


def test_restore_into_an_empty_folder(run: Run, data_dir: Path, tmp_path: Path) -> None:
    """A new machine needs nothing but the copy; what stood in its write-ahead log comes along."""
    source = data_dir / NAME
    with closing(sqlite3.connect(source)) as writer:
        writer.execute("UPDATE customer SET first_name = 'Renamed'")
        writer.commit()
        assert source.with_name(f"{NAME}-wal").stat().st_size > 0
        said = run("restore", "--data-dir", tmp_path / "new", source)
    assert said.code == Exit.OK
    with closing(sqlite3.connect(tmp_path / "new" / NAME)) as restored:
        assert restored.execute("SELECT first_name FROM customer").fetchall() == [("Renamed",)]


def test_a_backup_goes_into_the_backups_folder_by_itself(run: Run, data_dir: Path) -> None:
    """Without a target the name tells the moment."""
    assert run("backup", "--data-dir", data_dir).code == Exit.OK
    (copy,) = (data_dir / "backups").iterdir()
    assert copy.name.startswith("stationmaster-20")


@pytest.mark.parametrize(
    ("target", "problem"), [("there", "the file exists"), ("no/where", "its folder does not exist")]
)
def test_a_backup_overwrites_nothing(
    run: Run, data_dir: Path, tmp_path: Path, target: str, problem: str
) -> None:
    """A target that cannot be is refused before anything is written."""
    (tmp_path / "there").write_bytes(b"precious")
    said = run("backup", "--data-dir", data_dir, tmp_path / target)
    assert said.code == Exit.REFUSED
    assert problem in said.err
    assert (tmp_path / "there").read_bytes() == b"precious"


def test_only_a_sound_copy_of_ours_is_restored(run: Run, data_dir: Path, tmp_path: Path) -> None:
    """Damaged, cut, foreign, empty, newer or missing: each is refused by name and nothing is replaced."""
    good = (data_dir / NAME).read_bytes()
    copies = {
        "damaged": good[:8192] + bytes(len(good) - 8192),
        "cut": good[: len(good) // 2],
        "text": b"not a database at all" * 100,
        "empty": b"",
    }
    for name, data in copies.items():
        (tmp_path / name).write_bytes(data)
    with closing(sqlite3.connect(tmp_path / "foreign")) as foreign:
        foreign.execute("CREATE TABLE account (id INTEGER)")
    shutil.copy(data_dir / NAME, tmp_path / "newer")
    as_if_newer(tmp_path / "newer")
    said = {
        name: run("restore", "--data-dir", data_dir, tmp_path / name)
        for name in (*copies, "foreign", "newer", "missing")
    }
    assert {one.code for one in said.values()} == {Exit.REFUSED}
    for name in ("damaged", "cut", "text"):
        assert said[name].err.startswith(f"The database {tmp_path / name} is damaged: ")
    for name in ("empty", "foreign"):
        assert "it is no database of Stationmaster" in said[name].err
    assert said["newer"].err.startswith(f"The database {tmp_path / 'newer'} was made by a newer program")
    assert "there is no such file" in said["missing"].err
    assert balance(data_dir) == Stars.of(500)
    assert list((data_dir / "backups").iterdir()) == []
    assert not list(data_dir.glob("restoring*"))


@pytest.mark.parametrize("command", ["verify", "migrate", "backup", "restore"])
def test_data_in_use_are_left_alone(run: Run, data_dir: Path, tmp_path: Path, command: str) -> None:
    """While another process works on the folder each of them is refused, with its process id."""
    arguments = [shutil.copy(data_dir / NAME, tmp_path / "copy")] if command == "restore" else []
    with Core(Paths.for_user(data_dir), Settings(), Secrets.in_memory({})).alone():
        said = run(command, "--data-dir", data_dir, *arguments)
    assert said.code == Exit.REFUSED
    assert f"already works on {data_dir} (process {os.getpid()})" in said.err


def test_a_database_put_back_is_noted_in_its_log(run: Run, data_dir: Path, tmp_path: Path) -> None:
    """What the keyring knows of the log is brought up to what was restored; the log says that it was."""
    keyring.set_keyring(Keyring())
    copy = tmp_path / "copy.sqlite3"
    assert run("backup", "--data-dir", data_dir, copy).code == Exit.OK
    asyncio.run(_one_more_deed(data_dir))
    assert run("verify", "--data-dir", data_dir).code == Exit.OK
    said = run("restore", "--data-dir", data_dir, copy)
    assert said.code == Exit.OK, said.out
    assert run("verify", "--data-dir", data_dir).code == Exit.OK
    with closing(sqlite3.connect(data_dir / NAME)) as db:
        noted = db.execute("SELECT reason FROM audit WHERE action = 'audit.put_back'").fetchall()
    assert noted == [("restored from copy.sqlite3",)]


def test_a_database_put_back_by_other_hands_is_a_finding(run: Run, data_dir: Path, tmp_path: Path) -> None:
    """An older file copied over it is not what the keyring knows."""
    keyring.set_keyring(Keyring())
    shutil.copy(data_dir / NAME, tmp_path / "earlier")
    asyncio.run(_one_more_deed(data_dir))
    shutil.copy(tmp_path / "earlier", data_dir / NAME)
    said = run("verify", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    assert "audit_chain" in said.out
    assert "known to the copy outside the database" in said.out


async def _one_more_deed(data_dir: Path) -> None:
    core = Core(Paths.for_user(data_dir), Settings(), Secrets.for_machine(os.environ))
    await core.open()
    await core.people.add_customer(CustomerDraft(telegram_id=7, bot="b"), core.operator)
    await core.close()
