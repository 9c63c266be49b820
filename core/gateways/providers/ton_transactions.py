"""Transactions of our TON address, read into our words.

A coin payment is an incoming message with value; a jetton payment is the notice of *our* wallet of an
allow-listed master, which alone knows what it received. Names and symbols prove nothing. No event at all are:
what we sent ourselves, what was sent on or bounced, and the notices of jettons that nobody listed: their
sender made them up, and the coins that come with them only pay for the message.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.providers import EventKind, ProviderEvent, StatementLine
from core.domain.references import read_reference
from core.errors import QT_TRANSLATE_NOOP, clause
from core.gateways.providers.fields import Fields, minor_or_none
from core.gateways.providers.ton_cells import BadCell, Cell, Slice, friendly_address, raw_address, read_boc
from core.money import Money

NAME = "ton"
TITLE = "TON"

TRANSFER_NOTIFICATION = 0x7362D09C
_TEXT = 0
_BOUNCED = 0xFFFFFFFF
_EXCESSES = 0xD53276DB
_OWNERSHIP_ASSIGNED = 0x05138D91
_NO_PAYMENTS = {_BOUNCED, _EXCESSES, _OWNERSHIP_ASSIGNED, TRANSFER_NOTIFICATION}
_SHOWN_COMMENT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The address that is watched."""

    address: str
    """Raw: "0:" and 64 hex digits in small letters."""
    network: str
    """"main" or "test"."""
    wallets: Mapping[str, str] = field(default_factory=dict)
    """Our jetton wallets by raw address: the asset of each."""
    tolerances: Mapping[str, Money] = field(default_factory=dict)

    @property
    def is_test(self) -> bool:
        """Tell whether money of this network is worth nothing."""
        return self.network == "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a transaction stands in the history of its address."""

    lt: int
    hash: str
    """As the endpoint writes it, base64."""

    @property
    def hex(self) -> str:
        """Return the hash in one form only, whatever alphabet of base64 it came in."""
        return base64.b64decode(self.hash.replace("-", "+").replace("_", "/")).hex()


def place_of(transaction: Fields) -> Place:
    """Return where a transaction stands; refuses one whose place cannot be read."""
    ident = transaction.fields("transaction_id")
    place = Place(lt=_digits(ident, "lt"), hash=ident.text("hash"))
    try:
        is_hash = len(place.hex) == 64
    except (binascii.Error, ValueError):
        is_hash = False
    if not is_hash:
        ident.refuse("hash", clause(QT_TRANSLATE_NOOP("Clause", "it is no hash")))
    return place


def read_transaction(transaction: Fields, account: Account) -> ProviderEvent | None:
    """Return the money that a transaction brought in; None if it brought none."""
    message = transaction.optional_fields("in_msg")
    source = message.optional_text("source")
    if not source or transaction.objects("out_msgs") or _address(message, "destination") != account.address:
        return None
    if message.has("bounced") and message.flag("bounced"):
        return None
    body = _Body.of(message)
    asset = account.wallets.get(_address(message, "source"))
    if asset is not None and body.code == TRANSFER_NOTIFICATION:
        return _jetton_event(transaction, account, body, asset)
    value = _digits(message, "value")
    if not value or body.code in _NO_PAYMENTS:
        return None
    return _event(transaction, account, minor_or_none(value, "TON"), raw_address(source), body.comment)


def _jetton_event(transaction: Fields, account: Account, body: "_Body", asset: str) -> ProviderEvent | None:
    rest = body.rest
    try:
        rest.uint(64)
        amount, sender = rest.coins(), rest.address()
    except BadCell:
        transaction.refuse("in_msg.msg_data", clause(QT_TRANSLATE_NOOP("Clause", "it cannot be read")))
    if not amount:
        return None
    return _event(transaction, account, minor_or_none(amount, asset), sender, _forwarded(rest))


def _event(
    transaction: Fields, account: Account, amount: Money | None, sender: str, comment: str
) -> ProviderEvent:
    place = place_of(transaction)
    shown = friendly_address(sender, is_test=account.is_test) if sender else ""
    return ProviderEvent(
        provider=NAME,
        kind=EventKind.PAID,
        external_id=f"{account.network}:{account.address}:{place.lt}:{place.hex}",
        invoice_number=read_reference(comment),
        amount=amount,
        payer_name=shown,
        paid_at=moment_of(transaction),
        is_test=account.is_test,
        refund_key=shown,
        tolerance=account.tolerances.get(amount.currency) if amount else None,
        detail=comment[:_SHOWN_COMMENT],
    )


def moment_of(transaction: Fields) -> datetime:
    """Return when a transaction was made."""
    return transaction.seconds("utime")


def statement_line(event: ProviderEvent, at: datetime) -> StatementLine | None:
    """Return the line of a payment."""
    if event.amount is None:
        return None
    return StatementLine(
        provider=NAME,
        external_id=event.external_id,
        amount=event.amount,
        at=at,
        invoice_number=event.invoice_number,
        payer_name=event.payer_name,
        purpose=event.detail,
    )


@dataclass(frozen=True, slots=True)
class _Body:
    """What a message says: its code, 0 for a text, and its text."""

    code: int
    comment: str
    rest: Slice

    @classmethod
    def of(cls, message: Fields) -> "_Body":
        """Read a body in whichever of its two forms an endpoint gave it; an unreadable one says nothing."""
        data = message.optional_fields("msg_data")
        try:
            if data.optional_text("@type") == "msg.dataText":
                return cls(_TEXT, _plain(data.optional_text("text")), _nothing())
            boc = data.optional_text("body")
            body = read_boc(boc) if boc else None
            if body is None or body.left < 32:
                return cls(_TEXT, "", _nothing())
            code = body.uint(32)
            return cls(code, body.text() if code == _TEXT else "", body)
        except BadCell:
            return cls(_TEXT, "", _nothing())


def _nothing() -> Slice:
    return Slice(Cell(0, 0))


def _forwarded(rest: Slice) -> str:
    """Return the comment that the payer let the wallet forward, empty if that is none."""
    try:
        payload = rest.ref() if rest.uint(1) else rest
        return payload.text() if payload.left >= 32 and payload.uint(32) == _TEXT else ""
    except BadCell:
        return ""


def _plain(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:  # binascii.Error and UnicodeDecodeError are ValueErrors
        return ""


def _address(message: Fields, name: str) -> str:
    try:
        return raw_address(message.text(name))
    except BadCell:
        message.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no address")))


def _digits(record: Fields, name: str) -> int:
    text = record.text(name)
    if not (text.isascii() and text.isdecimal() and len(text) <= 25):
        record.refuse(name, clause(QT_TRANSLATE_NOOP("Clause", "it is no whole number")))
    return int(text)
