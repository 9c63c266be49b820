"""What Robokassa says about money: its notice, and its answer to "how does this order stand?"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.domain.providers import EventKind, Order, OrderState, OrderStatus, ProviderEvent
from core.errors import QT_TRANSLATE_NOOP, BadAnswer, BadProviderKey, RemoteBroken, clause
from core.gateways.providers.fields import bad_notice, invoice_number_or_none, money_or_none
from core.gateways.providers.robokassa_keys import SERVICE
from core.money import Money

NAME = "robokassa"
"""The provider's name in events."""

CURRENCY = "RUB"
MOSCOW = timezone(timedelta(hours=3))
"""The zone of moments that Robokassa tells without one."""

_NAMESPACE = "{http://merchant.roboxchange.com/WebService/}"
_MAX_TELEGRAM_ID = 2**53
_LIVE = frozenset({"", "0", "false"})

_DONE, _BAD_SIGNATURE, _NO_SHOP, _NOT_FOUND, _TWO, _INTERNAL = "0", "1", "2", "3", "4", "1000"
_STATES: Mapping[str, OrderState] = {
    "5": OrderState.OPEN,
    "10": OrderState.EXPIRED,
    "20": OrderState.OPEN,
    "50": OrderState.OPEN,
    "60": OrderState.FAILED,
    "80": OrderState.OPEN,
    "100": OrderState.PAID,
}
_WORDS: Mapping[str, str] = {
    "5": "created",
    "10": "cancelled unpaid",
    "20": "held",
    "50": "paid and being credited",
    "60": "refused, the money went back to the buyer",
    "80": "suspended",
    "100": "paid",
}
_KINDS: Mapping[OrderState, EventKind] = {
    OrderState.PAID: EventKind.PAID,
    OrderState.EXPIRED: EventKind.EXPIRED,
    OrderState.FAILED: EventKind.FAILED,
}


def is_test(fields: Mapping[str, str]) -> bool:
    """Tell whether a notice is about a test payment; whatever is not plainly live is one."""
    return fields.get("IsTest", "").strip().lower() not in _LIVE


def payment_id(login: str, number: int) -> str:
    """Return what names a payment for ever: the shop and its number of the invoice."""
    return f"{login}:{number}"


def event_of_notice(login: str, fields: Mapping[str, str]) -> ProviderEvent:
    """Return what a verified notice says; the sum is what the shop asked for, never what the buyer paid.

    Raises:
        BadNotice: the number or the sum is none.
    """
    number = invoice_number_or_none(fields["InvId"])
    if number is None:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no invoice number"))
        raise bad_notice(SERVICE)("InvId", fields["InvId"], problem)
    amount = money_or_none(fields["OutSum"], CURRENCY)
    if amount is None:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no sum"))
        raise bad_notice(SERVICE)("OutSum", fields["OutSum"], problem)
    own = {name.lower(): value for name, value in fields.items()}
    is_first = own.get("shp_recurring") == "1"
    return ProviderEvent(
        provider=NAME,
        kind=EventKind.PAID,
        external_id=payment_id(login, number),
        invoice_number=number,
        amount=amount,
        payer_id=_telegram_id(own.get("shp_user", "")),
        bot=own.get("shp_bot", ""),
        fee=money_or_none(fields.get("Fee", ""), CURRENCY),
        is_test=is_test(fields),
        is_recurring=is_first,
        is_first_recurring=is_first,
        recurring_key=str(number) if is_first else "",
        detail=fields.get("PaymentMethod", "")[:64],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationState:
    """The answer to OpStateExt; texts are empty where it has none."""

    result: str
    description: str
    state: str
    moment: str
    out_sum: str
    op_key: str
    method: str
    own: Mapping[str, str]


def read_state(body: bytes) -> OperationState:
    """Read the XML of OpStateExt without trusting it; raises BadAnswer."""
    try:
        root = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadAnswer(service=SERVICE, detail=f"no XML ({error})") from error
    result = _text(root, "Result", "Code")
    if not result:
        raise BadAnswer(service=SERVICE, detail="the XML has no Result/Code")
    pairs = root.iterfind(f"{_NAMESPACE}UserField/{_NAMESPACE}Field")
    return OperationState(
        result=result,
        description=_text(root, "Result", "Description"),
        state=_text(root, "State", "Code"),
        moment=_text(root, "State", "StateDate"),
        out_sum=_text(root, "Info", "OutSum"),
        op_key=_text(root, "Info", "OpKey"),
        method=_text(root, "Info", "PaymentMethod", "Code"),
        own={_text(pair, "Name").lower(): _text(pair, "Value") for pair in pairs},
    )


def check_result(found: OperationState) -> None:
    """Raise BadProviderKey or RemoteBroken if the question itself was refused."""
    if found.result in (_BAD_SIGNATURE, _NO_SHOP):
        words = {
            _BAD_SIGNATURE: clause(QT_TRANSLATE_NOOP("Clause", "password 2 or the hash is another one")),
            _NO_SHOP: clause(QT_TRANSLATE_NOOP("Clause", "there is no such shop, or it is not active")),
        }
        raise BadProviderKey(service=SERVICE, detail=found.description or words[found.result])
    if found.result == _INTERNAL:
        raise RemoteBroken(service=SERVICE, status=f"code {_INTERNAL}")


def status_of(login: str, order: Order, found: OperationState) -> OrderStatus:
    """Return how an order stands; `check_result` was called before."""
    if found.result != _DONE:
        words = {_NOT_FOUND: "not found: nobody has begun to pay", _TWO: "two operations have this number"}
        detail = found.description or words.get(found.result, f"code {found.result}")
        # an operation begins when the customer opens the pay page: of one that is not there nobody has paid
        state = OrderState.OPEN if found.result == _NOT_FOUND else OrderState.UNKNOWN
        return OrderStatus(state=state, detail=detail)
    state = _STATES.get(found.state, OrderState.UNKNOWN)
    detail = f"{found.state} {_WORDS.get(found.state, 'unknown')}"
    if state not in _KINDS:
        return OrderStatus(state=state, detail=detail)
    amount = money_or_none(found.out_sum, CURRENCY)
    if state is OrderState.PAID and amount is None:
        raise BadAnswer(service=SERVICE, detail=f"a paid order with the sum {found.out_sum[:32]!r}")
    return OrderStatus(state=state, detail=detail, event=_event(login, order, found, _KINDS[state], amount))


def _event(
    login: str, order: Order, found: OperationState, kind: EventKind, amount: Money | None
) -> ProviderEvent:
    is_first = found.own.get("shp_recurring") == "1"
    return ProviderEvent(
        provider=NAME,
        kind=kind,
        external_id=payment_id(login, order.number),
        invoice_number=order.number,
        amount=amount,
        payer_id=_telegram_id(found.own.get("shp_user", "")),
        bot=found.own.get("shp_bot", ""),
        paid_at=read_moment(found.moment) if kind is EventKind.PAID else None,
        refund_key=found.op_key,
        is_recurring=is_first,
        is_first_recurring=is_first,
        recurring_key=str(order.number) if is_first else "",
        detail=found.method if kind is EventKind.PAID else found.state,
    )


def read_moment(text: str) -> datetime | None:
    """Return a moment, up to seven digits after the second, in UTC; None if it is none."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=MOSCOW)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _telegram_id(text: str) -> int | None:
    if not text.isascii() or not text.isdecimal() or len(text) > 16:
        return None
    number = int(text)
    return number if 0 < number < _MAX_TELEGRAM_ID else None


def _text(root: Element, *path: str) -> str:
    found = root.findtext("/".join(f"{_NAMESPACE}{step}" for step in path))
    return (found or "").strip()
