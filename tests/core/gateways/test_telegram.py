"""Messages go out once, blocked chats are told apart, and long texts are cut where they may be."""

import pytest

from core.errors import (
    BadAnswer,
    BadBotToken,
    BadToken,
    Blocked,
    Offline,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteUnknown,
)
from core.gateways.telegram import TelegramBot, escape_html, plain_text, split_text
from core.logs import redact

BOT_TOKEN = "123456789:AAExampleExampleExampleExampleExampl"


@pytest.fixture
def bot(server, client):
    """Return the gateway of one bot."""
    return TelegramBot(server.url, BOT_TOKEN, client)


def _no(description, **more):
    return {"ok": False, "description": description, **more}


async def test_message(server, bot):
    """A message carries chat, text and parse mode, and gives its id back."""
    server.say(200, {"ok": True, "result": {"message_id": 77}})
    assert await bot.send_message(2**40, "<b>Готово</b>") == 77
    assert server.seen[0].path == f"/bot{BOT_TOKEN}/sendMessage"
    assert server.seen[0].json() == {"chat_id": 2**40, "text": "<b>Готово</b>", "parse_mode": "HTML"}


REFUSALS = [
    (401, _no("Unauthorized"), BadBotToken),
    (404, _no("Not Found"), BadBotToken),
    (403, _no("Forbidden: bot was blocked by the user"), Blocked),
    (403, _no("Forbidden: user is deactivated"), Blocked),
    (400, _no("Bad Request: chat not found"), Blocked),
    (400, _no("Bad Request: message is too long"), RemoteError),
    (429, _no("Too Many Requests: retry after 8", parameters={"retry_after": 8}), RateLimited),
    (500, _no("Internal Server Error"), RemoteUnknown),
    (502, "<html>", RemoteUnknown),
    (200, "not json", RemoteUnknown),
    (200, {"ok": True, "result": None}, RemoteUnknown),
]


@pytest.mark.parametrize(("status", "body", "expected"), REFUSALS)
async def test_refused(server, bot, status, body, expected):
    """Each refusal has its own class; a bad bot token never looks like Replicate's."""
    server.say(status, body)
    with pytest.raises(RemoteError) as caught:
        await bot.send_message(1, "x")
    assert type(caught.value) is expected
    assert not isinstance(caught.value, BadToken)
    assert BOT_TOKEN not in f"{caught.value} {caught.value.facts}"


async def test_wait(server, bot):
    """The wait Telegram asks for is kept."""
    server.say(429, _no("Too Many Requests", parameters={"retry_after": 8}))
    with pytest.raises(RateLimited) as caught:
        await bot.send_message(1, "x")
    assert caught.value.facts["retry_after_s"] == 8.0


async def test_bad_markup(server, bot):
    """Markup that Telegram cannot read is sent once more as plain text."""
    server.say(400, _no("Bad Request: can't parse entities: unclosed tag"))
    server.say(200, {"ok": True, "result": {"message_id": 5}})
    assert await bot.send_message(1, "<b>5 &lt; 6") == 5
    assert server.seen[1].json() == {"chat_id": 1, "text": "5 < 6"}


async def test_plain_text_is_not_sent_twice(server, bot):
    """A plain text that is refused is not tried again."""
    server.say(400, _no("Bad Request: can't parse entities"))
    with pytest.raises(RemoteError):
        await bot.send_message(1, "x", parse_mode=None)
    assert len(server.seen) == 1


@pytest.mark.parametrize("kind", ["hang", "drop"])
async def test_lost_after_sending(server, bot, kind):
    """A message that left without an answer may have arrived."""
    getattr(server, kind)()
    with pytest.raises(RemoteUnknown):
        await bot.send_message(1, "x")


async def test_not_sent(client, unused_tcp_port):
    """A refused connection means that nothing was sent."""
    bot = TelegramBot(f"http://127.0.0.1:{unused_tcp_port}", BOT_TOKEN, client)
    with pytest.raises(Offline):
        await bot.send_message(1, "x")


async def test_me(server, bot):
    """The probe gives the bot's name; its faults are those of a read."""
    server.say(200, {"ok": True, "result": {"username": "star_bot"}})
    server.say(200, {"ok": True, "result": {}})
    server.say(500)
    assert await bot.me() == "star_bot"
    with pytest.raises(BadAnswer):
        await bot.me()
    with pytest.raises(RemoteBroken):
        await bot.me()


def test_token_is_hidden(bot):
    """The token of a bot is hidden wherever its address is written."""
    assert BOT_TOKEN not in redact(f"POST https://api.telegram.org/bot{BOT_TOKEN}/getMe")


def test_escape():
    """Foreign text stands literally in a message."""
    assert escape_html("<b>&") == "&lt;b&gt;&amp;"
    assert plain_text(escape_html("a<b> & c")) == "a<b> & c"


def _units(text):
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("limit", [40, 41, 47])
def test_split_keeps_everything(limit):
    """Parts fit, and only white space is lost at the cuts."""
    text = "\n".join(f"строка {n} 🙂🙂 &amp; <b>слово{n}</b>" for n in range(60))
    parts = split_text(text, limit)
    assert all(0 < _units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part.count("<") == part.count(">") and part.count("&") == part.count(";") for part in parts)


@pytest.mark.parametrize(
    ("text", "parts"), [("", []), ("  ", []), ("one", ["one"]), ("🙂" * 5, ["🙂🙂"] * 2 + ["🙂"])]
)
def test_split_edges(text, parts):
    """Nothing becomes no message; a pair of UTF-16 units is never torn."""
    assert split_text(text, 5) == parts


async def test_webhook(server, bot):
    """What Telegram says of the webhook is read without its address, which may hold a secret."""
    told = {
        "url": f"https://bots.example/{BOT_TOKEN}",
        "pending_update_count": 12,
        "last_error_date": 1_700_000_000,
        "last_error_message": "Wrong response from the webhook: 502 Bad Gateway",
    }
    server.say(200, {"ok": True, "result": told})
    server.say(200, {"ok": True, "result": None})
    found = await bot.webhook()
    assert (found.is_set, found.pending, found.last_error) == (True, 12, told["last_error_message"])
    assert found.last_error_at.timestamp() == 1_700_000_000
    assert BOT_TOKEN not in repr(found)
    with pytest.raises(BadAnswer):
        await bot.webhook()
