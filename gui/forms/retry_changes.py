"""What a retry does otherwise than the try before it: parameters, photos, the trainer's version."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.domain.retries import RetryChanges
from core.domain.trainings import Dataset, Training
from gui import formats
from gui.forms.tuning_form import TuningForm
from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton, Button
from gui.widgets.labels import Label

HEIGHT = 340
_PHOTOS = "photos"

PickPhotos = Callable[[QWidget], Awaitable[Dataset | None]]
"""Asks for other photos over the given widget, and packs them; None if the operator left."""


class RetryChangesBox(QWidget):
    """The knobs, filled in as the last try ran.

    Signals:
        changed: something else is wanted now.
    """

    changed = Signal()

    def __init__(
        self,
        run: Training,
        newest: str,
        tasks: TaskScope,
        pick_photos: PickPhotos,
        parent: QWidget | None = None,
    ) -> None:
        """Show `run`, the training as the last try ran; `newest` is the trainer's newest version."""
        super().__init__(parent)
        self._run, self._newest, self._pick = run, newest, pick_photos
        self._tasks = tasks
        self._dataset: Dataset | None = None
        self.tuning = TuningForm(run.trainer, run.trainer_version)
        self.tuning.take(run.parameters)
        self.tuning.trainer.hide()
        self.tuning.more.set_open(True)
        self.photos = Label("", "muted")
        self.photos_button = BusyButton(
            tasks, _PHOTOS, QCoreApplication.translate("RetryForm", "Other photos…"), icon="image"
        )
        self.newest_button = Button(
            QCoreApplication.translate("RetryForm", "Use the newest version"), kind="link"
        )
        self._build()
        self._show_photos()

    @property
    def changes(self) -> RetryChanges:
        """Return what differs from the last try; nothing if all is as it was."""
        run = self._run
        parameters = self.tuning.parameters(run.parameters.trigger_word)
        version = self.tuning.version_value
        return RetryChanges(
            parameters=parameters if parameters != run.parameters else None,
            dataset=self._dataset,
            trainer_version=version if version != run.trainer_version else "",
        )

    @property
    def steps(self) -> int:
        """Return how many steps are wanted."""
        return self.tuning.steps.value

    def _build(self) -> None:
        photos = QHBoxLayout()
        photos.setSpacing(12)
        photos.addWidget(self.photos_button)
        photos.addWidget(self.photos, 1)
        content = QWidget()
        content.setObjectName("body")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(12)
        column.addLayout(photos)
        column.addWidget(self.tuning)
        column.addWidget(self.newest_button)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFixedHeight(HEIGHT)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.newest_button.setVisible(bool(self._newest))
        self.newest_button.setToolTip(self._newest)
        self.newest_button.clicked.connect(self._on_newest)
        self.photos_button.clicked.connect(self._on_photos)
        self.tuning.changed.connect(self.changed)

    def _on_newest(self) -> None:
        self.tuning.trainer_version.set_value(self._newest)
        self.changed.emit()

    def _on_photos(self) -> None:
        self._tasks.start(self._take_photos(), _PHOTOS)

    async def _take_photos(self) -> None:
        found = await self._pick(self)
        if found is not None:
            self._dataset = found
            self._show_photos()
            self.changed.emit()

    def _show_photos(self) -> None:
        if self._dataset is None:
            words = QCoreApplication.translate(
                "RetryForm", "%n photo(s), as before", "", self._run.dataset.photos
            )
        else:
            words = QCoreApplication.translate("RetryForm", "%n other photo(s)", "", self._dataset.photos)
            words = f"{words}, {formats.byte_size(self._dataset.size_bytes)}"
        self.photos.setText(words)
