"""Which providers there are: one line each, and those of other packages.

Another package adds a provider by an entry point of the group `stationmaster.providers`, named as the
provider is: `acme = "acme_pay:AcmePay"`. A provider is loaded when it is first asked for; one that cannot be
loaded is an error of its own that names it, and all the others go on working.
"""

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points

from core.domain.providers import ProviderInfo
from core.errors import QT_TRANSLATE_NOOP, ProviderBroken, ProviderUnknown, clause
from core.gateways.providers.shape import Provider, ProviderTools

GROUP = "stationmaster.providers"
"""The group of entry points that other packages use."""

BUILT_IN: tuple[tuple[str, str], ...] = (
    ("robokassa", "core.gateways.providers.robokassa:Robokassa"),
    ("telegram", "core.gateways.providers.telegram_stars:TelegramStars"),
    ("yookassa", "core.gateways.providers.yookassa:YooKassa"),
    ("stripe", "core.gateways.providers.stripe_checkout:Stripe"),
    ("cryptopay", "core.gateways.providers.cryptopay:CryptoPay"),
    ("ton", "core.gateways.providers.ton:Ton"),
    ("bank", "core.gateways.providers.bank:Bank"),
    ("manual", "core.gateways.providers.manual:Manual"),
)
"""Name and class of each provider of our own, in the order in which they are offered."""

OURS = "Stationmaster"
"""What `ProviderLine.package` says of our own."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_ATTRIBUTES = ("name", "title", "fields", "abilities", "currencies")
_CALLS = (
    "check",
    "link",
    "delivery_id",
    "read",
    "answer",
    "status",
    "refund",
    "refund_status",
    "charge_again",
    "statement",
    "read_statement",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLine:
    """One provider that may be loaded: its name, "module:Class", and the package it comes with."""

    name: str
    target: str
    package: str = OURS


class ProviderRegistry:
    """All providers of this installation; loads a class when it is first needed, and only once."""

    def __init__(self, lines: Iterable[ProviderLine] | None = None) -> None:
        """Know `lines`, in their order; without any, our own and those of installed packages."""
        self._given = None if lines is None else tuple(lines)
        self._loaded: dict[str, type[Provider]] = {}

    @cached_property
    def _all(self) -> tuple[ProviderLine, ...]:
        return tuple(installed_lines()) if self._given is None else self._given

    @cached_property
    def _lines(self) -> dict[str, ProviderLine]:
        return {line.name: line for line in reversed(self._all)}  # the first of a name counts

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all providers, the broken ones too, in the order in which they are offered."""
        return tuple(dict.fromkeys(line.name for line in self._all))

    def kind(self, name: str) -> type[Provider]:
        """Return the class of a provider.

        Raises:
            ProviderUnknown: there is no line of that name.
            ProviderBroken: its package cannot be imported, or holds no provider of that name.
        """
        if name not in self._loaded:
            line = self._lines.get(name)
            if line is None:
                raise ProviderUnknown(name=name, known=", ".join(self.names))
            self._loaded[name] = _load(line)
        return self._loaded[name]

    def info(self, name: str) -> ProviderInfo:
        """Return what a provider is and needs, without building it; raises as `kind` does."""
        kind = self.kind(name)
        return ProviderInfo(
            name=kind.name,
            title=kind.title,
            fields=kind.fields,
            abilities=kind.abilities,
            currencies=kind.currencies,
            package=self._lines[name].package,
        )

    def infos(self) -> list[ProviderInfo]:
        """Return all providers that can be loaded; `problems` tells of the others."""
        return [self.info(name) for name in self.names if self._problem(name) is None]

    def problems(self) -> list[ProviderBroken]:
        """Return one error for each provider that cannot be loaded, or has a name that is taken."""
        found = [_taken(line) for line in self._all if self._lines[line.name] is not line]
        broken = (self._problem(name) for name in self.names)
        return [*found, *(error for error in broken if error is not None)]

    def _problem(self, name: str) -> ProviderBroken | None:
        try:
            self.kind(name)
        except ProviderBroken as error:
            return error
        return None

    def build(self, name: str, tools: ProviderTools) -> Provider:
        """Return a provider made of `tools`; raises as `kind` does."""
        return self.kind(name)(tools)


def installed_lines() -> Sequence[ProviderLine]:
    """Return our own providers and then those of entry points, by name."""
    ours = [ProviderLine(name=name, target=target) for name, target in BUILT_IN]
    return [*ours, *sorted(map(_line_of, entry_points(group=GROUP)), key=lambda line: line.name)]


def _line_of(point: EntryPoint) -> ProviderLine:
    package = point.dist.name if point.dist is not None else point.module
    return ProviderLine(name=point.name, target=f"{point.module}:{point.attr}", package=package)


def _load(line: ProviderLine) -> type[Provider]:
    module, _, attribute = line.target.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except Exception as error:  # the code of another package may raise anything at import
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "loading it fails with {error}: {detail}"),
            error=type(error).__name__,
            detail=error,
        )
        raise _broken(line, problem) from error
    missing = [name for name in (*_ATTRIBUTES, *_CALLS) if not hasattr(found, name)]
    if missing or not isinstance(found, type):
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "it is no provider: it lacks {missing}"),
            missing=", ".join(missing) or "a class",
        )
        raise _broken(line, problem)
    kind: type[Provider] = found
    if kind.name != line.name or not _NAME.fullmatch(line.name):
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "it calls itself {own!r}; a name is a small letter, letters, digits"),
            own=kind.name,
        )
        raise _broken(line, problem)
    return kind


def _taken(line: ProviderLine) -> ProviderBroken:
    return _broken(line, clause(QT_TRANSLATE_NOOP("Clause", "there is another provider of that name")))


def _broken(line: ProviderLine, problem: object) -> ProviderBroken:
    return ProviderBroken(name=line.name, package=line.package, target=line.target, problem=problem)
