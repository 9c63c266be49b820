"""`main.py doctor`: what is wrong on this machine, and the remedy for each thing."""

import os
import shutil
from pathlib import Path

import pytest

from core.commands import display
from core.commands.exits import Exit
from core.container import Core
from core.db import database
from core.gateways.secrets import Secrets
from core.paths import Paths
from core.settings import Settings
from tests.fakes.terminal import Run, Said, as_if_newer


@pytest.fixture(autouse=True)
def _with_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "problem", lambda: "")


def sick(said: Said) -> list[str]:
    """The lines that say what is wrong, with their remedies."""
    return [line for line in said.out.splitlines() if line.startswith(("✗", "    →"))]


def test_a_healthy_machine(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """Everything is looked at, nothing is wrong, and settings tell where they came from."""
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.OK
    assert sick(said) == []
    assert said.out.endswith("Nothing is wrong.\n")
    assert "✓ Replicate account  acme (organization)\n" in said.out
    assert " from environment REPLICATE_API_TOKEN, in use\n" in said.out
    assert os.environ["REPLICATE_API_TOKEN"] not in said.out
    assert f"✓ setting replicate_base_url  {sandbox_url} from the environment\n" in said.out


def test_a_first_start_has_no_database_and_that_is_well(run: Run, sandbox_url: str, tmp_path: Path) -> None:
    """What is not there yet is no fault, and nothing but folders is made."""
    said = run("doctor", "--data-dir", tmp_path / "new")
    assert said.code == Exit.OK
    assert "✓ database  none yet" in said.out
    assert not (tmp_path / "new" / "stationmaster.sqlite3").exists()


def test_the_folder_may_be_named_before_the_command(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """Before or after, it is that folder and not the usual one: a check of other data would mislead."""
    said = run("--data-dir", data_dir, "doctor")
    assert said.code == Exit.OK
    assert f"data folder  {data_dir}\n" in said.out


def test_no_token(run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The remedy says where to put it."""
    monkeypatch.delenv("REPLICATE_API_TOKEN")
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    assert sick(said) == [
        "✗ Replicate token  not set",
        "    → Enter it in Settings, or set REPLICATE_API_TOKEN; try everything with `main.py demo`",
    ]
    assert said.out.endswith("1 to mend.\n")


def test_a_refused_token(run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 401 names the token's source."""
    monkeypatch.setenv("REPLICATE_API_TOKEN", "r8_bad")
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    assert "does not accept the token from environment REPLICATE_API_TOKEN (401)" in sick(said)[0]


def test_a_quoted_token_is_taken_without_its_quotes(
    run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quotes and white space around a pasted token do no harm, and are told."""
    monkeypatch.setenv("REPLICATE_API_TOKEN", f' "{os.environ["REPLICATE_API_TOKEN"]}" ')
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.OK
    assert "in use, the quotes or spaces around it are left out\n" in said.out


def test_a_token_of_another_kind(
    run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that cannot be a token is named as such, and never shown."""
    monkeypatch.setenv("REPLICATE_API_TOKEN", "sk-somebody-elses-key")
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    assert "    → Its shape: it is a key of another service" in sick(said)
    assert "sk-somebody" not in said.out


def test_a_bad_setting_names_field_value_and_source(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remedy is the place where it is written."""
    monkeypatch.setenv("STATIONMASTER_MIN_PHOTOS", "ten")
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    what, remedy = sick(said)
    assert "The setting min_photos is 'ten': " in what
    assert remedy == "    → Correct it in the environment."


def test_a_corrupt_database(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """It names the file and where the copies are."""
    file = data_dir / "stationmaster.sqlite3"
    file.write_bytes(b"this is no database " * 500)
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    what, remedy = sick(said)
    assert what.startswith(f"✗ database  The database {file} is damaged: ")
    assert f"{data_dir}/backups" in remedy


def test_a_database_of_an_older_version_is_only_looked_at(
    run: Run, sandbox_url: str, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the next start will migrate is said; no byte changes, no backup is made, no file appears."""
    newer = shutil.copytree(database.MIGRATIONS, tmp_path / "migrations")
    (newer / "0999_later.py").write_text("def up(migrator, db):\n    raise AssertionError\n")
    monkeypatch.setattr(database, "MIGRATIONS", newer)
    file = data_dir / "stationmaster.sqlite3"
    before = file.read_bytes()
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.OK
    assert "sound; the next start brings it to 0999_later, after a backup\n" in said.out
    assert file.read_bytes() == before
    assert [one.name for one in data_dir.glob("stationmaster.sqlite3*")] == [file.name]
    assert list((data_dir / "backups").iterdir()) == []


def test_an_empty_database_file(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """A file of no bytes, as a crash at the first start leaves it, is no fault: the next start fills it."""
    (data_dir / "stationmaster.sqlite3").write_bytes(b"")
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.OK
    assert "the next start brings it to" in said.out


def test_a_newer_database(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """A file of a later version is not touched; the remedy is an update."""
    as_if_newer(data_dir / "stationmaster.sqlite3")
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    what, remedy = sick(said)
    assert "was made by a newer program (migration 9999_later)" in what
    assert remedy.startswith("    → Update this program")


def test_a_database_in_use_is_left_alone(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """While a console works on the data, doctor says so and looks at the rest."""
    with Core(Paths.for_user(data_dir), Settings(), Secrets.in_memory({})).alone():
        said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.OK
    assert f"✓ database  in use by process {os.getpid()}\n" in said.out


def test_a_display_problem_is_told_with_its_remedies(
    run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each remedy stands on a line of its own, ready to be copied."""
    monkeypatch.setattr(display, "problem", lambda: "Qt needs libraries.\nRun: apt install libegl1")
    said = run("doctor", "--data-dir", data_dir)
    assert sick(said) == ["✗ display  Qt needs libraries.", "    → Run: apt install libegl1"]


def test_the_seal_of_the_audit_log(run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a key its source is said; without key and keyring it is loudly wrong, with the exact remedy."""
    assert (
        "sealed with the key from environment STATIONMASTER_AUDIT_KEY"
        in run("doctor", "--data-dir", data_dir).out
    )
    monkeypatch.setenv("STATIONMASTER_AUDIT_KEY", "too short")
    assert "its key cannot be used" in run("doctor", "--data-dir", data_dir).out
    monkeypatch.delenv("STATIONMASTER_AUDIT_KEY")
    said = run("doctor", "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    assert "NOT SEALED" in said.out
    assert "Set STATIONMASTER_AUDIT_KEY to 64 random hexadecimal characters" in said.out
