"""Two attempts side by side, as tables: parameters, and the lines of both logs."""

from PySide6.QtCore import QObject

from core.domain.attempt_diff import DiffKind, LogRow, ParameterRow
from gui import formats
from gui.models.rows_model import Column, RowsModel
from gui.widgets.cells import Plain

_TINTS = {
    DiffKind.SAME: "muted",
    DiffKind.CHANGED: "warn",
    DiffKind.LEFT: "bad",
    DiffKind.RIGHT: "ok",
    DiffKind.FOLDED: "faint",
}
_SIGNS = {
    DiffKind.SAME: "",
    DiffKind.CHANGED: "≠",
    DiffKind.LEFT: "\u2212",
    DiffKind.RIGHT: "+",
    DiffKind.FOLDED: "⋯",
}


class ParametersDiffModel(RowsModel[ParameterRow]):
    """A row for each parameter, those that differ first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        self.names = ("", "")
        columns = (
            Column[ParameterRow](
                key="sign",
                title=str,
                text=lambda row: "≠" if row.is_changed else "",
                cell=lambda row: Plain("≠" if row.is_changed else "", "warn", strong=True),
                width=34,
            ),
            Column[ParameterRow](
                key="name", title=lambda: self.tr("Parameter"), text=lambda row: row.name, width=200
            ),
            Column[ParameterRow](
                key="left",
                title=lambda: self.names[0],
                text=lambda row: row.left,
                cell=lambda row: _value(row.left, is_changed=row.is_changed),
                tooltip=lambda row: row.left,
            ),
            Column[ParameterRow](
                key="right",
                title=lambda: self.names[1],
                text=lambda row: row.right,
                cell=lambda row: _value(row.right, is_changed=row.is_changed),
                tooltip=lambda row: row.right,
            ),
        )
        super().__init__(columns, lambda row: row.name, parent)

    def show_names(self, left: str, right: str) -> None:
        """Head the two columns with these words."""
        self.names = (left, right)
        self.refresh_texts()


class LogDiffModel(RowsModel[LogRow]):
    """A row for each line of either log; unchanged parts are one row."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        self.names = ("", "")
        columns = (
            Column[LogRow](
                key="sign",
                title=str,
                text=lambda row: _SIGNS[row.kind],
                cell=lambda row: Plain(_SIGNS[row.kind], _TINTS[row.kind], strong=True),
                width=34,
            ),
            Column[LogRow](
                key="left",
                title=lambda: self.names[0],
                text=self._left,
                cell=lambda row: Plain(self._left(row), _TINTS[row.kind], mono=True),
                tooltip=lambda row: row.left,
            ),
            Column[LogRow](
                key="right",
                title=lambda: self.names[1],
                text=lambda row: row.right,
                cell=lambda row: Plain(row.right, _TINTS[row.kind], mono=True),
                tooltip=lambda row: row.right,
            ),
        )
        super().__init__(columns, lambda row: row.place, parent)

    def show_names(self, left: str, right: str) -> None:
        """Head the two columns with these words."""
        self.names = (left, right)
        self.refresh_texts()

    def _left(self, row: LogRow) -> str:
        if row.kind is DiffKind.FOLDED:
            return self.tr("%n unchanged line(s)", "", row.count)
        return row.left


def _value(text: str, *, is_changed: bool) -> Plain:
    return Plain(text or formats.NOTHING, "warn" if is_changed else "muted", mono=True)
