"""What the details of an approval say: what was asked for, which limit it passes, what became of it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.adjustments import ReasonCode
from core.domain.approvals import Approval
from gui import formats, texts
from gui.models import deed_words
from gui.widgets.fact_rows import Fact, FactGroup


def groups(approval: Approval, now: datetime) -> list[FactGroup]:
    """Return all facts of one approval, in groups; `now` shortens the moments."""
    found = [_asked(approval, now), _plan(approval)]
    if approval.decided_at is not None or approval.problem:
        found.append(_decided(approval, now))
    return found


def _asked(approval: Approval, now: datetime) -> FactGroup:
    return FactGroup(
        caption=QCoreApplication.translate("ApprovalFacts", "Asked for"),
        facts=(
            Fact(label=QCoreApplication.translate("ApprovalFacts", "By"), value=approval.asked_name),
            Fact(
                label=QCoreApplication.translate("ApprovalFacts", "At"),
                value=formats.short_moment(approval.created_at, now),
            ),
            Fact(
                label=QCoreApplication.translate("ApprovalFacts", "Until"),
                value=formats.short_moment(approval.expires_at, now),
            ),
        ),
    )


def _plan(approval: Approval) -> FactGroup:
    deed, shares = approval.plan.deed, approval.plan.measure.shares
    facts = [
        Fact(label=QCoreApplication.translate("ApprovalFacts", "Stars"), value=formats.stars(approval.stars))
    ]
    if approval.customer_id:
        value = str(approval.customer_id)
        facts.append(
            Fact(
                label=QCoreApplication.translate("ApprovalFacts", "Customer"),
                value=value,
                is_copied=True,
                is_mono=True,
            )
        )
    elif len(shares) > 1:
        facts.append(
            Fact(
                label=QCoreApplication.translate("ApprovalFacts", "Customers"),
                value=formats.count(len(shares)),
            )
        )
    if deed.text("code"):
        word = deed_words.code_word(ReasonCode(deed.text("code")))
        facts.append(Fact(label=QCoreApplication.translate("ApprovalFacts", "Why"), value=word))
    if deed.text("link"):
        facts.append(
            Fact(
                label=QCoreApplication.translate("ApprovalFacts", "About"),
                value=deed.text("link"),
                is_copied=True,
            )
        )
    if deed.text("silence"):
        facts.append(
            Fact(label=QCoreApplication.translate("ApprovalFacts", "Not told"), value=deed.text("silence"))
        )
    facts.append(
        Fact(
            label=QCoreApplication.translate("ApprovalFacts", "Plan hash"),
            value=approval.plan_hash[:16],
            is_copied=True,
            is_mono=True,
        )
    )
    return FactGroup(caption=QCoreApplication.translate("ApprovalFacts", "Exact plan"), facts=tuple(facts))


def _decided(approval: Approval, now: datetime) -> FactGroup:
    facts = [
        Fact(
            label=QCoreApplication.translate("ApprovalFacts", "State"),
            value=texts.approval_word(approval.status),
        )
    ]
    if approval.decided_at is not None:
        facts.append(
            Fact(label=QCoreApplication.translate("ApprovalFacts", "By"), value=approval.decided_name)
        )
        moment = formats.short_moment(approval.decided_at, now)
        facts.append(Fact(label=QCoreApplication.translate("ApprovalFacts", "At"), value=moment))
    if approval.decision_reason:
        facts.append(
            Fact(label=QCoreApplication.translate("ApprovalFacts", "Comment"), value=approval.decision_reason)
        )
    if approval.problem:
        facts.append(
            Fact(label=QCoreApplication.translate("ApprovalFacts", "Problem"), value=approval.problem)
        )
    return FactGroup(caption=QCoreApplication.translate("ApprovalFacts", "Decision"), facts=tuple(facts))
