"""The pages of the window: the table of the navigation, how each page is built, and the ways between them.

Pages know nothing of each other: what one wants shown it says with a signal, and here that leads to another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QSettings

from core.container import Core
from core.domain.audit_log import AuditFilter
from core.domain.training_views import TrainingFilter
from gui.languages import Languages
from gui.theme import Theme
from gui.widgets.nav import Nav, NavEntry, NavGroup
from gui.widgets.page import Page
from gui.widgets.page_stack import PageStack

P = TypeVar("P", bound=Page)

NEW_TRAINING = "new_training"
ATTEMPT = "attempt"
STUCK = "stuck"
SHORTCUTS = 9
"""So many pages have Ctrl and a digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """One page of the navigation; `group` is the caption it stands under."""

    key: str
    group: str
    label: str
    icon: str
    build: Callable[[], Page]


class WindowPages(QObject):
    """Builds the pages when they are first shown, and leads from one to another."""

    def __init__(
        self, core: Core, theme: Theme, languages: Languages, nav: Nav, state: QSettings, parent: QObject
    ) -> None:
        """Know the pages; none is built yet."""
        super().__init__(parent)
        self._core = core
        self._theme = theme
        self._languages = languages
        self._nav = nav
        self._came_from = ""
        self._attempt_from = ""
        builders = {entry.key: entry.build for entry in self.table()}
        more = {
            NEW_TRAINING: self._build_new_training,
            ATTEMPT: self._build_attempt,
            STUCK: self._build_stuck,
        }
        self.stack = PageStack(builders | more, state)

    def table(self) -> tuple[PageEntry, ...]:
        """Return the navigation in its order: a new page is an entry here and its builder below."""
        translate = QCoreApplication.translate
        work = translate("MainWindow", "Work")
        people = translate("MainWindow", "People and money")
        control = translate("MainWindow", "Control")
        rows: tuple[tuple[str, str, str, str, Callable[[], Page]], ...] = (
            ("overview", "", translate("MainWindow", "Overview"), "squares-four", self._build_overview),
            ("trainings", work, translate("MainWindow", "Trainings"), "train-simple", self._build_trainings),
            ("failures", work, translate("MainWindow", "Failures"), "warning-circle", self._build_failures),
            ("inbox", work, translate("MainWindow", "Inbox"), "tray", self._build_inbox),
            ("approvals", work, translate("MainWindow", "Approvals"), "users-three", self._build_approvals),
            ("customers", people, translate("MainWindow", "Customers"), "users", self._build_customers),
            ("payments", people, translate("MainWindow", "Payments"), "credit-card", self._build_payments),
            ("invoices", people, translate("MainWindow", "Invoices"), "receipt", self._build_invoices),
            (
                "subscriptions",
                people,
                translate("MainWindow", "Subscriptions"),
                "crown",
                self._build_subscriptions,
            ),
            (
                "reconciliation",
                people,
                translate("MainWindow", "Reconciliation"),
                "scales",
                self._build_reconciliation,
            ),
            ("prices", control, translate("MainWindow", "Price lists"), "tag", self._build_prices),
            ("audit", control, translate("MainWindow", "Audit"), "shield-check", self._build_audit),
            (
                "operators",
                control,
                translate("MainWindow", "Operators"),
                "identification-badge",
                self._build_operators,
            ),
            ("bots", control, translate("MainWindow", "Bots"), "robot", self._build_bots),
            ("settings", control, translate("MainWindow", "Settings"), "gear-six", self._build_settings),
        )
        return tuple(
            PageEntry(key=key, group=group, label=label, icon=icon, build=build)
            for key, group, label, icon, build in rows
        )

    def groups(self) -> list[NavGroup]:
        """Return the navigation in the language in force."""
        table = self.table()
        return [
            NavGroup(
                caption=group,
                entries=[
                    NavEntry(key=entry.key, label=entry.label, icon=entry.icon)
                    for entry in table
                    if entry.group == group
                ],
            )
            for group in dict.fromkeys(entry.group for entry in table)
        ]

    # -- ways between the pages ----------------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        """Show a page by its key."""
        under = {NEW_TRAINING: "trainings", ATTEMPT: self._attempt_from or "failures", STUCK: "overview"}
        self._nav.set_current(under.get(key, key))
        self.stack.show_page(key)

    def show_trainings(self, wanted: TrainingFilter) -> None:
        """Show the trainings narrowed to these."""
        from gui.pages.trainings_page import TrainingsPage

        self._shown("trainings", TrainingsPage).show_only(wanted)

    def show_training(self, training_id: str) -> None:
        """Show the details of one training."""
        from gui.pages.trainings_page import TrainingsPage

        self._shown("trainings", TrainingsPage).show_training(training_id)

    def show_attempt(self, attempt_id: str) -> None:
        """Show one attempt in full; leaving it leads back to the page it was picked on."""
        from gui.pages.attempt_page import AttemptPage

        if self.stack.current_key != ATTEMPT:
            self._attempt_from = self.stack.current_key
        self._shown(ATTEMPT, AttemptPage).show_attempt(attempt_id)

    def show_customer(self, customer_id: int) -> None:
        """Show the details of one customer."""
        from gui.pages.customers_page import CustomersPage

        self._shown("customers", CustomersPage).show_customer(customer_id)

    def show_plans(self, customer_id: int) -> None:
        """Show one customer's plans."""
        from gui.pages.subscriptions_page import SubscriptionsPage

        self._shown("subscriptions", SubscriptionsPage).show_customer(customer_id)

    def show_payment(self, payment_id: str) -> None:
        """Show the details of one payment."""
        from gui.pages.payments_page import PaymentsPage

        self._shown("payments", PaymentsPage).show_payment(payment_id)

    def show_invoice(self, number: int) -> None:
        """Show the details of one invoice."""
        from gui.pages.invoices_page import InvoicesPage

        self._shown("invoices", InvoicesPage).show_invoice(number)

    def show_deeds(self, actor: str) -> None:
        """Show what somebody did."""
        from gui.pages.audit_page import AuditPage

        self._shown("audit", AuditPage).show_only(AuditFilter(actor=actor))

    def show_subject(self, kind: str, ident: str) -> None:
        """Show what a deed of the audit log was done to."""
        self._subjects()[kind](ident)

    def _subjects(self) -> dict[str, Callable[[str], None]]:
        """Return the way to each kind of subject that has a page."""
        return {
            "customer": lambda ident: self.show_customer(int(ident)),
            "training": self.show_training,
            "payment": self.show_payment,
            "invoice": lambda ident: self.show_invoice(int(ident)),
            "operator": lambda _ident: self.show_page("operators"),
        }

    def show_found(self, kind: str, key: str) -> None:
        """Show what the search found, by its kind and key."""
        from gui.models.search_lines import CUSTOMER, INVOICE, PAYMENT, TRAINING

        if kind == CUSTOMER:
            self.show_customer(int(key))
        elif kind == PAYMENT:
            self.show_payment(key)
        elif kind == INVOICE:
            self.show_invoice(int(key))
        elif kind == TRAINING:
            self.show_training(key)

    def new_invoice(self, customer_id: int | None = None) -> None:
        """Open the form of a new invoice, with a customer chosen already if given."""
        from gui.pages.invoices_page import InvoicesPage

        self._shown("invoices", InvoicesPage).new_invoice(customer_id)

    def new_training(self, customer_id: int | None = None) -> None:
        """Show the form of a new training, with a customer chosen already if given."""
        from gui.pages.new_training_page import NewTrainingPage

        if self.stack.current_key != NEW_TRAINING:
            self._came_from = self.stack.current_key
        page = self._shown(NEW_TRAINING, NewTrainingPage)
        if customer_id is not None:
            page.take_customer(customer_id)
        page.form.picker.setFocus()

    def _shown(self, key: str, kind: type[P]) -> P:
        self.show_page(key)
        page = self.stack.page(key)
        assert isinstance(page, kind)  # noqa: S101 - its own builder made it
        return page

    def _on_attempt_closed(self) -> None:
        self.show_page(self._attempt_from or "failures")

    def _on_stuck_closed(self) -> None:
        self.show_page("overview")

    def _on_new_training_closed(self) -> None:
        self.show_page(self._came_from or "trainings")

    # -- building, each when it is first shown -------------------------------------------------------------

    def _build_overview(self) -> Page:
        from gui.pages.overview_page import OverviewPage

        page = OverviewPage(self._core)
        page.training_picked.connect(self.show_training)
        page.trainings_wanted.connect(self.show_trainings)
        page.page_wanted.connect(self.show_page)
        page.subject_picked.connect(self.show_subject)
        return page

    def _build_stuck(self) -> Page:
        from gui.pages.stuck_page import StuckPage

        page = StuckPage(self._core)
        page.training_picked.connect(self.show_training)
        page.closed.connect(self._on_stuck_closed)
        return page

    def _build_trainings(self) -> Page:
        from gui.pages.trainings_page import TrainingsPage

        page = TrainingsPage(self._core)
        page.new_training_wanted.connect(self.new_training)
        page.attempt_wanted.connect(self.show_attempt)
        return page

    def _build_inbox(self) -> Page:
        from gui.pages.inbox_page import InboxPage

        page = InboxPage(self._core)
        page.customer_picked.connect(self.show_customer)
        page.payment_picked.connect(self.show_payment)
        page.invoice_picked.connect(self.show_invoice)
        return page

    def _build_failures(self) -> Page:
        from gui.actions import bulk
        from gui.pages.failures_page import FailuresPage

        page = FailuresPage(self._core)
        page.attempt_picked.connect(self.show_attempt)
        page.bulk_wanted.connect(partial(bulk.start_for_failures, page))
        return page

    def _build_attempt(self) -> Page:
        from gui.pages.attempt_page import AttemptPage

        page = AttemptPage(self._core)
        page.training_picked.connect(self.show_training)
        page.closed.connect(self._on_attempt_closed)
        return page

    def _build_customers(self) -> Page:
        from gui.pages.customers_page import CustomersPage

        page = CustomersPage(self._core)
        page.training_picked.connect(self.show_training)
        page.payment_picked.connect(self.show_payment)
        page.invoice_picked.connect(self.show_invoice)
        page.new_training_wanted.connect(self.new_training)
        page.new_invoice_wanted.connect(self.new_invoice)
        return page

    def _build_approvals(self) -> Page:
        from gui.pages.approvals_page import ApprovalsPage

        page = ApprovalsPage(self._core)
        page.customer_picked.connect(self.show_customer)
        return page

    def _build_payments(self) -> Page:
        from gui.pages.payments_page import PaymentsPage

        page = PaymentsPage(self._core)
        page.customer_picked.connect(self.show_customer)
        page.invoice_picked.connect(self.show_invoice)
        return page

    def _build_reconciliation(self) -> Page:
        from gui.pages.reconciliation_page import ReconciliationPage

        page = ReconciliationPage(self._core)
        page.payment_picked.connect(self.show_payment)
        page.invoice_picked.connect(self.show_invoice)
        return page

    def _build_invoices(self) -> Page:
        from gui.pages.invoices_page import InvoicesPage

        page = InvoicesPage(self._core)
        page.customer_picked.connect(self.show_customer)
        page.payment_picked.connect(self.show_payment)
        return page

    def _build_prices(self) -> Page:
        from gui.pages.prices_page import PricesPage

        return PricesPage(self._core)

    def _build_subscriptions(self) -> Page:
        from gui.pages.subscriptions_page import SubscriptionsPage

        page = SubscriptionsPage(self._core)
        page.customer_picked.connect(self.show_customer)
        return page

    def _build_bots(self) -> Page:
        from gui.pages.bots_page import BotsPage

        return BotsPage(self._core)

    def _build_audit(self) -> Page:
        from gui.pages.audit_page import AuditPage

        page = AuditPage(self._core, self._subjects())
        page.subject_picked.connect(self.show_subject)
        return page

    def _build_operators(self) -> Page:
        from gui.pages.operators_page import OperatorsPage

        page = OperatorsPage(self._core)
        page.deeds_wanted.connect(self.show_deeds)
        return page

    def _build_settings(self) -> Page:
        from gui.pages.settings_page import SettingsPage

        return SettingsPage(self._core, self._theme, self._languages)

    def _build_new_training(self) -> Page:
        from gui.pages.new_training_page import NewTrainingPage

        page = NewTrainingPage(self._core)
        page.started.connect(self.show_training)
        page.closed.connect(self._on_new_training_closed)
        return page
