"""Typed settings with one order of precedence, and for each value the place it came from.

From strongest to weakest: the command line, the environment (`STATIONMASTER_…`), a `.env` file in the
working folder, the TOML file of the platform's config folder, the defaults below. `Settings(...)` itself
reads nothing but its arguments; only `Settings.load` looks around. Language, theme and geometry belong to
the window, secrets to the keyring: neither is here.
"""

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from core.errors import SettingsError

ENV_PREFIX = "STATIONMASTER_"
"""What an environment variable of ours begins with: `STATIONMASTER_MIN_PHOTOS=12`."""


def _web_address(value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must be an address like https://api.replicate.com")
    if parts.query or parts.fragment or parts.username:
        raise ValueError("it must be a plain address without user, query or fragment")
    return value.strip().rstrip("/").removesuffix("/v1")


def _proxy_address(value: str) -> str:
    if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
        raise ValueError("it must be an address like http://proxy.example:3128")
    return value


def _existing_file(value: Path) -> Path:
    if not value.expanduser().is_file():
        raise ValueError("there is no such file")
    return value.expanduser()


WebAddress = Annotated[str, AfterValidator(_web_address)]
ProxyAddress = Annotated[str, AfterValidator(_proxy_address)]
ExistingFile = Annotated[Path, AfterValidator(_existing_file)]
ModelName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*$")]
Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]


class Settings(BaseSettings):
    """Every value an owner may change without touching code; units are in the names."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_ignore_empty=True, frozen=True, extra="forbid"
    )

    replicate_base_url: WebAddress = "https://api.replicate.com"
    """Where Replicate lives, without `/v1`; a loopback address means the sandbox."""
    telegram_base_url: WebAddress = "https://api.telegram.org"
    """Where the Bot API lives."""
    providers_base_url: WebAddress | None = None
    """Where all payment providers live instead of their own hosts; a loopback address means the sandbox."""
    payments_test_mode: bool = False
    """Take test payments and make test links; never in production."""
    sandbox: bool = False
    """Show the sandbox banner even if the address does not tell."""

    request_timeout_s: Seconds = 30
    """Longest silence of a server within one request."""
    connect_timeout_s: Seconds = 5
    """Longest wait for a connection."""
    upload_timeout_s: Seconds = 600
    """Longest silence while the dataset is sent."""
    read_retries: int = Field(default=2, ge=0, le=5)
    """How often a read is repeated after a passing fault; writes are never repeated."""
    proxy: ProxyAddress | None = None
    """Proxy for everything but loopback; unset, HTTPS_PROXY and NO_PROXY count."""
    ca_file: ExistingFile | None = None
    """PEM file with further authorities to trust, beside the public ones."""

    poll_interval_s: float = Field(default=15, ge=0.05, le=600, allow_inf_nan=False)
    """Pause between two looks at the running trainings."""
    poll_backoff_max_s: Seconds = 300
    """Longest pause between two looks while Replicate does not answer."""
    unknown_grace_s: Seconds = 120
    """How long after a lost answer the provider's list is searched before a training counts as absent."""
    max_parallel_submits: int = Field(default=4, ge=1, le=32)
    """How many trainings are sent to Replicate at the same time."""

    auto_retry: bool = True
    """Retry by itself what failed through Replicate's own fault, a few times with growing pauses."""

    trainer: ModelName = "ostris/flux-dev-lora-trainer"
    """The trainer, "owner/name"."""
    trainer_version: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """Pinned version of the trainer; unset, its newest one is asked for."""
    destination_owner: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    """Account the trained models belong to; unset, the account of the token."""
    destination_hardware: str = Field(default="gpu-l40s", min_length=1)
    """Hardware SKU of a new destination model."""
    destination_visibility: Literal["private", "public"] = "private"
    """Who may see a new destination model."""
    download_weights: bool = True
    """Fetch the weights as soon as a training has succeeded."""

    min_photos: int = Field(default=10, ge=1, le=1000)
    """Fewest photos of a dataset."""
    min_side_px: int = Field(default=256, ge=1, le=8192)
    """Shortest side of a photo."""
    max_photo_bytes: int = Field(default=10 * 1024 * 1024, ge=1024)
    """Largest size of one photo."""

    lock_after_min: float = Field(default=10, gt=0, le=10, allow_inf_nan=False)
    """Minutes without a key or a click after which the window locks, if the operator has a password."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Least level that is written to the log file."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the constructor see its arguments only, so that a test or a caller gets what it wrote."""
        return (init_settings,)

    @property
    def is_sandbox(self) -> bool:
        """Tell whether no real money can be spent at Replicate: the banner must be shown."""
        return self.sandbox or is_loopback(self.replicate_base_url)

    @classmethod
    def load(
        cls,
        *,
        config_file: Path | None = None,
        env_file: Path | None = Path(".env"),
        overrides: Mapping[str, object] | None = None,
    ) -> "LoadedSettings":
        """Merge all sources and remember which one gave each value.

        Raises:
            SettingsError: a file cannot be read, or a value is unusable; `source` names the place.
        """
        layers = {
            "the command line": dict(overrides or {}),
            "the environment": dict(EnvSettingsSource(cls)()),
            str(env_file): _known(cls, DotEnvSettingsSource(cls, env_file=env_file)()) if env_file else {},
            str(config_file): _read_toml(config_file) if config_file else {},
        }
        merged: dict[str, Any] = {}
        sources = dict.fromkeys(cls.model_fields, "the default")
        for place, values in reversed(layers.items()):
            merged.update(values)
            sources.update(dict.fromkeys(values, place))
        try:
            return LoadedSettings(cls(**merged), sources)
        except ValidationError as error:
            raise _settings_error(error, sources) from error


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings and, for each field, the place its value came from; `doctor` shows both."""

    values: Settings
    sources: Mapping[str, str]

    def with_overrides(self, **overrides: Any) -> Self:
        """Return the same settings with some values set by the program itself, such as the demo's."""
        values = Settings(**{**self.values.model_dump(exclude_unset=True), **overrides})
        return type(self)(values, {**self.sources, **dict.fromkeys(overrides, "the program")})


def is_loopback(url: str) -> bool:
    """Tell whether the host of `url` is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _known(cls: type[Settings], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in cls.model_fields}


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(field=file.name, value="…", problem=str(error), source=str(file)) from error


def _settings_error(error: ValidationError, sources: Mapping[str, str]) -> SettingsError:
    first = error.errors(include_url=False)[0]
    field = str(first["loc"][0]) if first["loc"] else "settings"
    if first["type"] == "extra_forbidden":
        problem = "there is no setting of this name"
    else:
        problem = first["msg"].removeprefix("Value error, ")
    return SettingsError(
        field=field, value=first["input"], problem=problem, source=sources.get(field, "the program")
    )
