"""What creates and cancels, through Replicate's own client, never repeated by anyone.

The client throws away what we need (`invalid_fields`, `retry_after`) and refuses what it does not know
(`aborted`, nulls), so the raw answer is kept on its way in and read by us; what the client makes of it is
ignored. It is synchronous here because its asynchronous half binds itself to the first event loop it meets.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Any

import httpx

from core.errors import RemoteError
from core.gateways.http import (
    USER_AGENT,
    build_sync_client,
    classify,
    read_object,
    request_timeout,
    translate_transport,
)
from core.settings import Settings

if TYPE_CHECKING:
    from replicate.client import Client

SERVICE = "Replicate"
"""What errors call the provider."""
CLOSE_WITHIN_S = 5.0
"""How long a quit waits for requests that have left."""

log = logging.getLogger(__name__)

_Answer = dict[str, Any]


class ReplicateWrites:
    """Worker threads with the official client, and the connections they share."""

    def __init__(self, settings: Settings, *, transport: httpx.BaseTransport | None = None) -> None:
        """Use the same proxy, authorities and limits as all other requests."""
        self._settings = settings
        self._http = build_sync_client(settings, transport=transport)
        self._places = asyncio.Semaphore(settings.max_parallel_submits + 2)
        self._running: set[Future[_Answer]] = set()

    async def run(
        self,
        deed: Callable[["Client"], object],
        *,
        token: str,
        classes: Mapping[int, type[RemoteError]] | None = None,
        **facts: object,
    ) -> _Answer:
        """Do `deed` with a client in a worker thread and return the JSON object that was answered.

        Cancelling the caller does not call a request back that has left: its outcome is then unknown.

        Raises:
            RemoteUnknown: it may have happened.
            RemoteError: it was refused, by class.
        """
        async with self._places:
            running = _in_thread(lambda: self._do(deed, token, classes, facts))
            self._running.add(running)
            running.add_done_callback(self._running.discard)
            return await asyncio.wrap_future(running)

    async def close(self) -> None:
        """Let running requests end, for `CLOSE_WITHIN_S` at most, and close the connections.

        One that takes longer goes down with the process; its caller looks for it after the next start.
        """
        _, left = await asyncio.to_thread(wait, set(self._running), CLOSE_WITHIN_S)
        if left:
            log.warning("%d request(s) to %s were left unanswered", len(left), SERVICE)
        else:
            self._http.close()

    def _do(
        self,
        deed: Callable[["Client"], object],
        token: str,
        classes: Mapping[int, type[RemoteError]] | None,
        facts: Mapping[str, object],
    ) -> _Answer:
        # Imported at the first write: it takes 60 ms that no start should pay.
        from replicate.client import Client
        from replicate.exceptions import ReplicateException

        wire = _Wire(self._http)
        client = Client(
            api_token=token,
            base_url=self._settings.replicate_base_url,
            timeout=request_timeout(self._settings),
            transport=wire,
            headers={"User-Agent": USER_AGENT},
        )
        try:
            deed(client)
        except httpx.RequestError as error:
            raise translate_transport(SERVICE, error, may_have_acted=True) from error
        except (ReplicateException, ValueError, TypeError, AttributeError, KeyError):
            if wire.answer is None:
                raise  # it failed before anything was sent: a bug of ours
        if wire.answer is None:
            raise RuntimeError("the client sent nothing")
        if not wire.answer.is_success:
            raise classify(SERVICE, wire.answer, may_have_acted=True, classes=classes, **facts)
        return read_object(SERVICE, wire.answer, may_have_acted=True)


def _in_thread(work: Callable[[], _Answer]) -> Future[_Answer]:
    """Run `work` in a thread that, unlike an executor's, does not keep the process from ending."""
    future: Future[_Answer] = Future()
    future.set_running_or_notify_cancel()  # from here on nobody can take it back

    def run() -> None:
        try:
            answer = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever awaits it
            future.set_exception(error)
        else:
            future.set_result(answer)

    threading.Thread(target=run, name="replicate", daemon=True).start()
    return future


class _Wire(httpx.BaseTransport):
    """Carries one request of the official client over our own connections and keeps the answer."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.answer: httpx.Response | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.answer = self._http.send(request)
        return self.answer
