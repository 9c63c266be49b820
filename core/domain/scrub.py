"""Takes secrets and other people out of a text that leaves the house, rather too much than too little.

`core.logs.redact` knows the secrets of this program; here everything goes that looks like a secret or a
person at all: a trainer's log or a provider's answer may hold what nobody foresaw. Only what the caller names
as `own` stays: the ids of the very attempt the text is about.
"""

import re
from collections.abc import Iterable

HIDDEN = "‹hidden›"
NUMBER = "‹number›"
MAIL = "‹mail›"
PHONE = "‹phone›"
PERSON = "‹person›"
ADDRESS = "‹address›"

_NAME = (  # of a value that is a secret: long words anywhere in a name, short ones as a part of their own
    r"(?:[\w-]*(?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential"
    r"|authorization|signature|session|cookie|mnemonic)s?\d?|(?:[\w-]*[_-])?(?:pwd|pass\d|auth|sig|pin|otp|cvv|cvc"
    r"|dsn|key))(?:[_-]\w+)?"
)
_PREFIXES = (
    r"r8_|hf_|sk-|(?:sk|rk|pk)_(?:live|test)_|(?:live|test)_|whsec_|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-"
    r"|AKIA|ASIA|AIza|ya29\.|npm_|pypi-|dop_v1_|SG\.|shp(?:at|ss|ca|pa)_|EAA|key-|sq0[a-z]{3}-|dckr_pat_|lin_api_"
    r"|nvapi-|gsk_|fc-|tvly-|pat_|AGE-SECRET-KEY-"
)

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|\Z)", HIDDEN),
        (r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?", HIDDEN),
        (rf"(?<![A-Za-z0-9])(?:{_PREFIXES})[\w./+=-]{{6,}}", HIDDEN),
        (r"\b(?:bot)?\d{6,}:[\w-]{20,}", HIDDEN),
        (r"(?i)\b(bearer|basic|digest|token)\s+[\w.~+/=-]{6,}", rf"\1 {HIDDEN}"),
        (r"(?i)((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)[^\n]+", rf"\1\2{HIDDEN}"),
        (r"(\b[a-z][a-z0-9+.-]*://)[^\s/@\"']+@", rf"\1{HIDDEN}@"),
        (r"(https?://[^\s?#\"'<>]+)[?#][^\s\"'<>]*", rf"\1?{HIDDEN}"),
        (
            rf"(?i)(\b{_NAME}[\"']?\s*(?:[:=]|=>)\s*[\"']?)[^\s\"',;&}}]+",
            rf"\1{HIDDEN}",
        ),
        (rf"(?i)(--?{_NAME}\s+)[^\s-][^\s]*", rf"\1{HIDDEN}"),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", MAIL),
        (r"(?<!\w)\+\d[\d\s().-]{8,16}\d", PHONE),
        (r"(?<!\w)8[\s-]?\(?\d{3}\)?[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)", PHONE),
        (r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b", HIDDEN),
        (r"(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w.])", HIDDEN),
        (r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])", ADDRESS),
        (r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){4,7}[0-9a-fA-F]{1,4}(?![\w:])", ADDRESS),
        (r"(?i)((?:/home|/Users|[A-Z]:\\Users)[/\\])[^\s/\\\"']+", rf"\1{PERSON}"),
        (r"(?<![\w.@/])@[A-Za-z]\w{3,31}", PERSON),
        (r"(?i)(t\.me/|tg://user\?id=)\w+", rf"\1{PERSON}"),
        (r"(?<![\w.])\d{9,}(?![\w.])", NUMBER),
        (r"(?<![A-Za-z0-9])(?=[A-Za-z0-9_+/=-]*\d)(?=[A-Za-z0-9_+/=-]*[A-Za-z])[A-Za-z0-9_+=-]{20,}", HIDDEN),
        (r"(?<![A-Za-z0-9])[A-Za-z]{32,}(?![A-Za-z0-9])", HIDDEN),
    )
)


def scrub(text: str, *, own: Iterable[str] = (), people: Iterable[str] = ()) -> str:
    """Return `text` without what looks like a secret or a person, and without `people`; `own` words stay."""
    for name in sorted(people, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", PERSON, text, flags=re.IGNORECASE)
    kept = sorted({word for word in own if word}, key=len, reverse=True)
    marks = {f"\ue000{place}\ue001": word for place, word in enumerate(kept)}
    for mark, word in marks.items():
        text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", mark, text)
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    for mark, word in marks.items():
        text = text.replace(mark, word)
    return text
