"""Every answer that replicate-style services give turns into the right class, on reads and on writes."""

import re

import pytest

from core.errors import (
    BadAnswer,
    BadToken,
    BillingNeeded,
    DestinationMissing,
    Forbidden,
    InvalidInput,
    NameTaken,
    NoToken,
    Offline,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteNotFound,
    RemoteUnknown,
    TooLarge,
)

UNAUTHENTICATED = {
    "title": "Unauthenticated",
    "detail": "You did not pass a valid authentication token",
    "status": 401,
}
BILLING = {"title": "Billing required", "detail": "You need to set up billing to run this model."}
CREDIT = {"title": "Insufficient credit", "detail": "You have insufficient credit to run this model."}
NO_DESTINATION = {"detail": "The specified training destination does not exist", "status": 404}
NOT_FOUND = {"detail": "The requested resource could not be found."}
INVALID = {
    "title": "Input validation failed",
    "detail": "- input.steps: Must be less than or equal to 6000\n",
    "status": 422,
    "invalid_fields": [
        {"type": "number_lte", "field": "input.steps", "description": "Must be less than or equal to 6000"}
    ],
}
BAD_VERSION = {"title": "Invalid version or not permitted", "detail": "The specified version does not exist"}
CLOUDFLARE = "<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>"


async def _start(replicate):
    return await replicate.create_training(
        trainer="ostris/flux-dev-lora-trainer", version="a" * 64, destination="me/star", input={"steps": 1000}
    )


async def _make_model(replicate):
    await replicate.create_model("me", "star", visibility="private", hardware="gpu-l40s")


WRITES = [
    (401, UNAUTHENTICATED, BadToken),
    (402, BILLING, BillingNeeded),
    (402, CREDIT, BillingNeeded),
    (403, {"detail": "no"}, Forbidden),
    (404, NO_DESTINATION, DestinationMissing),
    (404, NOT_FOUND, RemoteNotFound),
    (408, {}, RemoteUnknown),
    (409, {"detail": "Conflict"}, RemoteError),
    (413, {"detail": "Files must be less than 100MB in size"}, TooLarge),
    (422, INVALID, InvalidInput),
    (422, BAD_VERSION, InvalidInput),
    (429, {"detail": "Request was throttled."}, RateLimited),
    (302, "", RemoteError),
    (400, ["a list"], RemoteError),
    (500, {"detail": "oops"}, RemoteUnknown),
    (502, CLOUDFLARE, RemoteUnknown),
    (503, "", RemoteUnknown),
    (504, {}, RemoteUnknown),
]


@pytest.mark.parametrize(("status", "body", "expected"), WRITES)
async def test_refused_create(server, replicate, status, body, expected):
    """A create that is refused raises the exact class with a full text, after one request."""
    server.say(status, body)
    with pytest.raises(RemoteError) as caught:
        await _start(replicate)
    assert type(caught.value) is expected
    assert len(server.seen) == 1
    assert not re.search(r"\{\w+\}|<html", str(caught.value))


READS = [
    (401, UNAUTHENTICATED, BadToken),
    (402, CREDIT, BillingNeeded),
    (403, {}, Forbidden),
    (404, NOT_FOUND, RemoteNotFound),
    (407, "", Offline),
    (429, {}, RateLimited),
    (500, {"detail": "oops"}, RemoteBroken),
    (502, CLOUDFLARE, RemoteBroken),
    (503, "", RemoteBroken),
    (504, {}, RemoteBroken),
    (200, "not json", BadAnswer),
    (200, ["a", "list"], BadAnswer),
    (200, b"\xff\xfe{", BadAnswer),
    (200, {"nothing": "known"}, BadAnswer),
    (200, "", BadAnswer),
]


@pytest.mark.parametrize(("status", "body", "expected"), READS)
async def test_refused_read(server, replicate, status, body, expected):
    """A read that fails raises the exact class with a full text, never RemoteUnknown."""
    server.say(status, body)
    with pytest.raises(RemoteError) as caught:
        await replicate.training("abc")
    assert type(caught.value) is expected
    assert not re.search(r"\{\w+\}|<html", str(caught.value))


@pytest.mark.parametrize("body", ["not json", "", ["a list"], {"status": "starting"}, "null"])
async def test_accepted_but_unreadable_create(server, replicate, body):
    """A create that was accepted but cannot be read may be running: it is unknown, not failed."""
    server.say(201, body)
    with pytest.raises(RemoteUnknown):
        await _start(replicate)
    assert len(server.seen) == 1


async def test_no_token(server, client, clock, settings):
    """Without a token nothing is sent at all."""
    from core.gateways.replicate import Replicate

    gateway = Replicate(settings, None, client, clock)
    for call in (gateway.account(), _start(gateway), _make_model(gateway)):
        with pytest.raises(NoToken):
            await call
    assert server.seen == []
    await gateway.close()


async def test_bad_token_names_its_source(server, replicate):
    """A 401 tells where the refused token came from, on reads and on writes."""
    server.say(401, UNAUTHENTICATED)
    for call in (replicate.account(), _start(replicate)):
        with pytest.raises(BadToken, match="from keyring"):
            await call


async def test_destination_is_named(server, replicate):
    """The refused destination stands in the text."""
    server.say(404, NO_DESTINATION)
    with pytest.raises(DestinationMissing, match="me/star"):
        await _start(replicate)


async def test_name_taken(server, replicate):
    """A 409 for a new model means that its name is taken."""
    server.say(409, {"errors": [{"detail": "A model with that name and owner already exists."}]})
    with pytest.raises(NameTaken, match="me/star"):
        await _make_model(replicate)


INVALID_BODIES = [
    (INVALID, (("steps", "Must be less than or equal to 6000"),)),
    (
        {"invalid_fields": [{"field": "input", "type": "required", "description": "prompt is required"}]},
        (("prompt", "prompt is required"),),
    ),
    ({"detail": "- input: prompt is required\n- input.steps: too many"},
     (("prompt", "prompt is required"), ("steps", "too many"))),
    ({"invalid_fields": "odd", "detail": "no lines"}, ()),
    ({"invalid_fields": [None, {"field": "input.a", "type": "enum"}]}, (("a", "enum"),)),
]  # fmt: skip


@pytest.mark.parametrize(("body", "fields"), INVALID_BODIES)
async def test_invalid_fields(server, replicate, body, fields):
    """The refused inputs are named without their prefix, from the list or from the lines of the detail."""
    server.say(422, body)
    with pytest.raises(InvalidInput) as caught:
        await _start(replicate)
    assert caught.value.facts["fields"] == fields


WAITS = [
    ({"detail": "throttled"}, {"Retry-After": "7"}, 7.0),
    ({"detail": "throttled", "retry_after": 5}, {}, 5.0),
    ({"detail": "throttled", "retry_after": 5}, {"Retry-After": "9"}, 9.0),
    ({"detail": "Request was throttled. Your rate limit resets in ~30s."}, {}, 30.0),
    ({"detail": "Request was throttled. Expected available in 1 second."}, {}, 1.0),
    (
        {},
        {"Date": "Thu, 05 Nov 2026 12:00:00 GMT", "Retry-After": "Thu, 05 Nov 2026 12:00:20 GMT"},
        20.0,
    ),
    (
        {},
        {"Date": "Thu, 05 Nov 2026 12:00:00 GMT", "Retry-After": "Thu, 05 Nov 2026 11:00:00 GMT"},
        0.0,
    ),
    ({}, {"Retry-After": "soon"}, 5.0),
    ({"retry_after": True}, {}, 5.0),
    ({"retry_after": 1e9}, {}, 3600.0),
    ("<html>slow down</html>", {}, 5.0),
]


@pytest.mark.parametrize(("body", "headers", "wait_s"), WAITS)
async def test_retry_after(server, replicate, body, headers, wait_s):
    """The wait is taken from the header, else the body, else the text, else a default; within bounds."""
    server.say(429, body, headers)
    with pytest.raises(RateLimited) as caught:
        await _start(replicate)
    assert caught.value.facts["retry_after_s"] == wait_s


BROKEN = {
    "dropped": lambda script: script.drop(),
    "cut in the head": lambda script: script.drop(b"HTTP/1.1 20"),
    "cut in the body": lambda script: script.drop(b"HTTP/1.1 201 Ok\r\nContent-Length: 99\r\n\r\n{"),
    "no HTTP": lambda script: script.drop(b"SSH-2.0-OpenSSH\r\n\r\n"),
    "timeout": lambda script: script.hang(),
    "bad packing": lambda script: script.say(200, b"not gzip", {"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("kind", BROKEN)
async def test_connection_lost_after_the_post(server, replicate, kind):
    """Whatever breaks after the request has left, a create is unknown and was sent once."""
    BROKEN[kind](server)
    with pytest.raises(RemoteUnknown):
        await _start(replicate)
    assert [one.method for one in server.seen] == ["POST"]


@pytest.mark.parametrize("kind", BROKEN)
async def test_connection_lost_on_a_read(server, replicate, kind):
    """A read that breaks has done nothing: Offline, or BadAnswer for bytes that cannot be unpacked."""
    BROKEN[kind](server)
    with pytest.raises((Offline, BadAnswer)):
        await replicate.account()


async def test_never_sent(unused_tcp_port, client, clock):
    """A connection that is refused means that nothing was sent, even for a create."""
    from core.gateways.replicate import Replicate
    from core.gateways.secrets import Secret
    from core.settings import Settings

    settings = Settings(replicate_base_url=f"http://127.0.0.1:{unused_tcp_port}", read_retries=0)
    gateway = Replicate(settings, Secret("r8_something", "keyring"), client, clock)
    for call in (gateway.account(), _start(gateway)):
        with pytest.raises(Offline):
            await call
    await gateway.close()


async def test_reads_are_repeated(server, client, clock, settings):
    """A read is repeated a bounded number of times and waits as it is told."""
    from core.gateways.replicate import Replicate
    from core.gateways.secrets import Secret

    gateway = Replicate(
        settings.model_copy(update={"read_retries": 2}), Secret("r8_token", ".env"), client, clock
    )
    server.say(429, {}, {"Retry-After": "3"})
    server.say(503)
    server.say(200, {"type": "user", "username": "me", "name": None})
    assert (await gateway.account()).name == "me"
    assert clock.waits[0] == 3.0
    assert len(server.seen) == 3
    server.answers.clear()
    server.say(500)
    with pytest.raises(RemoteBroken):
        await gateway.account()
    assert len(server.seen) == 6
    await gateway.close()


async def test_long_waits_are_given_back(server, client, clock, settings):
    """A read told to wait for minutes does not sit there: the caller learns how long."""
    from core.gateways.replicate import Replicate
    from core.gateways.secrets import Secret

    gateway = Replicate(
        settings.model_copy(update={"read_retries": 2}), Secret("r8_token", ".env"), client, clock
    )
    server.say(429, {"retry_after": 300})
    with pytest.raises(RateLimited):
        await gateway.account()
    assert clock.waits == []
    await gateway.close()
