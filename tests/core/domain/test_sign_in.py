"""What a good password is, and how long one waits after wrong ones."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.sign_in import FRESH, LONGEST_WAIT, Proof, check_new_password, normal, wait_after
from core.errors import ConfirmNeeded, InputError

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize("password", ["short", "a" * 10, "abcabcabcabc", "Olga-and-more", "x1y2z3" * 40, ""])
def test_a_weak_password_is_refused(password: str) -> None:
    """Too short, too long, of too few letters, or with the name in it; the password is never repeated."""
    with pytest.raises(InputError) as caught:
        check_new_password(password, "olga")
    assert caught.value.facts["field"] == "password"
    assert not password or password not in str(caught.value)


@pytest.mark.parametrize("password", ["correct horse", "пароль подлиннее", "x1y2z3a4b5"])
def test_a_good_password_is_taken(password: str) -> None:
    """Ten characters of any alphabet are enough."""
    check_new_password(password, "olga")


def test_a_password_is_the_same_on_every_keyboard() -> None:
    """Letters put together in different ways count as the same."""
    assert normal("й" + "é") == normal("й" + "é")


def test_wrong_passwords_make_one_wait_longer_each_time() -> None:
    """Two are free; then seconds, doubled each time, up to a quarter of an hour."""
    waits = [wait_after(failures) for failures in range(20)]
    assert waits[:3] == [timedelta()] * 3
    assert waits[3:6] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT == wait_after(10**9)


def test_a_proof_counts_for_minutes_and_for_one_person() -> None:
    """Not for another, not for ever, not before it was given."""
    proof = Proof(operator_id="1", at=NOW)
    proof.require("1", NOW + FRESH)
    for operator_id, now in (
        ("2", NOW),
        ("1", NOW + FRESH + timedelta(microseconds=1)),
        ("1", NOW - timedelta(1)),
    ):
        with pytest.raises(ConfirmNeeded):
            proof.require(operator_id, now)
