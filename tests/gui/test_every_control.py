"""Every page, walked: no button without a deed (B42, B70), no control without a name for screen readers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QToolButton,
    QWidget,
)

from gui.main_window import MainWindow
from tests.fakes.console import at_work

Until = Callable[..., Any]
DEEDS = ("clicked()", "clicked(bool)", "toggled(bool)", "pressed()", "released()")
NAMED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


def pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show every page there is, and give it."""
    for key in window.stack.keys:
        window.show_page(key)
        page = window.stack.page(key)
        yield key, page


def is_ours(widget: QWidget) -> bool:
    """Leave out what Qt itself builds inside its controls, such as the arrow of a list or a field's eye."""
    inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit | QComboBox)
    return not inner and not isinstance(widget.parent(), QAbstractItemView | QAbstractSpinBox)


def does_something(button: QAbstractButton) -> bool:
    """Tell whether pressing it is heard by anybody."""
    if button.group() is not None or (isinstance(button, QToolButton) and button.menu() is not None):
        return True
    if isinstance(button, QToolButton) and button.defaultAction() is not None:
        return True
    return any(button.receivers(SIGNAL(name)) for name in DEEDS)


async def test_b42_b70_every_button_of_every_page_does_something(tmp_path: Path, qapp: QApplication) -> None:
    """A dead button is worse than none."""
    async with at_work(tmp_path) as (_here, window):
        dead = [
            f"{key}: {type(button).__name__} {button.text()!r}"
            for key, page in pages(window)
            for button in page.findChildren(QAbstractButton)
            if is_ours(button) and not does_something(button)
        ]
        assert dead == [], "\n".join(dead)


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a control."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def nameless(page: QWidget) -> list[str]:
    """Return the controls of a page that can be seen and have no name, with what holds them."""
    return sorted(
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in page.findChildren(QWidget)
        if isinstance(widget, NAMED)
        and widget.isVisibleTo(page)
        and is_ours(widget)
        and not name_of(widget).strip()
    )


async def test_n19_every_control_of_every_page_has_a_name(
    tmp_path: Path, qapp: QApplication, until: Until
) -> None:
    """What cannot be named cannot be used without eyes; once a page has read, nothing on it is nameless."""
    async with at_work(tmp_path) as (_here, window):
        for key, page in pages(window):
            found: list[str] = []

            def are_none(page: QWidget = page, found: list[str] = found) -> bool:
                found[:] = nameless(page)
                return not found

            try:
                await until(are_none)
            finally:
                assert found == [], key
