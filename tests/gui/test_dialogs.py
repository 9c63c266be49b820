"""Tests of gui/dialogs.py: questions that are awaited."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from gui import dialogs
from gui.dialogs import Choice, Explanation

Until = Callable[..., Any]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """A window to ask over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def open_dialog(parent: QWidget) -> QDialog | None:
    """Return the dialog standing over the window."""
    shown = [dialog for dialog in parent.findChildren(QDialog) if dialog.isVisible()]
    return shown[0] if shown else None


async def asked(question: Any, parent: QWidget, until: Until) -> tuple["asyncio.Task[Any]", QDialog]:
    """Start the question and return it with its dialog once that is open."""
    task = asyncio.ensure_future(question)
    await until(lambda: open_dialog(parent) is not None)
    dialog = open_dialog(parent)
    assert dialog is not None
    return task, dialog


def button(dialog: QDialog, label: str) -> QPushButton:
    """Return the button with these words."""
    return next(found for found in dialog.findChildren(QPushButton) if found.text() == label)


async def test_yes_is_the_verb(parent: QWidget, qtbot: QtBot, until: Until) -> None:
    """Pressing the verb answers yes, and the dialog is gone after it."""
    task, dialog = await asked(dialogs.ask(parent, "Refund", "Sure?", confirm="Refund"), parent, until)
    qtbot.mouseClick(button(dialog, "Refund"), Qt.MouseButton.LeftButton)
    assert await task is True
    await until(lambda: parent.findChildren(QDialog) == [])


@pytest.mark.parametrize("danger", [True, False])
async def test_escape_means_no(parent: QWidget, qtbot: QtBot, until: Until, danger: bool) -> None:
    """Escape never does the deed."""
    task, dialog = await asked(
        dialogs.ask(parent, "Cancel", "Sure?", confirm="Cancel training", danger=danger), parent, until
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert await task is False


@pytest.mark.parametrize(("danger", "answer"), [(True, False), (False, True)])
async def test_enter_never_does_the_dangerous(
    parent: QWidget, qtbot: QtBot, until: Until, danger: bool, answer: bool
) -> None:
    """The default button is the verb of a harmless deed and the way out of a dangerous one."""
    task, dialog = await asked(
        dialogs.ask(parent, "T", "Sure?", confirm="Do it", danger=danger), parent, until
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert await task is answer


async def test_enter_on_a_button_is_that_button(parent: QWidget, qtbot: QtBot, until: Until) -> None:
    """With the focus on "Cancel" Enter leaves, although another button is the default one."""
    task, dialog = await asked(dialogs.ask(parent, "Retry", "Sure?", confirm="Retry"), parent, until)
    cancel = button(dialog, "Cancel")
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert await task is False


async def test_others_go_on_while_a_question_is_open(parent: QWidget, until: Until) -> None:
    """An open dialog blocks no other task."""
    task, dialog = await asked(dialogs.tell(parent, "T", "x"), parent, until)
    await asyncio.sleep(0)
    assert not task.done()
    dialog.accept()
    await task


async def test_a_dead_parent_cancels_the_question(qapp: QApplication, until: Until) -> None:
    """If the page goes away the question is cancelled, not answered."""
    parent = QWidget()
    parent.show()
    task, _ = await asked(dialogs.ask(parent, "T", "x", confirm="Do it"), parent, until)
    parent.deleteLater()
    await until(task.done)
    assert task.cancelled()


async def test_a_cancelled_task_closes_its_dialog(parent: QWidget, until: Until) -> None:
    """A question nobody waits for does not stay on the screen."""
    task, _ = await asked(dialogs.ask(parent, "T", "x", confirm="Do it"), parent, until)
    task.cancel()
    await until(lambda: parent.findChildren(QDialog) == [])


async def test_a_reason_must_be_long_enough(parent: QWidget, qtbot: QtBot, until: Until) -> None:
    """The verb waits for the least number of characters and says how many are missing."""
    question = dialogs.ask_text(parent, "Credit", "Why?", label="Reason", confirm="Credit", min_length=5)
    task, dialog = await asked(question, parent, until)
    assert isinstance(dialog, dialogs.TextDialog)
    confirm = button(dialog, "Credit")
    qtbot.keyClicks(dialog.field, " abc ")
    assert not confirm.isEnabled()
    dialog.accept()
    assert not task.done()
    qtbot.keyClicks(dialog.field, "def")
    assert confirm.isEnabled()
    qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert await task == "abc def"


async def test_leaving_a_reason_gives_none(parent: QWidget, qtbot: QtBot, until: Until) -> None:
    """Escape from a text gives nothing, even if something was typed."""
    question = dialogs.ask_text(parent, "Credit", "Why?", label="Reason", confirm="Credit")
    task, dialog = await asked(question, parent, until)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert await task is None


async def test_a_choice_gives_its_key(parent: QWidget, qtbot: QtBot, until: Until) -> None:
    """The first choice is ticked; another one can be taken; leaving gives nothing."""
    choices = (Choice(key="free", label="No charge"), Choice(key="again", label="Charge", help="220.00 ★"))
    question = dialogs.ask_choice(parent, "Retry", "Who pays?", choices, confirm="Retry")
    task, dialog = await asked(question, parent, until)
    first, second = dialog.findChildren(QRadioButton)
    assert first.isChecked()
    second.click()
    button(dialog, "Retry").click()
    assert await task == "again"


async def test_an_error_can_be_copied_whole(parent: QWidget, until: Until) -> None:
    """The operator can send all of an explanation to the developers with one press."""
    explanation = Explanation(
        what="Replicate is down.",
        not_done="Nothing was started.",
        next_step="Wait.",
        error_id="E-7",
        details="502",
    )
    task, dialog = await asked(dialogs.tell_error(parent, explanation), parent, until)
    button(dialog, "Copy details").click()
    assert QGuiApplication.clipboard().text() == explanation.as_text()
    assert "E-7" in explanation.as_text()
    button(dialog, "Close").click()
    await task


async def test_a_folder_is_chosen_without_a_nested_loop(
    parent: QWidget, until: Until, tmp_path: Path
) -> None:
    """The folder dialog is awaited like the others."""
    task, dialog = await asked(dialogs.choose_folder(parent, "Photos", tmp_path), parent, until)
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    assert await task == tmp_path


async def test_leaving_a_file_dialog_gives_nothing(parent: QWidget, until: Until, tmp_path: Path) -> None:
    """No file means an empty list, no place to save means None."""
    task, dialog = await asked(dialogs.choose_files(parent, "Photos", "All (*)", tmp_path), parent, until)
    dialog.reject()
    assert await task == []
    await until(lambda: open_dialog(parent) is None)
    task, dialog = await asked(
        dialogs.save_file(parent, "Save", tmp_path / "a.csv", "CSV (*.csv)"), parent, until
    )
    dialog.reject()
    assert await task is None


async def test_a_place_to_save_keeps_the_suggested_name(
    parent: QWidget, until: Until, tmp_path: Path
) -> None:
    """Accepting at once saves under the suggested name."""
    question = dialogs.save_file(parent, "Save", tmp_path / "report.csv", "CSV (*.csv)")
    task, dialog = await asked(question, parent, until)
    dialog.accept()
    assert await task == tmp_path / "report.csv"
