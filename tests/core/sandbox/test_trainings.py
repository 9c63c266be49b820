"""A training from creation to its end, as recorded at the real API."""

import base64
import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

import httpx
import pytest

TRAINER = "ostris/flux-dev-lora-trainer"
VERSION = "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"
PATH = f"/v1/models/{TRAINER}/versions/{VERSION}/trainings"
Start = Callable[..., str]
Get = Callable[[str], dict[str, Any]]


def test_the_create_answer(api: httpx.Client, start: Start) -> None:
    """201 with prediction URLs, nanoseconds, empty logs and no `started_at`."""
    start()
    answer = api.post(PATH, json={"destination": "acme/portraits", "input": {"input_images": "https://x/y"}})
    body = answer.json()
    assert answer.status_code == 201
    assert answer.text.endswith("}\n")
    assert re.fullmatch(r"[a-z0-9]{26}", body["id"])
    assert body["urls"]["get"] == f"{api.base_url}/v1/predictions/{body['id']}"
    assert body["urls"]["cancel"] == f"{api.base_url}/v1/predictions/{body['id']}/cancel"
    assert (body["status"], body["logs"], body["error"]) == ("starting", "", None)
    assert not {"started_at", "completed_at", "metrics", "destination"} & set(body)
    assert re.search(r"\.\d{7,9}Z$", body["created_at"])


def test_created_at_differs_later(api: httpx.Client, start: Start, get: Get) -> None:
    """Later answers have another `created_at`, a little later and in microseconds."""
    start()
    data = {"destination": "acme/portraits", "input": {"input_images": "https://x/y"}}
    first = api.post(PATH, json=data).json()
    second = get(first["id"])
    assert re.search(r"\.\d{1,6}Z$", second["created_at"])
    moments = [datetime.fromisoformat(body["created_at"]) for body in (first, second)]
    assert 0 < (moments[1] - moments[0]).total_seconds() < 0.2


def test_both_paths_answer(api: httpx.Client, start: Start, get: Get) -> None:
    """A training is also found as a prediction, with training URLs."""
    training_id = start()
    assert api.get(f"/v1/predictions/{training_id}").json() == get(training_id)
    assert get(training_id)["urls"]["get"].endswith(f"/v1/trainings/{training_id}")


def test_the_life_of_a_training(clock: Any, start: Start, get: Get) -> None:
    """Starting, processing, succeeded; metrics and output come only at the end."""
    training_id = start()
    waiting = get(training_id)
    assert (waiting["status"], waiting["logs"], waiting["started_at"]) == ("starting", "", None)
    clock.advance(31)
    running = get(training_id)
    assert (running["status"], running["metrics"], running["output"]) == ("processing", {}, None)
    assert running["started_at"]
    assert running["completed_at"] is None
    clock.advance(620)
    done = get(training_id)
    assert (done["status"], done["error"], done["data_removed"]) == ("succeeded", None, False)
    assert re.fullmatch(r"acme/portraits:[0-9a-f]{64}", done["output"]["version"])
    assert done["output"]["weights"].endswith(f"/weights/{training_id}/trained_model.tar")
    assert done["metrics"]["predict_time"] == pytest.approx(593.4)
    assert done["metrics"]["total_time"] == pytest.approx(643.4)
    clock.advance(10_000)
    assert get(training_id) == done


def test_logs_are_cumulative(clock: Any, start: Start, get: Get) -> None:
    """Each text begins with the one before, and the phases come in order."""
    training_id, texts = start(), []
    for _ in range(130):
        clock.advance(5)
        texts.append(get(training_id)["logs"] or "")
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    marks = [
        "Initiating",
        "Extracted 12 files",
        "Starting train job",
        "create LoRA network",
        "Found 12 images",
    ]
    marks += ["Caching latents:", "flux_train_replicate:   0%|          | 0/1000 [00:00<?, ?it/s]"]
    marks += ["| 999/1000 [", "Saved to output/flux_train_replicate"]
    places = [texts[-1].index(mark) for mark in marks]
    assert places == sorted(places)
    assert "1000/1000" not in texts[-1]
    assert not any(line != line.lstrip() or not line for line in texts[-1].splitlines())


def test_lists_have_no_logs(api: httpx.Client, clock: Any, start: Start) -> None:
    """List entries carry training URLs and null logs, newest first."""
    ids = [start() for _ in range(3)]
    clock.advance(60)
    entries = api.get("/v1/trainings").json()["results"]
    assert [entry["id"] for entry in entries] == ids[::-1]
    assert {entry["logs"] for entry in entries} == {None}
    assert "/v1/trainings/" in entries[0]["urls"]["cancel"]


def test_a_thousand_trainings_are_paged(api: httpx.Client, clock: Any, start: Start) -> None:
    """Ten full pages without repetition."""
    ids = [start() for _ in range(1000)]
    clock.advance(300)
    seen, url = [], "/v1/trainings"
    while url:
        page = api.get(url).json()
        seen += [entry["id"] for entry in page["results"]]
        url = page["next"]
    assert seen == ids[::-1]


def test_the_destination_must_be_ours(api: httpx.Client) -> None:
    """A missing or foreign destination is the recorded 404."""
    for destination in ("acme/none", "qwen/qwen-image-lora-trainer"):
        answer = api.post(PATH, json={"destination": destination, "input": {}})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.text == '{"detail":"The specified training destination does not exist","status":404}\n'


def test_unknown_versions_and_bad_bodies_are_422(api: httpx.Client) -> None:
    """Version, destination, input and events are checked at once."""
    unknown = api.post(PATH.replace(VERSION, "0" * 64), json={})
    assert (unknown.status_code, unknown.json()["title"]) == (422, "Invalid version or not permitted")
    empty = api.post(PATH, json={}).json()
    assert [field["field"] for field in empty["invalid_fields"]] == ["destination", "input"]
    assert empty["detail"] == "- destination: destination is required\n- input: input is required"
    events = {"destination": "a/b", "input": {}, "webhook_events_filter": ["nonsense"]}
    assert api.post(PATH, json=events).status_code == 422
    assert api.post(PATH, content=b"{").status_code == 400


@pytest.mark.parametrize(
    ("token", "title"),
    [("r8_nobilling", "Billing required"), ("r8_lowcredit", "Insufficient credit")],
)
def test_money_is_checked_at_creation(api: httpx.Client, token: str, title: str) -> None:
    """402 in two wordings, by the name of the token; reading still works."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = api.post(PATH, json={}, headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (402, title)
    assert api.get("/v1/account", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"steps": 2}, 'greater than or equal to 3","type":"value_error.number.not_ge"'),
        ({"steps": 6001}, '"ctx":{"limit_value":6000}'),
        ({"steps": "many"}, "value is not a valid integer"),
        ({"optimizer": "magic"}, "value is not a valid enumeration member"),
        ({"resolution": "512,big"}, "invalid literal for int() with base 10: 'big'"),
        ({"input_images": "photos.zip"}, "'' is not a valid URL scheme."),
        ({"input_images": "file:///photos.zip"}, "'file' is not a valid URL scheme."),
    ],
)  # fmt: skip
def test_bad_input_fails_late(
    clock: Any, start: Start, get: Get, values: dict[str, object], error: str
) -> None:
    """Accepted with 201, then failed with empty logs and no time in between."""
    training_id = start(**values)
    assert get(training_id)["status"] == "starting"
    clock.advance(31)
    body = get(training_id)
    assert body["status"] == "failed"
    assert error in body["error"]
    assert body["started_at"] == body["completed_at"]
    assert not body["logs"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"no zip", "input_images must be a zip file"),
        (None, "No images found in the zip file: 0 images"),
    ],
)
def test_the_zip_is_read(
    clock: Any, start: Start, get: Get, zip_of: Callable[[int], bytes], content: bytes | None, error: str
) -> None:
    """What is no zip, and a zip without images, fail while loading."""
    data = base64.b64encode(zip_of(0) if content is None else content).decode()
    training_id = start(input_images=f"data:application/zip;base64,{data}")
    clock.advance(120)
    assert (get(training_id)["status"], get(training_id)["error"]) == ("failed", error)


def test_images_are_counted(
    api: httpx.Client, clock: Any, start: Start, get: Get, zip_of: Callable[[int], bytes]
) -> None:
    """The log tells the images of the zip, from a data URL as from a file, junk not counted."""
    data = base64.b64encode(zip_of(17)).decode()
    training_id = start(input_images=f"data:application/zip;base64,{data}")
    clock.advance(100)
    assert "-  Found 17 images" in get(training_id)["logs"]


def test_secrets_are_never_returned(api: httpx.Client, start: Start, get: Get) -> None:
    """Secret inputs come back as a placeholder, all others as they were sent."""
    training_id = start(hf_token="hf_secret", wandb_project="p")
    assert "hf_secret" not in api.get(f"/v1/trainings/{training_id}").text
    assert get(training_id)["input"]["wandb_project"] == "p"


def test_cancel_in_the_queue(api: httpx.Client, start: Start, get: Get) -> None:
    """Canceled at once, with the recorded three microseconds."""
    training_id = start()
    body = api.post(f"/v1/trainings/{training_id}/cancel").json()
    assert (body["status"], body["metrics"], body["logs"]) == ("canceled", {"predict_time": 3e-06}, None)
    started, completed = (datetime.fromisoformat(body[key]) for key in ("started_at", "completed_at"))
    assert (completed - started).microseconds == 3
    assert "/v1/predictions/" in body["urls"]["get"]
    assert get(training_id)["status"] == "canceled"


def test_cancel_while_running_takes_seconds(api: httpx.Client, clock: Any, start: Start, get: Get) -> None:
    """The answer still says processing; a while later it is canceled and billed so far."""
    training_id = start()
    clock.advance(130)
    assert api.post(f"/v1/predictions/{training_id}/cancel").json()["status"] == "processing"
    clock.advance(2)
    api.post(f"/v1/predictions/{training_id}/cancel")
    clock.advance(4)
    body = get(training_id)
    assert body["status"] == "canceled"
    assert body["metrics"]["predict_time"] == pytest.approx(105.0)
    assert body["output"] is None
    assert body["logs"]


def test_cancel_when_finished_changes_nothing(api: httpx.Client, clock: Any, start: Start, get: Get) -> None:
    """200 and the same state."""
    training_id = start()
    clock.advance(1000)
    before = get(training_id)
    answer = api.post(f"/v1/trainings/{training_id}/cancel")
    assert (answer.status_code, answer.json()["status"]) == (200, "succeeded")
    assert get(training_id) == before


def test_an_end_can_be_forced(api: httpx.Client, clock: Any, start: Start, get: Get) -> None:
    """The admin path ends a training now, and only once."""
    training_id = start()
    clock.advance(60)
    path = f"/admin/trainings/{training_id}"
    assert api.post(path, json={"status": "failed", "error": "by hand"}).json()["status"] == "failed"
    api.post(path, json={"status": "canceled"})
    assert (get(training_id)["status"], get(training_id)["error"]) == ("failed", "by hand")
    assert api.post(path, json={"status": "happy"}).status_code == 400


def test_speed_can_change_on_the_way(api: httpx.Client, clock: Any, start: Start, get: Get) -> None:
    """Faster time brings the end nearer; the clock times stay real, the metrics simulated."""
    training_id = start()
    clock.advance(31)
    api.post("/admin/speed", json={"speed": 60})
    clock.advance(11)
    body = get(training_id)
    started, completed = (datetime.fromisoformat(body[key]) for key in ("started_at", "completed_at"))
    assert body["status"] == "succeeded"
    assert (completed - started).total_seconds() == pytest.approx(1 + 612.4 / 60, abs=0.2)
    assert body["metrics"]["predict_time"] == pytest.approx(593.4)
    assert api.post("/admin/speed", json={"speed": 0}).status_code == 400


def test_unknown_ids_are_404(api: httpx.Client) -> None:
    """The recorded words for what does not exist."""
    for path in ("/v1/trainings/x", "/v1/predictions/x", "/weights/x/trained_model.tar"):
        answer = api.get(path)
        assert (answer.status_code, answer.json()["detail"]) == (
            404,
            "The requested resource could not be found.",
        )


def test_other_trainers_run_too(api: httpx.Client, clock: Any, start: Start, get: Get) -> None:
    """Qwen takes `dataset` and prints its own job name; the fast one is done in minutes."""
    start()
    for name, values in (
        ("qwen/qwen-image-lora-trainer", {"dataset": "https://x/y.zip"}),
        ("replicate/fast-flux-trainer", {"input_images": "https://x/y.zip", "trigger_word": "TOK"}),
    ):
        version = api.get(f"/v1/models/{name}").json()["latest_version"]["id"]
        data = {"destination": "acme/portraits", "input": values}
        created = api.post(f"/v1/models/{name}/versions/{version}/trainings", json=data).json()
        clock.advance(800)
        body = get(created["id"])
        assert body["status"] == "succeeded"
        assert body["model"] == name
        if name.startswith("qwen"):
            assert "qwen_lora_1: 100%|█████████▉| 999/1000 [" in body["logs"]
        else:
            assert body["output"]["weights"].endswith("/flux-lora.tar")
            assert body["metrics"]["predict_time"] < 150


def test_after_its_retention_the_data_of_an_ended_training_is_gone(
    api: httpx.Client, start: Start, get: Get, clock: Any
) -> None:
    """Status, error and times stay; input, output, log and weights are gone until the switch is off."""
    training_id = start(steps=10)
    clock.advance(3000)
    whole = get(training_id)
    assert (whole["status"], whole["data_removed"]) == ("succeeded", False)
    api.post("/admin/retention", json={"seconds": 3600}).raise_for_status()
    assert get(training_id) == whole
    clock.advance(3600)
    bare = get(training_id)
    gone = {"data_removed": True, "input": {}, "output": None, "logs": ""}
    assert bare == whole | gone
    assert api.get(whole["output"]["weights"]).status_code == 404
    (listed,) = api.get("/v1/trainings").json()["results"]
    assert (listed["input"], listed["logs"]) == ({}, None)
    assert api.post("/admin/retention", json={"seconds": "soon"}).status_code == 400
    api.post("/admin/retention", json={"seconds": None}).raise_for_status()
    assert get(training_id) == whole
