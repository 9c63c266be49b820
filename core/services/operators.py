"""Who works here: operators, their roles, their passwords. Who manages them proves afresh who they are."""

import asyncio

from core.db import audit_search, audit_store, operator_store, people_store
from core.db.database import Database, Tx
from core.domain.people import Operator, Permission, Role
from core.domain.sign_in import check_new_password
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    InputError,
    NotAllowed,
    NotFound,
    RuleError,
    clause,
)
from core.services import rights
from core.services.sessions import Sessions

RESERVED = frozenset({"system", "nobody"})
"""Names that the log uses for what no person did."""
MAX_NAME = 60


class Operators:
    """The people of one database."""

    def __init__(self, db: Database, sessions: Sessions) -> None:
        """Work on an open database; `sessions` know who proved themselves."""
        self._db = db
        self._sessions = sessions
        self._passwords = sessions.passwords

    async def all(self) -> list[Operator]:
        """Return all operators, oldest first."""
        return await self._db.read(operator_store.all_operators)

    async def operator(self, operator_id: str) -> Operator:
        """Return an operator as they are now.

        Raises:
            NotFound: there is none.
        """
        return await self._db.read(lambda: _known(operator_id))

    # who there is -----------------------------------------------------------------------------------------

    async def add(self, name: str, role: Role, password: str, operator: Operator) -> Operator:
        """Make another operator with a first password.

        Raises:
            NotAllowed, ConfirmNeeded, InputError, AlreadyDone: nobody was made.
        """
        await self._db.read(lambda: self._manager(operator))
        clean = _clean(name)
        check_new_password(password, clean)
        kept = await asyncio.to_thread(self._passwords.hash_of, password)

        def write(tx: Tx) -> Operator:
            by = self._manager(operator)
            _refuse_lock_out("" if role is not Role.ADMIN else "new")
            made = make(tx, clean, role, actor=by.name)
            operator_store.set_password(tx, made.id, kept)
            return _known(made.id)

        return await self._db.write(write)

    async def rename(self, operator_id: str, name: str, operator: Operator) -> Operator:
        """Give an operator another name; the log keeps the old one where it stands.

        Raises:
            NotAllowed, ConfirmNeeded, InputError, AlreadyDone, NotFound: nothing was changed.
        """
        await self._db.read(lambda: self._manager(operator))
        clean = _clean(name)

        def write(tx: Tx) -> Operator:
            by = self._manager(operator)
            before = _known(operator_id)
            if before.name == clean:
                return before
            _refuse_taken(clean)
            operator_store.set_name(tx, operator_id, clean)
            _note(tx, "operator.rename", by, operator_id, {"name": before.name}, {"name": clean})
            return _known(operator_id)

        return await self._db.write(write)

    async def change_role(self, operator_id: str, role: Role, operator: Operator) -> Operator:
        """Give an operator another role, from now on and everywhere.

        Raises:
            NotAllowed, ConfirmNeeded, NotFound: nothing was changed.
            RuleError: it is the last admin.
        """

        def write(tx: Tx) -> Operator:
            by = self._manager(operator)
            before = _known(operator_id)
            if before.role is role:
                return before
            if role is not Role.ADMIN:
                _refuse_last_admin(before)
            operator_store.set_role(tx, operator_id, role)
            _note(tx, "operator.role", by, operator_id, {"role": before.role.value}, {"role": role.value})
            return _known(operator_id)

        return await self._db.write(write)

    async def set_active(self, operator_id: str, operator: Operator, *, is_active: bool) -> Operator:
        """Switch an operator off, who then may do nothing more, or on again.

        Raises:
            NotAllowed, ConfirmNeeded, NotFound: nothing was changed.
            RuleError: it is the last admin.
        """

        def write(tx: Tx) -> Operator:
            by = self._manager(operator)
            before = _known(operator_id)
            if before.is_active == is_active:
                return before
            if not is_active:
                _refuse_last_admin(before)
            operator_store.set_active(tx, operator_id, is_active=is_active)
            action = "operator.switch_on" if is_active else "operator.switch_off"
            _note(tx, action, by, operator_id, {"active": before.is_active}, {"active": is_active})
            self._sessions.forget(operator_id)
            return _known(operator_id)

        return await self._db.write(write)

    # passwords --------------------------------------------------------------------------------------------

    async def set_own_password(self, operator: Operator, old: str, new: str) -> Operator:
        """Change one's own password; the first one of all must be an admin's.

        Raises:
            WrongPassword, TooManyTries: `old` is not it.
            InputError: `new` cannot be one.
            RuleError: nobody has a password yet, and this is no admin: all would be locked out of the rights.
        """
        check_new_password(new, operator.name)
        before = await self.operator(operator.id)
        if before.has_password:
            await self._sessions.reauthenticate(before, old)
        kept = await asyncio.to_thread(self._passwords.hash_of, new)

        def write(tx: Tx) -> Operator:
            now = _known(operator.id)
            if not now.is_active:
                raise NotAllowed(
                    operator=now.name, role=now.role, deed=clause(QT_TRANSLATE_NOOP("Clause", "sign in"))
                )
            _refuse_lock_out(now.id if now.role is Role.ADMIN else "")
            operator_store.set_password(tx, operator.id, kept)
            _note(tx, "operator.password", now, now.id, {}, {"set by": "self"})
            return _known(operator.id)

        changed = await self._db.write(write)
        self._sessions.remember(changed)
        return changed

    async def reset_password(self, operator_id: str, new: str, operator: Operator) -> Operator:
        """Give another operator a password, for one who forgot theirs; the wrong tries are forgotten too.

        Raises:
            NotAllowed, ConfirmNeeded, InputError, NotFound: nothing was changed.
        """
        await self._db.read(lambda: self._manager(operator))
        known = await self.operator(operator_id)
        check_new_password(new, known.name)
        kept = await asyncio.to_thread(self._passwords.hash_of, new)

        def write(tx: Tx) -> Operator:
            by = self._manager(operator)
            before = _known(operator_id)
            _refuse_lock_out(before.id if before.role is Role.ADMIN else "")
            operator_store.set_password(tx, operator_id, kept)
            _note(tx, "operator.password", by, operator_id, {}, {"set by": by.name})
            self._sessions.forget(operator_id)
            return _known(operator_id)

        return await self._db.write(write)

    def _manager(self, operator: Operator) -> Operator:
        """Return who acts, if they may manage operators now and proved who they are."""
        now = rights.acting(operator, Permission.MANAGE_OPERATORS)
        self._sessions.require_fresh(now)
        return now


def make(tx: Tx, name: str, role: Role, *, actor: str, reason: str = "") -> Operator:
    """Insert an operator of this name, with its audit row.

    Raises:
        InputError, AlreadyDone: the name cannot be taken.
    """
    clean = _clean(name)
    _refuse_taken(clean)
    made = people_store.add_operator(tx, clean, role)
    audit_store.add(
        tx,
        actor=actor,
        action="operator.add",
        subject_kind="operator",
        subject_id=made.id,
        after={"name": clean, "role": role.value},
        reason=reason,
    )
    return made


def _known(operator_id: str) -> Operator:
    found = operator_store.operator(operator_id)
    if found is None:
        raise NotFound(kind="operator", ident=operator_id)
    return found


def _clean(name: str) -> str:
    clean = " ".join(name.split())
    if not clean or len(clean) > MAX_NAME or not clean.isprintable():
        problem = clause(QT_TRANSLATE_NOOP("Clause", "1 to {most} letters are needed"), most=MAX_NAME)
        raise InputError(field="name", value=name, problem=problem)
    return clean


def _refuse_taken(name: str) -> None:
    """Refuse a name that somebody has or had: in the log it would be taken for theirs."""
    taken = {one.name.casefold() for one in operator_store.all_operators()} | RESERVED
    if name.casefold() in taken or audit_search.has_actor(name):
        problem = clause(QT_TRANSLATE_NOOP("Clause", "there is or was an operator {name}"), name=name)
        raise AlreadyDone(problem=problem)


def _refuse_last_admin(leaving: Operator) -> None:
    others = [one for one in operator_store.all_operators() if one.id != leaving.id]
    able = [one for one in others if one.is_active and one.role is Role.ADMIN]
    if operator_store.has_passwords():
        able = [one for one in able if one.has_password]
    if leaving.role is Role.ADMIN and leaving.is_active and not able:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "{name} is the last admin"), name=leaving.name)
        raise RuleError(problem=problem)


def _refuse_lock_out(admin_id: str) -> None:
    """Refuse the first password of all unless it is that of an admin (`admin_id`, empty for nobody)."""
    if not operator_store.has_passwords() and admin_id in ("", "new"):
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "the first password of all must be your own, as an admin")
        )
        raise RuleError(problem=problem)


def _note(
    tx: Tx,
    action: str,
    operator: Operator,
    operator_id: str,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    audit_store.add(
        tx,
        actor=operator.name,
        action=action,
        subject_kind="operator",
        subject_id=operator_id,
        before=before,
        after=after,
    )
