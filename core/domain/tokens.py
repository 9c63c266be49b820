"""What is wrong with the shape of a Replicate token, told from the text alone.

Each case is one that people really had (the provider's client sends a quoted token with its quotes, and a
token with a line break fails before it is sent): the words say what to do about it.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import QT_TRANSLATE_NOOP

PREFIX = "r8_"
LENGTH = 40
"""Characters of a token as Replicate makes them today; another length is only remarked upon."""
_OTHERS = {
    "sk-": "OpenAI",
    "sk_": "Stripe",
    "hf_": "Hugging Face",
    "ghp_": "GitHub",
    "whsec_": "a webhook's signing secret",
    "Bearer ": "a whole header",
    "Token ": "a whole header",
}


class TokenFault(StrEnum):
    """What may be wrong; the first that applies is told."""

    EMPTY = "empty"
    NOT_ASCII = "not_ascii"
    QUOTED = "quoted"
    SPACED = "spaced"
    SEVERAL = "several"
    OTHER_SERVICE = "other_service"
    PREFIX = "prefix"
    LENGTH = "length"


WORDS: dict[TokenFault, str] = {
    TokenFault.EMPTY: QT_TRANSLATE_NOOP("Token", "it is empty"),
    TokenFault.NOT_ASCII: QT_TRANSLATE_NOOP("Token", "it has letters outside ASCII"),
    TokenFault.QUOTED: QT_TRANSLATE_NOOP("Token", "it stands in quotes"),
    TokenFault.SPACED: QT_TRANSLATE_NOOP("Token", "it has spaces or line breaks in it"),
    TokenFault.SEVERAL: QT_TRANSLATE_NOOP("Token", "two tokens were pasted as one"),
    TokenFault.OTHER_SERVICE: QT_TRANSLATE_NOOP("Token", "it is a key of another service"),
    TokenFault.PREFIX: QT_TRANSLATE_NOOP("Token", "it does not begin with r8_"),
    TokenFault.LENGTH: QT_TRANSLATE_NOOP("Token", "it is not as long as Replicate’s tokens are"),
}
"""A few words each, in the context "Token"."""

HARMLESS = frozenset({TokenFault.LENGTH})
"""What is remarked upon but does not keep a token from being tried."""


def bare(value: str) -> str:
    """Return a token without quotes and white space around it."""
    return value.strip().strip("\"'").strip()


def faults_of(value: str) -> tuple[TokenFault, ...]:
    """Return everything that is wrong with a token's shape, the gravest first; empty if nothing is."""
    if not value.strip():
        return (TokenFault.EMPTY,)
    found = []
    if not value.isascii():
        found.append(TokenFault.NOT_ASCII)
    if value.strip()[0] in "\"'" or value.strip()[-1] in "\"'":
        found.append(TokenFault.QUOTED)
    if any(char.isspace() or not char.isprintable() for char in value):
        found.append(TokenFault.SPACED)
    inner = bare(value)
    if inner.count(PREFIX) > 1:
        found.append(TokenFault.SEVERAL)
    elif any(inner.startswith(prefix) for prefix in _OTHERS):
        found.append(TokenFault.OTHER_SERVICE)
    elif not inner.startswith(PREFIX):
        found.append(TokenFault.PREFIX)
    elif len(inner) != LENGTH:
        found.append(TokenFault.LENGTH)
    return tuple(found)


def masked(value: str) -> str:
    """Return a token so that its owner knows it again and nobody else can use it: "r8_…k7"."""
    inner = bare(value)
    return f"{inner[:3]}…{inner[-2:]}" if len(inner) >= 8 else "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSource:
    """One place that holds a token. The first of them is used; those after it are shadowed."""

    place: str
    shown: str
    """Masked."""
    faults: tuple[TokenFault, ...]
    """Of the token without what stands around it."""
    is_wrapped: bool
    """Whether quotes or white space stand around it; they are left out when it is used."""
    is_used: bool
    is_same_as_used: bool
