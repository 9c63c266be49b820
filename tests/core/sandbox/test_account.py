"""Tokens, account, hardware and the lists without content."""

import httpx
import pytest

from core.sandbox.config import SandboxConfig
from core.sandbox.server import SandboxThread


@pytest.mark.parametrize("scheme", ["Bearer", "Token", "bearer"])
def test_both_schemes_are_accepted(sandbox: SandboxThread, scheme: str) -> None:
    """A good token works as Bearer and as Token."""
    answer = httpx.get(f"{sandbox.url}/v1/account", headers={"Authorization": f"{scheme} r8_abc"})
    assert answer.json()["username"] == "acme"
    assert answer.json()["type"] == "organization"


@pytest.mark.parametrize(
    ("headers", "detail"),
    [
        ({}, "You did not pass an authentication token"),
        ({"Authorization": "Bearer r8_bad"}, "You did not pass a valid authentication token"),
        ({"Authorization": 'Bearer "r8_good"'}, "You did not pass a valid authentication token"),
    ],
)
def test_401_has_two_wordings(sandbox: SandboxThread, headers: dict[str, str], detail: str) -> None:
    """No token and a bad token (a quoted one is bad) are told apart in the recorded words."""
    answer = httpx.get(f"{sandbox.url}/v1/account", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.text.endswith("\n")
    assert answer.json() == {"title": "Unauthenticated", "detail": detail, "status": 401}


def test_exact_tokens_can_be_configured() -> None:
    """With tokens named, only those are good."""
    with SandboxThread(SandboxConfig(tokens=frozenset({"r8_only"}))) as sandbox:
        for token, status in (("r8_only", 200), ("r8_other", 401)):
            headers = {"Authorization": f"Bearer {token}"}
            assert httpx.get(f"{sandbox.url}/v1/account", headers=headers).status_code == status


def test_hardware_is_a_bare_array(api: httpx.Client) -> None:
    """Hardware is not paginated."""
    hardware = api.get("/v1/hardware").json()
    assert {"name": "Nvidia H100 GPU", "sku": "gpu-h100"} in hardware
    assert "gpu-2x-l40s" in [entry["sku"] for entry in hardware]


@pytest.mark.parametrize("path", ["/v1/deployments", "/v1/collections", "/v1/predictions"])
def test_empty_lists_are_pages(api: httpx.Client, path: str) -> None:
    """Lists without content have the shape of a page."""
    assert api.get(path).json() == {"next": None, "previous": None, "results": []}


def test_webhook_secret(api: httpx.Client) -> None:
    """The signing secret is given."""
    assert api.get("/v1/webhooks/default/secret").json()["key"].startswith("whsec_")


def test_rate_limit_headers(api: httpx.Client) -> None:
    """Every answer tells what is left of the limit."""
    first, second = api.get("/v1/account"), api.get("/v1/account")
    assert int(second.headers["ratelimit-remaining"]) == int(first.headers["ratelimit-remaining"]) - 1
    assert first.headers["ratelimit-reset"] == "1"


def test_rate_limit_can_be_enforced(api: httpx.Client) -> None:
    """Beyond an enforced limit comes a 429 that says when to come back."""
    api.post("/admin/limits", json={"per_minute": 6})
    statuses = [api.get("/v1/account").status_code for _ in range(7)]
    assert statuses == [200] * 6 + [429]
    assert "Your rate limit resets in ~10s." in api.get("/v1/account").json()["detail"]


def test_any_prefix_works(api: httpx.Client) -> None:
    """Under a prefix the same is served, and addresses carry the prefix."""
    body = {"owner": "acme", "name": "m", "visibility": "private", "hardware": "cpu"}
    api.post("/v1/models", json=body)
    upload = api.post("/sub/dir/v1/files", files={"content": ("a.zip", b"x")}).json()
    assert upload["urls"]["get"].startswith(f"{api.base_url}/sub/dir/v1/files/")
    assert api.get(upload["urls"]["get"]).json()["id"] == upload["id"]


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/no", 404), ("PUT", "/v1/account", 405)])
def test_unknown_paths_are_problems(api: httpx.Client, method: str, path: str, status: int) -> None:
    """What does not exist is answered with a problem body."""
    answer = api.request(method, path)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"


def test_requests_are_counted_by_template(api: httpx.Client) -> None:
    """Requests are counted without their ids, admin calls are not."""
    api.get("/v1/trainings/abc")
    api.get("/sub/v1/trainings/xyz")
    api.get("/v1/trainings")
    expected = {"GET /v1/trainings/{id}": 2, "GET /v1/trainings": 1}
    assert api.get("/admin/requests").json() == {"total": 3, "counts": expected}
    api.delete("/admin/requests")
    assert api.get("/admin/requests").json()["total"] == 0


def test_a_token_can_be_revoked_and_given_back(api: httpx.Client) -> None:
    """Exactly the named tokens are refused, others go on; an empty list makes all good again."""
    api.post("/admin/tokens", json={"revoked": ["r8_good"]}).raise_for_status()
    assert api.get("/v1/account").status_code == 401
    assert api.get("/v1/account", headers={"Authorization": "Bearer r8_other"}).status_code == 200
    assert api.post("/admin/tokens", json={"revoked": "r8_good"}).status_code == 400
    api.post("/admin/tokens", json={"revoked": []}).raise_for_status()
    assert api.get("/v1/account").status_code == 200
