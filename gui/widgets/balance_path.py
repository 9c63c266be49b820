"""Why a balance is what it is: what came in, what went out, what is held, and what is left."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.statement import BalancePath, KindSum, Spent
from core.money import ZERO, Stars
from gui import formats, texts
from gui.widgets.buttons import Button
from gui.widgets.card import SummaryRow, SummaryRows
from gui.widgets.labels import Caption, Label

NARROW_SPACE = "\u202f"
"""Like the thin space, but no line breaks there."""


class BalancePathBox(QFrame):
    """Three short columns and the sum under them; the lines of the ledger follow below it.

    Signals:
        answer_picked: the explanation is to be copied for the customer.
        receipt_picked: the receipt of the line picked is to be copied.
    """

    answer_picked = Signal()
    receipt_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a path."""
        super().__init__(parent)
        self._path: BalancePath | None = None
        self._spent: tuple[Spent, ...] = ()
        self._captions = [Caption() for _ in range(3)]
        self._rows = [SummaryRows() for _ in range(3)]
        self._sum = Label("", "strong").selectable().wrapped()
        self.answer = Button(kind="link", icon="copy")
        self.receipt = Button(kind="link", icon="copy")
        self.answer.clicked.connect(self.answer_picked)
        self.receipt.clicked.connect(self.receipt_picked)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for place, (caption, rows) in enumerate(zip(self._captions, self._rows, strict=True)):
            grid.addWidget(caption, 0, place)
            grid.addWidget(rows, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._sum, 1)
        foot.addWidget(self.receipt)
        foot.addWidget(self.answer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addLayout(foot)
        self._retranslate()

    def show_path(self, path: BalancePath, spent: Sequence[Spent]) -> None:
        """Show why the balance is so, and what each service cost (S34)."""
        self._path, self._spent = path, tuple(spent)
        self._show()

    def _show(self) -> None:
        path = self._path
        if path is None:
            return
        self._rows[0].set_rows(_lines(path.came_in) or [_none()])
        self._rows[1].set_rows(_lines(path.went_out) or [_none()])
        self._rows[2].set_rows(self._third(path))
        came = sum((one.change for one in path.came_in), start=ZERO)
        went = sum((one.change for one in path.went_out), start=ZERO)
        words = self.tr("In {came} − out {went} = {balance}")
        text = words.format(
            came=formats.stars_number(came),
            went=formats.stars_number(-went),
            balance=formats.stars(path.balance),
        )
        if path.held:
            text += self.tr(" · {held} of it are held").format(held=formats.stars(path.held))
        if not path.is_whole:
            text += self.tr(" · the ledger does not add up: run the check on the overview")
        self._sum.setText(text)
        self._sum.set_role("strong" if path.is_whole else "bad")

    def _third(self, path: BalancePath) -> list[SummaryRow]:
        """Return what is held now, and what services cost in the end."""
        rows = [
            SummaryRow(
                label=self.tr("Held: {model}").format(
                    model=one.training.model_name if one.training else formats.NOTHING
                ),
                value=_figure(one.transfer.amount),
            )
            for one in path.holds[:3]
        ]
        rows += [
            SummaryRow(
                label=one.service.rpartition("/")[2],
                value=_figure(one.kept),
                tooltip=self._spent_tip(one),
            )
            for one in self._spent[:4]
        ]
        return rows or [_none()]

    def _spent_tip(self, one: Spent) -> str:
        words = self.tr("{count} charged with {charged}, {returned} given back")
        return words.format(
            count=formats.count(one.count),
            charged=formats.stars(one.charged),
            returned=formats.stars(one.returned),
        )

    def _retranslate(self) -> None:
        for caption, words in zip(
            self._captions, (self.tr("Came in"), self.tr("Went out"), self.tr("Held and spent")), strict=True
        ):
            caption.set_caption(words)
        self.answer.setText(self.tr("Explanation"))
        self.answer.setToolTip(
            self.tr("Copy the answer to “why is my balance so?”, in the customer’s language")
        )
        self.receipt.setText(self.tr("Receipt"))
        self.receipt.setToolTip(self.tr("Copy the receipt of the picked line, in the customer’s language"))
        self._show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _lines(sums: Sequence[KindSum]) -> list[SummaryRow]:
    return [
        SummaryRow(
            label=f"{formats.count(one.count)} × {texts.transfer_word(one.kind)}",
            value=_figure(Stars(abs(one.change.hundredths))),
        )
        for one in sums
    ]


def _figure(amount: Stars) -> str:
    return formats.stars_number(amount).replace(formats.THIN_SPACE, NARROW_SPACE)


def _none() -> SummaryRow:
    return SummaryRow(label=formats.NOTHING, value="", role="faint")
