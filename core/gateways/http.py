"""The one way out: how clients are built, and how answers and broken connections become our errors.

The question that decides everything is whether the request may have done something. A read that fails is
Offline or RemoteBroken and may be repeated; a write that left us without a readable answer is RemoteUnknown
and must not be.
"""

import ssl
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

import httpx

from core.errors import (
    QT_TRANSLATE_NOOP,
    BadAnswer,
    BadToken,
    BillingNeeded,
    Forbidden,
    InvalidInput,
    Offline,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteNotFound,
    RemoteUnknown,
    SettingsError,
    TooLarge,
    clause,
)
from core.gateways.problems import json_or_none, read_problem
from core.logs import redact
from core.settings import Settings

USER_AGENT = "Stationmaster/0.1"
"""What we call ourselves."""

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
_BY_STATUS: Mapping[int, type[RemoteError]] = {
    401: BadToken,
    402: BillingNeeded,
    403: Forbidden,
    404: RemoteNotFound,
    407: Offline,
    413: TooLarge,
    422: InvalidInput,
}
_REQUEST_TIMEOUT = 408
_RATE_LIMITED = 429
_SERVER_FAULT = 500


class _ClientOptions(TypedDict):
    timeout: httpx.Timeout
    verify: ssl.SSLContext
    proxy: str | None
    mounts: dict[str, None]
    headers: dict[str, str]
    follow_redirects: bool


def build_client(
    settings: Settings, *, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """Return the client of this process; whoever builds it closes it.

    Redirects are never followed by itself: they would carry credentials to a host of the server's choice.

    Raises:
        SettingsError: the proxy or the CA file cannot be used.
    """
    try:
        return httpx.AsyncClient(transport=transport, **_options(settings))
    except (ImportError, ValueError) as error:
        raise _bad_proxy(settings, error) from error


def build_sync_client(settings: Settings, *, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Return the same client for worker threads, see `build_client`."""
    try:
        return httpx.Client(transport=transport, **_options(settings))
    except (ImportError, ValueError) as error:
        raise _bad_proxy(settings, error) from error


def request_timeout(settings: Settings) -> httpx.Timeout:
    """Return the limits of one request: for the connection, and for each silence after it."""
    return httpx.Timeout(settings.request_timeout_s, connect=settings.connect_timeout_s)


def _options(settings: Settings) -> _ClientOptions:
    return {
        "timeout": request_timeout(settings),
        "verify": _ssl_context(settings.ca_file),
        "proxy": settings.proxy,
        # No proxy can reach this machine's own sandbox.
        "mounts": {"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None},
        "headers": {"User-Agent": USER_AGENT},
        "follow_redirects": False,
    }


@lru_cache(maxsize=4)  # reading the public authorities takes longer than a request
def _ssl_context(ca_file: Path | None) -> ssl.SSLContext:
    context = httpx.create_ssl_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:  # an ssl.SSLError is one too
            raise SettingsError(
                field="ca_file",
                value=str(ca_file),
                problem=clause(
                    QT_TRANSLATE_NOOP("Clause", "it holds no certificates ({reason})"), reason=error
                ),
                source="settings",
            ) from error
    return context


def _bad_proxy(settings: Settings, error: Exception) -> SettingsError:
    source = "settings" if settings.proxy else "the environment (HTTPS_PROXY)"
    return SettingsError(
        field="proxy", value=settings.proxy or "…", problem=redact(str(error)), source=source
    )


async def send(
    client: httpx.AsyncClient,
    service: str,
    request: httpx.Request,
    *,
    may_have_acted: bool,
    classes: Mapping[int, type[RemoteError]] | None = None,
    **facts: object,
) -> httpx.Response:
    """Send one request and return its success, the body read.

    Raises:
        RemoteError: of the class that fits, see `classify` and `translate_transport`.
    """
    try:
        response = await client.send(request)
    except httpx.RequestError as error:
        raise translate_transport(service, error, may_have_acted=may_have_acted) from error
    if not response.is_success:
        raise classify(service, response, may_have_acted=may_have_acted, classes=classes, **facts)
    return response


def classify(
    service: str,
    response: httpx.Response,
    *,
    may_have_acted: bool,
    classes: Mapping[int, type[RemoteError]] | None = None,
    **facts: object,
) -> RemoteError:
    """Return the error that an unsuccessful answer means, with all facts its texts need.

    `classes` says what a status means for this very request where that differs from the rule;
    `facts` are added to the error.
    """
    problem = read_problem(response)
    status = response.status_code
    told: dict[str, object] = {"service": service, "status": status, "detail": problem.detail, **facts}
    if status == _RATE_LIMITED:
        return RateLimited(**told, retry_after_s=problem.retry_after_s)
    if status >= _SERVER_FAULT or status == _REQUEST_TIMEOUT:
        return RemoteUnknown(**told) if may_have_acted else RemoteBroken(**told)
    found = {**_BY_STATUS, **(classes or {})}.get(status, RemoteError)
    if found is InvalidInput:
        return InvalidInput(**told, fields=problem.fields)
    return found(**told)


def translate_transport(service: str, error: httpx.RequestError, *, may_have_acted: bool) -> RemoteError:
    """Return the error that a broken connection means.

    Refused before anything was sent: Offline. Broken later: RemoteUnknown when the request may have done
    something, else Offline, or BadAnswer if the bytes came but could not be unpacked.
    """
    detail = redact(str(error) or type(error).__name__)
    if isinstance(error, _NEVER_SENT):
        return Offline(service=service, detail=detail)
    if may_have_acted:
        return RemoteUnknown(service=service, detail=detail)
    if isinstance(error, httpx.DecodingError):
        return BadAnswer(service=service, detail=detail)
    return Offline(service=service, detail=detail)


def read_object(service: str, response: httpx.Response, *, may_have_acted: bool) -> dict[str, Any]:
    """Return the JSON object of a successful answer.

    Raises:
        RemoteUnknown: it is unreadable and the request may have acted.
        BadAnswer: it is unreadable.
    """
    body = json_or_none(response)
    if isinstance(body, dict):
        return body
    raise unreadable(service, f"{_shape(body)} instead of an object", may_have_acted=may_have_acted)


def read_list(service: str, response: httpx.Response) -> list[Any]:
    """Return the JSON list of a successful read; raises BadAnswer."""
    body = json_or_none(response)
    if isinstance(body, list):
        return body
    raise unreadable(service, f"{_shape(body)} instead of a list", may_have_acted=False)


def unreadable(service: str, detail: str, *, may_have_acted: bool) -> RemoteError:
    """Return the error for a success that cannot be understood."""
    if may_have_acted:
        return RemoteUnknown(service=service, detail=f"it was accepted, but the answer is {detail}")
    return BadAnswer(service=service, detail=detail)


def _shape(body: object) -> str:
    return "no JSON" if body is None else f"a {type(body).__name__}"
