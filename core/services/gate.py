"""The gate to Replicate: the token in use, whose account it is, and whether anything may be sent.

One 401, 402, 403 or missing token shuts the gate for everybody: nothing is submitted and nothing is held
while it is shut, so customers are not failed one by one (I20). A good probe opens it again. An unpaid bill
does not show in a probe; then the probe that an operator asks for is the sign that the bill was paid.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from core.clock import Clock
from core.db import audit_store
from core.db.database import Database
from core.domain.people import Operator, Permission
from core.errors import (
    QT_TRANSLATE_NOOP,
    AppError,
    BadToken,
    BillingNeeded,
    Forbidden,
    GateShut,
    InputError,
    NoToken,
    clause,
)
from core.events import Change, Changes
from core.gateways.replicate import Replicate, token_problem
from core.gateways.replicate_objects import Account
from core.gateways.secrets import REPLICATE_TOKEN, Secret, Secrets
from core.services.rights import allowed

SHUTTING = (NoToken, BadToken, BillingNeeded, Forbidden)
"""Errors that concern the account, not the one training that met them."""

UNTRIED = clause(QT_TRANSLATE_NOOP("Clause", "the token was not checked yet."))


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """What the status line shows. `problem` is none while the gate is open or was never tried."""

    is_open: bool
    problem: AppError | None
    account: Account | None
    token_source: str
    since: datetime


class Gate:
    """Gives out the client for Replicate while it may be used."""

    def __init__(
        self, db: Database, replicate: Replicate, secrets: Secrets, clock: Clock, changes: Changes
    ) -> None:
        """Begin shut and untried; `probe` is what opens. `db` knows who may."""
        self._db = db
        self._replicate = replicate
        self._secrets = secrets
        self._clock = clock
        self._changes = changes
        self._secret: Secret | None = None
        self.state = GateState(is_open=False, problem=None, account=None, token_source="", since=clock.now())

    @property
    def reader(self) -> Replicate:
        """Return the client for what only reads or cancels: that goes on while the gate is shut."""
        return self._replicate

    def writer(self) -> Replicate:
        """Return the client for what starts something.

        Raises:
            GateShut: nothing may be sent now.
        """
        if not self.state.is_open:
            raise GateShut(reason=self.state.problem or UNTRIED)
        return self._replicate

    def account(self) -> Account:
        """Return whose account the token belongs to.

        Raises:
            GateShut: it is not known.
        """
        if self.state.account is None:
            raise GateShut(reason=self.state.problem or UNTRIED)
        return self.state.account

    async def probe(self) -> GateState:
        """Read the token afresh, ask Replicate whose it is, and open or shut accordingly.

        Raises:
            AppError: Replicate could not be asked; the gate stays as it was, shut for another token.
        """
        try:
            secret = await asyncio.to_thread(self._secrets.get, REPLICATE_TOKEN)
            if secret != self._secret:
                # Another account, perhaps: nothing is sent or looked for before it is known whose.
                self._set(is_open=False, problem=None, account=None)
                self._secret = secret
            self._replicate.use_token(secret)
            account = await self._replicate.account()
        except (*SHUTTING, InputError) as error:
            self.shut(error)
        else:
            self._set(is_open=True, problem=None, account=account)
        return self.state

    async def probe_by(self, operator: Operator) -> GateState:
        """Probe because a person asks: the sign that an unpaid bill was paid.

        Raises:
            NotAllowed: the operator may not.
            AppError: Replicate could not be asked; the gate stays as it was.
        """
        await allowed(self._db, operator, Permission.CHECK_TOKENS)
        return await self.probe()

    @staticmethod
    def token_problem(value: str) -> str | None:
        """Return in a few words (context "Token") what is wrong with the shape of a typed token, or None."""
        return token_problem(value)

    async def try_token(self, value: str) -> Account:
        """Ask Replicate whose a typed token is, without keeping it; the one in use is as before.

        Raises:
            InputError: its shape is wrong.
            BadToken, RemoteError: Replicate does not take it, or could not be asked.
        """
        problem = token_problem(value)
        if problem is not None:
            raise InputError(field="token", value="…", problem=clause(problem))
        return await self._replicate.account_of(Secret(value.strip(), "typed"))

    async def save_token(self, value: str, operator: Operator) -> GateState:
        """Keep a new token in the keyring and probe with it; the audit says who, and nothing of its value.

        Raises:
            NotAllowed, InputError, NoKeyring: it was not saved.
            AppError: it was saved, but Replicate could not be asked.
        """
        operator = await allowed(self._db, operator, Permission.EDIT_SETTINGS)
        await asyncio.to_thread(self._secrets.save, REPLICATE_TOKEN, value)
        await self._db.write(
            lambda tx: audit_store.add(
                tx,
                actor=operator.name,
                action="token.save",
                subject_kind="token",
                subject_id="replicate",
            )
        )
        return await self.probe()

    def shut(self, error: AppError) -> None:
        """Shut because of `error`; the change tells everybody."""
        self._set(is_open=False, problem=error, account=self.state.account)

    def _set(self, *, is_open: bool, problem: AppError | None, account: Account | None) -> None:
        before = self.state
        self.state = GateState(
            is_open=is_open,
            problem=problem,
            account=account,
            token_source=self._replicate.token_source or "",
            since=self._clock.now() if is_open != before.is_open else before.since,
        )
        if _look(self.state) != _look(before):
            self._changes.publish(Change("gate"))


def _look(state: GateState) -> tuple[object, ...]:
    """Return what a person would see of it, so that the same refusal again is not news."""
    return state.is_open, str(state.problem), state.account, state.token_source
