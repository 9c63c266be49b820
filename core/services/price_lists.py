"""The price lists: versions kept for ever, the one in force, and new ones from a date on."""

import json
from datetime import datetime
from pathlib import Path

from core.clock import Clock
from core.db import audit_store, price_list_store
from core.db.database import Database, Tx
from core.domain.people import Operator, Permission
from core.domain.periods import MAX_GRACE_DAYS
from core.domain.price_lists import Plan, PriceList, PriceListEntry
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NotFound, clause
from core.services.rights import allowed

BUILT_IN = Path(__file__).resolve().parents[2] / "resources" / "prices"
"""The lists every database begins with, one JSON file a version."""


def in_force(now: datetime) -> PriceList:
    """Return the list in force at `now`; asked inside a transaction or a snapshot.

    Raises:
        NotFound: there is none yet; nothing has a price (I17).
    """
    found = price_list_store.current(now)
    if found is None:
        raise NotFound(kind="price list", ident=now.date().isoformat())
    return found


def version(name: str) -> PriceList:
    """Return a version by its name, inside a transaction or a snapshot; raises NotFound."""
    found = price_list_store.by_version(name)
    if found is None:
        raise NotFound(kind="price list", ident=name)
    return found


def plan_of(key: str, now: datetime) -> Plan:
    """Return a plan as the list in force has it, else the newest list that ever had it; raises NotFound."""
    listed = next((one for one in in_force(now).plans if one.key == key), None)
    if listed is not None:
        return listed
    older = (plan for one in price_list_store.all_versions() for plan in one.plans)
    found = next((plan for plan in older if plan.key == key), None)
    if found is None:
        raise NotFound(kind="plan", ident=key)
    return found


class PriceLists:
    """What is on sale."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on an open database."""
        self._db = db
        self._clock = clock

    async def install_built_in(self) -> None:
        """Add the built-in versions that the database lacks; a version that is there stays as it is."""
        lists = [read_list(path.read_text(encoding="utf-8")) for path in sorted(BUILT_IN.glob("*.json"))]

        def write(tx: Tx) -> None:
            for one in lists:
                if price_list_store.by_version(one.version) is None:
                    _add(tx, one, "system", "built in")

        await self._db.write(write)

    async def current(self) -> PriceList:
        """Return the list in force now; raises NotFound."""
        now = self._clock.now()
        return await self._db.read(lambda: in_force(now))

    async def all(self) -> list[PriceList]:
        """Return every version, the newest first."""
        return await self._db.read(price_list_store.all_versions)

    async def entries(self) -> list[PriceListEntry]:
        """Return every version with who put it in, the newest first."""
        return await self._db.read(price_list_store.entries)

    async def add(self, text: str, operator: Operator) -> PriceList:
        """Add a new version from its JSON text; invoices made before keep theirs.

        Raises:
            NotAllowed, InputError, AlreadyDone: nothing was added.
        """
        operator = await allowed(self._db, operator, Permission.EDIT_PRICES)
        made = read_list(text)

        def write(tx: Tx) -> PriceList:
            if price_list_store.by_version(made.version) is not None:
                raise AlreadyDone(
                    problem=clause(
                        QT_TRANSLATE_NOOP("Clause", "there is a price list {version}"), version=made.version
                    )
                )
            _add(tx, made, operator.name, made.note)
            return made

        return await self._db.write(write)


def to_text(listed: PriceList) -> str:
    """Return a version as the JSON text that `read_list` reads."""
    head = {
        "version": listed.version,
        "valid_from": listed.valid_from.isoformat(),
        "note": listed.note,
    }
    return json.dumps(head | price_list_store.to_body(listed), ensure_ascii=False, indent=1)


def read_list(text: str) -> PriceList:
    """Return the price list of a JSON text.

    Raises:
        InputError: it is no price list; says what is wrong.
    """
    try:
        body = json.loads(text)
        moment = datetime.fromisoformat(body["valid_from"])
        made = price_list_store.from_body(body["version"], moment, body.get("note", ""), body)
        _require_whole(made)
    except KeyError as error:
        raise InputError(
            field="price list",
            value=text[:80],
            problem=clause(QT_TRANSLATE_NOOP("Clause", "“{name}” is missing in it"), name=error.args[0]),
        ) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(
            field="price list",
            value=text[:80],
            problem=clause(QT_TRANSLATE_NOOP("Clause", "it cannot be read ({reason})"), reason=error),
        ) from error
    return made


def _require_whole(made: PriceList) -> None:
    """Refuse what would sell something for nothing, or twice under one key."""
    if not made.version or made.valid_from.tzinfo is None or made.stars_per_step.hundredths <= 0:
        raise ValueError("version, valid_from with its zone and stars_per_step are needed")
    keys = [product.key for product in made.products]
    if len(set(keys)) != len(keys):
        raise ValueError("a product's key stands twice")
    plans = {plan.key for plan in made.plans}
    if any(not 0 <= plan.grace_days <= MAX_GRACE_DAYS for plan in made.plans):
        raise ValueError("grace_days are 0 to 7")
    for product in made.products:
        if product.plan and product.plan not in plans:
            raise ValueError(f"{product.key} names the unknown plan {product.plan}")
        if not product.plan and product.stars.hundredths <= 0:
            raise ValueError(f"{product.key} gives nothing")
        if any(price.minor <= 0 for price in product.prices.values()):
            raise ValueError(f"{product.key} has a price that is not positive")
        if not {"ru", "en"} <= set(product.title):
            raise ValueError(f"{product.key} needs a title in ru and en")


def _add(tx: Tx, made: PriceList, actor: str, reason: str) -> None:
    price_list_store.add(tx, made, actor)
    audit_store.add(
        tx,
        actor=actor,
        action="price_list.add",
        subject_kind="price_list",
        subject_id=made.version,
        after={"valid_from": made.valid_from.isoformat(), "products": len(made.products)},
        reason=reason,
    )
