"""The trained weights: where they are, a bar while they come, and what can be done with them."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from gui import formats
from gui.widgets.buttons import Button
from gui.widgets.fact_rows import Fact, FactGroup, FactRows
from gui.widgets.labels import Caption, Label

BAR_PARTS = 1000


class WeightsPlace(StrEnum):
    """Where the weights of an attempt are."""

    NOWHERE = "nowhere"
    AT_REPLICATE = "at_replicate"
    HERE = "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsState:
    """What the block shows: the place, the facts to copy, the version; `why_none` is a sentence."""

    place: WeightsPlace = WeightsPlace.NOWHERE
    facts: tuple[Fact, ...] = ()
    version: str = ""
    why_none: str = ""


class WeightsBlock(QWidget):
    """One block of the parameters.

    Signals:
        download_picked, cancel_picked, folder_picked, version_picked: the buttons.
        copied: a fact is on the clipboard; carries its label.
    """

    download_picked = Signal()
    cancel_picked = Signal()
    folder_picked = Signal()
    version_picked = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no weights."""
        super().__init__(parent)
        self._state = WeightsState()
        self._progress: tuple[int, int | None] | None = None
        self._caption = Caption()
        self._facts = FactRows()
        self._sentence = Label("", "second").wrapped()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, BAR_PARTS)
        self._download = Button(icon="download-simple")
        self._cancel = Button(icon="x")
        self._folder = Button(icon="folder-open")
        self._version = Button(icon="copy")
        self._build()
        self._show()

    def set_state(self, state: WeightsState) -> None:
        """Show where the weights of another attempt are, or what has changed."""
        if state != self._state:
            self._state = state
            self._show()

    def set_progress(self, progress: tuple[int, int | None] | None) -> None:
        """Show a download under way as (bytes here, bytes in all or None); None when none is."""
        if progress != self._progress:
            self._progress = progress
            self._show()

    @property
    def place(self) -> WeightsPlace:
        """Return where the weights shown are."""
        return self._state.place

    @property
    def is_downloading(self) -> bool:
        """Tell whether the bar is on the screen."""
        return self._progress is not None

    def _show(self) -> None:
        place, busy = self._state.place, self._progress is not None
        self._caption.set_caption(self.tr("Weights"))
        facts = tuple(fact for fact in self._state.facts if fact.is_copied)
        self._facts.set_groups([FactGroup(caption="", facts=facts)] if facts else [])
        self._facts.setVisible(bool(facts))
        self._sentence.setText(self._words())
        self._bar.setVisible(busy)
        if self._progress is not None:
            done, total = self._progress
            self._bar.setRange(0, BAR_PARTS if total else 0)
            self._bar.setValue(done * BAR_PARTS // total if total else 0)
        self._download.setText(self.tr("Download weights"))
        self._download.setVisible(place is WeightsPlace.AT_REPLICATE and not busy)
        self._cancel.setText(self.tr("Stop the download"))
        self._cancel.setVisible(busy)
        self._folder.setText(self.tr("Open folder"))
        self._folder.setVisible(place is WeightsPlace.HERE and not busy)
        self._version.setText(self.tr("Copy model version"))
        self._version.setVisible(bool(self._state.version))

    def _words(self) -> str:
        if self._progress is not None:
            done, total = self._progress
            if not total:
                return self.tr("{done} here").format(done=formats.byte_size(done))
            words = self.tr("{done} of {total}")
            return words.format(done=formats.byte_size(done), total=formats.byte_size(total))
        match self._state.place:
            case WeightsPlace.HERE:
                return self.tr("On this machine; the checksum was computed from the file.")
            case WeightsPlace.AT_REPLICATE:
                return self.tr("At Replicate. A download that was stopped goes on where it ended.")
        return self._state.why_none

    def _build(self) -> None:
        self._bar.setAccessibleName(self.tr("Download"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._download, self._cancel, self._folder, self._version):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._caption, self._facts, self._sentence, self._bar):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self._download.clicked.connect(self.download_picked)
        self._cancel.clicked.connect(self.cancel_picked)
        self._folder.clicked.connect(self.folder_picked)
        self._version.clicked.connect(self.version_picked)
        self._facts.copied.connect(self.copied)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
