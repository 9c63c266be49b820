"""The sandbox as one ASGI application."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from core.sandbox import account_routes, admin_routes, file_routes, model_routes, telegram, training_routes
from core.sandbox.config import SandboxConfig
from core.sandbox.faults import Faults
from core.sandbox.gate import Gate
from core.sandbox.guard import Guard
from core.sandbox.limits import RateLimit
from core.sandbox.problems import NOT_FOUND, Problem, answer
from core.sandbox.providers import admin as payment_admin
from core.sandbox.providers import fakes
from core.sandbox.state import World
from core.sandbox.webhooks import WebhookSender


def create_app(config: SandboxConfig) -> Starlette:
    """Return a sandbox that can be served, or mounted under any prefix; its lifespan runs the webhooks."""
    world, faults, counts = World(config), Faults(), Counter[str]()
    limit = RateLimit(config.now)
    app = Starlette(
        routes=[
            *account_routes.routes,
            *model_routes.routes,
            *training_routes.routes,
            *file_routes.routes,
            *telegram.routes,
            *fakes.routes,
            *admin_routes.routes,
            *payment_admin.routes,
        ],
        middleware=[
            Middleware(Gate, faults=faults, counts=counts, now=config.now),
            Middleware(Guard, config=config, limit=limit),
        ],
        exception_handlers={Problem: _show_problem, HTTPException: _show_http_problem},
        lifespan=_run_webhooks,
    )
    app.router.redirect_slashes = False
    app.state.world, app.state.faults, app.state.counts, app.state.limit = world, faults, counts, limit
    app.state.sender = WebhookSender(world)
    app.state.chats = telegram.Chats(config.now)
    app.state.revoked = set[str]()
    return app


@asynccontextmanager
async def _run_webhooks(app: Starlette) -> AsyncIterator[None]:
    async with anyio.create_task_group() as group:
        group.start_soon(app.state.sender.run)
        yield
        group.cancel_scope.cancel()


async def _show_problem(_request: Request, error: Exception) -> Response:
    body = cast("Problem", error).body
    return answer(body, body["status"])


async def _show_http_problem(request: Request, error: Exception) -> Response:
    status = cast("HTTPException", error).status_code
    text = NOT_FOUND if status == 404 else f'Method "{request.method}" not allowed.'
    return answer({"detail": text, "status": status}, status)
