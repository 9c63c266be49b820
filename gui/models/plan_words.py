"""The words for plans: states, groups, and every statement of why a plan is, or is not, active."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.access import Access, Refusal
from core.domain.plan_explained import Statement, Why
from core.domain.renewals import ChargeStep
from core.domain.subscription_rows import View
from core.domain.subscriptions import PlanState, Standing
from gui import formats
from gui.models.payment_words import plan_word
from gui.theme import Tone
from gui.widgets.cells import Pill
from gui.widgets.plan_timeline import PlanLook

TONES = {
    PlanState.ACTIVE: Tone.OK,
    PlanState.GRACE: Tone.WARN,
    PlanState.PAUSED: Tone.UNK,
    PlanState.QUEUED: Tone.RUN,
    PlanState.ENDED: Tone.MUTE,
    PlanState.NONE: Tone.MUTE,
}
_ICONS = {
    PlanState.ACTIVE: "check",
    PlanState.GRACE: "hourglass-simple",
    PlanState.PAUSED: "pause",
    PlanState.QUEUED: "clock",
    PlanState.ENDED: "prohibit",
    PlanState.NONE: "prohibit",
}


def state_word(state: PlanState) -> str:
    """Return the word on the pill of a plan."""
    return {
        PlanState.ACTIVE: QCoreApplication.translate("PlanWords", "Active"),
        PlanState.GRACE: QCoreApplication.translate("PlanWords", "Grace"),
        PlanState.PAUSED: QCoreApplication.translate("PlanWords", "Paused"),
        PlanState.QUEUED: QCoreApplication.translate("PlanWords", "Waits"),
        PlanState.ENDED: QCoreApplication.translate("PlanWords", "Ended"),
        PlanState.NONE: QCoreApplication.translate("PlanWords", "No plan"),
    }[state]


def state_pill(state: PlanState) -> Pill:
    """Return the state of a plan as colour, icon and word."""
    return Pill(state_word(state), TONES[state], _ICONS[state])


def standing_words(plan: Standing) -> str:
    """Return plan, state and end in one line: "NeuroPhoto, active until 23 November 2025"."""
    if plan.state is PlanState.NONE:
        return state_word(PlanState.NONE)
    name = plan_word(plan.plan)
    state = state_word(plan.state).lower()
    if plan.until is None:
        return f"{name}, {state}"
    until = QCoreApplication.translate("PlanWords", "{plan}, {state} until {day}")
    return until.format(plan=name, state=state, day=formats.full_moment(plan.until).split(",")[0])


def plan_look() -> PlanLook:
    """Return the words and tones that a drawn timeline needs."""
    return PlanLook(plan=plan_word, state=state_word, tones=TONES)


def view_word(view: View) -> str:
    """Return the name of a group of the list."""
    return {
        View.ALL: QCoreApplication.translate("PlanWords", "All"),
        View.ACTIVE: QCoreApplication.translate("PlanWords", "Active"),
        View.ENDING: QCoreApplication.translate("PlanWords", "Ending"),
        View.GRACE: QCoreApplication.translate("PlanWords", "Grace"),
        View.ENDED: QCoreApplication.translate("PlanWords", "Ended"),
        View.QUEUED: QCoreApplication.translate("PlanWords", "Queued"),
        View.PAUSED: QCoreApplication.translate("PlanWords", "Paused"),
        View.TROUBLE: QCoreApplication.translate("PlanWords", "Renewal fails"),
    }[view]


def trouble_word(*, is_on: bool) -> str:
    """Return the word for a renewal that does not go on by itself."""
    if is_on:
        return QCoreApplication.translate("PlanWords", "Fails")
    return QCoreApplication.translate("PlanWords", "Given up")


def kind_word(kind: str) -> str:
    """Return how a period came about."""
    return {
        "purchase": QCoreApplication.translate("PlanWords", "bought"),
        "renewal": QCoreApplication.translate("PlanWords", "renewed"),
        "grant": QCoreApplication.translate("PlanWords", "given by hand"),
        "gift": QCoreApplication.translate("PlanWords", "a gift"),
        "promo": QCoreApplication.translate("PlanWords", "promo code"),
    }.get(kind, kind)


def days_word(days: int | None) -> str:
    """Return how long a period is."""
    if days is None:
        return QCoreApplication.translate("PlanWords", "no end")
    return QCoreApplication.translate("PlanWords", "%n day(s)", "", days)


def function_word(function: str) -> str:
    """Return the name of something a plan gives."""
    return {
        "photo": QCoreApplication.translate("PlanWords", "photo"),
        "video": QCoreApplication.translate("PlanWords", "video"),
        "voice": QCoreApplication.translate("PlanWords", "voice"),
        "course": QCoreApplication.translate("PlanWords", "course"),
    }.get(function, function)


def access_word(access: Access) -> str:
    """Return whether a function may be used, or why not."""
    if access.is_given:
        if access.in_grace:
            return QCoreApplication.translate("PlanWords", "yes, in grace")
        return QCoreApplication.translate("PlanWords", "yes")
    return {
        Refusal.NO_PLAN: QCoreApplication.translate("PlanWords", "no: no active plan"),
        Refusal.PAUSED: QCoreApplication.translate("PlanWords", "no: paused"),
        Refusal.PLAN_TOO_LOW: QCoreApplication.translate("PlanWords", "no: the plan does not give it"),
        Refusal.NO_STARS: QCoreApplication.translate("PlanWords", "no: no stars"),
    }[access.refusal]


def access_sentence(access: Sequence[Access]) -> str:
    """Return in one sentence what may be used now: paid functions need a plan that gives them, and stars."""
    given = [function_word(one.function) for one in access if one.is_given]
    if given:
        words = QCoreApplication.translate("PlanWords", "May use now: {functions}.")
        return words.format(functions=", ".join(given))
    if any(one.refusal is Refusal.NO_STARS for one in access):
        return QCoreApplication.translate("PlanWords", "May use nothing now: there are no stars.")
    return QCoreApplication.translate("PlanWords", "May use nothing now: no plan gives access.")


def charge_word(step: ChargeStep) -> str:
    """Return where a charge stands."""
    return {
        ChargeStep.READY: QCoreApplication.translate("PlanWords", "about to be made"),
        ChargeStep.SENT: QCoreApplication.translate("PlanWords", "on its way"),
        ChargeStep.UNKNOWN: QCoreApplication.translate("PlanWords", "outcome unknown, being asked"),
        ChargeStep.ACCEPTED: QCoreApplication.translate("PlanWords", "accepted, money awaited"),
        ChargeStep.REFUSED: QCoreApplication.translate("PlanWords", "refused"),
        ChargeStep.PAID: QCoreApplication.translate("PlanWords", "paid"),
    }[step]


def sentence(one: Statement, now: datetime) -> str:
    """Return one statement of an explanation as a sentence."""
    facts = {
        "plan": plan_word(one.plan),
        "since": formats.short_moment(one.since, now) if one.since else formats.NOTHING,
        "until": formats.short_moment(one.until, now) if one.until else formats.NOTHING,
        "left": formats.duration(one.left) if one.left else "",
        "by": one.by,
        "reason": one.reason,
    }
    return _template(one).format(**facts)


def _template(one: Statement) -> str:
    if one.why is Why.WAITS_FOR_BETTER and one.left is None:
        return QCoreApplication.translate("PlanWords", "{plan} without an end waits for the better plan.")
    return {
        Why.NOTHING_BOUGHT: QCoreApplication.translate(
            "PlanWords", "No plan was ever bought or given. Stars alone are no plan."
        ),
        Why.RUNS: QCoreApplication.translate(
            "PlanWords", "{plan} has run since {since} and runs until {until}."
        ),
        Why.RUNS_WITHOUT_END: QCoreApplication.translate(
            "PlanWords", "{plan} has run since {since} and has no end."
        ),
        Why.RENEWED_IN_GRACE: QCoreApplication.translate(
            "PlanWords", "It was renewed in grace, so it goes on from the old end, {since}."
        ),
        Why.IN_GRACE: QCoreApplication.translate(
            "PlanWords", "{plan} ran out on {since}. Access stays until {until}; a renewal loses no day."
        ),
        Why.PAUSED: QCoreApplication.translate(
            "PlanWords", "Paused since {since} by {by}: {reason}. No time runs and there is no access."
        ),
        Why.RAN_OUT: QCoreApplication.translate("PlanWords", "{plan} ran out on {since}."),
        Why.CLOSED: QCoreApplication.translate(
            "PlanWords", "{plan} was closed on {since} by {by}: {reason}."
        ),
        Why.WAITS_FOR_BETTER: QCoreApplication.translate(
            "PlanWords", "{plan} waits with {left} left for the better plan to end."
        ),
        Why.WAITS_FOR_EARLIER: QCoreApplication.translate(
            "PlanWords", "{plan} with {left} follows on {since}."
        ),
        Why.WAITS_FOR_RESUME: QCoreApplication.translate(
            "PlanWords", "{plan} has {left} left and goes on when the pause ends."
        ),
        Why.STOPS_AT_END: QCoreApplication.translate(
            "PlanWords", "Cancelled on {since} by {by}: nothing follows after {until}."
        ),
    }[one.why]
