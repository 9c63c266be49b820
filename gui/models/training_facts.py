"""What the tabs Parameters and Money say of a training, as rows to show and to copy."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.attempts import Attempt
from core.domain.ledger import Transfer, TransferKind, customer_account
from core.domain.retries import run_of
from core.domain.trainings import Training
from core.money import ZERO, Stars
from core.services.attempts import SYSTEM
from core.services.trainings import TrainingDetails
from gui import assets, formats, texts
from gui.widgets.card import SummaryRow
from gui.widgets.fact_rows import Fact, FactGroup
from gui.widgets.story_view import StoryItem


def head_facts(details: TrainingDetails, attempt: Attempt) -> str:
    """Return the one line under the name: whose, how long, by which word, which try."""
    parameters = run_of(details.training, attempt).parameters
    return " · ".join(
        (
            details.row.customer_name,
            QCoreApplication.translate("TrainingFacts", "{steps} steps").format(
                steps=formats.count(parameters.steps)
            ),
            QCoreApplication.translate("TrainingFacts", "trigger {word}").format(
                word=parameters.trigger_word
            ),
            QCoreApplication.translate("TrainingFacts", "try {number}").format(number=attempt.number),
        )
    )


def parameter_groups(details: TrainingDetails, attempt: Attempt) -> list[FactGroup]:
    """Return everything the training was made of, in groups."""
    training = run_of(details.training, attempt)
    return [
        FactGroup(caption=QCoreApplication.translate("TrainingFacts", "Ids"), facts=_ids(training, attempt)),
        FactGroup(
            caption=QCoreApplication.translate("TrainingFacts", "Parameters"), facts=_parameters(training)
        ),
        FactGroup(caption=QCoreApplication.translate("TrainingFacts", "Photos"), facts=_photos(training)),
        FactGroup(
            caption=QCoreApplication.translate("TrainingFacts", "Trainer"), facts=_trainer(training, attempt)
        ),
    ]


def result_facts(attempt: Attempt) -> tuple[Fact, ...]:
    """Return what an attempt left at Replicate and here: version, weights, checksum."""
    version, url = attempt.output_version, attempt.weights_url
    return (
        _copied(QCoreApplication.translate("TrainingFacts", "Model version"), version),
        _copied(QCoreApplication.translate("TrainingFacts", "Weights URL"), url),
        _copied(QCoreApplication.translate("TrainingFacts", "SHA-256 of the file"), attempt.weights_sha256),
    )


def money_items(details: TrainingDetails) -> list[StoryItem]:
    """Return every transfer of every attempt, oldest first, with the customer's balance after it."""
    account = customer_account(details.training.customer_id)
    numbers = {attempt.id: attempt.number for attempt in details.attempts}
    return [_transfer(one, account, numbers.get(one.cause_id, 0)) for one in details.transfers]


def money_rows(details: TrainingDetails) -> list[SummaryRow]:
    """Return the sums: price, what the customer paid in the end, what Replicate bills."""
    account = customer_account(details.training.customer_id)
    moved = sum((one.effect_on(account) for one in details.transfers), ZERO)
    costs = [attempt.cost_micro_usd for attempt in details.attempts if attempt.cost_micro_usd is not None]
    return [
        SummaryRow(
            label=QCoreApplication.translate("TrainingFacts", "Price of the training"),
            value=formats.stars(details.training.price),
        ),
        SummaryRow(
            label=QCoreApplication.translate("TrainingFacts", "Taken from the balance"),
            value=formats.stars(-moved),
            role="strong",
            tooltip=QCoreApplication.translate("TrainingFacts", "All transfers of all attempts together"),
        ),
        SummaryRow(
            label=QCoreApplication.translate("TrainingFacts", "Replicate bills"),
            value=formats.dollars(sum(costs) if costs else None),
            tooltip=QCoreApplication.translate("TrainingFacts", "All attempts together"),
        ),
    ]


def _ids(training: Training, attempt: Attempt) -> tuple[Fact, ...]:
    return (
        _copied(QCoreApplication.translate("TrainingFacts", "Training"), training.id),
        _copied(QCoreApplication.translate("TrainingFacts", "Attempt"), attempt.id),
        _copied(QCoreApplication.translate("TrainingFacts", "At Replicate"), attempt.provider_id or ""),
        _copied(QCoreApplication.translate("TrainingFacts", "Destination"), training.destination),
        _copied(QCoreApplication.translate("TrainingFacts", "Customer"), str(training.customer_id)),
    )


def _parameters(training: Training) -> tuple[Fact, ...]:
    given = training.parameters
    caption = (
        QCoreApplication.translate("TrainingFacts", "yes")
        if given.autocaption
        else QCoreApplication.translate("TrainingFacts", "no")
    )
    return (
        Fact(label=QCoreApplication.translate("TrainingFacts", "Steps"), value=formats.count(given.steps)),
        _copied(QCoreApplication.translate("TrainingFacts", "Trigger word"), given.trigger_word),
        Fact(label=QCoreApplication.translate("TrainingFacts", "Learning rate"), value=given.learning_rate),
        Fact(label=QCoreApplication.translate("TrainingFacts", "LoRA rank"), value=str(given.lora_rank)),
        Fact(label=QCoreApplication.translate("TrainingFacts", "Batch size"), value=str(given.batch_size)),
        Fact(label=QCoreApplication.translate("TrainingFacts", "Resolution"), value=given.resolution),
        Fact(label=QCoreApplication.translate("TrainingFacts", "Captions by Replicate"), value=caption),
        Fact(label=QCoreApplication.translate("TrainingFacts", "Optimizer"), value=given.optimizer),
        Fact(
            label=QCoreApplication.translate("TrainingFacts", "Caption dropout"),
            value=given.caption_dropout_rate,
        ),
    )


def _photos(training: Training) -> tuple[Fact, ...]:
    dataset = training.dataset
    return (
        Fact(
            label=QCoreApplication.translate("TrainingFacts", "Photos"), value=formats.count(dataset.photos)
        ),
        Fact(
            label=QCoreApplication.translate("TrainingFacts", "With a caption"),
            value=formats.count(dataset.captions),
        ),
        Fact(
            label=QCoreApplication.translate("TrainingFacts", "Size"),
            value=formats.byte_size(dataset.size_bytes),
        ),
        _copied(QCoreApplication.translate("TrainingFacts", "SHA-256"), dataset.sha256),
    )


def _trainer(training: Training, attempt: Attempt) -> tuple[Fact, ...]:
    return (
        _copied(QCoreApplication.translate("TrainingFacts", "Trainer"), training.trainer),
        _copied(
            QCoreApplication.translate("TrainingFacts", "Its version"),
            attempt.version or training.trainer_version,
        ),
        Fact(
            label=QCoreApplication.translate("TrainingFacts", "Asked for"),
            value=formats.full_moment(training.created_at),
        ),
        Fact(label=QCoreApplication.translate("TrainingFacts", "Began"), value=_moment(attempt.started_at)),
        Fact(label=QCoreApplication.translate("TrainingFacts", "Ended"), value=_moment(attempt.completed_at)),
    )


def _copied(label: str, value: str) -> Fact:
    return Fact(label=label, value=value or formats.NOTHING, is_copied=bool(value), is_mono=True)


def _moment(moment: datetime | None) -> str:
    return formats.full_moment(moment) if moment else formats.NOTHING


_STATES = {TransferKind.HOLD: "held", TransferKind.SETTLE: "settled", TransferKind.RELEASE: "released"}


def _transfer(one: Transfer, account: str, attempt_number: int) -> StoryItem:
    look = assets.state_look(_STATES.get(one.kind, ""))
    change = one.effect_on(account)
    amount = formats.stars(change if change else one.amount, sign=bool(change))
    parts = [QCoreApplication.translate("TrainingFacts", "try {number}").format(number=attempt_number)]
    after = _after(one, account)
    if after is not None:
        words = QCoreApplication.translate("TrainingFacts", "balance after it {balance}")
        parts.append(words.format(balance=formats.stars_number(after)))
    elif one.kind is TransferKind.SETTLE:
        parts.append(QCoreApplication.translate("TrainingFacts", "the customer has paid"))
    if one.actor != SYSTEM:
        parts.append(QCoreApplication.translate("TrainingFacts", "by {actor}").format(actor=one.actor))
    return StoryItem(
        icon=look.icon,
        tone=look.tone,
        text=f"{texts.transfer_word(one.kind)}  {amount}",
        second=" · ".join(parts),
        moment=formats.clock_time(one.created_at),
        moment_full=formats.full_moment(one.created_at),
    )


def _after(one: Transfer, account: str) -> Stars | None:
    if one.debit == account:
        return one.debit_after
    return one.credit_after if one.credit == account else None
