"""The providers of this house, built once, with their keys read when they are needed."""

from collections.abc import Callable

from core.gateways.providers.registry import ProviderRegistry
from core.gateways.providers.shape import Provider


class Providers:
    """Every way to pay by its name."""

    def __init__(self, registry: ProviderRegistry, build: Callable[[str], Provider]) -> None:
        """Know what `registry` lists; `build` makes a provider the first time it is asked for."""
        self.registry = registry
        self._build = build
        self._built: dict[str, Provider] = {}

    def get(self, name: str) -> Provider:
        """Return a provider.

        Raises:
            ProviderUnknown, ProviderBroken: there is none of this name, or it cannot be loaded.
        """
        if name not in self._built:
            self._built[name] = self._build(name)
        return self._built[name]
