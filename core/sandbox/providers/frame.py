"""The shape of a fake provider, and what it can reach."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from starlette.requests import Request
from starlette.routing import Route

from core.sandbox.providers.books import DONE, Books, FakeOrder
from core.sandbox.records import Json
from core.sandbox.state import World


class BadSwitch(ValueError):
    """A switch that this fake does not have, or not for this order; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeNotice:
    """The exact bytes of a notice, signed, as the provider would send them to the shop."""

    body: bytes
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    query: str = ""

    def shown(self) -> Json:
        """Return the notice as JSON: the body as text for people, and as base64 to the byte."""
        return {
            "method": self.method,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "query": self.query,
            "body": self.body.decode("utf-8", "replace"),
            "body_base64": base64.b64encode(self.body).decode(),
        }


class FakeProvider(Protocol):
    """A fake of one provider. Its routes begin with `/at/{host}`; its state lives in the books."""

    name: ClassVar[str]
    keys: ClassVar[Mapping[str, str]]
    """The fields of the shop's keys (as `Provider.fields` names them) and their published test values."""
    routes: ClassVar[Sequence[Route]]

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Make the order paid, failed or expired, as `options` say; raises BadSwitch if it cannot be."""
        ...

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Return what the provider would send about the order as it is now; raises BadSwitch."""
        ...

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Take money that nobody ordered, such as a transfer on a chain; raises BadSwitch."""
        ...

    def statement(self, books: Books) -> bytes:
        """Return the file that the provider's cabinet would export; raises BadSwitch if it has none."""
        ...


def books_of(request: Request) -> Books:
    """Return the books of the sandbox that answers `request`."""
    world: World = request.app.state.world
    return world.books


def keys_of(books: Books, fake: FakeProvider | type[FakeProvider]) -> dict[str, str]:
    """Return the keys of the shop in force: the published ones, changed by the switch."""
    return {**fake.keys, **books.read(fake.name, "keys", {})}


def next_refund_state(books: Books, provider: str) -> str:
    """Return what becomes of a refund that is asked for now: done, pending or refused."""
    return str(books.read(provider, "habits", {}).get("refund", DONE))
