"""The columns of the audit log, and one deed in facts: what it changed from what to what."""

import json
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject

from core.domain.approvals import is_loud
from core.domain.audit_log import AuditRow
from gui import formats
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain
from gui.widgets.fact_rows import Fact, FactGroup

ARROW = " → "


class AuditModel(RowsModel[AuditRow]):
    """Deeds by their number, newest first."""

    spare_keys = ("seal", "seq")

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        super().__init__(_columns(now), lambda row: row.seq, parent)


def subject_text(row: AuditRow) -> str:
    """Return what was done something to."""
    return f"{row.subject_kind} {row.subject_id}"


def deed_facts(row: AuditRow) -> list[FactGroup]:
    """Return everything a deed says, in groups."""
    return [
        FactGroup(
            caption="",
            facts=(
                Fact(label=_words("Time"), value=formats.full_moment(row.at)),
                Fact(label=_words("Who"), value=row.actor),
                Fact(label=_words("Deed"), value=row.action, is_mono=True, is_copied=True),
                Fact(label=_words("To what"), value=row.subject_kind, is_mono=True),
                Fact(label=_words("Its id"), value=row.subject_id, is_mono=True, is_copied=True),
                Fact(label=_words("Reason"), value=row.reason or formats.NOTHING),
                Fact(
                    label=_words("Seal"),
                    value=QCoreApplication.translate("Audit", "row {number}, {sealed}").format(
                        number=formats.count(row.seq), sealed=seal_word(row)
                    ),
                ),
            ),
        ),
        FactGroup(
            caption=QCoreApplication.translate("Audit", "What changed"),
            facts=changes(row)
            or (Fact(label=formats.NOTHING, value=QCoreApplication.translate("Audit", "nothing is noted")),),
        ),
    ]


def changes(row: AuditRow) -> tuple[Fact, ...]:
    """Return each thing that differs, "before → after"; what is new or gone has one side only."""
    before, after = _flat(row.before), _flat(row.after)
    facts = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            value = str(new if old is None else f"{old}{ARROW}{formats.NOTHING}")
        elif old == new:
            value = new
        else:
            value = f"{old}{ARROW}{new}"
        facts.append(Fact(label=name, value=value, is_mono=True, is_copied=True))
    return tuple(facts)


def seal_word(row: AuditRow) -> str:
    """Return whether a row is sealed."""
    if row.is_sealed:
        return QCoreApplication.translate("Audit", "sealed")
    return QCoreApplication.translate("Audit", "no seal")


def _flat(text: str, prefix: str = "") -> dict[str, str]:
    """Return the leaves of a JSON object by their dotted names."""
    try:
        value = json.loads(text)
    except ValueError:
        return {"": text}
    return _leaves(value, prefix)


def _leaves(value: object, name: str) -> dict[str, str]:
    if isinstance(value, dict) and value:
        leaves: dict[str, str] = {}
        for key, part in value.items():
            leaves |= _leaves(part, f"{name}.{key}" if name else str(key))
        return leaves
    if value == {} and not name:
        return {}
    return {name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}


def _words(label: str) -> str:
    return {
        "Time": QCoreApplication.translate("Audit", "Time"),
        "Who": QCoreApplication.translate("Audit", "Who"),
        "Deed": QCoreApplication.translate("Audit", "Deed"),
        "To what": QCoreApplication.translate("Audit", "To what"),
        "Its id": QCoreApplication.translate("Audit", "Its id"),
        "Reason": QCoreApplication.translate("Audit", "Reason"),
        "Seal": QCoreApplication.translate("Audit", "Seal"),
    }[label]


def _seal_cell(row: AuditRow) -> Pill | Plain:
    return Plain("") if row.is_sealed else Pill(seal_word(row), Tone.WARN, "warning")


def _columns(now: Callable[[], datetime]) -> tuple[Column[AuditRow], ...]:
    return (
        Column[AuditRow](
            key="seq",
            title=lambda: QCoreApplication.translate("Audit", "No."),
            text=lambda row: formats.count(row.seq),
            cell=lambda row: Plain(formats.count(row.seq), "faint"),
            width=72,
        ),
        Column[AuditRow](
            key="time",
            title=lambda: _words("Time"),
            text=lambda row: formats.short_moment(row.at, now()),
            cell=lambda row: Plain(formats.short_moment(row.at, now()), "muted"),
            tooltip=lambda row: formats.full_moment(row.at),
            width=124,
        ),
        Column[AuditRow](
            key="actor",
            title=lambda: _words("Who"),
            text=lambda row: row.actor,
            cell=lambda row: Plain(row.actor, strong=True),
            tooltip=lambda row: row.actor,
            width=130,
        ),
        Column[AuditRow](
            key="action",
            title=lambda: _words("Deed"),
            text=lambda row: row.action,
            cell=lambda row: Plain(row.action, "bad" if is_loud(row.action) else "text", mono=True),
            tooltip=lambda row: row.action,
            width=176,
        ),
        Column[AuditRow](
            key="subject",
            title=lambda: _words("To what"),
            text=subject_text,
            cell=lambda row: Plain(subject_text(row), "muted", mono=True),
            tooltip=subject_text,
        ),
        Column[AuditRow](
            key="reason",
            title=lambda: _words("Reason"),
            text=lambda row: row.reason,
            cell=lambda row: Plain(row.reason, "muted"),
            tooltip=lambda row: row.reason,
        ),
        Column[AuditRow](
            key="seal",
            title=lambda: "",
            text=seal_word,
            cell=_seal_cell,
            width=112,
        ),
    )
