"""Tests of gui/languages.py: the language of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.languages import Language, Languages


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    """The languages of the application, English at first and at last."""
    made = Languages(qapp, Language.EN)
    yield made
    made.take_off()
    made.deleteLater()


def running(number: int) -> str:
    """Return a plural of the window."""
    return QCoreApplication.translate("Shell", "%n running", "", number)


def test_english_has_its_plurals(languages: Languages) -> None:
    """The English of the source is shown with proper plurals, never with "(s)"."""
    words = [QCoreApplication.translate("Story", "looked %n time(s)", "", number) for number in (1, 2)]
    assert words == ["looked 1 time", "looked 2 times"]


def test_russian_has_three_plurals(languages: Languages) -> None:
    """1, 2 and 5 each take their own form."""
    languages.choose(Language.RU)
    photos = [QCoreApplication.translate("Story", "%n photo(s)", "", number) for number in (1, 2, 5, 21)]
    assert photos == ["1 фотография", "2 фотографии", "5 фотографий", "21 фотография"]


def test_qt_itself_speaks_the_language(languages: Languages) -> None:
    """Qt's own buttons and the names of months follow."""
    languages.choose(Language.RU)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"
    assert QLocale().monthName(1) == "января"
    languages.choose(Language.EN)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QLocale().monthName(1) == "January"


def test_choosing_tells_once(languages: Languages, qtbot: QtBot) -> None:
    """Another language is told; the same one again is not."""
    with qtbot.waitSignal(languages.changed):
        languages.choose(Language.RU)
    with qtbot.assertNotEmitted(languages.changed):
        languages.choose(Language.RU)
    assert (languages.chosen, languages.in_force) == (Language.RU, Language.RU)


def test_the_system_chooses_one_of_ours(languages: Languages) -> None:
    """Following the system gives a language the window is written in."""
    languages.choose(Language.SYSTEM)
    assert languages.chosen is Language.SYSTEM
    assert languages.in_force in (Language.EN, Language.RU)
