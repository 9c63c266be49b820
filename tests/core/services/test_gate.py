"""The gate: where the token came from, what is wrong with it, and how it opens again."""

from collections.abc import Callable

import pytest

from core.db import audit_store
from core.domain.people import Role
from core.errors import (
    AppError,
    BadToken,
    BillingNeeded,
    GateShut,
    InputError,
    NoKeyring,
    NotAllowed,
    NoToken,
    Offline,
)
from core.gateways.secrets import Secrets
from core.services.gate import UNTRIED
from tests.core.conftest import OpenStation
from tests.fakes.keys import AUDIT_ENVIRON
from tests.fakes.station import TOKEN, FastClock, Station, secrets_with, until


async def test_a_good_token_opens_and_tells_whose_it_is(station: Station) -> None:
    """After the probe at start the account and the token's source are known."""
    await station.open_gate()
    state = station.core.gate.state
    assert state.account is not None
    assert state.account.username == "acme"
    assert "REPLICATE_API_TOKEN" in state.token_source
    assert state.problem is None


@pytest.mark.parametrize(
    ("token", "problem"),
    [("", NoToken), ("r8_bad", BadToken), ("not_a_token", BadToken), ("r8_слово", InputError)],
)
async def test_a_useless_token_is_named_for_what_it_is(
    opened: OpenStation, token: str, problem: type[AppError], expect_log: Callable[[str], None]
) -> None:
    """Absent, refused or unsendable: the gate is shut and a start says exactly that."""
    expect_log("gate")
    async with opened(secrets=secrets_with(token)) as station:
        await until(lambda: station.core.gate.state.problem is not None)
        assert isinstance(station.core.gate.state.problem, problem)
        with pytest.raises(GateShut) as caught:
            station.core.gate.writer()
        assert str(UNTRIED) not in str(caught.value)


async def test_a_refused_token_is_not_asked_about_without_pause(opened: OpenStation) -> None:
    """A wrong token is probed now and then, never in a hot loop."""
    async with opened(secrets=secrets_with("r8_bad"), poll_interval_s=5) as station:
        await until(lambda: station.core.gate.state.problem is not None)
        for _ in range(50):
            station.core.engine.wake()
            await station.requests()
        assert (await station.requests())["GET /v1/account"] <= 3


async def test_a_mended_token_opens_without_a_restart(opened: OpenStation) -> None:
    """The token is read afresh at each probe: mending its source is enough."""
    environ = AUDIT_ENVIRON | {"REPLICATE_API_TOKEN": '"r8_bad"'}
    async with opened(secrets=Secrets(environ=environ)) as station:
        await until(lambda: isinstance(station.core.gate.state.problem, BadToken))
        environ["REPLICATE_API_TOKEN"] = f"  '{TOKEN}'\n"
        await station.open_gate()


async def test_a_token_is_saved_only_where_it_is_safe(station: Station) -> None:
    """Without a keyring nothing is saved, and the token in use stays."""
    await station.open_gate()
    with pytest.raises(NoKeyring):
        await station.core.gate.save_token("r8_another", station.admin)
    assert station.core.gate.state.is_open


async def test_another_token_is_on_record_without_its_value(opened: OpenStation) -> None:
    """Who put another token in stands in the audit; no row holds a letter of it (I18)."""
    async with opened(secrets=Secrets.in_memory({"replicate-token": TOKEN})) as station:
        await station.core.gate.save_token(TOKEN, station.admin)
        (row,) = await station.core.db.read(lambda: audit_store.of_subject("token", "replicate"))
        assert (row.action, row.actor) == ("token.save", station.admin.name)
        assert TOKEN not in f"{row.before}{row.after}{row.reason}"


async def test_tokens_are_saved_by_admins_and_checked_by_support(station: Station) -> None:
    """A viewer can do neither, support can check: each check opens the gate after an unpaid bill."""
    await station.open_gate()
    viewer, support = [
        await station.core.people.add_operator(role.value, role, station.admin)
        for role in (Role.VIEWER, Role.SUPPORT)
    ]
    station.core.gate.shut(BillingNeeded(detail="unpaid"))
    for operator in (viewer, support):
        with pytest.raises(NotAllowed):
            await station.core.gate.save_token(TOKEN, operator)
    with pytest.raises(NotAllowed):
        await station.core.gate.probe_by(viewer)
    assert not station.core.gate.state.is_open
    assert (await station.core.gate.probe_by(support)).is_open


async def test_offline_at_start_shuts_nothing_for_good(
    station: Station, expect_log: Callable[[str], None]
) -> None:
    """Replicate cannot be asked: the gate stays as it was, and the caller hears why."""
    expect_log("gate")
    await station.open_gate()
    await station.fault("GET", "/account$", "drop_before", times=None)
    with pytest.raises(Offline):
        await station.core.gate.probe()
    assert station.core.gate.state.is_open


async def test_the_moment_of_the_change_is_kept(station: Station, fast_clock: FastClock) -> None:
    """`since` moves only when the gate opens or shuts."""
    await station.open_gate()
    since = station.core.gate.state.since
    await station.core.gate.probe()
    assert station.core.gate.state.since == since
    station.core.gate.shut(NoToken())
    assert station.core.gate.state.since > since
