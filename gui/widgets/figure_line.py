"""A line of figures, each with a way to what it counts; two lines where the room is narrow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from gui.widgets.buttons import IconButton
from gui.widgets.card import FigureCard

WIDE_PX = 1060
"""From this width on all figures stand in one line."""
LEAD_PX = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a card says."""

    figure: str
    second: str


class FigureLine(QWidget):
    """Figures by key.

    Signals:
        picked: what a figure counts is to be shown; carries its key.
    """

    picked = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        """Make a card for each key, in this order."""
        super().__init__(parent)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._cards = {key: _LeadCard(key) for key in keys}
        for card in self._cards.values():
            card.picked.connect(self.picked)
        self._place(len(keys))

    def set_words(self, key: str, caption: str, lead: str) -> None:
        """Name a figure, and say where its arrow leads."""
        self._cards[key].set_words(caption, lead)

    def set_figures(self, figures: Mapping[str, Figure]) -> None:
        """Show these figures."""
        for key, figure in figures.items():
            self._cards[key].set_figure(figure.figure, figure.second)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = len(self._cards)
        self._place(count if event.size().width() >= WIDE_PX else -(-count // 2))


class _LeadCard(FigureCard):
    """One figure."""

    picked = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._lead = IconButton("arrow-right", "", tint="faint")
        self._lead.setFixedSize(LEAD_PX, LEAD_PX)
        self._lead.clicked.connect(self._on_clicked)
        self.add_to_head(self._lead)

    def set_words(self, caption: str, lead: str) -> None:
        self.set_caption(caption)
        self._lead.set_name(lead)

    def _on_clicked(self) -> None:
        self.picked.emit(self._key)
