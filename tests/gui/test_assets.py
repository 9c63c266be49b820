"""Tests of gui/assets.py: icons by token and the program's mark."""

import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from gui import assets, theme
from gui.theme import DARK, LIGHT, Scheme, Theme


def inks(image: QImage) -> set[str]:
    """Return the colours of the fully covered pixels."""
    spots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {spot.name() for spot in spots if spot.alpha() == 255}


@pytest.mark.parametrize("state", sorted(assets.STATE_LOOKS))
def test_each_state_has_an_icon_of_the_family(state: str) -> None:
    """A state never names an icon the font does not have."""
    assert assets.has_icon(assets.state_look(state).icon)


def test_unheard_state_looks_unknown() -> None:
    """A status a provider invents tomorrow is shown as an unknown outcome."""
    assert assets.state_look("queued-somewhere") == assets.STATE_LOOKS["unknown"]


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    """The same icon object is painted in the colour its token has in the theme in force."""
    dressed = Theme(qapp, Scheme.LIGHT)
    star = assets.icon("star-fill", "warn")
    before = inks(star.pixmap(48, 48).toImage())
    dressed.set_scheme(Scheme.DARK)
    after = inks(star.pixmap(48, 48).toImage())
    dressed.set_scheme(Scheme.LIGHT)
    assert QColor(LIGHT.warn).name() in before
    assert QColor(DARK.warn).name() in after


def test_a_checked_icon_takes_its_other_colour(qapp: QApplication) -> None:
    """A checked button may show its icon in another token."""
    star = assets.icon("star-fill", "muted", "accent")
    checked = star.pixmap(48, 48, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert QColor(theme.tokens().accent).name() in inks(checked)


def test_unknown_icon_is_refused(qapp: QApplication) -> None:
    """A misspelt icon fails where it is named, not where it is painted."""
    with pytest.raises(KeyError):
        assets.icon("no-such-glyph")


def test_pictures_are_kept(qapp: QApplication) -> None:
    """The same picture is not drawn twice: tables ask for it in each row."""
    assert assets.pixmap("check", "ok").cacheKey() == assets.pixmap("check", "ok").cacheKey()


def test_app_icon_has_the_sizes_desktops_ask_for(qapp: QApplication) -> None:
    """The window's icon is drawn for the task bar and for the dock."""
    sides = {size.width() for size in assets.app_icon().availableSizes()}
    assert {16, 32, 256} <= sides


def test_icons_do_not_import_the_whole_family() -> None:
    """Start stays cheap: the fonts are read without importing qtawesome."""
    assert "qtawesome" not in sys.modules


def test_an_icon_without_room_is_nothing(qapp: QApplication) -> None:
    """A button squeezed to nothing asks for an icon of no size and gets an empty one, without a warning."""
    assert assets.icon("plus").pixmap(QSize(0, 16)).isNull()
