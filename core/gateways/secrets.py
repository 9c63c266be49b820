"""Tokens and keys: read from the keyring first, then from where a machine without one keeps them.

Order: the OS keyring, the environment, `.env`, a systemd credential. Saving goes into a real keyring or
nowhere: never as plain text on a disk. The calls block (a keyring may ask its owner), so services run them
in a thread.
"""

import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

import keyring
from dotenv import dotenv_values
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError, PasswordDeleteError

from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, InputError, NoKeyring, clause
from core.logs import register_secret
from core.paths import APP_NAME

REPLICATE_TOKEN = "replicate-token"  # noqa: S105 - a name
"""Name of the Replicate token."""

AUDIT_KEY = "audit-key"
"""Name of the key that seals the audit log: 64 hexadecimal characters."""

log = logging.getLogger(__name__)


def audit_anchor_name(place: Path) -> str:
    """Return the name of the copy of the audit log's anchor for the database at `place`."""
    return f"audit-anchor/{hashlib.sha256(str(place.absolute()).encode()).hexdigest()[:16]}"


def telegram_token_name(bot: str) -> str:
    """Return the name of the token of one bot."""
    return f"telegram-token/{bot}"


def provider_field_name(provider: str, field: str) -> str:
    """Return the name of one value that a payment provider needs."""
    return f"provider/{provider}/{field}"


def variable_of(name: str) -> str:
    """Return the environment variable that stands for the secret `name`."""
    if name == REPLICATE_TOKEN:
        return "REPLICATE_API_TOKEN"
    kind, _, bot = name.partition("/")
    if kind == "telegram-token" and bot:
        return "TELEGRAM_TOKEN_" + _shout(bot)
    return "STATIONMASTER_" + _shout(name)


def _shout(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "_", text.upper())


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret and the place it came from, in words that may be shown."""

    value: str = field(repr=False)
    source: str


class Secrets:
    """All sources of secrets of one machine."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str],
        env_file: Path | None = None,
        credentials_dir: Path | None = None,
        backend: KeyringBackend | Callable[[], KeyringBackend] | None = None,
    ) -> None:
        """Look into these sources only; without `backend` there is no keyring.

        A function that finds the backend is called when a secret is first asked for.
        """
        self._environ = environ
        self._env_file = env_file
        self._credentials_dir = credentials_dir
        self._given_backend = backend

    @classmethod
    def for_machine(cls, environ: Mapping[str, str], env_file: Path | None = Path(".env")) -> Self:
        """Use this machine's keyring and the systemd credentials named in `environ`."""
        folder = environ.get("CREDENTIALS_DIRECTORY")
        return cls(
            environ=environ,
            env_file=env_file,
            credentials_dir=Path(folder) if folder else None,
            backend=keyring.get_keyring,  # it loads every backend there is: not on the way to the window
        )

    @classmethod
    def in_memory(cls, values: Mapping[str, str]) -> Self:
        """Keep secrets only as long as the process lives: for the demo, which must never see real ones."""
        backend = _MemoryKeyring()
        for name, value in values.items():
            backend.set_password(APP_NAME, name, value)
        return cls(environ={}, backend=backend)

    def get(self, name: str, *, is_secret: bool = True) -> Secret | None:
        """Return the secret, stripped of quotes and white space, or None when no source has it.

        What is kept beside secrets without being one (`is_secret` false), such as the name of a shop, may
        have any letters and is not hidden in the log.

        Raises:
            InputError: the secret found cannot be sent in a header (not plain ASCII); names its source.
        """
        for source, raw in self._candidates(name):
            value = _unquoted(raw or "")
            if not value:
                continue
            if not is_secret:
                return Secret(value, source)
            if not value.isascii() or not value.isprintable():
                raise InputError(
                    field=name,
                    value="…",
                    problem=clause(
                        QT_TRANSLATE_NOOP("Clause", "what {source} holds has letters outside ASCII"),
                        source=source,
                    ),
                )
            register_secret(value)
            return Secret(value, source)
        return None

    def sources(self, name: str) -> list[tuple[str, str]]:
        """Return each place that holds the secret, with what stands there as it is; the first counts."""
        found = [(place, raw) for place, raw in self._candidates(name) if raw is not None and raw.strip()]
        for _place, raw in found:
            register_secret(_unquoted(raw))
        return found

    def save(self, name: str, value: str, *, is_secret: bool = True) -> None:
        """Keep the secret in the keyring, or, with `is_secret` false, what stands beside one; see `get`.

        Raises:
            InputError: the value is empty or not plain ASCII.
            NoKeyring: this machine has no keyring that keeps secrets safe, or it refused.
        """
        clean = _unquoted(value)
        if not clean or not clean.isprintable() or (is_secret and not clean.isascii()):
            raise InputError(
                field=name,
                value="…",
                problem=clause(QT_TRANSLATE_NOOP("Clause", "it must be plain ASCII and not empty")),
            )
        if is_secret:
            register_secret(clean)
        try:
            self._keyring(name).set_password(APP_NAME, name, clean)
        except KeyringError as error:
            raise self._no_keyring(name, str(error)) from error

    def make(self, name: str) -> Secret:
        """Make 32 random bytes, keep them in the keyring as hexadecimal characters, and return them.

        One that is there already is never overwritten, also if the keyring does not give it now.

        Raises:
            NoKeyring: there is no keyring, it refused, or it did not keep what it was given.
            AlreadyDone: it holds one.
        """
        backend = self._keyring(name)
        try:
            if backend.get_password(APP_NAME, name):
                raise AlreadyDone(
                    problem=clause(QT_TRANSLATE_NOOP("Clause", "the keyring holds {name}"), name=name)
                )
            self.save(name, secrets.token_hex(32))
            kept = backend.get_password(APP_NAME, name)
        except KeyringError as error:
            raise self._no_keyring(name, str(error)) from error
        if not kept:
            raise self._no_keyring(name, "it did not keep it")
        return Secret(kept, "keyring")

    def delete(self, name: str) -> None:
        """Remove the secret from the keyring; one that is not there is fine.

        Raises:
            NoKeyring: there is no keyring, or it refused.
        """
        try:
            self._keyring(name).delete_password(APP_NAME, name)
        except PasswordDeleteError:
            log.info("The keyring holds no %s to delete", name)
        except KeyringError as error:
            raise self._no_keyring(name, str(error)) from error

    @property
    def can_save(self) -> bool:
        """Tell whether `save` has a keyring to save into."""
        return self._backend is not None

    @cached_property
    def _found_backend(self) -> KeyringBackend | None:
        given = self._given_backend
        return given() if callable(given) else given

    @cached_property
    def _backend(self) -> KeyringBackend | None:
        return _safe_backend(self._found_backend) if self._found_backend else None

    def _candidates(self, name: str) -> list[tuple[str, str | None]]:
        variable = variable_of(name)
        return [
            ("keyring", self._from_keyring(name)),
            (f"environment {variable}", self._environ.get(variable)),
            (".env", self._from_env_file(variable)),
            ("credential", self._from_credential(name)),
        ]

    def _from_keyring(self, name: str) -> str | None:
        if self._backend is None:
            return None
        try:
            return self._backend.get_password(APP_NAME, name)
        except KeyringError as error:
            log.warning("The keyring does not give %s: %s", name, error)
            return None

    def _from_env_file(self, variable: str) -> str | None:
        if self._env_file is None or not self._env_file.is_file():
            return None
        return dotenv_values(self._env_file, interpolate=False).get(variable)

    def _from_credential(self, name: str) -> str | None:
        if self._credentials_dir is None:
            return None
        file = self._credentials_dir / name.replace("/", "-")
        return file.read_text(encoding="utf-8") if file.is_file() else None

    def _keyring(self, name: str) -> KeyringBackend:
        if self._backend is None:
            raise self._no_keyring(name, self._found_backend.name if self._found_backend else "none found")
        return self._backend

    def _no_keyring(self, name: str, detail: str) -> NoKeyring:
        return NoKeyring(name=name, variable=variable_of(name), detail=detail)


class _MemoryKeyring(KeyringBackend):
    """A keyring without a disk; not viable, so keyring's own search never takes it for the machine's."""

    priority = 1
    viable = False

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._values: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._values[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self._values.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


def _unquoted(text: str) -> str:
    stripped = text.strip()
    if len(stripped) >= 2 and stripped[0] == stripped[-1] and stripped[0] in "\"'":
        return stripped[1:-1].strip()
    return stripped


def _safe_backend(backend: KeyringBackend) -> KeyringBackend | None:
    """Return the backend that really protects what it keeps: itself, or the best one of a chain."""
    choices = backend.backends if isinstance(backend, ChainerBackend) else [backend]
    return next((choice for choice in choices if _is_safe(choice)), None)


def _is_safe(backend: KeyringBackend) -> bool:
    """Follow keyring's own rule (recommended means priority 1 or more), and refuse its file backends."""
    if type(backend).__module__.startswith("keyrings.alt"):
        return False
    try:
        return backend.priority >= 1
    except RuntimeError:  # the backend says that it cannot work on this machine
        return False
