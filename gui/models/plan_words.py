"""How a customer's plan stands, in a few words, and the look of each state."""

from PySide6.QtCore import QCoreApplication

from core.domain.subscriptions import PlanState, Standing
from gui import formats
from gui.models import payment_words
from gui.theme import Tone
from gui.widgets.cells import Pill

_LOOKS = {
    PlanState.NONE: (Tone.MUTE, "minus-circle"),
    PlanState.ACTIVE: (Tone.OK, "check"),
    PlanState.GRACE: (Tone.WARN, "hourglass-simple"),
    PlanState.PAUSED: (Tone.WARN, "pause"),
    PlanState.ENDED: (Tone.MUTE, "prohibit"),
    PlanState.QUEUED: (Tone.RUN, "clock"),
}


def state_word(state: PlanState) -> str:
    """Return the word for a state of a plan."""
    return {
        PlanState.NONE: QCoreApplication.translate("PlanWords", "No plan"),
        PlanState.ACTIVE: QCoreApplication.translate("PlanWords", "Active"),
        PlanState.GRACE: QCoreApplication.translate("PlanWords", "Days of grace"),
        PlanState.PAUSED: QCoreApplication.translate("PlanWords", "Paused"),
        PlanState.ENDED: QCoreApplication.translate("PlanWords", "Ended"),
        PlanState.QUEUED: QCoreApplication.translate("PlanWords", "Waits its turn"),
    }[state]


def state_pill(state: PlanState) -> Pill:
    """Return a state as colour, icon and word."""
    tone, icon = _LOOKS[state]
    return Pill(state_word(state), tone, icon)


def standing_words(plan: Standing) -> str:
    """Return plan, state and end in one line: "NeuroPhoto, active until 23 November 2025"."""
    if plan.state is PlanState.NONE:
        return state_word(PlanState.NONE)
    name = payment_words.plan_word(plan.plan)
    state = state_word(plan.state).lower()
    if plan.until is None:
        return f"{name}, {state}"
    until = QCoreApplication.translate("PlanWords", "{plan}, {state} until {day}")
    return until.format(plan=name, state=state, day=formats.full_moment(plan.until).split(",")[0])
