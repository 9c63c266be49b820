"""Signing in, and proving again who one is.

While no operator has a password the desk belongs to whoever sits at it. From the first password on everybody
signs in. Wrong passwords make the next try wait, longer each time; tries are kept in the database and counted
before a password is checked, so neither a restart nor ten windows at once give more of them.

Dangerous deeds want a fresh proof: `reauthenticate` gives one, `require_fresh` asks for it. Proofs live in
the memory of the one process that works on the data; signing in gives one as well.
"""

import asyncio
from datetime import datetime

from core.clock import Clock
from core.db import audit_store, operator_store
from core.db.database import Database, Tx
from core.domain.people import Operator
from core.domain.sign_in import LONGEST_WAIT, Proof, wait_after
from core.errors import (
    QT_TRANSLATE_NOOP,
    ConfirmNeeded,
    NoPassword,
    NotAllowed,
    NotFound,
    TooManyTries,
    WrongPassword,
    clause,
)
from core.services.passwords import Passwords


class Sessions:
    """Who has proved who they are."""

    def __init__(self, db: Database, clock: Clock, passwords: Passwords | None = None) -> None:
        """Know of no proof yet."""
        self._db = db
        self._clock = clock
        self.passwords = passwords or Passwords()
        self._proofs: dict[str, Proof] = {}

    async def must_sign_in(self) -> bool:
        """Tell whether somebody has a password, so that everybody must sign in."""
        return await self._db.read(operator_store.has_passwords)

    async def sign_in(self, operator_id: str, password: str) -> Operator:
        """Return the operator whose password this is.

        Raises:
            WrongPassword, TooManyTries, NoPassword: nobody came in.
            NotAllowed: the operator was switched off.
            NotFound: there is no such operator.
        """
        known = await self._db.read(lambda: _known(operator_id))
        if not known.is_active:
            raise NotAllowed(
                operator=known.name, role=known.role, deed=clause(QT_TRANSLATE_NOOP("Clause", "sign in"))
            )
        if not known.has_password:
            raise NoPassword(operator=known.name)
        return await self._prove(known, password, "operator.sign_in")

    async def reauthenticate(self, operator: Operator, password: str) -> Proof:
        """Prove anew, before something dangerous, that it is still this operator who sits here.

        Raises:
            WrongPassword, TooManyTries, NoPassword: nothing is proved.
        """
        known = await self._db.read(lambda: _known(operator.id))
        if not known.has_password:
            raise NoPassword(operator=known.name)
        return self.remember(await self._prove(known, password, "operator.confirm"))

    def is_fresh(self, operator: Operator) -> bool:
        """Tell whether the operator proved it in the last minutes, or has nothing to prove it with."""
        proof = self._proofs.get(operator.id)
        if not operator.has_password:
            return True
        return proof is not None and proof.is_fresh(operator.id, self._clock.now())

    def require_fresh(self, operator: Operator) -> None:
        """Return if the operator may do something dangerous without typing the password again.

        A service that does such a thing calls this first; the window asks for the password before, by
        `gui.actions.session.ensure_fresh`, so that the operator never meets the refusal.

        Raises:
            ConfirmNeeded: the password must be typed again.
        """
        if not self.is_fresh(operator):
            raise ConfirmNeeded

    def forget(self, operator_id: str) -> None:
        """Let no earlier proof of this operator count: the desk was locked, or the password is another."""
        self._proofs.pop(operator_id, None)

    async def _prove(self, known: Operator, password: str, action: str) -> Operator:
        kept = await self._db.write(lambda tx: _begin_try(tx, known))
        if not await asyncio.to_thread(self.passwords.fits, kept, password):
            wait_until = await self._db.write(lambda tx: _note_failure(tx, known))
            raise WrongPassword(until=wait_until) if wait_until else WrongPassword()

        def write(tx: Tx) -> Operator:
            operator_store.note_entry(tx, known.id)
            _note(tx, action, known)
            return _known(known.id)

        entered = await self._db.write(write)
        self.remember(entered)
        return entered

    def remember(self, operator: Operator) -> Proof:
        """Take it as proved, now, that this operator sits here: they just typed a password of theirs."""
        proof = Proof(operator_id=operator.id, at=self._clock.now())
        self._proofs[operator.id] = proof
        return proof


def _begin_try(tx: Tx, known: Operator) -> str:
    """Count a try before the password is looked at; returns the hash to look at."""
    lock = operator_store.lock_of(known.id)
    # A wait longer than any was begun before the clock went back; it locks nobody out for a month.
    if lock.locked_until is not None and tx.now < lock.locked_until <= tx.now + LONGEST_WAIT:
        raise TooManyTries(until=lock.locked_until)
    failures = lock.failures + 1
    wait = wait_after(failures)
    operator_store.note_try(tx, known.id, failures, tx.now + wait if wait else None)
    return lock.password_hash


def _note_failure(tx: Tx, known: Operator) -> datetime | None:
    lock = operator_store.lock_of(known.id)
    _note(tx, "operator.wrong_password", known, tries=lock.failures)
    return lock.locked_until


def _known(operator_id: str) -> Operator:
    found = operator_store.operator(operator_id)
    if found is None:
        raise NotFound(kind="operator", ident=operator_id)
    return found


def _note(tx: Tx, action: str, operator: Operator, **after: object) -> None:
    audit_store.add(
        tx,
        actor=operator.name,
        action=action,
        subject_kind="operator",
        subject_id=operator.id,
        after=after,
    )
