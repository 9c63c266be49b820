"""What the providers are built with, made of the parts of this installation."""

from dataclasses import dataclass

import httpx

from core.clock import Clock
from core.domain.providers import CredentialField, ProviderInfo
from core.errors import ProviderNotSet
from core.gateways.providers.registry import ProviderRegistry
from core.gateways.providers.shape import Provider, ProviderTools
from core.gateways.secrets import Secrets, provider_field_name, telegram_token_name
from core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderWorkshop:
    """Builds providers by name. Building asks nothing; a key entered later counts from the next call on."""

    registry: ProviderRegistry
    secrets: Secrets
    settings: Settings
    http: httpx.AsyncClient
    clock: Clock

    def provider(self, name: str) -> Provider:
        """Return the provider `name`, ready to work.

        Raises:
            ProviderUnknown, ProviderBroken: there is none, or it cannot be loaded.
        """
        return self.registry.build(name, self.tools(self.registry.info(name)))

    def tools(self, info: ProviderInfo) -> ProviderTools:
        """Return what a provider with these fields is built with."""

        def secret(field: str) -> str:
            return field_value(self.secrets, info, field)

        def bot_token(bot: str) -> str:
            found = self.secrets.get(telegram_token_name(bot))
            if found is None:
                raise ProviderNotSet(service=info.title, field=telegram_token_name(bot))
            return found.value

        return ProviderTools(
            http=self.http,
            clock=self.clock,
            secret=secret,
            bot_token=bot_token,
            base_url=self.settings.providers_base_url or "",
            telegram_base_url=self.settings.telegram_base_url,
        )


def field_value(secrets: Secrets, info: ProviderInfo, name: str) -> str:
    """Return the value of a field: as entered, or its default; empty if it may be missing. It blocks.

    Raises:
        ProviderNotSet: it is required and nobody entered it.
        InputError: what was entered is a secret with letters outside ASCII.
    """
    known = {field.name: field for field in info.fields}
    field: CredentialField = known[name]
    found = secrets.get(provider_field_name(info.name, name), is_secret=field.is_secret)
    if found is not None:
        return found.value
    if field.is_required and not field.default:
        raise ProviderNotSet(service=info.title, field=field.label)
    return field.default
