"""The inner layer: token, rate limit, and the headers that every answer of the API carries."""

import re

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.sandbox.auth import check_token
from core.sandbox.config import SandboxConfig
from core.sandbox.limits import RateLimit
from core.sandbox.problems import Problem, answer, throttled

_SIGNED = re.compile(r"/v1/files/[^/]+/download")


class Guard:
    """Lets a request under `/v1` through to the routes if its token is good and the limit not reached."""

    def __init__(self, app: ASGIApp, config: SandboxConfig, limit: RateLimit) -> None:
        """Wrap `app`."""
        self._app = app
        self._config = config
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or not path.startswith("/v1/"):
            await self._app(scope, receive, send)
            return

        async def send_with_limits(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["ratelimit-remaining"] = str(self._limit.remaining)
                headers["ratelimit-reset"] = str(self._limit.reset_s)
            await send(message)

        try:
            if not _SIGNED.fullmatch(path):
                check_token(Request(scope), self._config)
            if not self._limit.take():
                raise Problem(throttled(self._limit.reset_s))
        except Problem as problem:
            refusal = answer(problem.body, problem.body["status"])
            await refusal(scope, receive, send_with_limits)
        else:
            await self._app(scope, receive, send_with_limits)
