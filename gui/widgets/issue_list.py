"""Short sentences one under another, each with the icon and colour of how much it matters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from gui import assets
from gui.theme import Tone
from gui.widgets.labels import Label

ICONS = {Tone.BAD: "x-circle", Tone.WARN: "warning", Tone.OK: "check-circle"}
_ANY_ICON = "info"
_ICON_SIDE = 14


@dataclass(frozen=True, slots=True)
class Issue:
    """One sentence; the tone says whether it stops something, warns, or only tells."""

    text: str
    tone: Tone = Tone.MUTE
    icon: str = ""
    """Instead of the icon of the tone."""


class IssueList(QWidget):
    """The sentences, wrapped; no room is taken while there are none."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        """Start empty; `name` is what a screen reader calls the list."""
        super().__init__(parent)
        self._issues: tuple[Issue, ...] = ()
        self._lines: list[tuple[QLabel, Label]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.set_name(name)
        self.hide()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return what is shown."""
        return self._issues

    def set_name(self, name: str) -> None:
        """Say what a screen reader calls the list."""
        self.setAccessibleName(name)

    def set_issues(self, issues: Sequence[Issue]) -> None:
        """Show exactly these."""
        if tuple(issues) == self._issues:
            return
        self._issues = tuple(issues)
        while len(self._lines) < len(issues):
            self._add_line()
        for place, (_, words) in enumerate(self._lines):
            words.setText(issues[place].text if place < len(issues) else "")
        self._paint_icons()
        self.setAccessibleDescription("\n".join(issue.text for issue in issues))
        self.setVisible(bool(issues))

    def _add_line(self) -> None:
        place = len(self._lines)
        picture = QLabel()
        picture.setFixedSize(_ICON_SIDE, _ICON_SIDE + 2)
        picture.setAlignment(Qt.AlignmentFlag.AlignBottom)
        words = Label("", "second").wrapped().selectable()
        self._grid.addWidget(picture, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, place, 1)
        self._lines.append((picture, words))

    def _paint_icons(self) -> None:
        ratio = self.devicePixelRatioF()
        for place, (picture, words) in enumerate(self._lines):
            is_used = place < len(self._issues)
            picture.setVisible(is_used)
            words.setVisible(is_used)
            if is_used:
                issue = self._issues[place]
                name = issue.icon or ICONS.get(issue.tone, _ANY_ICON)
                picture.setPixmap(assets.pixmap(name, issue.tone.value, _ICON_SIDE, ratio))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._paint_icons()
