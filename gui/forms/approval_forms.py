"""The forms of four eyes: agreeing to a deed, and changing what a role may do alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.domain.approvals import Approval
from core.domain.caps import Cap
from core.errors import InputError
from core.money import Stars, WrongAmount
from gui import formats, texts
from gui.forms.form_dialog import FormDialog
from gui.models import deed_words
from gui.widgets.fields import LineField


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The reason of a decision; may be empty where one agrees."""

    reason: str


class ApproveForm(FormDialog[Decision, Approval]):
    """Asks once more before a deed of somebody else is done."""

    def __init__(
        self,
        parent: QWidget | None,
        approval: Approval,
        save: Callable[[Decision], Awaitable[Approval]],
    ) -> None:
        """Show what is agreed to."""
        words = QCoreApplication.translate(
            "ApproveForm",
            "{deed}: {stars}, asked for by {name}. It is done at once, and you answer for it: it counts "
            "against your own limits too.",
        )
        super().__init__(
            parent,
            QCoreApplication.translate("ApproveForm", "Approve this?"),
            words.format(
                deed=deed_words.kind_word(approval.kind),
                stars=formats.stars(approval.stars),
                name=approval.asked_name,
            ),
            confirm=QCoreApplication.translate("ApproveForm", "Approve {stars}").format(
                stars=formats.stars(approval.stars)
            ),
            save=save,
        )
        self.comment = LineField(self.tr("Comment (optional)"), self.tr("Stays with the approval."))
        self.add_field("comment", self.comment)
        self.comment.setFocus()

    def typed(self) -> Decision:
        """Return the comment as typed."""
        return Decision(reason=self.comment.value.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class CapChange:
    """Other limits, and why."""

    cap: Cap
    reason: str


class CapForm(FormDialog[CapChange, Cap]):
    """Asks for the limits of one role and kind of deed."""

    def __init__(self, parent: QWidget | None, cap: Cap, save: Callable[[CapChange], Awaitable[Cap]]) -> None:
        """Show the limits as they are."""
        words = QCoreApplication.translate(
            "CapForm", "“{deed}” as {role}. Above these limits a second person must approve."
        )
        super().__init__(
            parent,
            QCoreApplication.translate("CapForm", "Change limits"),
            words.format(deed=deed_words.kind_word(cap.kind), role=texts.role_word(cap.role)),
            confirm=QCoreApplication.translate("CapForm", "Change limits"),
            save=save,
        )
        self._cap = cap
        self.action = LineField(self.tr("One deed, ★"))
        self.operator_day = LineField(self.tr("One operator in 24 hours, ★"))
        self.customer_day = LineField(self.tr("One customer in 24 hours, ★"))
        self.reason = LineField(self.tr("Reason"), self.tr("Stays in the audit."))
        for name, field, stars in (
            ("action", self.action, cap.action),
            ("operator_day", self.operator_day, cap.operator_day),
            ("customer_day", self.customer_day, cap.customer_day),
        ):
            field.set_value(formats.stars_number(stars))
            self.add_field(name, field)
        self.add_field("reason", self.reason)
        self.action.setFocus()

    def typed(self) -> CapChange:
        """Return the limits as typed."""
        return CapChange(
            cap=replace(
                self._cap,
                action=self._stars("action", self.action),
                operator_day=self._stars("operator_day", self.operator_day),
                customer_day=self._stars("customer_day", self.customer_day),
            ),
            reason=self.reason.value,
        )

    def _stars(self, name: str, field: LineField) -> Stars:
        try:
            return Stars.parse(field.value)
        except WrongAmount:
            problem = self.tr("Enter a number of stars.")
            raise InputError(field=name, value=field.value, problem=problem) from None
