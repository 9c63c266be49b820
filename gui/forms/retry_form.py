"""The question of a retry: who pays, what it costs, why, and what has happened since the failure."""

from dataclasses import dataclass, replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget
from typing_extensions import override

from core.domain.retries import NO_CHANGES, RetryChanges, RetryPrice
from core.domain.trainings import Dataset
from core.money import Stars
from core.services.retries import RetryOutlook
from gui import dialogs, formats, texts
from gui.forms.retry_changes import PickPhotos, RetryChangesBox
from gui.tasks import TaskScope
from gui.theme import Tone
from gui.widgets.fields import LineField
from gui.widgets.fold import Fold
from gui.widgets.issue_list import Issue, IssueList
from gui.widgets.labels import Label

MIN_REASON = 3


async def no_photos(parent: QWidget) -> Dataset | None:
    """Offer no other photos."""
    del parent
    return None


HELP_INDENT = 26
WIDE = 640
"""The width with the knobs open."""


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
    outlook: RetryOutlook | None = None
    """What can be changed about it; None offers it as it was only."""
    newest: str = ""
    """The trainer's newest version, empty if it is the one in use or could not be asked."""
    is_gate_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryAnswer:
    """What the operator decided."""

    price: RetryPrice
    reason: str
    changes: RetryChanges = NO_CHANGES


class RetryForm(dialogs.MessageDialog):
    """Two prices to choose from, each with what it does, and the reason where one is needed."""

    def __init__(
        self, parent: QWidget | None, offer: RetryOffer, pick_photos: PickPhotos = no_photos
    ) -> None:
        """Build the question; it can be answered only where core would accept the answer."""
        title = QCoreApplication.translate("RetryForm", "Retry {model}").format(model=offer.model)
        super().__init__(parent, title, _what_happened(offer))
        self.add_line(_since(offer))
        for line in _changed_since(offer):
            self.add_line(line)
        self._offer = offer
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self._on_failed)
        self._group = QButtonGroup(self)
        self._helps: dict[QRadioButton, Label] = {}
        self.charge = self._add_choice()
        self.free = self._add_choice()
        self.box = self._add_changes(pick_photos)
        self.problem = IssueList()
        self.body.addWidget(self.problem)
        self.reason = LineField(self.tr("Reason"), self.tr("It is kept in the story and the audit."))
        self.body.addWidget(self.reason)
        self.leave = self.add_button(self.tr("Leave it"))
        self.leave.clicked.connect(self.reject)
        self.confirm = self.add_button("", "primary")
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        self._group.buttonToggled.connect(self._on_changed)
        self.reason.changed.connect(self._on_changed)
        self._say_choices()
        first = self.charge if self.can_be_charged else self.free
        first.setChecked(first.isEnabled())
        first.setFocus()
        self._on_changed()

    @property
    def answer(self) -> RetryAnswer:
        """Return what was chosen."""
        price = RetryPrice.FREE if self.free.isChecked() else RetryPrice.CHARGE_AGAIN
        return RetryAnswer(price=price, reason=self.reason.value, changes=self._changes())

    @property
    def price(self) -> Stars:
        """Return what a charged retry costs with the steps that are wanted."""
        outlook = self._offer.outlook
        if outlook is None or self.box is None:
            return self._offer.price
        return outlook.price_of(self.box.steps)

    @property
    def can_be_charged(self) -> bool:
        """Tell whether the balance is large enough."""
        return self._offer.balance >= self.price

    def _changes(self) -> RetryChanges:
        if self.box is None:
            return NO_CHANGES
        return replace(self.box.changes, price_seen=None if self.free.isChecked() else self.price)

    @property
    def can_be_answered(self) -> bool:
        """Tell whether one price is chosen, if it is free why, and what was changed can be sent."""
        if self.box is not None and self.box.tuning.problems():
            return False
        if self.free.isChecked():
            return len(self.reason.value) >= MIN_REASON
        return self.charge.isChecked()

    def _charge_help(self) -> str:
        offer = self._offer
        if not self.can_be_charged:
            text = self.tr("The balance of {balance} is too small.")
            return text.format(balance=formats.stars(offer.balance))
        return self.tr("Balance {before} → {after}; they come back if it fails again.").format(
            before=formats.stars_number(offer.balance),
            after=formats.stars_number(offer.balance - self.price),
        )

    def _free_help(self) -> str:
        if not self._offer.may_be_free:
            return self.tr("Your role does not allow it: ask a senior colleague.")
        return self.tr("The customer pays nothing; say why.")

    def _add_choice(self) -> QRadioButton:
        radio = QRadioButton()
        self._group.addButton(radio)
        self.body.addWidget(radio)
        help_label = Label("", "faint").wrapped()
        help_label.setContentsMargins(HELP_INDENT, 0, 0, 4)
        self.body.addWidget(help_label)
        self._helps[radio] = help_label
        return radio

    def _say_choices(self) -> None:
        """Say what either price comes to now; the steps may have been changed."""
        price = formats.stars(self.price)
        for radio, words, help_text, is_possible in (
            (
                self.charge,
                self.tr("Charge again {price}").format(price=price),
                self._charge_help(),
                self.can_be_charged,
            ),
            (self.free, self.tr("Free: we pay"), self._free_help(), self._offer.may_be_free),
        ):
            radio.setText(words)
            radio.setAccessibleDescription(help_text)
            radio.setEnabled(is_possible)
            self._helps[radio].setText(help_text)

    def _add_changes(self, pick_photos: PickPhotos) -> RetryChangesBox | None:
        outlook = self._offer.outlook
        if outlook is None:
            return None
        box = RetryChangesBox(outlook.training, self._offer.newest, self.tasks, pick_photos)
        box.tuning.set_rate(outlook.rate)
        box.changed.connect(self._on_box_changed)
        self.fold = Fold(self.tr("Change something"), box)
        self.fold.toggled.connect(self._on_folded)
        self.body.addWidget(self.fold)
        return box

    def _on_folded(self, is_open: bool) -> None:
        """Give the knobs room beside each other."""
        if is_open and self.width() < WIDE:
            self.setMinimumWidth(WIDE)
        self.fit()

    def _on_box_changed(self) -> None:
        self._say_choices()
        self._on_changed()

    def _on_failed(self, error: BaseException) -> None:
        self.problem.set_issues([Issue(texts.in_full(error), Tone.BAD)])
        self.fit()

    def _on_changed(self, *_: object) -> None:
        is_free = self.free.isChecked()
        if self.reason.isVisibleTo(self) is not is_free:
            self.reason.setVisible(is_free)
            self.fit()
        self.confirm.setText(
            self.tr("Retry free")
            if is_free
            else self.tr("Retry · {price}").format(price=formats.stars(self.price))
        )
        self.confirm.setEnabled(self.can_be_answered)

    @override
    def accept(self) -> None:
        """Take the answer only when it is one."""
        if self.can_be_answered:
            super().accept()


async def ask_retry(
    parent: QWidget | None, offer: RetryOffer, pick_photos: PickPhotos = no_photos
) -> RetryAnswer | None:
    """Ask who pays for another attempt and what is otherwise; None if the operator left it."""
    form = RetryForm(parent, offer, pick_photos)
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


def _changed_since(offer: RetryOffer) -> list[str]:
    """Return what is otherwise now than when it was asked for, a sentence each."""
    translate, outlook = QCoreApplication.translate, offer.outlook
    if outlook is None:
        return []
    lines = []
    if outlook.was_charged:
        words = translate(
            "RetryForm", "The {price} of the last try were given back; charging holds them again."
        )
        lines.append(words.format(price=formats.stars(outlook.last.price)))
    if outlook.changed:
        words = translate("RetryForm", "The last try ran otherwise than asked for: {changes}.")
        told = ", ".join(f"{one.name} {one.before} → {one.after}" for one in outlook.changed)
        lines.append(words.format(changes=told))
    if outlook.list_changed:
        words = translate(
            "RetryForm", "Price list {version} is in force now; as many steps as before cost as before."
        )
        lines.append(words.format(version=outlook.rate.version))
    if offer.newest:
        words = translate("RetryForm", "The trainer has another newest version: {version}…")
        lines.append(words.format(version=offer.newest[:8]))
    if not offer.is_gate_open:
        lines.append(translate("RetryForm", "The gate is shut: nothing is sent to Replicate now."))
    return lines
