"""Models, versions and trainers."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core.sandbox.catalog import TRAINERS

NEW = {"owner": "acme", "name": "portraits", "visibility": "private", "hardware": "gpu-l40s"}


def test_create_get_update_delete(api: httpx.Client) -> None:
    """A model goes through its life with the statuses of the real API."""
    created = api.post("/v1/models", json=NEW | {"description": "ours"})
    assert created.status_code == 201
    assert created.json()["url"] == "https://replicate.com/acme/portraits"
    assert created.json()["latest_version"] is None
    changed = api.patch("/v1/models/acme/portraits", json={"description": "new"})
    assert changed.json()["description"] == "new"
    assert api.get("/v1/models/acme/portraits").json() == changed.json()
    assert api.delete("/v1/models/acme/portraits").status_code == 204
    assert api.get("/v1/models/acme/portraits").status_code == 404


def test_409_persists_after_deletion(api: httpx.Client) -> None:
    """A name is taken for ever, also when its model was deleted."""
    api.post("/v1/models", json=NEW)
    twice = api.post("/v1/models", json=NEW)
    assert twice.status_code == 409
    assert twice.json()["detail"] == "A model with that name and owner already exists."
    assert twice.json()["errors"][0]["detail"] == twice.json()["detail"]
    api.delete("/v1/models/acme/portraits")
    assert api.post("/v1/models", json=NEW).status_code == 409


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "Has Capitals"}, "name"),
        ({"name": None}, "name"),
        ({"owner": "someone"}, "owner"),
        ({"hardware": "gpu-abacus"}, "hardware"),
        ({"visibility": "secret"}, "visibility"),
    ],
)
def test_bad_models_are_refused(api: httpx.Client, change: dict[str, object], field: str) -> None:
    """A 422 names the field."""
    answer = api.post("/v1/models", json=NEW | change)
    assert answer.status_code == 422
    assert [entry["field"] for entry in answer.json()["invalid_fields"]] == [field]


def test_foreign_models_cannot_be_changed(api: httpx.Client) -> None:
    """A trainer's model is not ours to delete."""
    assert api.delete("/v1/models/ostris/flux-dev-lora-trainer").status_code == 404


@pytest.mark.parametrize("name", TRAINERS)
def test_trainers_describe_their_input(api: httpx.Client, name: str) -> None:
    """Each trainer's latest version carries the schemas a form is built from."""
    latest = api.get(f"/v1/models/{name}").json()["latest_version"]
    schemas = latest["openapi_schema"]["components"]["schemas"]
    properties = schemas["TrainingInput"]["properties"]
    assert latest["cog_version"]
    assert properties[TRAINERS[name].zip_field]["format"] == "uri"
    assert [field["x-order"] for field in properties.values()] == list(range(len(properties)))
    assert schemas["TrainingOutput"]["properties"]["weights"]["format"] == "uri"
    for field in properties.values():
        for reference in field.get("allOf", ()):
            assert reference["$ref"].rsplit("/", 1)[1] in schemas


def test_versions_are_listed_newest_first(api: httpx.Client) -> None:
    """The list begins with the latest version, and each can be got."""
    path = "/v1/models/ostris/flux-dev-lora-trainer/versions"
    versions = api.get(path).json()["results"]
    stamps = [version["created_at"] for version in versions]
    assert stamps == sorted(stamps, reverse=True)
    assert len(versions) == 5
    assert api.get(f"{path}/{versions[2]['id']}").json() == versions[2]
    assert api.get(f"{path}/{'0' * 64}").status_code == 404


def test_a_trained_version_is_pushed_and_can_be_deleted(
    api: httpx.Client, clock: Any, start: Callable[..., str]
) -> None:
    """After success the destination has a version; deleting it answers 202."""
    start()
    clock.advance(700)
    latest = api.get("/v1/models/acme/portraits").json()["latest_version"]
    assert len(latest["id"]) == 64
    assert api.delete(f"/v1/models/acme/portraits/versions/{latest['id']}").status_code == 202
    assert api.get("/v1/models/acme/portraits").json()["latest_version"] is None


def test_search_is_a_method_of_its_own(api: httpx.Client) -> None:
    """QUERY /models searches by plain text."""
    answer = api.request("QUERY", "/v1/models", content="qwen")
    assert [model["name"] for model in answer.json()["results"]] == ["qwen-image-lora-trainer"]


def test_models_are_paged(api: httpx.Client) -> None:
    """A hundred a page, newest first, absolute addresses both ways."""
    for number in range(205):
        api.post("/v1/models", json=NEW | {"name": f"m{number}"})
    url, names, sizes = "/v1/models", [], []
    while True:
        page = api.get(url).json()
        names += [model["name"] for model in page["results"]]
        sizes.append(len(page["results"]))
        if page["next"] is None:
            break
        url = page["next"]
        assert url.startswith(str(api.base_url))
    assert sizes == [100, 100, 8]
    assert names[:205] == [f"m{number}" for number in reversed(range(205))]
    before = api.get(page["previous"]).json()
    assert [model["name"] for model in before["results"]] == names[100:200]


def test_a_bad_cursor_is_refused(api: httpx.Client) -> None:
    """A cursor that was not given out is a 400."""
    assert api.get("/v1/models?cursor=nonsense").status_code == 400
