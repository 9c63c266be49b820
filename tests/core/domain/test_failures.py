"""Failure classes: what trainers and Replicate really say is understood, and everything has words."""

import pytest

from core import errors
from core.domain import failures
from core.domain.failures import FailureClass, class_of_code, class_of_message
from core.sandbox.magic import SCENARIOS

DUE = {
    "FAIL_OOM": FailureClass.RESOURCES,
    "FAIL_OOM_SKIP": FailureClass.RESOURCES,
    "FAIL_KILLED": FailureClass.RESOURCES,
    "FAIL_NSFW": FailureClass.CONTENT,
    "FAIL_SENSITIVE": FailureClass.CONTENT,
    "FAIL_PLATFORM": FailureClass.PLATFORM,
    "FAIL_INTERRUPTED": FailureClass.PLATFORM,
    "FAIL_UNKNOWN_CODE": FailureClass.PLATFORM,
    "FAIL_BOOT": FailureClass.PLATFORM,
    "FAIL_LATE_VALIDATION": FailureClass.PARAMETERS,
    "FAIL_ZIP": FailureClass.DATASET,
    "FAIL_WANDB": FailureClass.CONFIGURATION,
    "FAIL_HF": FailureClass.CONFIGURATION,
    "FAIL_REGEX": FailureClass.PARAMETERS,
    "FAIL_READ_ONLY": FailureClass.PLATFORM,
    "FAIL_CONFIG_JSON": FailureClass.PLATFORM,
    "FAIL_IMAGE_PUSH": FailureClass.AMBIGUOUS_BILLED,
    "FAIL_IMAGE_PUSH_WEIGHTS": FailureClass.AMBIGUOUS_BILLED,
}


def test_every_real_message_has_its_class() -> None:
    """Each error the sandbox knows, all taken from real runs, is told from the others."""
    said = {word: script.error for word, script in SCENARIOS.items() if script.error}
    assert {word: class_of_message(error) for word, error in said.items()} == DUE


@pytest.mark.parametrize("message", ["", "something nobody ever saw", "ошибка"])
def test_a_new_message_is_unknown(message: str) -> None:
    """What was not seen before is not guessed."""
    assert class_of_message(message) is FailureClass.UNKNOWN


def test_every_error_code_leads_to_a_class() -> None:
    """Whatever ends an attempt on our side has a class; a code without one is a matter of transport."""
    assert class_of_code(errors.DestinationMissing.code) is FailureClass.DESTINATION
    assert class_of_code(errors.InvalidInput.code) is FailureClass.PARAMETERS
    assert class_of_code(errors.DatasetError.code) is FailureClass.DATASET
    assert class_of_code("never heard of") is FailureClass.TRANSPORT


def test_every_class_has_a_headline() -> None:
    """No failure is shown without words."""
    assert set(failures.HEADLINES) == set(FailureClass)
