"""TI8: what plans were called in the old data becomes a plan of today, or nothing, never a guess."""

import pytest

from core.domain.plan_names import TOPUP, plan_of_legacy
from core.errors import InputError


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("NEUROPHOTO", "neurophoto"),
        ("neurophoto", "neurophoto"),
        ("Neuro_Video", "neurovideo"),
        (" NEUROTESTER ", "neurotester"),
        ("neurobase", "neurovideo"),
        ("STARS", TOPUP),
    ],
)
def test_ti8_legacy_names_and_case_are_mapped(name: str, key: str) -> None:
    """Case, spaces and dashes do not count; rows of stars are no plan."""
    assert plan_of_legacy(name) == key


@pytest.mark.parametrize("name", ["", "neuro", "gold", "UNDEFINED"])
def test_ti8_an_unknown_name_is_refused(name: str) -> None:
    """It is named in the report of the import instead."""
    with pytest.raises(InputError):
        plan_of_legacy(name)
