"""What killed processes have said: the acknowledgements that must hold whatever came after."""

import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Book:
    """What all lives have said: the acknowledgements that must hold for ever."""

    pending: dict[str, dict[str, Any]] = field(default_factory=dict)
    launched: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    retried: dict[str, str] = field(default_factory=dict)
    transfers: dict[str, str] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    rows: dict[tuple[str, int], str] = field(default_factory=dict)

    def read(self, folder: Path) -> None:
        """Take in what the last life said."""
        said = folder / "said.jsonl"
        lines = said.read_text(encoding="utf-8").splitlines(keepends=True) if said.exists() else []
        said.unlink(missing_ok=True)
        for line in lines:
            assert line.endswith("\n"), "a line is written whole or not at all"
            self._note(*json.loads(line))

    def _note(self, what: str, *words: Any) -> None:
        match what:
            case "means":
                self.pending[words[0]["key"]] = words[0]
            case "refused":
                self.pending.pop(words[0])
            case "done":
                deed = self.pending.pop(words[0])
                kept = {"launch": self.launched, "bulk": self.runs}.get(deed["deed"])
                if kept is not None:
                    kept.add(words[1])
            case "retried":
                _once(self.retried, words[1], words[0])
            case "transfer":
                _once(self.transfers, words[0], words[1])
            case "ended":
                _once(self.ended, words[0], words[1])
            case "row":
                _once(self.rows, (words[0], words[1]), words[2])
            case "sent":
                self.sent.add(words[0])

    def check(self, db: sqlite3.Connection) -> None:
        """See that everything acknowledged stands as it was said."""
        assert self.launched <= ids(db, "SELECT id FROM training")
        assert self.runs <= ids(db, "SELECT id FROM bulk_run")
        assert set(self.retried.values()) <= ids(db, "SELECT id FROM attempt")
        assert self.sent <= ids(db, "SELECT id FROM outbox WHERE status = 'sent'")
        assert self.transfers.items() <= _pairs(db, "SELECT id, kind FROM transfer").items()
        assert self.ended.items() <= _pairs(db, "SELECT id, status FROM attempt").items()
        rows = {(run, number): state for run, number, state in db.execute(
            "SELECT run_id, number, state FROM bulk_item"
        )}  # fmt: skip
        assert self.rows.items() <= rows.items()


def _once(kept: dict[Any, str], key: Any, value: str) -> None:
    assert key not in kept, f"done twice: {key} {kept[key]} {value}"
    kept[key] = value


def ids(db: sqlite3.Connection, sql: str) -> set[str]:
    """Return the first column of a query."""
    return {row[0] for row in db.execute(sql)}


def _pairs(db: sqlite3.Connection, sql: str) -> dict[str, str]:
    return dict(db.execute(sql).fetchall())
