"""A training's life as lines of the story: each event a sentence with its numbers, then what goes on now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from core.domain.attempts import Attempt
from core.domain.progress import Progress
from core.domain.training_story import StoryEvent, StoryKind
from core.domain.trainings import Status
from core.money import Stars
from core.services.attempts import SYSTEM
from core.services.trainings import TrainingDetails
from gui import formats, texts
from gui.theme import Tone
from gui.widgets.story_view import StoryItem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What an event looks like, without its time."""

    icon: str
    tone: Tone
    text: str
    second: str = ""


def story_items(
    details: TrainingDetails, progress: Progress | None, now: datetime, heard_at: datetime | None = None
) -> list[StoryItem]:
    """Return the story of a training, and as its last line what it does at `now`.

    `progress` is what the log of the newest attempt tells, `heard_at` when Replicate was last asked.
    """
    events = _told(details.story)
    items = [_item(event, _words(event, details, events)) for event in events]
    live = _live(details.attempts[-1], progress, now)
    if live is not None:
        items.append(_at(live, heard_at or now))
    return items


def _told(story: Sequence[StoryEvent]) -> list[StoryEvent]:
    """Drop a send whose answer follows at once, and let "tried again" come before what it holds."""
    told: list[StoryEvent] = []
    for place, event in enumerate(story):
        after = story[place + 1].kind if place + 1 < len(story) else None
        if event.kind is StoryKind.SENT and after is StoryKind.ACCEPTED:
            continue
        if event.kind is StoryKind.RETRIED and told and told[-1].kind is StoryKind.HELD:
            told.insert(len(told) - 1, event)
            continue
        told.append(event)
    return told


def _item(event: StoryEvent, words: _Words) -> StoryItem:
    return _at(words, event.at)


def _at(words: _Words, moment: datetime) -> StoryItem:
    return StoryItem(
        icon=words.icon,
        tone=words.tone,
        text=words.text,
        second=words.second,
        moment=formats.clock_time(moment),
        moment_full=formats.full_moment(moment),
    )


def _words(event: StoryEvent, details: TrainingDetails, events: Sequence[StoryEvent]) -> _Words:
    if event.kind is StoryKind.MACHINE_READY:
        return _machine_ready(event, events)
    if event.kind in _ENDS:
        return _ENDS[event.kind](event, _attempt_of(event, details))
    return _PLAIN[event.kind](event)


def _attempt_of(event: StoryEvent, details: TrainingDetails) -> Attempt:
    return next(one for one in details.attempts if one.number == event.attempt_number)


def _held(event: StoryEvent) -> _Words:
    text = QCoreApplication.translate("Story", "{amount} held").format(amount=_stars(event, "amount"))
    return _Words(icon="lock-simple", tone=Tone.WARN, text=text, second=_join(_balances(event), _by(event)))


def _destination_ready(event: StoryEvent) -> _Words:
    text = QCoreApplication.translate("Story", "Destination ready")
    return _Words(icon="cube", tone=Tone.MUTE, text=text, second=_fact(event, "destination"))


def _dataset_sent(event: StoryEvent) -> _Words:
    photos, captions = _number(event, "photos"), _number(event, "captions")
    parts = [
        QCoreApplication.translate("Story", "%n photo(s)", "", photos),
        formats.byte_size(_number(event, "size_bytes")),
    ]
    if captions < photos:
        parts.append(QCoreApplication.translate("Story", "%n without caption", "", photos - captions))
    return _Words(
        icon="upload-simple",
        tone=Tone.MUTE,
        text=QCoreApplication.translate("Story", "Dataset sent"),
        second=", ".join(parts),
    )


def _sent(event: StoryEvent) -> _Words:
    again = _number(event, "number") > 1
    text = (
        QCoreApplication.translate("Story", "Sent to Replicate again")
        if again
        else QCoreApplication.translate("Story", "Sent to Replicate")
    )
    return _Words(icon="paper-plane-tilt", tone=Tone.MUTE, text=text)


def _waiting(event: StoryEvent) -> _Words:
    second = QCoreApplication.translate("Story", "nothing is lost, it goes on by itself")
    return _Words(
        icon="hourglass-simple",
        tone=Tone.WARN,
        text=_capital(texts.waiting_word(_fact(event, "code"))),
        second=second,
    )


def _unknown(_event: StoryEvent) -> _Words:
    return _Words(
        icon="question",
        tone=Tone.UNK,
        text=QCoreApplication.translate("Story", "No answer came: asking Replicate"),
        second=QCoreApplication.translate("Story", "nothing is repeated and no star moves until it is known"),
    )


def _found(event: StoryEvent) -> _Words:
    text = QCoreApplication.translate("Story", "Found at Replicate by our marker")
    return _Words(icon="check", tone=Tone.OK, text=text, second=_fact(event, "provider_id"))


def _absent(event: StoryEvent) -> _Words:
    second = QCoreApplication.translate("Story", "looked %n time(s)", "", _number(event, "looks"))
    text = QCoreApplication.translate("Story", "Replicate never got it")
    return _Words(icon="prohibit", tone=Tone.WARN, text=text, second=second)


def _accepted(event: StoryEvent) -> _Words:
    text = QCoreApplication.translate("Story", "Accepted by Replicate")
    return _Words(icon="paper-plane-tilt", tone=Tone.MUTE, text=text, second=_fact(event, "provider_id"))


def _cancel_asked(event: StoryEvent) -> _Words:
    text = QCoreApplication.translate("Story", "Cancelling asked for")
    return _Words(icon="hand-palm", tone=Tone.WARN, text=text, second=_by(event))


def _settled(event: StoryEvent) -> _Words:
    text = QCoreApplication.translate("Story", "{amount} settled").format(amount=_stars(event, "amount"))
    second = QCoreApplication.translate("Story", "the customer has paid")
    return _Words(icon="check", tone=Tone.OK, text=text, second=second)


def _released(event: StoryEvent) -> _Words:
    text = QCoreApplication.translate("Story", "{amount} released").format(amount=_stars(event, "amount"))
    return _Words(icon="arrow-u-up-left", tone=Tone.OK, text=text, second=_join(_balances(event), _by(event)))


def _retried(event: StoryEvent) -> _Words:
    text = (
        QCoreApplication.translate("Story", "Try {number}, charged again")
        if _number(event, "price")
        else QCoreApplication.translate("Story", "Try {number}, free for the customer")
    )
    return _Words(
        icon="arrow-clockwise",
        tone=Tone.RUN,
        text=text.format(number=event.attempt_number),
        second=_join(_fact(event, "reason"), _by(event)),
    )


def _retry_planned(event: StoryEvent) -> _Words:
    told = _fact(event, "at")
    moment = formats.clock_time(datetime.fromisoformat(told)) if told else "…"
    number = QCoreApplication.translate("Story", "automatic retry {number}")
    return _Words(
        icon="timer",
        tone=Tone.RUN,
        text=QCoreApplication.translate("Story", "Will be retried by itself at {time}").format(time=moment),
        second=number.format(number=_number(event, "number")),
    )


def _retry_dropped(event: StoryEvent) -> _Words:
    return _Words(
        icon="prohibit",
        tone=Tone.MUTE,
        text=QCoreApplication.translate("Story", "Will not be retried by itself"),
        second=_by(event),
    )


def _weights_saved(event: StoryEvent) -> _Words:
    return _Words(
        icon="download-simple",
        tone=Tone.MUTE,
        text=QCoreApplication.translate("Story", "Weights saved on this machine"),
        second=_join(formats.byte_size(_number(event, "size_bytes")), _by(event)),
    )


def _forgotten(_event: StoryEvent) -> _Words:
    return _Words(
        icon="prohibit",
        tone=Tone.WARN,
        text=QCoreApplication.translate("Story", "Replicate had deleted its log and output"),
        second=QCoreApplication.translate("Story", "what was read before is kept"),
    )


_PLAIN: dict[StoryKind, Callable[[StoryEvent], _Words]] = {
    StoryKind.HELD: _held,
    StoryKind.DESTINATION_READY: _destination_ready,
    StoryKind.DATASET_SENT: _dataset_sent,
    StoryKind.SENT: _sent,
    StoryKind.WAITING: _waiting,
    StoryKind.UNKNOWN: _unknown,
    StoryKind.FOUND: _found,
    StoryKind.ABSENT: _absent,
    StoryKind.ACCEPTED: _accepted,
    StoryKind.CANCEL_ASKED: _cancel_asked,
    StoryKind.SETTLED: _settled,
    StoryKind.RELEASED: _released,
    StoryKind.RETRIED: _retried,
    StoryKind.RETRY_PLANNED: _retry_planned,
    StoryKind.RETRY_DROPPED: _retry_dropped,
    StoryKind.WEIGHTS_SAVED: _weights_saved,
    StoryKind.FORGOTTEN: _forgotten,
}


def _machine_ready(event: StoryEvent, events: Sequence[StoryEvent]) -> _Words:
    waited = ""
    for one in events:
        if one.kind is StoryKind.ACCEPTED and one.attempt_number == event.attempt_number:
            words = QCoreApplication.translate("Story", "queued {duration}")
            waited = words.format(duration=formats.duration(event.at - one.at))
    text = QCoreApplication.translate("Story", "Machine ready")
    return _Words(icon="hourglass-simple", tone=Tone.MUTE, text=text, second=waited)


def _succeeded(_event: StoryEvent, attempt: Attempt) -> _Words:
    text = QCoreApplication.translate("Story", "Succeeded")
    return _Words(icon="check-circle", tone=Tone.OK, text=text, second=_ran_and_cost(attempt))


def _failed(event: StoryEvent, attempt: Attempt) -> _Words:
    failure = _fact(event, "failure_class")
    return _Words(
        icon="warning-circle",
        tone=Tone.BAD,
        text=texts.failure_headline(failure),
        second="\n".join(part for part in (texts.failure_remedy(failure), _ran_and_cost(attempt)) if part),
    )


def _canceled(_event: StoryEvent, attempt: Attempt) -> _Words:
    text = QCoreApplication.translate("Story", "Cancelled")
    return _Words(icon="prohibit", tone=Tone.MUTE, text=text, second=_ran_and_cost(attempt))


_ENDS: dict[StoryKind, Callable[[StoryEvent, Attempt], _Words]] = {
    StoryKind.SUCCEEDED: _succeeded,
    StoryKind.FAILED: _failed,
    StoryKind.ABORTED: _failed,
    StoryKind.CANCELED: _canceled,
}


def _live(attempt: Attempt, progress: Progress | None, now: datetime) -> _Words | None:
    if attempt.status is Status.STARTING:
        return _Words(
            icon="hourglass-simple",
            tone=Tone.RUN,
            text=QCoreApplication.translate("Story", "Waits for a machine"),
            second=QCoreApplication.translate("Story", "Replicate has it in its queue"),
        )
    if attempt.status is not Status.PROCESSING:
        return None
    if attempt.progress_step is None or attempt.progress_total is None:
        return _Words(icon="spinner", tone=Tone.RUN, text=_capital(texts.phase_word(attempt.phase)))
    text = QCoreApplication.translate("Story", "Training, step {step} of {total}").format(
        step=formats.count(attempt.progress_step), total=formats.count(attempt.progress_total)
    )
    return _Words(icon="spinner", tone=Tone.RUN, text=text, second=_pace(attempt, progress, now))


def _pace(attempt: Attempt, progress: Progress | None, now: datetime) -> str:
    parts = []
    if progress is not None and progress.rate_s_per_step:
        rate = QCoreApplication.translate("Story", "{rate} s/step")
        parts.append(rate.format(rate=f"{progress.rate_s_per_step:.2f}"))
    if progress is not None and progress.diverged:
        parts.append(QCoreApplication.translate("Story", "loss is not a number"))
    elif attempt.loss is not None:
        parts.append(QCoreApplication.translate("Story", "loss {loss}").format(loss=f"{attempt.loss:.3f}"))
    if attempt.eta_s is not None:
        end = formats.clock_time(now + timedelta(seconds=attempt.eta_s))[:5]
        parts.append(QCoreApplication.translate("Story", "ends about {time}").format(time=end))
    return " · ".join(parts)


def _ran_and_cost(attempt: Attempt) -> str:
    parts = []
    if attempt.started_at and attempt.completed_at:
        parts.append(formats.duration(attempt.completed_at - attempt.started_at))
    if attempt.cost_micro_usd is not None:
        cost = formats.dollars(attempt.cost_micro_usd)
        parts.append(QCoreApplication.translate("Story", "Replicate bills {cost}").format(cost=cost))
    return " · ".join(parts)


def _balances(event: StoryEvent) -> str:
    if "before" not in event.facts or "after" not in event.facts:
        return ""
    return QCoreApplication.translate("Story", "balance {before} → {after}").format(
        before=formats.stars_number(Stars(_number(event, "before"))),
        after=formats.stars_number(Stars(_number(event, "after"))),
    )


def _by(event: StoryEvent) -> str:
    if event.actor == SYSTEM:
        return ""
    return QCoreApplication.translate("Story", "by {actor}").format(actor=event.actor)


def _fact(event: StoryEvent, name: str) -> str:
    value = event.facts.get(name)
    return "" if value is None else str(value)


def _number(event: StoryEvent, name: str) -> int:
    value = event.facts.get(name)
    return value if isinstance(value, int) else 0


def _stars(event: StoryEvent, name: str) -> str:
    return formats.stars(Stars(_number(event, name)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
