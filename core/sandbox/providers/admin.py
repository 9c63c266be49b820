"""The switches of the fake providers, under `/admin/payments`."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox.bodies import json_object
from core.sandbox.problems import NOT_FOUND, answer, detail
from core.sandbox.providers.books import DONE, PENDING, REFUSED, FakeOrder, as_json
from core.sandbox.providers.fakes import FAKES
from core.sandbox.providers.frame import BadSwitch, FakeProvider, books_of, keys_of
from core.sandbox.records import Json

_REFUND_STATES = (PENDING, DONE, REFUSED)


def _fake(request: Request) -> FakeProvider:
    found = FAKES.get(request.path_params["provider"])
    if found is None:
        raise detail(404, f"no such provider; known: {', '.join(FAKES)}")
    return found


def _order(request: Request) -> tuple[FakeProvider, FakeOrder]:
    fake = _fake(request)
    order = books_of(request).order(fake.name, request.path_params["id"])
    if order is None:
        raise detail(404, NOT_FOUND)
    return fake, order


async def _body(request: Request) -> Json:
    return await json_object(request) if await request.body() else {}


async def list_keys(request: Request) -> Response:
    """Return the keys of every fake's shop, by provider."""
    books = books_of(request)
    return answer({name: keys_of(books, fake) for name, fake in FAKES.items()})


async def list_all(request: Request) -> Response:
    """Return orders and refunds of one provider, oldest first."""
    fake, books = _fake(request), books_of(request)
    shown: dict[str, Any] = {
        "orders": [as_json(order) for order in books.orders(fake.name)],
        "refunds": [as_json(refund) for refund in books.refunds(fake.name)],
    }
    return answer(shown)


async def switch_order(request: Request) -> Response:
    """Make an order `paid`, `failed` or `expired`; further keys are the fake's own options."""
    fake, order = _order(request)
    options = await _body(request)
    try:
        fake.switch(books_of(request), order, str(options.pop("state", "paid")), options)
    except BadSwitch as error:
        raise detail(400, str(error)) from error
    return answer(as_json(order))


async def show_notice(request: Request) -> Response:
    """Return the exact signed bytes of the notice about an order; options in a JSON body."""
    fake, order = _order(request)
    try:
        notice = fake.notice(books_of(request), order, await _body(request))
    except BadSwitch as error:
        raise detail(400, str(error)) from error
    return answer(notice.shown())


async def take_incoming(request: Request) -> Response:
    """Let money come in that nobody ordered."""
    try:
        order = _fake(request).incoming(books_of(request), await _body(request))
    except BadSwitch as error:
        raise detail(400, str(error)) from error
    return answer(as_json(order), 201)


async def switch_refund(request: Request) -> Response:
    """Make a refund `done`, `pending` or `refused`."""
    books = books_of(request)
    refund = books.refund(_fake(request).name, request.path_params["id"])
    if refund is None:
        raise detail(404, NOT_FOUND)
    refund.state = _refund_state((await _body(request)).get("state", DONE))
    books.save(refund)
    return answer(as_json(refund))


async def set_habits(request: Request) -> Response:
    """Say what becomes of the refunds that are asked for from now on: `{"refund": "pending"}`."""
    fake, books = _fake(request), books_of(request)
    habits = {"refund": _refund_state((await _body(request)).get("refund", DONE))}
    books.write(fake.name, "habits", habits)
    return answer(habits)


async def show_keys(request: Request) -> Response:
    """Return the keys of the shop, as its owner would enter them."""
    fake = _fake(request)
    return answer(keys_of(books_of(request), fake))


async def set_keys(request: Request) -> Response:
    """Change keys of the shop, such as the algorithm of its signatures."""
    fake, books = _fake(request), books_of(request)
    changed = {str(name): str(value) for name, value in (await _body(request)).items()}
    books.write(fake.name, "keys", {**books.read(fake.name, "keys", {}), **changed})
    return answer(keys_of(books, fake))


async def show_statement(request: Request) -> Response:
    """Return the statement file that the provider's cabinet would export."""
    try:
        data = _fake(request).statement(books_of(request))
    except BadSwitch as error:
        raise detail(404, str(error)) from error
    return Response(data, media_type="application/octet-stream")


def _refund_state(value: object) -> str:
    if value not in _REFUND_STATES:
        raise detail(400, f"a refund is one of {', '.join(_REFUND_STATES)}")
    return str(value)


_ROOT = "/admin/payments/{provider}"
routes = [
    Route("/admin/payments", list_keys),
    Route(_ROOT, list_all),
    Route(f"{_ROOT}/orders/{{id}}", switch_order, methods=["POST"]),
    Route(f"{_ROOT}/orders/{{id}}/notice", show_notice, methods=["GET", "POST"]),
    Route(f"{_ROOT}/incoming", take_incoming, methods=["POST"]),
    Route(f"{_ROOT}/refunds/{{id}}", switch_refund, methods=["POST"]),
    Route(f"{_ROOT}/habits", set_habits, methods=["POST"]),
    Route(f"{_ROOT}/keys", show_keys),
    Route(f"{_ROOT}/keys", set_keys, methods=["POST"]),
    Route(f"{_ROOT}/statement", show_statement),
]
