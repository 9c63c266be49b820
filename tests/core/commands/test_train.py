"""`main.py train`: the main job in a terminal, its ends and its refusals."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from core.commands.exits import Exit
from core.container import Core
from core.gateways.secrets import Secrets
from core.money import Stars
from core.paths import Paths
from core.settings import Settings
from tests.fakes.terminal import ANNA, PHOTOS, Run, balance

ExpectLog = Callable[[str], None]


def ledger(data_dir: Path) -> list[str]:
    """The kinds of all transfers, oldest first."""
    with closing(sqlite3.connect(data_dir / "stationmaster.sqlite3")) as connection:
        return [kind for (kind,) in connection.execute("SELECT kind FROM transfer ORDER BY id")]


def messages(url: str, customer_id: int = ANNA) -> list[str]:
    """What Telegram showed a customer."""
    answer = httpx.get(f"{url}/admin/telegram/messages", params={"chat_id": customer_id}, trust_env=False)
    return [message["text"] for message in answer.raise_for_status().json()]


def test_a_training_succeeds_and_is_paid(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """Price and balance are said before, phases on the way, stars, cost and message at the end."""
    said = run("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS, "--name", "anna")
    assert said.err == ""
    assert said.code == Exit.OK
    lines = said.out.splitlines()
    assert lines[0] == "Anna: 12 photos, 1000 steps, 220.00 ★; balance 500.00 ★ → 280.00 ★"
    assert lines[1].endswith("model anna, word ANNA")
    assert lines[-2].startswith("Succeeded: 220.00 ★ paid, provider cost $")
    assert lines[-1] == "Anna was told."
    assert ledger(data_dir)[-2:] == ["hold", "settle"]
    assert balance(data_dir) == Stars.of(280)
    assert messages(sandbox_url)[-1] == "Your model is ready. Your word: ANNA"


@pytest.mark.parametrize(
    ("trigger", "code", "ending"),
    [
        ("FAIL_OOM", Exit.FAILED, "Failed: 220.00 ★ given back, provider cost $"),
        ("CANCELED", Exit.CANCELED, "Canceled: 220.00 ★ given back, provider cost $"),
        ("ABORTED", Exit.FAILED, "Aborted: 220.00 ★ given back."),
    ],
)
def test_an_end_without_success_gives_the_stars_back(
    run: Run, sandbox_url: str, data_dir: Path, trigger: str, code: Exit, ending: str
) -> None:
    """The exit code tells the end, the last lines what happened, what became of the stars, what to do."""
    said = run(
        "train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS, "--trigger-word", trigger
    )
    assert said.code == code
    assert f"\n{ending}" in said.out
    if trigger == "FAIL_OOM":
        remedy = "Lower the resolution, the batch size or the rank, then start again."
        assert f"\nOut of memory. {remedy}\n" in said.out
    assert ledger(data_dir)[-2:] == ["hold", "release"]
    assert balance(data_dir) == Stars.of(500)


def test_a_message_that_must_wait_does_not_spoil_the_training(
    run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bot without a token keeps its messages; training and exit code are as ever."""
    monkeypatch.delenv("TELEGRAM_TOKEN_NEURO_BLOGGER")
    said = run("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS)
    assert said.code == Exit.OK
    assert said.out.splitlines()[-1] == (
        "Anna was not told yet: the message stays in the outbox (no token is set for the bot neuro_blogger)."
    )
    assert messages(sandbox_url) == []


# -- refusals ------------------------------------------------------------------------------------------------

STAYS = "Nothing was started and no star moved."


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (
            {"--customer": 7},
            ["There is no customer 7.", "Nothing was changed.", "Check the id; it may belong to other data."],
        ),
        (
            {"--steps": 2},
            [
                "The field “steps” cannot be 2: a whole number from 3 to 6000 is needed.",
                "Nothing was changed.",
                "Correct the field and try again.",
            ],
        ),
        (
            {"--steps": 6000},
            [
                "The customer has 500.00 ★, this costs 1320.00 ★.",
                STAYS,
                "Top up the balance or choose fewer steps.",
            ],
        ),
        (
            {"--photos": "nine"},
            [
                "The photos cannot be used: only 9 of the photos can be used, at least 10 are needed.",
                STAYS,
                "Mend the photos as the report says and choose them again.",
            ],
        ),
        (
            {"--photos": "nowhere"},
            [
                "The photos cannot be used: nowhere: it is not there any more.",
                STAYS,
                "Mend the photos as the report says and choose them again.",
            ],
        ),
    ],
)
def test_bad_input_is_refused_in_three_sentences(
    run: Run,
    sandbox_url: str,
    data_dir: Path,
    tmp_path: Path,
    arguments: dict[str, object],
    sentences: list[str],
) -> None:
    """What is wrong, what was not done, what to do; and no star moved."""
    (tmp_path / "nine").mkdir()
    for photo in sorted(PHOTOS.iterdir())[:9]:
        shutil.copy(photo, tmp_path / "nine")
    order = {"--data-dir": data_dir, "--customer": ANNA, "--photos": PHOTOS} | arguments
    said = run("train", *(part for pair in order.items() for part in pair))
    assert said.code == Exit.REFUSED
    assert said.err.splitlines() == sentences
    assert said.out == ""
    assert "hold" not in ledger(data_dir)


def test_photos_left_out_are_named(run: Run, sandbox_url: str, data_dir: Path, tmp_path: Path) -> None:
    """A bad file among enough good ones is said and the rest is used."""
    photos = shutil.copytree(PHOTOS, tmp_path / "photos")
    (photos / "broken.jpg").write_bytes(b"")
    said = run("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", photos)
    assert said.code == Exit.OK
    assert said.out.splitlines()[0] == "  broken.jpg: the file is empty"
    assert "12 photos" in said.out


@pytest.mark.parametrize(
    "arguments", [[], ["--customer", "5"], ["--customer", "anna"], ["--demo", "--optimizer", "sgd"]]
)
def test_wrong_use_is_told_from_a_refusal(run: Run, arguments: list[str]) -> None:
    """An order that is not whole ends with 2 and says what is needed."""
    said = run("train", *arguments)
    assert said.code == Exit.USAGE
    assert "customer" in said.err or "--optimizer" in said.err


# -- Replicate says no ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "what", "remedy"),
    [
        (None, "No Replicate token is set.", "Enter it in Settings, or set REPLICATE_API_TOKEN."),
        (
            "r8_bad",
            "Replicate does not accept the token from environment REPLICATE_API_TOKEN (401).",
            "Make a new token on Replicate’s account page and enter it in Settings.",
        ),
    ],
)
def test_without_a_good_token_nothing_is_started(
    run: Run,
    sandbox_url: str,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    token: str | None,
    what: str,
    remedy: str,
) -> None:
    """The gate is asked before anything else, and names where the token came from."""
    monkeypatch.delenv("REPLICATE_API_TOKEN")
    if token:
        monkeypatch.setenv("REPLICATE_API_TOKEN", token)
    said = run("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS)
    assert said.code == Exit.REFUSED
    assert said.err.splitlines() == [what, STAYS, remedy]
    assert "hold" not in ledger(data_dir)


def test_offline(
    run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    """A network that is not there is named, and nothing is started."""
    expect_log("cannot be reached")
    monkeypatch.setenv("STATIONMASTER_REPLICATE_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("STATIONMASTER_READ_RETRIES", "0")
    said = run("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS)
    assert said.code == Exit.REFUSED
    assert said.err.startswith("Replicate cannot be reached: ")
    assert "hold" not in ledger(data_dir)


def test_an_unpaid_bill_keeps_the_training_until_it_is_paid(
    run: Run, sandbox_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    """After a 402 the training waits with its stars held; followed once that is mended, it is paid once."""
    expect_log("402")
    good = os.environ["REPLICATE_API_TOKEN"]
    monkeypatch.setenv("REPLICATE_API_TOKEN", "r8_nobilling")
    said = run("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS)
    assert said.code == Exit.WAITS
    assert "waits with its stars held: Replicate wants payment first (402)" in said.out
    training_id = said.out.split("main.py train --follow ")[1].strip()
    assert ledger(data_dir)[-1] == "hold"
    monkeypatch.setenv("REPLICATE_API_TOKEN", good)
    said = run("train", "--data-dir", data_dir, "--follow", training_id)
    assert said.code == Exit.OK
    assert ledger(data_dir)[-2:] == ["hold", "settle"]
    again = run("train", "--data-dir", data_dir, "--follow", training_id)
    assert again.code == Exit.OK
    assert again.out.splitlines()[-2:] == said.out.splitlines()[-2:]


def test_only_a_known_training_is_followed(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """An id of other data is refused."""
    said = run("train", "--data-dir", data_dir, "--follow", "01-not-here")
    assert said.code == Exit.REFUSED
    assert said.err.startswith("There is no training 01-not-here.\n")


def test_a_second_process_on_the_same_data_is_refused(run: Run, sandbox_url: str, data_dir: Path) -> None:
    """It is told who works there."""
    with Core(Paths.for_user(data_dir), Settings(), Secrets.in_memory({})).alone():
        said = run("train", "--data-dir", data_dir, "--customer", ANNA, "--photos", PHOTOS)
    assert said.code == Exit.REFUSED
    assert said.err.startswith(f"Stationmaster already works on {data_dir} (process {os.getpid()}).\n")
