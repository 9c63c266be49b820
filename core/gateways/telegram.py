"""Telegram's Bot API, as far as we need it: telling a customer something.

Plain httpx rather than a bot library: three calls that share the proxy, the authorities, the limits
and the translation of errors with everything else that leaves this program.
"""

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import httpx

from core.domain.bots import Webhook
from core.errors import BadBotToken, Blocked, RemoteError
from core.gateways.http import read_object, send, unreadable
from core.logs import register_secret

SERVICE = "Telegram"
"""What errors call the Bot API."""

MAX_MESSAGE_UNITS = 4096
"""Longest message, counted as Telegram counts: in UTF-16 units."""

_CLASSES: Mapping[int, type[RemoteError]] = {401: BadBotToken, 403: Blocked, 404: BadBotToken}
_BAD_REQUEST = 400
_TAG = re.compile(r"<[^<>]*>")


class TelegramBot:
    """One bot. A message is sent at most once for each call that does not raise RateLimited or Offline."""

    def __init__(self, base_url: str, token: str, http: httpx.AsyncClient) -> None:
        """Speak for the bot of `token`; `http` stays the caller's to close."""
        register_secret(token)
        self._root = f"{base_url}/bot{token}"
        self._http = http

    async def me(self) -> str:
        """Return the bot's user name: the probe for its token."""
        result = (await self._call("getMe", {}, may_have_acted=False)).get("result")
        name = result.get("username") if isinstance(result, dict) else None
        if not isinstance(name, str):
            raise unreadable(SERVICE, "a bot without username", may_have_acted=False)
        return name

    async def webhook(self) -> Webhook:
        """Return how the delivery of updates to this bot stands, as Telegram sees it."""
        result = (await self._call("getWebhookInfo", {}, may_have_acted=False)).get("result")
        if not isinstance(result, dict):
            raise unreadable(SERVICE, "webhook info without result", may_have_acted=False)
        error_at = result.get("last_error_date")
        pending = result.get("pending_update_count")
        return Webhook(
            is_set=bool(result.get("url")),
            pending=pending if isinstance(pending, int) else 0,
            last_error=str(result.get("last_error_message") or ""),
            last_error_at=datetime.fromtimestamp(error_at, UTC) if isinstance(error_at, int) else None,
        )

    async def send_message(self, chat_id: int, text: str, parse_mode: Literal["HTML"] | None = "HTML") -> int:
        """Send a text of at most `MAX_MESSAGE_UNITS` and return its message id.

        A text whose markup Telegram cannot read is sent once more as plain text.

        Raises:
            Blocked: the customer blocked the bot, or the chat is gone.
            BadBotToken: the bot's token is wrong.
            RateLimited: wait `retry_after_s`, for this bot.
            Offline: it was not sent.
            RemoteUnknown: it may have been delivered: do not send it again by yourself.
        """
        message: dict[str, Any] = {"chat_id": chat_id, "text": text}
        if parse_mode:
            message["parse_mode"] = parse_mode
        try:
            body = await self._call("sendMessage", message, may_have_acted=True)
        except RemoteError as error:
            if not parse_mode or not _says(error, "can't parse"):
                raise
            plain = {"chat_id": chat_id, "text": plain_text(text)}
            body = await self._call("sendMessage", plain, may_have_acted=True)
        result = body.get("result")
        message_id = result.get("message_id") if isinstance(result, dict) else None
        if not isinstance(message_id, int):
            raise unreadable(SERVICE, "a message without id", may_have_acted=True)
        return message_id

    async def _call(self, method: str, body: Mapping[str, Any], *, may_have_acted: bool) -> dict[str, Any]:
        request = self._http.build_request("POST", f"{self._root}/{method}", json=body)
        try:
            response = await send(
                self._http, SERVICE, request, may_have_acted=may_have_acted, classes=_CLASSES
            )
        except RemoteError as error:
            if _says(error, "chat not found"):
                raise Blocked(**error.facts) from error
            raise
        return read_object(SERVICE, response, may_have_acted=may_have_acted)


def _says(error: RemoteError, words: str) -> bool:
    is_refusal = error.facts.get("status") == _BAD_REQUEST
    return is_refusal and words in str(error.facts.get("detail", "")).lower()


def escape_html(text: str) -> str:
    """Return foreign text so that it stands literally inside a message of parse mode HTML."""
    return html.escape(text, quote=False)


def plain_text(markup: str) -> str:
    """Return a message of parse mode HTML without its markup."""
    return html.unescape(_TAG.sub("", markup))


def split_text(text: str, limit: int = MAX_MESSAGE_UNITS) -> list[str]:
    """Cut a long text into messages of at most `limit` UTF-16 units, at line ends or spaces where possible.

    A tag or an entity such as `&amp;` is never cut in two. Nothing but white space at the cuts is lost.
    """
    parts: list[str] = []
    rest = text.strip()
    while _units(rest) > limit:
        cut = _cut_at(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [part for part in [*parts, rest] if part]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut_at(text: str, limit: int) -> int:
    fitting = text.encode("utf-16-le", "surrogatepass")[: limit * 2].decode("utf-16-le", "ignore")
    end = len(fitting)
    for mark in ("\n", " "):
        found = fitting.rfind(mark, end // 2)
        if found > 0 and not _is_inside_markup(fitting, found):
            return found
    opened = max(fitting.rfind("<"), fitting.rfind("&"))
    return opened if opened > 0 and _is_inside_markup(fitting, end) else end


def _is_inside_markup(text: str, index: int) -> bool:
    before = text[:index]
    in_tag = before.rfind("<") > before.rfind(">")
    in_entity = re.search(r"&[#\w]{0,10}$", before) is not None
    return in_tag or in_entity
