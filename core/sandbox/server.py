"""Serving the sandbox over real HTTP: in a process of its own, or in a thread of a test."""

import asyncio
import socket
import sys
import threading
from types import TracebackType
from typing import Any, Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from core.sandbox.app import create_app
from core.sandbox.config import SandboxConfig

_GRACE_S = 1


class _AbortableProtocol(H11Protocol):
    """Lends the application the means to break off: `abort` at once, `close` after what was written."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a new connection."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "abort": transport.abort, "close": transport.close}


class _Server(uvicorn.Server):
    """Tells when it has begun to answer."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        self.ready.set()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP, or asyncio leaves Nagle's delay of 40 ms on
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def _server(app: Any) -> _Server:
    config = uvicorn.Config(
        app,
        http=_AbortableProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    return _Server(config)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(host: str, port: int, config: SandboxConfig, *, until_eof: bool = False) -> None:
    """Serve until SIGINT or SIGTERM; print `sandbox ready http://HOST:PORT` when it answers (port 0: any).

    With `until_eof` it also ends when its standard input does, so that it never outlives a parent that holds
    the other end of the pipe. Raises OSError if the port is taken.
    """
    listener = _listen(host, port)
    server = _server(create_app(config))

    def announce() -> None:
        server.ready.wait()
        sys.stdout.write(f"sandbox ready {_address(listener)}\n")
        sys.stdout.flush()
        if until_eof:
            sys.stdin.buffer.read()
            server.should_exit = True

    threading.Thread(target=announce, daemon=True).start()
    with listener:
        server.run(sockets=[listener])


class SandboxThread:
    """A sandbox in a thread, for tests: `with SandboxThread(config) as sandbox: ... sandbox.url`."""

    def __init__(self, config: SandboxConfig | None = None, *, port: int = 0) -> None:
        """Prepare a sandbox on 127.0.0.1; port 0 takes a free one."""
        self.app = create_app(config or SandboxConfig())
        self.app_state: Any = self.app.state
        """What the app holds: `world`, `faults`, `counts`, `sender`, `chats`, `limit`."""
        self._port = port
        self.url = ""

    def __enter__(self) -> Self:
        """Start it; `url` is its root, without `/v1`."""
        self._listener = _listen("127.0.0.1", self._port)
        self.url = _address(self._listener)
        self._server = _server(self.app)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})
        self._thread.start()
        if not self._server.ready.wait(10):
            raise RuntimeError("the sandbox did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()
