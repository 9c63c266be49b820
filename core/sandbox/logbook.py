"""The log text of a training: the real phases and line grammar, cumulative, the same at every asking."""

import math
from collections.abc import Iterator
from datetime import timedelta

from core.sandbox.magic import Stage
from core.sandbox.simulator import Plan, Snapshot
from core.sandbox.tqdm_line import postfix, progress_line

Line = tuple[float, str]

_BASE = "https://weights.replicate.delivery/default/black-forest-labs/FLUX.1-dev/files.tar"
_SIDES = ((1024, 1024), (896, 1152), (832, 1216))


class Tape:
    """The log of one training, printed only as far as it was asked for."""

    def __init__(self, plan: Plan) -> None:
        """Begin an empty log for `plan`."""
        self._source = log_lines(plan)
        self._next: Line | None = next(self._source, None)
        self._printed: list[str] = []

    def read(self, snapshot: Snapshot) -> str:
        """Return the whole text so far; snapshots must not go back in time."""
        while self._next is not None and self._next[0] <= snapshot.log_until_s:
            self._printed.append(self._next[1])
            self._next = next(self._source, None)
        return "\n".join((*self._printed, *snapshot.tail))


def log_lines(plan: Plan) -> Iterator[Line]:
    """Yield every line with the moment (simulated seconds since creation) it is printed, in order."""
    if plan.queue_s == math.inf:
        return
    yield from _download(plan)
    yield from _captions(plan)
    if plan.images == 0:
        yield plan.train_s, "-  Found 0 images"
        return
    yield from _load(plan)
    yield from _dataset(plan)
    if plan.early_error is None and not (plan.scenario.stage is Stage.STEPS and plan.scenario.at == 0):
        yield from _steps(plan)
        yield from _end(plan)


def _download(plan: Plan) -> Iterator[Line]:
    begin_s, took_s = plan.queue_s, plan.trainer.load_s * 0.4
    stamp = _stamp(plan, begin_s)
    yield begin_s, f"{stamp} | INFO  | [ Initiating ] chunk_size=150M dest=. url={_BASE}"
    end_s = begin_s + took_s
    done = f'{_stamp(plan, end_s)} | INFO  | [ Complete ] dest=. size="34 GB" total_elapsed={took_s:.3f}s'
    yield end_s, f"{done} url={_BASE}"
    yield end_s, f"Downloaded base weights in {took_s + 0.418098926544189} seconds"


def _stamp(plan: Plan, at_s: float) -> str:
    return f"{plan.created_at + timedelta(seconds=at_s):%Y-%m-%dT%H:%M:%SZ}"


def _captions(plan: Plan) -> Iterator[Line]:
    begin_s = plan.queue_s + plan.trainer.load_s * 0.4
    yield begin_s, f"Extracted {plan.images} files from zip to input_images"
    for n in range(plan.images):
        caption = "a photo of TOK, a person in soft daylight, looking at the camera"
        yield begin_s + (n + 1) * 1.2, f"Caption for input_images/photo_{n + 1:02d}.jpg: {caption}"


def _load(plan: Plan) -> Iterator[Line]:
    begin_s = plan.train_s - plan.trainer.load_s * 0.6
    step_s = plan.trainer.load_s * 0.4 / 24
    for n, line in enumerate(_load_texts(plan)):
        yield begin_s + min(n, 24) * step_s, line


def _load_texts(plan: Plan) -> Iterator[str]:
    yield from (
        "Starting train job",
        "{",
        '"type": "sd_trainer",',
        '"training_folder": "output",',
        '"device": "cuda:0",',
        f'"network": {{"type": "lora", "linear": {plan.rank}, "linear_alpha": {plan.rank}}},',
        f'"train": {{"steps": {plan.steps}, "lr": {plan.learning_rate}}}',
        "}",
        "Using EMA",
        "#############################################",
        f"# Running job: {plan.trainer.job}",
        "#############################################",
        "Running  1 process",
    )
    warning = "FutureWarning: `torch.cuda.amp.GradScaler(args...)` is deprecated. Use `torch.amp.GradScaler`"
    yield from (warning for _ in range(1 + plan.scenario.padding_lines))
    yield from ("Loading Flux model", "Loading transformer", "Quantizing transformer", "Loading vae")
    yield "Loading t5"
    for n in range(3):
        yield progress_line("Loading checkpoint shards", n, 2, n * 0.4)
    yield from ("Quantizing T5", "Loading clip", "making pipe", "preparing")
    yield f"create LoRA network. base dim (rank): {plan.rank}, alpha: {plan.rank}"
    yield "neuron dropout: p=None, rank dropout: p=None, module dropout: p=None"
    yield "create LoRA for Text Encoder: 0 modules."
    yield "create LoRA for U-Net: 494 modules."
    yield "enable LoRA for U-Net"


def _dataset(plan: Plan) -> Iterator[Line]:
    begin_s, span_s = plan.train_s - plan.trainer.load_s * 0.2, plan.trainer.load_s * 0.19
    texts = list(_dataset_texts(plan))
    for n, line in enumerate(texts):
        yield begin_s + span_s * n / len(texts), line


def _dataset_texts(plan: Plan) -> Iterator[str]:
    sizes = [side for n, side in enumerate(_SIDES) if plan.images > n]
    yield from ("Dataset: input_images", "-  Preprocessing image dimensions")
    yield progress_line("", plan.images, plan.images, plan.images * 0.002)
    yield f"-  Found {plan.images} images"
    yield "Bucket sizes for input_images:"
    for n, (width, height) in enumerate(sizes):
        count = plan.images // len(sizes) + (1 if n < plan.images % len(sizes) else 0)
        yield f"{width}x{height}: {count} files"
    yield f"{len(sizes)} buckets made"
    yield from ("Caching latents for input_images", "- Keeping latents in memory")
    for n in range(plan.images + 1):
        yield progress_line("Caching latents", n, plan.images, n * 0.12)
    yield "Generating baseline samples before training"


def _steps(plan: Plan) -> Iterator[Line]:
    """The bar shows the step before it is done, so it ends at N−1/N, and the first line has no postfix."""
    job, steps, step_s = plan.trainer.job, plan.steps, plan.trainer.step_s
    script = plan.scenario
    last = math.floor(steps * script.at) if script.stage in (Stage.STEPS, Stage.NEVER) else steps
    yield plan.train_s, progress_line(job, 0, steps, 0.0)
    for step in range(last):
        text = postfix(plan.learning_rate, loss_at(plan, step))
        yield (
            plan.train_s + (step + 1) * step_s,
            progress_line(job, step, steps, step * step_s, postfix=text),
        )


def loss_at(plan: Plan, step: int) -> float:
    """Return the loss of one step: a noisy fall from about 0.5 to 0.25, the same at every asking."""
    nan_from = plan.scenario.nan_from
    if nan_from is not None and step >= plan.steps * nan_from:
        return math.nan
    noise = ((step * 2654435761 ^ plan.seed) * 2246822519 & 0xFFFFFFFF) / 2**32
    return 0.22 + 0.28 * math.exp(-4 * step / plan.steps) + 0.12 * (noise - 0.5)


def _end(plan: Plan) -> Iterator[Line]:
    if plan.scenario.stage is not Stage.PUSH:
        return
    end_s, job = plan.function_end_s, plan.trainer.job
    yield end_s - 2.0, f"Saving at step {plan.steps}"
    yield end_s - 1.0, f"Saved to output/{job}/{job}.safetensors"
    yield end_s, f"Saved to output/{job}/optimizer.pt"
