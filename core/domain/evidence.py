"""The evidence of one attempt as files of plain text: facts, timeline, transfers, log, request and answer.

Only what is listed here goes in, each text scrubbed: of people the Telegram id of the customer it is about,
of staff nothing but that it was an operator.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from core.domain.attempts import Attempt, MoneyState
from core.domain.exchange import Exchange
from core.domain.ledger import Transfer
from core.domain.messages import stars_text
from core.domain.training_story import StoryEvent
from core.domain.trainings import Training
from core.money import Stars

SYSTEM = "system"
LOG_CHARS = 2_000_000
"""So much of the end of a log goes in."""
_STARS = frozenset({"amount", "before", "after"})
_TOLD_FACTS = _STARS | {"failure_class", "code", "photos", "captions", "size_bytes", "number"}

Scrub = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about one attempt."""

    training: Training
    attempt: Attempt
    money: MoneyState
    story: Sequence[StoryEvent]
    transfers: Sequence[Transfer]
    exchange: Exchange
    log: str
    answer: str
    made_at: datetime


def own_words(training: Training, attempt: Attempt, transfers: Iterable[Transfer]) -> frozenset[str]:
    """Return the ids of this very attempt, which stay readable in its evidence."""
    words = {
        training.id, attempt.id, attempt.provider_id or "", attempt.version, training.model_name,
        training.destination, training.trainer, training.dataset.sha256, attempt.output_version,
        training.parameters.trigger_word, str(training.customer_id), *(one.id for one in transfers),
    }  # fmt: skip
    return frozenset(word for word in words if word)


def files(evidence: Evidence, scrub: Scrub) -> dict[str, str]:
    """Return the texts by the name of their file."""
    made = {
        "facts.txt": _facts(evidence, scrub),
        "timeline.txt": "\n".join(_event(one) for one in evidence.story),
        "transfers.txt": "\n".join(_transfer(one, evidence) for one in evidence.transfers),
        "log.txt": scrub(evidence.log[-LOG_CHARS:]),
        "request.json.txt": scrub(evidence.exchange.request),
        "answer.json.txt": scrub(evidence.exchange.answer),
        "for-the-customer.txt": evidence.answer,
    }
    return {name: text + "\n" for name, text in made.items() if text}


def _facts(evidence: Evidence, scrub: Scrub) -> str:
    training, attempt = evidence.training, evidence.attempt
    lines: list[tuple[str, object]] = [
        ("Evidence made", _moment(evidence.made_at)),
        ("Error id", attempt.id),
        ("Training", training.id),
        ("Try", attempt.number),
        ("At the provider", attempt.provider_id),
        ("Customer (Telegram id)", training.customer_id),
        ("Model", training.model_name),
        ("Trainer", training.trainer),
        ("Trainer version", attempt.version),
        ("Status", attempt.status.value),
        ("Class of failure", attempt.failure_class),
        ("Error", scrub(attempt.error)),
        ("Price, stars", stars_text(attempt.price)),
        ("Stars are", evidence.money.value),
        ("Provider cost, USD", _dollars(attempt.cost_micro_usd)),
        ("Asked for", _moment(training.created_at)),
        ("Sent", _moment(attempt.sent_at)),
        ("Began", _moment(attempt.started_at)),
        ("Ended", _moment(attempt.completed_at)),
        ("Photos", training.dataset.photos),
        ("Photos, SHA-256", training.dataset.sha256),
    ]
    given: Mapping[str, object] = asdict(training.parameters)
    lines += [(f"Parameter {name}", value) for name, value in given.items()]
    return "\n".join(f"{name}: {'—' if value in (None, '') else value}" for name, value in lines)


def _event(event: StoryEvent) -> str:
    told = [f"{name}={_told(name, value)}" for name, value in event.facts.items() if name in _TOLD_FACTS]
    return " · ".join([_moment(event.at), f"try {event.attempt_number}", event.kind.value, *told])


def _told(name: str, value: object) -> str:
    return stars_text(Stars(value)) if name in _STARS and isinstance(value, int) else str(value)


def _transfer(one: Transfer, evidence: Evidence) -> str:
    cause = f"try {evidence.attempt.number}" if one.cause_id == evidence.attempt.id else "another try"
    by = SYSTEM if one.actor == SYSTEM else "operator"
    parts = (
        _moment(one.created_at),
        one.kind.value,
        f"{stars_text(one.amount)} stars",
        cause,
        f"by {by}",
        one.id,
    )
    return " · ".join(parts)


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "—"


def _dollars(micro: int | None) -> str:
    return "—" if micro is None else f"{micro // 1_000_000}.{micro % 1_000_000 // 10_000:02d}"
