"""The loss of a training as a curve: raw in grey, smoothed in accent.

The plotting library takes a third of a second to import, so it is imported when a curve is first looked at.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from gui import theme
from gui.widgets.labels import Label

SMOOTHING = 0.9
"""Weight of the past in the moving average."""

HEIGHT = 170

Points = Sequence[tuple[int, float]]


def smoothed(values: Sequence[float], weight: float = SMOOTHING) -> list[float]:
    """Return the moving average of `values`, unbiased at its start so that it begins at the first value."""
    made: list[float] = []
    mean, share = 0.0, 0.0
    for value in values:
        mean = mean * weight + value * (1 - weight)
        share = share * weight + (1 - weight)
        made.append(mean / share)
    return made


class LossChart(QWidget):
    """A curve over steps. Steps whose loss is not a number are left out of the curve and counted in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stay cheap: the plot itself is made when the chart is first shown."""
        super().__init__(parent)
        self._points: list[tuple[int, float]] = []
        self._lost = 0
        self._total_steps = 0
        self._plot: Any = None
        self._raw: Any = None
        self._smooth: Any = None
        self._note = Label("", "faint").wrapped()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._note)
        self.setMinimumHeight(HEIGHT)
        self._describe()

    @property
    def is_drawn(self) -> bool:
        """Tell whether the plotting library was needed yet."""
        return self._plot is not None

    def set_points(self, points: Points, total_steps: int) -> None:
        """Show (step, loss) pairs on an axis from 0 to `total_steps`."""
        self._points = [(step, loss) for step, loss in points if loss - loss == 0]
        self._lost = len(points) - len(self._points)
        self._total_steps = max(total_steps, 1)
        self._describe()
        if self._plot is not None:
            self._draw()

    def _make_plot(self) -> None:
        import pyqtgraph

        plot = pyqtgraph.PlotWidget(background=None)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.viewport().setObjectName("plot")
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.getPlotItem().setContentsMargins(0, 4, 8, 0)
        plot.getAxis("left").setWidth(36)
        plot.setClipToView(True)
        self._raw = plot.plot(antialias=True)
        self._smooth = plot.plot(antialias=True)
        self._plot = plot
        self._layout.insertWidget(0, plot, 1)
        self._dress()
        self._draw()

    def _dress(self) -> None:
        import pyqtgraph

        small = theme.interface_font(11)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(theme.color("line")))
            axis.setTextPen(pyqtgraph.mkPen(theme.color("faint")))
            axis.setStyle(tickFont=small, tickLength=0, maxTickLevel=0)
        self._raw.setPen(pyqtgraph.mkPen(theme.color("line"), width=1))
        self._smooth.setPen(pyqtgraph.mkPen(theme.color("accent"), width=2))

    def _draw(self) -> None:
        steps = [step for step, _ in self._points]
        losses = [loss for _, loss in self._points]
        self._raw.setData(steps, losses)
        self._smooth.setData(steps, smoothed(losses))
        self._plot.setXRange(0, self._total_steps, padding=0.02)
        if losses:
            self._plot.setYRange(min(losses), max(losses), padding=0.06)
        self._plot.setVisible(bool(losses))

    def _describe(self) -> None:
        notes = []
        if self._points:
            step, _ = self._points[-1]
            last = smoothed([loss for _, loss in self._points])[-1]
            spoken = self.tr("Loss {loss} at step {step} of {total}")
            self.setAccessibleName(
                spoken.replace("{loss}", f"{last:.3f}")
                .replace("{step}", str(step))
                .replace("{total}", str(self._total_steps))
            )
        else:
            notes.append(self.tr("No loss has been reported yet."))
            self.setAccessibleName(notes[0])
        if self._lost:
            notes.append(self.tr("%n step(s) reported a loss that is not a number.", "", self._lost))
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plot is None:
            self._make_plot()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._plot is not None:
            self._dress()
        elif event.type() == QEvent.Type.LanguageChange:
            self._describe()
