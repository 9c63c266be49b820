"""Two widgets side by side with a handle between them: a table, and the details of one row beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from gui.widgets.page import GAP


def beside(table: QWidget, details: QWidget, details_width: int) -> QSplitter:
    """Return a splitter in which `details` has its width in pixels and `table` has all the rest."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.addWidget(table)
    splitter.addWidget(details)
    splitter.setHandleWidth(GAP)
    splitter.setChildrenCollapsible(False)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    splitter.setSizes([10 * details_width, details_width])
    return splitter
