"""The columns of the messages to one customer: when, what it said, and whether it arrived."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from PySide6.QtCore import QCoreApplication, QObject

from gui import formats
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain

Now = Callable[[], datetime]

_MARKUP = re.compile(r"<[^>]*>")
_LOOKS = {
    "waiting": (Tone.RUN, "hourglass-simple"),
    "sending": (Tone.RUN, "paper-plane-tilt"),
    "sent": (Tone.OK, "check"),
    "uncertain": (Tone.UNK, "question"),
    "failed": (Tone.BAD, "warning-circle"),
    "undeliverable": (Tone.WARN, "prohibit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """One message of the outbox as the table shows it; `text` is Telegram HTML."""

    id: str
    text: str
    state: str
    error: str
    created_at: datetime
    may_be_resent: bool

    @property
    def plain_text(self) -> str:
        """Return the text as the customer reads it, without markup."""
        return unescape(_MARKUP.sub("", self.text))


class MessagesModel(RowsModel[MessageLine]):
    """Messages by id, newest first."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        super().__init__(_columns(now), lambda line: line.id, parent)


def state_word(state: str) -> str:
    """Return the word for the state of a message in the outbox."""
    words = {
        "waiting": QCoreApplication.translate("Messages", "Waiting"),
        "sending": QCoreApplication.translate("Messages", "Being sent"),
        "sent": QCoreApplication.translate("Messages", "Sent"),
        "uncertain": QCoreApplication.translate("Messages", "Not certain"),
        "failed": QCoreApplication.translate("Messages", "Failed"),
        "undeliverable": QCoreApplication.translate("Messages", "Undeliverable"),
    }
    return words.get(state, state)


def _state_cell(line: MessageLine) -> Pill:
    return Pill(state_word(line.state), *_LOOKS.get(line.state, (Tone.UNK, "question")))


def _columns(now: Now) -> tuple[Column[MessageLine], ...]:
    return (
        Column[MessageLine](
            key="time",
            title=lambda: QCoreApplication.translate("Messages", "Time"),
            text=lambda line: formats.short_moment(line.created_at, now()),
            cell=lambda line: Plain(formats.short_moment(line.created_at, now()), "muted"),
            tooltip=lambda line: formats.full_moment(line.created_at),
            width=124,
        ),
        Column[MessageLine](
            key="state",
            title=lambda: QCoreApplication.translate("Messages", "State"),
            text=lambda line: state_word(line.state),
            cell=_state_cell,
            tooltip=lambda line: line.error,
            width=140,
        ),
        Column[MessageLine](
            key="text",
            title=lambda: QCoreApplication.translate("Messages", "Message"),
            text=lambda line: line.plain_text,
            tooltip=lambda line: line.plain_text,
        ),
        Column[MessageLine](
            key="error",
            title=lambda: QCoreApplication.translate("Messages", "What went wrong"),
            text=lambda line: line.error,
            cell=lambda line: Plain(line.error, "bad"),
            tooltip=lambda line: line.error,
        ),
    )
