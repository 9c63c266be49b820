"""The language of the window: the system's, or one of those it is written in; switched without a restart.

English is the language of the source; its own file holds only the plural forms. Qt's own words (the buttons
of a file dialog, for example) and the names of months follow. Every widget gets a LanguageChange event.
"""

import logging
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from gui.theme import RESOURCES

log = logging.getLogger(__name__)

TRANSLATIONS = RESOURCES / "i18n"
_QT_TRANSLATIONS = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


class Language(StrEnum):
    """What the operator chose: follow the system, or one of the two."""

    SYSTEM = "system"
    EN = "en"
    RU = "ru"


class Languages(QObject):
    """Puts a language on the application and changes it as the operator wishes.

    Signals:
        changed: another language is in force; every widget is about to hear of it.
    """

    changed = Signal()

    def __init__(self, app: QApplication, chosen: Language = Language.SYSTEM) -> None:
        """Speak `chosen` at once."""
        super().__init__(app)
        self._app = app
        self._chosen = chosen
        self._in_force: Language | None = None
        self._translators: list[QTranslator] = []
        self.choose(chosen)

    @property
    def chosen(self) -> Language:
        """Return what the operator chose."""
        return self._chosen

    @property
    def in_force(self) -> Language:
        """Return the language of the window, never `SYSTEM`."""
        return self._in_force or Language.EN

    def choose(self, language: Language) -> None:
        """Speak another language; the window is rewritten without a restart."""
        self._chosen = language
        wanted = _of_system() if language is Language.SYSTEM else language
        if wanted is self._in_force:
            return
        self._in_force = wanted
        QLocale.setDefault(_locale(wanted))
        self.take_off()
        files = (_QT_TRANSLATIONS / f"qtbase_{wanted}.qm", TRANSLATIONS / f"stationmaster_{wanted}.qm")
        self._translators = [self._install(file) for file in files]
        self.changed.emit()

    def take_off(self) -> None:
        """Take the translations off the application, at the end of the program."""
        for old in self._translators:
            self._app.removeTranslator(old)
            old.deleteLater()
        self._translators = []

    def _install(self, file: Path) -> QTranslator:
        translator = QTranslator(self)
        if translator.load(str(file)):
            self._app.installTranslator(translator)
        else:
            log.warning("the translation %s cannot be read; its words stay English", file.name)
        return translator


def _of_system() -> Language:
    """Return the language nearest to the system's first choice."""
    is_russian = QLocale.system().language() == QLocale.Language.Russian
    return Language.RU if is_russian else Language.EN


def _locale(language: Language) -> QLocale:
    """Return the locale for names of months: the system's own where it speaks the language."""
    wanted = QLocale.Language.Russian if language is Language.RU else QLocale.Language.English
    system = QLocale.system()
    return system if system.language() == wanted else QLocale(wanted)
