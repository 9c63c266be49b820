"""A server of scripted answers on a real socket, and what a gateway needs around it."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest

from core.gateways.http import build_client
from core.gateways.replicate import Replicate
from core.gateways.secrets import Secret
from core.settings import Settings
from tests.fakes.provider_till import Till

TOKEN = "r8_SandboxOnlyToken000000000000000000000"

Json = dict[str, object] | list[object]


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        """Return the body as JSON."""
        return json.loads(self.body)


class Script:
    """Answers requests in the order of `answers`; without one left it repeats the last."""

    def __init__(self) -> None:
        self.answers: deque[bytes | None] = deque()
        self.seen: list[Seen] = []
        self.url = ""
        self._open: set[asyncio.StreamWriter] = set()

    def say(
        self, status: int, body: Json | str | bytes = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer the next request with this."""
        if isinstance(body, dict | list):
            raw, kind = json.dumps(body).encode() + b"\n", "application/json"
        else:
            raw, kind = body.encode() if isinstance(body, str) else body, "text/html"
        lines = {"Content-Type": kind, "Content-Length": str(len(raw)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.answers.append(f"HTTP/1.1 {status} Told\r\n{head}Connection: close\r\n\r\n".encode() + raw)

    def drop(self, after: bytes = b"") -> None:
        """Read the next request whole and close the connection, after these bytes."""
        self.answers.append(after)

    def hang(self) -> None:
        """Read the next request whole and never answer."""
        self.answers.append(None)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Handle one connection."""
        self._open.add(writer)
        try:
            self.seen.append(await _read_request(reader))
            answer = self.answers.popleft() if len(self.answers) > 1 else self.answers[0]
            if answer is None:
                await reader.read()
            else:
                writer.write(answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self._open.discard(writer)


async def _read_request(reader: asyncio.StreamReader) -> Seen:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[:-2]
    method, path, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Seen(method, path, headers, await _read_body(reader, headers))


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    return body


class InstantClock:
    """A clock whose waits pass at once and are remembered."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> datetime:
        """Return a fixed moment."""
        return datetime(2026, 11, 5, 12, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        """Remember the wait."""
        self.waits.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
async def server() -> AsyncIterator[Script]:
    """Return the scripted server, listening."""
    script = Script()
    listener = await asyncio.start_server(script.serve, "127.0.0.1", 0)
    host, port = listener.sockets[0].getsockname()
    script.url = f"http://{host}:{port}"
    yield script
    listener.close()
    for writer in tuple(script._open):
        writer.transport.abort()
    await listener.wait_closed()


@pytest.fixture
def settings(server: Script) -> Settings:
    """Return settings that point at the scripted server, with short limits."""
    return Settings(
        replicate_base_url=server.url,
        telegram_base_url=server.url,
        request_timeout_s=0.5,
        connect_timeout_s=0.5,
        read_retries=0,
    )


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Return our HTTP client."""
    async with build_client(settings) as built:
        yield built


@pytest.fixture
def clock() -> InstantClock:
    """Return a clock that never waits."""
    return InstantClock()


@pytest.fixture
async def replicate(
    settings: Settings, client: httpx.AsyncClient, clock: InstantClock
) -> AsyncIterator[Replicate]:
    """Return the gateway, pointed at the scripted server."""
    gateway = Replicate(settings, Secret(TOKEN, "keyring"), client, clock)
    yield gateway
    await gateway.close()


@pytest.fixture
async def till(replicate_url: str) -> AsyncIterator[Till]:
    """Return the fake payment providers of the quick sandbox, as new."""
    settings = Settings(replicate_base_url=replicate_url, request_timeout_s=2, connect_timeout_s=2)
    async with build_client(settings) as http:
        yield Till(replicate_url, http)
