"""Asking YooKassa: keys, pages of a list, and a POST that may be repeated."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx

from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.gateways.providers.fields import Fields
from core.gateways.providers.rest import RestApi
from core.gateways.providers.shape import ProviderTools
from core.gateways.providers.yookassa_objects import TITLE

ROOT = "https://api.yookassa.ru/v3"
PAGE = 100
"""Objects on one page of a list."""

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_MOST_PAGES = 10_000


class YooKassaApi:
    """The API with the keys of one shop; each call reads them anew, so that new ones count at once."""

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools; nothing is asked."""
        self._tools = tools
        self._rest = RestApi(service=TITLE, http=tools.http, words=_words)

    async def secret(self, name: str) -> str:
        """Return the value of a field; raises ProviderNotSet."""
        return await asyncio.to_thread(self._tools.secret, name)

    async def is_test(self) -> bool:
        """Tell whether the key is one of a test shop."""
        return (await self.secret("secret_key")).startswith("test_")

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Fields:
        """Read one object; raises RemoteError."""
        return await self._rest.ask(await self._request("GET", path, params=dict(query or {})))

    async def list(
        self, path: str, query: Mapping[str, str], *, pages: int = _MOST_PAGES
    ) -> AsyncIterator[Fields]:
        """Read a list, newest first, at most so many pages of it; raises RemoteError."""
        cursor: dict[str, str] = {}
        for _ in range(pages):
            page = await self.get(path, {**query, **cursor, "limit": str(PAGE)})
            for record in page.objects("items"):
                yield record
            if not page.has("next_cursor"):
                return
            cursor = {"cursor": page.text("next_cursor")}

    async def post(self, path: str, body: Mapping[str, Any], key: str) -> Fields:
        """Send a POST with its key; raises as `RestApi.insist`."""
        request = await self._request("POST", path, json=body)
        request.headers["Idempotence-Key"] = key
        return await self._rest.insist(request, self._tools.clock)

    async def _request(self, method: str, path: str, **content: Any) -> httpx.Request:
        shop, key = await self.secret("shop_id"), await self.secret("secret_key")
        request = self._tools.http.build_request(method, self._tools.url(ROOT + path), **content)
        return next(httpx.BasicAuth(shop, key).auth_flow(request))


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of an object: nothing that leads an address elsewhere."""
    return _ID.fullmatch(text) is not None


def checked_id(ident: str) -> str:
    """Return an id that can stand in an address; raises InputError for any other."""
    if not is_id(ident):
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no id"))
        raise InputError(field="id", value=ident[:80], problem=problem)
    return ident


def _words(body: Mapping[str, Any]) -> str:
    parts = [body.get("code"), body.get("description"), body.get("parameter")]
    return ": ".join(part for part in parts if isinstance(part, str))
