"""The story of a training in sentences."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.domain.training_story import StoryEvent, StoryKind
from core.services.attempts import SYSTEM
from core.services.trainings import TrainingDetails
from gui.models.story_items import story_items
from gui.theme import Tone
from gui.widgets.story_view import StoryItem
from tests.fakes.desk import desk

NOON = datetime(2025, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
async def details(tmp_path: Path, qapp: object) -> TrainingDetails:
    """Return a training that failed, as core gives it."""
    async with desk(tmp_path) as here:
        await here.add_customer(500)
        return await here.ended(await here.start("FAIL_OOM"))


def event(
    kind: StoryKind, facts: Mapping[str, object], *, second: int = 0, actor: str = SYSTEM
) -> StoryEvent:
    """Return an event of the first attempt."""
    return StoryEvent(
        id=f"{second:04d}",
        training_id="training",
        attempt_number=1,
        kind=kind,
        actor=actor,
        facts=facts,
        at=NOON + timedelta(seconds=second),
    )


def told(details: TrainingDetails, *events: StoryEvent) -> list[StoryItem]:
    """Return the lines of these events."""
    made = TrainingDetails(
        training=details.training,
        row=details.row,
        attempts=details.attempts,
        story=events,
        transfers=details.transfers,
    )
    return story_items(made, None, NOON)


@pytest.mark.parametrize(
    ("kind", "facts", "text", "second"),
    [
        (
            StoryKind.HELD,
            {"amount": 22000, "before": 47600, "after": 25600},
            "220.00 ★ held",
            "balance 476.00 → 256.00 · by Olga",
        ),
        (StoryKind.DESTINATION_READY, {"destination": "acme/anna"}, "Destination ready", "acme/anna"),
        (StoryKind.SENT, {"number": 2}, "Sent to Replicate again", ""),
        (StoryKind.WAITING, {"code": "offline"}, "Waits for the network", "nothing is lost"),
        (StoryKind.UNKNOWN, {}, "No answer came: asking Replicate", "no star moves"),
        (StoryKind.ACCEPTED, {"provider_id": "z4bc1"}, "Accepted by Replicate", "z4bc1"),
        (StoryKind.CANCEL_ASKED, {}, "Cancelling asked for", "by Olga"),
        (StoryKind.SETTLED, {"amount": 22000}, "220.00 ★ settled", "the customer has paid"),
        (
            StoryKind.RELEASED,
            {"amount": 22000, "before": 25600, "after": 47600},
            "220.00 ★ released",
            "balance 256.00 → 476.00",
        ),
        (
            StoryKind.RETRY_PLANNED,
            {"at": "2026-11-26T12:00:00+00:00", "number": 2},
            "Will be retried by itself at 12:00:00",
            "automatic retry 2",
        ),
        (StoryKind.RETRY_DROPPED, {}, "Will not be retried by itself", ""),
        (StoryKind.RETRIED, {"price": 0, "reason": "our fault"}, "Try 1, free for the customer", "our fault"),
        (StoryKind.FAILED, {"failure_class": "resources"}, "Out of memory", "Lower the resolution"),
    ],
)
def test_each_event_is_a_sentence_with_its_numbers(
    details: TrainingDetails, kind: StoryKind, facts: Mapping[str, object], text: str, second: str
) -> None:
    """What happened stands in the first line, the numbers and who did it in the second."""
    (item,) = told(details, event(kind, facts, actor="Olga"))
    assert item.text == text
    assert second in item.second


def test_every_kind_of_event_has_words(details: TrainingDetails) -> None:
    """No event of core is without its sentence."""
    for kind in StoryKind:
        (item,) = told(details, event(kind, {}))
        assert item.text


def test_photos_without_a_caption_are_counted(details: TrainingDetails) -> None:
    """The line of the dataset has photos, size and what lacks a caption."""
    facts = {"photos": 14, "captions": 12, "size_bytes": 23_488_102}
    (item,) = told(details, event(StoryKind.DATASET_SENT, facts))
    assert "22.4 MB" in item.second
    assert item.second.endswith("2 without caption")


def test_the_time_in_the_queue_is_told_when_the_machine_is_ready(details: TrainingDetails) -> None:
    """From acceptance to the machine is the time in the queue."""
    accepted = event(StoryKind.ACCEPTED, {"provider_id": "z"})
    ready = event(StoryKind.MACHINE_READY, {}, second=38)
    assert told(details, accepted, ready)[1].second == "queued 38 s"


def test_a_send_that_was_answered_is_not_told_twice(details: TrainingDetails) -> None:
    """Sent and accepted in one breath is one line; sent without an answer stays."""
    sent, accepted = event(StoryKind.SENT, {"number": 1}), event(StoryKind.ACCEPTED, {}, second=1)
    assert [item.text for item in told(details, sent, accepted)] == ["Accepted by Replicate"]
    assert [item.text for item in told(details, sent)] == ["Sent to Replicate"]


def test_a_failure_is_marked_bad_and_a_hold_as_waiting(details: TrainingDetails) -> None:
    """Tones carry the meaning beside icon and word."""
    items = story_items(details, None, NOON)
    assert items[0].tone is Tone.WARN
    assert {item.tone for item in items if item.text == "Out of memory"} == {Tone.BAD}
