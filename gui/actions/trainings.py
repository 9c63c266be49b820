"""What an operator does with one training: each deed asks, calls core, and tells.

What core refuses is raised as it is; the page that started the deed shows it. `*_obstacle` say beforehand, in
words for a tooltip, why a deed cannot be done now, and nothing if it can.
"""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.attempts import Attempt
from core.domain.people import Permission
from core.domain.retries import RetryPrice
from core.domain.trainings import Dataset, Status
from core.errors import DatasetError, RemoteError
from core.services.trainings import TrainingDetails
from core.settings import Settings, is_loopback
from gui import dialogs, formats, texts
from gui.actions import new_training
from gui.forms.retry_form import RetryOffer, ask_retry
from gui.widgets.page import Page

ASKED_FOR_S = 1.5
"""How long a question waits for what the trainer says of itself."""
REPLICATE_PAGE = "https://replicate.com/p/"

Progressed = Callable[[int, int | None], None]


async def cancel(page: Page, core: Core, details: TrainingDetails) -> None:
    """Ask, then ask Replicate to stop the training; its stars come back when it has stopped."""
    row, attempt = details.row, details.attempts[-1]
    title = QCoreApplication.translate("TrainingActions", "Cancel {model}?").format(model=row.model_name)
    text = QCoreApplication.translate(
        "TrainingActions", "The training of {customer} ends unfinished. {stars}"
    )
    sure = await dialogs.ask(
        page,
        title,
        text.format(customer=_name(details), stars=_stars_after_cancel(attempt)),
        confirm=QCoreApplication.translate("TrainingActions", "Cancel training"),
        danger=True,
    )
    if sure:
        await core.trainings.cancel(row.id, core.operator)
        said = QCoreApplication.translate("TrainingActions", "{model} is being cancelled")
        page.said.emit(said.format(model=row.model_name))


async def retry(page: Page, core: Core, details: TrainingDetails) -> None:
    """Ask who pays, then run the ended training again as one new attempt."""
    training, last = details.training, details.attempts[-1]
    outlook = await core.trainings.outlook(training.id)
    offer = RetryOffer(
        model=training.model_name,
        customer=_name(details),
        price=outlook.price,
        balance=outlook.balance,
        failure_class=last.failure_class,
        attempts=len(details.attempts),
        ended=core.clock.now() - last.completed_at if last.completed_at else None,
        may_be_free=core.operator.may(Permission.RETRY_FREE),
        outlook=outlook,
        newest=await _newer_version(core, training.trainer, last.version),
        is_gate_open=core.gate.state.is_open,
    )

    async def pick_photos(parent: QWidget) -> Dataset | None:
        return await _other_photos(parent, core)

    answer = await ask_retry(page, offer, pick_photos)
    if answer is None:
        return
    attempt = await core.trainings.retry(
        training.id,
        after_attempt=last.id,
        price=answer.price,
        reason=answer.reason,
        operator=core.operator,
        changes=answer.changes,
    )
    said = (
        QCoreApplication.translate("TrainingActions", "{model}: try {number} is on its way, {price} held")
        if answer.price is RetryPrice.CHARGE_AGAIN
        else QCoreApplication.translate("TrainingActions", "{model}: try {number} is on its way, free")
    )
    page.said.emit(
        said.format(model=training.model_name, number=attempt.number, price=formats.stars(attempt.price))
    )


async def _newer_version(core: Core, trainer: str, used: str) -> str:
    """Return the trainer's newest version if it is not the one that was used; empty if nobody knows."""
    try:
        async with asyncio.timeout(ASKED_FOR_S):
            newest = (await core.trainers.inputs(trainer)).version
    except (RemoteError, TimeoutError):
        return ""
    return newest if used and newest != used else ""


async def _other_photos(parent: QWidget, core: Core) -> Dataset | None:
    """Ask for photos and pack them; None if the operator left. Raises DatasetError for bad ones."""
    chosen = await new_training.choose_files(parent)
    if not chosen:
        return None
    report = await core.datasets.inspect(chosen)
    if not report.usable:
        problem = next(one for one in report.problems if one.blocks)
        raise DatasetError(field="photos", value=chosen[0].name, problem=texts.dataset_problem(problem))
    return await core.datasets.pack(report)


async def retry_now(page: Page, core: Core, details: TrainingDetails) -> None:
    """Let the retry that is planned happen now."""
    await core.auto_retries.retry_now(details.attempts[-1].id, core.operator)
    said = QCoreApplication.translate("TrainingActions", "{model} is retried as soon as it can be sent")
    page.said.emit(said.format(model=details.training.model_name))


async def retry_never(page: Page, core: Core, details: TrainingDetails) -> None:
    """Take the retry that is planned back."""
    await core.auto_retries.never(details.attempts[-1].id, core.operator)
    said = QCoreApplication.translate("TrainingActions", "{model} is not retried by itself")
    page.said.emit(said.format(model=details.training.model_name))


def planned_obstacle(core: Core) -> str:
    """Return why a planned retry cannot be decided about, empty if it can."""
    return "" if core.operator.may(Permission.RETRY_TRAINING) else _not_your_role()


async def download_weights(page: Page, core: Core, attempt: Attempt, progress: Progressed) -> None:
    """Fetch the weights, going on with an earlier part; `progress` is told bytes here and in all."""
    done = await core.weights.download(attempt.id, progress, core.operator)
    said = QCoreApplication.translate("TrainingActions", "Weights saved: {size}, SHA-256 {sha}…")
    page.said.emit(said.format(size=formats.byte_size(done.size_bytes), sha=done.sha256[:12]))


def open_folder(core: Core, attempt: Attempt) -> None:
    """Show the folder of the downloaded weights in the desktop's file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(core.weights.path_of(attempt).parent)))


def open_at_replicate(attempt: Attempt) -> None:
    """Show the training's page at Replicate in the browser."""
    QDesktopServices.openUrl(QUrl(f"{REPLICATE_PAGE}{attempt.provider_id}"))


def copy(page: Page, text: str, label: str) -> None:
    """Put `text` on the clipboard and say what it is."""
    QGuiApplication.clipboard().setText(text)
    copied = QCoreApplication.translate("TrainingActions", "Copied: {label}")
    page.said.emit(copied.format(label=label))


def cancel_obstacle(core: Core, details: TrainingDetails) -> str:
    """Return why the training cannot be cancelled now, empty if it can."""
    attempt = details.attempts[-1]
    if not core.operator.may(Permission.CANCEL_TRAINING):
        return _not_your_role()
    if attempt.status.is_terminal:
        return QCoreApplication.translate("TrainingActions", "It has ended already")
    if attempt.cancel_asked:
        return QCoreApplication.translate("TrainingActions", "It is being cancelled")
    return ""


def retry_obstacle(core: Core, details: TrainingDetails) -> str:
    """Return why the training cannot be run again now, empty if it can."""
    status = details.attempts[-1].status
    if not core.operator.may(Permission.RETRY_TRAINING):
        return _not_your_role()
    if not status.is_terminal:
        return QCoreApplication.translate("TrainingActions", "It still runs")
    if status is Status.SUCCEEDED:
        return QCoreApplication.translate("TrainingActions", "It succeeded: there is nothing to retry")
    if not core.gate.state.is_open:
        return QCoreApplication.translate("TrainingActions", "The gate is shut: nothing is sent to Replicate")
    return ""


def download_obstacle(core: Core, attempt: Attempt) -> str:
    """Return why no weights can be fetched, empty if they can."""
    if not attempt.status.is_terminal:
        return QCoreApplication.translate("TrainingActions", "There are no weights before it has succeeded")
    if not attempt.weights_url:
        return QCoreApplication.translate("TrainingActions", "This attempt left no weights")
    if not core.operator.may(Permission.DOWNLOAD_WEIGHTS):
        return _not_your_role()
    return ""


def open_obstacle(settings: Settings, attempt: Attempt) -> str:
    """Return why there is no page at Replicate to open, empty if there is."""
    if attempt.provider_id is None:
        return QCoreApplication.translate("TrainingActions", "Replicate has not taken it yet")
    if is_loopback(settings.replicate_base_url):
        return QCoreApplication.translate("TrainingActions", "The sandbox has no pages to open")
    return ""


def _not_your_role() -> str:
    return QCoreApplication.translate("TrainingActions", "Your role does not allow it")


def _name(details: TrainingDetails) -> str:
    row = details.row
    return f"{row.customer_name} (@{row.username})" if row.username else row.customer_name


def _stars_after_cancel(attempt: Attempt) -> str:
    if not attempt.price:
        return QCoreApplication.translate("TrainingActions", "No stars are held for this attempt.")
    text = QCoreApplication.translate(
        "TrainingActions",
        "{amount} go back to the balance as soon as it has stopped. "
        "Should it succeed before that, they stay with us and the customer has the model. "
        "Replicate bills us for the time it ran.",
    )
    return text.format(amount=formats.stars(attempt.price))
