"""Signatures: like failures are one group, unlike ones are not; nothing of one run remains in them."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.failure_signature import MAX_CHARS, NOTHING_SAID, group_id, signature
from core.domain.failures import ADVICE, AUTO_RETRIES, FailureClass, RetryAdvice, class_of_message

Make = Callable[[random.Random], str]
F = FailureClass


def _hex(rng: random.Random, length: int) -> str:
    return "".join(rng.choice("0123456789abcdef") for _ in range(length))


def _ident(rng: random.Random) -> str:
    return "9a" + "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(24))


def _gib(rng: random.Random) -> str:
    return f"{rng.uniform(0.1, 79):.2f} {rng.choice(['GiB', 'MiB'])}"


def _traceback(rng: random.Random, last: str) -> str:
    frames = "".join(
        f'  File "/src/{_hex(rng, 6)}/train.py", line {rng.randint(1, 900)}, in step_{rng.randint(1, 9)}\n'
        f"    loss = model(batch[{rng.randint(0, 64)}])\n"
        for _ in range(rng.randint(2, 6))
    )
    return f"Traceback (most recent call last):\n{frames}{last}"


def _validation(field: str, words: str, kind: str) -> Make:
    def make(rng: random.Random) -> str:
        limit = rng.randint(1, 9000)
        return (
            f'Prediction input failed validation: {{"detail":[{{"loc":["body","input","{field}"],'
            f'"msg":"{words} {limit}","type":"{kind}","ctx":{{"limit_value":{limit}}}}}]}}'
        )

    return make


LABELLED: tuple[tuple[str, FailureClass, Make], ...] = (
    ("oom", F.RESOURCES, lambda r: f"CUDA out of memory. Tried to allocate {_gib(r)} (GPU {r.randint(0, 7)}; {_gib(r)} total capacity; {_gib(r)} already allocated)"),
    ("oom in a traceback", F.RESOURCES, lambda r: _traceback(r, f"torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate {_gib(r)}.")),
    ("oom three times", F.RESOURCES, lambda r: f"OOM during training step {r.randint(2, 5)} times in a row, aborting training"),
    ("killed", F.RESOURCES, lambda r: f"The process was killed because it ran out of memory (E1001) after {r.randint(1, 4000)} s"),
    ("zip", F.DATASET, lambda r: f"input_images must be a zip file, got https://api.replicate.com/v1/files/{_ident(r)}/download?expiry={r.randint(1, 10**9)}"),
    ("no images", F.DATASET, lambda r: f"0 images found in /tmp/{_hex(r, 8)}/input_images"),
    ("missing images", F.DATASET, lambda r: "input_images must be provided"),
    ("filetype", F.DATASET, lambda r: f"input_images_filetype must be zip or tar, not 'rar' (image {r.randint(1, 40)})"),
    ("steps too few", F.PARAMETERS, _validation("steps", "ensure this value is greater than or equal to", "value_error.number.not_ge")),
    ("rank too large", F.PARAMETERS, _validation("lora_rank", "ensure this value is less than or equal to", "value_error.number.not_le")),
    ("url scheme", F.PARAMETERS, lambda r: "'' is not a valid URL scheme. 'data', 'http', or 'https' is supported."),
    ("regex", F.PARAMETERS, lambda r: f"ValueError: layers_to_optimize_regex matched no layers out of {r.randint(100, 900)}"),
    ("resolution", F.PARAMETERS, lambda r: _traceback(r, f"ValueError: invalid literal for int() with base {r.choice([8, 10, 16])}: 'abc'")),
    ("nsfw", F.CONTENT, lambda r: "NSFW content detected. Try running it again, or try different images."),
    ("sensitive", F.CONTENT, lambda r: f"The input or output was flagged as sensitive. Please try again with different inputs. (E005) {_ident(r)}"),
    ("wandb", F.CONFIGURATION, lambda r: f"Failed to log in to Weights & Biases. Key {_hex(r, 40)} was refused"),
    ("hugging face", F.CONFIGURATION, lambda r: f"Failed to download LoRA from Hugging Face: https://huggingface.co/{_hex(r, 6)}/lora"),
    ("bad webhook", F.CONFIGURATION, lambda r: f"Bad webhook URL (E4875): https://{_hex(r, 8)}.example.com/hook"),
    ("director", F.PLATFORM, lambda r: f"Director: unexpected error handling prediction (E9828) {_ident(r)}"),
    ("interrupted", F.PLATFORM, lambda r: "Prediction interrupted; please retry (code: PA)"),
    ("start timeout", F.PLATFORM, lambda r: f"Timed out while starting after {r.randint(60, 1800)} s (E6716)"),
    ("health", F.PLATFORM, lambda r: f"Health check failed {r.randint(2, 9)} times (E8765)"),
    ("upload", F.PLATFORM, lambda r: f"Failed to upload output to https://replicate.delivery/xezq/{_ident(r)}/trained_model.tar (E9825)"),
    ("unknown code", F.PLATFORM, lambda r: f"Unknown error (E1000) at {r.randint(2024, 2026)}-0{r.randint(1, 9)}-1{r.randint(0, 9)}T12:3{r.randint(0, 9)}:00Z"),
    ("read only", F.PLATFORM, lambda r: _traceback(r, f"OSError: [Errno {r.choice([30])}] Read-only file system: 'vocab.json'")),
    ("config missing", F.PLATFORM, lambda r: f"OSError: /opt/cache/{_hex(r, 16)}/transformer does not appear to have a file named config.json"),
    ("image push", F.AMBIGUOUS_BILLED, lambda r: "Failed to create trained image after successful training run"),
    ("nan", F.DIVERGED, lambda r: f"RuntimeError: loss is nan at step {r.randint(1, 4000)}, the training diverged"),
    ("connection", F.TRANSPORT, lambda r: f"Connection reset by peer: 10.{r.randint(0, 255)}.{r.randint(0, 255)}.1:{r.randint(1024, 60000)}"),
    ("unavailable", F.TRANSPORT, lambda r: f"The service is temporarily unavailable, request {_ident(r)}"),
)  # fmt: skip
VARIATIONS = 8


def labelled() -> list[tuple[str, FailureClass, str]]:
    """Return the labelled set: what the failure is, its class, and one message of it."""
    rng = random.Random(20_261)
    return [(label, cls, make(rng)) for label, cls, make in LABELLED for _ in range(VARIATIONS)]


def test_the_groups_of_the_labelled_set_are_pure() -> None:
    """At least 200 messages; purity 0.95 and more, and no label is scattered over several groups."""
    messages = labelled()
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for label, cls, message in messages:
        groups[group_id(cls.value, signature(message))][label] += 1
    purity = sum(max(labels.values()) for labels in groups.values()) / len(messages)
    assert len(messages) >= 200
    assert purity >= 0.95
    homes = defaultdict(set)
    for group, labels in groups.items():
        for label in labels:
            homes[label].add(group)
    assert {label for label, found in homes.items() if len(found) > 1} == set()


@pytest.mark.parametrize(("label", "cls", "make"), LABELLED, ids=[label for label, _cls, _make in LABELLED])
def test_each_message_has_its_class(label: str, cls: FailureClass, make: Make) -> None:
    """Whatever the run put into it."""
    rng = random.Random(label)
    assert {class_of_message(make(rng)) for _ in range(20)} == {cls}


def test_nothing_of_one_run_remains() -> None:
    """Ids, paths, addresses, sizes and times are gone; the code stays, because it is the reason."""
    made = signature(
        "2024-09-10T05:10:35Z | ERROR | upload of /src/out/lora.safetensors to "
        "https://replicate.delivery/xezq/abc1/x.tar failed after 26.188s, 34 GB, "
        "run 0191f0a2-7b3c-7d11-8f3a-1b2c3d4e5f60 (E9825)"
    )
    assert made == "upload of <path> to <url> failed after #, #, run <id> (e9825)"


@given(st.text(max_size=600))
def test_any_text_has_a_signature(text: str) -> None:
    """Never empty, never long, the same each time, and itself its own signature's."""
    made = signature(text)
    assert 0 < len(made) <= MAX_CHARS
    assert signature(text) == made


def test_no_message_is_a_group_of_its_own() -> None:
    """Silence is named."""
    assert signature("") == signature("   \n") == NOTHING_SAID


ADVISED = {
    RetryAdvice.AS_IS: {F.PLATFORM, F.TRANSPORT, F.CANCELED, F.UNKNOWN},
    RetryAdvice.AFTER_CHANGE: {F.DATASET, F.PARAMETERS, F.CONTENT, F.RESOURCES, F.DIVERGED},
    RetryAdvice.AFTER_MENDING: {F.TOKEN, F.BILLING, F.DESTINATION, F.CONFIGURATION},
    RetryAdvice.LOOK_FIRST: {F.AMBIGUOUS_BILLED},
}


@pytest.mark.parametrize("advice", RetryAdvice)
def test_each_class_has_its_advice(advice: RetryAdvice) -> None:
    """What was billed is looked for first; what a person must change is never retried by itself."""
    assert {cls for cls, said in ADVICE.items() if said is advice} == ADVISED[advice]
    by_itself = set(AUTO_RETRIES)
    assert by_itself <= ADVISED[RetryAdvice.AS_IS]
