"""How each customer's plan stands, one row each: computed from the facts, read by lists and jobs."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from core.db import period_store
from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Period as PeriodRow
from core.db.tables import PlanInterval as IntervalRow
from core.db.tables import Subscription as Row
from core.domain.ledger import Finding
from core.domain.renewals import Notice, Renewal, next_notice_at
from core.domain.subscription_rows import Subscription
from core.domain.subscriptions import PlanState, Standing, timeline

_CHUNK = 500


def row(customer_id: int) -> Subscription | None:
    """Return a customer's row, none for one who never had a plan."""
    found = row_by(Row, customer_id=customer_id)
    return subscription_of(found) if found is not None else None


def put(tx: Tx, customer_id: int, bot: str, standing: Standing, renewal: Renewal, told: Notice) -> None:
    """Write how a customer stands now, in the transaction of what changed it."""
    values = derived(standing, told) | {
        "bot": bot,
        "renew_on": renewal.is_on,
        "renew_provider": renewal.provider,
        "renew_key": renewal.recurring_key,
        "renew_product": renewal.product,
        "renew_plan": renewal.plan,
        "renew_currency": renewal.currency,
        "renew_to_tell": renewal.to_tell,
        "next_charge_at": renewal.next_charge_at,
        "tries": renewal.tries,
        "trouble": renewal.trouble,
        "computed_at": tx.now,
    }
    if not Row.update(values).where(Row.customer_id == customer_id).execute():
        Row.insert(customer_id=customer_id, **values).execute()
    tx.changed("subscription", customer_id)


def derived(standing: Standing, told: Notice) -> dict[str, object]:
    """Return the columns that follow from the timeline."""
    return {
        "plan": standing.plan,
        "rank": standing.rank,
        "state": standing.state.value,
        "period_id": standing.period_id,
        "since": standing.since,
        "until": standing.until,
        "anchor": standing.anchor,
        "grace_days": standing.grace_days,
        "queued": len(standing.queued),
        "next_plan": standing.queued[0].plan if standing.queued else "",
        "stops_at_end": standing.stops_at_end,
        "next_change_at": standing.next_change_at,
        "told": told.value,
        "next_notice_at": next_notice_at(standing.anchor, standing.grace_days, told),
    }


def due(now: datetime, limit: int) -> list[int]:
    """Return customers whose plan changes by itself, or who are to be told of an end, by now."""
    changes = Row.select(Row.customer_id).where(Row.next_change_at <= now).limit(limit)
    notices = Row.select(Row.customer_id).where(Row.next_notice_at <= now).limit(limit)
    found = dict.fromkeys(one.customer_id for query in (changes, notices) for one in query)
    return list(found)[:limit]


def due_to_charge(now: datetime, limit: int) -> list[int]:
    """Return customers whose kept way to pay is to be charged, or their provider told, by now."""
    query = Row.select(Row.customer_id).where(Row.next_charge_at <= now)
    return [one.customer_id for one in query.order_by(Row.next_charge_at).limit(limit)]


def without_row() -> list[int]:
    """Return customers with periods and no row yet: they were imported, or are older than the table."""
    known = Row.select(Row.customer_id)
    query = PeriodRow.select(PeriodRow.customer_id).where(PeriodRow.customer_id.not_in(known)).distinct()
    return [one.customer_id for one in query]


def mismatches() -> list[Finding]:
    """Return rows that are not what follows from all facts at their moment (I19)."""
    found = []
    for chunk in _chunks():
        facts = period_store.facts_of(chunk)
        rows = {one.customer_id: one for one in Row.select().where(Row.customer_id.in_(chunk))}
        for customer_id in chunk:
            wrong = _wrong(rows.get(customer_id), facts[customer_id])
            if wrong:
                found.append(Finding(rule="plan_is_timeline", subject=str(customer_id), detail=wrong))
    return found


def _chunks() -> Iterator[list[int]]:
    sources = (PeriodRow, IntervalRow, Row)
    ids = sorted({one.customer_id for table in sources for one in table.select(table.customer_id)})
    for begin in range(0, len(ids), _CHUNK):
        yield ids[begin : begin + _CHUNK]


def _wrong(row: Any, facts: Any) -> str:
    if row is None:
        return "periods without a subscription"
    standing = timeline(facts).at(row.computed_at)
    wanted = derived(standing, Notice(row.told))
    wrong = [f"{name} {getattr(row, name)!s}, not {value!s}" for name, value in wanted.items()
             if getattr(row, name) != value]  # fmt: skip
    return "; ".join(wrong)


def subscription_of(row: Any) -> Subscription:
    """Return the record of a row of the table."""
    return Subscription(
        customer_id=row.customer_id,
        bot=row.bot,
        plan=row.plan,
        rank=row.rank,
        state=PlanState(row.state),
        period_id=row.period_id,
        since=row.since,
        until=row.until,
        anchor=row.anchor,
        grace_days=row.grace_days,
        queued=row.queued,
        next_plan=row.next_plan,
        stops_at_end=row.stops_at_end,
        next_change_at=row.next_change_at,
        told=Notice(row.told),
        renewal=Renewal(
            is_on=row.renew_on,
            provider=row.renew_provider,
            recurring_key=row.renew_key,
            product=row.renew_product,
            plan=row.renew_plan,
            currency=row.renew_currency,
            to_tell=row.renew_to_tell,
            next_charge_at=row.next_charge_at,
            tries=row.tries,
            trouble=row.trouble,
        ),
        computed_at=row.computed_at,
    )
