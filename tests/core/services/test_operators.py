"""Operators: who manages whom, passwords kept as hashes only, signing in that cannot be hurried."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.container import Core
from core.db.tables import Account
from core.domain.audit_log import AuditFilter
from core.domain.people import NOBODY, Operator, Permission, Role
from core.domain.sign_in import FRESH
from core.errors import (
    AlreadyDone,
    ConfirmNeeded,
    InputError,
    NoPassword,
    NotAllowed,
    RuleError,
    TooManyTries,
    WrongPassword,
)
from core.events import Change
from core.gateways.secrets import Secrets
from core.paths import Paths
from core.services import passwords
from core.services.passwords import Cost, Passwords
from core.settings import Settings
from tests.fakes.keys import AUDIT_ENVIRON
from tests.fakes.station import FastClock

ADMINS = "correct horse battery"
OLGAS = "quite another phrase"
NEW = "something new entirely"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make hashes cost nothing."""
    monkeypatch.setattr(passwords, "COST", Cost(rounds=1, memory_kib=8, lanes=1))


@asynccontextmanager
async def opened(folder: Path, clock: FastClock | None = None) -> AsyncIterator[Core]:
    """Open a core on the folder."""
    core = Core(Paths.for_user(folder), Settings(), Secrets(environ=AUDIT_ENVIRON), clock or FastClock(1))
    await core.open()
    try:
        yield core
    finally:
        await core.close()


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    """A core where the admin has a password and has just signed in."""
    async with opened(tmp_path) as one:
        await guarded(one)
        yield one


async def guarded(core: Core) -> Operator:
    """Give the first operator a password."""
    core.operator = await core.operators.set_own_password(core.operator, "", ADMINS)
    return core.operator


async def deeds(core: Core, action: str) -> list[tuple[str, str, str]]:
    """Return who did it to whom, and what changed, newest first."""
    rows = await core.audit.page(AuditFilter(action=action))
    return [(row.actor, row.before, row.after) for row in rows]


async def test_a_desk_without_passwords_is_open(tmp_path: Path) -> None:
    """The first start works as ever: somebody is there, and nobody signs in."""
    async with opened(tmp_path) as core:
        assert not await core.sessions.must_sign_in()
        assert not core.must_sign_in
        assert core.operator.may(Permission.MANAGE_OPERATORS)
        core.sessions.require_fresh(core.operator)


async def test_from_the_first_password_on_everybody_signs_in(tmp_path: Path) -> None:
    """The next start has nobody at the desk, who may do nothing, until a password fits."""
    async with opened(tmp_path) as core:
        admin = await guarded(core)
    async with opened(tmp_path) as core:
        assert core.must_sign_in
        assert core.operator == NOBODY
        assert not any(core.operator.may(permission) for permission in Permission)
        told: list[Change] = []
        core.changes.subscribe(told.append)
        assert (await core.sign_in(admin.id, ADMINS)).role is Role.ADMIN
        await asyncio.sleep(0)
        assert Change("session", frozenset({admin.id})) in told
        assert core.operator.last_seen_at is not None
        assert core.operator.may(Permission.MANAGE_OPERATORS)


async def test_an_admin_makes_operators(core: Core) -> None:
    """With name, role and a first password; the log says who made whom, and not the password."""
    olga = await core.operators.add("  Olga   P. ", Role.SUPPORT, OLGAS, core.operator)
    assert (olga.name, olga.role, olga.has_password) == ("Olga P.", Role.SUPPORT, True)
    assert (await core.sessions.sign_in(olga.id, OLGAS)).id == olga.id
    assert (await deeds(core, "operator.add"))[0] == ("Admin", "{}", '{"name":"Olga P.","role":"support"}')


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u202eb", "line\nbreak\x00"])
async def test_a_name_is_needed(core: Core, name: str) -> None:
    """It is seen in every row of the log, so it must be readable there."""
    with pytest.raises(InputError):
        await core.operators.add(name, Role.SUPPORT, OLGAS, core.operator)


async def test_a_name_is_never_given_twice(core: Core) -> None:
    """Not in other letters, not after a renaming, not the log's own: rows would be taken for another's."""
    olga = await core.operators.add("Olga", Role.SUPPORT, OLGAS, core.operator)
    await core.sessions.sign_in(olga.id, OLGAS)
    await core.operators.rename(olga.id, "Olga Petrova", core.operator)
    for name in ("OLGA PETROVA", "admin", "system", "Olga"):
        with pytest.raises(AlreadyDone):
            await core.operators.add(name, Role.SUPPORT, OLGAS, core.operator)
    assert (await deeds(core, "operator.rename"))[0] == (
        "Admin",
        '{"name":"Olga"}',
        '{"name":"Olga Petrova"}',
    )


async def test_a_role_is_changed_and_counts_at_once(core: Core) -> None:
    """Who holds on to the old role is refused by what the database says now."""
    olga = await core.operators.add("Olga", Role.ADMIN, OLGAS, core.operator)
    olga = await core.sessions.sign_in(olga.id, OLGAS)
    await core.operators.change_role(olga.id, Role.VIEWER, core.operator)
    assert olga.role is Role.ADMIN
    with pytest.raises(NotAllowed, match="viewer"):
        await core.operators.add("Boris", Role.ADMIN, NEW, olga)
    assert (await deeds(core, "operator.role"))[0] == ("Admin", '{"role":"admin"}', '{"role":"viewer"}')


async def test_a_made_up_operator_may_nothing(core: Core) -> None:
    """Neither a forged role nor an id that nobody has."""
    olga = await core.operators.add("Olga", Role.SUPPORT, OLGAS, core.operator)
    forged = replace(olga, role=Role.ADMIN, has_password=False)
    with pytest.raises(NotAllowed):
        await core.operators.set_active(core.operator.id, forged, is_active=False)
    with pytest.raises(NotAllowed):
        await core.operators.add(
            "Boris", Role.ADMIN, NEW, replace(core.operator, id="nobody", has_password=False)
        )


async def test_one_who_is_switched_off_neither_works_nor_comes_in(core: Core) -> None:
    """Also with the right password, and in a window that is still open; switched on, all is as before."""
    olga = await core.operators.add("Olga", Role.ADMIN, OLGAS, core.operator)
    olga = await core.sessions.sign_in(olga.id, OLGAS)
    await core.operators.set_active(olga.id, core.operator, is_active=False)
    with pytest.raises(NotAllowed):
        await core.sessions.sign_in(olga.id, OLGAS)
    with pytest.raises(NotAllowed):
        await core.operators.rename(core.operator.id, "Nobody I know", olga)
    await core.operators.set_active(olga.id, core.operator, is_active=True)
    assert (await core.sessions.sign_in(olga.id, OLGAS)).is_active


@pytest.mark.parametrize("how", ["switch off", "demote"])
async def test_the_last_admin_stays(core: Core, how: str) -> None:
    """An admin without a password, or switched off, is no other admin."""
    bare = await core.people.add_operator("Bare", Role.ADMIN, core.operator)
    off = await core.operators.add("Off", Role.ADMIN, OLGAS, core.operator)
    await core.operators.set_active(off.id, core.operator, is_active=False)
    admin = core.operator

    async def leave() -> None:
        if how == "demote":
            await core.operators.change_role(admin.id, Role.SENIOR, admin)
        else:
            await core.operators.set_active(admin.id, admin, is_active=False)

    with pytest.raises(RuleError, match="last admin"):
        await leave()
    await core.operators.reset_password(bare.id, NEW, admin)
    await leave()


async def test_the_first_password_is_an_admins(tmp_path: Path) -> None:
    """Else whoever set it would lock every admin out."""
    async with opened(tmp_path) as core:
        olga = await core.people.add_operator("Olga", Role.SENIOR, core.operator)
        with pytest.raises(RuleError, match="first password"):
            await core.operators.set_own_password(olga, "", OLGAS)
        with pytest.raises(RuleError, match="first password"):
            await core.operators.reset_password(olga.id, OLGAS, core.operator)
        with pytest.raises(RuleError, match="first password"):
            await core.operators.add("Boris", Role.SENIOR, OLGAS, core.operator)
        await guarded(core)
        await core.operators.reset_password(olga.id, OLGAS, core.operator)


async def test_one_changes_the_own_password_with_the_old_one(core: Core) -> None:
    """The old one is checked, and no longer fits afterwards."""
    with pytest.raises(WrongPassword):
        await core.operators.set_own_password(core.operator, "wrong", NEW)
    await core.operators.set_own_password(core.operator, ADMINS, NEW)
    with pytest.raises(WrongPassword):
        await core.sessions.sign_in(core.operator.id, ADMINS)
    assert (await core.sessions.sign_in(core.operator.id, NEW)).id == core.operator.id


async def test_only_an_admin_resets_the_password_of_another(core: Core) -> None:
    """A forgotten one is replaced, and its wrong tries are forgotten."""
    olga = await core.operators.add("Olga", Role.SENIOR, OLGAS, core.operator)
    for _ in range(3):
        with pytest.raises(WrongPassword):
            await core.sessions.sign_in(olga.id, "wrong")
    with pytest.raises(NotAllowed):
        await core.operators.reset_password(core.operator.id, NEW, olga)
    await core.operators.reset_password(olga.id, NEW, core.operator)
    await core.sessions.sign_in(olga.id, NEW)


async def test_one_without_a_password_cannot_come_in(core: Core) -> None:
    """No empty password fits."""
    olga = await core.people.add_operator("Olga", Role.SENIOR, core.operator)
    for password in ("", "anything"):
        with pytest.raises(NoPassword):
            await core.sessions.sign_in(olga.id, password)


# trying


async def test_wrong_passwords_make_the_next_try_wait_across_restarts(tmp_path: Path) -> None:
    """The third one shuts the door for seconds; a new start does not open it; the right one then does."""
    clock = FastClock(0)
    async with opened(tmp_path, clock) as core:
        admin = await guarded(core)
        for _ in range(3):
            with pytest.raises(WrongPassword):
                await core.sessions.sign_in(admin.id, "wrong")
    async with opened(tmp_path, clock) as core:
        with pytest.raises(TooManyTries) as caught:
            await core.sessions.sign_in(admin.id, ADMINS)
        assert caught.value.facts["until"] == clock.now() + timedelta(seconds=5)
        clock.jump(seconds=5)
        await core.sessions.sign_in(admin.id, ADMINS)
        with pytest.raises(WrongPassword):
            await core.sessions.sign_in(admin.id, "wrong")


async def test_a_clock_put_back_locks_nobody_out_for_a_month(tmp_path: Path) -> None:
    """A wait begun thirty days ahead is over when the clock is right again; a proof given then is none."""
    clock = FastClock(0)
    async with opened(tmp_path, clock) as core:
        admin = await guarded(core)
        clock.jump(days=30)
        await core.sessions.reauthenticate(core.operator, ADMINS)
        for _ in range(3):
            with pytest.raises(WrongPassword):
                await core.sessions.sign_in(admin.id, "wrong")
        with pytest.raises(TooManyTries):
            await core.sessions.sign_in(admin.id, ADMINS)
        clock.jump(days=-30)
        assert not core.sessions.is_fresh(core.operator)
        await core.sessions.sign_in(admin.id, ADMINS)


async def test_a_hundred_tries_at_once_are_three(core: Core) -> None:
    """Tries are counted before they are checked, so hurrying gives no more of them."""

    async def guess(number: int) -> type[Exception]:
        try:
            await core.sessions.sign_in(core.operator.id, f"guess {number}")
        except (WrongPassword, TooManyTries) as error:
            return type(error)
        return AssertionError

    came = await asyncio.gather(*(guess(number) for number in range(100)))
    assert came.count(WrongPassword) == 3
    assert came.count(TooManyTries) == 97


async def test_the_log_knows_every_try_and_no_password(
    core: Core, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Who came in, who did not; neither the right nor a wrong password stands anywhere, nor in the file."""
    caplog.set_level(logging.DEBUG)
    await core.sessions.sign_in(core.operator.id, ADMINS)
    with pytest.raises(WrongPassword) as caught:
        await core.sessions.sign_in(core.operator.id, "a wrong secret")
    assert len(await deeds(core, "operator.sign_in")) == 1
    assert (await deeds(core, "operator.wrong_password"))[0] == ("Admin", "{}", '{"tries":1}')
    dump = await core.db.read(lambda: "\n".join(_dump()))
    for text in (dump, caplog.text, str(caught.value), repr(core.operator)):
        assert ADMINS not in text
        assert "a wrong secret" not in text
    assert "$argon2id$" in dump


def _dump() -> list[str]:
    connection = Account._meta.database.connection()
    return list(connection.iterdump())


# proving it again


async def test_a_dangerous_deed_wants_a_fresh_proof(tmp_path: Path) -> None:
    """Five minutes after the password was typed it is asked for again; another's does not help."""
    clock = FastClock(0)
    async with opened(tmp_path, clock) as core:
        admin = await guarded(core)
        olga = await core.operators.add("Olga", Role.ADMIN, OLGAS, admin)
        clock.jump(seconds=FRESH.total_seconds() + 1)
        for deed in (
            core.operators.add("Boris", Role.VIEWER, NEW, admin),
            core.operators.rename(olga.id, "Olga P.", admin),
            core.operators.change_role(olga.id, Role.VIEWER, admin),
            core.operators.set_active(olga.id, admin, is_active=False),
            core.operators.reset_password(olga.id, NEW, admin),
        ):
            with pytest.raises(ConfirmNeeded):
                await deed
        await core.sessions.reauthenticate(olga, OLGAS)
        assert not core.sessions.is_fresh(admin)
        with pytest.raises(WrongPassword):
            await core.sessions.reauthenticate(admin, OLGAS)
        proof = await core.sessions.reauthenticate(admin, ADMINS)
        proof.require(admin.id, clock.now())
        core.sessions.require_fresh(admin)
        core.sessions.forget(admin.id)
        assert not core.sessions.is_fresh(admin)


async def test_the_desk_takes_over_what_changed_about_its_operator(core: Core) -> None:
    """A role given or taken elsewhere is in force here after a look."""
    await core.operators.add("Olga", Role.ADMIN, OLGAS, core.operator)
    before = core.operator
    await core.reread_operator()
    await core.operators.change_role(before.id, Role.VIEWER, before)
    await core.reread_operator()
    assert core.operator.role is Role.VIEWER


async def test_nobody_is_put_back_to_the_desk_whom_another_has_followed(core: Core) -> None:
    """A look at the operator that ends after another has signed in changes nothing."""
    admin = core.operator
    olga = await core.operators.add("Olga", Role.SUPPORT, OLGAS, admin)
    await core.operators.rename(admin.id, "Chief", admin)
    looks = [asyncio.ensure_future(core.reread_operator()) for _ in range(3)]
    await asyncio.sleep(0)
    core.operator = olga
    await asyncio.gather(*looks)
    assert core.operator is olga


def test_a_check_costs_what_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id at RFC 9106's second choice, whatever the tests use; another cost later refuses nobody."""
    monkeypatch.undo()
    kept = Passwords().hash_of(ADMINS)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    cheap = Passwords(Cost(rounds=1, memory_kib=8, lanes=1))
    assert cheap.fits(kept, ADMINS)
    assert not cheap.fits(kept, OLGAS)
    assert not cheap.fits("", ADMINS)
    assert not cheap.fits("$argon2id$nonsense", ADMINS)
