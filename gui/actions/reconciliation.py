"""What an operator does with reconciliation: compare, see what would be done, do it, ignore, settle."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.differences import Difference, Run
from core.domain.inbox import InboxVerdict
from core.domain.people import Permission
from core.domain.providers import Ability
from core.services.payments import MIN_REASON
from gui import dialogs, formats, texts
from gui.forms.compare_form import CompareForm, CompareOrder
from gui.forms.form_dialog import ask_form
from gui.models import difference_words, inbox_words

COMPARABLE = frozenset({Ability.STATEMENT, Ability.STATEMENT_FILE})


def obstacle(core: Core) -> str:
    """Return why the operator may not reconcile, empty if it may."""
    if core.operator.may(Permission.RECONCILE):
        return ""
    return QCoreApplication.translate("ReconciliationActions", "Your role may only look at reconciliation.")


async def compare(parent: QWidget, core: Core, *, file: Path | None = None) -> Run | None:
    """Ask with what to compare, and compare; None if the operator left."""
    states = await core.provider_keys.states()
    infos = {one.info.name: one.info for one in states if one.info.abilities & COMPARABLE}

    async def save(order: CompareOrder) -> Run:
        if order.file is not None:
            return await core.reconcile.from_file(order.provider, order.file, core.operator, on_step)
        span = (order.since, order.until)
        return await core.reconcile.from_api(order.provider, *span, core.operator, on_step)

    def on_step(done: int, of: int) -> None:
        words = QCoreApplication.translate("ReconciliationActions", "{done} of {all} lines compared")
        form.show_progress(words.format(done=formats.count(done), all=formats.count(of)))

    form = CompareForm(parent, infos, core.clock.now(), save, file=file)
    return await ask_form(form)


def compared_said(run: Run) -> str:
    """Return how a comparison ended in one sentence."""
    words = QCoreApplication.translate("ReconciliationActions", "{lines} lines compared: {state}.")
    return words.format(lines=formats.count(run.lines), state=difference_words.run_state(run))


async def foresee(parent: QWidget, core: Core, difference_id: str) -> None:
    """Show what the proposal would do now; nothing is done."""
    foreseen = await core.difference_desk.foresee(difference_id)
    title = QCoreApplication.translate("ReconciliationActions", "What would this do?")
    await dialogs.tell(parent, title, inbox_words.foreseen_text(foreseen))


async def do(core: Core, difference_id: str) -> str:
    """Do what is proposed about one difference."""
    done = await core.difference_desk.do(difference_id, core.operator)
    if done.waiting is not None:
        return QCoreApplication.translate(
            "ReconciliationActions", "It waits for a second person, on the page Approvals."
        )
    return inbox_words.verdict_word(done.row.verdict if done.row else InboxVerdict.DONE)


async def do_all(
    parent: QWidget, core: Core, found: Sequence[Difference], on_step: Callable[[str], None]
) -> str:
    """Ask, then do what is proposed about several, one after the other; returns how it went."""
    number = len(found)
    text = QCoreApplication.translate("ReconciliationActions", "%n proposal(s) are carried out.", "", number)
    title = QCoreApplication.translate("ReconciliationActions", "Do the picked ones?")
    confirm = QCoreApplication.translate("ReconciliationActions", "Do them")
    if not await dialogs.ask(parent, title, text, confirm=confirm):
        return ""
    step = QCoreApplication.translate("ReconciliationActions", "{done} of {all} done")

    def tell(number: int) -> None:
        on_step(step.format(done=formats.count(number), all=formats.count(len(found))))

    done, problems = await core.difference_desk.do_all([one.id for one in found], core.operator, tell)
    if problems:
        title = QCoreApplication.translate("ReconciliationActions", "Some could not be done")
        details = "\n".join(dict.fromkeys(texts.in_short(one) for one in problems))
        left = len(problems)
        text = QCoreApplication.translate("ReconciliationActions", "%n difference(s) stay open.", "", left)
        await dialogs.tell(parent, title, text, details=details)
    return QCoreApplication.translate("ReconciliationActions", "%n difference(s) done.", "", done)


async def ignore(parent: QWidget, core: Core, difference_id: str) -> str:
    """Ask why nothing has to be done, and note it."""
    reason = await _reason(
        parent,
        QCoreApplication.translate("ReconciliationActions", "Ignore this difference?"),
        QCoreApplication.translate(
            "ReconciliationActions", "Nothing is changed. The same difference is not shown as open again."
        ),
        QCoreApplication.translate("ReconciliationActions", "Ignore"),
    )
    if reason is None:
        return ""
    await core.difference_desk.ignore(difference_id, core.operator, reason=reason)
    return QCoreApplication.translate("ReconciliationActions", "The difference is ignored.")


async def settle(parent: QWidget, core: Core, difference_id: str) -> str:
    """Ask how it was put right elsewhere, and note it."""
    reason = await _reason(
        parent,
        QCoreApplication.translate("ReconciliationActions", "Put right elsewhere?"),
        QCoreApplication.translate(
            "ReconciliationActions", "Say what was done, for example a refund or a word with the provider."
        ),
        QCoreApplication.translate("ReconciliationActions", "Mark as done"),
    )
    if reason is None:
        return ""
    await core.difference_desk.settle(difference_id, core.operator, reason=reason)
    return QCoreApplication.translate("ReconciliationActions", "The difference is marked as done.")


async def _reason(parent: QWidget, title: str, text: str, confirm: str) -> str | None:
    label = QCoreApplication.translate("ReconciliationActions", "Reason")
    return await dialogs.ask_text(parent, title, text, label=label, confirm=confirm, min_length=MIN_REASON)
