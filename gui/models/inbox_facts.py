"""A line of the inbox as facts in groups, and the raw bytes in a shape that can be read."""

import json
import xml.dom.minidom
from datetime import datetime
from urllib.parse import parse_qsl
from xml.parsers.expat import ExpatError

from PySide6.QtCore import QCoreApplication

from core.domain.inbox import InboxLine, InboxRow
from core.domain.payments import Payment
from core.services.inbox_list import InboxDetails
from gui import formats, texts
from gui.models import inbox_words, payment_words
from gui.widgets.fact_rows import Fact, FactGroup

LARGEST_PRETTY = 200_000
"""Longer bodies are shown as they came: laying them out anew would take longer than reading them helps."""


def head(line: InboxLine) -> str:
    """Return the one line of facts under a line's name."""
    parts = [
        inbox_words.verdict_word(line.verdict),
        line.customer_name or QCoreApplication.translate("InboxFacts", "nobody knows who"),
        payment_words.provider_word(line.provider),
    ]
    return " · ".join(parts)


def groups(details: InboxDetails, now: datetime) -> list[FactGroup]:
    """Return everything about a line in groups: what came against what was expected first."""
    found = []
    if details.payment is not None:
        found.append(_came(details, details.payment))
    if details.row is not None:
        found += [*_did(details.row), _arrived(details.row, now)]
    return found


def _came(details: InboxDetails, payment: Payment) -> FactGroup:
    invoice, customer = details.invoice, details.customer
    facts = [
        _fact(QCoreApplication.translate("InboxFacts", "Came"), formats.money(payment.amount)),
        _fact(
            QCoreApplication.translate("InboxFacts", "Expected"),
            formats.money(invoice.amount)
            if invoice
            else QCoreApplication.translate("InboxFacts", "no invoice is known"),
        ),
        _fact(
            QCoreApplication.translate("InboxFacts", "Verdict"), payment_words.verdict_word(payment.verdict)
        ),
        _fact(QCoreApplication.translate("InboxFacts", "Payment is"), texts.payment_word(payment.status)),
    ]
    if invoice is not None:
        gives = formats.stars(invoice.stars)
        if invoice.plan:
            gives = f"{payment_words.plan_word(invoice.plan)}, {gives}"
        facts += [
            _fact(QCoreApplication.translate("InboxFacts", "It buys"), gives),
            _fact(
                QCoreApplication.translate("InboxFacts", "Invoice is"),
                texts.invoice_word(invoice.status),
            ),
            _id(QCoreApplication.translate("InboxFacts", "Invoice"), str(invoice.number)),
        ]
    if payment.payer_id is not None and (customer is None or payment.payer_id != customer.telegram_id):
        facts.append(_id(QCoreApplication.translate("InboxFacts", "Payer"), str(payment.payer_id)))
    if customer is not None:
        facts.append(_fact(QCoreApplication.translate("InboxFacts", "Customer"), customer.name))
    facts.append(_id(QCoreApplication.translate("InboxFacts", "Provider’s id"), payment.external_id))
    if payment.decided_by:
        facts += [
            _fact(QCoreApplication.translate("InboxFacts", "Decided by"), payment.decided_by),
            _fact(QCoreApplication.translate("InboxFacts", "Reason"), payment.decision_reason),
        ]
    caption = QCoreApplication.translate("InboxFacts", "What came and what was expected")
    return FactGroup(caption=caption, facts=tuple(facts))


def _did(row: InboxRow) -> list[FactGroup]:
    facts = [_id(inbox_words.effect_word(what), ident) for what, ident in row.effects]
    if not facts:
        return []
    return [FactGroup(caption=QCoreApplication.translate("InboxFacts", "What it did"), facts=tuple(facts))]


def _arrived(row: InboxRow, now: datetime) -> FactGroup:
    facts = [
        _fact(QCoreApplication.translate("InboxFacts", "Became"), inbox_words.verdict_word(row.verdict)),
        _fact(QCoreApplication.translate("InboxFacts", "Came as"), inbox_words.source_word(row.source)),
        _fact(QCoreApplication.translate("InboxFacts", "Received"), formats.full_moment(row.received_at)),
        _fact(QCoreApplication.translate("InboxFacts", "Delivered"), f"{formats.count(row.deliveries)} ×"),
        _fact(QCoreApplication.translate("InboxFacts", "Size"), formats.byte_size(row.length_bytes)),
    ]
    if row.detail:
        words = inbox_words.detail_word(row.detail)
        facts.insert(1, _fact(QCoreApplication.translate("InboxFacts", "Because"), words))
    if row.next_try_at is not None:
        left = formats.short_moment(row.next_try_at, now)
        facts.append(_fact(QCoreApplication.translate("InboxFacts", "Next try"), left))
    if row.source_address:
        facts.append(_id(QCoreApplication.translate("InboxFacts", "Sender"), row.source_address))
    if row.seen_by:
        facts.append(_fact(QCoreApplication.translate("InboxFacts", "Seen by"), row.seen_by))
    facts += [
        _id(QCoreApplication.translate("InboxFacts", "Delivery"), row.delivery_id),
        _id(QCoreApplication.translate("InboxFacts", "Our id"), row.id),
    ]
    caption = QCoreApplication.translate("InboxFacts", "How it came")
    return FactGroup(caption=caption, facts=tuple(facts))


def raw_text(row: InboxRow | None) -> str:
    """Return headers, query and body; JSON, forms and XML laid out to be read, all else as it came."""
    if row is None:
        return QCoreApplication.translate(
            "InboxFacts",
            "No notice is kept for it: the provider was asked, or it was entered by hand.",
        )
    parts = ["\n".join(f"{name}: {value}" for name, value in row.headers.items())]
    if row.query:
        parts.append("\n".join(f"{name} = {value}" for name, value in parse_qsl(row.query, True)))
    parts.append(pretty(row.body))
    if row.is_cut:
        parts.append(
            QCoreApplication.translate("InboxFacts", "… only the beginning of {size} was kept").format(
                size=formats.byte_size(row.length_bytes)
            )
        )
    return "\n\n".join(part for part in parts if part)


def pretty(body: bytes) -> str:
    """Return a body laid out to be read if it is JSON, XML or a form, else as it came."""
    text = body.decode("utf-8", "replace")
    if len(body) > LARGEST_PRETTY:
        return text
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        return _pretty_json(stripped)
    if stripped[:1] == "<":
        return _pretty_xml(stripped)
    fields = parse_qsl(stripped, keep_blank_values=True) if "=" in stripped and "\n" not in stripped else []
    return "\n".join(f"{name} = {value}" for name, value in fields) if fields else text


def _pretty_json(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return text


def _pretty_xml(text: str) -> str:
    if "<!" in text:  # entities may grow without bound; such a text is shown as it came
        return text
    try:
        lines = xml.dom.minidom.parseString(text).toprettyxml(indent="  ").splitlines()  # noqa: S318
    except ExpatError:
        return text
    return "\n".join(line for line in lines if line.strip())


def _fact(label: str, value: str) -> Fact:
    return Fact(label=label, value=value)


def _id(label: str, value: str) -> Fact:
    return Fact(label=label, value=value, is_copied=True, is_mono=True)
