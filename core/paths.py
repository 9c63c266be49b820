"""Where this program keeps its things: one data folder, moved as a whole by `--data-dir`.

Every folder is readable by its owner only (mode 0700, where the platform knows modes). Nothing is made
on disk before `Paths.prepare`.
"""

import errno
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs

from core.errors import QT_TRANSLATE_NOOP, DiskFull, LocalError, clause

APP_NAME = "Stationmaster"
"""Name of the folders the platform gives us, and of our entry in the keyring."""

_PRIVATE = 0o700


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """All places on disk. `data_dir` holds everything but, for a plain start, the config file."""

    data_dir: Path
    config_file: Path

    @classmethod
    def for_user(cls, data_dir: Path | None = None) -> Self:
        """Return the places of this user, or everything under `data_dir` when one is given."""
        if data_dir is not None:
            root = data_dir.expanduser().absolute()
            return cls(data_dir=root, config_file=root / "config.toml")
        return cls(
            data_dir=platformdirs.user_data_path(APP_NAME, appauthor=False),
            config_file=platformdirs.user_config_path(APP_NAME, appauthor=False) / "config.toml",
        )

    @property
    def database_file(self) -> Path:
        """The SQLite file with everything the business knows."""
        return self.data_dir / "stationmaster.sqlite3"

    @property
    def backups_dir(self) -> Path:
        """Copies of the database, made before migrations and on demand."""
        return self.data_dir / "backups"

    @property
    def datasets_dir(self) -> Path:
        """Packed zips of photos, kept as long as a training may need them again."""
        return self.data_dir / "datasets"

    @property
    def weights_dir(self) -> Path:
        """Downloaded weights, and `.part` files of downloads to be resumed."""
        return self.data_dir / "weights"

    @property
    def logs_dir(self) -> Path:
        """The program's own rotating log."""
        return self.data_dir / "logs"

    @property
    def lock_file(self) -> Path:
        """Held while a process works on this data folder."""
        return self.data_dir / "lock"

    @property
    def window_file(self) -> Path:
        """Geometry, language and theme of the window; nothing of the business."""
        return self.data_dir / "window.ini"

    def prepare(self) -> None:
        """Make all folders, private to the user, and see that they can be written.

        Raises:
            DiskFull: there is no space for a folder.
            LocalError: a folder cannot be made or written; `problem` names it.
        """
        for folder in (self.data_dir, self.backups_dir, self.datasets_dir, self.weights_dir, self.logs_dir):
            try:
                _make_private(folder)
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise DiskFull(path=folder) from error
                reason = error.strerror or type(error).__name__
                raise LocalError(
                    problem=clause(
                        QT_TRANSLATE_NOOP("Clause", "the folder {folder} cannot be written ({reason})"),
                        folder=folder,
                        reason=reason,
                    )
                ) from error


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(_PRIVATE)
    with tempfile.TemporaryFile(dir=folder):
        pass  # access() lies on read-only mounts and for root: only a real file tells
