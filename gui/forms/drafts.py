"""What was typed into a form that moves stars, kept on disk until its deed is done or the form is left.

A crash loses neither the words nor the operation id: filled in again and sent once more, the deed is still
done once (TL8). Drafts lie in the data folder and belong to one operator and one subject.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings

from core.ids import new_id

FILE = "drafts.ini"
_OPERATION = "operation_id"


class Draft:
    """One draft; it is written at once, because a crash does not wait."""

    def __init__(self, data_dir: Path, *key: object) -> None:
        """Look for a draft under `key`, for example the form, the operator and the customer."""
        self._settings = QSettings(str(data_dir / FILE), QSettings.Format.IniFormat)
        self._group = "/".join(str(part) for part in key)
        self._operation_id = self._read(_OPERATION) or new_id()

    @property
    def operation_id(self) -> str:
        """Return the id of the deed: that of the draft that was found, or a new one."""
        return self._operation_id

    @property
    def values(self) -> dict[str, str]:
        """Return what was typed, by field; empty if there is no draft."""
        self._settings.beginGroup(self._group)
        names = [name for name in self._settings.childKeys() if name != _OPERATION]
        self._settings.endGroup()
        return {name: self._read(name) for name in names}

    def keep(self, values: Mapping[str, str]) -> None:
        """Write what is typed now; a form that nothing was typed into leaves no draft."""
        if not any(values.values()):
            return
        for name, value in {**values, _OPERATION: self._operation_id}.items():
            self._settings.setValue(f"{self._group}/{name}", value)
        self._settings.sync()

    def drop(self) -> None:
        """Forget it: the deed was done, or the operator left the form."""
        self._settings.remove(self._group)
        self._settings.sync()

    def _read(self, name: str) -> str:
        return str(self._settings.value(f"{self._group}/{name}", "") or "")
