"""`main.py inbox`: a webhook by hand takes the same proving path, and the exit code tells the end."""

import asyncio
import hashlib
import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from core.commands.exits import Exit
from core.container import Core
from core.gateways.secrets import Secrets
from core.money import Stars
from core.paths import Paths
from core.settings import Settings
from tests.fakes import till
from tests.fakes.keys import AUDIT_ENVIRON
from tests.fakes.terminal import ANNA, Run, balance

KEYS = {"MERCHANT_LOGIN": "demo", "PASSWORD_1": "pass1", "PASSWORD_2": "pass2", "HASH": "sha256"}


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set Robokassa's keys of the domain rules' vectors."""
    for name, value in KEYS.items():
        monkeypatch.setenv(f"STATIONMASTER_PROVIDER_ROBOKASSA_{name}", value)


@pytest.fixture
def number(data_dir: Path) -> int:
    """An invoice of 500 RUB for Anna's 217 stars."""

    async def make() -> int:
        core = Core(Paths.for_user(data_dir), Settings(), Secrets(environ=AUDIT_ENVIRON))
        await core.open()
        made = await core.db.write(lambda tx: till.invoice(tx, ANNA))
        await core.close()
        return made.number

    return asyncio.run(make())


def notice(number: int, **change: str) -> bytes:
    """Return the body Robokassa posts, signed as its rules say."""
    signed = f"500.000000:{number}:pass2"
    fields = {
        "OutSum": "500.000000",
        "InvId": str(number),
        "Fee": "15.00",
        "SignatureValue": hashlib.sha256(signed.encode()).hexdigest().upper(),
    }
    return urlencode(fields | change).encode()


def test_tb1_a_pasted_webhook_is_credited_once(
    run: Run, data_dir: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the standard input, then from a file: the second is known already."""
    body = notice(number)

    class Input:
        buffer = io.BytesIO(body)

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr("sys.stdin", Input())
    said = run("inbox", "add", "robokassa", "-", "--data-dir", data_dir)
    assert (said.code, said.err) == (Exit.OK, "")
    assert ": done\n" in said.out
    assert balance(data_dir) == Stars.of(717)
    file = data_dir.parent / "notice.txt"
    file.write_bytes(body)
    again = run("inbox", "add", "robokassa", file, "--header", "X-Trace: 7", "--data-dir", data_dir)
    assert (again.code, balance(data_dir)) == (Exit.OK, Stars.of(717))


def test_a_dry_run_says_what_it_would_do_and_stores_nothing(
    run: Run, data_dir: Path, number: int, tmp_path: Path
) -> None:
    """The balance before and after, and an empty inbox."""
    file = tmp_path / "notice.txt"
    file.write_bytes(notice(number))
    said = run("inbox", "add", "robokassa", file, "--dry-run", "--data-dir", data_dir)
    assert '"would": "done"' in said.out
    assert '"balance after": "717.00 ★"' in said.out
    assert run("inbox", "list", "--all", "--data-dir", data_dir).out == "Nothing came in.\n"
    assert balance(data_dir) == Stars.of(500)


def test_tb3_a_forged_webhook_is_refused_shown_and_done_again_in_vain(
    run: Run, data_dir: Path, number: int, tmp_path: Path
) -> None:
    """Exit 1, on the list, whole in `show` by the beginning of its id, refused again by `reprocess`."""
    file = tmp_path / "forged.txt"
    file.write_bytes(notice(number, OutSum="1.000000"))
    said = run("inbox", "add", "robokassa", file, "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    row_id = said.out.split(":")[0]
    assert row_id in run("inbox", "list", "--data-dir", data_dir).out
    shown = run("inbox", "show", row_id[:20], "--data-dir", data_dir)
    assert "OutSum=1.000000" in shown.out
    assert run("inbox", "reprocess", row_id, "--data-dir", data_dir).code == Exit.REFUSED
    assert balance(data_dir) == Stars.of(500)


def test_money_that_fits_nothing_needs_a_person(
    run: Run, data_dir: Path, number: int, tmp_path: Path
) -> None:
    """Exit 3: it is in quarantine, first on the list."""
    file = tmp_path / "notice.txt"
    file.write_bytes(notice(number + 40))
    said = run("inbox", "add", "robokassa", file, "--data-dir", data_dir)
    assert said.code == Exit.FAILED
    assert "quarantine" in said.out
    assert "unknown_invoice" in run("inbox", "list", "--data-dir", data_dir).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "nobody", "x.txt"), "There is no payment provider 'nobody'"),
        (("add", "robokassa", "missing.txt"), "missing.txt cannot be read"),
        (("add", "robokassa", "x.txt", "--header", "nonsense"), "write it as 'Name: value'"),
        (("show", "0000"), "There is no inbox row 0000"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(
    run: Run, data_dir: Path, tmp_path: Path, arguments: tuple[Any, ...], words: str
) -> None:
    """Exit 1 with one clear sentence."""
    (tmp_path / "x.txt").write_bytes(b"a=1")
    said = run("inbox", *arguments, "--data-dir", data_dir)
    assert said.code == Exit.REFUSED
    assert words in said.err


def test_without_a_deed_the_help_is_shown(run: Run) -> None:
    """Exit 2, and what there is to do."""
    said = run("inbox")
    assert said.code == Exit.USAGE
    assert "reprocess" in said.out
