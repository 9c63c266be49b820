"""Calls of the Bot API that move stars, and a bot's list of transactions read from any moment on."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from core.errors import BadProviderKey, RemoteError
from core.gateways.http import unreadable
from core.gateways.providers.fields import Fields
from core.gateways.providers.rest import RestApi
from core.gateways.providers.shape import ProviderTools
from core.gateways.providers.telegram_updates import StarTransaction, transactions_of

SERVICE = "Telegram Stars"
"""What errors call the provider."""

PAGE = 100
"""Most transactions of one answer."""

_NOT_FOUND = 404


class StarsApi:
    """The Bot API of any of our bots; the token is read at each call."""

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools; no token is read yet."""
        self._tools = tools
        self._rest = RestApi(service=SERVICE, http=tools.http, words=_words)

    async def call(self, bot: str, method: str, asked: Mapping[str, Any]) -> Fields:
        """Ask something whose result is an object. Raises ProviderNotSet, RemoteError."""
        return (await self._answer(bot, method, asked, may_have_acted=False)).fields("result")

    async def call_for_text(self, bot: str, method: str, asked: Mapping[str, Any]) -> str:
        """Ask something whose result is a text. Raises ProviderNotSet, RemoteError."""
        return (await self._answer(bot, method, asked, may_have_acted=False)).text("result")

    async def call_for_yes(
        self, bot: str, method: str, asked: Mapping[str, Any], *, may_have_acted: bool
    ) -> None:
        """Do something whose result is true.

        Raises:
            RemoteUnknown: it may have been done.
            ProviderNotSet, RemoteError: it was not done.
        """
        answer = await self._answer(bot, method, asked, may_have_acted=may_have_acted)
        if not answer.flag("result"):
            raise unreadable(SERVICE, "neither yes nor no", may_have_acted=may_have_acted)

    async def transactions(
        self, bot: str, since: datetime | None, until: datetime | None = None
    ) -> list[StarTransaction]:
        """Return the payments and refunds of a bot from `since` on and before `until`, oldest first.

        The list begins with the oldest and only its place can be asked for: where `since` stands in it is
        found by halving.
        """
        found: list[StarTransaction] = []
        offset = 0 if since is None else await self._offset_of(bot, since)
        while True:
            page = await self._page(bot, offset, PAGE)
            found += [one for at, one in page if one is not None and _is_within(at, since, until)]
            is_past = until is not None and bool(page) and page[-1][0] >= until
            if len(page) < PAGE or is_past:
                return found
            offset += PAGE

    async def _offset_of(self, bot: str, since: datetime) -> int:
        """Return the place of the first transaction at or after `since`."""
        low, high = 0, PAGE
        while await self._is_before(bot, high, since):
            low, high = high, high * 2
        while high - low > PAGE:  # nearer is not needed: a page has so many
            middle = (low + high) // 2
            if await self._is_before(bot, middle, since):
                low = middle
            else:
                high = middle
        return low

    async def _is_before(self, bot: str, offset: int, since: datetime) -> bool:
        page = await self._page(bot, offset, 1)
        return bool(page) and page[0][0] < since

    async def _page(self, bot: str, offset: int, limit: int) -> list[tuple[datetime, StarTransaction | None]]:
        asked = {"offset": offset, "limit": limit}
        return list(transactions_of(await self.call(bot, "getStarTransactions", asked)))

    async def _answer(
        self, bot: str, method: str, asked: Mapping[str, Any], *, may_have_acted: bool
    ) -> Fields:
        token = await asyncio.to_thread(self._tools.bot_token, bot)
        address = self._tools.telegram_url(f"/bot{token}/{method}")
        request: httpx.Request = self._tools.http.build_request("POST", address, json=dict(asked))
        try:
            response = await self._rest.send(request, may_have_acted=may_have_acted)
        except RemoteError as error:
            if error.facts.get("status") == _NOT_FOUND:  # a token that is none
                raise BadProviderKey(**error.facts) from error
            raise
        return self._rest.read(response, may_have_acted=may_have_acted)


def _words(body: Mapping[str, Any]) -> str:
    return str(body.get("description") or "")


def _is_within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or at >= since) and (until is None or at < until)
