"""The validation of a trainer's own input, in the wording of the trainer: it comes late, after the 201."""

import json
from typing import Any

from core.sandbox.catalog import ENUMS, Trainer

Json = dict[str, Any]

_TYPES: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "boolean": (bool,),
}
_TYPE_TEXTS = {
    "integer": ("value is not a valid integer", "type_error.integer"),
    "number": ("value is not a valid float", "type_error.float"),
    "string": ("str type expected", "type_error.str"),
    "boolean": ("value could not be parsed to a boolean", "type_error.bool"),
}


def late_error(trainer: Trainer, values: Json) -> str | None:
    """Return the error a training with these inputs fails with, None if they are good."""
    details = [
        {"loc": ["body", "input", name], "msg": "field required", "type": "value_error.missing"}
        for name in trainer.required
        if name not in values
    ]
    for name, value in values.items():
        if name in trainer.fields and value is not None:
            details += _check(trainer, name, value)
    if details:
        body = json.dumps({"detail": details}, separators=(",", ":"))
        return f"Prediction input failed validation: {body}"
    return _resolution_error(values.get("resolution"))


def _check(trainer: Trainer, name: str, value: object) -> list[Json]:
    field = trainer.fields[name]
    where = ["body", "input", name]
    if "allOf" in field:
        allowed = ENUMS[trainer.name][name]["enum"]
        if value in allowed:
            return []
        permitted = ", ".join(repr(item) for item in allowed)
        text = f"value is not a valid enumeration member; permitted: {permitted}"
        return [{"loc": where, "msg": text, "type": "type_error.enum", "ctx": {"enum_values": allowed}}]
    kind = field["type"]
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        text, code = _TYPE_TEXTS[kind]
        return [{"loc": where, "msg": text, "type": code}]
    return _check_bounds(field, where, value)


def _check_bounds(field: Json, where: list[str], value: object) -> list[Json]:
    if not isinstance(value, (int, float)):
        return []
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and value < low:
        text, code, limit = f"greater than or equal to {low}", "not_ge", low
    elif high is not None and value > high:
        text, code, limit = f"less than or equal to {high}", "not_le", high
    else:
        return []
    found = {
        "loc": where,
        "msg": f"ensure this value is {text}",
        "type": f"value_error.number.{code}",
        "ctx": {"limit_value": limit},
    }
    return [found]


def _resolution_error(resolution: object) -> str | None:
    if not isinstance(resolution, str):
        return None
    for part in resolution.split(","):
        if not part.strip().isdigit():
            return f"invalid literal for int() with base 10: {part.strip()!r}"
    return None
