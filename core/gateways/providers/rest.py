"""Asking the JSON APIs of providers: one call, its answer, and what a failure means.

The question is the same as everywhere: may it have acted? A request that never left is Offline, a refusal is
a RemoteError, and a write whose answer is lost, 5xx or unreadable is RemoteUnknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from core.clock import Clock
from core.errors import BadProviderKey, Forbidden, RemoteError, RemoteUnknown
from core.gateways.http import classify, translate_transport, unreadable
from core.gateways.providers.fields import Fields, bad_answer, load_json
from core.logs import redact

_ACCEPTED = 202
_CONFLICT = 409
_TRIES = 3
_WAIT_S = 1.0

_CLASSES: Mapping[int, type[RemoteError]] = {
    401: BadProviderKey,
    402: RemoteError,
    403: Forbidden,
    404: RemoteError,
    413: RemoteError,
    422: RemoteError,
}
_DETAIL_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RestApi:
    """The API of one provider. `words` finds the provider's own words in the object of an error."""

    service: str
    http: httpx.AsyncClient
    words: Callable[[Mapping[str, Any]], str]

    async def ask(self, request: httpx.Request, *, may_have_acted: bool = False) -> Fields:
        """Send one request and return the object of its answer.

        Raises:
            RemoteUnknown: it may have acted, and nothing readable came back.
            RemoteError: of the class that fits; nothing was done.
        """
        response = await self.send(request, may_have_acted=may_have_acted)
        return self.read(response, may_have_acted=may_have_acted)

    async def send(self, request: httpx.Request, *, may_have_acted: bool) -> httpx.Response:
        """Send one request and return its successful answer; raises as `ask` does."""
        try:
            response = await self.http.send(request)
        except httpx.RequestError as error:
            raise translate_transport(self.service, error, may_have_acted=may_have_acted) from error
        if not response.is_success:
            raise self._refusal(response, may_have_acted=may_have_acted)
        return response

    async def insist(self, request: httpx.Request, clock: Clock) -> Fields:
        """Send a request that carries a key against repetition, again while nobody knows what became of it.

        Once an attempt may have acted, only a success is believed: a later refusal says nothing of the first.

        Raises:
            RemoteUnknown: it may have been done; the same call again is harmless.
            RemoteError: nothing was done.
        """
        unknown = RemoteUnknown(service=self.service, detail="")
        for attempt in range(_TRIES):
            if attempt:
                await clock.sleep(_WAIT_S * attempt)
            try:
                return await self._sent_once(request)
            except RemoteUnknown as error:
                unknown = error
            except RemoteError:
                if not attempt:
                    raise
                break
        raise unknown

    async def _sent_once(self, request: httpx.Request) -> Fields:
        response = await self.send(request, may_have_acted=True)
        answer = self.read(response, may_have_acted=True)
        if response.status_code == _ACCEPTED:
            detail = "it is still working on it"
            raise RemoteUnknown(service=self.service, status=_ACCEPTED, detail=detail)
        return answer

    def read(self, response: httpx.Response, *, may_have_acted: bool) -> Fields:
        """Return the object of a successful answer; raises as `ask` does."""
        body = load_json(response.content)
        if isinstance(body, dict):
            return Fields(body, bad_answer(self.service, may_have_acted=may_have_acted))
        raise unreadable(self.service, "no JSON object", may_have_acted=may_have_acted)

    def _refusal(self, response: httpx.Response, *, may_have_acted: bool) -> RemoteError:
        body = load_json(response.content)
        words = self.words(body) if isinstance(body, dict) else ""
        told = {"detail": redact(words[:_DETAIL_LENGTH])} if words else {}
        if may_have_acted and (response.status_code == _CONFLICT or "idempoten" in words.lower()):
            # the key was used before: what the first request with it did is not told here
            return RemoteUnknown(service=self.service, status=response.status_code, detail=redact(words))
        return classify(self.service, response, may_have_acted=may_have_acted, classes=_CLASSES, **told)


def is_refusal(error: RemoteError) -> bool:
    """Tell whether a provider looked at a request and said no: it is neither unknown nor to be sent again."""
    status = error.facts.get("status")
    is_final = isinstance(status, int) and 400 <= status < 500
    return is_final and status not in {401, 407, 408, 409, 429} and not isinstance(error, RemoteUnknown)


def said(error: RemoteError) -> str:
    """Return what a provider said when it refused."""
    return str(error.facts.get("detail", ""))
