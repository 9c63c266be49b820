"""Models and their versions."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox import wire
from core.sandbox.bodies import json_object
from core.sandbox.catalog import HARDWARE, TRAINERS
from core.sandbox.paging import page
from core.sandbox.problems import MODEL_EXISTS, NOT_FOUND, answer, conflict, detail, invalid
from core.sandbox.records import Model, Version
from core.sandbox.state import World

_NAME = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*")
_TEXTS = (
    "description",
    "readme",
    "github_url",
    "paper_url",
    "license_url",
    "weights_url",
    "cover_image_url",
)


async def list_models(request: Request) -> Response:
    """Return all public models and ours."""
    world: World = request.app.state.world
    return answer(page(request, list(world.models.values()), lambda model: wire.model(world, model)))


async def search_models(request: Request) -> Response:
    """Return the models whose name or description contains the text of the body."""
    world: World = request.app.state.world
    words = (await request.body()).decode("utf-8", "replace").lower()
    found = [
        model
        for model in world.models.values()
        if words in f"{model.full_name} {model.texts.get('description') or ''}".lower()
    ]
    return answer(page(request, found, lambda model: wire.model(world, model)))


async def create_model(request: Request) -> Response:
    """Make a model of ours; a name used before is refused, also after a deletion."""
    world: World = request.app.state.world
    body = await json_object(request)
    _check_new_model(body, world)
    model = Model(
        owner=body["owner"],
        name=body["name"],
        visibility=body["visibility"],
        hardware=body["hardware"],
        created_at=world.timeline.real_now(),
        seq=world.next_seq(),
        texts={name: body.get(name) for name in _TEXTS if name in body},
    )
    if model.full_name in world.used_names:
        raise conflict(MODEL_EXISTS)
    if len(world.models) - len(TRAINERS) >= world.config.max_models:
        raise detail(422, f"You have reached the limit of {world.config.max_models} models.")
    world.models[model.full_name] = model
    world.used_names.add(model.full_name)
    world.journal.note("used_name", model.full_name, True)
    world.save("model", model.full_name, model)
    return answer(wire.model(world, model), 201)


def _check_new_model(body: dict[str, Any], world: World) -> None:
    wanted = ("owner", "name", "visibility", "hardware")
    missing = [
        ("required", key, f"{key} is required") for key in wanted if not isinstance(body.get(key), str)
    ]
    if missing:
        raise invalid(*missing)
    if body["owner"] != world.config.username:
        raise invalid(("invalid", "owner", "You can only create models under your own account"))
    if not _NAME.fullmatch(body["name"]):
        raise invalid(("pattern", "name", "Name can only contain lower-case letters, digits, . _ and -"))
    if body["visibility"] not in ("public", "private"):
        raise invalid(("enum", "visibility", "visibility must be one of: public, private"))
    if body["hardware"] not in {sku for _, sku in HARDWARE}:
        raise invalid(("enum", "hardware", "hardware is not available"))


def _model(request: Request) -> tuple[World, Model]:
    world: World = request.app.state.world
    params = request.path_params
    model = world.models.get(f"{params['owner']}/{params['name']}")
    if model is None:
        raise detail(404, NOT_FOUND)
    return world, model


def _version(request: Request) -> tuple[World, Model, Version]:
    world, model = _model(request)
    for version in world.versions(model):
        if version.id == request.path_params["version"]:
            return world, model, version
    raise detail(404, NOT_FOUND)


def _check_ours(world: World, model: Model) -> None:
    if model.owner != world.config.username:
        raise detail(404, NOT_FOUND)


async def get_model(request: Request) -> Response:
    """Return one model."""
    world, model = _model(request)
    return answer(wire.model(world, model))


async def update_model(request: Request) -> Response:
    """Change texts of a model of ours."""
    world, model = _model(request)
    _check_ours(world, model)
    body = await json_object(request)
    model.texts |= {name: body[name] for name in _TEXTS if name in body}
    world.save("model", model.full_name, model)
    return answer(wire.model(world, model))


async def delete_model(request: Request) -> Response:
    """Delete a private model of ours that has no versions; its name stays used."""
    world, model = _model(request)
    _check_ours(world, model)
    if model.visibility != "private" or world.versions(model):
        raise detail(422, "You can only delete private models that have no versions.")
    del world.models[model.full_name]
    world.journal.note("model", model.full_name, None)
    return Response(status_code=204)


async def list_versions(request: Request) -> Response:
    """Return the versions of a model, newest first, all on one page."""
    world, model = _model(request)
    shown = [wire.version(version) for version in world.versions(model)]
    return answer({"next": None, "previous": None, "results": shown})


async def get_version(request: Request) -> Response:
    """Return one version."""
    return answer(wire.version(_version(request)[2]))


async def delete_version(request: Request) -> Response:
    """Delete a version of a model of ours; the answer is 202."""
    world, model, version = _version(request)
    _check_ours(world, model)
    world.dropped_versions.add(version.id)
    world.journal.note("dropped_version", version.id, True)
    return Response(status_code=202)


async def list_examples(request: Request) -> Response:
    """Return no examples of a model that exists."""
    _model(request)
    return answer({"next": None, "previous": None, "results": []})


async def get_readme(request: Request) -> Response:
    """Return the readme of a model as plain text, 404 if it has none."""
    _, model = _model(request)
    readme = model.texts.get("readme")
    if readme is None:
        raise detail(404, NOT_FOUND)
    return Response(readme, media_type="text/plain")


_ONE = "/v1/models/{owner}/{name}"

routes = [
    Route("/v1/models", list_models),
    Route("/v1/models", create_model, methods=["POST"]),
    Route("/v1/models", search_models, methods=["QUERY"]),
    Route(_ONE, get_model),
    Route(_ONE, update_model, methods=["PATCH"]),
    Route(_ONE, delete_model, methods=["DELETE"]),
    Route(_ONE + "/versions", list_versions),
    Route(_ONE + "/versions/{version}", get_version),
    Route(_ONE + "/versions/{version}", delete_version, methods=["DELETE"]),
    Route(_ONE + "/examples", list_examples),
    Route(_ONE + "/readme", get_readme),
]
