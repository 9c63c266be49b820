"""Logs: no secret and no forged line gets into them, by whatever way it came."""

import json
import logging
import traceback

import pytest

from core.logs import LOG_FILE_NAME, redact, register_secret, set_up_logs, shut_down_logs

R8 = "r8_Ab3dEf9hIjKlMnOpQrStUvWxYz0123456789A"
BOT = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"
WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

CANARIES = [
    (f"token {R8} end", R8),
    (f"{R8},", R8),
    (f"https://api.telegram.org/bot{BOT}/sendMessage", BOT),
    (f"bot token is {BOT}", BOT),
    (f'{{"key":"{WHSEC}"}}', "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    ("Authorization: Bearer abc.def-ghi", "abc.def-ghi"),
    ("authorization: Token short", "short"),
    ("{'Authorization': 'Bearer opaque-value'}", "opaque-value"),
    ('{"authorization": "Basic dXNlcjpwYXNz"}', "dXNlcjpwYXNz"),
    ("[(b'authorization', b'Bearer opaque-value')]", "opaque-value"),
    (json.dumps(json.dumps({"Authorization": "Bearer opaque-value"})), "opaque-value"),
    ("Proxy-Authorization: Basic c2VjcmV0", "c2VjcmV0"),
    ("sent Bearer abcdefghijklmnop1234", "abcdefghijklmnop1234"),
    ("https://x/files/1/download?expiry=1&owner=me&signature=SiGn%2Fature%3D", "SiGn%2Fature%3D"),
    ("https://s3/x?X-Amz-Signature=deadbeef&X-Amz-Credential=AKIA", "deadbeef"),
    ("https://s3/x?X-Amz-Security-Token=abc123", "abc123"),
    ("postgresql://anna:geheim@db.example/station", "geheim"),
    ("proxy http://u:p%40ss@proxy:3128 refused", "p%40ss"),
]


@pytest.mark.parametrize(("text", "secret"), CANARIES)
def test_known_kinds(text, secret):
    """Everything that looks like a secret of a kind we handle is hidden."""
    assert secret not in redact(text)
    assert "‹hidden›" in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "training zz4ibbonubfz7carwiefibzgga succeeded in 600.5 s",
        "https://api.replicate.com/v1/trainings?cursor=cD0yMDI2",
        "https://replicate.delivery/xezq/abc/trained_model.tar",
        "2024-09-10T05:10:35Z 2482/3000 [43:27<09:04,  1.05s/it, lr: 4.0e-04 loss: 2.472e-01]",
        "no valid authentication token was passed",
    ],
)
def test_plain_text_stays(text):
    """What is no secret stays as it is."""
    assert redact(text) == text


def test_registered_secret():
    """A registered value is hidden as it is and as it stands in an address; a short one is ignored."""
    register_secret("päss word/2")
    register_secret("abc")
    hidden = redact("päss word/2 p%C3%A4ss%20word%2F2 abc")
    assert hidden == "‹hidden› ‹hidden› abc"


@pytest.fixture
def log_file(tmp_path):
    """Return the log file of a program that has set up its logs."""
    root = logging.getLogger()
    level = root.level
    set_up_logs(tmp_path, "DEBUG")
    yield tmp_path / LOG_FILE_NAME
    shut_down_logs()
    root.setLevel(level)


log = logging.getLogger("tests.logs")


def test_every_way_in(log_file):
    """Secrets are hidden in arguments, exceptions, causes and stacks."""
    log.info("args %s %r", R8, {"Authorization": f"Bearer {R8}"})
    try:
        try:
            raise ValueError(f"inner {BOT}")
        except ValueError as error:
            raise RuntimeError(f"outer {WHSEC}") from error
    except RuntimeError:
        log.exception("failed with %s", R8, stack_info=True)
    text = log_file.read_text()
    assert "outer" in text
    assert not any(secret in text for secret in (R8, BOT, WHSEC))


def test_text_kept_by_another_handler(log_file):
    """A traceback that another handler formatted before us is not trusted."""
    try:
        raise ValueError(R8)
    except ValueError as error:
        record = log.makeRecord(
            log.name, logging.ERROR, __file__, 1, "x", (), (ValueError, error, error.__traceback__)
        )
        record.exc_text = "".join(traceback.format_exception(error))
    log.handle(record)
    assert "ValueError" in log_file.read_text()
    assert R8 not in log_file.read_text()


@pytest.mark.parametrize("mark", ["\n", "\r", "\r\n", "\x1b[2J", "\x00", "\u2028", "\x85", "\x9b"])
def test_forged_lines(log_file, mark):
    """A message cannot begin a line of its own or speak to a terminal."""
    log.warning("name %s", f"x{mark}2026-11-05 INFO forged")
    lines = log_file.read_text().splitlines()
    assert len(lines) == 1
    assert "forged" in lines[0]
    assert lines[0].isprintable()


def test_forged_traceback(log_file):
    """The words of an exception are indented, so that none can pass for a record."""
    try:
        raise ValueError("x\n2026-11-05T00:00:00+00:00 INFO forged\r2026\x1b[2J")
    except ValueError:
        log.exception("failed")
    first, *others = log_file.read_text().splitlines()
    assert first.endswith("failed")
    assert others
    assert all(line.startswith("    ") and line.isprintable() for line in others)


def test_moment_and_level(log_file):
    """A line begins with its moment in UTC and its level."""
    log.error("hello")
    line = log_file.read_text()
    assert line[19:29] == line[19:23] + "+00:00"
    assert " ERROR   tests.logs: hello" in line


def test_set_up_again(log_file, tmp_path, capsys):
    """A second set-up replaces the first: no line is written twice; warnings go to the terminal if asked."""
    set_up_logs(tmp_path, "INFO", console=True)
    log.info("quiet %s", R8)
    log.warning("loud %s", R8)
    assert log_file.read_text().count("loud") == 1
    told = capsys.readouterr().err
    assert "loud" in told
    assert "quiet" not in told
    assert R8 not in told


def test_requests_are_not_logged_one_by_one(log_file):
    """The lines of the HTTP library, full of addresses, stay out."""
    logging.getLogger("httpx").info("HTTP Request: GET https://api.replicate.com/v1/trainings")
    assert log_file.read_text() == ""


@pytest.mark.parametrize("text", ["a." * 400_000, "x://:" * 100_000, "1:" * 300_000, "?key=" * 200_000])
def test_long_text(text):
    """Megabytes of near misses are read through once, not once for each letter."""
    assert R8 not in redact(f"{text} {R8}")
