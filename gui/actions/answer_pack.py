"""The answer pack of an attempt: a text for the customer on the clipboard, and a file with the evidence."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.people import Language, Permission
from core.services.attempt_desk import AttemptView
from gui import dialogs


def evidence_obstacle(core: Core) -> str:
    """Return why no evidence can be taken along, empty if it can."""
    if core.operator.may(Permission.EXPORT):
        return ""
    return QCoreApplication.translate("AnswerPack", "Your role does not allow it")


async def copy_answer(core: Core, attempt_id: str, language: str) -> str:
    """Put the text for the customer on the clipboard; no `language` is theirs. Returns what to say."""
    answer = await core.attempt_desk.answer(attempt_id, Language(language) if language else None)
    QGuiApplication.clipboard().setText(answer)
    return QCoreApplication.translate("AnswerPack", "Copied: the answer for the customer")


async def save_evidence(parent: QWidget, core: Core, shown: AttemptView) -> str:
    """Ask where, and write the evidence there. Returns what to say, empty if the operator left."""
    name = f"evidence-{shown.details.training.model_name}-try{shown.attempt.number}.zip"
    target = await dialogs.save_file(
        parent,
        QCoreApplication.translate("AnswerPack", "Where to keep the evidence"),
        Path.home() / name,
        QCoreApplication.translate("AnswerPack", "Zip files (*.zip)"),
    )
    if target is None:
        return ""
    names = await core.attempt_desk.write_evidence(shown.attempt.id, target, core.operator)
    said = QCoreApplication.translate("AnswerPack", "{count} texts kept in {file}, without secrets")
    return said.format(count=len(names), file=target.name)
