"""The outermost layer: counts requests, takes any prefix off the path, and lets the fault rules strike."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import anyio
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.sandbox.fault_answers import spoiled, wrong_answer
from core.sandbox.faults import Faults, Rule

_PREFIX = re.compile(r"^(?!/at/)(.+?)(?=/(?:v1|admin|weights|bot[^/]+|at)(?:/|$))")


class Gate:
    """Wraps the routes; everything under `/admin` passes uncounted and unharmed."""

    def __init__(
        self, app: ASGIApp, faults: Faults, counts: Counter[str], now: Callable[[], datetime]
    ) -> None:
        """Wrap `app`; count as "METHOD /path/{template}" in `counts`; `now` is used for dates in answers."""
        self._app = app
        self._faults = faults
        self._counts = counts
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = _without_prefix(scope)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path.startswith("/admin"):
            await self._app(scope, receive, send)
            return
        self._count(scope, path)
        rule = self._faults.take(scope["method"], path)
        if rule is None:
            await self._app(scope, receive, send)
        else:
            await self._strike(rule, scope, receive, send)

    def _count(self, scope: Scope, path: str) -> None:
        for route in scope["app"].routes:
            if isinstance(route, Route) and route.matches(scope)[0] is Match.FULL:
                path = route.path
                break
        self._counts[f"{scope['method']} {path}"] += 1

    async def _strike(self, rule: Rule, scope: Scope, receive: Receive, send: Send) -> None:
        match rule.kind:
            case "status" | "html_502" | "throttle":
                path = scope["path"].removeprefix(scope.get("root_path", ""))
                await _read_body(receive)
                await wrong_answer(rule, path, self._now())(scope, receive, send)
            case "drop_before":
                await _read_body(receive)
                await _hang_up(scope, receive, "abort")
            case "drop_after":
                await self._collect(scope, receive)
                await _hang_up(scope, receive, "abort")
            case "slow":
                body = await _read_body(receive)
                if await _is_patient(receive, rule):
                    await self._app(scope, _replay(body, receive), send)
            case "slow_after":
                messages = await self._collect(scope, receive)
                if await _is_patient(receive, rule):
                    await _send_all(messages, send)
            case "cut":
                await self._cut(rule, scope, receive, send)
            case _:
                await self._spoil(rule, scope, receive, send)

    async def _collect(self, scope: Scope, receive: Receive) -> list[Message]:
        """Let the routes act, and return their answer instead of sending it."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        return messages

    async def _cut(self, rule: Rule, scope: Scope, receive: Receive, send: Send) -> None:
        messages = await self._collect(scope, receive)
        await send(messages[0])
        content = _content(messages)[: int(rule.options.get("bytes", 0))]
        await send({"type": "http.response.body", "body": content, "more_body": True})
        await _hang_up(scope, receive, "close")

    async def _spoil(self, rule: Rule, scope: Scope, receive: Receive, send: Send) -> None:
        messages = await self._collect(scope, receive)
        content = spoiled(rule, _content(messages))
        length = (b"content-length", str(len(content)).encode())
        headers = [pair for pair in messages[0]["headers"] if pair[0] != b"content-length"]
        await send({**messages[0], "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": content})


def _without_prefix(scope: Scope) -> Scope:
    """Return the scope with what stands before `/v1`, `/admin`, `/weights`, `/bot…`, `/at` in the root path.

    Behind `/at` is the whole path at a provider's own host, whatever parts it has.
    """
    root = scope.get("root_path", "")
    found = _PREFIX.match(scope["path"].removeprefix(root))
    return scope if found is None else {**scope, "root_path": root + found[1]}


def _content(messages: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in messages[1:])


async def _send_all(messages: list[Message], send: Send) -> None:
    for message in messages:
        await send(message)


async def _read_body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives a body that was read already, and then goes on as before."""
    unread = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return unread.pop() if unread else await receive()

    return receive_again


async def _is_patient(receive: Receive, rule: Rule) -> bool:
    """Wait as long as `rule` says; False as soon as the client has gone."""
    with anyio.move_on_after(float(rule.options.get("seconds", 1))):
        while (await receive())["type"] != "http.disconnect":
            pass
        return False
    return True


async def _hang_up(scope: Scope, receive: Receive, how: str) -> None:
    """Break the connection under the request, by the means `server.py` lends in `scope["state"]`."""
    means = scope.get("state", {}).get(how)
    if means is None:
        raise ConnectionAbortedError("the sandbox dropped this connection")
    means()
    while (await receive())["type"] != "http.disconnect":
        pass
