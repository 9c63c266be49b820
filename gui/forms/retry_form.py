"""The question of a retry: who pays, what it costs, why, and what has happened since the failure."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget
from typing_extensions import override

from core.domain.trainings import RetryPrice
from core.money import Stars
from gui import dialogs, formats, texts
from gui.widgets.fields import LineField
from gui.widgets.labels import Label

MIN_REASON = 3
HELP_INDENT = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryOffer:
    """What the operator needs to know before deciding; `balance` is the customer's at this moment."""

    model: str
    customer: str
    price: Stars
    balance: Stars
    failure_class: str
    attempts: int
    ended: timedelta | None
    may_be_free: bool

    @property
    def can_be_charged(self) -> bool:
        """Tell whether the balance is large enough."""
        return self.balance >= self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryAnswer:
    """What the operator decided."""

    price: RetryPrice
    reason: str


class RetryForm(dialogs.MessageDialog):
    """Two prices to choose from, each with what it does, and the reason where one is needed."""

    def __init__(self, parent: QWidget | None, offer: RetryOffer) -> None:
        """Build the question; it can be answered only where core would accept the answer."""
        title = QCoreApplication.translate("RetryForm", "Retry {model}").format(model=offer.model)
        super().__init__(parent, title, _what_happened(offer))
        self.add_line(_since(offer))
        self._offer = offer
        self._group = QButtonGroup(self)
        self.charge = self._add_choice(self._charge_words(), self._charge_help(), offer.can_be_charged)
        self.free = self._add_choice(self.tr("Free: we pay"), self._free_help(), offer.may_be_free)
        self.reason = LineField(self.tr("Reason"), self.tr("It is kept in the story and the audit."))
        self.body.addWidget(self.reason)
        self.leave = self.add_button(self.tr("Leave it"))
        self.leave.clicked.connect(self.reject)
        self.confirm = self.add_button("", "primary")
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        self._group.buttonToggled.connect(self._on_changed)
        self.reason.changed.connect(self._on_changed)
        first = self.charge if offer.can_be_charged else self.free
        first.setChecked(first.isEnabled())
        first.setFocus()
        self._on_changed()

    @property
    def answer(self) -> RetryAnswer:
        """Return what was chosen."""
        price = RetryPrice.FREE if self.free.isChecked() else RetryPrice.CHARGE_AGAIN
        return RetryAnswer(price=price, reason=self.reason.value)

    @property
    def can_be_answered(self) -> bool:
        """Tell whether one price is chosen and, if it is free, why."""
        if self.free.isChecked():
            return len(self.reason.value) >= MIN_REASON
        return self.charge.isChecked()

    def _charge_words(self) -> str:
        return self.tr("Charge again {price}").format(price=formats.stars(self._offer.price))

    def _charge_help(self) -> str:
        offer = self._offer
        if not offer.can_be_charged:
            text = self.tr("The balance of {balance} is too small.")
            return text.format(balance=formats.stars(offer.balance))
        return self.tr("Balance {before} → {after}; they come back if it fails again.").format(
            before=formats.stars_number(offer.balance),
            after=formats.stars_number(offer.balance - offer.price),
        )

    def _free_help(self) -> str:
        if not self._offer.may_be_free:
            return self.tr("Your role does not allow it: ask a senior colleague.")
        return self.tr("The customer pays nothing; say why.")

    def _add_choice(self, words: str, help_text: str, is_possible: bool) -> QRadioButton:
        radio = QRadioButton(words)
        radio.setAccessibleDescription(help_text)
        radio.setEnabled(is_possible)
        self._group.addButton(radio)
        self.body.addWidget(radio)
        help_label = Label(help_text, "faint").wrapped()
        help_label.setContentsMargins(HELP_INDENT, 0, 0, 4)
        self.body.addWidget(help_label)
        return radio

    def _on_changed(self, *_: object) -> None:
        is_free = self.free.isChecked()
        if self.reason.isVisibleTo(self) is not is_free:
            self.reason.setVisible(is_free)
            self.fit()
        self.confirm.setText(
            self.tr("Retry free")
            if is_free
            else self.tr("Retry · {price}").format(price=formats.stars(self._offer.price))
        )
        self.confirm.setEnabled(self.can_be_answered)

    @override
    def accept(self) -> None:
        """Take the answer only when it is one."""
        if self.can_be_answered:
            super().accept()


async def ask_retry(parent: QWidget | None, offer: RetryOffer) -> RetryAnswer | None:
    """Ask who pays for another attempt; None if the operator left it."""
    form = RetryForm(parent, offer)
    return form.answer if await dialogs.run(form) else None


def _what_happened(offer: RetryOffer) -> str:
    """Return whose it is, how it failed and what to do."""
    headline, remedy = texts.failure_headline(offer.failure_class), texts.failure_remedy(offer.failure_class)
    return f"{offer.customer}\n{headline}. {remedy}"


def _since(offer: RetryOffer) -> str:
    """Return how things stand since it failed."""
    since = []
    if offer.ended is not None:
        words = QCoreApplication.translate("RetryForm", "It ended {duration} ago.")
        since.append(words.format(duration=formats.duration(offer.ended)))
    if offer.attempts > 1:
        since.append(QCoreApplication.translate("RetryForm", "It was tried %n time(s).", "", offer.attempts))
    words = QCoreApplication.translate("RetryForm", "The balance is now {balance}; nothing is held for it.")
    since.append(words.format(balance=formats.stars(offer.balance)))
    return " ".join(since)
