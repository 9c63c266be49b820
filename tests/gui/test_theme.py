"""Tests of gui/theme.py: the table of colours and its way onto the application."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui import theme
from gui.theme import DARK, LIGHT, Scheme, Theme, Tokens, Tone

GROUNDS = ("bg", "surface", "raised", "nav", "sel", "hover")
TEXTS = ("text", "muted", "faint", "accent", *(tone.value for tone in Tone))
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((tone.value, tone.soft) for tone in Tone),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "run"),
    ("banner_t", "banner"),
    ("surface", "bad"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Theme]:
    """Put the light theme on the application and take it off again."""
    made = Theme(qapp, Scheme.LIGHT)
    yield made
    made.set_scheme(Scheme.LIGHT)
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=lambda table: table.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_can_be_read_on_every_ground(table: Tokens, text: str, ground: str) -> None:
    """Each text and pill has at least 4.5:1 on each ground it may stand on, in both themes."""
    assert contrast(table.hex(text), table.hex(ground)) >= 4.5


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=lambda table: table.name)
def test_style_sheet_has_every_token_put_in(table: Tokens, qapp: QApplication) -> None:
    """No placeholder is left in the style sheet, and no colour is written in it by hand."""
    assert "@" not in theme.style_sheet(table)
    template = (theme.RESOURCES / "styles" / "app.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{6}\b|rgba?\(", template) == []


def test_theme_switch_changes_table_palette_and_sheet(dressed: Theme, qtbot: QtBot) -> None:
    """Choosing dark puts the dark table on the whole application at once and says so."""
    label = QLabel("x")
    qtbot.addWidget(label)
    with qtbot.waitSignal(dressed.changed):
        dressed.set_scheme(Scheme.DARK)
    assert theme.tokens() is DARK
    assert dressed.is_dark
    assert label.palette().windowText().color() == QColor(DARK.text)
    assert DARK.surface in QApplication.instance().styleSheet()


def test_same_scheme_twice_says_nothing(dressed: Theme, qtbot: QtBot) -> None:
    """Choosing what is in force repaints nothing."""
    with qtbot.assertNotEmitted(dressed.changed):
        dressed.set_scheme(Scheme.LIGHT)


def test_interface_figures_are_tabular(qapp: QApplication) -> None:
    """Every figure is as wide as every other, so that nothing moves when a number changes."""
    font = theme.interface_font()
    assert font.pixelSize() == 13
    features = {bytes(tag.toString()): font.featureValue(tag) for tag in font.featureTags()}
    assert features == {b"tnum": 1, b"calt": 0}
