"""The photos of a training: dropped or chosen, looked at, shown with what is wrong with each."""

from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.dataset_problems import Problem, Severity
from core.domain.dataset_rules import DatasetRules
from core.domain.datasets import DatasetReport, Photo
from gui import formats, texts
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.buttons import Button
from gui.widgets.drop_zone import DropZone, local_paths
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.labels import ElidedLabel
from gui.widgets.thumbnail_grid import GAP, SIDE, Thumbnail, ThumbnailGrid

EMPTY_HEIGHT, FULL_HEIGHT = 140, 104
ROWS_SHOWN = 3
ISSUES_SHOWN = 8
_GRID_EDGE = 18

Told = Callable[[int, int], None]
Inspect = Callable[[Sequence[Path], Told], Awaitable[DatasetReport]]
"""Looks at files; tells (done, total) after each."""


class PhotosBox(QWidget):
    """A drop zone, the photos as a grid, and under it every reason in words.

    Signals:
        changed: other photos, or looking at them began or ended.
        files_wanted, folder_wanted: the operator wants to choose instead of dropping.
    """

    changed = Signal()
    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(
        self, tasks: TaskScope, inspect: Inspect, rules: DatasetRules, parent: QWidget | None = None
    ) -> None:
        """Look at photos with `inspect`, in tasks of `tasks`, so that its owner tells what goes wrong."""
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._tasks = tasks
        self._inspect = inspect
        self._rules = rules
        self._numbers = count(1)
        self._running: object = None
        self._sources: tuple[Path, ...] = ()
        self._progress = (0, 0)
        self.report: DatasetReport | None = None
        """What was found in the photos; None without photos and while they are being looked at."""
        self.zone = DropZone()
        self.bar = QProgressBar()
        self.files_button = Button(icon="image")
        self.folder_button = Button(icon="folder-open")
        self.remove_button = Button(icon="x")
        self.counts = ElidedLabel("", "second")
        self.grid = ThumbnailGrid()
        self.reasons = IssueList()
        self._build()
        self._show()

    @property
    def is_busy(self) -> bool:
        """Tell whether photos are being looked at."""
        return self._running is not None

    def take(self, paths: Sequence[Path]) -> None:
        """Look at these files and folders instead of those before; an older look is given up."""
        self.clear()
        key = ("inspect", id(self), next(self._numbers))
        self._running = key
        self._sources = tuple(paths)
        self._tasks.start(self._look(key), key)
        self._tell()

    def clear(self) -> None:
        """Take no photos; a look that runs is given up."""
        if self._running is not None:
            self._tasks.cancel(self._running)
        self._running = None
        self._sources = ()
        self._progress = (0, 0)
        self.report = None
        self._tell()

    async def _look(self, key: object) -> None:
        def told(done: int, total: int) -> None:
            if self._running == key:
                self._progress = (done, total)
                self._show_progress()

        try:
            report = await self._inspect(self._sources, told)
            if self._running == key:
                self.report = report
        finally:
            if self._running == key:
                self._running = None
                self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _build(self) -> None:
        self.bar.setTextVisible(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.files_button)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.counts, 1)
        buttons.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.zone, self.bar):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addWidget(self.grid)
        layout.addWidget(self.reasons)
        self.zone.dropped.connect(self.take)
        self.zone.choose_wanted.connect(self.files_wanted)
        self.files_button.clicked.connect(self.files_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.remove_button.clicked.connect(self.clear)
        self.setFocusProxy(self.zone)

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self) -> None:
        report = self.report
        photos = report.photos if report is not None else ()
        self.zone.setMinimumHeight(FULL_HEIGHT if photos else EMPTY_HEIGHT)
        self.files_button.setText(self.tr("Choose &files…"))
        self.folder_button.setText(self.tr("Choose a f&older…"))
        self.remove_button.setText(self.tr("Stop") if self.is_busy else self.tr("Remove"))
        self.remove_button.setVisible(self.is_busy or report is not None)
        self.counts.set_full_text(self._counts_text())
        self.grid.setAccessibleName(self.tr("Photos"))
        self.grid.set_photos([_thumbnail(photo) for photo in photos])
        self.grid.setVisible(bool(photos))
        self.reasons.set_name(self.tr("What is wrong with the photos"))
        self.reasons.set_issues(self._issues())
        self._fit_grid()
        self._show_zone()
        self._show_progress()

    def _show_zone(self) -> None:
        if self.is_busy:
            names = ", ".join(path.name for path in self._sources[:3])
            self.zone.set_words(self.tr("Looking at the photos…"), names)
        elif self.report is None:
            help_text = self.tr("At least {least} photos, JPEG, PNG or WebP, up to {size} each").format(
                least=self._rules.min_photos, size=formats.byte_size(self._rules.max_photo_bytes)
            )
            self.zone.set_words(self.tr("Drop a folder, a zip or photos here"), help_text)
        else:
            good, every = len(self.report.good_photos), len(self.report.photos)
            words = self.tr("%n photo(s) will be sent", "", good)
            if good != every:
                words = self.tr("{good} of %n photo(s) will be sent", "", every).format(good=good)
            if not self.report.usable:
                words = self.tr("These photos cannot be used")
            self.zone.set_words(words, self.tr("Drop others here to take them instead"))

    def _show_progress(self) -> None:
        done, total = self._progress
        self.bar.setVisible(self.is_busy)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.is_busy:
            words = self.tr("{done} of {total} looked at").format(done=done, total=total) if total else ""
            self.counts.set_full_text(words)
            self.bar.setAccessibleName(words)

    def _counts_text(self) -> str:
        report = self.report
        if report is None or not report.photos:
            return ""
        parts = [formats.byte_size(report.total_bytes), self.tr("%n caption(s)", "", report.captions)]
        left_out = len(report.photos) - len(report.good_photos)
        if left_out:
            parts.insert(0, self.tr("%n photo(s) left out", "", left_out))
        return " · ".join(parts)

    def _issues(self) -> list[Issue]:
        if self.report is None:
            return []
        every = sorted(self.report.problems, key=_weight)
        shown = [_issue(problem) for problem in every[:ISSUES_SHOWN]]
        rest = len(every) - len(shown)
        if rest > 0:
            shown.append(Issue(self.tr("and %n more; each photo tells its own", "", rest)))
        return shown

    def _fit_grid(self) -> None:
        columns = max(1, (self.width() - _GRID_EDGE) // (SIDE + GAP))
        rows = -(-len(self.grid.photos) // columns)
        self.grid.setFixedHeight(min(max(rows, 1), ROWS_SHOWN) * (SIDE + GAP) + _GRID_EDGE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_grid()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_paths(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take(paths)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _thumbnail(photo: Photo) -> Thumbnail:
    return Thumbnail(
        name=photo.name,
        picture=photo.thumbnail,
        problem="\n".join(texts.dataset_problem(problem) for problem in photo.problems),
        is_warning=photo.is_good,
        caption=photo.caption or "",
    )


_TONES = {Severity.BLOCKS: Tone.BAD, Severity.LEAVES_OUT: Tone.WARN, Severity.WARNS: Tone.MUTE}
"""What stops everything first, then what leaves a photo out, then what is only said."""


def _weight(problem: Problem) -> int:
    return list(_TONES).index(problem.severity)


def _issue(problem: Problem) -> Issue:
    clause = texts.dataset_problem(problem)
    words = f"{problem.name}: {clause}" if problem.name else clause[:1].upper() + clause[1:]
    return Issue(words, _TONES[problem.severity])
