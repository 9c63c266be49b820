"""The memory of a sandbox on disk: one JSON line per change, so a kill loses at most the last of them."""

import json
import os
from pathlib import Path
from typing import Any

Records = dict[str, dict[str, Any]]


class Journal:
    """Appends changes to `path`; without a path it forgets everything."""

    def __init__(self, path: Path | None) -> None:
        """Use `path`; its folder must exist."""
        self._path = path

    def load(self) -> Records:
        """Return what stands (kind → key → value, oldest first); rewrite the file without what has gone."""
        if self._path is None or not self._path.exists():
            return {}
        records: Records = {}
        for line in self._path.read_text("utf-8").splitlines():
            try:
                kind, key, value = json.loads(line)
            except ValueError:
                continue  # the last line of a sandbox that was killed while it wrote
            shelf = records.setdefault(kind, {})
            if value is None:
                shelf.pop(key, None)
            else:
                shelf[key] = value
        self._rewrite(self._path, records)
        return records

    def note(self, kind: str, key: str, value: object) -> None:
        """Remember that `key` of `kind` is now `value`; None means that it has gone."""
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([kind, key, value]) + "\n")

    def keep_blob(self, name: str, content: bytes) -> None:
        """Store the content of an uploaded file beside the journal."""
        if (folder := self._blobs()) is not None:
            folder.mkdir(exist_ok=True)
            part = folder / f"{name}.part"
            part.write_bytes(content)
            part.replace(folder / name)

    def blob(self, name: str) -> bytes | None:
        """Return a stored content, None if it is not there."""
        folder = self._blobs()
        if folder is None or not (folder / name).is_file():
            return None
        return (folder / name).read_bytes()

    def drop_blob(self, name: str) -> None:
        """Forget a stored content."""
        if (folder := self._blobs()) is not None:
            (folder / name).unlink(missing_ok=True)

    def _blobs(self) -> Path | None:
        return None if self._path is None else self._path.with_name(self._path.name + ".files")

    @staticmethod
    def _rewrite(path: Path, records: Records) -> None:
        part = path.with_name(path.name + ".part")
        with part.open("w", encoding="utf-8") as file:
            for kind, shelf in records.items():
                file.writelines(json.dumps([kind, key, value]) + "\n" for key, value in shelf.items())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
