"""The list of subscriptions as it is looked at: pages by key, filters, counts. It only reads."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from peewee import JOIN, SQL, ModelSelect, Tuple, fn

from core.db.subscription_store import subscription_of
from core.db.tables import Customer, to_micros
from core.db.tables import Subscription as Row
from core.domain.subscription_rows import ENDING_WITHIN, SubscriptionFilter, SubscriptionRow, View
from core.domain.subscriptions import PlanState

NEVER = 2**63 - 1
_END = SQL(f'COALESCE("t1"."until", {NEVER})')  # as the index has it, to the letter
Key = tuple[int, int]


def key_of(row: SubscriptionRow, view: View) -> Key:
    """Return what a page is read on from: the end, or for what is over the moment it ended; then the id."""
    one = row.subscription
    moment = one.since if view is View.ENDED else one.until
    return (to_micros(moment) if moment is not None else NEVER, one.customer_id)


def page(
    wanted: SubscriptionFilter, now: datetime, *, after: Key | None = None, limit: int = 100
) -> list[SubscriptionRow]:
    """Return a page: what ends first comes first; of what is over, the latest first."""
    query = _filtered(
        Row.select(Row, Customer.first_name, Customer.last_name, Customer.username).join(
            Customer, JOIN.INNER, on=Customer.telegram_id == Row.customer_id
        ),
        wanted,
        now,
    )
    if wanted.view is View.ENDED:
        if after is not None:
            query = query.where(Tuple(SQL('"t1"."since"'), Row.customer_id) < Tuple(*after))
        query = query.order_by(Row.since.desc(), Row.customer_id.desc())
    else:
        if after is not None:
            query = query.where(Tuple(_END, Row.customer_id) > Tuple(*after))
        query = query.order_by(_END, Row.customer_id)
    return [_row(one) for one in query.limit(limit).objects()]


def one(customer_id: int) -> SubscriptionRow | None:
    """Return one customer's line, or none."""
    query = Row.select(Row, Customer.first_name, Customer.last_name, Customer.username).join(
        Customer, JOIN.INNER, on=Customer.telegram_id == Row.customer_id
    )
    return next((_row(found) for found in query.where(Row.customer_id == customer_id).objects()), None)


def ids(wanted: SubscriptionFilter, now: datetime, limit: int) -> list[int]:
    """Return the customers that match, for a run over all of them."""
    query = _filtered(Row.select(Row.customer_id), wanted, now, joined=False)
    return [found.customer_id for found in query.order_by(Row.customer_id).limit(limit)]


def counts(now: datetime) -> dict[View, int]:
    """Return how many customers are in each group."""
    query = Row.select(Row.state, fn.COUNT(Row.customer_id).alias("number")).group_by(Row.state)
    states = {row["state"]: int(row["number"]) for row in cast("Iterable[Mapping[str, Any]]", query.dicts())}
    found = {
        View.ALL: sum(states.values()),
        View.ACTIVE: states.get(PlanState.ACTIVE.value, 0),
        View.GRACE: states.get(PlanState.GRACE.value, 0),
        View.ENDED: states.get(PlanState.ENDED.value, 0),
        View.PAUSED: states.get(PlanState.PAUSED.value, 0),
    }
    for view in (View.ENDING, View.QUEUED, View.TROUBLE):
        wanted = SubscriptionFilter(view=view)
        found[view] = int(_filtered(Row.select(Row.customer_id), wanted, now, joined=False).count())
    return found


def plans() -> list[str]:
    """Return the plans that customers have or had last."""
    return [row.plan for row in Row.select(Row.plan).distinct().order_by(Row.plan) if row.plan]


def bots() -> list[str]:
    """Return the bots that plans were sold through."""
    return [row.bot for row in Row.select(Row.bot).distinct().order_by(Row.bot)]


_STATES = {
    View.ACTIVE: PlanState.ACTIVE,
    View.ENDING: PlanState.ACTIVE,
    View.GRACE: PlanState.GRACE,
    View.ENDED: PlanState.ENDED,
    View.PAUSED: PlanState.PAUSED,
}


def _filtered(
    query: "ModelSelect[Row]", wanted: SubscriptionFilter, now: datetime, *, joined: bool = True
) -> "ModelSelect[Row]":
    if wanted.view in _STATES:
        query = query.where(Row.state == _STATES[wanted.view].value)
    if wanted.view is View.ENDING:
        query = query.where(Row.until <= now + ENDING_WITHIN)
    elif wanted.view is View.QUEUED:
        query = query.where(Row.queued > 0)
    elif wanted.view is View.TROUBLE:
        query = query.where(Row.trouble != "")
    if wanted.plan:
        query = query.where(Row.plan == wanted.plan)
    if wanted.bot:
        query = query.where(Row.bot == wanted.bot)
    words = wanted.text.lower().replace("@", " ").split()
    if words and not joined:
        query = query.join(Customer, JOIN.INNER, on=Customer.telegram_id == Row.customer_id)
    for word in words:
        query = query.where(Customer.search_text.contains(word))
    return query


def _row(found: Any) -> SubscriptionRow:
    full_name = f"{found.first_name} {found.last_name}".strip()
    return SubscriptionRow(
        subscription=subscription_of(found),
        customer_name=full_name or found.username or str(found.customer_id),
        username=found.username,
    )
