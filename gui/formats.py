"""How facts are written for people: amounts, times, sizes, counts. Pure: the present moment is passed in.

Numbers group by a thin space and use a point in every language, so that a figure read out over the phone
is the figure on the screen; words and dates follow the language. Moments must be aware datetimes.
"""

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from core.money import CURRENCY_DIGITS, STAR_SCALE, Money, Stars

THIN_SPACE = "\u2009"
MINUS = "\u2212"
NOTHING = "—"
_MICRO = 1_000_000
_KIB = 1024


def count(number: int) -> str:
    """Return a whole number with thin spaces: 48211 is "48 211"."""
    return f"{number:,}".replace(",", THIN_SPACE).replace("-", MINUS)


def stars(amount: Stars, *, sign: bool = False) -> str:
    """Return "2 640.00 ★"; with `sign` a positive amount gets its plus."""
    return f"{stars_number(amount, sign=sign)} ★"


def stars_number(amount: Stars, *, sign: bool = False) -> str:
    """Return "2 640.00", for columns whose title already names the star."""
    whole, fraction = divmod(abs(amount.hundredths), STAR_SCALE)
    mark = MINUS if amount.hundredths < 0 else "+" if sign and amount.hundredths > 0 else ""
    return f"{mark}{count(whole)}.{fraction:02d}"


def dollars(cost_micro_usd: int | None) -> str:
    """Return a cost in micro-dollars as "$0.61", rounded to the cent; "—" where it is not known."""
    if cost_micro_usd is None:
        return NOTHING
    cents = (abs(cost_micro_usd) + 5_000) // 10_000
    whole, fraction = divmod(cents, 100)
    return f"{MINUS if cost_micro_usd < 0 and cents else ''}${count(whole)}.{fraction:02d}"


def money(amount: Money | None) -> str:
    """Return "1 110.00 RUB" or "476 XTR"; "—" where no amount is known. Long fractions lose their zeros."""
    return NOTHING if amount is None else f"{money_number(amount)} {amount.currency}"


def money_number(amount: Money) -> str:
    """Return "1 110.00" without the currency: two digits after the point at least, but for whole units."""
    digits = CURRENCY_DIGITS[amount.currency]
    whole, fraction = divmod(abs(amount.minor), 10**digits)
    mark = MINUS if amount.minor < 0 else ""
    if not digits:
        return f"{mark}{count(whole)}"
    shown = f"{fraction:0{digits}d}".rstrip("0").ljust(2, "0")
    return f"{mark}{count(whole)}.{shown}"


def percent(fraction: float) -> str:
    """Return a fraction of one as "62 %", never rounded up to a hundred before it is whole."""
    return f"{int(max(0.0, min(1.0, fraction)) * 100 + 1e-9)} %"


def byte_size(size_bytes: int) -> str:
    """Return a size as "22.4 MB", in steps of 1024 like the files' own windows."""
    size = float(size_bytes)
    units = (
        QCoreApplication.translate("Formats", "B"),
        QCoreApplication.translate("Formats", "KB"),
        QCoreApplication.translate("Formats", "MB"),
        QCoreApplication.translate("Formats", "GB"),
        QCoreApplication.translate("Formats", "TB"),
    )
    step = 0
    while round(size, 1) >= _KIB and step < len(units) - 1:
        size /= _KIB
        step += 1
    return f"{int(size)} {units[0]}" if step == 0 else f"{size:.1f} {units[step]}"


def countdown(left: timedelta) -> str:
    """Return "1:32" or "2:05:09"; past the end it stays at "0:00"."""
    seconds = max(0, round(left.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def duration(length: timedelta) -> str:
    """Return the two largest parts of a length of time: "9 min 58 s", "2 h 05 min", "3 d 4 h"."""
    seconds = max(0, round(length.total_seconds()))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return _filled(QCoreApplication.translate("Formats", "{d} d {h} h"), d=str(days), h=str(hours))
    if hours:
        text = QCoreApplication.translate("Formats", "{h} h {min} min")
        return _filled(text, h=str(hours), min=f"{minutes:02d}")
    if minutes:
        text = QCoreApplication.translate("Formats", "{min} min {s} s")
        return _filled(text, min=str(minutes), s=f"{seconds:02d}")
    return _filled(QCoreApplication.translate("Formats", "{s} s"), s=str(seconds))


def clock_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return the local time to the second, "12:41:07"; `zone` None is the machine's own."""
    return f"{_local(moment, zone):%H:%M:%S}"


def short_moment(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Return "12:41" for today, "23 Nov 12:41" for this year, "23 Nov 2024" for another."""
    local, today = _local(moment, zone), _local(now, zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    locale = QLocale()
    day = QDate(local.year, local.month, local.day)
    if local.year == today.year:
        return f"{locale.toString(day, 'd MMM')} {local:%H:%M}"
    return locale.toString(day, "d MMM yyyy")


def full_moment(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return the whole moment for a tooltip: "23 November 2025, 12:41:07 (UTC+03:00)"."""
    local = _local(moment, zone)
    day = QLocale().toString(QDate(local.year, local.month, local.day), "d MMMM yyyy")
    offset = f"{local:%z}"
    return f"{day}, {local:%H:%M:%S} (UTC{offset[:3]}:{offset[3:5]})"


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone cannot be shown: {moment}")
    return moment.astimezone(zone)


def _filled(template: str, **parts: str) -> str:
    """Put the parts into a translated template; a wrong translation shows itself instead of crashing."""
    for name, value in parts.items():
        template = template.replace("{" + name + "}", value)
    return template
