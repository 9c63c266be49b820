"""What the words of a global search can mean: pure, and told to the operator (N18).

A word is not guessed into one meaning: "1110" may be an invoice, a Telegram id and an amount, and all of them
are looked for. Words of different kinds narrow each other: "@anna 1110 RUB" is a payment of Anna's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.domain.people import MAX_TELEGRAM_ID
from core.money import CURRENCY_DIGITS, Money, WrongAmount

MAX_INVOICE = 2**31 - 1


class MeaningKind(StrEnum):
    """What a word, or some words together, can be."""

    TELEGRAM_ID = "telegram_id"
    USERNAME = "username"
    NAME = "name"
    INVOICE = "invoice"
    AMOUNT = "amount"
    EXTERNAL_ID = "external_id"
    TRAINING_ID = "training_id"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One way to read some words; only the field of its kind is filled."""

    kind: MeaningKind
    words: str
    number: int = 0
    text: str = ""
    amounts: tuple[Money, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that belong together, and everything they can mean."""

    words: str
    meanings: tuple[Meaning, ...]

    def of(self, *kinds: MeaningKind) -> tuple[Meaning, ...]:
        """Return the meanings of these kinds."""
        return tuple(one for one in self.meanings if one.kind in kinds)


_CURRENCIES = {
    "RUB": ("rub", "руб", "рублей", "рубля", "р", "₽", "rur"),
    "USD": ("usd", "$", "долларов", "доллара"),
    "EUR": ("eur", "€", "евро"),
    "XTR": ("xtr", "★", "⭐", "stars", "star", "звёзд", "звезд", "звезды", "звёзды"),
    "USDT": ("usdt",),
    "TON": ("ton",),
}
_CURRENCY_OF = {word: code for code, words in _CURRENCIES.items() for word in words}
_SIGNS = "₽$€★⭐"
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,9})?", re.ASCII)
_GROUPED = re.compile(r"(?<![\w.,])(\d{1,3})((?:[ \u2009\u00a0\u202f]\d{3})+)(?![\w])")
_STUCK = re.compile(rf"(?P<before>[{_SIGNS}])?(?P<number>\d[\d.,]*)(?P<after>[^\W\d_]+|[{_SIGNS}])?")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_REPLICATE_ID = re.compile(r"[a-z0-9]{26}")
_USERNAME = re.compile(r"(?:@|(?:https?://)?t\.me/)(?P<name>\w{1,32})", re.ASCII)
_INVOICE_WORDS = frozenset(
    {"invoice", "inv", "invid", "inv_id", "счёт", "счет", "счета", "счёта", "заказ", "#", "№", "n"}
)
_MARKED_INVOICE = re.compile(r"(?:#|№|inv[-_]?|invoice[-_]?)(\d{1,10})", re.IGNORECASE)
_ID_WORDS = frozenset({"id", "tg", "telegram", "tgid"})
_EXTERNAL = re.compile(r"[\w.:/+=-]{4,200}", re.ASCII)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?")
_MONTHS = (
    ("jan", "янв"), ("feb", "фев"), ("mar", "мар"), ("apr", "апр"), ("may", "мая", "май"), ("jun", "июн"),
    ("jul", "июл"), ("aug", "авг"), ("sep", "сен"), ("oct", "окт"), ("nov", "ноя"), ("dec", "дек"),
)  # fmt: skip
_DAYS_AGO = {"today": 0, "сегодня": 0, "yesterday": 1, "вчера": 1, "позавчера": 2}


def understand(text: str, today: date) -> tuple[Term, ...]:
    """Return what each part of `text` can mean, in its order; nothing for an empty text."""
    words = _GROUPED.sub(lambda found: found[1] + re.sub(r"\D", "", found[2]), text).split()
    terms: list[Term] = []
    names: list[str] = []
    place = 0
    while place < len(words):
        taken, meanings = _read(words, place, today)
        if not meanings:
            names.append(words[place])
        else:
            terms.append(Term(words=" ".join(words[place : place + taken]), meanings=tuple(meanings)))
        place += taken
    if names:
        terms += _name_terms(names)
    return tuple(terms)


def _name_terms(names: list[str]) -> Iterable[Term]:
    """Words that are nothing else are a name together; a word alone may be an id too, or a bare @name."""
    together = " ".join(names)
    meanings = [Meaning(kind=MeaningKind.NAME, words=together, text=together.lower())]
    if len(names) == 1:
        meanings += _one_word(names[0])
    yield Term(words=together, meanings=tuple(meanings))


def _one_word(word: str) -> list[Meaning]:
    found = []
    if re.fullmatch(r"\w{3,32}", word, re.ASCII):
        found.append(Meaning(kind=MeaningKind.USERNAME, words=word, text=word))
    if _EXTERNAL.fullmatch(word):
        found.append(Meaning(kind=MeaningKind.EXTERNAL_ID, words=word, text=word))
    return found


def _read(words: list[str], place: int, today: date) -> tuple[int, list[Meaning]]:
    """Return how many words from `place` belong together, and what they can mean."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    for read in (_marked, _dated, _priced):
        taken, meanings = read(word, following, today)
        if meanings:
            return taken, meanings
    return 1, _known_shape(word)


def _marked(word: str, following: str, today: date) -> tuple[int, list[Meaning]]:
    """Read "invoice 1001", "#1001", "id 5000000001"."""
    del today
    stuck = _MARKED_INVOICE.fullmatch(word)
    if stuck:
        return 1, _invoice(word, int(stuck[1]))
    if following.isascii() and following.isdecimal():
        if word.lower().rstrip(":.") in _INVOICE_WORDS:
            return 2, _invoice(f"{word} {following}", int(following))
        if word.lower().rstrip(":.") in _ID_WORDS and int(following) <= MAX_TELEGRAM_ID:
            said = f"{word} {following}"
            return 2, [Meaning(kind=MeaningKind.TELEGRAM_ID, words=said, number=int(following))]
    return 1, []


def _invoice(words: str, number: int) -> list[Meaning]:
    if not 0 < number <= MAX_INVOICE:
        return []
    return [Meaning(kind=MeaningKind.INVOICE, words=words, number=number)]


def _dated(word: str, following: str, today: date) -> tuple[int, list[Meaning]]:
    """Read "2026-11-26", "26.11", "26.11.2026", "26 Nov", "26 ноября", "yesterday"."""
    if word.lower() in _DAYS_AGO:
        day: date | None = today - timedelta(days=_DAYS_AGO[word.lower()])
        return 1, _day(word, day)
    iso, dotted = _ISO.fullmatch(word), _DOTTED.fullmatch(word)
    if iso:
        return 1, _day(word, _date(int(iso[1]), int(iso[2]), int(iso[3])))
    if dotted:
        year = _year(dotted[3])
        day = _date(year, int(dotted[2]), int(dotted[1])) if year else _latest(today, dotted[2], dotted[1])
        # "26.11" and "7.5" may be amounts as well: both are looked for.
        more = _amount(word, word, "") if dotted[3] is None and "." in word else []
        return 1, _day(word, day) + more
    month = _month(following)
    if month and word.isascii() and word.isdecimal() and len(word) <= 2:
        return 2, _day(f"{word} {following}", _latest(today, str(month), word))
    return 1, []


def _day(words: str, day: date | None) -> list[Meaning]:
    return [Meaning(kind=MeaningKind.DATE, words=words, day=day)] if day else []


def _year(text: str | None) -> int:
    return 0 if text is None else int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(today: date, month: str, day: str) -> date | None:
    """Return the latest day that is called so, not after today."""
    for year in range(today.year, today.year - 9, -1):
        found = _date(year, int(month), int(day))
        if found and found <= today:
            return found
    return None


def _month(word: str) -> int:
    beginning = word.lower()[:3]
    return next((place for place, names in enumerate(_MONTHS, start=1) if beginning in names), 0)


def _priced(word: str, following: str, today: date) -> tuple[int, list[Meaning]]:
    """Read "1110", "1110 RUB", "1110руб", "$10", "7,5"."""
    del today
    stuck = _STUCK.fullmatch(word)
    if stuck is None:
        return 1, []
    number, mark = stuck["number"].rstrip(".,"), (stuck["before"] or stuck["after"] or "").lower()
    if mark:
        currency = _CURRENCY_OF.get(mark, "")
        return 1, _amount(word, number, currency) if currency else []
    currency = _CURRENCY_OF.get(following.lower().rstrip("."), "")
    if currency:
        return 2, _amount(f"{word} {following}", number, currency)
    return 1, _whole(word) + _amount(word, number, "")


def _whole(word: str) -> list[Meaning]:
    """A bare number may be an invoice, a customer, or the id of a charge."""
    if not (word.isascii() and word.isdecimal()):
        return []
    number = int(word)
    found = _invoice(word, number)
    if 0 < number <= MAX_TELEGRAM_ID:
        found.append(Meaning(kind=MeaningKind.TELEGRAM_ID, words=word, number=number))
    if _EXTERNAL.fullmatch(word):
        found.append(Meaning(kind=MeaningKind.EXTERNAL_ID, words=word, text=word))
    return found


def _amount(words: str, number: str, currency: str) -> list[Meaning]:
    if _NUMBER.fullmatch(number) is None:
        return []
    found = []
    for code in [currency] if currency else CURRENCY_DIGITS:
        try:
            money = Money.parse(number.replace(",", "."), code)
        except WrongAmount:
            continue
        if 0 < money.minor < 2**63:
            found.append(money)
    return [Meaning(kind=MeaningKind.AMOUNT, words=words, amounts=tuple(found))] if found else []


def _known_shape(word: str) -> list[Meaning]:
    """Read what only one thing looks like: an @name, a training, an id of a provider."""
    username = _USERNAME.fullmatch(word)
    if username:
        return [Meaning(kind=MeaningKind.USERNAME, words=word, text=username["name"])]
    if _UUID.fullmatch(word):
        return [
            Meaning(kind=MeaningKind.TRAINING_ID, words=word, text=word.lower()),
            Meaning(kind=MeaningKind.EXTERNAL_ID, words=word, text=word),
        ]
    is_mixed = any(one.isdigit() for one in word) or any(one in word for one in ":_/")
    if not (is_mixed and _EXTERNAL.fullmatch(word)):
        return []
    found = [Meaning(kind=MeaningKind.EXTERNAL_ID, words=word, text=word)]
    if _REPLICATE_ID.fullmatch(word):
        found.append(Meaning(kind=MeaningKind.TRAINING_ID, words=word, text=word))
    if re.fullmatch(r"\w{3,32}", word, re.ASCII):
        found.append(Meaning(kind=MeaningKind.USERNAME, words=word, text=word))
    return found
