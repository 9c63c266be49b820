"""Account, hardware, webhook secret, and the lists that are always empty here."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox import wire
from core.sandbox.catalog import HARDWARE
from core.sandbox.paging import page
from core.sandbox.problems import NOT_FOUND, answer, detail
from core.sandbox.state import World


async def get_account(request: Request) -> Response:
    """Return the account of the token."""
    world: World = request.app.state.world
    return answer(wire.account(world))


async def list_hardware(_request: Request) -> Response:
    """Return the hardware as a bare array."""
    return answer([{"name": name, "sku": sku} for name, sku in HARDWARE])


async def get_webhook_secret(request: Request) -> Response:
    """Return the secret that webhooks are signed with."""
    world: World = request.app.state.world
    return answer({"key": world.config.webhook_secret})


async def list_nothing(request: Request) -> Response:
    """Return a page without entries."""
    return answer(page(request, (), lambda _: {}))


async def get_nothing(_request: Request) -> Response:
    """Answer that there is no such thing."""
    raise detail(404, NOT_FOUND)


routes = [
    Route("/v1/account", get_account),
    Route("/v1/hardware", list_hardware),
    Route("/v1/webhooks/default/secret", get_webhook_secret),
    Route("/v1/deployments", list_nothing),
    Route("/v1/deployments/{owner}/{name}", get_nothing),
    Route("/v1/collections", list_nothing),
    Route("/v1/collections/{slug}", get_nothing),
    Route("/v1/predictions", list_nothing),
]
