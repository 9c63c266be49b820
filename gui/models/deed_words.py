"""The words for deeds by hand: kinds, reason codes, states of approvals, limits, and what a deed would do."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.adjustments import ReasonCode
from core.domain.approvals import ApprovalStatus
from core.domain.caps import Excess, Limit
from core.domain.deeds import DeedKind
from core.domain.effects import Effects, PeriodChange
from gui import assets, formats, texts
from gui.models import payment_words
from gui.widgets.card import SummaryRow
from gui.widgets.cells import Pill

LOST_PAYMENT = "lost_payment"
"""A choice that is no reason code: it leads to the payments page."""


def kind_word(kind: DeedKind) -> str:
    """Return what a deed is called."""
    return {
        DeedKind.CREDIT: QCoreApplication.translate("DeedWords", "Give stars"),
        DeedKind.DEBIT: QCoreApplication.translate("DeedWords", "Take stars"),
        DeedKind.COMPENSATE: QCoreApplication.translate("DeedWords", "Compensate charges"),
        DeedKind.REVERSE: QCoreApplication.translate("DeedWords", "Reverse a transfer"),
        DeedKind.REFUND_STARS: QCoreApplication.translate("DeedWords", "Refund stars"),
        DeedKind.REFUND_MONEY: QCoreApplication.translate("DeedWords", "Refund money"),
        DeedKind.RECORD_REFUND: QCoreApplication.translate("DeedWords", "Record money returned"),
        DeedKind.CREDIT_QUARANTINE: QCoreApplication.translate("DeedWords", "Credit from quarantine"),
        DeedKind.CREDIT_UNBOUND: QCoreApplication.translate("DeedWords", "Credit without notice"),
        DeedKind.END_DEBT: QCoreApplication.translate("DeedWords", "End a debt"),
        DeedKind.GRANT_PLAN: QCoreApplication.translate("DeedWords", "Give a plan"),
    }[kind]


def code_word(code: ReasonCode) -> str:
    """Return a reason code as the operator reads it."""
    return {
        ReasonCode.GOODWILL: QCoreApplication.translate("DeedWords", "Goodwill"),
        ReasonCode.COMPENSATION: QCoreApplication.translate("DeedWords", "Compensation"),
        ReasonCode.CORRECTION: QCoreApplication.translate("DeedWords", "Correction of a mistake"),
        ReasonCode.PROMO: QCoreApplication.translate("DeedWords", "Promotion"),
        ReasonCode.TEST: QCoreApplication.translate("DeedWords", "Test"),
        ReasonCode.OTHER: QCoreApplication.translate("DeedWords", "Other reason"),
    }[code]


def reason_choices(codes: Sequence[ReasonCode], *, gives: bool) -> list[tuple[str, str]]:
    """Return the choices of a form; a lost payment is among them only to say where it belongs."""
    choices = [(code.value, code_word(code)) for code in codes]
    lost = (LOST_PAYMENT, QCoreApplication.translate("DeedWords", "A payment that was lost…"))
    return [*choices, lost] if gives else choices


_LOOKS = {
    ApprovalStatus.WAITING: "quarantined",
    ApprovalStatus.APPROVED: "held",
    ApprovalStatus.DONE: "completed",
    ApprovalStatus.REFUSED: "refused",
    ApprovalStatus.WITHDRAWN: "cancelled",
    ApprovalStatus.EXPIRED: "expired",
}


def status_pill(status: ApprovalStatus) -> Pill:
    """Return the state of an approval as colour, icon and word."""
    look = assets.state_look(_LOOKS[status])
    return Pill(texts.approval_word(status), look.tone, look.icon)


def limit_words(excess: Excess) -> str:
    """Return in a few words which limit is passed, as "above your limit of 500 ★"."""
    template = {
        Limit.HARD: QCoreApplication.translate("DeedWords", "above {cap}, the most that is done by hand"),
        Limit.ACTION: QCoreApplication.translate("DeedWords", "above your limit of {cap}"),
        Limit.OPERATOR_DAY: QCoreApplication.translate(
            "DeedWords", "above your limit of {cap} in 24 hours, {spent} are used"
        ),
        Limit.CUSTOMER_DAY: QCoreApplication.translate(
            "DeedWords", "above the limit of {cap} for one customer in 24 hours, {spent} are used"
        ),
    }[excess.limit]
    return template.format(cap=formats.stars(excess.cap), spent=formats.stars(excess.spent))


def outcome_words(excess: Excess | None) -> str:
    """Return what becomes of a deed: done at once, or who is needed."""
    if excess is None:
        return QCoreApplication.translate("DeedWords", "Done at once.")
    if excess.limit is Limit.HARD:
        words = QCoreApplication.translate("DeedWords", "Nobody can approve this: {limit}.")
    else:
        words = QCoreApplication.translate("DeedWords", "A second person must approve: {limit}.")
    return words.format(limit=limit_words(excess))


def effect_rows(effects: Effects) -> list[SummaryRow]:
    """Return what a deed does, line by line: balances before → after, transfers, plans, messages."""
    rows = [
        SummaryRow(
            label=QCoreApplication.translate("DeedWords", "Balance of {customer}").format(
                customer=one.customer_id
            ),
            value=f"{formats.stars_number(one.before)} → {formats.stars(one.after)}",
            role="strong",
        )
        for one in effects.customers[:SHOWN]
    ]
    for transfer in effects.transfers[:SHOWN]:
        rows.append(
            SummaryRow(label=texts.transfer_word(transfer.kind), value=formats.stars(transfer.amount))
        )
    rows += [_period_row(one) for one in effects.periods[:SHOWN]]
    count = len(effects.to_customers)
    none = QCoreApplication.translate("DeedWords", "none: the customer is not told")
    rows.append(
        SummaryRow(
            label=QCoreApplication.translate("DeedWords", "Messages"),
            value=message_text(effects) if count == 1 else (formats.count(count) if count else none),
        )
    )
    return rows


SHOWN = 8
"""More lines than these are counted, not shown."""


def message_text(effects: Effects) -> str:
    """Return what the customer reads, without markup; empty if nothing is sent."""
    told = effects.to_customers
    return html.unescape(told[0].text) if told else ""


def _period_row(change: PeriodChange) -> SummaryRow:
    closed = QCoreApplication.translate("DeedWords", "{plan} is closed")
    added = QCoreApplication.translate("DeedWords", "{plan} is added")
    words = (closed if change.is_closed else added).format(plan=payment_words.plan_word(change.plan))
    return SummaryRow(label=QCoreApplication.translate("DeedWords", "Plan"), value=words)
