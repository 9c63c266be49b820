"""References of invoices that people write by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.references import invoice_reference, read_reference

numbers = st.integers(1, 2**31 - 1)


@given(number=numbers)
def test_a_reference_is_read_back(number: int) -> None:
    """Letter case, spaces and dashes do not matter."""
    text = invoice_reference(number)
    for written in (text, text.lower(), text.replace("-", ""), text.replace("-", " - "), f"\t{text}\n"):
        assert read_reference(written) == number


@given(number=numbers, at=st.integers(0, 20), digit=st.integers(0, 9))
def test_a_wrong_digit_is_no_other_invoice(number: int, at: int, digit: int) -> None:
    """One digit written wrongly never makes the reference of another invoice."""
    text = invoice_reference(number)
    places = [place for place, letter in enumerate(text) if letter.isdecimal()]
    place = places[at % len(places)]
    wrong = text[:place] + str(digit) + text[place + 1 :]
    assert read_reference(wrong) in ({number} if wrong == text else {None})


@given(number=numbers, at=st.integers(0, 20))
def test_two_digits_that_changed_places_are_no_other_invoice(number: int, at: int) -> None:
    """Neighbours in each other's place are caught."""
    whole = invoice_reference(number).replace("-", "")[2:]
    at %= len(whole) - 1
    wrong = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
    assert read_reference(f"SM{wrong}") in ({number} if wrong == whole else {None})


@pytest.mark.parametrize(
    "text",
    ["", "SM", "SM-", "SM-1001", "1001-05", "SM-01001-05", "SM-1001-05!", "SM-٣-36", "SM-99999999999-00"],
)
def test_other_texts_are_no_references(text: str) -> None:
    """Only a reference that stands alone counts."""
    assert read_reference(text) is None


def test_the_reference_of_the_docs() -> None:
    """The example of the module, so that it never changes under printed references."""
    assert read_reference(invoice_reference(1001)) == 1001
    assert invoice_reference(1001) == "SM-1001-05"
