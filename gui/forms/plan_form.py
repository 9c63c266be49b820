"""The form that gives a customer plan time without money: which plan, how long, with how many stars, why."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from itertools import count

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from core.domain.price_lists import Plan
from core.domain.subscriptions import Standing
from core.errors import AppError, InputError
from core.money import ZERO, Stars, WrongAmount
from core.services.deed_book import Done
from core.services.deeds import Waiting
from core.services.subscription_desk import PlanDetails
from core.services.subscriptions import Gift
from gui import formats
from gui.forms.field_words import remedy
from gui.forms.form_dialog import FormDialog
from gui.models import payment_words, plan_words
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.fields import ChoiceField, LineField

GIVES = ("grant", "gift")


class PlanForm(FormDialog[Gift, Done | Waiting]):
    """Asks for plan time to give; what becomes of the plan is found out by core while one types.

    The operation id is made with the form: however often the button is pressed, it is done once.
    """

    def __init__(
        self,
        parent: QWidget | None,
        details: PlanDetails,
        operation_id: str,
        now: Callable[[], datetime],
        *,
        plan: str = "",
        save: Callable[[Gift], Awaitable[Done | Waiting]],
        look: Callable[[Gift], Awaitable[Standing]],
    ) -> None:
        """Show the form with `plan` chosen; `save` does the deed, `look` says what it would come to."""
        words = QCoreApplication.translate("PlanForm", "{name} pays nothing and is told the reason.")
        super().__init__(
            parent,
            QCoreApplication.translate("PlanForm", "Give a plan"),
            words.format(name=details.customer.name),
            confirm=QCoreApplication.translate("PlanForm", "Give"),
            save=save,
        )
        self._details = details
        self._operation_id = operation_id
        self._now = now
        self._look = look
        self._numbers = count(1)
        self.plan = ChoiceField(self.tr("Plan"))
        self.plan.set_choices(plan_choices(details.plans))
        self.plan.set_value(plan or details.standing.plan)
        self.kind = ChoiceField(self.tr("As"))
        self.kind.set_choices([(one, plan_words.kind_word(one)) for one in GIVES])
        self.days = LineField(self.tr("Days"), self.tr("Empty: the plan’s own length"))
        self.stars = LineField(self.tr("Stars with it, ★"), self.tr("Empty: none"))
        self.reason = LineField(self.tr("Reason"), self.tr("Stays with the period and in the audit."))
        self.tells = QCheckBox(self.tr("Tell the customer"))
        self.tells.setChecked(True)
        self._result = SummaryRows()
        self._build()
        self._on_changed()

    def typed(self) -> Gift:
        """Return the gift as typed."""
        return Gift(
            operation_id=self._operation_id,
            customer_id=self._details.customer.telegram_id,
            plan=self.plan.value,
            days=read_days(self.days.value),
            stars=read_stars(self.stars.value),
            kind=self.kind.value,
            reason=self.reason.value,
            tells=self.tells.isChecked(),
        )

    def _build(self) -> None:
        for name, field in (
            ("plan", self.plan),
            ("kind", self.kind),
            ("days", self.days),
            ("stars", self.stars),
            ("reason", self.reason),
        ):
            self.add_field(name, field)
        self.rows.addWidget(self.tells)
        self.rows.addWidget(self._result)
        self.plan.changed.connect(self._on_changed)
        self.days.changed.connect(self._on_changed)
        self.stars.changed.connect(self._on_changed)
        self._show(self._words(self._details.standing), formats.NOTHING)
        self.days.setFocus()

    def _on_changed(self) -> None:
        self.tasks.start(self._find_out(), ("look", next(self._numbers)))

    async def _find_out(self) -> None:
        """Ask core how the customer would stand; what cannot be read yet says nothing."""
        before = self._words(self._details.standing)
        try:
            gift = self.typed()
            after = self._words(await self._look(gift))
        except AppError:
            after = formats.NOTHING
        self._show(before, after)

    def _show(self, before: str, after: str) -> None:
        now = SummaryRow(label=self.tr("Now"), value=before)
        then = SummaryRow(label=self.tr("Then"), value=after, role="strong")
        self._result.set_rows([now, then])

    def _words(self, standing: Standing) -> str:
        if not standing.plan or not standing.has_access:
            return plan_words.state_word(standing.state)
        name = payment_words.plan_word(standing.plan)
        if standing.until is None:
            return f"{name}, {plan_words.days_word(None)}"
        words = self.tr("{plan} until {moment}")
        return words.format(plan=name, moment=formats.short_moment(standing.until, self._now()))


def read_days(text: str) -> int | None:
    """Return the days typed, None for the plan's own length; raises InputError."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise InputError(field="days", value=text, problem=remedy("days"))
    return int(text)


def read_stars(text: str) -> Stars:
    """Return the stars typed, none if empty; raises InputError."""
    if not text:
        return ZERO
    try:
        return Stars.parse(text)
    except WrongAmount as error:
        raise InputError(field="stars", value=text, problem=remedy("amount")) from error


def plan_choices(plans: Sequence[Plan]) -> list[tuple[str, str]]:
    """Return the plans to choose from, the smallest first; one that gives nothing comes last."""
    in_order = sorted(plans, key=lambda one: (not one.gives, one.rank))
    return [(one.key, payment_words.plan_word(one.key)) for one in in_order]
