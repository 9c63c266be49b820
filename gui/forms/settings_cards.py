"""Sections of the settings: the look of the window, this machine, and every setting with its source."""

import platform
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core import VERSION
from core.container import Core
from core.paths import Paths
from gui.languages import Language, Languages
from gui.models.rows_model import Column, RowsModel
from gui.theme import Scheme, Theme
from gui.widgets.buttons import Button
from gui.widgets.card import Card, SummaryRow, SummaryRows
from gui.widgets.cells import Plain
from gui.widgets.fields import ChoiceField
from gui.widgets.labels import Caption
from gui.widgets.table import COMPACT_ROW_HEIGHT, HEADER_HEIGHT, Table

TABLE_FRAME = 6
"""Border and padding of a table, above and below its rows together."""


class WindowCard(Card):
    """Language and theme, changed at once."""

    def __init__(self, theme: Theme, languages: Languages, parent: QWidget | None = None) -> None:
        """Show what is chosen now."""
        super().__init__(parent=parent)
        self._theme = theme
        self._languages = languages
        self.language, self.scheme = ChoiceField(), ChoiceField()
        self.language.changed.connect(self._on_language_chosen)
        self.scheme.changed.connect(self._on_scheme_chosen)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.language, 1)
        line.addWidget(self.scheme, 1)
        self.body.addLayout(line)
        theme.changed.connect(self._show_choices)
        self._retranslate()

    def _show_choices(self) -> None:
        self.language.set_choices(
            [
                (Language.SYSTEM.value, QCoreApplication.translate("SettingsPage", "As the system")),
                (Language.EN.value, "English"),
                (Language.RU.value, "Русский"),
            ]
        )
        self.language.set_value(self._languages.chosen.value)
        self.scheme.set_choices(
            [
                (Scheme.SYSTEM.value, QCoreApplication.translate("SettingsPage", "As the system")),
                (Scheme.LIGHT.value, QCoreApplication.translate("SettingsPage", "Light")),
                (Scheme.DARK.value, QCoreApplication.translate("SettingsPage", "Dark")),
            ]
        )
        self.scheme.set_value(self._theme.scheme.value)

    def _on_language_chosen(self, key: str) -> None:
        self._languages.choose(Language(key))

    def _on_scheme_chosen(self, key: str) -> None:
        self._theme.set_scheme(Scheme(key))

    def _retranslate(self) -> None:
        self.set_caption(QCoreApplication.translate("SettingsPage", "Window"))
        self.language.set_words(QCoreApplication.translate("SettingsPage", "Language"))
        self.scheme.set_words(QCoreApplication.translate("SettingsPage", "Theme"))
        self._show_choices()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class MachineCard(Card):
    """Where everything lies, and which versions run."""

    def __init__(self, paths: Paths, parent: QWidget | None = None) -> None:
        """Show the places of `paths`."""
        super().__init__(parent=parent)
        self._paths = paths
        self._places = SummaryRows()
        self._open_folder = Button(kind="link")
        self._open_folder.clicked.connect(self._on_open_folder_clicked)
        self.add_to_head(self._open_folder)
        self.add(self._places)
        self._retranslate()

    def _on_open_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths.data_dir)))

    def _retranslate(self) -> None:
        self.set_caption(QCoreApplication.translate("SettingsPage", "This machine"))
        self._open_folder.setText(QCoreApplication.translate("SettingsPage", "Open data folder"))
        paths = self._paths
        places = (
            (QCoreApplication.translate("SettingsPage", "Data folder"), paths.data_dir),
            (QCoreApplication.translate("SettingsPage", "Database"), paths.database_file),
            (QCoreApplication.translate("SettingsPage", "Backups"), paths.backups_dir),
            (QCoreApplication.translate("SettingsPage", "Weights"), paths.weights_dir),
            (QCoreApplication.translate("SettingsPage", "Logs"), paths.logs_dir),
            (QCoreApplication.translate("SettingsPage", "Settings file"), paths.config_file),
        )
        rows = [SummaryRow(label=label, value=str(place), role="mono") for label, place in places]
        versions = (
            ("Stationmaster", VERSION),
            ("Python", platform.python_version()),
            ("Qt", qVersion()),
        )
        rows += [SummaryRow(label=name, value=version) for name, version in versions]
        self._places.set_rows(rows)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """One setting as the table shows it."""

    name: str
    value: str
    source: str


class SettingsTable(QWidget):
    """Every setting in force and the place its value came from."""

    def __init__(self, core: Core, parent: QWidget | None = None) -> None:
        """Show the settings of `core`, which do not change while it runs."""
        super().__init__(parent)
        self._caption = Caption()
        self.table = Table()
        self.table.set_compact(True)
        self._model = RowsModel(self._columns(), _name_of, self.table)
        self._model.set_rows(_settings(core))
        self.table.setModel(self._model)
        self.table.set_widths([each.width for each in self._model.columns])
        rows = self._model.rowCount()
        self.table.setFixedHeight(HEADER_HEIGHT + rows * COMPACT_ROW_HEIGHT + TABLE_FRAME)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._caption)
        column.addWidget(self.table)
        self._retranslate()

    def _columns(self) -> tuple[Column[_Setting], ...]:
        return (
            Column(
                key="name",
                title=lambda: QCoreApplication.translate("SettingsPage", "Setting"),
                text=lambda row: row.name,
                cell=lambda row: Plain(row.name, mono=True),
                width=260,
            ),
            Column(
                key="value",
                title=lambda: QCoreApplication.translate("SettingsPage", "Value"),
                text=lambda row: row.value,
                cell=lambda row: Plain(row.value, "muted", mono=True),
                tooltip=lambda row: row.value,
            ),
            Column(
                key="source",
                title=lambda: QCoreApplication.translate("SettingsPage", "From"),
                text=self._source_words,
                cell=lambda row: Plain(self._source_words(row), "muted"),
                tooltip=self._source_words,
                width=260,
            ),
        )

    def _source_words(self, row: _Setting) -> str:
        """Say where a setting came from; the path of a file stays as it is."""
        known = {
            "the default": QCoreApplication.translate("SettingsPage", "default"),
            "the program": QCoreApplication.translate("SettingsPage", "the program"),
            "the command line": QCoreApplication.translate("SettingsPage", "the command line"),
            "the environment": QCoreApplication.translate("SettingsPage", "the environment"),
        }
        return known.get(row.source, row.source)

    def _retranslate(self) -> None:
        self._caption.set_caption(QCoreApplication.translate("SettingsPage", "Settings in force"))
        self.table.setAccessibleName(QCoreApplication.translate("SettingsPage", "Settings in force"))
        self._model.refresh_texts()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _settings(core: Core) -> list[_Setting]:
    values = core.settings.model_dump()
    return [
        _Setting(
            name=name,
            value="" if value is None else str(value),
            source=core.sources.get(name, "the program"),
        )
        for name, value in values.items()
    ]


def _name_of(row: _Setting) -> str:
    return row.name
