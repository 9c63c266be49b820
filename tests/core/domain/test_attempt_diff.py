"""Two attempts side by side: what differs is seen, what differs in every run is not."""

from core.domain.attempt_diff import DiffKind, ParameterRow, log_rows, parameter_rows

BAR = (
    "flux_train_replicate:  {percent}%|███  | {step}/1000 [00:10<05:00,  1.05s/it, lr: 4.0e-04 loss: 2.4e-01]"
)
HEAD = ["2024-09-10T05:10:35Z | INFO | loading", *(f"line {letter}" for letter in "abcdefgh")]


def test_moments_durations_and_progress_do_not_count() -> None:
    """Two runs that did the same are one fold, whatever their clocks and losses say."""
    left = [*HEAD, "done in 26.6 seconds", *(BAR.format(percent=p, step=10 * p) for p in range(10, 40))]
    right = [
        "2025-01-01T00:00:00Z | INFO | loading", *HEAD[1:], "done in 1.5 seconds",
        *(BAR.format(percent=p, step=10 * p) for p in range(10, 70, 7)),
    ]  # fmt: skip
    (row,) = log_rows("\n".join(left), "\n".join(right))
    assert (row.kind, row.count) == (DiffKind.FOLDED, 11)


def test_a_change_stands_with_two_lines_around_it() -> None:
    """The rest is folded, and rows are numbered for the table."""
    left = [*HEAD, "steps: 1000", *HEAD[1:], "CUDA out of memory"]
    right = [*HEAD, "steps: 2000", *HEAD[1:]]
    rows = log_rows("\n".join(left), "\n".join(right))
    kinds = [row.kind for row in rows]
    assert kinds == [
        DiffKind.FOLDED, DiffKind.SAME, DiffKind.SAME, DiffKind.CHANGED,
        DiffKind.SAME, DiffKind.SAME, DiffKind.FOLDED, DiffKind.SAME, DiffKind.SAME, DiffKind.LEFT,
    ]  # fmt: skip
    assert (rows[3].left, rows[3].right) == ("steps: 1000", "steps: 2000")
    assert [row.place for row in rows] == list(range(len(rows)))
    assert sum(row.count for row in rows) == 7 + 4


def test_empty_logs_have_no_rows_and_a_missing_one_is_all_on_one_side() -> None:
    """An attempt that never ran has no log."""
    assert log_rows("", "") == ()
    assert [row.kind for row in log_rows("", "a\nb")] == [DiffKind.RIGHT, DiffKind.RIGHT]


def test_parameters_that_differ_come_first() -> None:
    """Also those that only one of the two had."""
    rows = parameter_rows(
        {"steps": 1000, "autocaption": True}, {"steps": 2000, "autocaption": True, "seed": 1}
    )
    assert rows == (
        ParameterRow(name="steps", left="1000", right="2000"),
        ParameterRow(name="seed", left="", right="1"),
        ParameterRow(name="autocaption", left="yes", right="yes"),
    )
