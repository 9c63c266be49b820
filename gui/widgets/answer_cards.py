"""Four answers side by side: what happened, what was not done, where the stars are, what to do."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from gui.widgets.card import Card
from gui.widgets.labels import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One sentence or two for each question."""

    happened: str
    not_done: str
    stars: str
    to_do: str


class AnswerCards(QWidget):
    """Four cards of one height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without answers."""
        super().__init__(parent)
        self._cards = tuple(Card() for _ in range(4))
        self._words = tuple(Label().wrapped().selectable() for _ in range(4))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card, words in zip(self._cards, self._words, strict=True):
            card.add(words)
            card.body.addStretch(1)
            row.addWidget(card, 1)
        self._translate()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the answers shown, in their order."""
        return tuple(words.text() for words in self._words)

    def show_answers(self, answers: Answers) -> None:
        """Show these."""
        given = (answers.happened, answers.not_done, answers.stars, answers.to_do)
        for words, text in zip(self._words, given, strict=True):
            words.setText(text)

    def _translate(self) -> None:
        captions = (
            self.tr("What happened"),
            self.tr("What was not done"),
            self.tr("Where the stars are"),
            self.tr("What to do"),
        )
        for card, caption in zip(self._cards, captions, strict=True):
            card.set_caption(caption)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
