"""What is the matter with the Replicate token: where it comes from, its shape, whose it is, what it may do.

The window's doctor and `main.py doctor` say the same, because both ask here. Nothing is made or started at
Replicate; what is only supposed is not said.
"""

import asyncio
from dataclasses import dataclass

from core.db.database import Database
from core.domain import tokens
from core.domain.people import Operator, Permission
from core.domain.tokens import TokenSource
from core.errors import AppError
from core.gateways.replicate import Replicate
from core.gateways.replicate_objects import Account
from core.gateways.secrets import REPLICATE_TOKEN, Secrets
from core.services.gate import Gate, GateState
from core.services.rights import allowed
from core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenReport:
    """All that was found. `problem` is what Replicate or this machine answered, None if it took the token."""

    sources: tuple[TokenSource, ...]
    account: Account | None
    problem: AppError | None
    trainer: str
    """The trainer as "owner/name:version" if this token sees it, else empty."""
    trainer_problem: AppError | None
    destination_owner: str
    """Whose models the results become."""
    is_owner_ours: bool
    """Whether that owner is the token's account, so that models can be made there."""

    @property
    def is_well(self) -> bool:
        """Tell whether trainings can be started with it."""
        return self.problem is None and self.trainer_problem is None and self.is_owner_ours


class TokenDoctor:
    """Looks at tokens; saves one only after Replicate took it."""

    def __init__(self, db: Database, secrets: Secrets, gate: Gate, settings: Settings) -> None:
        """Ask with the gate's client; `db` knows who may."""
        self._db = db
        self._secrets = secrets
        self._gate = gate
        self._settings = settings

    async def examine(self) -> TokenReport:
        """Look at the token in use, after reading it afresh from where it is kept; the gate follows."""
        places = await asyncio.to_thread(sources_of, self._secrets)
        try:
            state = await self._gate.probe()
        except AppError as error:
            return await _report(self._gate.reader, self._settings, places, None, error)
        return await _report(self._gate.reader, self._settings, places, state.account, state.problem)

    async def replace(self, value: str, operator: Operator) -> tuple[TokenReport, GateState]:
        """Try another token, keep it in the keyring only if Replicate takes it, and open the gate.

        Raises:
            NotAllowed, InputError, BadToken, NoKeyring, RemoteError: the old one stays in use.
        """
        await allowed(self._db, operator, Permission.EDIT_SETTINGS)
        await self._gate.try_token(value)
        state = await self._gate.save_token(value, operator)
        return await self.examine(), state


def sources_of(secrets: Secrets) -> tuple[TokenSource, ...]:
    """Return every place that holds a token, the one in use first. It blocks: a keyring may ask its owner."""
    found = secrets.sources(REPLICATE_TOKEN)
    used = tokens.bare(found[0][1]) if found else ""
    return tuple(
        TokenSource(
            place=place,
            shown=tokens.masked(raw),
            faults=tokens.faults_of(tokens.bare(raw)),
            is_wrapped=tokens.bare(raw) != raw,
            is_used=number == 0,
            is_same_as_used=tokens.bare(raw) == used,
        )
        for number, (place, raw) in enumerate(found)
    )


async def examine_with(replicate: Replicate, settings: Settings, secrets: Secrets) -> TokenReport:
    """Look at the token without a gate, as the terminal does; `replicate` has been given the token."""
    places = await asyncio.to_thread(sources_of, secrets)
    try:
        account = await replicate.account()
    except AppError as error:
        return await _report(replicate, settings, places, None, error)
    return await _report(replicate, settings, places, account, None)


async def _report(
    replicate: Replicate,
    settings: Settings,
    places: tuple[TokenSource, ...],
    account: Account | None,
    problem: AppError | None,
) -> TokenReport:
    trainer, trainer_problem = "", None
    if account is not None and problem is None:
        owner, name = settings.trainer.split("/", 1)
        try:
            version = await replicate.trainer_schema(owner, name, settings.trainer_version)
            trainer = f"{settings.trainer}:{version.id}"
        except AppError as error:
            trainer_problem = error
    destination = settings.destination_owner or (account.username if account else "")
    return TokenReport(
        sources=places,
        account=account,
        problem=problem,
        trainer=trainer,
        trainer_problem=trainer_problem,
        destination_owner=destination,
        is_owner_ours=account is not None and destination == account.username,
    )
