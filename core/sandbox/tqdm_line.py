"""One progress line exactly as tqdm prints it, so that a parser meets the real grammar."""

import math

_BLOCKS = " ▏▎▍▌▋▊▉█"
_WIDTH = 10


def progress_line(
    description: str, done: int, total: int, elapsed_s: float, *, postfix: str = "", rate: float | None = None
) -> str:
    """Return the line for `done` of `total` after `elapsed_s`; `rate` (it/s) is computed when not given."""
    if rate is None and done and elapsed_s > 0:
        rate = done / elapsed_s
    remaining = interval((total - done) / rate) if rate else "?"
    share = done / total if total else 1.0
    head = f"{description}: " if description else ""
    tail = f", {postfix}" if postfix else ""
    return (
        f"{head}{share * 100:3.0f}%|{bar(share)}| {done}/{total} "
        f"[{interval(elapsed_s)}<{remaining}, {rate_text(rate)}{tail}]"
    )


def interval(seconds: float) -> str:
    """Return `MM:SS`, or `H:MM:SS` from one hour on."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute:02d}:{second:02d}"


def bar(share: float) -> str:
    """Return the ten-character bar for `share` of 0 to 1."""
    full, part = divmod(int(share * _WIDTH * 8), 8)
    if full >= _WIDTH:
        return _BLOCKS[-1] * _WIDTH
    return _BLOCKS[-1] * full + _BLOCKS[part] + " " * (_WIDTH - full - 1)


def rate_text(rate: float | None) -> str:
    """Return the rate as tqdm does: `it/s`, or `s/it` when slower than one a second; `?it/s` if unknown."""
    if rate is None:
        return "?it/s"
    return f"{1 / rate:5.2f}s/it" if rate < 1 else f"{rate:5.2f}it/s"


def postfix(learning_rate: float, loss: float) -> str:
    """Return the trainer's postfix; `loss` may be nan."""
    value = "nan" if math.isnan(loss) else f"{loss:.3e}"
    return f"lr: {learning_rate:.1e} loss: {value}"
