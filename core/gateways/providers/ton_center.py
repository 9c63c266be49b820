"""Asking the TON chain by the HTTP API of toncenter.com, and of a second endpoint when the first fails."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from core.errors import BadProviderKey, RemoteError
from core.gateways.providers.fields import Fields
from core.gateways.providers.rest import RestApi
from core.gateways.providers.shape import ProviderTools
from core.gateways.providers.ton_cells import BadCell, address_boc, read_boc
from core.gateways.providers.ton_transactions import TITLE, Place, place_of

PAGE = 100
"""Transactions of one page."""


class TonCenter:
    """The chain, seen through endpoints that are asked one after the other until one answers."""

    def __init__(self, tools: ProviderTools, endpoints: Sequence[str], api_key: str) -> None:
        """Ask `endpoints` ("https://toncenter.com/api/v2"); the key, if any, goes to the first only."""
        self._tools = tools
        self._endpoints = endpoints
        self._api_key = api_key
        self._api = RestApi(service=TITLE, http=tools.http, words=_words)

    async def transactions(
        self, address: str, *, limit: int = PAGE, begin: Place | None = None
    ) -> list[Fields]:
        """Return transactions of an address, newest first, from `begin` itself back; raises RemoteError."""
        query: dict[str, Any] = {"address": address, "limit": limit, "archival": "true"}
        if begin is not None:
            query |= {"lt": begin.lt, "hash": begin.hash}
        answer = await self._ask("GET", "getTransactions", params=query)
        return answer.objects("result")

    async def history(self, address: str, *, pages: int) -> AsyncIterator[Fields]:
        """Yield the transactions of an address, newest first, at most so many pages; raises RemoteError."""
        begin: Place | None = None
        for _ in range(pages):
            page = await self.transactions(address, begin=begin)
            fresh = [one for one in page if begin is None or place_of(one).lt < begin.lt]
            for transaction in fresh:
                yield transaction
            if not fresh or len(page) < PAGE:
                return
            begin = place_of(fresh[-1])

    async def jetton_wallet(self, master: str, owner: str) -> str:
        """Return the raw address of the wallet of `owner` for a jetton; only its master knows it."""
        call = {
            "address": master,
            "method": "get_wallet_address",
            "stack": [["tvm.Slice", address_boc(owner)]],
        }
        answer = await self._ask("POST", "runGetMethod", json=call)
        result = answer.fields("result")
        stack = result.optional_list("stack")
        try:
            if result.integer("exit_code"):
                raise BadCell("the method failed")
            return read_boc(_bytes_of(stack)).address()
        except BadCell as error:
            raise RemoteError(service=TITLE, status=200, detail=f"no wallet of {master}: {error}") from error

    async def _ask(self, method: str, call: str, **content: Any) -> Fields:
        failure: RemoteError | None = None
        for number, endpoint in enumerate(self._endpoints):
            headers = {"X-API-Key": self._api_key} if self._api_key and not number else {}
            url = self._tools.url(f"{endpoint.rstrip('/')}/{call}")
            request = self._tools.http.build_request(method, url, headers=headers, **content)
            try:
                answer = await self._api.ask(request)
                if answer.flag("ok"):
                    return answer
                failure = RemoteError(service=TITLE, status=200, detail=answer.optional_text("error"))
            except RemoteError as error:
                if isinstance(error, BadProviderKey):
                    raise
                failure = error
        raise failure or RemoteError(service=TITLE, status=0, detail="no endpoint")


def _bytes_of(stack: Sequence[Any]) -> str:
    match stack:
        case [["cell" | "slice" | "tvm.Slice" | "tvm.Cell", {"bytes": str(found)}], *_]:
            return found
        case _:
            raise BadCell("another answer")


def _words(body: Mapping[str, Any]) -> str:
    error = body.get("error")
    return error if isinstance(error, str) else ""
