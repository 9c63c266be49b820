"""Magic trigger words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

import core.sandbox.magic
from core.sandbox.magic import SCENARIOS, spoken

Start = Callable[..., str]
Get = Callable[[str], dict[str, Any]]
FAILING = sorted(word for word, script in SCENARIOS.items() if script.status == "failed")


def test_the_readme_lists_every_word() -> None:
    """No word is secret."""
    text = (Path(core.sandbox.magic.__file__).parent / "README.md").read_text("utf-8")
    assert [word for word, script in SCENARIOS.items() if f"| `{word}` | {script.about} |" not in text] == []


def test_words_are_found_anywhere() -> None:
    """Case, underscores and neighbours do not matter, and the longest word wins."""
    assert spoken("tok fail-oom 2") == "FAIL_OOM"
    assert spoken("FAILOOMSKIP") == "FAIL_OOM_SKIP"
    assert spoken("ANNA") == ""


@pytest.mark.parametrize("word", FAILING)
def test_failing_words_fail(clock: Any, start: Start, get: Get, word: str) -> None:
    """Each ends failed with its error, and the list of versions stays empty."""
    training_id = start(word)
    clock.advance(2000)
    body = get(training_id)
    assert (body["status"], body["error"]) == ("failed", SCENARIOS[word].error)
    assert body["completed_at"]


def test_out_of_memory_comes_in_the_middle(clock: Any, start: Start, get: Get) -> None:
    """Steps were made, and the log ends with the reason."""
    training_id = start("FAIL_OOM")
    clock.advance(2000)
    log = get(training_id)["logs"]
    assert "| 399/1000 [" in log
    assert "| 400/1000 [" not in log
    assert log.splitlines()[-1].startswith("torch.OutOfMemoryError: CUDA out of memory")


def test_once_strikes_only_once(clock: Any, start: Start, get: Get) -> None:
    """The second training with the same words and destination succeeds."""
    first = start("FAIL_PLATFORM_ONCE")
    clock.advance(2000)
    second = start("FAIL_PLATFORM_ONCE")
    clock.advance(2000)
    assert [get(first)["status"], get(second)["status"]] == ["failed", "succeeded"]


def test_a_failed_push_was_billed(clock: Any, start: Start, get: Get) -> None:
    """The training ran to its end; weights are there only with the word that says so."""
    ids = [start("FAIL_IMAGE_PUSH"), start("FAIL_IMAGE_PUSH_WEIGHTS")]
    clock.advance(2000)
    plain, kept = map(get, ids)
    assert plain["metrics"]["predict_time"] > 500
    assert plain["output"] is None
    assert kept["output"]["weights"].startswith("http")


def test_nan_loss(clock: Any, start: Start, get: Get) -> None:
    """From a point on the loss is nan; the training still succeeds."""
    training_id = start("NAN_LOSS")
    clock.advance(2000)
    body = get(training_id)
    assert body["logs"].count("loss: nan") == 700
    assert body["status"] == "succeeded"


def test_queues(clock: Any, start: Start, get: Get) -> None:
    """A slow queue ends after half an hour, a stuck one and a stuck run never do."""
    slow, queued, stuck = start("SLOW_QUEUE"), start("STUCK_QUEUE"), start("STUCK")
    clock.advance(1790)
    assert get(slow)["status"] == "starting"
    clock.advance(1_000_000)
    assert [get(id_)["status"] for id_ in (slow, queued, stuck)] == ["succeeded", "starting", "processing"]
    assert get(stuck)["logs"].splitlines()[-1].startswith("flux_train_replicate:  50%|")


def test_aborted_never_started(clock: Any, start: Start, get: Get) -> None:
    """Aborted: no start, no billed time, no logs."""
    training_id = start("ABORTED")
    clock.advance(31)
    body = get(training_id)
    assert (body["status"], body["started_at"], body["metrics"]) == ("aborted", None, {})


def test_canceled_by_the_platform(clock: Any, start: Start, get: Get) -> None:
    """Canceled in the middle without anyone asking."""
    training_id = start("CANCELED")
    clock.advance(2000)
    assert get(training_id)["status"] == "canceled"
    assert get(training_id)["metrics"]["predict_time"] > 100


def test_an_unknown_status_passes(clock: Any, start: Start, get: Get) -> None:
    """A status nobody knows appears for a while, then the training succeeds."""
    training_id, seen = start("UNKNOWN_STATUS"), []
    for _ in range(80):
        clock.advance(10)
        status = get(training_id)["status"]
        seen += [status] if [status] != seen[-1:] else []
    assert seen == ["starting", "processing", "migrating", "processing", "succeeded"]


def test_vanished_trainings_are_gone(api: httpx.Client, clock: Any, start: Start, get: Get) -> None:
    """Found at first, later 404 and in no list."""
    training_id = start("VANISH")
    assert get(training_id)["status"] == "starting"
    clock.advance(61)
    assert api.get(f"/v1/trainings/{training_id}").status_code == 404
    assert api.get("/v1/trainings").json()["results"] == []


def test_incomplete_successes(api: httpx.Client, clock: Any, start: Start, get: Get) -> None:
    """A success without version (which the model nevertheless has), and one without metrics."""
    bare, unmeasured = start("NO_VERSION"), start("NO_METRICS")
    clock.advance(2000)
    assert get(bare)["output"]["version"] is None
    assert len(api.get("/v1/models/acme/portraits/versions").json()["results"]) == 2
    assert "metrics" not in get(unmeasured)


def test_big_logs(clock: Any, start: Start, get: Get) -> None:
    """Several megabytes of log in one answer."""
    training_id = start("BIG_LOGS")
    clock.advance(200)
    assert len(get(training_id)["logs"]) > 4_000_000


def test_the_words_can_be_asked_for(api: httpx.Client) -> None:
    """The admin path tells them."""
    assert set(api.get("/admin/magic").json()) == set(SCENARIOS)
