"""The token doctor at the desk: looks at the token in use and puts another in its place; no restart."""

from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.people import Permission
from core.money import ZERO
from core.services.trainings import Unsent
from gui import dialogs
from gui.actions import session
from gui.forms.token_doctor_form import Finding, TokenDoctorDialog

NOTHING = Unsent(count=0, held=ZERO)


async def open_doctor(parent: QWidget, core: Core) -> str:
    """Open the doctor and wait until it is left; returns what was done, empty if nothing was.

    Raises:
        NotAllowed: the operator may not check tokens.
    """
    core.operator.require(Permission.CHECK_TOKENS)

    async def examine() -> Finding:
        report = await core.token_doctor.examine()
        return Finding(report=report, gate=core.gate.state, unsent=await core.trainings.unsent())

    async def replace(value: str) -> Finding | None:
        if not await session.ensure_fresh(dialog, core):
            return None
        # Counted before the gate opens: afterwards the engine sends them, a few at a time.
        was_open = core.gate.state.is_open
        unsent = NOTHING if was_open else await core.trainings.unsent()
        report, state = await core.token_doctor.replace(value, core.operator)
        return Finding(report=report, gate=state, unsent=unsent)

    dialog = TokenDoctorDialog(
        parent,
        examine=examine,
        replace=replace,
        may_save=core.operator.may(Permission.EDIT_SETTINGS),
        before=core.gate.state.problem,
    )
    await dialogs.run(dialog)
    return dialog.said
