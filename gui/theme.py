"""The colours, fonts and style of the window: one table of tokens, light and dark, read by everything.

Style sheet, delegates, charts and icons take their colours from here. `tokens()` is the table in force;
like Qt's own palette it is a state of the application, so painting code asks for it when it paints and a
switch of the theme repaints all without a restart.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""The folder with styles, icons and the like, beside the code."""

TEXT_PX = 13
MONO_PX = 12
INTERFACE_FAMILY = "Inter"
MONO_FAMILIES = ("JetBrains Mono", "SF Mono", "Cascadia Mono", "DejaVu Sans Mono")


class Scheme(StrEnum):
    """What the operator chose: follow the system, or one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """The meaning of a colour. Each tone is a token and has a `_soft` ground made for it."""

    OK = "ok"
    RUN = "run"
    WARN = "warn"
    BAD = "bad"
    MUTE = "mute"
    UNK = "unk"

    @property
    def soft(self) -> str:
        """Return the token of the ground this tone stands on."""
        return f"{self.value}_soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One theme: every colour by its meaning, as #RRGGBB."""

    name: str
    bg: str
    surface: str
    raised: str
    nav: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    sel: str
    hover: str
    ok: str
    ok_soft: str
    run: str
    run_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    mute: str
    mute_soft: str
    unk: str
    unk_soft: str
    banner: str
    banner_t: str

    def hex(self, token: str) -> str:
        """Return the colour of `token`; an unknown one is a bug (AttributeError)."""
        value: str = getattr(self, token)
        return value


LIGHT = Tokens(
    name="light",
    bg="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    nav="#EEF0F4",
    line="#DFE3EA",
    text="#161B26",
    muted="#4B5565",
    faint="#646E80",
    accent="#2F5BD7",
    accent_soft="#E6EDFF",
    on_accent="#FFFFFF",
    sel="#EDF2FF",
    hover="#F1F4F9",
    ok="#147A4B",
    ok_soft="#DDF3E7",
    run="#2F5BD7",
    run_soft="#D9E3FF",
    warn="#8A5A00",
    warn_soft="#FFF0CF",
    bad="#B3261E",
    bad_soft="#FCE4E2",
    mute="#5B6576",
    mute_soft="#E8EBF0",
    unk="#6B3FB5",
    unk_soft="#EEE6FB",
    banner="#FFF0CF",
    banner_t="#6B4700",
)

DARK = Tokens(
    name="dark",
    bg="#12151B",
    surface="#191D25",
    raised="#20252F",
    nav="#151920",
    line="#2C323E",
    text="#E8EBF1",
    muted="#A3ADBD",
    faint="#8D98A9",
    accent="#7C9BFF",
    accent_soft="#232D4B",
    on_accent="#0F1420",
    sel="#1E2740",
    hover="#1F242E",
    ok="#6FD3A0",
    ok_soft="#16352A",
    run="#8FAAFF",
    run_soft="#2B3761",
    warn="#F0C060",
    warn_soft="#3A2F14",
    bad="#FF9A92",
    bad_soft="#43201F",
    mute="#A3ADBD",
    mute_soft="#2A303B",
    unk="#C3A5FF",
    unk_soft="#30264A",
    banner="#3A2F14",
    banner_t="#F0C060",
)

_in_force = LIGHT


def tokens() -> Tokens:
    """Return the table of colours in force."""
    return _in_force


def color(token: str) -> QColor:
    """Return the colour of `token` in the theme in force."""
    return QColor(_in_force.hex(token))


@cache
def _known_families() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


def interface_font(pixels: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface font: Inter where it is installed, else the system's; figures are tabular."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if INTERFACE_FAMILY in _known_families():
        font.setFamily(INTERFACE_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("calt"), 0)  # Inter would draw the "2x6" inside an id as "2×6"
    return font


def mono_font(pixels: int = MONO_PX) -> QFont:
    """Return the monospaced font for ids and logs."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    for family in MONO_FAMILIES:
        if family in _known_families():
            font.setFamily(family)
            break
    font.setPixelSize(pixels)
    return font


def style_sheet(table: Tokens) -> str:
    """Return the application's style sheet with every `@token` put in; an unknown token is a bug."""
    template = (RESOURCES / "styles" / "app.qss").read_text(encoding="utf-8")
    fixed = {"icons": (RESOURCES / "icons").as_posix(), "mono": mono_font().family()}

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        return fixed[name] if name in fixed else table.hex(name)

    return re.sub(r"@([a-z_]+)", fill, template)


def palette(table: Tokens) -> QPalette:
    """Return Qt's palette for what the style sheet does not reach, for example native item views."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for which, token in (
        (role.Window, "bg"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "hover"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.Text, "text"),
        (role.PlaceholderText, "faint"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Mid, "line"),
    ):
        made.setColor(which, QColor(table.hex(token)))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(table.faint))
    return made


class Theme(QObject):
    """Puts a theme on the application and keeps it there as the operator or the system changes it.

    Signals:
        changed: another table of colours is in force; everything is about to repaint.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        """Dress `app` in `scheme` at once."""
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        app.setStyle("Fusion")
        app.setFont(interface_font())
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self.set_scheme(scheme)

    @property
    def scheme(self) -> Scheme:
        """Return what the operator chose."""
        return self._scheme

    @property
    def is_dark(self) -> bool:
        """Tell whether the dark table is in force."""
        return _in_force is DARK

    def set_scheme(self, scheme: Scheme) -> None:
        """Choose a theme; the window is repainted without a restart."""
        self._scheme = scheme
        hints = self._app.styleHints()
        match scheme:
            case Scheme.SYSTEM:
                hints.unsetColorScheme()
            case Scheme.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case Scheme.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)
        self._put_on()

    def _wanted(self) -> Tokens:
        if self._scheme is Scheme.SYSTEM:
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._scheme is Scheme.DARK
        return DARK if dark else LIGHT

    def _put_on(self) -> None:
        global _in_force
        table = self._wanted()
        if table is _in_force and self._app.styleSheet():
            return
        _in_force = table
        self._app.setPalette(palette(table))
        self._app.setStyleSheet(style_sheet(table))
        self.changed.emit()

    def _on_system_changed(self) -> None:
        self._put_on()
