"""The token doctor: what it shows of each place, shape while typing, and what it lets a person do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain import tokens
from core.domain.tokens import TokenFault, TokenSource
from core.errors import AppError, BadToken, BillingNeeded, RemoteNotFound
from core.gateways.replicate_objects import Account
from core.money import Stars
from core.services.gate import GateState
from core.services.token_doctor import TokenReport
from core.services.trainings import Unsent
from gui import formats
from gui.forms.token_doctor_form import TokenDoctorDialog
from gui.languages import Language, Languages
from gui.models import token_words
from gui.theme import Tone
from tests.fakes.console import at_work, button, dialog, press, wait_until, words
from tests.fakes.desk import TOKEN
from tests.fakes.keys import Keyring

ACME = Account(kind="organization", username="acme", name="Acme")
NOTHING = Unsent(count=0, held=Stars.of(0))


@pytest.fixture
def english(qapp: QApplication) -> Iterator[Languages]:
    """Words as an English window shows them."""
    languages = Languages(qapp, Language.EN)
    yield languages
    languages.take_off()
    languages.deleteLater()


def source(place: str = "keyring", **more: object) -> TokenSource:
    """Return a place whose token is in use and well."""
    known: dict[str, object] = {
        "place": place, "shown": "r8_…k7", "faults": (), "is_wrapped": False, "is_used": True,
        "is_same_as_used": True,
    }  # fmt: skip
    return TokenSource(**(known | more))  # type: ignore[arg-type]


def report(**more: object) -> TokenReport:
    """Return a report in which all is well."""
    known: dict[str, object] = {
        "sources": (source(),), "account": ACME, "problem": None, "trainer": f"a/b:{'5' * 64}",
        "trainer_problem": None, "destination_owner": "acme", "is_owner_ours": True,
    }  # fmt: skip
    return TokenReport(**(known | more))  # type: ignore[arg-type]


def gate(*, is_open: bool) -> GateState:
    """Return a gate."""
    since = datetime(2026, 11, 26, tzinfo=UTC)
    return GateState(is_open=is_open, problem=None, account=ACME, token_source="keyring", since=since)


def test_every_place_is_told_with_its_use_and_shape(english: Languages) -> None:
    """In use, the same again, shadowed, with what is wrong in words; a refused one has no green mark."""
    found = token_words.lines(
        report(
            problem=BadToken(source="keyring"),
            sources=(
                source(faults=(TokenFault.PREFIX,), is_wrapped=True),
                source("environment REPLICATE_API_TOKEN", is_used=False),
                source(".env", is_used=False, is_same_as_used=False),
            ),
        )
    )
    assert [(one.name, one.words, one.tone) for one in found] == [
        (
            "Keyring",
            "r8_…k7 · in use · it does not begin with r8_ · quotes or spaces around it are left out",
            Tone.BAD,
        ),
        ("Environment REPLICATE_API_TOKEN", "r8_…k7 · the same token again", Tone.MUTE),
        (".env", "r8_…k7 · not used: the one above comes first", Tone.MUTE),
    ]


def test_no_token_and_another_account_are_told(english: Languages) -> None:
    """Nothing anywhere is said with the places looked at; a foreign destination with what to do."""
    (nothing,) = token_words.lines(report(sources=(), account=None, problem=BadToken(source="")))
    assert nothing.name == "No token"
    assert "REPLICATE_API_TOKEN" in nothing.words
    foreign = report(destination_owner="other", is_owner_ours=False)
    assert "another account" in token_words.lines(foreign)[-1].words
    assert "unset destination_owner" in token_words.verdict(foreign, None)[0].text


@pytest.mark.parametrize(
    ("found", "before", "parts"),
    [
        (report(), None, ["trainings can be started"]),
        (report(), BadToken(source="x"), ["trainings can be started"]),
        (report(), BillingNeeded(detail="no credit"), ["can be started", "next training shuts it"]),
        (report(problem=BadToken(source="keyring")), None, ["(401). Nothing was started and no star"]),
        (report(trainer_problem=RemoteNotFound(service="Replicate", path="x")), None, ["not"]),
    ],
)  # fmt: skip
def test_the_verdict_says_what_not_done_and_what_to_do(
    english: Languages, found: TokenReport, before: AppError | None, parts: list[str]
) -> None:
    """One sentence where all is well; an unpaid bill is remembered: a look cannot tell that it was paid."""
    issues = token_words.verdict(found, before)
    assert len(issues) == len(parts)
    assert all(part in issue.text for part, issue in zip(parts, issues, strict=True))


def test_what_waits_and_what_goes_on(english: Languages) -> None:
    """The count with its stars; nothing while the gate is open or nothing waits."""
    some = Unsent(count=12, held=Stars.of(2640))
    waits = token_words.waiting(some, gate(is_open=False))
    assert waits.startswith("12 training")
    assert f"{formats.stars(some.held)} are held for them" in waits
    assert token_words.waiting(some, gate(is_open=True)) == ""
    assert token_words.waiting(NOTHING, gate(is_open=False)) == ""
    assert token_words.accepted("acme", NOTHING) == "Replicate accepts the token of acme."
    assert f"go on; {formats.stars(some.held)} are held" in token_words.accepted("acme", some)


async def test_the_shape_is_checked_while_typing(tmp_path: Path, qapp: QApplication) -> None:
    """What cannot be a token cannot be tried; an odd length is only remarked upon."""
    async with at_work(tmp_path, backend=Keyring()) as (_here, window):
        window.show_page("settings")
        await wait_until(lambda: "Token doctor…" in words(window))
        press(window, "Token doctor…")
        await wait_until(lambda: isinstance(dialog(window), TokenDoctorDialog))
        doctor = dialog(window)
        assert isinstance(doctor, TokenDoctorDialog)
        await wait_until(lambda: "can be started" in doctor.verdict)
        save = button(doctor, "Try and save")
        assert not save.isEnabled()
        for typed, said, may_try in (
            ('"r8_abc"', "This is not a token: it stands in quotes", False),
            ("sk-abc", "it is a key of another service", False),
            ("r8_abc", "It can be tried, but it is not as long", True),
            (f"r8_{'a' * (tokens.LENGTH - 3)}", "", True),
        ):
            doctor.field.control.clear()
            QTest.keyClicks(doctor.field.control, typed)
            assert said in doctor.field.error
            assert save.isEnabled() is may_try
        press(doctor, "Close")
        await wait_until(lambda: dialog(window) is None)


async def test_without_a_keyring_nothing_is_kept_and_that_is_said(tmp_path: Path, qapp: QApplication) -> None:
    """A good token that cannot be kept is refused with the reason; the one in use stays."""
    async with at_work(tmp_path) as (here, window):
        window.show_page("settings")
        await wait_until(lambda: "Token doctor…" in words(window))
        press(window, "Token doctor…")
        await wait_until(lambda: isinstance(dialog(window), TokenDoctorDialog))
        doctor = dialog(window)
        assert isinstance(doctor, TokenDoctorDialog)
        doctor.field.control.clear()
        QTest.keyClicks(doctor.field.control, TOKEN)
        press(doctor, "Try and save")
        await wait_until(lambda: "keyring" in doctor.answer)
        assert doctor.said == ""
        assert here.core.gate.state.token_source == "environment REPLICATE_API_TOKEN"
        press(doctor, "Close")
        await wait_until(lambda: dialog(window) is None)
