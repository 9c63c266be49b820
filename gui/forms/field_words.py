"""What to do about a field that core refuses: one sentence per field, in the operator's language."""

from PySide6.QtCore import QCoreApplication

from core.domain.pricing import MAX_STEPS, MIN_STEPS
from core.domain.trainings import BATCH_SIZE, LORA_RANK, MAX_MODEL_NAME
from core.errors import InputError
from core.services.payments import MIN_REASON
from gui import texts


def remedy_of(error: InputError) -> tuple[str, str]:
    """Return the field an error is about and the sentence to show under it."""
    field = str(error.facts.get("field", ""))
    known = remedy(field)
    return field, known or texts.clause_text(error.facts.get("problem", ""))


def remedy(field: str) -> str:
    """Return what the field takes; empty for a field that is not known here."""
    sentence = _sentences().get(field, "")
    return sentence.format(
        low=MIN_STEPS,
        high=MAX_STEPS,
        rank=LORA_RANK[-1],
        batch=BATCH_SIZE[-1],
        name=MAX_MODEL_NAME,
        reason=MIN_REASON,
    )


def _sentences() -> dict[str, str]:
    return {
        "steps": QCoreApplication.translate("Fields", "Enter a whole number from {low} to {high}."),
        "days": QCoreApplication.translate("Fields", "Enter whole days from 1 to 3660, or leave it empty."),
        "percent": QCoreApplication.translate("Fields", "Enter a whole number from 1 to 99."),
        "trigger_word": QCoreApplication.translate(
            "Fields", "Use 2 to 40 capital Latin letters, digits or “_”; not UNDEFINED, NULL or NONE."
        ),
        "model_name": QCoreApplication.translate(
            "Fields", "Use 1 to {name} lower-case Latin letters, digits, “-”, “_” or “.”."
        ),
        "learning_rate": QCoreApplication.translate("Fields", "Enter a number like 0.0004."),
        "caption_dropout_rate": QCoreApplication.translate("Fields", "Enter a number from 0 to 1."),
        "lora_rank": QCoreApplication.translate("Fields", "Enter a whole number from 1 to {rank}."),
        "batch_size": QCoreApplication.translate("Fields", "Enter a whole number from 1 to {batch}."),
        "resolution": QCoreApplication.translate("Fields", "Choose one of the resolutions offered."),
        "optimizer": QCoreApplication.translate("Fields", "Choose one of the optimizers offered."),
        "trainer": QCoreApplication.translate(
            "Fields", "What this trainer costs is not known; choose another."
        ),
        "trainer_version": QCoreApplication.translate(
            "Fields", "Enter 64 hexadecimal characters, or leave it empty for the newest version."
        ),
        "telegram_id": QCoreApplication.translate(
            "Fields", "Enter the number Telegram gives the customer, for example 5000000001."
        ),
        "username": QCoreApplication.translate(
            "Fields", "Use 3 to 32 Latin letters, digits or “_”, or leave it empty."
        ),
        "bot": QCoreApplication.translate("Fields", "Name the customer’s bot; there is no default."),
        "amount": QCoreApplication.translate(
            "Fields", "Enter more than zero, with at most two digits after the point."
        ),
        "reason": QCoreApplication.translate(
            "Fields", "Say why in a few words: at least {reason} characters."
        ),
    }
