"""Robokassa's pay link: which fields it has, what is signed, and the receipt of 54-FZ."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from core.domain.providers import Order
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.gateways.providers.robokassa_keys import ShopKeys
from core.gateways.providers.robokassa_signing import shp_parts

PAY_PAGE = "https://auth.robokassa.ru/Merchant/Index.aspx"
"""Where a customer pays."""

MAX_DESCRIPTION = 100
_MAX_ITEM_NAME = 128
_BOT = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def pay_fields(keys: ShopKeys, order: Order) -> dict[str, str]:
    """Return the fields of the pay page, signed; a receipt among them is encoded once already.

    Raises:
        InputError: the bot's name cannot be signed the same on both sides.
    """
    fields = {
        "MerchantLogin": keys.login,
        "OutSum": order.amount.decimal,
        "InvId": str(order.number),
        "Description": short_text(order.description, MAX_DESCRIPTION) or f"№ {order.number}",
        "Culture": "ru" if order.language == "ru" else "en",
        "Encoding": "utf-8",
    }
    if order.is_test:
        fields["IsTest"] = "1"
    if order.is_recurring:
        fields["Recurring"] = "true"  # not signed; and not together with a date of expiry
    elif order.expires_at is not None:
        fields["ExpirationDate"] = order.expires_at.isoformat(timespec="seconds")
    signed = [fields["MerchantLogin"], fields["OutSum"], fields["InvId"]]
    if receipt := receipt_of(keys, order):
        fields["Receipt"] = quote(receipt, safe="")
        signed.append(fields["Receipt"])
    own = _own_fields(order)
    fields["SignatureValue"] = keys.sign_link(signed, shp_parts(own), is_test=order.is_test)
    return fields | own


def pay_url(fields: Mapping[str, str]) -> str:
    """Return the link with every value encoded once, which makes twice for the receipt."""
    return f"{PAY_PAGE}?{urlencode(fields, quote_via=quote, safe='')}"


def receipt_of(keys: ShopKeys, order: Order) -> str:
    """Return the receipt as JSON, empty if the shop sends none; its one item costs the whole sum."""
    tax_system = keys.tax_system
    if not tax_system:
        return ""
    name = json.dumps(
        short_text(order.description, _MAX_ITEM_NAME) or f"№ {order.number}", ensure_ascii=False
    )
    # by hand, because json.dumps would take the exact decimal through a float
    item = (
        f'{{"name":{name},"quantity":1,"sum":{order.amount.decimal},"tax":{json.dumps(keys.tax)},'
        '"payment_method":"full_payment","payment_object":"service"}'
    )
    return f'{{"sno":{json.dumps(tax_system)},"items":[{item}]}}'


def short_text(text: str, longest: int) -> str:
    """Return `text` on one line and cut."""
    return " ".join(text.split())[:longest].rstrip()


def _own_fields(order: Order) -> dict[str, str]:
    own = {"Shp_user": str(order.customer_id)}
    if order.bot:
        if not _BOT.fullmatch(order.bot):
            raise InputError(
                field="bot",
                value=order.bot,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "Robokassa takes letters, digits, “_”, “.”, “-”")),
            )
        own["Shp_bot"] = order.bot
    if order.is_recurring:
        own["Shp_recurring"] = "1"  # so that the notice tells which payment the next charges have to name
    return own
