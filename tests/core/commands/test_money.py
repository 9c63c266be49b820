"""`main.py invoice`, `payments`, `prices`: made, listed, asked about, cancelled; what is wrong is said."""

import json
from pathlib import Path

from core.commands.exits import Exit
from tests.fakes.terminal import ANNA, Run


def test_an_invoice_lives_in_the_terminal(run: Run, data_dir: Path) -> None:
    """Made with its instructions, listed, shown, cancelled with a reason; a second cancelling is refused."""

    def invoice(*words: object) -> tuple[int, str]:
        said = run("invoice", *words, "--data-dir", data_dir)
        return said.code, said.out + said.err

    terms = ("--customer", ANNA, "--product", "stars.217", "--provider", "manual")
    code, out = invoice("create", *terms, "--currency", "RUB")
    assert code == Exit.OK
    assert out.startswith("Invoice 1: stars.217, 500.00 RUB, manual, pending; customer")
    assert "To pay: 500.00 RUB" in out
    code, out = invoice("list", "--status", "pending")
    assert (code, out.splitlines()[1].split()[:2]) == (Exit.OK, ["1", "pending"])
    code, out = invoice("ask", 1)
    assert (code, "nobody to ask" in out) == (Exit.REFUSED, True)
    code, out = invoice("cancel", 1, "--reason", "made by mistake")
    assert (code, "cancelled" in out) == (Exit.OK, True)
    code, out = invoice("cancel", 1, "--reason", "made by mistake")
    assert (code, "invoice 1 has the state “cancelled”" in out) == (Exit.REFUSED, True)
    code, out = invoice("create", *terms, "--currency", "XTR")
    assert (code, "has no price in it" in out) == (Exit.REFUSED, True)
    code, out = invoice("list", "--status", "lost")
    assert (code, "pending, completed" in out) == (Exit.REFUSED, True)


def test_payments_and_prices_are_shown(run: Run, data_dir: Path) -> None:
    """No payment yet is said; the list in force stands as a table with a column for each currency."""
    assert run("payments", "list", "--data-dir", data_dir).out == "Nothing matches.\n"
    said = run("prices", "show", "--data-dir", data_dir)
    assert said.code == Exit.OK
    line = next(line for line in said.out.splitlines() if line.startswith("plan.neurophoto"))
    assert line.split() == [
        "plan.neurophoto",
        "476.00",
        "★",
        "neurophoto",
        "1110.00",
        "10.00",
        "476",
        "10.000000",
    ]


def test_a_version_is_added_from_a_file(run: Run, data_dir: Path, tmp_path: Path) -> None:
    """What it changes is printed; the same again, or a file that lacks something, is refused by its name."""
    built_in = Path(__file__).resolve().parents[3] / "resources" / "prices" / "2025-06.json"
    body = json.loads(built_in.read_text(encoding="utf-8")) | {"version": "next"}
    body["training"]["stars_per_step"] = 25
    file = tmp_path / "next.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    said = run("prices", "add", file, "--data-dir", data_dir)
    assert said.code == Exit.OK
    assert "step : 0.22 ★ → 0.25 ★" in said.out
    assert run("prices", "add", file, "--data-dir", data_dir).code == Exit.REFUSED
    del body["plans"]
    file.write_text(json.dumps(body), encoding="utf-8")
    said = run("prices", "add", file, "--data-dir", data_dir)
    assert (said.code, "“plans” is missing" in said.err) == (Exit.REFUSED, True)
