"""What time alone does to plans: rows move on at their boundaries, customers are told of an end in time.

Nothing is closed by time: that a plan ended follows from its facts. So a run after weeks of standing still,
a run twice, or a run with a clock that was wrong, all come to the same.
"""

from dataclasses import replace

from core.clock import Clock
from core.db import subscription_store
from core.db.database import Database, Tx
from core.domain.messages import MessageKind
from core.domain.renewals import Notice, due_notice
from core.domain.subscription_rows import Subscription
from core.domain.subscriptions import PlanState, Standing
from core.services import plan_words, subscriptions

BATCH = 25


class PlanClock:
    """Moves plans on when their time comes."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on an open database."""
        self._db = db
        self._clock = clock
        self._is_whole = False

    async def run_due(self) -> int:
        """Take every customer whose turn it is, a few in a transaction; returns how many."""
        if not self._is_whole:
            for customer_id in await self._db.read(subscription_store.without_row):
                await self._db.write(lambda tx, one=customer_id: _take_over(tx, one))  # type: ignore[misc]
            self._is_whole = True
        done = 0
        while True:
            now = self._clock.now()
            due = await self._db.read(lambda moment=now: subscription_store.due(moment, BATCH))  # type: ignore[misc]
            if not due:
                return done
            await self._db.write(lambda tx, some=due: _move_on(tx, some))  # type: ignore[misc]
            done += len(due)


def _take_over(tx: Tx, customer_id: int) -> None:
    """Make the row of a customer whose periods are older than the table; what is past is told to nobody."""
    if subscription_store.row(customer_id) is None:
        subscriptions.refresh(tx, customer_id)


def _move_on(tx: Tx, customer_ids: list[int]) -> None:
    for customer_id in customer_ids:
        move_on(tx, customer_id)


def move_on(tx: Tx, customer_id: int) -> None:
    """Tell what is due of the end that was known, and write how the customer stands now; twice is once."""
    old = subscription_store.row(customer_id)
    if old is None:
        return
    standing = subscriptions.standing_of(tx, customer_id)
    told = max(old.told, due_notice(old.anchor, old.grace_days, tx.now))
    if told > old.told:
        _tell(tx, old, told, standing)
    if standing.anchor != old.anchor:  # another plan runs since, and perhaps it ran out as well
        told = due_notice(standing.anchor, standing.grace_days, tx.now)
        if told > Notice.NOTHING:
            moved = replace(old, plan=standing.plan, anchor=standing.anchor, stops_at_end=False)
            _tell(tx, moved, told, standing)
    subscriptions.refresh(tx, customer_id, told=told)


def _tell(tx: Tx, row: Subscription, notice: Notice, now: Standing) -> None:
    assert row.anchor is not None  # noqa: S101 - there is no notice without an end
    kind = _kind(row, notice, now)
    if kind is None:
        return
    follows = kind is MessageKind.PLAN_FOLLOWED
    until = now.until if follows or kind is MessageKind.PLAN_IN_GRACE else row.anchor
    plan_words.say(
        tx,
        row.customer_id,
        row.bot,
        kind,
        event_key=f"plan_notice:{notice.name.lower()}:{row.customer_id}:{row.anchor.isoformat()}",
        plan=row.plan,
        until=until,
        is_span=follows,
        next_plan=now.plan,
    )


def _kind(row: Subscription, notice: Notice, now: Standing) -> MessageKind | None:
    """Return the words for a notice, None where another message says it."""
    renews = row.renewal.is_on and row.renewal.plan == row.plan and not row.stops_at_end
    if notice is Notice.IN_ONE_DAY and renews:
        return MessageKind.PLAN_RENEWS_SOON
    if renews:  # what becomes of the charge is told when it is known
        return None
    if notice in (Notice.IN_THREE_DAYS, Notice.IN_ONE_DAY):
        return MessageKind.PLAN_ENDS_SOON
    if now.state is PlanState.ACTIVE and now.plan != row.plan:
        return MessageKind.PLAN_FOLLOWED
    return MessageKind.PLAN_IN_GRACE if now.state is PlanState.GRACE else MessageKind.PLAN_ENDED
