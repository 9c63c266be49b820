"""Reads are lenient: nulls, unknown words and missing keys are read, not refused."""

import json
from datetime import UTC, datetime

import pytest

from core.errors import BadAnswer
from tests.core.gateways.conftest import TOKEN

TRAINING = {
    "id": "z4bc1tcp51rm00chtetae3jcx8",
    "model": "ostris/flux-dev-lora-trainer",
    "version": "26dc",
    "input": {"steps": 1000, "input_images": "https://x/y.zip"},
    "logs": "step 1",
    "error": None,
    "status": "succeeded",
    "created_at": "2023-08-16T19:33:26.678378653Z",
    "started_at": "2023-08-16T19:33:27.07526337Z",
    "completed_at": "2023-08-16T19:43:27Z",
    "metrics": {"predict_time": 600.5, "total_time": 700},
    "output": {"version": "me/star:ab", "weights": "https://replicate.delivery/xezq/1/trained_model.tar"},
    "urls": {"get": "https://api.replicate.com/v1/predictions/z4"},
}


async def test_training(server, replicate):
    """A full training is read with moments in UTC, seconds and its output."""
    server.say(200, TRAINING)
    training = await replicate.training("z4bc1tcp51rm00chtetae3jcx8")
    assert training.status == "succeeded"
    assert training.created_at == datetime(2023, 8, 16, 19, 33, 26, 678378, tzinfo=UTC)
    assert training.started_at == datetime(2023, 8, 16, 19, 33, 27, 75263, tzinfo=UTC)
    assert (training.predict_time_s, training.total_time_s) == (600.5, 700)
    assert training.output_version == "me/star:ab"
    assert training.weights_url.endswith("trained_model.tar")
    assert training.has_logs
    assert server.seen[0].path == "/v1/trainings/z4bc1tcp51rm00chtetae3jcx8"
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert server.seen[0].headers["user-agent"].startswith("Stationmaster/")


@pytest.mark.parametrize("value", [None, 0, "", [], {}, "odd", ["odd"], {"odd": None}, -1.5, True])
@pytest.mark.parametrize("key", [key for key in TRAINING if key != "id"])
async def test_odd_values(server, replicate, key, value):
    """Any key but the id may hold anything or be missing; reading does not fail."""
    server.say(200, {**TRAINING, key: value})
    assert (await replicate.training("z4")).id == TRAINING["id"]


async def test_bare_training(server, replicate):
    """An id alone is a training about which nothing is known."""
    server.say(200, {"id": "abc"})
    training = await replicate.training("abc")
    assert (training.status, training.error, training.output_version) == ("", None, None)
    assert not training.has_logs


async def test_error_that_is_no_string(server, replicate):
    """An error that came as an object is kept as its JSON text."""
    server.say(200, {**TRAINING, "status": "aborted", "error": {"detail": "нет"}})
    training = await replicate.training("z4")
    assert json.loads(training.error) == {"detail": "нет"}
    assert training.status == "aborted"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-1", '"3"'])
async def test_odd_metrics(server, replicate, text):
    """A time that is no number of seconds is unknown, not zero."""
    server.say(200, f'{{"id": "a", "metrics": {{"predict_time": {text}}}}}')
    assert (await replicate.training("a")).predict_time_s is None


async def test_page_with_unreadable_records(server, replicate):
    """Odd records are counted and never cost the page."""
    server.say(
        200, {"results": [TRAINING, None, {"id": None}, "x", {"id": "b", "status": "new"}], "next": None}
    )
    page = await replicate.list_trainings()
    assert [item.id for item in page.items] == [TRAINING["id"], "b"]
    assert page.unreadable == 3
    assert page.next_cursor is None


async def test_next_page(server, replicate):
    """The cursor of a page leads to the next one on our own host."""
    server.say(200, {"results": [], "next": f"{server.url}/v1/trainings?cursor=cD0y%3D"})
    page = await replicate.list_trainings()
    server.answers.clear()
    server.say(200, {"results": [], "next": None})
    await replicate.list_trainings(page.next_cursor)
    assert server.seen[1].path == "/v1/trainings?cursor=cD0y%3D"


@pytest.mark.parametrize(
    "address", ["https://evil.example/v1/trainings?cursor=x", "/v1/trainings?cursor=x", "{url}/v1/trainings"]
)
async def test_next_page_elsewhere(server, replicate, address):
    """A next page on another host, or without a cursor, is refused."""
    server.say(200, {"results": [], "next": address.format(url=server.url)})
    with pytest.raises(BadAnswer):
        await replicate.list_trainings()


async def test_page_without_results(server, replicate):
    """A page that has no list is a bad answer."""
    server.say(200, {"results": None})
    with pytest.raises(BadAnswer):
        await replicate.list_trainings()


async def test_hardware(server, replicate):
    """The machines come as a bare list; odd entries are left out."""
    server.say(200, [{"name": "L40S", "sku": "gpu-l40s"}, {"name": "x"}, None])
    assert [one.sku for one in await replicate.hardware()] == ["gpu-l40s"]
    server.answers.clear()
    server.say(200, {"results": []})
    with pytest.raises(BadAnswer):
        await replicate.hardware()


async def test_model(server, replicate):
    """A model without versions has none; odd names are quoted on the way."""
    server.say(200, {"owner": "me", "name": "star", "visibility": "private", "latest_version": None})
    model = await replicate.model("me", "st/ar ?")
    assert (model.owner, model.latest_version) == ("me", None)
    assert server.seen[0].path == "/v1/models/me/st%2Far%20%3F"


SCHEMA = {
    "components": {
        "schemas": {
            "TrainingInput": {
                "required": ["input_images"],
                "properties": {
                    "optimizer": {
                        "allOf": [{"$ref": "#/components/schemas/optimizer"}],
                        "default": "adamw8bit",
                        "description": "Which one",
                        "x-order": 3,
                    },
                    "steps": {
                        "type": "integer",
                        "default": 1000,
                        "minimum": 3,
                        "maximum": 6000,
                        "x-order": 1,
                    },
                    "input_images": {"type": "string", "format": "uri", "x-order": 0},
                    "hf_token": {"type": "string", "format": "password", "x-order": 2, "x-cog-secret": True},
                    "seed": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                    "odd": None,
                },
            },
            "optimizer": {"type": "string", "enum": ["adam", "adamw8bit"], "title": "optimizer"},
        }
    }
}


async def test_trainer_schema(server, replicate):
    """The newest version's inputs come in their order, with bounds, choices and kinds."""
    server.say(
        200,
        {
            "owner": "o",
            "name": "t",
            "latest_version": {"id": "v1", "cog_version": None, "openapi_schema": SCHEMA},
        },
    )
    trainer = await replicate.trainer_schema("o", "t")
    by_name = {spec.name: spec for spec in trainer.inputs}
    assert trainer.id == "v1"
    assert list(by_name)[:4] == ["input_images", "steps", "hf_token", "optimizer"]
    assert (by_name["steps"].minimum, by_name["steps"].maximum, by_name["steps"].default) == (3, 6000, 1000)
    assert by_name["optimizer"].choices == ("adam", "adamw8bit")
    assert by_name["optimizer"].description == "Which one"
    assert by_name["input_images"].is_file
    assert by_name["input_images"].is_required
    assert by_name["hf_token"].is_secret
    assert by_name["seed"].type == "integer"


async def test_trainer_version_by_name(server, replicate):
    """A pinned version is asked for by its id."""
    server.say(200, {"id": "ab", "openapi_schema": SCHEMA})
    assert (await replicate.trainer_schema("o", "t", "ab")).id == "ab"
    assert server.seen[0].path == "/v1/models/o/t/versions/ab"


@pytest.mark.parametrize("version", [None, {}, {"id": "v", "openapi_schema": {"components": []}}])
async def test_no_trainer(server, replicate, version):
    """A model that cannot be trained is a bad answer."""
    server.say(200, {"owner": "o", "name": "t", "latest_version": version})
    with pytest.raises(BadAnswer, match="no trainer"):
        await replicate.trainer_schema("o", "t")
