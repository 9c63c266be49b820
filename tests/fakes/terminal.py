"""What tests of the commands share: a data folder with a customer in it, the environment of a sandbox."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.container import Core
from core.domain.people import CustomerDraft, Language
from core.gateways.secrets import Secrets
from core.money import Stars
from core.paths import Paths
from core.settings import Settings
from tests.fakes.hands import endow
from tests.fakes.keys import AUDIT_ENVIRON

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = ROOT / "resources" / "demo" / "photos"
ANNA = 5_000_000_001
TOKEN = "r8_terminal00000000000000000000000000000"
_OURS = ("STATIONMASTER_", "REPLICATE_", "TELEGRAM_")


@dataclass(frozen=True, slots=True)
class Said:
    """What one run of a command left: its exit code and its two outputs."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]
"""The type of the fixture `run`: a command line in, what it said out."""


def environment(url: str = "", token: str = TOKEN, **settings: object) -> dict[str, str]:
    """Return the variables under which a command works at the sandbox at `url`, quickly."""
    addresses = dict.fromkeys(("replicate_base_url", "telegram_base_url", "providers_base_url"), url)
    given = {"poll_interval_s": 0.1} | addresses | settings
    variables = {f"STATIONMASTER_{name.upper()}": str(value) for name, value in given.items() if value}
    return (
        variables | AUDIT_ENVIRON | {"REPLICATE_API_TOKEN": token, "TELEGRAM_TOKEN_NEURO_BLOGGER": "123:abc"}
    )


def clean_environment() -> dict[str, str]:
    """Return this process's environment without anything that our program would read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def prepare(data_dir: Path, stars: int = 500) -> None:
    """Make a data folder in which Anna has so many stars."""
    asyncio.run(_prepare(data_dir, stars))


async def _prepare(data_dir: Path, stars: int) -> None:
    core = Core(Paths.for_user(data_dir), Settings(), Secrets(environ=AUDIT_ENVIRON))
    await core.open()
    draft = CustomerDraft(
        telegram_id=ANNA, bot="neuro_blogger", username="anna", first_name="Anna", language=Language.EN
    )
    await core.people.add_customer(draft, core.operator)
    if stars:
        await core.db.write(lambda tx: endow(tx, ANNA, Stars.of(stars)))
    await core.close()


def balance(data_dir: Path, customer_id: int = ANNA) -> Stars:
    """Return a balance as the database has it; the folder must be free."""
    return asyncio.run(_balance(data_dir, customer_id))


async def _balance(data_dir: Path, customer_id: int) -> Stars:
    core = Core(Paths.for_user(data_dir), Settings(), Secrets(environ=AUDIT_ENVIRON))
    await core.open()
    try:
        return await core.payments.balance(customer_id)
    finally:
        await core.close()


def as_if_newer(database: Path) -> None:
    """Make a database look as if a later version had migrated it."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO schema_migration (name, applied) "
            "SELECT '9999_later', MAX(applied) FROM schema_migration"
        )
