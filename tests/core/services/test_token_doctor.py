"""The token doctor: sources and which shadows which, shape, account, trainer, destination, another token."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from core.domain.people import Operator, Role
from core.errors import BadToken, InputError, NotAllowed, NoToken
from core.gateways.secrets import APP_NAME, REPLICATE_TOKEN, Secrets
from tests.core.conftest import OpenStation
from tests.fakes.station import TOKEN, Station

OTHER = "r8_other00000000000000000000000000000000"
BAD = "r8_bad0000000000000000000000000000000000"


class Ring(KeyringBackend):
    """A keyring of the test's own."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, **values: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.values = {(APP_NAME, name.replace("_", "-")): value for name, value in values.items()}

    def get_password(self, service: str, username: str) -> str | None:
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.values.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def ring() -> Ring:
    """An empty keyring."""
    return Ring()


@pytest.fixture
async def desk(opened: OpenStation, ring: Ring) -> AsyncIterator[Station]:
    """A core whose token is in the environment, with an empty keyring."""
    environ = {"REPLICATE_API_TOKEN": f'"{TOKEN}"', "TELEGRAM_TOKEN_NEURO_BLOGGER": "123:abc"}
    async with opened(secrets=Secrets(environ=environ, backend=ring)) as station:
        await station.open_gate()
        yield station


async def test_a_good_token_is_well(desk: Station) -> None:
    """Where it is, whose it is, that it sees the trainer and owns the destination; never the token itself."""
    report = await desk.core.token_doctor.examine()
    (source,) = report.sources
    assert source.place == "environment REPLICATE_API_TOKEN"
    assert source.is_wrapped
    assert source.faults == ()
    assert TOKEN not in str(report)
    assert report.account is not None
    assert report.trainer.startswith("ostris/flux-dev-lora-trainer:")
    assert report.destination_owner == report.account.username
    assert report.is_well


async def test_a_shadowed_token_is_told(desk: Station, ring: Ring) -> None:
    """The keyring comes first: what the environment holds is not used, and that is said."""
    ring.values[APP_NAME, REPLICATE_TOKEN] = BAD
    report = await desk.core.token_doctor.examine()
    assert [(one.place.split()[0], one.is_used) for one in report.sources] == [
        ("keyring", True),
        ("environment", False),
    ]
    assert isinstance(report.problem, BadToken)
    assert not report.is_well
    assert not desk.core.gate.state.is_open


async def test_another_token_is_tried_before_it_is_kept(desk: Station, ring: Ring) -> None:
    """Refused, it is not saved and the old one works on; taken, it is saved and the gate is open."""
    for wrong, error in ((BAD, BadToken), (f'"{OTHER}"', InputError), ("", InputError)):
        with pytest.raises(error):
            await desk.core.token_doctor.replace(wrong, desk.admin)
        assert ring.values.get((APP_NAME, REPLICATE_TOKEN)) is None
        assert desk.core.gate.state.is_open
    report, state = await desk.core.token_doctor.replace(OTHER, desk.admin)
    assert ring.values[APP_NAME, REPLICATE_TOKEN] == OTHER
    assert state.is_open
    assert report.sources[0].place == "keyring"
    assert report.is_well


async def test_who_may_not_changes_no_token(desk: Station) -> None:
    """Only an admin enters tokens."""
    with pytest.raises(NotAllowed):
        await desk.core.token_doctor.replace(OTHER, Operator(id="s", name="S", role=Role.SENIOR))


async def test_no_token_is_a_finding(opened: OpenStation, expect_log: Callable[[str], None]) -> None:
    """Nothing anywhere: said as such."""
    expect_log("")
    async with opened(secrets=Secrets(environ={})) as station:
        report = await station.core.token_doctor.examine()
        assert report.sources == ()
        assert isinstance(report.problem, NoToken)


@pytest.mark.parametrize(("owner", "is_ours"), [("acme", None), ("somebody-else", False)])
async def test_a_destination_of_another_account_is_found(
    opened: OpenStation, owner: str, is_ours: bool | None
) -> None:
    """Models can only be made under the token's own account."""
    more: dict[str, Any] = {"destination_owner": owner}
    async with opened(**more) as station:
        report = await station.core.token_doctor.examine()
        assert report.account is not None
        due = report.account.username == owner if is_ours is None else is_ours
        assert report.is_owner_ours is due
