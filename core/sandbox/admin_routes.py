"""The switches of the sandbox, under `/admin`; no token is asked for."""

from dataclasses import asdict, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox import wire
from core.sandbox.bodies import json_object
from core.sandbox.faults import BadRule, parse_rule
from core.sandbox.hostile import HOSTILE
from core.sandbox.magic import SCENARIOS
from core.sandbox.paging import root_of
from core.sandbox.problems import NOT_FOUND, answer, detail
from core.sandbox.simulator import TERMINAL
from core.sandbox.state import World
from core.sandbox.telegram import Chats
from core.sandbox.webhooks import Habits


async def show_faults(request: Request) -> Response:
    """Return the rules in force."""
    return answer([rule.shown() for rule in request.app.state.faults.rules])


async def add_faults(request: Request) -> Response:
    """Add one rule, or all of `rules`."""
    body = await json_object(request)
    try:
        rules = [parse_rule(data) for data in body.get("rules", [body])]
    except BadRule as error:
        raise detail(400, str(error)) from error
    for rule in rules:
        if rule.kind == "hostile" and rule.options.get("variant") not in HOSTILE:
            raise detail(400, f"unknown variant; known: {', '.join(HOSTILE)}")
    request.app.state.faults.rules += rules
    return await show_faults(request)


async def clear_faults(request: Request) -> Response:
    """Drop all rules."""
    request.app.state.faults.rules.clear()
    return Response(status_code=204)


async def set_speed(request: Request) -> Response:
    """Change the simulated seconds per real second."""
    world: World = request.app.state.world
    try:
        world.set_speed(float((await json_object(request))["speed"]))
    except (KeyError, TypeError, ValueError) as error:
        raise detail(400, "`speed` must be a number above 0") from error
    return answer({"speed": world.timeline.speed})


async def show_requests(request: Request) -> Response:
    """Return how many requests came, by method and path template."""
    counts = request.app.state.counts
    return answer({"total": counts.total(), "counts": dict(counts)})


async def clear_requests(request: Request) -> Response:
    """Count from zero again."""
    request.app.state.counts.clear()
    return Response(status_code=204)


async def end_training(request: Request) -> Response:
    """End a training now with `status` and `error`; one that is over stays as it is."""
    world: World = request.app.state.world
    training = world.trainings.get(request.path_params["id"])
    if training is None:
        raise detail(404, NOT_FOUND)
    body = await json_object(request)
    if body.get("status") not in TERMINAL:
        raise detail(400, f"`status` must be one of {', '.join(sorted(TERMINAL))}")
    if not world.look(training).is_terminal:
        world.cut(training, world.elapsed_s(training), body["status"], body.get("error"))
    return answer(wire.training(world, training, root_of(request)))


async def revoke_tokens(request: Request) -> Response:
    """Let exactly the tokens in `revoked` be refused from now on, as if their owner had deleted them."""
    revoked = (await json_object(request)).get("revoked")
    if not isinstance(revoked, list) or not all(isinstance(token, str) for token in revoked):
        raise detail(400, "`revoked` must be a list of tokens")
    request.app.state.revoked = set(revoked)
    return answer({"revoked": len(revoked)})


async def set_retention(request: Request) -> Response:
    """Change how many simulated seconds after its end a training's data is kept; null keeps it."""
    world: World = request.app.state.world
    seconds = (await json_object(request)).get("seconds")
    if seconds is not None and not isinstance(seconds, int | float):
        raise detail(400, "`seconds` must be a number or null")
    world.retention_s = seconds
    return answer({"seconds": seconds})


async def set_limits(request: Request) -> Response:
    """Change the rate limit of the API: `per_minute`, `enforced`."""
    body = await json_object(request)
    limit = request.app.state.limit
    limit.set(int(body.get("per_minute", 3000)), enforced=bool(body.get("enforced", True)))
    return answer({"per_minute": limit.per_minute, "enforced": limit.enforced})


async def set_webhook_habits(request: Request) -> Response:
    """Change how the webhook sender misbehaves: `copies`, `out_of_order`, `bad_signature`, `stale_by_s`."""
    sender = request.app.state.sender
    try:
        sender.habits = replace(Habits(), **await json_object(request))
    except TypeError as error:
        raise detail(400, str(error)) from error
    return answer(asdict(sender.habits))


async def show_webhooks(request: Request) -> Response:
    """Return every attempt to deliver a webhook."""
    sent = request.app.state.sender.sent
    return answer([{"training": t, "webhook_id": m, "status": s} for t, m, s in sent])


async def flush_webhooks(request: Request) -> Response:
    """Send all that is due now, and only then answer."""
    await request.app.state.sender.flush()
    return await show_webhooks(request)


async def show_magic(_request: Request) -> Response:
    """Return the magic trigger words and what each does."""
    return answer({word: script.about for word, script in SCENARIOS.items()})


async def show_messages(request: Request) -> Response:
    """Return the Telegram messages sent, all or those to `chat_id`."""
    world: World = request.app.state.world
    chat_id = request.query_params.get("chat_id")
    shown = [m for m in world.messages if chat_id is None or str(m["chat"]["id"]) == chat_id]
    return answer(shown)


async def set_chat(request: Request) -> Response:
    """Make a chat `ok`, `blocked`, `missing`, `deactivated`, `kicked` or `not_started`."""
    state = (await json_object(request)).get("state", "ok")
    request.app.state.chats.states[request.path_params["chat_id"]] = state
    return answer({"state": state})


async def set_chat_limits(request: Request) -> Response:
    """Switch the limits of the Bot API on: seconds between messages of a chat, messages of a bot a second."""
    body = await json_object(request)
    chats = request.app.state.chats
    chats.per_chat_s = float(body.get("per_chat_s", 0.0))
    chats.per_bot_per_s = int(body.get("per_bot_per_s", 0))
    return answer({"per_chat_s": chats.per_chat_s, "per_bot_per_s": chats.per_bot_per_s})


async def reset(request: Request) -> Response:
    """Forget all objects, rules, counts and switches."""
    state: Any = request.app.state
    state.world.reset()
    state.sender.forget()
    state.chats = Chats(state.world.config.now)
    state.faults.rules.clear()
    state.counts.clear()
    state.limit.set(3000, enforced=False)
    state.revoked = set()
    return Response(status_code=204)


routes = [
    Route("/admin/faults", show_faults),
    Route("/admin/faults", add_faults, methods=["POST"]),
    Route("/admin/faults", clear_faults, methods=["DELETE"]),
    Route("/admin/speed", set_speed, methods=["POST"]),
    Route("/admin/requests", show_requests),
    Route("/admin/requests", clear_requests, methods=["DELETE"]),
    Route("/admin/trainings/{id}", end_training, methods=["POST"]),
    Route("/admin/tokens", revoke_tokens, methods=["POST"]),
    Route("/admin/limits", set_limits, methods=["POST"]),
    Route("/admin/retention", set_retention, methods=["POST"]),
    Route("/admin/webhooks", show_webhooks),
    Route("/admin/webhooks", set_webhook_habits, methods=["POST"]),
    Route("/admin/webhooks/flush", flush_webhooks, methods=["POST"]),
    Route("/admin/magic", show_magic),
    Route("/admin/telegram/messages", show_messages),
    Route("/admin/telegram/chats/{chat_id}", set_chat, methods=["POST"]),
    Route("/admin/telegram/limits", set_chat_limits, methods=["POST"]),
    Route("/admin/reset", reset, methods=["POST"]),
]
