"""What a table's cell can look like, as data. A column gives one of these; `CellDelegate` paints it."""

from dataclasses import dataclass

from gui.theme import Tone


@dataclass(frozen=True, slots=True)
class Plain:
    """One text; `tint` is its colour, `mono` is for ids, `strong` for what the eye looks for."""

    text: str
    tint: str = "text"
    mono: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Pill:
    """A state: colour and icon and word, always all three."""

    text: str
    tone: Tone
    icon: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How far something is: a small bar and a text; `fraction` of one, None paints the text alone."""

    text: str
    fraction: float | None = None
    tone: Tone = Tone.RUN
    tint: str = "muted"


@dataclass(frozen=True, slots=True)
class TwoTone:
    """A strong word and a faint one after it, for example a name and an @username."""

    strong: str
    faint: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure at the right; the icon after it says what became of it. Its place is kept if there is none."""

    text: str
    icon: str = ""
    tone: Tone = Tone.MUTE
    tint: str = "text"


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A line and a second one under it, for rows that are high enough; `mono` is about the second."""

    first: str
    second: str = ""
    tint: str = "text"
    strong: bool = False
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Spark:
    """Small bars, the newest at the right: how often something happened, day by day."""

    values: tuple[int, ...]
    tone: Tone = Tone.BAD


@dataclass(frozen=True, slots=True)
class Tick:
    """A box that is ticked or not."""

    is_on: bool


Cell = Plain | Pill | Bar | TwoTone | Amount | TwoLines | Spark | Tick
