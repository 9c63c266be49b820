"""What a sandbox is told when it is made; every default gives a usable one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE_SIZE = 100
"""Entries on one page of every list, as at Replicate."""


def wall_clock() -> datetime:
    """Return the present moment in UTC; the sandbox may not import the clock of the program it plays for."""
    return datetime.fromtimestamp(time.time(), UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxConfig:
    """Settings of one sandbox.

    `tokens` empty means: any token that begins with ``r8_`` and does not contain ``bad``. `speed` is
    simulated seconds per real second. All `_s` values are simulated seconds, sizes are bytes. With
    `state_file` the sandbox remembers everything over a restart, without it nothing. `retention_s` after its
    end the input, output, log and weights of a training are gone; None keeps them.
    """

    tokens: frozenset[str] = frozenset()
    username: str = "acme"
    account_name: str | None = "Acme Studio"
    account_type: str = "organization"
    speed: float = 1.0
    queue_s: float = 30.0
    cancel_delay_s: float = 5.0
    push_s: float = 20.0
    retention_s: float | None = None
    weights_bytes: int = 3 * 1024 * 1024
    max_file_bytes: int = 100 * 1000 * 1000
    max_models: int = 1000
    webhook_secret: str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    files_secret: str = "sandbox-files-secret"
    state_file: Path | None = None
    now: Callable[[], datetime] = wall_clock
