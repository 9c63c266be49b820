"""The magic trigger words: what each makes of a training. The README lists them from here."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where in its life a training ends."""

    QUEUE = "queue"
    START = "start"
    LOAD = "load"
    STEPS = "steps"
    PUSH = "push"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """How a training goes; `at` is the share of the steps done when it ends in the steps or gets stuck."""

    about: str
    status: str = "succeeded"
    error: str | None = None
    stage: Stage = Stage.PUSH
    at: float = 1.0
    tail: tuple[str, ...] = ()
    queue_s: float | None = None
    nan_from: float | None = None
    vanish_after_s: float | None = None
    odd_status: str | None = None
    has_version: bool = True
    has_metrics: bool = True
    keeps_weights: bool = False
    padding_lines: int = 0


OOM = (
    "CUDA out of memory. Tried to allocate 90.00 MiB. GPU 0 has a total capacity of 79.10 GiB of which "
    "63.69 MiB is free. Process 2512894 has 79.03 GiB memory in use."
)
LATE_VALIDATION = (
    'Prediction input failed validation: {"detail":[{"loc":["body","input","steps"],'
    '"msg":"ensure this value is greater than or equal to 3","type":"value_error.number.not_ge",'
    '"ctx":{"limit_value":3}}]}'
)
IMAGE_PUSH = "Failed to create trained image after successful training run"
SKIPPED = tuple(
    line
    for n in (1, 2, 3)
    for line in (
        "################################################",
        f"# OOM during training step, skipping batch {n}/3 #",
        "################################################",
    )
)


def _fails(about: str, error: str, at: float, *tail: str) -> Scenario:
    return Scenario(about=about, status="failed", error=error, stage=Stage.STEPS, at=at, tail=tail)


NORMAL = Scenario(about="succeeds")

SCENARIOS: dict[str, Scenario] = {
    "FAIL_OOM": _fails("fails at 40 %: CUDA out of memory", OOM, 0.4, f"torch.OutOfMemoryError: {OOM}"),
    "FAIL_OOM_SKIP": _fails(
        "fails at 40 % after three skipped batches",
        "OOM during training step 3 times in a row, aborting training",
        0.4,
        *SKIPPED,
    ),
    "FAIL_KILLED": _fails(
        "fails at 20 %: killed, out of memory (E1001)", "Killed: out of memory. (E1001)", 0.2
    ),
    "FAIL_NSFW": _fails(
        "fails at 60 %: NSFW content",
        "NSFW content detected. Try running it again, or try a different prompt.",
        0.6,
    ),
    "FAIL_SENSITIVE": _fails(
        "fails at 5 %: flagged as sensitive (E005)",
        "The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
        0.05,
    ),
    "FAIL_PLATFORM": _fails(
        "fails at 30 %: Director (E9828)", "Director: unexpected error handling prediction (E9828)", 0.3
    ),
    "FAIL_INTERRUPTED": _fails(
        "fails at 50 %: interrupted (code PA)", "Prediction interrupted; please retry (code: PA)", 0.5
    ),
    "FAIL_UNKNOWN_CODE": _fails("fails at 10 %: unknown (E1000)", "An unknown error occurred. (E1000)", 0.1),
    "FAIL_BOOT": Scenario(
        about="fails in the queue: timeout while starting (E6716)",
        status="failed",
        error="Timed out while starting. (E6716)",
        stage=Stage.QUEUE,
    ),
    "FAIL_LATE_VALIDATION": Scenario(
        about="accepted, then fails at once: input failed validation",
        status="failed",
        error=LATE_VALIDATION,
        stage=Stage.START,
    ),
    "FAIL_ZIP": Scenario(
        about="fails while loading: not a zip",
        status="failed",
        error="input_images must be a zip file",
        stage=Stage.LOAD,
    ),
    "FAIL_WANDB": _fails("fails before the first step: wandb", "Failed to log in to Weights & Biases", 0.0),
    "FAIL_HF": _fails(
        "fails before the first step: Hugging Face",
        "Invalid Hugging Face URL. Use the format huggingface.co/<owner>/<model-name>",
        0.0,
    ),
    "FAIL_REGEX": _fails(
        "fails before the first step: the layer regex fits nothing",
        "The regex '^nothing$' didn't match any layers in the network",
        0.0,
    ),
    "FAIL_READ_ONLY": _fails(
        "fails before the first step: platform regression of 2024-10",
        "[Errno 30] Read-only file system: 'vocab.json'",
        0.0,
        "OSError: [Errno 30] Read-only file system: 'vocab.json'",
    ),
    "FAIL_CONFIG_JSON": _fails(
        "fails before the first step: platform regression of 2024-12",
        "Error no file named config.json found in directory FLUX.1-dev/transformer.",
        0.0,
    ),
    "FAIL_IMAGE_PUSH": Scenario(
        about="trains to the end, is billed, then the push fails", status="failed", error=IMAGE_PUSH
    ),
    "FAIL_IMAGE_PUSH_WEIGHTS": Scenario(
        about="the same, but output carries the weights",
        status="failed",
        error=IMAGE_PUSH,
        keeps_weights=True,
    ),
    "NAN_LOSS": Scenario(about="loss is nan from 30 % on; still succeeds", nan_from=0.3),
    "SLOW_QUEUE": Scenario(about="waits 30 minutes in the queue", queue_s=1800.0),
    "STUCK": Scenario(about="stays at 50 % for ever", stage=Stage.NEVER, at=0.5),
    "STUCK_QUEUE": Scenario(about="stays in the queue for ever", stage=Stage.NEVER, queue_s=float("inf")),
    "ABORTED": Scenario(about="aborted before it started", status="aborted", stage=Stage.QUEUE),
    "CANCELED": Scenario(
        about="canceled by the platform at 50 %", status="canceled", stage=Stage.STEPS, at=0.5
    ),
    "UNKNOWN_STATUS": Scenario(
        about="status `migrating` in the middle third of the run, then succeeds", odd_status="migrating"
    ),
    "VANISH": Scenario(
        about="404 and gone from lists after 60 s; stuck in the queue until then",
        stage=Stage.NEVER,
        queue_s=float("inf"),
        vanish_after_s=60.0,
    ),
    "NO_VERSION": Scenario(about="succeeds with `output.version` null", has_version=False),
    "NO_METRICS": Scenario(about="succeeds without `metrics`", has_metrics=False),
    "BIG_LOGS": Scenario(about="prints about 5 MB of warnings while loading", padding_lines=50_000),
}

_ONCE = "ONCE"


def spoken(words: str) -> str:
    """Return the magic word hidden in `words`, "" if none; case, underscores and neighbours do not matter."""
    plain = _plain(words)
    found = [word for word in SCENARIOS if _plain(word) in plain]
    return max(found, key=len, default="")


def only_once(words: str) -> bool:
    """Tell whether `words` ask for the magic on the first training only: ``FAIL_PLATFORM_ONCE``."""
    return _ONCE in _plain(words)


def scenario(word: str) -> Scenario:
    """Return what `word` stands for; "" is a training that succeeds."""
    return SCENARIOS.get(word, NORMAL)


def _plain(words: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", words.upper())
