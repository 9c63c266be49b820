"""What every provider asks of an order before it asks anybody else."""

import uuid

from core.domain.providers import Order, OrderState, OrderStatus, RefundOrder
from core.errors import QT_TRANSLATE_NOOP, Clause, InputError, clause
from core.gateways.providers.fields import MAX_INVOICE_NUMBER

_NAMESPACE = uuid.UUID("6f0d1a52-6c0b-4d6b-9a43-5d2a1c1f7b10")


def check_order(order: Order, currencies: tuple[str, ...]) -> None:
    """Raise InputError if no invoice of ours can look like this, or the currency is not sold here."""
    if not 1 <= order.number <= MAX_INVOICE_NUMBER:
        raise _unfit("invoice", order.number, clause(QT_TRANSLATE_NOOP("Clause", "it is no invoice number")))
    _check_amount(order.amount.currency, order.amount.minor, currencies)


def check_refund(order: RefundOrder, currencies: tuple[str, ...]) -> None:
    """Raise InputError if nothing of this kind can be given back here."""
    _check_amount(order.amount.currency, order.amount.minor, currencies)


def check_mode(order: Order, *, is_test_key: bool) -> None:
    """Raise InputError if a customer's order meets a key for tests: it would be paid with nothing.

    The other way round is allowed: a test product is paid with real money, to prove the way of a payment.
    """
    if is_test_key and not order.is_test:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "the key of the provider is for tests only"))
        raise _unfit("test", "no", problem)


def not_found(searched: int, most: int) -> OrderStatus:
    """Return the status of an order that is not among the `searched` newest ones of a provider.

    If these were all, or all that can matter, it is certain that nobody paid it: OPEN. Else UNKNOWN.
    """
    state = OrderState.OPEN if searched < most else OrderState.UNKNOWN
    return OrderStatus(state=state, detail="the provider has no such order")


def _check_amount(currency: str, minor: int, currencies: tuple[str, ...]) -> None:
    if currency not in currencies:
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "this provider takes only {currencies}"),
            currencies=", ".join(currencies),
        )
        raise _unfit("currency", currency, problem)
    if minor <= 0:
        raise _unfit("amount", minor, clause(QT_TRANSLATE_NOOP("Clause", "it must be more than nothing")))


def _unfit(field: str, value: object, problem: Clause) -> InputError:
    return InputError(field=field, value=value, problem=problem)


def request_key(*parts: object) -> str:
    """Return the key that makes a repeated request harmless: the same for the same deed, for ever.

    `parts` name the deed, for example "refund" and the refund's id. A deed that is tried anew after a refusal
    has another id, or another body among its parts, and with it another key.
    """
    return str(uuid.uuid5(_NAMESPACE, "/".join(map(str, parts))))
