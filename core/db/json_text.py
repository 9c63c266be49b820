"""Small JSON columns: compact, with letters as they are, keys in a fixed order."""

import json
from collections.abc import Mapping
from typing import cast


def to_json(value: Mapping[str, object]) -> str:
    """Return `value` as compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_json(text: str) -> dict[str, object]:
    """Return the object `to_json` wrote."""
    return cast("dict[str, object]", json.loads(text))
