"""Versions of the price list; rows are only ever added."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import PriceList as Row
from core.domain.periods import DEFAULT_GRACE_DAYS
from core.domain.price_lists import Plan, PriceList, PriceListEntry, Product
from core.money import Money, Stars


def add(tx: Tx, price_list: PriceList, actor: str) -> None:
    """Insert a version; the caller has made sure that there is none of this name."""
    Row.insert(
        version=price_list.version,
        valid_from=price_list.valid_from,
        body=json.dumps(to_body(price_list), ensure_ascii=False, sort_keys=True),
        note=price_list.note,
        actor=actor,
        created_at=tx.now,
    ).execute()
    tx.changed("price_list", price_list.version)


def by_version(version: str) -> PriceList | None:
    """Return a version, or none."""
    row = row_by(Row, version=version)
    return _price_list(row) if row is not None else None


def current(now: datetime) -> PriceList | None:
    """Return the version in force at `now`, or none."""
    query = Row.select().where(Row.valid_from <= now).order_by(Row.valid_from.desc(), Row.version.desc())
    row = query.first()
    return _price_list(row) if row is not None else None


def all_versions() -> list[PriceList]:
    """Return every version, the newest first."""
    return [_price_list(row) for row in Row.select().order_by(Row.valid_from.desc(), Row.version.desc())]


def entries() -> list[PriceListEntry]:
    """Return every version with who put it in, the newest first."""
    query: Any = Row.select().order_by(Row.valid_from.desc(), Row.version.desc())
    return [PriceListEntry(list=_price_list(row), actor=row.actor, made_at=row.created_at) for row in query]


def to_body(price_list: PriceList) -> dict[str, object]:
    """Return what a version says as JSON can hold it; stars in hundredths, money in minor units."""
    return {
        "plans": [
            {
                "key": plan.key,
                "title": dict(plan.title),
                "rank": plan.rank,
                "days": plan.days,
                "gives": list(plan.gives),
                "grace_days": plan.grace_days,
            }
            for plan in price_list.plans
        ],
        "products": [
            {
                "key": product.key,
                "title": dict(product.title),
                "stars": product.stars.hundredths,
                "plan": product.plan,
                "prices": {currency: money.minor for currency, money in product.prices.items()},
                "is_test": product.is_test,
            }
            for product in price_list.products
        ],
        "training": {
            "stars_per_step": price_list.stars_per_step.hundredths,
            "offered_steps": list(price_list.offered_steps),
        },
        "rates": {"RUB_PER_USD": price_list.rub_per_usd},
    }


def from_body(version: str, valid_from: datetime, note: str, body: Mapping[str, Any]) -> PriceList:
    """Return the version that `to_body` wrote; raises KeyError, TypeError, WrongAmount for anything else."""
    return PriceList(
        version=version,
        valid_from=valid_from,
        note=note,
        plans=tuple(
            Plan(
                key=plan["key"],
                title=plan["title"],
                rank=plan["rank"],
                days=plan["days"],
                gives=tuple(plan["gives"]),
                grace_days=plan.get("grace_days", DEFAULT_GRACE_DAYS),
            )
            for plan in body["plans"]
        ),
        products=tuple(
            Product(
                key=product["key"],
                title=product["title"],
                stars=Stars(product["stars"]),
                plan=product["plan"],
                prices={currency: Money(minor, currency) for currency, minor in product["prices"].items()},
                is_test=product["is_test"],
            )
            for product in body["products"]
        ),
        stars_per_step=Stars(body["training"]["stars_per_step"]),
        offered_steps=tuple(body["training"]["offered_steps"]),
        rub_per_usd=body["rates"]["RUB_PER_USD"],
    )


def _price_list(row: Any) -> PriceList:
    return _read(row.version, row.valid_from, row.note, row.body)


@lru_cache(maxsize=64)
def _read(version: str, valid_from: datetime, note: str, text: str) -> PriceList:
    """Read a version once: it never changes, and every price and plan is looked up in one."""
    return from_body(version, valid_from, note, cast("dict[str, Any]", json.loads(text)))
