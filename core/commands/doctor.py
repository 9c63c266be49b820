"""`main.py doctor`: what is wrong on this machine, and the exact remedy for each thing."""

import asyncio
import os
import platform
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from core.clock import SystemClock
from core.commands import display
from core.commands.exits import Exit
from core.commands.opening import Options, paths_of, settings_of
from core.container import Core
from core.db.database import inspect
from core.domain import tokens
from core.domain.audit import SealKey
from core.errors import AppError, SecondInstance
from core.gateways.http import build_client
from core.gateways.replicate import Replicate
from core.gateways.secrets import AUDIT_KEY, REPLICATE_TOKEN, Secrets, variable_of
from core.paths import Paths
from core.services import token_doctor
from core.services.token_doctor import TokenReport
from core.settings import LoadedSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. `remedy` is empty when it is well."""

    subject: str
    finding: str
    remedy: str = ""


async def run(options: Options, out: Console) -> Exit:
    """Look at everything and say it; REFUSED if something is wrong."""
    sick = 0
    async for check in _checks(options):
        sick += bool(check.remedy)
        mark = "[red]✗[/red]" if check.remedy else "[green]✓[/green]"
        out.print(f"{mark} [bold]{escape(check.subject)}[/bold]  {escape(check.finding)}")
        for line in check.remedy.splitlines():
            out.print(f"    → {line}", markup=False)
    out.print("Nothing is wrong." if not sick else f"{sick} to mend.")
    return Exit.REFUSED if sick else Exit.OK


async def _checks(options: Options) -> AsyncIterator[Check]:
    yield Check(subject="Python", finding=f"{platform.python_version()} on {platform.system()}")
    yield _display()
    paths = paths_of(options)
    try:
        loaded = settings_of(paths)
        paths.prepare()
    except AppError as error:
        yield _sick("settings and data folder", error)
        return
    yield Check(subject="data folder", finding=str(paths.data_dir))
    for check in _settings(loaded):
        yield check
    yield await _database(paths, loaded)
    secrets = Secrets.for_machine(os.environ)
    yield Check(
        subject="keyring", finding="keeps secrets" if secrets.can_save else "none: use the environment"
    )
    yield _audit_key(secrets)
    async for check in _replicate(loaded, secrets):
        yield check


def _sick(subject: str, error: AppError) -> Check:
    return Check(subject=subject, finding=error.fill(error.what), remedy=error.fill(error.remedy))


def _display() -> Check:
    problem = display.problem()
    if not problem:
        return Check(subject="display", finding="a window can open")
    finding, _, remedy = problem.partition("\n")
    return Check(subject="display", finding=finding, remedy=remedy)


def _settings(loaded: LoadedSettings) -> list[Check]:
    changed = {name: place for name, place in loaded.sources.items() if place != "the default"}
    if not changed:
        return [Check(subject="settings", finding="all at their defaults")]
    values = loaded.values.model_dump()
    return [
        Check(subject=f"setting {name}", finding=f"{values[name]} from {place}")
        for name, place in changed.items()
    ]


async def _database(paths: Paths, loaded: LoadedSettings) -> Check:
    file = paths.database_file
    if not file.exists():
        return Check(subject="database", finding=f"none yet; the first start makes {file}")
    try:
        with Core(paths, loaded.values, Secrets.in_memory({})).alone():
            due = await asyncio.to_thread(inspect, file, paths.backups_dir)
    except SecondInstance as error:
        return Check(subject="database", finding=f"in use by process {error.facts['pid']}")
    except AppError as error:
        return _sick("database", error)
    later = f"; the next start brings it to {due[-1]}, after a backup" if due else ""
    return Check(subject="database", finding=f"{file}, {file.stat().st_size // 1_000_000} MB, sound{later}")


def _audit_key(secrets: Secrets) -> Check:
    subject = "audit log"
    try:
        secret = secrets.get(AUDIT_KEY)
        if secret is not None:
            SealKey.from_text(secret.value)
    except AppError as error:
        return _sick(subject, error)
    except ValueError as error:
        return Check(
            subject=subject, finding="its key cannot be used", remedy=f"{error}; put the right one there"
        )
    if secret is not None:
        return Check(subject=subject, finding=f"sealed with the key from {secret.source}")
    if secrets.can_save:
        return Check(
            subject=subject, finding="no key yet; the first start makes one and keeps it in the keyring"
        )
    return Check(
        subject=subject,
        finding="NOT SEALED: there is neither a key nor a keyring to keep one in; tampering goes unseen",
        remedy=f"Set {variable_of(AUDIT_KEY)} to 64 random hexadecimal characters "
        "(`openssl rand -hex 32`), kept apart from the database, or install a keyring",
    )


async def _replicate(loaded: LoadedSettings, secrets: Secrets) -> AsyncIterator[Check]:
    try:
        token = secrets.get(REPLICATE_TOKEN)
    except AppError as error:
        yield _sick("Replicate token", error)
        return
    if token is None:
        yield Check(
            subject="Replicate token",
            finding="not set",
            remedy="Enter it in Settings, or set REPLICATE_API_TOKEN; try everything with `main.py demo`",
        )
        return
    async with build_client(loaded.values) as http:
        replicate = Replicate(loaded.values, token, http, SystemClock())
        try:
            report = await token_doctor.examine_with(replicate, loaded.values, secrets)
        finally:
            await replicate.close()
    for check in _token_checks(report):
        yield check


def _token_checks(report: TokenReport) -> Iterator[Check]:
    for source in report.sources:
        grave = [tokens.WORDS[fault] for fault in source.faults if fault not in tokens.HARMLESS]
        use = "in use" if source.is_used else "not used: the one above comes first"
        if not source.is_used and source.is_same_as_used:
            use = "the same token again"
        remarks = [tokens.WORDS[fault] for fault in source.faults if fault in tokens.HARMLESS]
        if source.is_wrapped:
            remarks.append("the quotes or spaces around it are left out")
        remedy = f"Its shape: {'; '.join(grave)}" if grave and source.is_used else ""
        yield Check(
            subject="Replicate token",
            finding=", ".join([f"{source.shown} from {source.place}", use, *remarks]),
            remedy=remedy,
        )
    if report.problem is not None:
        yield _sick("Replicate", report.problem)
        return
    if report.account is not None:
        yield Check(subject="Replicate account", finding=f"{report.account.username} ({report.account.kind})")
    if report.trainer_problem is not None:
        yield _sick("trainer", report.trainer_problem)
    else:
        name, _, version = report.trainer.partition(":")
        yield Check(subject="trainer", finding=f"{name}:{version[:12]}…")
    yield Check(
        subject="destination",
        finding=f"models are made under {report.destination_owner}",
        remedy=""
        if report.is_owner_ours
        else "The token belongs to another account: use a token of that owner, or unset destination_owner",
    )
