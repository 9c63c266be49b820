"""A fake Telegram Bot API on the same server: `/bot{token}/{method}`."""

import json
import re
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.sandbox.providers import telegram_stars
from core.sandbox.state import World
from core.sandbox.telegram_markup import CannotParse, plain_text

Json = dict[str, Any]

BLOCKED_CHAT, MISSING_CHAT, BUSY_CHAT, GONE_CHAT = 403403, 404404, 429429, 403404
"""Chat ids that are always blocked, unknown, busy at the first message of every two, and deactivated."""

FORBIDDEN = {
    "blocked": "Forbidden: bot was blocked by the user",
    "deactivated": "Forbidden: user is deactivated",
    "kicked": "Forbidden: bot was kicked from the group chat",
    "not_started": "Forbidden: bot can't initiate conversation with a user",
}
MAX_TEXT = 4096
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class ApiError(Exception):
    """An answer with `ok` false."""

    def __init__(self, code: int, description: str, retry_after_s: int | None = None) -> None:
        """Answer with HTTP status and `error_code` `code`."""
        super().__init__(description)
        self.code, self.description, self.retry_after_s = code, description, retry_after_s


class Chats:
    """What the switches say about chats, and how often each was written to."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Begin with willing chats and no limits."""
        self._now = now
        self.states: dict[str, str] = {}
        self.per_chat_s = 0.0
        self.per_bot_per_s = 0
        self._last_s: dict[str, float] = {}
        self._recent: dict[str, deque[float]] = {}
        self._busy_turn = False

    def check(self, chat_id: str) -> None:
        """Raise the ApiError that a message to this chat meets, if any."""
        fixed = {
            str(BLOCKED_CHAT): "blocked",
            str(MISSING_CHAT): "missing",
            str(GONE_CHAT): "deactivated",
        }
        state = self.states.get(chat_id, fixed.get(chat_id, "ok"))
        if state == "missing":
            raise ApiError(400, "Bad Request: chat not found")
        if state in FORBIDDEN:
            raise ApiError(403, FORBIDDEN[state])
        if chat_id == str(BUSY_CHAT):
            self._busy_turn = not self._busy_turn
            if self._busy_turn:
                raise too_many(1)

    def throttle(self, token: str, chat_id: str) -> None:
        """Raise a 429 if the limits that are switched on are exceeded; count the message otherwise."""
        now_s = self._now().timestamp()
        chat = f"{token} {chat_id}"
        recent = self._recent.setdefault(token, deque())
        while recent and recent[0] <= now_s - 1:
            recent.popleft()
        wait_s = self._last_s.get(chat, now_s - self.per_chat_s) + self.per_chat_s - now_s
        if self.per_chat_s and wait_s > 0:
            raise too_many(int(wait_s) + 1)
        if self.per_bot_per_s and len(recent) >= self.per_bot_per_s:
            raise too_many(1)
        self._last_s[chat] = now_s
        recent.append(now_s)


def too_many(retry_after_s: int) -> ApiError:
    """Return a 429."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after_s}", retry_after_s)


async def call(request: Request) -> Response:
    """Answer one call of the Bot API."""
    try:
        result = await _result(request)
    except ApiError as error:
        body: Json = {"ok": False, "error_code": error.code, "description": error.description}
        if error.retry_after_s is not None:
            body["parameters"] = {"retry_after": error.retry_after_s}
        return JSONResponse(body, error.code)
    return JSONResponse({"ok": True, "result": result})


async def _result(request: Request) -> Any:
    token, method = request.path_params["token"], request.path_params["method"].lower()
    if not _TOKEN.fullmatch(token):
        raise ApiError(404, "Not Found")
    if "bad" in token:
        raise ApiError(401, "Unauthorized")
    if method == "getme":
        return _bot(token) | {"can_join_groups": True, "can_read_all_group_messages": False}
    if method == "getwebhookinfo":
        return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
    if method == "sendmessage":
        return _send_message(request, token, await _parameters(request))
    if method == "getchat":
        chat_id = str((await _parameters(request)).get("chat_id", ""))
        request.app.state.chats.check(chat_id)
        return _chat(chat_id)
    return _about_stars(request, token, method, await _parameters(request))


def _about_stars(request: Request, token: str, method: str, parameters: Json) -> Any:
    world: World = request.app.state.world
    try:
        result = telegram_stars.call(world.books, token.partition(":")[0], method, parameters)
    except telegram_stars.BadCall as error:
        raise ApiError(400, f"Bad Request: {error}") from error
    if result is None:
        raise ApiError(404, "Not Found: method not found")
    return result


async def _parameters(request: Request) -> Json:
    """Return the parameters from wherever they came: JSON, a form or the query."""
    parameters: Json = dict(request.query_params)
    if "json" in request.headers.get("content-type", ""):
        try:
            parameters |= json.loads(await request.body())
        except (ValueError, TypeError) as error:
            raise ApiError(400, "Bad Request: can't parse JSON object") from error
    else:
        async with request.form() as form:
            parameters |= dict(form)
    return parameters


def _bot(token: str) -> Json:
    number = token.partition(":")[0]
    return {
        "id": int(number),
        "is_bot": True,
        "first_name": "Sandbox bot",
        "username": f"sandbox_{number}_bot",
    }


def _chat(chat_id: str) -> Json:
    if chat_id.startswith("-"):
        return {"id": int(chat_id), "type": "supergroup", "title": "Sandbox group"}
    return {"id": int(chat_id), "type": "private", "first_name": f"Customer {chat_id}"}


def _send_message(request: Request, token: str, parameters: Json) -> Json:
    world: World = request.app.state.world
    chat_id, text = str(parameters.get("chat_id", "")), parameters.get("text") or ""
    if not chat_id:
        raise ApiError(400, "Bad Request: chat_id is empty")
    if not re.fullmatch(r"-?\d+", chat_id):
        raise ApiError(400, "Bad Request: chat not found")
    request.app.state.chats.check(chat_id)
    if not isinstance(text, str) or not text.strip():
        raise ApiError(400, "Bad Request: message text is empty")
    parse_mode = str(parameters.get("parse_mode") or "")
    try:
        shown = plain_text(text, parse_mode)
    except CannotParse as error:
        raise ApiError(400, f"Bad Request: can't parse entities: {error}") from error
    if len(shown.encode("utf-16-le")) // 2 > MAX_TEXT:
        raise ApiError(400, "Bad Request: message is too long")
    request.app.state.chats.throttle(token, chat_id)
    message = {
        "message_id": len(world.messages) + 1,
        "from": _bot(token),
        "chat": _chat(chat_id),
        "date": int(world.timeline.real_now().timestamp()),
        "text": shown.strip(),
    }
    kept = {"bot_id": token.partition(":")[0], "sent_text": text, "parse_mode": parse_mode, **message}
    world.messages.append(kept)
    world.journal.note("message", str(message["message_id"]), kept)
    return message


routes = [
    Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
    Route("/at/api.telegram.org/bot{token}/{method}", call, methods=["GET", "POST"]),
]
