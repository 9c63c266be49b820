"""The columns of a customer's story: when, what kind, what happened, the stars and both balances."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.customer_story import CustomerEvent, Source
from gui import formats
from gui.models.customer_story_words import event_words
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Plain, TwoTone

Now = Callable[[], datetime]


class CustomerStoryModel(RowsModel[CustomerEvent]):
    """Everything that happened to one customer, newest first."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        super().__init__(_columns(now), lambda event: event.id, parent)


def _sentence(event: CustomerEvent) -> str:
    words = event_words(event)
    return f"{words.text} · {words.second}" if words.second else words.text


def _cell(event: CustomerEvent) -> Plain | TwoTone:
    words = event_words(event)
    if event.source is Source.MESSAGE:
        return Plain(words.text)
    return TwoTone(words.text, words.second)


def _columns(now: Now) -> tuple[Column[CustomerEvent], ...]:
    right = Qt.AlignmentFlag.AlignRight
    return (
        Column[CustomerEvent](
            key="time",
            title=lambda: QCoreApplication.translate("CustomerStory", "Time"),
            text=lambda event: formats.short_moment(event.at, now()),
            cell=lambda event: Plain(formats.short_moment(event.at, now()), "muted"),
            tooltip=lambda event: formats.full_moment(event.at),
            width=122,
        ),
        Column[CustomerEvent](
            key="kind",
            title=lambda: QCoreApplication.translate("CustomerStory", "Kind"),
            text=lambda event: event_words(event).pill.text,
            cell=lambda event: event_words(event).pill,
            width=144,
        ),
        Column[CustomerEvent](
            key="what",
            title=lambda: QCoreApplication.translate("CustomerStory", "What happened"),
            text=_sentence,
            cell=_cell,
            tooltip=_sentence,
        ),
        Column[CustomerEvent](
            key="change",
            title=lambda: QCoreApplication.translate("CustomerStory", "Stars, ★"),
            text=lambda event: event_words(event).change,
            align=right,
            width=98,
        ),
        Column[CustomerEvent](
            key="balances",
            title=lambda: QCoreApplication.translate("CustomerStory", "Balance, ★"),
            text=lambda event: event_words(event).balances,
            align=right,
            width=156,
        ),
    )
