"""Errors: each class has its own code and its three texts, which fill with facts and never crash."""

import string

import pytest

from core import errors
from core.errors import AppError, InvalidInput, RemoteError, RemoteUnknown


def _all_below(cls):
    return [cls, *(one for child in cls.__subclasses__() for one in _all_below(child))]


CLASSES = [cls for cls in _all_below(AppError) if cls is not AppError and cls.__module__ == errors.__name__]


def test_codes_are_unique():
    """A code quoted to support names one class."""
    codes = [cls.code for cls in CLASSES]
    assert len(set(codes)) == len(codes)
    assert all("code" in vars(cls) for cls in CLASSES)


@pytest.mark.parametrize("cls", CLASSES)
def test_texts(cls):
    """What happened, what was not done and what to do next are all told, as whole sentences."""
    for text in (cls.what, cls.not_done, cls.remedy):
        assert text
        assert text[-1] in ".:}"
    assert cls.__doc__


@pytest.mark.parametrize("cls", CLASSES)
def test_missing_and_odd_facts(cls):
    """A missing fact shows as its name; facts with braces or nothing in them do no harm."""
    names = {name for _, name, _, _ in string.Formatter().parse(cls.what + cls.not_done + cls.remedy) if name}
    assert str(cls())
    assert str(cls(**dict.fromkeys(names, "{odd} {0} %s\n")))
    assert str(cls(**dict.fromkeys(names)))


def test_a_missing_fact_shows_its_name():
    """The text says which fact is missing."""
    assert "{service}" in str(RemoteError(status=418, detail="tea"))


def test_facts_are_kept():
    """Facts stay with the error for the window; the code is what `args` holds."""
    error = InvalidInput(detail="x", fields=(("steps", "too many"),))
    assert error.facts["fields"] == (("steps", "too many"),)
    assert error.args == ("invalid_input",)


def test_unknown_is_remote_but_no_other():
    """An unknown outcome can be caught apart from every error that means "it did not happen"."""
    assert [cls for cls in CLASSES if issubclass(cls, RemoteUnknown)] == [RemoteUnknown]
