"""A training's rules: states, parameters, names.

A training is what the customer asked for; an attempt is one run of it at Replicate. The attempt carries the
state; the training shows its newest attempt's.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain import pricing
from core.errors import QT_TRANSLATE_NOOP, Clause, InputError, clause
from core.money import Stars

TRAINER = "ostris/flux-dev-lora-trainer"
OPTIMIZERS = (
    "adamw8bit", "adamw", "adam8bit", "adam", "prodigy", "lion8bit", "lion", "adagrad", "adafactor",
)  # fmt: skip
RESOLUTIONS = ("512", "768", "1024", "512,768", "512,768,1024", "768,1024")
LORA_RANK = range(1, 129)
BATCH_SIZE = range(1, 9)
MAX_MODEL_NAME = 60
IMAGES = "input_images"
"""The trainer's input for the photos."""

_MODEL_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_TRIGGER = re.compile(r"[A-Z0-9_]{2,40}")
_VERSION = re.compile(r"[0-9a-f]{64}")
_TRANSLIT = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "",
       "ю": "yu", "я": "ya"}
)  # fmt: skip


class Status(StrEnum):
    """Where an attempt is. `SUBMITTING` and `UNKNOWN` are ours, the rest are Replicate's words."""

    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    STARTING = "starting"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"
    ABORTED = "aborted"

    @property
    def is_terminal(self) -> bool:
        """Tell whether nothing can follow: terminal states are final."""
        return self in TERMINAL


TERMINAL = frozenset({Status.SUCCEEDED, Status.FAILED, Status.CANCELED, Status.ABORTED})
RUNNING = frozenset(Status) - TERMINAL
AT_PROVIDER = frozenset({Status.STARTING, Status.PROCESSING})


def read_status(provider_status: str) -> Status:
    """Return our status for Replicate's word; one we do not know counts as still running."""
    try:
        status = Status(provider_status)
    except ValueError:
        return Status.PROCESSING
    return status if status in TERMINAL | AT_PROVIDER else Status.PROCESSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What is sent to the trainer. Bounds are those of the trainer (domain rules §7), checked by `check`."""

    steps: int = 1000
    trigger_word: str
    learning_rate: str = "0.0004"
    lora_rank: int = 16
    batch_size: int = 1
    resolution: str = "512,768,1024"
    autocaption: bool = True
    optimizer: str = "adamw8bit"
    caption_dropout_rate: str = "0.05"

    def check(self) -> None:
        """Return if every parameter is within its bounds.

        Raises:
            InputError: names the first parameter that is not, its value, and what is allowed.
        """
        pricing.check_steps(self.steps)
        check_trigger_word(self.trigger_word)
        _require_decimal("learning_rate", self.learning_rate, low=1e-6, high=1e-2)
        _require_decimal("caption_dropout_rate", self.caption_dropout_rate, low=0, high=1)
        _require(
            self.lora_rank in LORA_RANK,
            "lora_rank",
            self.lora_rank,
            clause(QT_TRANSLATE_NOOP("Clause", "1 to 128 is allowed")),
        )
        _require(
            self.batch_size in BATCH_SIZE,
            "batch_size",
            self.batch_size,
            clause(QT_TRANSLATE_NOOP("Clause", "1 to 8 is allowed")),
        )
        _require(
            self.optimizer in OPTIMIZERS,
            "optimizer",
            self.optimizer,
            clause(QT_TRANSLATE_NOOP("Clause", "only the trainer’s own optimizers are allowed")),
        )
        sides = self.resolution.split(",")
        good = all(side.strip().isdigit() and 256 <= int(side) <= 2048 for side in sides)
        _require(
            good,
            "resolution",
            self.resolution,
            clause(
                QT_TRANSLATE_NOOP("Clause", "side lengths from 256 to 2048, parted by commas, are needed")
            ),
        )

    def as_input(self, input_images: str) -> dict[str, object]:
        """Return the trainer's `input` object with the dataset's URL."""
        return {
            IMAGES: input_images,
            "trigger_word": self.trigger_word,
            "steps": self.steps,
            "learning_rate": float(self.learning_rate),
            "lora_rank": self.lora_rank,
            "batch_size": self.batch_size,
            "resolution": self.resolution,
            "autocaption": self.autocaption,
            "optimizer": self.optimizer,
            "caption_dropout_rate": float(self.caption_dropout_rate),
        }


def _require(condition: bool, name: str, value: object, problem: Clause) -> None:
    if not condition:
        raise InputError(field=name, value=value, problem=problem)


def _require_decimal(name: str, text: str, *, low: float, high: float) -> None:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    _require(
        low <= value <= high,
        name,
        text,
        clause(
            QT_TRANSLATE_NOOP("Clause", "a number from {low} to {high} is needed"),
            low=f"{low:g}",
            high=f"{high:g}",
        ),
    )


def check_trigger_word(word: str) -> None:
    """Return if `word` can call the trained person in prompts.

    Raises:
        InputError: it is not 2 to 40 of A-Z, 0-9 and "_", or the literal UNDEFINED of incident B55.
    """
    good = _TRIGGER.fullmatch(word) is not None and word not in {"UNDEFINED", "NULL", "NONE"}
    _require(
        good,
        "trigger_word",
        word,
        clause(QT_TRANSLATE_NOOP("Clause", "2 to 40 capital Latin letters, digits or “_” are needed")),
    )


def trigger_word_from(text: str) -> str:
    """Return a trigger word made from what a person typed: transliterated, upper case, no spaces."""
    word = re.sub(r"[^A-Z0-9_]+", "_", text.lower().translate(_TRANSLIT).upper())
    return word.strip("_")[:40]


def model_name_from(text: str) -> str:
    """Return a name by Replicate's rule: lower-case letters, digits, "-", "_" and "." inside.

    Cyrillic is transliterated; everything else that is not allowed becomes a dash. May be empty.
    """
    name = re.sub(r"[^a-z0-9._-]+", "-", text.lower().translate(_TRANSLIT))
    return re.sub(r"-{2,}", "-", name)[:MAX_MODEL_NAME].strip("-._")


def check_model_name(name: str) -> None:
    """Return if Replicate accepts `name` for a model.

    Raises:
        InputError: the name is empty, too long or has other characters.
    """
    good = len(name) <= MAX_MODEL_NAME and _MODEL_NAME.fullmatch(name) is not None
    problem = clause(
        QT_TRANSLATE_NOOP("Clause", "1 to {most} lower-case letters, digits, “-”, “_” or “.” are needed"),
        most=MAX_MODEL_NAME,
    )
    _require(good, "model_name", name, problem)


def check_version(version: str) -> None:
    """Return if `version` is a version id of Replicate, 64 hexadecimal characters.

    Raises:
        InputError: it is not.
    """
    good = _VERSION.fullmatch(version) is not None
    _require(
        good,
        "trainer_version",
        version,
        clause(QT_TRANSLATE_NOOP("Clause", "64 hexadecimal characters are needed")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The packed photos of a training: our own zip under its content address."""

    path: str
    sha256: str
    size_bytes: int
    photos: int
    captions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRequest:
    """What an operator asks for. `request_id` is made when the form opens: one form, one training."""

    request_id: str
    customer_id: int
    model_name: str
    parameters: Parameters
    dataset: Dataset
    trainer: str = TRAINER
    trainer_version: str = ""
    """64 hexadecimal characters, or empty for the trainer's latest."""
    price_list: str = ""
    """The version whose price the operator saw; empty takes the one in force."""

    def check(self) -> None:
        """Return if the request can be sent as it is.

        Raises:
            InputError: names the first field that cannot.
        """
        self.parameters.check()
        check_model_name(self.model_name)
        pricing.trainer_cost(self.trainer)
        if self.trainer_version:
            check_version(self.trainer_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What a customer asked for, as stored."""

    id: str
    customer_id: int
    operator_id: str
    bot: str
    model_name: str
    destination: str
    """"owner/name" at Replicate; empty until the account's owner is known."""
    trainer: str
    trainer_version: str
    parameters: Parameters
    dataset: Dataset
    price: Stars
    price_list: str
    status: Status
    created_at: datetime


ATTEMPT_TAG, TRAINING_TAG = "stationmaster_attempt", "stationmaster_training"
"""Under these names uploaded photos say whose they are."""
