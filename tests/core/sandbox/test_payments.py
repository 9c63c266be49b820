"""The frame of the fake providers: their places, their switches, and what survives a restart."""

import base64
from pathlib import Path

import httpx
import pytest

from core.sandbox.config import SandboxConfig
from core.sandbox.providers.fakes import FAKES
from core.sandbox.providers.robokassa import sign
from core.sandbox.server import SandboxThread

PAY_PAGE = "/at/auth.robokassa.ru/Merchant/Index.aspx"


def order(api: httpx.Client, sandbox: SandboxThread, number: str = "1001", **more: str) -> httpx.Response:
    """Open the pay page of an order, as a buyer's browser does."""
    fields = {"MerchantLogin": "demo", "OutSum": "500.00", "InvId": number, "Description": "217", **more}
    fields["SignatureValue"] = sign(
        sandbox.app_state.world.books, ["demo", fields["OutSum"], number], "password_1"
    )
    return api.get(PAY_PAGE, params=fields)


def test_each_fake_has_keys_and_books(api: httpx.Client) -> None:
    """Every fake shows its published keys and empty books; an unknown one is told with the known."""
    assert list(api.get("/admin/payments").json()) == list(FAKES)
    for name in FAKES:
        assert api.get(f"/admin/payments/{name}/keys").json()
        assert api.get(f"/admin/payments/{name}").json() == {"orders": [], "refunds": []}
    answer = api.get("/admin/payments/paypal")
    assert answer.status_code == 404
    assert "robokassa" in answer.json()["detail"]


def test_an_order_is_paid_by_the_button_and_told(api: httpx.Client, sandbox: SandboxThread) -> None:
    """The page, its button, the books, and the notice to the byte."""
    assert "500.00 RUB" in order(api, sandbox).text
    assert "Paid" in api.post("/at/auth.robokassa.ru/sandbox/pay/1001").text
    [kept] = api.get("/admin/payments/robokassa").json()["orders"]
    assert (kept["state"], kept["number"]) == ("paid", "1001")
    notice = api.get("/admin/payments/robokassa/orders/1001/notice").json()
    assert base64.b64decode(notice["body_base64"]).decode() == notice["body"]
    assert "InvId=1001" in notice["body"]
    assert "Error 53" in api.post("/at/auth.robokassa.ru/sandbox/pay/1001").text
    assert "Error 40" in order(api, sandbox).text


@pytest.mark.parametrize("prefix", ["", "/sub", "/v1/sub"])
def test_a_fake_lives_at_its_host_under_any_prefix(api: httpx.Client, prefix: str) -> None:
    """What stands behind `/at` is the provider's own path, also one that looks like ours."""
    answer = api.get(f"{prefix}{PAY_PAGE}")
    assert (answer.status_code, "Error 26" in answer.text) == (200, True)
    assert api.get(f"{prefix}/at/api.telegram.org/bot123:x/getMe").json()["result"]["id"] == 123
    bare = httpx.get(f"{api.base_url}{prefix}/at/unknown.example/v1/account", trust_env=False)
    assert bare.status_code == 404


def test_faults_and_counts_reach_the_fakes(api: httpx.Client) -> None:
    """A fault rule strikes a fake like everything else, and its calls are counted by their place."""
    api.delete("/admin/requests")
    rule = {"match": {"path_regex": "Index.aspx"}, "action": {"kind": "status", "status": 503}}
    api.post("/admin/faults", json=rule)
    assert api.get(PAY_PAGE).status_code == 503
    assert api.get(PAY_PAGE).status_code == 200
    assert api.get("/admin/requests").json()["counts"] == {f"GET {PAY_PAGE}": 2}


BAD = [
    ("POST", "robokassa/orders/1", {}, 404),
    ("POST", "robokassa/orders/1001", {"state": "lost"}, 400),
    ("POST", "robokassa/orders/1001/notice", {}, 400),
    ("POST", "robokassa/incoming", {}, 400),
    ("POST", "robokassa/habits", {"refund": "never"}, 400),
    ("POST", "robokassa/refunds/1", {"state": "done"}, 404),
    ("POST", "bank/orders/1", {}, 404),
    ("GET", "telegram/statement", None, 404),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), BAD)
def test_a_switch_that_is_none_says_so(
    api: httpx.Client, sandbox: SandboxThread, method: str, path: str, body: object, status: int
) -> None:
    """Unknown orders, states and abilities are refused in words."""
    order(api, sandbox)
    answer = api.request(method, f"/admin/payments/{path}", json=body)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_switch_changes_the_keys_until_the_reset(api: httpx.Client) -> None:
    """Changed keys are in force at once; a reset forgets them, the orders and the habits."""
    keys = api.post("/admin/payments/robokassa/keys", json={"hash": "md5"}).json()
    assert (keys["hash"], keys["password_1"]) == ("md5", "pass1")
    api.post("/admin/payments/telegram/incoming", json={"payload": "7", "amount": 5})
    assert api.get("/admin/payments/telegram").json()["orders"]
    api.post("/admin/reset")
    assert api.get("/admin/payments/robokassa/keys").json()["hash"] == "sha256"
    assert api.get("/admin/payments/telegram").json()["orders"] == []


def test_a_restart_remembers_orders_refunds_and_keys(tmp_path: Path) -> None:
    """With a state file all of it is there again, and numbers go on."""
    config = SandboxConfig(state_file=tmp_path / "state.json")
    shown = []
    for _ in range(2):
        with (
            SandboxThread(config) as sandbox,
            httpx.Client(base_url=sandbox.url, trust_env=False) as client,
        ):
            if not shown:
                client.post("/admin/payments/robokassa/keys", json={"hash": "sha512"})
                client.post("/admin/payments/telegram/habits", json={"refund": "refused"})
                paid = client.post("/admin/payments/telegram/incoming", json={"payload": "7"}).json()
                charge = paid["details"]["charges"][0]["id"]
                client.post("/admin/payments/telegram/habits", json={"refund": "done"})
                asked = {"user_id": 42, "telegram_payment_charge_id": charge}
                assert client.post("/bot123456:x/refundStarPayment", json=asked).json()["ok"]
            books = client.get("/admin/payments/telegram").json()
            shown.append((books, client.get("/admin/payments/robokassa/keys").json()["hash"]))
            stars = client.post("/bot123456:x/getMyStarBalance", json={}).json()["result"]
            assert stars == {"amount": 0}
    assert shown[0] == shown[1]
    assert shown[1][1] == "sha512"
    assert len(shown[1][0]["refunds"]) == 1
