"""What was sent to Replicate for an attempt and what it answered last, as text without secrets."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MAX_CHARS = 64_000
"""So much of a request or an answer is kept; a log has a place of its own and is left out."""
CUT = "… cut here"
HIDDEN = "‹hidden›"

_LEFT_OUT = frozenset({"logs"})
_SECRET_NAME = re.compile(
    r"(?i)token|secret|passw|api_?key|authorization|credential|signature|cookie|private"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Request and answer of one attempt; empty where there was none or it was not kept yet."""

    request: str = ""
    answer: str = ""
    sent_at: datetime | None = None
    answered_at: datetime | None = None


def as_text(record: Mapping[str, Any]) -> str:
    """Return a JSON object as indented text, values under secret names hidden, of `MAX_CHARS` at most."""
    text = json.dumps(_clean(record), ensure_ascii=False, indent=2, default=str)
    return text if len(text) <= MAX_CHARS else f"{text[:MAX_CHARS]}\n{CUT}"


def _clean(value: object, name: str = "") -> object:
    if _SECRET_NAME.search(name) and value not in (None, ""):
        return HIDDEN
    if isinstance(value, Mapping):
        return {str(key): _clean(one, str(key)) for key, one in value.items() if key not in _LEFT_OUT}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value
