"""How a bulk deed is done: the few choices each kind has, and the reason they all need."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from core.domain.bulk import READY_TEXT_EN, READY_TEXT_RU, BulkKind, BulkTerms, BulkWish
from gui.widgets.fields import ChoiceField, Field, LineField

TEXT_HEIGHT = 100
MIN_REASON = 3


class BulkTermsForm(QWidget):
    """The choices of one kind.

    Signals:
        changed: what would be done is another thing now.
        reason_changed: only the reason is another one.
    """

    changed = Signal()
    reason_changed = Signal()

    def __init__(
        self, wish: BulkWish, owners: Sequence[str] = (), *, may_be_free: bool, parent: QWidget | None = None
    ) -> None:
        """Show what the kind of `wish` has to choose; `owners` can look after groups."""
        super().__init__(parent)
        self._kind, self._first = wish.kind, wish.terms
        self.free = QCheckBox(QCoreApplication.translate("BulkTerms", "Free for the customers: we pay"))
        self.hopeless = QCheckBox(
            QCoreApplication.translate("BulkTerms", "Also those that will fail again as they are")
        )
        self.text_ru = Field(
            QPlainTextEdit(READY_TEXT_RU), QCoreApplication.translate("BulkTerms", "Message in Russian")
        )
        self.text_en = Field(
            QPlainTextEdit(READY_TEXT_EN), QCoreApplication.translate("BulkTerms", "Message in English")
        )
        self.owner = ChoiceField(
            QCoreApplication.translate("BulkTerms", "Who looks after them"),
            QCoreApplication.translate("BulkTerms", "A group that somebody has is not counted as new."),
        )
        nobody = QCoreApplication.translate("BulkTerms", "Nobody")
        names = dict.fromkeys(name for name in (wish.terms.owner, *owners) if name)
        self.owner.set_choices([*((name, name) for name in names), ("", nobody)])
        self.owner.set_value(wish.terms.owner)
        self.reason = LineField(
            QCoreApplication.translate("BulkTerms", "Reason"),
            QCoreApplication.translate("BulkTerms", "It is kept with the run and in the audit."),
        )
        self.reason.set_value(wish.reason)
        self.free.setEnabled(may_be_free)
        if not may_be_free:
            self.free.setToolTip(QCoreApplication.translate("BulkTerms", "Your role does not allow it"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.free, self.hopeless, self.text_ru, self.text_en, self.owner, self.reason):
            layout.addWidget(widget)
        for box in (self.free, self.hopeless):
            box.setVisible(wish.kind is BulkKind.RETRY)
            box.toggled.connect(self._on_changed)
        for text in (self.text_ru, self.text_en):
            text.setVisible(wish.kind is BulkKind.NOTIFY)
            text.control.setFixedHeight(TEXT_HEIGHT)
            text.control.setTabChangesFocus(True)
            text.control.textChanged.connect(self._on_changed)
        self.owner.setVisible(wish.kind is BulkKind.ASSIGN)
        self.owner.changed.connect(self._on_changed)
        self.reason.changed.connect(self._on_reason_changed)

    @property
    def terms(self) -> BulkTerms:
        """Return what was chosen."""
        if self._kind is BulkKind.NOTIFY:
            return BulkTerms(
                text_ru=self.text_ru.control.toPlainText().strip(),
                text_en=self.text_en.control.toPlainText().strip(),
            )
        if self._kind is BulkKind.ASSIGN:
            return replace(self._first, owner=self.owner.value)
        return replace(self._first, is_free=self.free.isChecked(), with_hopeless=self.hopeless.isChecked())

    @property
    def has_reason(self) -> bool:
        """Tell whether a reason was given."""
        return len(self.reason.value) >= MIN_REASON

    def show_problem(self, field: str, words: str) -> bool:
        """Show what is wrong under its field; False if it is about no field here."""
        fields = {"text_ru": self.text_ru, "text_en": self.text_en}
        if field == "reason":
            self.reason.set_error(words)
        elif field in fields:
            fields[field].set_error(words)
        else:
            return False
        return True

    def clear_problems(self) -> None:
        """Show no problem any more."""
        self.reason.set_error("")
        for text in (self.text_ru, self.text_en):
            text.set_error("")

    def _on_changed(self, *_: object) -> None:
        self.changed.emit()

    def _on_reason_changed(self, *_: object) -> None:
        self.reason_changed.emit()
