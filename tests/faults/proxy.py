"""A TCP proxy that does to a connection what networks do: the kinds of harm are those of Toxiproxy.

It knows nothing of HTTP but where a message ends, because it can also repeat and replace whole answers.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CHUNK = 64 * 1024
PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>"


@dataclass
class Harm:
    """What is done to the next connections. Bytes are counted over one connection, from its first.

    `cut_request` and `cut_answer` close both sides after so many bytes have passed; `reset` does it the hard
    way. `drip_s` sends the answer byte by byte with that pause. `repeat_answer` sends it twice. `html` sends
    a page of a web server in its place, after the request was acted on.
    """

    cut_request: int | None = None
    cut_answer: int | None = None
    reset: bool = False
    latency_s: float = 0.0
    drip_s: float = 0.0
    repeat_answer: bool = False
    html: bool = False


@dataclass
class Proxy:
    """One listening port in front of one server."""

    target: str
    harm: Harm = field(default_factory=Harm)
    url: str = ""
    carried: int = 0
    """Bytes of the last answer that came through whole."""
    asked: int = 0
    """Bytes of the last request."""
    harmed: int = 0
    """Connections that met a harm."""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def spoil(self, harm: Harm) -> None:
        """Do this to every connection from now on; those that are open end, so that none escapes."""
        self.harm = harm
        open_now = tuple(self._open)
        for writer in open_now:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in open_now), return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        parts = urlsplit(self.target)
        up_reader, up_writer = await asyncio.open_connection(parts.hostname, parts.port)
        harm = self.harm
        self._open.add(writer)
        self.harmed += harm != Harm()
        try:
            up = asyncio.create_task(self._up(reader, up_writer, harm))
            down = asyncio.create_task(self._down(up_reader, writer, harm))
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
            if up.done() and up.result():  # the request was cut: nothing more comes back either
                down.cancel()
            elif not down.done():
                await asyncio.wait({down}, timeout=10)
            for task in (up, down):
                task.cancel()
            await asyncio.gather(up, down, return_exceptions=True)
        finally:
            self._open.discard(writer)
            for end in (writer, up_writer):
                if harm.reset:
                    end.transport.abort()
                end.close()

    async def _up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, harm: Harm) -> bool:
        """Carry the request; returns whether it was cut."""
        passed = 0
        while data := await reader.read(CHUNK):
            if harm.cut_request is not None and passed + len(data) > harm.cut_request:
                writer.write(data[: harm.cut_request - passed])
                await writer.drain()
                return True
            passed += len(data)
            self.asked = passed
            writer.write(data)
            await writer.drain()
        return False

    async def _down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, harm: Harm) -> None:
        """Carry the answer."""
        passed = 0
        while data := await reader.read(CHUNK):
            if harm.latency_s:
                await asyncio.sleep(harm.latency_s)
            if harm.html:
                head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n"
                writer.write(head.encode() + PAGE)
                await writer.drain()
                return
            if harm.cut_answer is not None and passed + len(data) > harm.cut_answer:
                writer.write(data[: harm.cut_answer - passed])
                await writer.drain()
                return
            passed += len(data)
            self.carried = passed
            await self._send(writer, data * 2 if harm.repeat_answer else data, harm)

    @staticmethod
    async def _send(writer: asyncio.StreamWriter, data: bytes, harm: Harm) -> None:
        if not harm.drip_s:
            writer.write(data)
            await writer.drain()
            return
        for place in range(len(data)):
            writer.write(data[place : place + 1])
            await writer.drain()
            await asyncio.sleep(harm.drip_s)


@asynccontextmanager
async def proxied(target: str) -> AsyncIterator[Proxy]:
    """Stand in front of `target` ("http://127.0.0.1:1234") and do no harm until told to."""
    proxy = Proxy(target)

    async def on_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await proxy.serve(reader, writer)

    server = await asyncio.start_server(on_connection, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    proxy.url = f"http://{host}:{port}"
    try:
        yield proxy
    finally:
        server.close()
