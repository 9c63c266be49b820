"""The fake Bot API."""

from typing import Any

import httpx
import pytest

SEND = "/bot110:abc/sendMessage"


def test_a_message_is_sent_and_listed(api: httpx.Client) -> None:
    """The answer is a message; the list knows its bot and its text."""
    answer = api.post(
        SEND, json={"chat_id": 7, "text": "<b>Ready</b> &amp; done", "parse_mode": "HTML"}
    ).json()
    assert answer["ok"] is True
    assert answer["result"]["text"] == "Ready & done"
    assert answer["result"]["chat"]["id"] == 7
    api.post("/bot220:abc/sendMessage", data={"chat_id": "8", "text": "form"})
    sent = api.get("/admin/telegram/messages").json()
    assert [(m["message_id"], m["bot_id"], m["text"]) for m in sent] == [
        (1, "110", "Ready & done"),
        (2, "220", "form"),
    ]
    assert [m["text"] for m in api.get("/admin/telegram/messages?chat_id=8").json()] == ["form"]


@pytest.mark.parametrize(
    ("token", "code", "description"),
    [("1:bad", 401, "Unauthorized"), ("nonsense", 404, "Not Found")],
)
def test_bad_tokens(api: httpx.Client, token: str, code: int, description: str) -> None:
    """A token of a dead bot is 401, one that cannot be a token 404."""
    answer = api.get(f"/bot{token}/getMe")
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


def test_get_me(api: httpx.Client) -> None:
    """A bot knows its own name, however the method is spelled."""
    assert api.get("/bot110:abc/GETME").json()["result"]["username"] == "sandbox_110_bot"


@pytest.mark.parametrize(
    ("chat", "code", "description"),
    [
        (403403, 403, "Forbidden: bot was blocked by the user"),
        (403404, 403, "Forbidden: user is deactivated"),
        (404404, 400, "Bad Request: chat not found"),
        ("@name", 400, "Bad Request: chat not found"),
        ("", 400, "Bad Request: chat_id is empty"),
    ],
)
def test_unwilling_chats(api: httpx.Client, chat: object, code: int, description: str) -> None:
    """The known chats refuse in the words of Telegram."""
    body = api.post(SEND, json={"chat_id": chat, "text": "hi"}).json()
    assert (body["error_code"], body["description"]) == (code, description)


def test_a_chat_can_block_and_come_back(api: httpx.Client) -> None:
    """The switch of one chat does not touch another."""
    api.post("/admin/telegram/chats/7", json={"state": "blocked"})
    assert api.post(SEND, json={"chat_id": 7, "text": "hi"}).status_code == 403
    assert api.post(SEND, json={"chat_id": 8, "text": "hi"}).status_code == 200
    api.post("/admin/telegram/chats/7", json={"state": "ok"})
    assert api.post(SEND, json={"chat_id": 7, "text": "hi"}).status_code == 200


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("HTML", "a < b"),
        ("HTML", "<b>open"),
        ("HTML", "<div>no</div>"),
        ("HTML", "<b><i>crossed</b></i>"),
        ("MarkdownV2", "A full stop."),
        ("MarkdownV2", "*open"),
        ("Markdown", "snake_case"),
    ],
)
def test_bad_markup_is_refused(api: httpx.Client, mode: str, text: str) -> None:
    """Entities that cannot be parsed are a 400 in the known words."""
    body = api.post(SEND, json={"chat_id": 7, "text": text, "parse_mode": mode}).json()
    assert body["error_code"] == 400
    assert body["description"].startswith("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("mode", "text", "shown"),
    [
        ("HTML", '<a href="https://x/?a=1&amp;b=2">link</a> &lt;3', "link <3"),
        ("MarkdownV2", r"*Bold* `x` [l\.k](https://x) a\.b", r"Bold x l\.k a.b"),
        ("Markdown", r"*Bold* snake\_case", "Bold snake_case"),
        (None, "a < b *", "a < b *"),
    ],
)
def test_good_markup_is_shown_plain(api: httpx.Client, mode: str | None, text: str, shown: str) -> None:
    """The reader sees the text without its markup."""
    body = api.post(SEND, json={"chat_id": 7, "text": text, "parse_mode": mode}).json()
    assert body["result"]["text"] == shown


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "Bad Request: message text is empty"),
        ("x" * 4097, "Bad Request: message is too long"),
        ("🚂" * 2049, "Bad Request: message is too long"),
    ],
)
def test_length_is_bounded(api: httpx.Client, text: str, description: str) -> None:
    """Empty and longer than 4,096 UTF-16 units are refused."""
    assert api.post(SEND, json={"chat_id": 7, "text": text}).json()["description"] == description


def test_limits_can_be_switched_on(api: httpx.Client, clock: Any) -> None:
    """One message a second to a chat; others are free; then it is free again."""
    api.post("/admin/telegram/limits", json={"per_chat_s": 3})
    codes = [api.post(SEND, json={"chat_id": chat, "text": "hi"}).status_code for chat in (7, 7, 8)]
    assert codes == [200, 429, 200]
    clock.advance(1)
    refused = api.post(SEND, json={"chat_id": 7, "text": "hi"}).json()
    assert refused["description"] == "Too Many Requests: retry after 3"
    assert refused["parameters"] == {"retry_after": 3}
    clock.advance(2)
    assert api.post(SEND, json={"chat_id": 7, "text": "hi"}).status_code == 200


def test_a_bot_has_a_limit_too(api: httpx.Client) -> None:
    """So many messages of one bot a second, another bot is free."""
    api.post("/admin/telegram/limits", json={"per_bot_per_s": 2})
    codes = [api.post(SEND, json={"chat_id": chat, "text": "hi"}).status_code for chat in (1, 2, 3)]
    assert codes == [200, 200, 429]
    assert api.post("/bot9:abc/sendMessage", json={"chat_id": 4, "text": "hi"}).status_code == 200


def test_the_busy_chat(api: httpx.Client) -> None:
    """It refuses every other message."""
    codes = [api.post(SEND, json={"chat_id": 429429, "text": "hi"}).status_code for _ in range(4)]
    assert codes == [429, 200, 429, 200]
