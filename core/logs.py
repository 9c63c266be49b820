"""The log of the program: one rotating file, in which no secret and no forged line can appear.

`redact` is the one place that knows what a secret looks like. It is applied to the finished text of a
record, so arguments, tracebacks and the words of foreign libraries pass through it as well.
"""

import logging
import logging.handlers
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

LOG_FILE_NAME = "stationmaster.log"
"""Name of the newest log file inside the logs folder; older ones end in .1, .2, …"""

_MAX_BYTES = 5_000_000
_KEPT_FILES = 5
_SHORTEST_SECRET = 6
_HIDDEN = "‹hidden›"
_LITERALS: set[str] = set()  # process-wide like logging itself: every handler must know every secret

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"r8_[A-Za-z0-9_-]{6,}"), _HIDDEN),
    (re.compile(r"\b(?:bot)?\d{6,}:[A-Za-z0-9_-]{30,}"), _HIDDEN),
    (re.compile(r"whsec_[A-Za-z0-9+/=_-]+"), _HIDDEN),
    (
        re.compile(
            r"(?i)((?:proxy-)?authorization\\*[\"']?\s*[:=,]\s*b?\\*[\"']?)[^\s\"',}]+(?: [^\s\"',}]+)?"
        ),
        rf"\1{_HIDDEN}",
    ),
    (re.compile(r"(?i)\b(bearer|token|basic)( +)[A-Za-z0-9._~+/=-]{16,}"), rf"\1\2{_HIDDEN}"),
    (
        re.compile(
            r"(?i)([?&](?:x-amz-)?(?:signature|sig|credential|security-token|token|key|api_key)=)[^&\s\"'<>]+"
        ),
        rf"\1{_HIDDEN}",
    ),
    (re.compile(r"(\b[a-z][a-z0-9+.-]{0,20}://[^\s:/@\"']*:)[^\s@/\"']+@"), rf"\1{_HIDDEN}@"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def register_secret(value: str) -> None:
    """Hide this very text from now on, whatever it looks like; too short ones are ignored."""
    if len(value) >= _SHORTEST_SECRET:
        _LITERALS.update({value, quote(value, safe="")})


def redact(text: str) -> str:
    """Return `text` without tokens, signatures, passwords of addresses and registered secrets."""
    for literal in sorted(_LITERALS, key=len, reverse=True):
        text = text.replace(literal, _HIDDEN)
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Writes one record as one line, followed by the traceback indented, without secrets."""

    def __init__(self) -> None:
        """Use the format of this program: moment in UTC, level, logger, message."""
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """Return the moment in UTC, to the millisecond."""
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the line; line breaks and terminal codes inside the message are escaped."""
        return _escape(super().formatMessage(record).replace("\n", "\\n").replace("\t", "\\t"))

    def formatException(self, ei: object) -> str:  # noqa: N802
        """Return the traceback, each line indented so that none can pass for a record."""
        return _indent(super().formatException(ei))  # type: ignore[arg-type] # typeshed's private alias

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        """Return the stack, indented like a traceback."""
        return _indent(super().formatStack(stack_info))

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole record without secrets."""
        record.exc_text = None  # another handler may have kept its own, unredacted text there
        text = redact(super().format(record))
        record.exc_text = None
        return text


def set_up_logs(logs_dir: Path, level: str = "INFO", *, console: bool = False) -> None:
    """Send everything from `level` up to the rotating file, and warnings to stderr if `console`.

    Replaces what was set up before, so that it may be called again. Raises OSError if the folder is missing.
    """
    file = logging.handlers.RotatingFileHandler(
        logs_dir / LOG_FILE_NAME, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
    )
    file.setLevel(level)
    handlers: list[logging.Handler] = [file]
    if console:
        stderr = logging.StreamHandler(sys.stderr)
        stderr.setLevel(logging.WARNING)
        handlers.append(stderr)
    for handler in handlers:
        handler.setFormatter(RedactingFormatter())
    shut_down_logs()
    root = logging.getLogger()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    for noisy in ("httpx", "httpcore", "peewee", "asyncio", "qasync"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def shut_down_logs() -> None:
    """Close and remove the handlers that `set_up_logs` made."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one.formatter, RedactingFormatter)]:
        root.removeHandler(handler)
        handler.close()


def _escape(text: str) -> str:
    return _CONTROL.sub(lambda match: repr(match.group())[1:-1], text)


def _indent(text: str) -> str:
    return "\n".join("    " + _escape(line) for line in text.replace("\r", "\\r").split("\n"))
