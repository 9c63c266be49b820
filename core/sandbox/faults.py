"""Fault switches: rules that make the next requests of some kind go wrong in a chosen way."""

import re
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

KINDS = frozenset(
    {
        "status",
        "html_502",
        "throttle",
        "drop_before",
        "drop_after",
        "cut",
        "slow",
        "slow_after",
        "malformed_json",
        "list_body",
        "empty_body",
        "hostile",
    }
)


class BadRule(ValueError):
    """A rule that cannot be understood; the text says why."""


@dataclass(slots=True, kw_only=True)
class Rule:
    """One fault: `times` more (None: for ever) for requests that match, after `after` of them passed."""

    kind: str
    method: str | None
    path: re.Pattern[str]
    times: int | None
    after: int
    options: Json = field(default_factory=dict)
    hits: int = 0

    def matches(self, method: str, path: str) -> bool:
        """Whether the rule is still live and meant for this request."""
        return self.times != 0 and self.method in (None, method) and self.path.search(path) is not None

    def shown(self) -> Json:
        """Return the rule as JSON, with how often it has struck."""
        match = {"method": self.method, "path_regex": self.path.pattern}
        action = {"kind": self.kind, **self.options}
        return {
            "match": match,
            "action": action,
            "times": self.times,
            "after": self.after,
            "hits": self.hits,
        }


def parse_rule(data: object) -> Rule:
    """Return the rule that `data` describes; raises BadRule."""
    if not isinstance(data, dict):
        raise BadRule("a rule must be an object")
    match, action = data.get("match") or {}, data.get("action")
    if isinstance(action, str):
        action = {"kind": action}
    if not isinstance(match, dict) or not isinstance(action, dict):
        raise BadRule("`match` and `action` must be objects")
    options = dict(action)
    kind = options.pop("kind", None)
    if kind not in KINDS:
        raise BadRule(f"unknown action {kind!r}; known: {', '.join(sorted(KINDS))}")
    method = match.get("method")
    try:
        path = re.compile(match.get("path_regex", ""))
    except re.error as error:
        raise BadRule(f"path_regex: {error}") from error
    return Rule(
        kind=kind,
        method=None if method is None else str(method).upper(),
        path=path,
        times=data.get("times", 1),
        after=int(data.get("after", 0)),
        options=options,
    )


class Faults:
    """The rules in force; the first that matches strikes."""

    def __init__(self) -> None:
        """Begin without faults."""
        self.rules: list[Rule] = []

    def take(self, method: str, path: str) -> Rule | None:
        """Return the rule that strikes this request, and count it as used."""
        for rule in self.rules:
            if not rule.matches(method, path):
                continue
            if rule.after > 0:
                rule.after -= 1
                continue
            rule.hits += 1
            if rule.times is not None:
                rule.times -= 1
            return rule
        return None
