"""The pane at the right of a list: what one row is, in tabs, with the deeds at its foot."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from gui.widgets.buttons import IconButton
from gui.widgets.labels import ElidedLabel, Label

MIN_WIDTH = 320


class DetailsPane(QFrame):
    """Name, facts, tabs, contents, actions. It keeps its tab when another row is shown.

    Signals:
        copy_picked, open_picked, close_picked: the buttons at the head.
        tab_picked: another tab is shown; carries its key. A page fills a tab when it is first seen.
    """

    copy_picked = Signal()
    open_picked = Signal()
    close_picked = Signal()
    tab_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build an empty pane."""
        super().__init__(parent)
        self.setMinimumWidth(MIN_WIDTH)
        self._keys: list[str] = []
        self._open_words = ""
        self._name = ElidedLabel("", "mono_title")
        self._facts = ElidedLabel("", "muted")
        self.note = Label("", "second").wrapped()
        self.note.hide()
        self._copy = IconButton("copy", "")
        self._open = IconButton("arrow-square-out", "")
        self._close = IconButton("x", "")
        self._copy.clicked.connect(self.copy_picked)
        self._open.clicked.connect(self.open_picked)
        self._close.clicked.connect(self.close_picked)
        self._tabs = QTabBar()
        self._tabs.setExpanding(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._contents = QStackedWidget()
        self._layout = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        self._build()
        self._retranslate()

    def set_head(self, name: str, facts: str) -> None:
        """Show another row's name and its one line of facts."""
        self._name.set_full_text(name)
        self._facts.set_full_text(facts)
        self.setAccessibleName(name)

    def set_openable(self, is_openable: bool, words: str = "") -> None:
        """Say whether there is a page of its own to open; `words` tell what opens, or why nothing can."""
        self._open.setEnabled(is_openable)
        self._open_words = words
        self._open.set_name(words or self.tr("Open on its own page"))

    def add_tab(self, key: str, title: str, content: QWidget) -> None:
        """Add a tab with its content at the end."""
        self._keys.append(key)
        self._contents.addWidget(content)
        self._tabs.addTab(title)

    def set_tab_title(self, key: str, title: str) -> None:
        """Show another title on a tab, for another language or with a count."""
        self._tabs.setTabText(self._keys.index(key), title)

    @property
    def tab(self) -> str:
        """Return the key of the tab shown, empty without tabs."""
        place = self._tabs.currentIndex()
        return self._keys[place] if place >= 0 else ""

    def set_tab(self, key: str) -> None:
        """Show a tab."""
        self._tabs.setCurrentIndex(self._keys.index(key))

    def show_note(self, words: str) -> None:
        """Say in a sentence what a person should know first; empty for nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def add_links(self, *buttons: QWidget, spacing: int = 14) -> QHBoxLayout:
        """Put ways to other pages in a row under the facts; they stand for the button that opens just one."""
        self._open.hide()
        row = QWidget()
        links = QHBoxLayout(row)
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(spacing)
        for button in buttons:
            links.addWidget(button)
        links.addStretch(1)
        self.add_under_facts(row)
        return links

    def translate(self) -> None:
        """Say what a subclass adds in the language in force."""

    def add_under_facts(self, widget: QWidget) -> None:
        """Put a widget between the facts and the tabs."""
        self._layout.insertWidget(self._layout.indexOf(self._tabs), widget)

    def add_to_head(self, button: QWidget) -> None:
        """Put a small button between the name and those that every pane has."""
        self._head.insertWidget(1, button)

    def add_action(self, button: QWidget) -> None:
        """Put a button at the foot; the dangerous one comes last."""
        self._foot.insertWidget(self._foot.count() - 1, button)

    def _build(self) -> None:
        head = self._head
        head.setSpacing(2)
        head.addWidget(self._name, 1)
        for button in (self._copy, self._open, self._close):
            head.addWidget(button)
        layout = self._layout
        layout.setContentsMargins(18, 12, 14, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addWidget(self.note)
        layout.addWidget(self._tabs)
        layout.addWidget(self._contents, 1)
        layout.addLayout(self._foot)

    def _on_tab_changed(self, place: int) -> None:
        if 0 <= place < len(self._keys):
            self._contents.setCurrentIndex(place)
            self.tab_picked.emit(self._keys[place])

    def _retranslate(self) -> None:
        self._copy.set_name(self.tr("Copy the id"))
        self._open.set_name(self._open_words or self.tr("Open on its own page"))
        self._close.set_name(self.tr("Close the details"))
        self._tabs.setAccessibleName(self.tr("Details"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.translate()
