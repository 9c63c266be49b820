"""Webhooks: signatures, retries, duplicates, disorder."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from replicate.webhook import Webhooks, WebhookSigningSecret
from standardwebhooks.webhooks import Webhook

from core.sandbox.webhooks import signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
Start = Callable[..., str]


@pytest.fixture
def flush(api: httpx.Client) -> Callable[[], list[dict[str, Any]]]:
    """`flush()`: let the sandbox send what is due, and return all attempts."""
    return lambda: list(api.post("/admin/webhooks/flush").json())


@pytest.fixture
def told(receiver: Any, start: Start) -> Callable[..., str]:
    """`told(events, trigger)`: start a training that tells the receiver."""

    def begin(events: list[str] | None = None, trigger: str = "TOK") -> str:
        request = {"webhook": receiver.url} | ({"webhook_events_filter": events} if events else {})
        return start(trigger, request)

    return begin


def test_the_published_vector() -> None:
    """The signature equals the published one."""
    message = ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert signature(SECRET, *message) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_end_is_told_and_signed(
    api: httpx.Client, clock: Any, receiver: Any, told: Any, flush: Any
) -> None:
    """The body equals a GET, and two independent validators accept it."""
    training_id = told()
    clock.advance(2000)
    flush()
    ((headers, body),) = receiver.got
    assert json.loads(body) == api.get(f"/v1/trainings/{training_id}").json()
    assert headers["content-type"] == "application/json"
    assert headers["webhook-id"].startswith("msg_")
    Webhooks.validate(headers=headers, body=body.decode(), secret=WebhookSigningSecret(key=SECRET))
    signed = Webhook(SECRET).sign(headers["webhook-id"], clock().replace(microsecond=0), body.decode())
    assert signed == headers["webhook-signature"]


def test_events_are_filtered(clock: Any, receiver: Any, told: Any, flush: Any) -> None:
    """Start once, logs as they grow, the end once; without a filter only the end."""
    told(["start", "logs", "completed"])
    for _ in range(4):
        clock.advance(20)
        flush()
        flush()
    clock.advance(2000)
    flush()
    bodies = [json.loads(body) for _, body in receiver.got]
    assert [body["status"] for body in bodies] == ["processing"] * 4 + ["succeeded"]
    lengths = [len(body["logs"]) for body in bodies]
    assert lengths == sorted(lengths)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 5


def test_the_end_is_retried_with_the_same_id(clock: Any, receiver: Any, told: Any, flush: Any) -> None:
    """Refusals are answered with retries, further and further apart, one id; success ends them."""
    told()
    receiver.statuses = [500, 503, 404]
    clock.advance(2000)
    for wait_s in (0, 0.5, 0.6, 2.1, 4.1, 60):
        clock.advance(wait_s)
        flush()
    assert len(receiver.got) == 4
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_retries_end(clock: Any, receiver: Any, told: Any, flush: Any) -> None:
    """After seven refusals within about a minute the sender gives up."""
    told()
    receiver.statuses = [500] * 100
    clock.advance(2000)
    for _ in range(20):
        flush()
        clock.advance(40)
    assert len(receiver.got) == 7


def test_other_events_are_not_retried(clock: Any, receiver: Any, told: Any, flush: Any) -> None:
    """A lost start is lost."""
    told(["start"])
    receiver.statuses = [500]
    clock.advance(40)
    for _ in range(3):
        flush()
        clock.advance(5)
    assert len(receiver.got) == 1


def test_bad_habits(api: httpx.Client, clock: Any, receiver: Any, told: Any, flush: Any) -> None:
    """Duplicates with one id, and a stale running state after the end."""
    api.post("/admin/webhooks", json={"copies": 2, "out_of_order": True})
    told(["start", "completed"])
    clock.advance(40)
    flush()
    clock.advance(2000)
    flush()
    statuses = [json.loads(body)["status"] for _, body in receiver.got]
    assert statuses == ["processing"] * 2 + ["succeeded"] * 2 + ["processing"] * 2
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 3


def test_false_signatures_and_stale_times(
    api: httpx.Client, clock: Any, receiver: Any, told: Any, flush: Any
) -> None:
    """A receiver can be tested with a signature that is false and a timestamp that is old."""
    api.post("/admin/webhooks", json={"bad_signature": True, "stale_by_s": 600})
    told()
    clock.advance(2000)
    flush()
    ((headers, body),) = receiver.got
    assert int(headers["webhook-timestamp"]) == int(clock().timestamp()) - 600
    with pytest.raises(ValueError, match="signature"):
        Webhooks.validate(headers=headers, body=body.decode(), secret=WebhookSigningSecret(key=SECRET))


def test_nobody_listens(clock: Any, start: Start, flush: Any) -> None:
    """A receiver that is down is tried and noted with status 0."""
    start("TOK", {"webhook": "http://127.0.0.1:9/hook"})
    clock.advance(2000)
    assert [attempt["status"] for attempt in flush()] == [0]


async def test_the_sender_runs_by_itself(clock: Any, receiver: Any, told: Any, until: Any) -> None:
    """Without a flush the end is told soon."""
    told()
    clock.advance(2000)
    await until(lambda: receiver.got)


def test_an_empty_address_fails_the_training(clock: Any, start: Start, api: httpx.Client) -> None:
    """An empty webhook is accepted and fails with E4875."""
    training_id = start("TOK", {"webhook": ""})
    clock.advance(40)
    assert "(E4875)" in api.get(f"/v1/trainings/{training_id}").json()["error"]
