"""The own password, in Settings: a quiet hint while there is none, and the button that sets it."""

from datetime import timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.people import Operator
from gui.tasks import TaskScope
from gui.widgets.buttons import BusyButton
from gui.widgets.card import Card
from gui.widgets.labels import Label

OWN_PASSWORD = "own password"  # noqa: S105 - a key of a task
"""Key of the task that asks for it."""


class SignInCard(Card):
    """What the operator at this desk signs in with.

    Signals:
        password_wanted: the own password is to be set or changed.
    """

    password_wanted = Signal()

    def __init__(self, scope: TaskScope, lock_after: timedelta, parent: QWidget | None = None) -> None:
        """Build the card; it says something with the first `show_operator`."""
        super().__init__(parent=parent)
        self._lock_after = lock_after
        self._operator: Operator | None = None
        self._words = Label("", "muted").wrapped()
        self._button = BusyButton(scope, OWN_PASSWORD, icon="key")
        self._button.clicked.connect(self.password_wanted)
        self.add(self._words)
        self.body.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._retranslate()

    def show_operator(self, operator: Operator) -> None:
        """Show how it stands with this operator."""
        self._operator = operator
        self._button.set_available(operator.is_active)
        if operator.has_password:
            words = self.tr(
                "{name} signs in with a password. The window locks after {minutes} min without a key or a "
                "click."
            )
            self._button.setText(self.tr("Change my password"))
        else:
            words = self.tr(
                "Whoever sits here works as {name}. With a password the window asks who you are, and locks "
                "after {minutes} min without a key or a click."
            )
            self._button.setText(self.tr("Set a password"))
        self._words.setText(
            words.format(name=operator.name, minutes=f"{self._lock_after / timedelta(minutes=1):g}")
        )

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Sign-in"))
        if self._operator is not None:
            self.show_operator(self._operator)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
