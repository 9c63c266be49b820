"""The keys of the payment providers: which are entered and where each comes from, another one, a check.

Values are never told back: the window shows where a value comes from, and of what is no secret the value.
A keyring may ask its owner, and a provider's package is loaded when it is first asked for, so both are done
in a thread.
"""

import asyncio
from dataclasses import dataclass

from core.db import audit_store
from core.db.database import Database, Tx
from core.domain.people import Operator, Permission
from core.domain.price_lists import Product
from core.domain.providers import CredentialField, ProviderInfo
from core.errors import InputError, ProviderBroken, ProviderNotSet
from core.gateways.secrets import Secrets, provider_field_name
from core.services.providers import Providers
from core.services.rights import allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """One value a provider needs: where it comes from, empty if nobody entered it."""

    field: CredentialField
    source: str
    value: str
    """Empty for a secret; else as entered, or the default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderState:
    """A provider and how it is set up."""

    info: ProviderInfo
    fields: tuple[FieldState, ...]

    @property
    def missing(self) -> tuple[CredentialField, ...]:
        """Return the required fields that nobody entered."""
        return tuple(
            one.field
            for one in self.fields
            if one.field.is_required and not one.source and not one.field.default
        )

    @property
    def is_ready(self) -> bool:
        """Tell whether everything it needs is entered; whether it works is told by `check`."""
        return not self.missing

    def sells(self, product: Product) -> tuple[str, ...]:
        """Return the currencies in which this provider can take money for `product`."""
        return tuple(currency for currency in product.prices if currency in self.info.currencies)


class ProviderKeys:
    """Reads, keeps and tries the keys of the providers."""

    def __init__(self, db: Database, providers: Providers, secrets: Secrets) -> None:
        """Work on an open database, for the audit."""
        self._db = db
        self._providers = providers
        self._secrets = secrets

    @property
    def can_save(self) -> bool:
        """Tell whether this machine has a keyring that keeps secrets safe."""
        return self._secrets.can_save

    async def states(self) -> list[ProviderState]:
        """Return all providers that can be loaded, in the order in which they are offered."""
        return await asyncio.to_thread(self._states)

    async def state(self, provider: str) -> ProviderState:
        """Return one provider; raises ProviderUnknown, ProviderBroken."""

        def read() -> ProviderState:
            return self._state(self._providers.registry.info(provider))

        return await asyncio.to_thread(read)

    async def problems(self) -> list[ProviderBroken]:
        """Return what is wrong with providers that cannot be loaded."""
        return await asyncio.to_thread(self._providers.registry.problems)

    async def save(self, provider: str, values: dict[str, str], operator: Operator) -> ProviderState:
        """Keep these values in the keyring; fields not named stay as they are. The audit names no value.

        Raises:
            NotAllowed, ProviderUnknown, InputError, NoKeyring: the fields before the one named were kept.
        """
        operator = await allowed(self._db, operator, Permission.EDIT_SETTINGS)
        state = await self.state(provider)
        known = {one.field.name: one.field for one in state.fields}

        def keep() -> None:
            for name, value in values.items():
                field = known[name]
                if field.choices and value not in field.choices:
                    raise InputError(field=name, value=value, problem=", ".join(field.choices))
                self._secrets.save(provider_field_name(provider, name), value, is_secret=field.is_secret)

        def note(tx: Tx) -> None:
            audit_store.add(
                tx,
                actor=operator.name,
                action="provider.keys",
                subject_kind="provider",
                subject_id=provider,
                after={"fields": ", ".join(values)},
            )
            tx.changed("provider", provider)

        await asyncio.to_thread(keep)
        await self._db.write(note)
        return await self.state(provider)

    async def check(self, provider: str, operator: Operator) -> str:
        """Ask the provider whether the keys work; returns whose they are, in its own words.

        Raises:
            NotAllowed, ProviderNotSet, BadProviderKey, RemoteError: they do not, or nobody knows.
        """
        operator = await allowed(self._db, operator, Permission.CHECK_TOKENS)
        state = await self.state(provider)
        if state.missing:
            raise ProviderNotSet(service=state.info.title, field=state.missing[0].label)
        return await self._providers.get(provider).check()

    def _states(self) -> list[ProviderState]:
        return [self._state(info) for info in self._providers.registry.infos()]

    def _state(self, info: ProviderInfo) -> ProviderState:
        return ProviderState(info=info, fields=tuple(self._field(info.name, field) for field in info.fields))

    def _field(self, provider: str, field: CredentialField) -> FieldState:
        found = self._secrets.get(provider_field_name(provider, field.name), is_secret=field.is_secret)
        shown = "" if field.is_secret else (found.value if found else field.default)
        return FieldState(field=field, source=found.source if found else "", value=shown)
