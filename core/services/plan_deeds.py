"""Plans given by hand as deeds under caps: a gift, a promo code used for a customer, a run over many.

What plan time comes to, for the caps alone: by days, the stars that come with its plan, or about as many as
its money would buy if none come. A plan that is not sold, or has no end, counts as the dearest one on sale
for its usual length. So nobody gives away alone what they could not give as stars.
"""

from core.db import mass_store, people_store, period_store, price_list_store, promo_store
from core.db.database import Tx
from core.domain import promos as promo_rules
from core.domain.caps import rough_worth
from core.domain.deeds import Deed, DeedKind, Measure
from core.domain.mass_runs import MassRun, RunStatus
from core.domain.people import Operator
from core.domain.price_lists import Plan, PriceList, Product
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, NotFound, clause
from core.money import ZERO, Stars
from core.services import promos, subscriptions
from core.services.deed_book import Made
from core.services.subscriptions import Gift

NOBODY = 0
"""Whose share a run over many is: it counts against its operator, not against each customer."""


def gift_deed(gift: Gift) -> Deed:
    """Return a gift of plan time as a deed."""
    return Deed(
        kind=DeedKind.GRANT_PLAN,
        operation_id=gift.operation_id,
        arguments={
            "customer": gift.customer_id,
            "plan": gift.plan,
            "days": gift.days,
            "amount": gift.stars.hundredths,
            "gift": gift.kind,
            "tells": gift.tells,
        },
        reason=gift.reason,
    )


def promo_deed(code: str, customer_id: int) -> Deed:
    """Return the use of a promo code for a customer as a deed; the code and the customer are its key."""
    clean = promo_rules.clean_code(code)
    return Deed(
        kind=DeedKind.GRANT_PLAN,
        operation_id=f"promo:{clean}:{customer_id}",
        arguments={"customer": customer_id, "promo": clean},
        reason=f"promo {clean}",
    )


def run_deed(run: MassRun) -> Deed:
    """Return the start of a stored run as a deed."""
    return Deed(
        kind=DeedKind.GRANT_PLAN,
        operation_id=f"run:{run.id}",
        arguments={"run": run.id, "customers": run.total},
        reason=run.reason,
    )


def measure(deed: Deed) -> Measure:
    """Return what a deed of this kind comes to, for the caps."""
    if deed.text("run"):
        run = _run(deed.text("run"))
        each = run.stars + worth(run.plan, run.days)
        return Measure(shares={NOBODY: each * run.total}, basis={"status": run.status.value})
    customer_id = deed.number("customer")
    if people_store.customer(customer_id) is None:
        raise NotFound(kind="customer", ident=customer_id)
    if deed.text("promo"):
        promo = promos.known(deed.text("promo"))
        given = promo.stars + (worth(promo.plan, promo.days) if promo.plan else ZERO)
        return Measure(shares={customer_id: given}, basis={"promo": promo.code})
    days = deed.arguments["days"]
    given = deed.amount + worth(deed.text("plan"), days if isinstance(days, int) else None)
    return Measure(shares={customer_id: given}, basis={})


def perform(tx: Tx, deed: Deed, operator: Operator) -> Made:
    """Do a deed of this kind."""
    if deed.text("run"):
        run = _run(deed.text("run"))
        if run.status is not RunStatus.ASKED or not mass_store.move(tx, run, RunStatus.RUNNING):
            raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the run was started before")))
        return Made(id=f"run {run.id}", record=_run(run.id))
    if deed.text("promo"):
        done = promos.redeem(
            tx,
            deed.text("promo"),
            deed.number("customer"),
            actor=operator.name,
            actor_id=operator.id,
        )
        return Made(id=f"promo {done.promo.code} {deed.number('customer')}", record=done)
    days = deed.arguments["days"]
    gift = Gift(
        operation_id=deed.operation_id,
        customer_id=deed.number("customer"),
        plan=deed.text("plan"),
        days=days if isinstance(days, int) else None,
        stars=deed.amount,
        kind=deed.text("gift"),
        reason=deed.reason,
        tells=deed.arguments["tells"] is True,
    )
    period, _line = subscriptions.give(tx, gift, actor=operator.name, actor_id=operator.id)
    return Made(id=f"period {period.id}", record=period)


def recall(result_id: str) -> object:
    """Return what an earlier deed made, by the id it gave."""
    kind, ident, *more = result_id.split(" ")
    if kind == "run":
        return _run(ident)
    if kind == "promo":
        use = promo_store.use_of(ident, int(more[0]))
        promo = promos.known(ident)
        period_id = use.period_id if use is not None else ""
        return promos.Redeemed(promo=promo, stars=promo.stars, period_id=period_id)
    return period_store.by_id(ident)


def worth(key: str, days: int | None) -> Stars:
    """Return what plan time counts as; raises NotFound if no list has the plan."""
    for listed in price_list_store.all_versions():
        for plan in listed.plans:
            if plan.key == key:
                return _worth(listed, plan, days)
    raise NotFound(kind="plan", ident=key)


def _worth(listed: PriceList, plan: Plan, days: int | None) -> Stars:
    sold: dict[str, Stars] = {}
    for one in listed.products:
        if one.plan and one.prices:
            sold[one.plan] = max(sold.get(one.plan, ZERO), _price(one))
    price = sold.get(plan.key)
    usual = plan.days
    if price is None or usual is None:
        return max(sold.values(), default=ZERO)
    return Stars(-(-price.hundredths * (days if days is not None else usual) // usual))


def _price(sold: Product) -> Stars:
    """Return the stars that come with a plan; one sold without stars is still worth its money."""
    return sold.stars or max(rough_worth(price) for price in sold.prices.values())


def _run(run_id: str) -> MassRun:
    found = mass_store.by_id(run_id)
    if found is None:
        raise NotFound(kind="run", ident=run_id)
    return found
