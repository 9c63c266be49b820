"""The shape of a token: each fault people really had is told, a good one has none, none is shown whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import tokens
from core.domain.tokens import TokenFault, faults_of, masked

GOOD = "r8_" + "A1b2C3d4E5" * 3 + "F6g7H8i"
F = TokenFault


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        (GOOD, ()),
        ("", (F.EMPTY,)),
        ("  \n", (F.EMPTY,)),
        (f'"{GOOD}"', (F.QUOTED,)),
        (f"'{GOOD}'", (F.QUOTED,)),
        (f"{GOOD}\n", (F.SPACED,)),
        (f" {GOOD}", (F.SPACED,)),
        (f'"{GOOD}"\n', (F.QUOTED, F.SPACED)),
        (GOOD + GOOD, (F.SEVERAL,)),
        (f"{GOOD} {GOOD}", (F.SPACED, F.SEVERAL)),
        ("sk-" + "x" * 40, (F.OTHER_SERVICE,)),
        ("hf_" + "x" * 34, (F.OTHER_SERVICE,)),
        (f"Bearer {GOOD}", (F.SPACED, F.OTHER_SERVICE)),
        ("whatever", (F.PREFIX,)),
        (GOOD.replace("A", "А"), (F.NOT_ASCII,)),
        (GOOD[:-3], (F.LENGTH,)),
    ],
)
def test_each_fault_is_told(value: str, faults: tuple[TokenFault, ...]) -> None:
    """The gravest first."""
    assert faults_of(value) == faults


def test_every_fault_has_words() -> None:
    """Nothing is wrong without a sentence."""
    assert set(tokens.WORDS) == set(TokenFault)


@given(st.text(min_size=1, max_size=80))
def test_a_mask_never_shows_a_token(value: str) -> None:
    """At most five of its letters are seen, and never more than it has."""
    shown = masked(value).replace("…", "")
    assert len(shown) <= 5
    assert len(shown) < max(len(value), 1)
