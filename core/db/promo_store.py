"""Promo codes and who used them; what is counted is counted in the transaction of the use."""

from collections.abc import Iterable
from typing import Any, cast

from peewee import JOIN, fn

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Customer, Invoice, Payment, Period
from core.db.tables import Promo as Row
from core.db.tables import PromoUse as UseRow
from core.domain.payments import PaymentStatus
from core.domain.promos import GIVEN_UP, Promo, PromoKind, PromoUse
from core.ids import new_id
from core.money import Stars

_PAID = fn.EXISTS(
    Payment.select(Payment.id).where(
        Payment.invoice_number == Invoice.number,
        Payment.status.in_((PaymentStatus.COMPLETED.value, PaymentStatus.PARTLY_REFUNDED.value)),
    )
)
_COUNTS = Invoice.number.is_null() | Invoice.status.not_in(tuple(GIVEN_UP)) | _PAID


def add(tx: Tx, promo: Promo) -> None:
    """Insert a code; the caller has made sure that there is none like it."""
    Row.insert(
        code=promo.code,
        kind=promo.kind.value,
        percent=promo.percent,
        stars=promo.stars.hundredths,
        plan=promo.plan,
        days=promo.days,
        products=",".join(promo.products),
        max_uses=promo.max_uses,
        new_only=promo.new_only,
        valid_from=promo.valid_from,
        valid_until=promo.valid_until,
        is_on=promo.is_on,
        note=promo.note,
        actor=promo.actor,
        created_at=tx.now,
    ).execute()
    tx.changed("promo", promo.code)


def by_code(code: str) -> Promo | None:
    """Return a code, or none."""
    row = row_by(Row, code=code)
    return _promo(row) if row is not None else None


def all_codes() -> list[tuple[Promo, int]]:
    """Return every code with the number of uses that count, the newest first."""
    counted = (
        UseRow.select(UseRow.code, fn.COUNT(UseRow.id))
        .join(Invoice, JOIN.LEFT_OUTER, on=Invoice.number == UseRow.invoice_number)
        .where(_COUNTS)
        .group_by(UseRow.code)
        .tuples()
    )
    used = dict(cast("Iterable[tuple[str, int]]", counted))
    return [(_promo(row), int(used.get(row.code, 0))) for row in Row.select().order_by(Row.created_at.desc())]


def switch(tx: Tx, code: str, *, is_on: bool) -> bool:
    """Switch a code on or off; returns whether that changed anything."""
    changed = Row.update(is_on=is_on).where(Row.code == code, Row.is_on != is_on).execute()
    if changed:
        tx.changed("promo", code)
    return bool(changed)


def uses(code: str) -> int:
    """Return how many uses of a code count."""
    query = UseRow.select(UseRow.id).join(
        Invoice, JOIN.LEFT_OUTER, on=Invoice.number == UseRow.invoice_number
    )
    return int(query.where(UseRow.code == code, _COUNTS).count())


def use_of(code: str, customer_id: int) -> PromoUse | None:
    """Return a customer's use of a code, or none."""
    found = _uses(UseRow.code == code, UseRow.customer_id == customer_id, limit=1)
    return found[0] if found else None


def uses_of(code: str, limit: int = 1000) -> list[PromoUse]:
    """Return who used a code, newest first."""
    return _uses(UseRow.code == code, limit=limit)


def uses_of_customer(customer_id: int) -> list[PromoUse]:
    """Return the codes a customer used, newest first."""
    return _uses(UseRow.customer_id == customer_id, limit=100)


def note_use(
    tx: Tx,
    code: str,
    customer_id: int,
    *,
    invoice_number: int | None = None,
    transfer_id: str | None = None,
    period_id: str | None = None,
    actor: str,
) -> None:
    """Write down a use; one whose invoice came to nothing is used anew, a second one breaks the key."""
    values: dict[str, Any] = {
        "invoice_number": invoice_number,
        "transfer_id": transfer_id,
        "period_id": period_id,
        "actor": actor,
        "used_at": tx.now,
    }
    old = use_of(code, customer_id)
    if old is not None and not old.counts:
        UseRow.update(values).where(UseRow.id == old.id).execute()
    else:
        UseRow.insert(id=new_id(), code=code, customer_id=customer_id, **values).execute()
    tx.changed("promo", code)


def is_new_customer(customer_id: int) -> bool:
    """Tell whether a customer has never paid and never had a plan."""
    paid = Payment.select(Payment.id).where(Payment.customer_id == customer_id).limit(1)
    had = Period.select(Period.id).where(Period.customer_id == customer_id).limit(1)
    return not paid.exists() and not had.exists()


def _uses(*where: Any, limit: int) -> list[PromoUse]:
    query = (
        UseRow.select(
            UseRow, Invoice.status.alias("invoice_status"), _PAID.alias("is_paid"), Customer.first_name,
            Customer.last_name, Customer.username,
        )
        .join(Invoice, JOIN.LEFT_OUTER, on=Invoice.number == UseRow.invoice_number)
        .join(Customer, JOIN.LEFT_OUTER, on=Customer.telegram_id == UseRow.customer_id)
        .where(*where)
        .order_by(UseRow.used_at.desc(), UseRow.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [_use(row) for row in query.dicts()]


def _use(row: Any) -> PromoUse:
    full = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip()
    return PromoUse(
        id=row["id"],
        code=row["code"],
        customer_id=row["customer_id"],
        customer_name=full or row["username"] or str(row["customer_id"]),
        invoice_number=row["invoice_number"],
        invoice_status=row["invoice_status"] or "",
        is_paid=bool(row["is_paid"]),
        period_id=row["period_id"] or "",
        actor=row["actor"],
        used_at=row["used_at"],
    )


def _promo(row: Any) -> Promo:
    return Promo(
        code=row.code,
        kind=PromoKind(row.kind),
        percent=row.percent,
        stars=Stars(row.stars),
        plan=row.plan,
        days=row.days,
        products=tuple(one for one in row.products.split(",") if one),
        max_uses=row.max_uses,
        new_only=row.new_only,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_on=row.is_on,
        note=row.note,
        actor=row.actor,
    )
