"""Failures understood: the groups, and what people write down about them."""

from core.clock import Clock
from core.db import audit_store, failure_store
from core.db.database import Database, Tx
from core.domain.failure_groups import (
    FailedAttempt,
    FailureChoices,
    FailureFilter,
    FailureGroup,
    GroupOrder,
    in_order,
)
from core.domain.people import Operator, Permission
from core.errors import NotFound
from core.services.rights import allowed

EVERYTHING = FailureFilter()
_CHUNK = 500


class Failures:
    """What went wrong, grouped by what it has in common."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on an open database."""
        self._db = db
        self._clock = clock

    async def groups(
        self, wanted: FailureFilter = EVERYTHING, order: GroupOrder = GroupOrder.COUNT
    ) -> list[FailureGroup]:
        """Return the groups that match in their order, each with its trend of two weeks."""
        now = self._clock.now()
        return await self._db.read(lambda: in_order(failure_store.groups(wanted, now=now), order))

    async def needing_a_look(self) -> int:
        """Return how many groups are back, or new and looked after by nobody."""
        now = self._clock.now()
        return await self._db.read(lambda: failure_store.needing_a_look(now))

    async def choices(self) -> FailureChoices:
        """Return the trainer versions and bots that failures can be narrowed by."""
        return await self._db.read(failure_store.choices)

    async def rows(
        self, wanted: FailureFilter, *, before_id: str | None = None, limit: int = 100
    ) -> list[FailedAttempt]:
        """Return a page of failed attempts that match, newest first."""
        return await self._db.read(lambda: failure_store.rows_of(wanted, before_id=before_id, limit=limit))

    async def trainings(self, wanted: FailureFilter) -> list[str]:
        """Return the trainings with failed attempts that match, for a deed with all of them."""
        return await self._db.read(lambda: failure_store.trainings_of(wanted))

    async def count(self, wanted: FailureFilter) -> int:
        """Return how many failed attempts match."""
        return await self._db.read(lambda: failure_store.count(wanted))

    async def group(self, group_id: str) -> FailureGroup:
        """Return one group; raises NotFound."""
        now = self._clock.now()
        found = await self._db.read(lambda: failure_store.groups(FailureFilter(group_id=group_id), now=now))
        if not found:
            raise NotFound(kind="failure group", ident=group_id)
        return found[0]

    async def attempts(
        self, wanted: FailureFilter, *, before_id: str | None = None, limit: int = 100
    ) -> list[str]:
        """Return a page of ids of failed attempts that match, newest first."""
        return await self._db.read(
            lambda: failure_store.attempts_of(wanted, before_id=before_id, limit=limit)
        )

    async def assign(self, group_id: str, owner: str, operator: Operator) -> None:
        """Say who looks after a group; empty for nobody. Raises NotAllowed, NotFound."""
        await self._note(group_id, "failure.assign", operator, owner=owner)

    async def write_note(self, group_id: str, note: str, known_fix: str, operator: Operator) -> None:
        """Keep what is known: a note, and the fix that helped. Raises NotAllowed, NotFound."""
        await self._note(group_id, "failure.note", operator, note=note, known_fix=known_fix)

    async def mark_fixed(self, group_id: str, operator: Operator, *, is_fixed: bool = True) -> None:
        """Say that its cause is mended, or take that back; seen again later it is flagged."""
        now = self._clock.now() if is_fixed else None
        by = operator.name if is_fixed else ""
        await self._note(group_id, "failure.fixed", operator, fixed_at=now, fixed_by=by)

    async def group_old(self) -> int:
        """Group failures from before there were groups, a chunk a transaction; returns how many."""
        total = 0
        while chunk := await self._db.write(_group_chunk):
            total += chunk
        return total

    async def _note(self, group_id: str, action: str, operator: Operator, **values: object) -> None:
        operator = await allowed(self._db, operator, Permission.RETRY_TRAINING)

        def write(tx: Tx) -> None:
            if not failure_store.change_group(tx, group_id, **values):
                raise NotFound(kind="failure group", ident=group_id)
            audit_store.add(
                tx,
                actor=operator.name,
                action=action,
                subject_kind="failure",
                subject_id=group_id,
                after={name: str(value or "") for name, value in values.items()},
            )

        await self._db.write(write)


def _group_chunk(tx: Tx) -> int:
    chunk = failure_store.ungrouped(_CHUNK)
    for attempt_id, failure_class, error in chunk:
        failure_store.put_into_group(tx, attempt_id, failure_class, error)
    return len(chunk)
