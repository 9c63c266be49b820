"""What an operator does to start a training: choose the photos, start it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.kept_launches import KeptLaunch
from core.domain.trainings import Training, TrainingRequest
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from gui import dialogs
from gui.forms.wish import Wish


async def choose_files(parent: QWidget) -> list[Path]:
    """Ask for photos or a zip; empty if the operator left."""
    names = QCoreApplication.translate("NewTraining", "Photos and archives")
    return await dialogs.choose_files(
        parent,
        QCoreApplication.translate("NewTraining", "Choose photos or a zip"),
        f"{names} (*.jpg *.jpeg *.png *.webp *.zip *.txt)",
    )


async def choose_folder(parent: QWidget) -> list[Path]:
    """Ask for a folder of photos; empty if the operator left."""
    title = QCoreApplication.translate("NewTraining", "Choose a folder of photos")
    folder = await dialogs.choose_folder(parent, title)
    return [folder] if folder is not None else []


async def start_training(core: Core, wish: Wish) -> Training | KeptLaunch:
    """Pack the photos and start the training, or keep the launch while nothing may be sent to Replicate.

    The same wish again gives what it made.

    Raises:
        AppError: nothing was started or kept and no star moved.
    """
    if wish.customer is None or wish.report is None:
        missing = "customer" if wish.customer is None else "photos"
        raise InputError(field=missing, value="", problem=clause(QT_TRANSLATE_NOOP("Clause", "it is needed")))
    dataset = await core.datasets.pack(wish.report)
    request = TrainingRequest(
        request_id=wish.request_id,
        customer_id=wish.customer.customer.telegram_id,
        model_name=wish.model_name,
        parameters=wish.parameters,
        dataset=dataset,
        trainer=wish.trainer,
        trainer_version=wish.trainer_version,
        price_list=wish.rate.version if wish.rate is not None else "",
    )
    return await core.kept_launches.start_or_keep(request, core.operator)
