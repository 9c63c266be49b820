"""The grammar of progress lines."""

import math
import re

from hypothesis import given
from hypothesis import strategies as st

from core.sandbox.tqdm_line import postfix, progress_line

REAL = (
    "flux_train_replicate:  83%|████████▎ | 2482/3000 [43:27<09:04,  1.05s/it, lr: 4.0e-04 loss: 2.472e-01]"
)
GRAMMAR = re.compile(
    r"(?:[\w ]+: )?[ \d]{2}\d%\|[█▏▎▍▌▋▊▉ ]{10}\| (\d+)/(\d+) "
    r"\[(?:\d+:)?\d\d:\d\d<(?:\?|(?:\d+:)?\d\d:\d\d), (?:\?it/s|[ \d.]+(?:s/it|it/s))(?:, lr: .+ loss: .+)?\]"
)


def test_a_recorded_line() -> None:
    """A real line is reproduced to the letter."""
    line = progress_line(
        "flux_train_replicate", 2482, 3000, 43 * 60 + 27, postfix=postfix(4e-4, 0.2472), rate=1 / 1.0506
    )
    assert line == REAL


def test_the_first_line() -> None:
    """It knows no rate, no remaining time and no loss."""
    line = progress_line("flux_train_replicate", 0, 1000, 0.0)
    assert line == "flux_train_replicate:   0%|          | 0/1000 [00:00<?, ?it/s]"


def test_nan_and_hours() -> None:
    """A loss can be nan; from an hour on there are hours."""
    line = progress_line("job", 10, 20, 7200.0, postfix=postfix(1e-4, math.nan))
    assert line == "job:  50%|█████     | 10/20 [2:00:00<2:00:00, 720.00s/it, lr: 1.0e-04 loss: nan]"


@given(st.integers(1, 6000), st.floats(0, 1), st.floats(0.001, 20_000), st.sampled_from(["", "job", "a job"]))
def test_every_line_fits_the_grammar(total: int, share: float, elapsed_s: float, name: str) -> None:
    """Whatever the numbers, the line can be read back."""
    done = int(total * share)
    found = GRAMMAR.fullmatch(progress_line(name, done, total, elapsed_s))
    assert found is not None
    assert (int(found[1]), int(found[2])) == (done, total)
