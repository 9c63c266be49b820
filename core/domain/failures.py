"""Why a training failed: a class, whether the same thing may be tried again, and what to do.

The table is read from top to bottom, first match wins; sources: Replicate's error codes and the messages
collected from its trainers.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.errors import QT_TRANSLATE_NOOP


class FailureClass(StrEnum):
    """The classes of failure; the value is stored."""

    TOKEN = "token"  # noqa: S105 - the name of a class of failure
    BILLING = "billing"
    DESTINATION = "destination"
    DATASET = "dataset"
    PARAMETERS = "parameters"
    CONTENT = "content"
    RESOURCES = "resources"
    CONFIGURATION = "configuration"
    PLATFORM = "platform"
    TRANSPORT = "transport"
    DIVERGED = "diverged"
    AMBIGUOUS_BILLED = "ambiguous_billed"
    CANCELED = "canceled"
    UNKNOWN = "unknown"


_PATTERNS: tuple[tuple[FailureClass, str], ...] = (
    (FailureClass.AMBIGUOUS_BILLED, r"failed to create trained image after successful"),
    (FailureClass.DATASET, r"input_images|filetype must be|0 images found|no images found|zip file"),
    (
        FailureClass.PARAMETERS,
        r"input failed validation|valid url scheme|matched no layers|match any layers"
        r"|invalid literal",
    ),
    (FailureClass.CONTENT, r"nsfw|flagged as sensitive|E005\b"),
    (FailureClass.RESOURCES, r"out of memory|\bOOM\b|E1001\b"),
    (FailureClass.CONFIGURATION, r"weights & biases|hugging ?face|E4875|E9243"),
    (FailureClass.PLATFORM, r"read-only file system|config\.json|E1000|E6716|E8765|E8367|E9825|E9828"),
    (FailureClass.PLATFORM, r"prediction interrupted|code: PA\b|director: unexpected"),
    (FailureClass.DIVERGED, r"loss (?:is|was) nan|diverged"),
    (FailureClass.TRANSPORT, r"timed? ?out|connection reset|temporarily unavailable"),
)
_COMPILED = tuple((cls, re.compile(pattern, re.IGNORECASE)) for cls, pattern in _PATTERNS)

_CODES: dict[str, FailureClass] = {
    "no_token": FailureClass.TOKEN,
    "bad_token": FailureClass.TOKEN,
    "billing": FailureClass.BILLING,
    "destination": FailureClass.DESTINATION,
    "name_taken": FailureClass.DESTINATION,
    "dataset": FailureClass.DATASET,
    "too_large": FailureClass.DATASET,
    "invalid_input": FailureClass.PARAMETERS,
    "input": FailureClass.PARAMETERS,
    "forbidden": FailureClass.TOKEN,
    "remote_not_found": FailureClass.DESTINATION,
}


class RetryAdvice(StrEnum):
    """Whether the same thing may be tried again."""

    AS_IS = "as_is"
    AFTER_CHANGE = "after_change"
    AFTER_MENDING = "after_mending"
    """Once our own side is mended: token, bill, name."""
    LOOK_FIRST = "look_first"
    """It was billed already: look for the weights, and ask the operator."""


ADVICE: dict[FailureClass, RetryAdvice] = {
    FailureClass.TOKEN: RetryAdvice.AFTER_MENDING,
    FailureClass.BILLING: RetryAdvice.AFTER_MENDING,
    FailureClass.DESTINATION: RetryAdvice.AFTER_MENDING,
    FailureClass.CONFIGURATION: RetryAdvice.AFTER_MENDING,
    FailureClass.DATASET: RetryAdvice.AFTER_CHANGE,
    FailureClass.PARAMETERS: RetryAdvice.AFTER_CHANGE,
    FailureClass.CONTENT: RetryAdvice.AFTER_CHANGE,
    FailureClass.RESOURCES: RetryAdvice.AFTER_CHANGE,
    FailureClass.DIVERGED: RetryAdvice.AFTER_CHANGE,
    FailureClass.PLATFORM: RetryAdvice.AS_IS,
    FailureClass.TRANSPORT: RetryAdvice.AS_IS,
    FailureClass.CANCELED: RetryAdvice.AS_IS,
    FailureClass.UNKNOWN: RetryAdvice.AS_IS,
    FailureClass.AMBIGUOUS_BILLED: RetryAdvice.LOOK_FIRST,
}
"""What the class says about trying again; the window words it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoRetry:
    """How often a class is retried by itself, and the pause before the first retry; doubled each time."""

    most: int
    first_pause: timedelta


AUTO_RETRIES: dict[FailureClass, AutoRetry] = {
    FailureClass.PLATFORM: AutoRetry(most=2, first_pause=timedelta(minutes=2)),
    FailureClass.TRANSPORT: AutoRetry(most=3, first_pause=timedelta(minutes=1)),
}
"""Only what Replicate itself did wrong; everything else waits for a person."""

REGRESSION_CUSTOMERS = 3
"""So many customers with one signature within `REGRESSION_SPAN` are a fault of the platform, not of a run."""
REGRESSION_SPAN = timedelta(hours=1)


def class_of_message(message: str) -> FailureClass:
    """Return the class of a failed training's error text."""
    for failure_class, pattern in _COMPILED:
        if pattern.search(message):
            return failure_class
    return FailureClass.UNKNOWN


def class_of_code(error_code: str) -> FailureClass:
    """Return the class of one of our own error codes; a code not in the table is a transport matter."""
    return _CODES.get(error_code, FailureClass.TRANSPORT)


HEADLINES: dict[FailureClass, str] = {
    FailureClass.TOKEN: QT_TRANSLATE_NOOP("Failure", "Replicate did not accept our token"),
    FailureClass.BILLING: QT_TRANSLATE_NOOP("Failure", "Replicate wants payment first"),
    FailureClass.DESTINATION: QT_TRANSLATE_NOOP("Failure", "The destination model is missing or not ours"),
    FailureClass.DATASET: QT_TRANSLATE_NOOP("Failure", "The photos could not be used"),
    FailureClass.PARAMETERS: QT_TRANSLATE_NOOP("Failure", "A parameter is not allowed"),
    FailureClass.CONTENT: QT_TRANSLATE_NOOP("Failure", "The content check refused the photos"),
    FailureClass.RESOURCES: QT_TRANSLATE_NOOP("Failure", "Out of memory"),
    FailureClass.CONFIGURATION: QT_TRANSLATE_NOOP("Failure", "The trainer is set up wrongly"),
    FailureClass.PLATFORM: QT_TRANSLATE_NOOP("Failure", "A fault at Replicate"),
    FailureClass.TRANSPORT: QT_TRANSLATE_NOOP("Failure", "Replicate could not be reached"),
    FailureClass.DIVERGED: QT_TRANSLATE_NOOP("Failure", "The training diverged"),
    FailureClass.AMBIGUOUS_BILLED: QT_TRANSLATE_NOOP(
        "Failure", "Trained and billed, but the result was lost"
    ),
    FailureClass.CANCELED: QT_TRANSLATE_NOOP("Failure", "Cancelled"),
    FailureClass.UNKNOWN: QT_TRANSLATE_NOOP("Failure", "Failed for a reason not seen before"),
}
"""One short sentence a class, shown instead of the provider's raw text."""

REMEDIES: dict[FailureClass, str] = {
    FailureClass.TOKEN: QT_TRANSLATE_NOOP("Failure", "Enter a new token in Settings, then retry."),
    FailureClass.BILLING: QT_TRANSLATE_NOOP(
        "Failure", "Add credit at Replicate, wait a few minutes, then retry."
    ),
    FailureClass.DESTINATION: QT_TRANSLATE_NOOP("Failure", "Retry under another model name."),
    FailureClass.DATASET: QT_TRANSLATE_NOOP(
        "Failure", "Ask the customer for better photos and start a new training."
    ),
    FailureClass.PARAMETERS: QT_TRANSLATE_NOOP(
        "Failure", "Correct the named parameter and start a new training."
    ),
    FailureClass.CONTENT: QT_TRANSLATE_NOOP(
        "Failure", "Ask for other photos; the same ones will be refused again."
    ),
    FailureClass.RESOURCES: QT_TRANSLATE_NOOP(
        "Failure", "Lower the resolution, the batch size or the rank, then start again."
    ),
    FailureClass.CONFIGURATION: QT_TRANSLATE_NOOP("Failure", "Check the trainer's settings before retrying."),
    FailureClass.PLATFORM: QT_TRANSLATE_NOOP(
        "Failure", "Retry as it is; if it fails again, wait for Replicate."
    ),
    FailureClass.TRANSPORT: QT_TRANSLATE_NOOP("Failure", "Retry when the connection is back."),
    FailureClass.DIVERGED: QT_TRANSLATE_NOOP("Failure", "Start again with a lower learning rate."),
    FailureClass.AMBIGUOUS_BILLED: QT_TRANSLATE_NOOP(
        "Failure", "Look for the weights at Replicate before retrying."
    ),
    FailureClass.CANCELED: QT_TRANSLATE_NOOP("Failure", "Retry if the customer still wants it."),
    FailureClass.UNKNOWN: QT_TRANSLATE_NOOP("Failure", "Read the log; retry once if it tells nothing."),
}
"""What to do next, a sentence a class."""
