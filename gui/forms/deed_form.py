"""What the forms of deeds by hand share: what the deed would do is shown while one types, before it is done.

Core itself runs the deed and undoes it, so what is shown is what will happen: balances, the message, and
whether a second person is needed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from core.domain.deeds import Deed
from core.errors import AppError, InputError
from core.services.deed_book import Done
from core.services.deeds import Preview, Waiting
from gui import texts
from gui.forms.form_dialog import FormDialog
from gui.models import deed_words
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.fields import LineField
from gui.widgets.labels import Label

PAUSE_MS = 150
"""So long after the last key core is asked what would happen."""

Outcome = Done | Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedOrder:
    """A deed to be done; with `glass_reason` alone, past all limits."""

    deed: Deed
    glass_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedWays:
    """What a form needs of core."""

    preview: Callable[[Deed], Awaitable[Preview]]
    do: Callable[[DeedOrder], Awaitable[Outcome]]
    may_break_glass: bool


class DeedForm(FormDialog[DeedOrder, Outcome]):
    """A form for one deed: a subclass adds fields, says the deed in `deed`, calls `add_outcome` last."""

    def __init__(self, parent: QWidget | None, title: str, text: str, *, ways: DeedWays) -> None:
        """Build the frame."""
        super().__init__(parent, title, text, confirm="", save=ways.do)
        self._ways = ways
        self._numbers = count(1)
        self._newest = 0
        self._effects = SummaryRows()
        self.outcome = Label("", "muted").wrapped()
        self.glass = QCheckBox(QCoreApplication.translate("DeedForm", "&Break the glass: do it alone, now"))
        self.glass_reason = LineField(
            QCoreApplication.translate("DeedForm", "Why it cannot wait"),
            QCoreApplication.translate(
                "DeedForm", "At least ten letters. Stands in red in the audit, under your name."
            ),
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_paused)
        self.last: Preview | None = None

    def deed(self) -> Deed:
        """Return the deed as typed.

        Raises:
            InputError: a field holds something that cannot be read.
        """
        raise NotImplementedError

    def typed(self) -> DeedOrder:
        """Return the order as typed."""
        reason = self.glass_reason.value if self.glass.isChecked() else ""
        return DeedOrder(deed=self.deed(), glass_reason=reason)

    def add_outcome(self) -> None:
        """Put what would happen under the fields, and look for the first time."""
        self.rows.addWidget(self._effects)
        self.rows.addWidget(self.outcome)
        self.rows.addWidget(self.glass)
        self.add_field("glass_reason", self.glass_reason)
        self.glass.hide()
        self.glass_reason.hide()
        self.glass.toggled.connect(self._on_glass_toggled)
        self.look_soon()

    def look_soon(self) -> None:
        """Ask core again once the operator pauses: something was typed."""
        self._timer.start()

    def show_preview(self, seen: Preview) -> None:
        """Show what the deed would do and who is needed."""
        self.last = seen
        self._effects.set_rows(self.effect_rows(seen))
        words = deed_words.outcome_words(seen.excess)
        self.outcome.setText(words)
        self.outcome.set_role("muted" if seen.excess is None else "strong")
        self._offer_glass(seen.excess is not None)
        self.fit()

    def effect_rows(self, seen: Preview) -> list[SummaryRow]:
        """Return the lines about what the deed does; a subclass may say less."""
        return deed_words.effect_rows(seen.effects)

    def _on_paused(self) -> None:
        self._newest = next(self._numbers)
        self.tasks.start(self._look(self._newest), ("look", self._newest))

    async def _look(self, number: int) -> None:
        try:
            seen = await self._ways.preview(self.deed())
        except InputError:
            self._show_nothing("")  # shown under its field when the button is pressed
            return
        except AppError as error:
            if number == self._newest:
                self._show_nothing(texts.in_short(error))
            return
        if number == self._newest:
            self.show_preview(seen)

    def _show_nothing(self, why: str) -> None:
        self.last = None
        self._effects.set_rows([])
        self.outcome.setText(why)
        self.outcome.set_role("bad")
        self._offer_glass(False)
        self.fit()

    def _offer_glass(self, is_needed: bool) -> None:
        offered = is_needed and self._ways.may_break_glass
        self.glass.setVisible(offered)
        if not offered:
            self.glass.setChecked(False)
        self.glass_reason.setVisible(offered and self.glass.isChecked())

    def _on_glass_toggled(self, is_checked: bool) -> None:
        self.glass_reason.setVisible(is_checked)
        if is_checked:
            self.glass_reason.setFocus()
        self.fit()
