"""The form that begins a comparison: a provider, and either a span to ask it for or a file of its own."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from core.clock import day_start
from core.domain.differences import Run
from core.domain.providers import Ability, ProviderInfo
from core.errors import InputError
from gui import dialogs
from gui.forms.form_dialog import FormDialog
from gui.models import payment_words
from gui.widgets.buttons import Button
from gui.widgets.fields import ChoiceField, Field

DAYS = 7
_CHOOSE = "choose"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOrder:
    """What is to be compared: a span, or a file."""

    provider: str
    since: datetime
    until: datetime
    file: Path | None


class CompareForm(FormDialog[CompareOrder, Run]):
    """Asks for a provider and a span or file; it stays open meanwhile and says how far it is."""

    def __init__(
        self,
        parent: QWidget | None,
        providers: Mapping[str, ProviderInfo],
        now: datetime,
        save: Callable[[CompareOrder], Awaitable[Run]],
        *,
        file: Path | None = None,
    ) -> None:
        """Show the form; `save` does the deed."""
        super().__init__(
            parent,
            QCoreApplication.translate("CompareForm", "Compare with a provider"),
            QCoreApplication.translate(
                "CompareForm",
                "Every line of its own books is compared with our inbox, payments and ledger. "
                "Nothing is changed by comparing.",
            ),
            confirm=QCoreApplication.translate("CompareForm", "Compare"),
            save=save,
        )
        self._infos = dict(providers)
        self._file: Path | None = None
        self.provider = ChoiceField(self.tr("Provider"))
        self.provider.set_choices([(name, payment_words.provider_word(name)) for name in providers])
        self.source = ChoiceField(self.tr("Its books"))
        self.since = _date_field(self.tr("From"), now - timedelta(days=DAYS))
        self.until = _date_field(self.tr("To, this day included"), now)
        self.choose = Button(self.tr("Choose a file…"), icon="folder-open")
        span = QHBoxLayout()
        span.setSpacing(12)
        span.addWidget(self.since)
        span.addWidget(self.until)
        self.span = QWidget()
        self.span.setLayout(span)
        span.setContentsMargins(0, 0, 0, 0)
        self.add_field("provider", self.provider)
        self.add_field("source", self.source)
        self.rows.addWidget(self.span)
        self.add_field("file", Field(self.choose))
        self.provider.changed.connect(self._offer_sources)
        self.source.changed.connect(self._show_source)
        self.choose.clicked.connect(self._on_choose_clicked)
        self._offer_sources()
        if file is not None:
            self.take_file(file)
        self.provider.setFocus()

    def take_file(self, file: Path) -> None:
        """Compare with this file."""
        self._file = file
        self.choose.setText(file.name)
        self.source.set_value("file")
        self.fields["file"].set_error("")
        self._show_source()

    def typed(self) -> CompareOrder:
        """Return what was chosen; raises InputError where a file is missing."""
        is_file = self.source.value == "file"
        if is_file and self._file is None:
            raise InputError(field="file", value="", problem=self.tr("choose the file of the statement"))
        return CompareOrder(
            provider=self.provider.value,
            since=_day_start(self.since.control.date()),
            until=_day_start(self.until.control.date().addDays(1)),
            file=self._file if is_file else None,
        )

    def show_progress(self, words: str) -> None:
        """Say how far the comparison is."""
        self.text_label.setText(words)

    def _offer_sources(self) -> None:
        info = self._infos.get(self.provider.value)
        abilities = info.abilities if info else frozenset[Ability]()
        choices = []
        if Ability.STATEMENT in abilities:
            choices.append(("api", self.tr("ask the provider")))
        if Ability.STATEMENT_FILE in abilities:
            choices.append(("file", self.tr("a statement file")))
        self.source.set_choices(choices)
        self._show_source()

    def _show_source(self) -> None:
        is_file = self.source.value == "file"
        self.span.setVisible(not is_file)
        self.fields["file"].setVisible(is_file)
        self.fit()

    def _on_choose_clicked(self) -> None:
        self.tasks.start(self._choose(), _CHOOSE)

    async def _choose(self) -> None:
        words = self.tr("Statements (*.csv *.xml *.txt *.json);;All files (*)")
        chosen = await dialogs.choose_files(self, self.tr("The provider’s statement"), words)
        if chosen:
            self.take_file(chosen[0])


def _date_field(label: str, moment: datetime) -> Field[QDateEdit]:
    edit = QDateEdit()
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("dd.MM.yyyy")
    local = moment.astimezone()
    edit.setDate(QDate(local.year, local.month, local.day))
    return Field(edit, label)


def _day_start(day: QDate) -> datetime:
    return day_start(date(day.year(), day.month(), day.day()))
