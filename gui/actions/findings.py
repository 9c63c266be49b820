"""What a check of the database found, in words, each with the way to what it is about."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.ledger import Finding
from gui import dialogs
from gui.dialogs import Choice

SHOWN = 6
"""So many findings are offered one by one; the details list all of them in the log."""

_SUMS = ("sum_is_zero", "balance_is_sum", "escrow_is_held", "floor_is_kept", "stars_are_whole")
_HOLDS = (
    "hold_has_one_end", "end_matches_hold", "release_goes_home", "attempt_has_one_hold", "started_has_hold",
    "ended_has_end", "money_is_true",
)  # fmt: skip
_CHARGES = ("charge_has_cause", "first_try_is_paid", "charge_is_price")
_BACK = ("reversal_is_contrary", "reversed_within", "refunded_within", "refund_has_charge", "refunded_is_sum")
_PLANS = ("plan_has_period", "period_fits_payment", "plan_is_timeline")
_STATES = ("end_was_taken_over", "end_is_replicates", "training_shows_attempt")
_AUDIT = ("transfer_has_audit", "audit_chain")


def rule_words(rule: str) -> str:
    """Return what is wrong where a rule is broken; a payment's terms for all that are not named."""
    translate = QCoreApplication.translate
    words = {
        _SUMS: translate("Findings", "A balance is not the sum of its movements"),
        _HOLDS: translate("Findings", "A hold and its training disagree"),
        _CHARGES: translate("Findings", "A training was not charged its price"),
        _BACK: translate("Findings", "What went back does not fit what was charged"),
        _PLANS: translate("Findings", "A plan does not fit its payment"),
        _STATES: translate("Findings", "A training stands otherwise than at Replicate"),
        _AUDIT: translate("Findings", "The audit log lacks something or was changed"),
        ("sent_is_known",): translate("Findings", "Replicate has trainings that this database does not know"),
        ("event_was_done",): translate("Findings", "Something came in and was never done"),
        ("external_id_is_once",): translate("Findings", "The same thing was done twice"),
        ("by_hand_has_reason",): translate("Findings", "A deed by hand has no reason or no name"),
    }
    found = next((text for rules, text in words.items() if rule in rules), "")
    return found or translate("Findings", "A payment and its invoice disagree")


async def show_findings(parent: QWidget, core: Core, findings: Sequence[Finding]) -> tuple[str, str]:
    """Show what was found; returns what the operator wants to see as (kind, id), empty if nothing."""
    translate = QCoreApplication.translate
    choices = [
        Choice(key=str(place), label=rule_words(one.rule), help=f"{one.rule}: {one.subject}: {one.detail}")
        for place, one in enumerate(findings[:SHOWN])
    ]
    title = translate("Findings", "%n finding(s)", "", len(findings))
    text = translate(
        "Findings", "The database breaks its own rules. Nothing was changed; pick what to look at."
    )
    picked = await dialogs.ask_choice(parent, title, text, choices, confirm=translate("Findings", "Show it"))
    if picked is None:
        return "", ""
    kind, ident = await core.verify.subject_of(findings[int(picked)])
    if not kind:
        words = translate("Findings", "This finding is about no page of the window.")
        every = "\n".join(f"{one.rule}: {one.subject}: {one.detail}" for one in findings)
        await dialogs.tell(parent, title, words, details=every)
    return kind, ident
