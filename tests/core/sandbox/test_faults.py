"""Fault rules, each seen from a real client."""

import json
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from core.sandbox.fault_answers import BODIES
from core.sandbox.hostile import HOSTILE
from core.sandbox.server import SandboxThread

Fault = Callable[..., None]
Start = Callable[..., str]
TRAININGS = "/trainings$"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429, 500, 502, 503, 504])
def test_any_status(api: httpx.Client, fault: Fault, status: int) -> None:
    """A status comes once, then all is well again."""
    fault("status", "/v1/account", status=status, headers={"x-seen": "yes"})
    answer = api.get("/v1/account")
    assert (answer.status_code, answer.json()["status"], answer.headers["x-seen"]) == (status, status, "yes")
    assert api.get("/v1/account").status_code == 200


@pytest.mark.parametrize("name", BODIES)
def test_ready_bodies(api: httpx.Client, fault: Fault, name: str) -> None:
    """A body by name brings its own status."""
    fault("status", body=name)
    answer = api.get("/v1/account")
    assert answer.json() == BODIES[name]
    assert answer.status_code == BODIES[name]["status"]


def test_odd_bodies(api: httpx.Client, fault: Fault) -> None:
    """Empty, HTML, text and any JSON."""
    for body in ("html", "empty", "just text", ["a", "list"]):
        fault("status", status=503, body=body)
    answers = [api.get("/v1/account") for _ in range(4)]
    assert "Cloudflare" in answers[0].text
    assert [answer.text for answer in answers[1:]] == ["", "just text", '["a", "list"]']


def test_html_502(api: httpx.Client, fault: Fault) -> None:
    """The page of the proxy instead of JSON."""
    fault("html_502")
    answer = api.get("/v1/account")
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")


def test_throttling_in_six_ways(api: httpx.Client, fault: Fault, clock: Any) -> None:
    """429 with the wait in a header, a date, the body, the low-credit words, the text, or nowhere."""
    ways = ("header", "http_date", "body", "low_credit", "text", "none")
    for via in ways:
        fault("throttle", via=via, seconds=7)
    answers = dict(zip(ways, (api.get("/v1/account") for _ in ways), strict=True))
    assert {answer.status_code for answer in answers.values()} == {429}
    assert answers["header"].headers["retry-after"] == "7"
    wait = parsedate_to_datetime(answers["http_date"].headers["retry-after"]) - clock()
    assert 6 <= wait.total_seconds() <= 7
    assert answers["body"].json()["retry_after"] == 7
    assert answers["low_credit"].json()["retry_after"] == 7
    assert "resets in ~7s." in answers["text"].json()["detail"]
    assert answers["none"].json() == {"detail": "Request was throttled.", "status": 429}
    assert [via for via in ways if "retry-after" in answers[via].headers] == ["header", "http_date"]


def test_times_and_after(api: httpx.Client, fault: Fault) -> None:
    """A rule lets some pass, strikes some, and shows how often it did."""
    fault("status", "/v1/account", "GET", times=2, after=1, status=500)
    statuses = [api.get("/v1/account").status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    assert api.get("/admin/faults").json()[0]["hits"] == 2


def test_for_ever_until_dropped(api: httpx.Client, fault: Fault) -> None:
    """`times` null strikes until the rules are dropped; other paths and methods are spared."""
    fault("status", "/v1/account", times=None, status=500)
    assert [api.get("/v1/account").status_code for _ in range(5)] == [500] * 5
    assert api.get("/v1/hardware").status_code == 200
    api.delete("/admin/faults")
    assert api.get("/v1/account").status_code == 200


def test_prefixes_do_not_hide_from_rules(api: httpx.Client, fault: Fault) -> None:
    """A rule looks at the path behind the prefix."""
    fault("status", "^/v1/account$", status=500)
    assert api.get("/sub/v1/account").status_code == 500


def test_drop_before_does_nothing(api: httpx.Client, fault: Fault, start: Start) -> None:
    """The connection breaks and no training exists."""
    start()
    fault("drop_before", TRAININGS, "POST")
    with pytest.raises(httpx.RemoteProtocolError):
        start()
    assert len(api.get("/v1/trainings").json()["results"]) == 1


def test_drop_after_has_acted(api: httpx.Client, fault: Fault, start: Start) -> None:
    """The connection breaks although the training exists: the case that must never be repeated."""
    fault("drop_after", TRAININGS, "POST")
    with pytest.raises(httpx.RemoteProtocolError):
        start("MARKER")
    (found,) = api.get("/v1/trainings").json()["results"]
    assert found["input"]["trigger_word"] == "MARKER"


def test_cut_breaks_off(api: httpx.Client, fault: Fault) -> None:
    """So many bytes of the right answer arrive, then nothing."""
    whole = api.get("/v1/hardware").content
    fault("cut", bytes=20)
    got: list[bytes] = []
    with api.stream("GET", "/v1/hardware") as answer, pytest.raises(httpx.RemoteProtocolError):
        got.extend(answer.iter_raw())
    assert b"".join(got) == whole[:20]


def test_slow_does_nothing_for_the_impatient(api: httpx.Client, fault: Fault, start: Start) -> None:
    """A client that gives up before the server acts leaves no training behind."""
    start()
    fault("slow", TRAININGS, "POST", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        api.post("/v1/models/a/b/versions/c/trainings", json={"destination": "acme/portraits"}, timeout=0.05)
    assert len(api.get("/v1/trainings").json()["results"]) == 1


def test_slow_after_has_acted(sandbox: SandboxThread, fault: Fault, start: Start) -> None:
    """A client that gives up later leaves a training behind."""
    fault("slow_after", "/v1/models$", "POST", seconds=30)
    body = {"owner": "acme", "name": "late", "visibility": "private", "hardware": "cpu"}
    headers = {"Authorization": "Bearer r8_x"}
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{sandbox.url}/v1/models", json=body, headers=headers, timeout=0.2)
    assert httpx.get(f"{sandbox.url}/v1/models/acme/late", headers=headers).status_code == 200


def test_slow_answers_in_the_end(api: httpx.Client, fault: Fault) -> None:
    """The patient get the right answer."""
    fault("slow", seconds=0.01)
    fault("slow_after", seconds=0.01)
    assert [api.get("/v1/account").status_code for _ in range(2)] == [200, 200]


def test_spoiled_bodies(api: httpx.Client, fault: Fault) -> None:
    """Half a JSON, a list around it, nothing at all: always 200."""
    for kind in ("malformed_json", "list_body", "empty_body"):
        fault(kind)
    answers = [api.get("/v1/account") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    with pytest.raises(json.JSONDecodeError):
        answers[0].json()
    assert answers[1].json()[0]["username"] == "acme"
    assert answers[2].content == b""


@pytest.mark.parametrize("variant", HOSTILE)
def test_hostile_variants(api: httpx.Client, fault: Fault, start: Start, clock: Any, variant: str) -> None:
    """Each variant changes some answer and is still JSON."""
    training_id = start()
    clock.advance(2000)
    file_id = api.get("/v1/files").json()["results"][0]["id"]
    paths = ("/v1/account", "/v1/models/ostris/flux-dev-lora-trainer", f"/v1/files/{file_id}")
    paths += (f"/v1/trainings/{training_id}", "/v1/trainings")
    before = [api.get(path).json() for path in paths]
    fault("hostile", variant=variant, times=None)
    after = [api.get(path).json() for path in paths]
    assert before != after


@pytest.mark.parametrize(
    "rule",
    [
        {"action": {"kind": "nonsense"}},
        {"action": {"kind": "hostile", "variant": "nonsense"}},
        {"match": {"path_regex": "("}, "action": "slow"},
        {"rules": ["text"]},
        {},
    ],
)
def test_bad_rules_are_refused(api: httpx.Client, rule: dict[str, object]) -> None:
    """A rule that cannot work is a 400, never silently ignored."""
    assert api.post("/admin/faults", json=rule).status_code == 400


def test_telegram_has_its_own_bodies(api: httpx.Client, fault: Fault) -> None:
    """Faults on the bot path speak the language of the Bot API."""
    fault("throttle", "^/bot", seconds=9)
    fault("status", "^/bot", status=500)
    throttled, broken = api.post("/bot1:abc/getMe"), api.post("/bot1:abc/getMe")
    assert throttled.json()["parameters"] == {"retry_after": 9}
    assert broken.json() == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
