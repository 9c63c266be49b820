"""The providers of this house, built once, with their keys read when they are needed."""

from collections.abc import Callable

from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.gateways.providers.shape import Provider


class Providers:
    """Every way to pay by its name."""

    def __init__(self, names: tuple[str, ...], build: Callable[[str], Provider]) -> None:
        """Know these names; `build` makes a provider the first time it is asked for."""
        self.names = names
        self._build = build
        self._built: dict[str, Provider] = {}

    def get(self, name: str) -> Provider:
        """Return a provider.

        Raises:
            InputError: there is none of this name.
        """
        if name not in self.names:
            raise InputError(
                field="provider",
                value=name,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "known: {known}"), known=", ".join(self.names)),
            )
        if name not in self._built:
            self._built[name] = self._build(name)
        return self._built[name]
