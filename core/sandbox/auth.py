"""Who may ask: tokens and what their names make of them."""

from starlette.requests import Request

from core.sandbox.config import SandboxConfig
from core.sandbox.problems import BAD_TOKEN, BILLING, CREDIT, NO_TOKEN, Problem, unauthenticated


def check_token(request: Request, config: SandboxConfig) -> None:
    """Raise a 401 unless the request carries a good token, not revoked, as `Bearer` or `Token`."""
    header = request.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if not token:
        raise unauthenticated(NO_TOKEN)
    is_good = _is_good(token, config) and token not in request.app.state.revoked
    if scheme.lower() not in ("bearer", "token") or not is_good:
        raise unauthenticated(BAD_TOKEN)


def check_money(request: Request) -> None:
    """Raise a 402 if the name of the token says that nobody pays for it."""
    token = request.headers.get("authorization", "")
    if "nobilling" in token:
        raise Problem(BILLING)
    if "lowcredit" in token:
        raise Problem(CREDIT)


def _is_good(token: str, config: SandboxConfig) -> bool:
    if config.tokens:
        return token in config.tokens
    return token.startswith("r8_") and "bad" not in token
