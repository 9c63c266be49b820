"""Finding deeds in the audit log: pages by number, newest first."""

from functools import reduce
from operator import or_

import peewee as pw

from core.db.audit_store import row_of
from core.db.tables import Audit, MomentField
from core.domain.audit_log import AuditFilter, AuditRow

_SEARCHED = (Audit.subject_id, Audit.before, Audit.after, Audit.reason, Audit.actor, Audit.action)
# Goes from one value to the next in its index instead of through all rows.
_ACTORS = """
WITH RECURSIVE known (word) AS (
    SELECT MIN(actor) FROM audit
    UNION ALL SELECT (SELECT MIN(actor) FROM audit WHERE actor > word) FROM known WHERE word IS NOT NULL
) SELECT word FROM known WHERE word IS NOT NULL LIMIT 1000
"""
_ACTIONS = _ACTORS.replace("actor", "action")


def find(wanted: AuditFilter, *, before_seq: int | None = None, limit: int = 100) -> list[AuditRow]:
    """Return a page of deeds, newest first; `before_seq` is the last one of the page before."""
    query = _matching(wanted)
    if before_seq is not None:
        query = query.where(Audit.seq < before_seq)
    return [row_of(row) for row in query.order_by(Audit.seq.desc()).limit(limit)]


def find_on(wanted: AuditFilter, *, after_seq: int, last_seq: int, limit: int) -> list[AuditRow]:
    """Return a page of deeds up to `last_seq`, oldest first; `after_seq` is the last of the page before."""
    query = _matching(wanted).where(Audit.seq > after_seq, Audit.seq <= last_seq)
    return [row_of(row) for row in query.order_by(Audit.seq).limit(limit)]


def _matching(wanted: AuditFilter) -> "pw.ModelSelect[Audit]":
    query = Audit.select()
    for field in (Audit.actor, Audit.action, Audit.subject_kind, Audit.subject_id):
        value = getattr(wanted, field.name)
        if value:
            query = query.where(field == value)
    query = _within(query, wanted)
    for word in wanted.text.split():
        query = query.where(reduce(or_, [one for field in _SEARCHED for one in _likes(field, word)]))
    return query


def actors() -> list[str]:
    """Return everybody who did something, by name."""
    return _words(_ACTORS)


def actions() -> list[str]:
    """Return every kind of deed that was done, by name."""
    return _words(_ACTIONS)


def has_actor(name: str) -> bool:
    """Tell whether somebody of this name ever did something."""
    return bool(Audit.select().where(Audit.actor == name).exists())


def _words(sql: str) -> list[str]:
    return [str(word) for (word,) in Audit._meta.database.execute_sql(sql).fetchall()]


def _within(query: "pw.ModelSelect[Audit]", wanted: AuditFilter) -> "pw.ModelSelect[Audit]":
    """Narrow to the span of time: found in its index, then walked by number like everything else."""
    spans = []
    if wanted.since is not None:
        spans.append(Audit.at >= wanted.since)
    if wanted.until is not None:
        spans.append(Audit.at < wanted.until)
    if not spans:
        return query
    bounds = Audit.select(pw.fn.MIN(Audit.seq), pw.fn.MAX(Audit.seq)).where(*spans)
    first, last = bounds.scalar(as_tuple=True)
    return query.where(*(_plain(span) for span in spans), Audit.seq.between(first or 0, last or 0))


def _plain(span: pw.Expression) -> pw.Expression:
    """Keep SQLite from reading a whole span from its index only to sort it by number."""
    return pw.Expression(pw.NodeList((pw.SQL("+"), span.lhs)), span.op, MomentField().db_value(span.rhs))


def _likes(field: pw.Field, word: str) -> list[pw.Expression]:
    """Match a word in the cases it may stand in: SQLite folds only Latin letters."""
    cases = [word] if word.isascii() else [word, word.lower(), word.capitalize(), word.upper()]
    return [field.contains(case) for case in dict.fromkeys(cases)]
