"""Settings: the tokens, the look of the window, this machine, and where each setting comes from."""

import platform
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core import VERSION
from core.container import Core
from core.domain.people import Permission
from core.events import Change
from gui import house
from gui.actions import settings as deeds
from gui.forms.token_forms import (
    CHECK_TOKEN,
    SAVE_BOT,
    SAVE_TOKEN,
    BotTokensForm,
    ReplicateTokenForm,
    check_bot_key,
)
from gui.languages import Language, Languages
from gui.models.rows_model import Column, RowsModel
from gui.theme import Scheme, Theme
from gui.widgets.buttons import Button
from gui.widgets.card import Card, SummaryRow, SummaryRows
from gui.widgets.cells import Plain
from gui.widgets.fields import ChoiceField
from gui.widgets.labels import Caption
from gui.widgets.page import Page
from gui.widgets.page_head import PageHead
from gui.widgets.table import COMPACT_ROW_HEIGHT, HEADER_HEIGHT, Table

TABLE_FRAME = 6
"""Border and padding of a table, above and below its rows together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """One setting as the table shows it."""

    name: str
    value: str
    source: str


class SettingsPage(Page):
    """Everything an owner sets up, and where it stands."""

    follows = frozenset({"gate", "customer", "outbox"})

    def __init__(self, core: Core, theme: Theme, languages: Languages, parent: QWidget | None = None) -> None:
        """Build the page; `theme` and `languages` are changed from here."""
        super().__init__(core, parent)
        self._theme = theme
        self._languages = languages
        self._head = PageHead()
        self.body.addWidget(self._head)
        content = QWidget()
        content.setObjectName("body")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(16)
        column.addLayout(self._build_cards())
        self._settings_caption = Caption()
        column.addWidget(self._settings_caption)
        column.addWidget(self._build_table())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        self.body.addWidget(scroll, 1)
        theme.changed.connect(self._show_choices)
        self._retranslate()

    @override
    async def refresh(self, changes: frozenset[Change]) -> None:
        core = self.core
        may_save = core.operator.may(Permission.EDIT_SETTINGS)
        self._token.set_may_save(may_save)
        self._bots.set_may_save(may_save)
        self._bots.set_bots(await core.notices.bots())
        self._show_token()

    def _build_cards(self) -> QHBoxLayout:
        self._token = ReplicateTokenForm(self.tasks, self.core.gate.token_problem)
        self._token.check_wanted.connect(self._on_check_wanted)
        self._token.save_wanted.connect(self._on_save_wanted)
        self._bots = BotTokensForm(self.tasks)
        self._bots.check_wanted.connect(self._on_bot_check_wanted)
        self._bots.save_wanted.connect(self._on_bot_save_wanted)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for cards in ((self._token, self._bots), (self._build_look(), self._build_machine())):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        return columns

    def _build_look(self) -> Card:
        self._look = Card()
        self._language, self._scheme = ChoiceField(), ChoiceField()
        self._language.changed.connect(self._on_language_chosen)
        self._scheme.changed.connect(self._on_scheme_chosen)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._language, 1)
        line.addWidget(self._scheme, 1)
        self._look.body.addLayout(line)
        return self._look

    def _build_machine(self) -> Card:
        self._machine = Card()
        self._places = SummaryRows()
        self._open_folder = Button(kind="link")
        self._open_folder.clicked.connect(self._on_open_folder_clicked)
        self._machine.add_to_head(self._open_folder)
        self._machine.add(self._places)
        return self._machine

    def _build_table(self) -> Table:
        self._table = Table()
        self._table.set_compact(True)
        self._model = RowsModel(self._columns(), _name_of, self._table)
        self._model.set_rows(self._settings())
        self._table.setModel(self._model)
        self._table.set_widths([each.width for each in self._model.columns])
        rows = self._model.rowCount()
        self._table.setFixedHeight(HEADER_HEIGHT + rows * COMPACT_ROW_HEIGHT + TABLE_FRAME)
        return self._table

    def _columns(self) -> tuple[Column[_Setting], ...]:
        return (
            Column(
                key="name",
                title=lambda: self.tr("Setting"),
                text=lambda row: row.name,
                cell=lambda row: Plain(row.name, mono=True),
                width=260,
            ),
            Column(
                key="value",
                title=lambda: self.tr("Value"),
                text=lambda row: row.value,
                cell=lambda row: Plain(row.value, "muted", mono=True),
                tooltip=lambda row: row.value,
            ),
            Column(
                key="source",
                title=lambda: self.tr("From"),
                text=self._source_words,
                cell=lambda row: Plain(self._source_words(row), "muted"),
                tooltip=self._source_words,
                width=260,
            ),
        )

    def _settings(self) -> list[_Setting]:
        values = self.core.settings.model_dump()
        return [
            _Setting(
                name=name,
                value="" if value is None else str(value),
                source=self.core.sources.get(name, "the program"),
            )
            for name, value in values.items()
        ]

    def _source_words(self, row: _Setting) -> str:
        """Say where a setting came from; the path of a file stays as it is."""
        known = {
            "the default": self.tr("default"),
            "the program": self.tr("the program"),
            "the command line": self.tr("the command line"),
            "the environment": self.tr("the environment"),
        }
        return known.get(row.source, row.source)

    def _show_token(self) -> None:
        gate = self.core.gate.state
        trouble = house.gate_words(gate, self.core.clock.now())
        self._token.set_state(gate, trouble, is_sandbox=self.core.settings.is_sandbox)

    def _show_choices(self) -> None:
        self._language.set_choices(
            [
                (Language.SYSTEM.value, self.tr("As the system")),
                (Language.EN.value, "English"),
                (Language.RU.value, "Русский"),
            ]
        )
        self._language.set_value(self._languages.chosen.value)
        self._scheme.set_choices(
            [
                (Scheme.SYSTEM.value, self.tr("As the system")),
                (Scheme.LIGHT.value, self.tr("Light")),
                (Scheme.DARK.value, self.tr("Dark")),
            ]
        )
        self._scheme.set_value(self._theme.scheme.value)

    def _show_machine(self) -> None:
        paths = self.core.paths
        places = (
            (self.tr("Data folder"), paths.data_dir),
            (self.tr("Database"), paths.database_file),
            (self.tr("Backups"), paths.backups_dir),
            (self.tr("Weights"), paths.weights_dir),
            (self.tr("Logs"), paths.logs_dir),
            (self.tr("Settings file"), paths.config_file),
        )
        rows = [SummaryRow(label=label, value=str(place), role="mono") for label, place in places]
        versions = (
            ("Stationmaster", VERSION),
            ("Python", platform.python_version()),
            ("Qt", qVersion()),
        )
        rows += [SummaryRow(label=name, value=version) for name, version in versions]
        self._places.set_rows(rows)

    def _on_check_wanted(self) -> None:
        self.tasks.start(self._check_token(), CHECK_TOKEN)

    async def _check_token(self) -> None:
        self.said.emit(await deeds.check_gate(self.core))

    def _on_save_wanted(self, value: str) -> None:
        self.tasks.start(self._save_token(value), SAVE_TOKEN)

    async def _save_token(self, value: str) -> None:
        said = await deeds.save_token(self.core, value)
        self._token.field.clear()
        self.said.emit(said)

    def _on_bot_check_wanted(self, bot: str) -> None:
        self.tasks.start(self._check_bot(bot), check_bot_key(bot))

    async def _check_bot(self, bot: str) -> None:
        self.said.emit(await deeds.check_bot(self.core, bot))

    def _on_bot_save_wanted(self, bot: str, value: str) -> None:
        self.tasks.start(self._save_bot(bot, value), SAVE_BOT)

    async def _save_bot(self, bot: str, value: str) -> None:
        said = await deeds.save_bot_token(self.core, bot, value)
        self._bots.clear()
        self.said.emit(said)
        self.reread()

    def _on_language_chosen(self, key: str) -> None:
        self._languages.choose(Language(key))

    def _on_scheme_chosen(self, key: str) -> None:
        self._theme.set_scheme(Scheme(key))

    def _on_open_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.core.paths.data_dir)))

    def _retranslate(self) -> None:
        self._head.set_title(self.tr("Settings"))
        self._look.set_caption(self.tr("Window"))
        self._language.set_words(self.tr("Language"))
        self._scheme.set_words(self.tr("Theme"))
        self._machine.set_caption(self.tr("This machine"))
        self._open_folder.setText(self.tr("Open data folder"))
        self._settings_caption.set_caption(self.tr("Settings in force"))
        self._table.setAccessibleName(self.tr("Settings in force"))
        self._model.refresh_texts()
        self._show_choices()
        self._show_machine()
        self._show_token()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _name_of(row: _Setting) -> str:
    return row.name
