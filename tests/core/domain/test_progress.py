"""Reading trainer logs: the grammar as trainers really write it, and what must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.progress import LogReader, Phase, Progress, loss_points, read_progress

REAL = (
    "flux_train_replicate:  83%|████████▎ | 2482/3000 [43:27<09:04,  1.05s/it, lr: 4.0e-04 loss: 2.472e-01]"
)
FIRST = "flux_train_replicate:   0%|          | 0/1000 [00:00<?, ?it/s]"


def bar(step: int, loss: str = "2.472e-01", total: int = 1000, name: str = "flux_train_replicate: ") -> str:
    """One line of the training bar as the trainer prints it."""
    percent = round(step * 100 / total)
    return f"{name} {percent}%|█▎ | {step}/{total} [00:10<00:20,  2.00it/s, lr: 4.0e-04 loss: {loss}]"


FLUX_LOG = "\n".join(
    [
        "2024-09-10T05:10:35Z | INFO  | [ Initiating ] chunk_size=150M dest=. url=https://weights/files.tar",
        '2024-09-10T05:11:01Z | INFO  | [ Complete ] dest=. size="34 GB" total_elapsed=26.188s',
        "Downloaded base weights in 26.606263875961304 seconds",
        "Extracted 12 files from zip to input_images",
        "Caption for input_images/photo-001.jpg: a photo of TOK, 40%|██| 2/5 [00:01<00:02, 1.0it/s]",
        "photo-002.jpg is already captioned",
        "Starting train job",
        "{",
        '"job": "extension",',
        "}",
        "Using EMA",
        "#############################################",
        "# Running job: flux_train_replicate",
        "#############################################",
        "Running  1 process",
        "Loading Flux model",
        "Loading checkpoint shards:  50%|█████     | 1/2 [00:00<00:00,  7.89it/s]",
        "making pipe",
        "preparing",
        "create LoRA network. base dim (rank): 16, alpha: 16",
        "create LoRA for U-Net: 494 modules.",
        "Dataset: input_images",
        "-  Preprocessing image dimensions",
        "100%|██████████| 12/12 [00:00<00:00, 300.00it/s]",
        "-  Found 12 images",
        "Caching latents:  40%|████      | 2/5 [00:00<00:00,  7.89it/s]",
        "Generating baseline samples before training",
        "Generating Images:  10%|█         | 1/10 [00:01<00:09,  1.00s/it]",
        FIRST,
        bar(1, "3.000e-01"),
        bar(2, "2.900e-01"),
        bar(2, "2.800e-01"),
        "# OOM during training step, skipping batch 1/3 #",
        bar(3, "nan"),
        bar(999, "1.000e-01"),
        "Saving at step 1000",
        "Saved to output/flux_train_replicate/lora.safetensors",
        "",
    ]
)


def test_reads_every_field_of_the_recorded_line() -> None:
    """The line recorded from a real training gives exactly its numbers."""
    assert read_progress(REAL) == Progress(
        phase=Phase.TRAIN,
        step=2482,
        total=3000,
        percent=83,
        rate_s_per_step=1.05,
        eta_s=9 * 60 + 4,
        elapsed_s=43 * 60 + 27,
        loss=0.2472,
        lr=4.0e-04,
    )


def test_first_line_without_rate_or_postfix() -> None:
    """Question marks and a missing postfix leave those fields unknown."""
    expected = Progress(phase=Phase.TRAIN, step=0, total=1000, percent=0, elapsed_s=0)
    assert read_progress(FIRST) == expected


def test_hours_and_steps_per_second() -> None:
    """H:MM:SS is understood and it/s is turned into seconds per step."""
    line = (
        "flux_train_replicate:  50%|██ | 3000/6000 [1:02:03<10:00:01,  4.00it/s, lr: 1.0e-04 loss: 1.0e-01]"
    )
    progress = read_progress(line)
    assert (progress.elapsed_s, progress.eta_s, progress.rate_s_per_step) == (3723, 36001, 0.25)


def test_a_rate_of_zero_is_unknown() -> None:
    """0.00it/s says nothing about the time a step takes."""
    line = "flux_train_replicate:   1%|  | 1/100 [00:10<?, 0.00it/s]"
    assert read_progress(line).rate_s_per_step is None


def test_nan_means_diverged_until_the_loss_is_finite_again() -> None:
    """The newest loss decides whether a training has diverged."""
    assert read_progress(bar(5, "nan")).diverged
    assert read_progress(bar(5, "nan")).loss is None
    assert read_progress(bar(5, "inf")).diverged
    assert not read_progress(bar(5, "nan") + "\n" + bar(6)).diverged


def test_several_losses() -> None:
    """`loss` is preferred; without it the first loss of the line counts, never the learning rate."""
    head = "flux_train_replicate:   1%|  | 1/100 [00:10<00:20, 1.00it/s, "
    assert read_progress(head + "lr: 4.0e-04 prior: 5.000e-01 loss: 2.000e-01]").loss == 0.2
    assert read_progress(head + "lr: 4.0e-04 prior: 5.000e-01, other: 2.000e-01]").loss == 0.5
    assert read_progress(head + "lr: 4.0e-04]").loss is None


def test_the_end_is_never_called_finished() -> None:
    """The last line, N−1 of N printed as 100 %, reads 99: only the status finishes a training."""
    progress = read_progress(bar(2999, total=3000))
    assert (progress.step, progress.percent) == (2999, 99)


def test_qwen_job_names() -> None:
    """The other trainer's job name carries an epoch and counts as well."""
    assert read_progress(bar(7, name="qwen_lora_1731000000: ")).step == 7


def test_bare_bar_of_an_unknown_trainer() -> None:
    """A bar without description counts when the log names no job."""
    progress = read_progress("preparing\n 12%|█▎ | 2/16 [00:00<00:01,  7.89it/s]")
    assert (progress.phase, progress.step, progress.total, progress.percent) == (Phase.TRAIN, 2, 16, 12)


def test_bare_bars_do_not_count_once_the_job_is_named() -> None:
    """Sampler and preprocessing bars never stand for the training of a named job."""
    sampler = " 12%|█▎ | 2/16 [00:00<00:01,  7.89it/s]"
    assert read_progress(f"# Running job: flux_train_replicate\n{sampler}").step is None
    assert read_progress(f"{sampler}\n# Running job: flux_train_replicate").step is None
    assert read_progress(f"{bar(5)}\n{sampler}").step == 5


@pytest.mark.parametrize(
    ("last_line", "phase"),
    [
        ("[ Complete ] dest=.", Phase.DOWNLOAD),
        ("is already captioned", Phase.DATA),
        ("Running  1 process", Phase.START),
        ("Loading checkpoint shards", Phase.LOAD),
        ("create LoRA for U-Net", Phase.NETWORK),
        ("Generating baseline", Phase.DATASET),
        (" 0/1000 ", Phase.TRAIN),
        ("# OOM during", Phase.TRAIN),
        ("Saved to", Phase.SAVING),
    ],
)
def test_phases_in_order(last_line: str, phase: Phase) -> None:
    """Cut after any line, the log says which phase it is in."""
    lines = FLUX_LOG.split("\n")
    cut = next(number for number, line in enumerate(lines) if last_line in line)
    assert read_progress("\n".join(lines[: cut + 1])).phase is phase


def test_empty_and_unknown_logs() -> None:
    """No text means queued; any text means that it started."""
    assert read_progress("").phase is Phase.QUEUED
    assert read_progress(" \n").phase is Phase.QUEUED
    assert read_progress("hello").phase is Phase.START


def test_saving_keeps_the_last_step() -> None:
    """While weights are saved the last step and loss stay visible."""
    progress = read_progress(FLUX_LOG)
    assert (progress.phase, progress.step, progress.loss) == (Phase.SAVING, 999, 0.1)


def test_loss_points_keep_the_last_of_each_step_and_skip_nan() -> None:
    """The curve has one finite point a step."""
    assert loss_points(FLUX_LOG) == [(1, 0.3), (2, 0.28), (999, 0.1)]


def test_carriage_returns_separate_lines() -> None:
    """A terminal log, where the bar overwrites itself, reads the same."""
    assert loss_points("\r".join([bar(1, "3.0e-01"), bar(2, "2.0e-01")])) == [(1, 0.3), (2, 0.2)]


def test_an_unfinished_line_does_not_count() -> None:
    """Half a line of the bar is no progress, however it is cut."""
    for cut in range(len(REAL)):
        assert read_progress(REAL[:cut]).step is None


def test_a_rewritten_log_replaces_the_old_one() -> None:
    """When the old text is no prefix of the new one, nothing of the old is kept."""
    reader = LogReader()
    reader.feed(bar(1) + "\n" + bar(2) + "\n")
    reader.feed(bar(9, "5.0e-01"))
    assert reader.progress.step == 9
    assert reader.points == [(9, 0.5)]


def test_over_long_lines_are_no_progress() -> None:
    """A dump of many kilobytes in one line is passed over, also where it spans the blocks read."""
    dump = "x" * 300_000
    assert read_progress(bar(4) + "\n" + dump).step == 4
    assert read_progress(dump + bar(4)).step is None


LINES = st.sampled_from([*FLUX_LOG.split("\n"), REAL, " 12%|█▎ | 2/16 [00:00<00:01, 7.89it/s, loss: 1.0]"])
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789%|/[]<?:,. \r\nitslorenaf-+_█"),
    st.builds(lambda lines, end: end.join(lines), st.lists(LINES), st.sampled_from(["\n", "\r", "\r\n"])),
    st.builds(lambda lines, noise: noise.join(lines), st.lists(LINES), st.text(max_size=3)),
)


@given(TEXTS, st.data())
def test_any_growth_gives_the_same_as_the_whole(text: str, data: st.DataObject) -> None:
    """However a log arrives, the reader ends with what the whole text says; both readings agree."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    reader = LogReader()
    for cut in [*cuts, len(text)]:
        reader.feed(text[:cut])
        assert reader.progress == read_progress(text[:cut])
    assert reader.points == loss_points(text)


@given(TEXTS, TEXTS)
def test_no_text_raises_and_replacing_equals_starting_afresh(old: str, new: str) -> None:
    """Arbitrary text is read without an error, and a log that was replaced leaves no trace."""
    reader = LogReader()
    reader.feed(old)
    reader.feed(new)
    assert reader.progress == read_progress(new)
    assert reader.points == loss_points(new)
    percent = reader.progress.percent
    assert percent is None or 0 <= percent <= 99
