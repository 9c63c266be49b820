"""One difference in the details pane: kept true as it changes, its buttons joined with the deeds."""

from collections.abc import Awaitable
from itertools import count

from PySide6.QtCore import QObject, Signal

from core.domain.differences import Difference, DifferenceState, Posting
from gui.actions import payments as payment_deeds
from gui.actions import reconciliation as deeds
from gui.models import difference_facts, difference_words
from gui.widgets.difference_pane import DO, FORESEE, IGNORE, SETTLE, DifferencePane
from gui.widgets.page import Page

FOR_A_PERSON = frozenset({Posting.OPEN, Posting.IGNORE})


class DifferenceLook(QObject):
    """Fills a pane with one difference, and does what is pressed there.

    Signals:
        payment_picked, invoice_picked: another page is to show it; carries the id.
    """

    payment_picked = Signal(object)
    invoice_picked = Signal(object)

    def __init__(self, page: Page, pane: DifferencePane) -> None:
        """Join `pane` with the difference that is told to be shown; deeds run in the tasks of `page`."""
        super().__init__(page)
        self._page = page
        self._core = page.core
        self._pane = pane
        self._numbers = count(1)
        self.found: Difference | None = None
        self._connect()

    def show_difference(self, found: Difference) -> None:
        """Show another difference, or the same one as it is now."""
        self.found = found
        self.retell()
        self._pane.show()

    def close(self) -> None:
        """Show nothing any more."""
        self.found = None
        self._pane.hide()

    async def read(self) -> None:
        """Read what is shown again."""
        if self.found is not None:
            fresh = await self._core.difference_desk.difference(self.found.id)
            if self.found is not None and self.found.id == fresh.id:
                self.show_difference(fresh)

    def retell(self) -> None:
        """Say everything again, after another language."""
        found, pane = self.found, self._pane
        if found is None:
            return
        is_open = found.state is DifferenceState.OPEN
        pane.set_head(difference_words.kind_word(found.kind), difference_facts.head(found))
        pane.show_note(difference_words.kind_sentence(found.kind))
        pane.facts.set_groups(difference_facts.groups(found))
        pane.payment.setVisible(bool(found.payment_id))
        pane.invoice.setVisible(found.invoice_number is not None)
        is_for_a_person = found.posting in FOR_A_PERSON
        pane.foresee.setVisible(is_open and not is_for_a_person)
        pane.do.setVisible(is_open and not is_for_a_person)
        pane.settle.setVisible(is_open and found.posting is Posting.OPEN)
        pane.ignore.setVisible(is_open)
        words = difference_words.posting_word(found.posting)
        pane.do.setText(words[:1].upper() + words[1:])
        obstacle = deeds.obstacle(self._core)
        for button in (pane.do, pane.settle, pane.ignore):
            button.set_obstacle(obstacle)

    def _connect(self) -> None:
        pane = self._pane
        pane.copy_picked.connect(self._on_copy_picked)
        pane.facts.copied.connect(self._on_copied)
        pane.foresee_picked.connect(self._on_foresee_picked)
        pane.do_picked.connect(self._on_do_picked)
        pane.ignore_picked.connect(self._on_ignore_picked)
        pane.settle_picked.connect(self._on_settle_picked)
        pane.payment_picked.connect(self._on_payment_picked)
        pane.invoice_picked.connect(self._on_invoice_picked)

    async def _tell(self, deed: Awaitable[str]) -> None:
        sentence = await deed
        if sentence:
            self._page.said.emit(sentence)

    def _on_foresee_picked(self) -> None:
        if self.found is not None:
            self._page.tasks.start(deeds.foresee(self._page, self._core, self.found.id), FORESEE)

    def _on_do_picked(self) -> None:
        if self.found is not None:
            self._page.tasks.start(self._tell(deeds.do(self._core, self.found.id)), DO)

    def _on_ignore_picked(self) -> None:
        if self.found is not None:
            self._page.tasks.start(self._tell(deeds.ignore(self._page, self._core, self.found.id)), IGNORE)

    def _on_settle_picked(self) -> None:
        if self.found is not None:
            self._page.tasks.start(self._tell(deeds.settle(self._page, self._core, self.found.id)), SETTLE)

    def _on_copy_picked(self) -> None:
        if self.found is not None:
            payment_deeds.copy(self.found.external_id)
            self._on_copied(self.tr("provider’s id"))

    def _on_copied(self, label: str) -> None:
        self._page.said.emit(self.tr("Copied: {label}").format(label=label))

    def _on_payment_picked(self) -> None:
        if self.found is not None and self.found.payment_id:
            self.payment_picked.emit(self.found.payment_id)

    def _on_invoice_picked(self) -> None:
        if self.found is not None and self.found.invoice_number is not None:
            self.invoice_picked.emit(self.found.invoice_number)
