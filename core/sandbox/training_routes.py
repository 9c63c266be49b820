"""Trainings, also under the name of predictions, and the weights they make."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox import dataset, wire
from core.sandbox.auth import check_money
from core.sandbox.bodies import json_object
from core.sandbox.catalog import TRAINERS, Trainer
from core.sandbox.magic import Stage, only_once, spoken
from core.sandbox.paging import page, root_of
from core.sandbox.problems import BAD_VERSION, NO_DESTINATION, NOT_FOUND, Problem, answer, detail, invalid
from core.sandbox.ranges import ranged
from core.sandbox.records import Training
from core.sandbox.state import World, new_id
from core.sandbox.validation import late_error
from core.sandbox.weights import weights_tar

EVENTS = ("start", "output", "logs", "completed")
NO_WEBHOOK_URL = "Invalid webhook URL. (E4875)"


async def create_training(request: Request) -> Response:
    """Accept a training: what is wrong with its input shows only later, as at Replicate."""
    world: World = request.app.state.world
    check_money(request)
    params = request.path_params
    trainer = TRAINERS.get(f"{params['owner']}/{params['name']}")
    if trainer is None or params["version"] not in trainer.versions:
        raise Problem(BAD_VERSION)
    body = await json_object(request)
    _check_request(body)
    destination = world.models.get(body["destination"])
    if destination is None or destination.owner != world.config.username:
        raise detail(404, NO_DESTINATION)
    training = _new_training(world, trainer, body, version=params["version"], root=root_of(request))
    world.add_training(training)
    request.app.state.sender.watch(training)
    return answer(wire.created_training(training, training.root), 201)


def _check_request(body: dict[str, Any]) -> None:
    wanted = (("destination", str), ("input", dict))
    missing = [("required", key, f"{key} is required") for key, _ in wanted if key not in body]
    wrong = [
        ("type", key, f"{key} must be {'a string' if kind is str else 'an object'}")
        for key, kind in wanted
        if key in body and not isinstance(body[key], kind)
    ]
    if not isinstance(body.get("webhook"), str | None):
        wrong.append(("type", "webhook", "webhook must be a string"))
    events = body.get("webhook_events_filter")
    if events is not None and not (isinstance(events, list) and all(event in EVENTS for event in events)):
        wrong.append(("enum", "webhook_events_filter", f"must be any of: {', '.join(EVENTS)}"))
    if missing or wrong:
        raise invalid(*missing, *wrong)


def _new_training(
    world: World, trainer: Trainer, body: dict[str, Any], *, version: str, root: str
) -> Training:
    values, destination = body["input"], body["destination"]
    findings = _findings(world, trainer, values, body.get("webhook"))
    return Training(
        id=new_id(),
        seq=world.next_seq(),
        model=trainer.name,
        version=version,
        destination=destination,
        input=values,
        created_at=world.timeline.real_now(),
        created_sim_s=world.timeline.sim_now(),
        magic=_magic(world, destination, values),
        images=findings.images,
        early_error=findings.error,
        early_stage=findings.stage,
        root=root,
        webhook=body.get("webhook") or None,
        webhook_events=body.get("webhook_events_filter") or ["output", "completed"],
    )


def _findings(world: World, trainer: Trainer, values: dict[str, Any], webhook: object) -> dataset.Findings:
    if webhook == "":
        return dataset.Findings(error=NO_WEBHOOK_URL, stage=Stage.START)
    if (error := late_error(trainer, values)) is not None:
        return dataset.Findings(error=error, stage=Stage.START)

    def content(file_id: str) -> bytes | None:
        file = world.find_file(file_id)
        return None if file is None else world.content(file)

    return dataset.examine(trainer, values, content)


def _words(values: dict[str, Any]) -> str:
    return f"{values.get('trigger_word', '')} {values.get('default_caption', '')}"


def _magic(world: World, destination: str, values: dict[str, Any]) -> str:
    words = _words(values)
    word = spoken(words)
    if word and only_once(words):
        earlier = (t for t in world.trainings.values() if t.destination == destination)
        if any(_words(training.input) == words for training in earlier):
            return ""
    return word


async def list_trainings(request: Request) -> Response:
    """Return a page of trainings, newest first, without their logs."""
    world: World = request.app.state.world
    base = root_of(request)
    shown = [training for training in world.trainings.values() if not world.has_vanished(training)]
    return answer(page(request, shown, lambda training: wire.training(world, training, base, logs=False)))


def _training(request: Request) -> tuple[World, Training]:
    world: World = request.app.state.world
    training = world.find_training(request.path_params["id"])
    if training is None:
        raise detail(404, NOT_FOUND)
    return world, training


async def get_training(request: Request) -> Response:
    """Return one training with its whole log text."""
    world, training = _training(request)
    return answer(wire.training(world, training, root_of(request)))


async def cancel_training(request: Request) -> Response:
    """Cancel: at once in the queue, after a few seconds while running, no change when it is over."""
    world, training = _training(request)
    snapshot = world.look(training)
    if not snapshot.is_terminal and training.cut_at_s is None:
        delay_s = 0.0 if snapshot.started_s is None else world.config.cancel_delay_s
        world.cut(training, world.elapsed_s(training) + delay_s, "canceled", None)
    body = wire.training(
        world, training, root_of(request), logs=snapshot.started_s is not None, kind="predictions"
    )
    return answer(body)


async def get_weights(request: Request) -> Response:
    """Return the tar of a finished training, or the range of it that was asked for."""
    world, training = _training(request)
    if wire.training(world, training, "", logs=False)["output"] is None:
        raise detail(404, NOT_FOUND)
    content = weights_tar(training.id, TRAINERS[training.model].job, world.config.weights_bytes)
    return ranged(request, content, "application/x-tar")


_VERSION = "/v1/models/{owner}/{name}/versions/{version}"

routes = [
    Route(_VERSION + "/trainings", create_training, methods=["POST"]),
    Route("/v1/trainings", list_trainings),
    Route("/v1/trainings/{id}", get_training),
    Route("/v1/trainings/{id}/cancel", cancel_training, methods=["POST"]),
    Route("/v1/predictions/{id}", get_training),
    Route("/v1/predictions/{id}/cancel", cancel_training, methods=["POST"]),
    Route("/weights/{id}/{name}", get_weights),
]
