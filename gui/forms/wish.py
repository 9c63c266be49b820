"""The training an operator is putting together, and in words what it costs, does, and what is in its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from core.domain.datasets import DatasetReport
from core.domain.pricing import TRAINER_COSTS, TrainerCost, TrainingRate
from core.domain.trainers import TrainerInputs
from core.domain.trainings import Parameters
from core.money import ZERO, Stars
from core.services.people import CustomerCard
from gui import formats, texts
from gui.theme import Tone
from gui.widgets.card import SummaryRow
from gui.widgets.issue_list import Issue

_MINUTE_S = 60
_SUGGESTED = frozenset({"model_name", "trigger_word"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A form as it stands. `problems` holds by field what is wrong with it."""

    request_id: str
    customer: CustomerCard | None
    report: DatasetReport | None
    is_inspecting: bool
    model_name: str
    destination: str
    parameters: Parameters
    trainer: str
    trainer_version: str
    inputs: TrainerInputs
    problems: Mapping[str, str]
    rate: TrainingRate | None
    """What trainings cost; None until the price list is read."""

    @property
    def price(self) -> Stars:
        """Return what the customer pays; zero while that is not known, and then nothing can be started."""
        return ZERO if self.rate is None else self.rate.price(self.parameters.steps)

    @property
    def cost(self) -> TrainerCost | None:
        """Return how the trainer is billed, none if that is not known."""
        return TRAINER_COSTS.get(self.trainer)

    @property
    def photos(self) -> int:
        """Return how many photos would be sent."""
        return len(self.report.good_photos) if self.report is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a start depends on beside the form."""

    may_start: bool
    gate_problem: str
    """Why nothing is sent to Replicate; empty while the gate is open."""
    is_broken: bool
    """Nothing gets through to Replicate; what is started waits and goes on by itself."""
    running: frozenset[str]
    """Model names of the customer's running trainings."""


def summary_rows(wish: Wish) -> list[SummaryRow]:
    """Return the figures: price, balance, what it costs us, how long it takes."""
    rows = [
        SummaryRow(
            label=QCoreApplication.translate("Wish", "Price"), value=formats.stars(wish.price), role="strong"
        )
    ]
    value, role = formats.NOTHING, ""
    if wish.customer is not None:
        after = wish.customer.balance - wish.price
        value = f"{formats.stars_number(wish.customer.balance)} → {formats.stars(after)}"
        role = "bad" if after.hundredths < 0 else "strong"
    rows.append(SummaryRow(label=QCoreApplication.translate("Wish", "Balance"), value=value, role=role))
    if wish.cost is not None:
        steps = wish.parameters.steps
        about = QCoreApplication.translate("Wish", "about {value}")
        cost = about.format(value=formats.dollars(wish.cost.estimate_micro_usd(steps)))
        time = about.format(value=_round_time(wish.cost.usual_seconds(steps)))
        rows.append(SummaryRow(label=QCoreApplication.translate("Wish", "Provider cost"), value=cost))
        rows.append(SummaryRow(label=QCoreApplication.translate("Wish", "Usual time"), value=time))
    return rows


def plan(wish: Wish, around: Surroundings) -> list[Issue]:
    """Return what will happen, one sentence each; empty until there are a customer and good photos."""
    if wish.customer is None or wish.report is None or not wish.report.usable:
        return []
    if around.gate_problem:
        return _plan_of_keeping()
    sent = QCoreApplication.translate("Wish", "%n photo(s) are sent to Replicate.", "", wish.photos)
    held = QCoreApplication.translate(
        "Wish", "{price} are held now, taken when it succeeds and given back when it does not."
    )
    told = QCoreApplication.translate("Wish", "{name} gets a message at the start and at the end.")
    lines = [
        Issue(sent, icon="image"),
        Issue(held.format(price=formats.stars(wish.price)), icon="lock-simple"),
        Issue(told.format(name=wish.customer.customer.name), icon="chat-circle-dots"),
    ]
    if not wish.problems:
        made = QCoreApplication.translate("Wish", "The model becomes {destination}, called by {word}.")
        words = made.format(destination=wish.destination, word=wish.parameters.trigger_word)
        lines.insert(2, Issue(words, icon="cube"))
    return lines


def _plan_of_keeping() -> list[Issue]:
    kept = QCoreApplication.translate("Wish", "The launch is kept as it stands here; no star is held.")
    offered = QCoreApplication.translate(
        "Wish", "When something can be sent again, it is offered above the page, at the price of then."
    )
    return [Issue(kept, icon="tray"), Issue(offered, icon="play")]


def notes(around: Surroundings) -> list[Issue]:
    """Return what is to be known and stops nothing."""
    if around.gate_problem:
        words = QCoreApplication.translate("Wish", "Nothing is sent to Replicate now: {reason}")
        return [Issue(words.format(reason=around.gate_problem), Tone.WARN)]
    if around.is_broken:
        words = QCoreApplication.translate(
            "Wish", "Replicate cannot be reached now: the training waits here and is sent when it can be."
        )
        return [Issue(words, Tone.WARN)]
    return []


def deed(wish: Wish, around: Surroundings) -> str:
    """Return what the button does."""
    if around.gate_problem:
        return QCoreApplication.translate("Wish", "Keep the launch")
    words = QCoreApplication.translate("NewTrainingPage", "Start training · {price}")
    return words.format(price=formats.stars(wish.price))


def reasons(wish: Wish, around: Surroundings) -> list[Issue]:
    """Return everything that is in the way of a start, in words; empty when it can succeed."""
    found = [
        *_reasons_around(around),
        *_reasons_of_customer(wish),
        *_reasons_of_photos(wish),
        *_reasons_of_fields(wish),
    ]
    if wish.model_name in around.running:
        words = QCoreApplication.translate(
            "Wish",
            "A training of {model} is still running for this customer: wait for it, cancel it, "
            "or choose another model name.",
        )
        found.append(Issue(words.format(model=wish.model_name), Tone.BAD))
    return found


def _reasons_around(around: Surroundings) -> list[Issue]:
    found = []
    if not around.may_start:
        words = QCoreApplication.translate("Wish", "Your role may not start trainings.")
        found.append(Issue(words, Tone.BAD))
    return found


def _reasons_of_customer(wish: Wish) -> list[Issue]:
    if wish.customer is None:
        return [Issue(QCoreApplication.translate("Wish", "Choose a customer."))]
    have, need = wish.customer.balance, wish.price
    if have.hundredths >= need.hundredths:
        return []
    words = QCoreApplication.translate(
        "Wish", "It costs {need}, the customer has {have}: {missing} are missing."
    )
    words = words.format(
        need=formats.stars(need), have=formats.stars(have), missing=formats.stars(need - have)
    )
    return [Issue(words, Tone.BAD)]


def _reasons_of_photos(wish: Wish) -> list[Issue]:
    if wish.is_inspecting:
        return [Issue(QCoreApplication.translate("Wish", "The photos are still being looked at."))]
    if wish.report is None:
        return [Issue(QCoreApplication.translate("Wish", "Add the photos."))]
    words = QCoreApplication.translate("Wish", "The photos cannot be used: {problem}.")
    return [
        Issue(words.format(problem=_with_name(problem.name, texts.dataset_problem(problem))), Tone.BAD)
        for problem in wish.report.problems
        if problem.blocks
    ]


def _reasons_of_fields(wish: Wish) -> list[Issue]:
    found = []
    if wish.rate is None:
        found.append(Issue(QCoreApplication.translate("Wish", "The price list is still being read.")))
    if wish.cost is None:
        words = QCoreApplication.translate("Wish", "What the trainer {trainer} costs is not known.")
        found.append(Issue(words.format(trainer=wish.trainer), Tone.BAD))
    if wish.inputs.unmet:
        words = QCoreApplication.translate(
            "Wish", "This program cannot drive the trainer {trainer}: it has other inputs ({inputs})."
        )
        words = words.format(trainer=wish.trainer, inputs=", ".join(wish.inputs.unmet))
        found.append(Issue(words, Tone.BAD))
    for field, problem in wish.problems.items():
        if wish.customer is None and field in _SUGGESTED:
            continue  # the customer brings them
        found.append(Issue(f"{_field_word(field)}: {_lower_first(problem)}"))
    return found


def _field_word(field: str) -> str:
    words = {
        "model_name": QCoreApplication.translate("Wish", "Model name"),
        "trigger_word": QCoreApplication.translate("Wish", "Trigger word"),
        "learning_rate": QCoreApplication.translate("Wish", "Learning rate"),
        "caption_dropout_rate": QCoreApplication.translate("Wish", "Caption dropout"),
        "trainer_version": QCoreApplication.translate("Wish", "Trainer version"),
    }
    return words.get(field, field)


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _with_name(name: str, clause: str) -> str:
    return f"{name}: {clause}" if name else clause


def _round_time(seconds: int) -> str:
    """Return a usual time without seconds: it is an estimate."""
    minutes = max(1, round(seconds / _MINUTE_S))
    if minutes < _MINUTE_S:
        return QCoreApplication.translate("Wish", "{min} min").format(min=minutes)
    return formats.duration(timedelta(minutes=minutes))
