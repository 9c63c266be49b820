"""What a trainer's log says about how far a training is.

Reads the text Replicate returns, which is cumulative: `read_progress` takes a whole log and looks from its
end, `LogReader` follows a growing one and pays for the new part only; both say the same of the same text.
Nothing here ever says that a training is finished: the bar ends at N−1 of N, only the status tells.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

_MAX_LINE = 4096  # longer lines are dumps, never progress
_BLOCK = 65_536
_NEWLINE = re.compile(r"[\r\n]")


class Phase(StrEnum):
    """What the trainer is busy with, in the usual order."""

    QUEUED = "queued"
    DOWNLOAD = "download"
    DATA = "data"
    START = "start"
    LOAD = "load"
    NETWORK = "network"
    DATASET = "dataset"
    TRAIN = "train"
    SAVING = "saving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The newest state a log tells; None stands for what it has not told.

    `percent` is 0 to 99. `loss` is None and `diverged` true while the newest loss is not a finite number.
    """

    phase: Phase = Phase.QUEUED
    step: int | None = None
    total: int | None = None
    percent: int | None = None
    rate_s_per_step: float | None = None
    eta_s: int | None = None
    elapsed_s: int | None = None
    loss: float | None = None
    lr: float | None = None
    diverged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line that says something. A bare bar has no description; it counts only while no job is named."""

    phase: Phase
    bar: Progress | None = None
    is_bare: bool = False
    names_job: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What all lines so far say together."""

    phase: Phase | None = None
    bar: Progress | None = None
    named: bool = False

    def after(self, line: _Line) -> "_State":
        if line.is_bare and self.named:
            return self
        kept = None if line.names_job and not self.named else self.bar
        return _State(line.phase, line.bar or kept, self.named or line.names_job)

    def progress(self, text: str) -> Progress:
        return replace(self.bar or Progress(), phase=self.phase or _unknown_phase(text))


def read_progress(logs: str) -> Progress:
    """Return what the whole log says, reading back no further than the newest line of the training bar."""
    phase = newest = bare = None
    named = False
    for line in _lines_from_end(logs):
        seen = _read_line(line)
        if seen is None:
            continue
        newest = newest or seen.phase
        if seen.is_bare:
            bare = bare or seen.bar
            continue
        phase = phase or seen.phase
        named = named or seen.names_job
        if seen.bar is not None:
            return replace(seen.bar, phase=phase)
    state = _State(phase) if named else _State(newest, bare)
    return state.progress(logs)


def loss_points(logs: str) -> list[tuple[int, float]]:
    """Return (step, loss) in order of steps: the last finite loss of each step."""
    reader = LogReader()
    reader.feed(logs)
    return reader.points


class LogReader:
    """Follows one training's growing log; another training (a retry too) needs a reader of its own."""

    _text: str
    _lines_end: int
    _state: _State
    _tail: _Line | None
    _points: dict[int, float]

    def __init__(self) -> None:
        """Start with an empty log."""
        self._forget()

    def feed(self, full_text: str) -> None:
        """Take the whole log as it is now; a text that does not continue the last one replaces it."""
        if not full_text.startswith(self._text):
            self._forget()
        known = len(self._text)  # what was looked at before holds no further line end
        end = 1 + max(full_text.rfind("\n", known), full_text.rfind("\r", known))
        if end:
            for line in _NEWLINE.split(full_text[self._lines_end : end]):
                self._take(line)
            self._lines_end = end
        self._text = full_text
        # The last line may still be growing: it counts for now, and is read afresh next time.
        tail = full_text[self._lines_end : self._lines_end + _MAX_LINE + 1]
        self._tail = _read_line(tail)

    @property
    def text(self) -> str:
        """The whole log as it was taken last."""
        return self._text

    @property
    def progress(self) -> Progress:
        """The newest state the log tells."""
        state = self._state if self._tail is None else self._state.after(self._tail)
        return state.progress(self._text)

    @property
    def points(self) -> list[tuple[int, float]]:
        """(step, loss) in order of steps: the last finite loss of each step."""
        points = dict(self._points)
        if self._tail is not None:
            _add_point(points, self._state, self._tail)
        return sorted(points.items())

    def _forget(self) -> None:
        self._text = ""
        self._lines_end = 0
        self._state = _State()
        self._tail = None
        self._points = {}

    def _take(self, line: str) -> None:
        seen = _read_line(line)
        if seen is not None:
            _add_point(self._points, self._state, seen)
            self._state = self._state.after(seen)


def _add_point(points: dict[int, float], before: _State, line: _Line) -> None:
    if line.names_job and not before.named:
        points.clear()  # bare bars before the job was named belonged to something else
    bar = line.bar
    if bar is None or bar.step is None or bar.loss is None or (line.is_bare and before.named):
        return
    points[bar.step] = bar.loss


def _unknown_phase(text: str) -> Phase:
    """Return the phase of a log without a known line: a trainer that writes at all has started."""
    return Phase.START if text and not text.isspace() else Phase.QUEUED


def _lines_from_end(text: str) -> Iterator[str]:
    rest, end = "", len(text)
    while end > 0:
        start = max(0, end - _BLOCK)
        lines = _NEWLINE.split(text[start:end] + rest)
        rest = lines.pop(0)[: _MAX_LINE + 1]  # it may begin in the block before; too long stays too long
        yield from reversed(lines)
        end = start
    yield rest


_DURATION = r"[0-9]{1,6}(?::[0-9]{2}){1,2}"
_BAR = re.compile(
    r"(?:(?P<job>flux_train_replicate|qwen_lora_[^\s:]+):\s*)?"
    r"(?P<percent>[0-9]{1,3})%\|[^|]*\|\s*(?P<step>[0-9]{1,9})/(?P<total>[0-9]{1,9})\s*"
    rf"\[(?P<elapsed>{_DURATION})<(?P<left>{_DURATION}|\?),"
    r"\s*(?P<rate>[0-9]{1,9}(?:\.[0-9]{1,9})?|\?)\s*(?P<unit>s/it|it/s)"
    r"(?:,\s*(?P<postfix>[^\]]*))?\]"
)
_VALUE = re.compile(r"([\w./-]+):\s*([-+]?(?:[0-9]+(?:\.[0-9]*)?(?:e[-+]?[0-9]{1,4})?|nan|inf))", re.ASCII)
_MARKS: tuple[tuple[Phase, tuple[str, ...]], ...] = (
    (Phase.DOWNLOAD, ("Downloaded base weights", "Downloading")),
    (Phase.DATA, ("Extracted ", "Caption for ")),
    (Phase.START, ("Starting train job", "Using EMA", "Running  1 process")),
    (Phase.LOAD, ("Loading ", "Quantizing ", "making pipe", "preparing")),
    (Phase.NETWORK, ("create LoRA ",)),
    (
        Phase.DATASET,
        ("Dataset: ", "- ", "Bucket sizes ", "Caching latents", "Generating baseline samples"),
    ),
    (Phase.TRAIN, ("# OOM during training step, skipping",)),
    (Phase.SAVING, ("Saving at step ", "Saved to ")),
)
_PHASE_OF_MARK = {mark: phase for phase, marks in _MARKS for mark in marks}
_MARK = re.compile("|".join(re.escape(mark) for mark in _PHASE_OF_MARK))


def _read_line(line: str) -> _Line | None:
    if not line or len(line) > _MAX_LINE:
        return None
    line = line.strip()
    found = _BAR.fullmatch(line)
    if found is not None and int(found["total"]) > 0:
        is_bare = found["job"] is None
        return _Line(phase=Phase.TRAIN, bar=_read_bar(found), is_bare=is_bare, names_job=not is_bare)
    if line.startswith("# Running job:"):
        return _Line(phase=Phase.START, names_job=True)
    mark = _MARK.match(line)
    if mark is not None:
        return _Line(phase=_PHASE_OF_MARK[mark[0]])
    if "| INFO" in line and ("[ Initiating ]" in line or "[ Complete ]" in line):
        return _Line(phase=Phase.DOWNLOAD)
    if line.endswith(" is already captioned"):
        return _Line(phase=Phase.DATA)
    return None


def _read_bar(found: re.Match[str]) -> Progress:
    values = {key: float(value) for key, value in _VALUE.findall(found["postfix"] or "")}
    lr = values.pop("lr", None)
    loss = values.get("loss", next(iter(values.values()), None))
    return Progress(
        phase=Phase.TRAIN,
        step=int(found["step"]),
        total=int(found["total"]),
        percent=min(int(found["percent"]), 99),
        rate_s_per_step=_seconds_per_step(found["rate"], found["unit"]),
        eta_s=_seconds(found["left"]),
        elapsed_s=_seconds(found["elapsed"]),
        loss=loss if loss is not None and math.isfinite(loss) else None,
        lr=lr if lr is not None and math.isfinite(lr) else None,
        diverged=loss is not None and not math.isfinite(loss),
    )


def _seconds_per_step(rate: str, unit: str) -> float | None:
    if rate == "?" or float(rate) == 0:
        return None
    return float(rate) if unit == "s/it" else 1 / float(rate)


def _seconds(clock: str) -> int | None:
    """Return the seconds of MM:SS or H:MM:SS; None for tqdm's question mark."""
    if clock == "?":
        return None
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total
