"""The words for what core knows only as codes: statuses, errors, failures, kinds of transfer.

Sentences that core marks with QT_TRANSLATE_NOOP (contexts "Errors", "Clause", "Failure", "Dataset") are
translated by their English text, so they are written once. Everything else is a literal here.
"""

import uuid
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from core.domain.approvals import ApprovalStatus
from core.domain.dataset_problems import SENTENCES, Problem
from core.domain.failures import HEADLINES, REMEDIES, FailureClass
from core.domain.ledger import TransferKind
from core.domain.payments import InvoiceStatus, PaymentStatus
from core.domain.people import Gender, Role
from core.domain.progress import Phase
from core.domain.providers import RefundState
from core.domain.trainings import Status
from core.errors import AppError, Clause
from gui.dialogs import Explanation

_translate = QCoreApplication.translate


def explain(error: BaseException) -> Explanation:
    """Return an error in words: an `AppError` in its own, anything else as a bug with its details."""
    if isinstance(error, AppError):
        facts = _told_all(error.facts)
        return Explanation(
            what=error.fill(_translate("Errors", type(error).what), facts),
            not_done=error.fill(_translate("Errors", type(error).not_done), facts),
            next_step=error.fill(_translate("Errors", type(error).remedy), facts),
            error_id=f"{error.code}-{uuid.uuid4().hex[:8]}",
        )
    return Explanation(
        what=QCoreApplication.translate("Texts", "The program made a mistake of its own."),
        not_done=QCoreApplication.translate("Texts", "What you asked for may not have been done."),
        next_step=QCoreApplication.translate(
            "Texts", "Look at the page to see how it stands, and send the details to the developers."
        ),
        error_id=f"bug-{uuid.uuid4().hex[:8]}",
        details=f"{type(error).__name__}: {error}",
    )


def in_short(error: AppError) -> str:
    """Return what happened and what to do; what a provider wrote may lack its full stop."""
    words = explain(error)
    return f"{words.what.rstrip('.')}. {words.next_step}"


def in_full(error: BaseException) -> str:
    """Return what happened, what was not done and what to do as one text; for a bug also what to quote."""
    told = explain(error)
    quoted = "" if isinstance(error, AppError) else told.error_id
    parts = (f"{told.what.rstrip('.')}.", told.not_done, told.next_step, quoted)
    return " ".join(part for part in parts if part)


def clause_text(fact: object) -> str:
    """Return a fact of an error, such as its `problem`, as it stands inside a sentence of the window."""
    return str(_told(fact))


def _told_all(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: _told(fact) for name, fact in facts.items()}


def _told(fact: object) -> object:
    """Return a fact that has words of its own in the language of the window, any other as it is."""
    match fact:
        case Clause():
            translated = Clause(_translate("Clause", fact.template), _told_all(fact.facts))
            return str(translated)
        case Problem():
            return dataset_problem(fact)
        case AppError():
            return in_short(fact)
        case TransferKind():
            return transfer_word(fact)
        case Role():
            return role_word(fact)
        case InvoiceStatus():
            return invoice_word(fact).lower()
        case PaymentStatus():
            return payment_word(fact).lower()
        case RefundState():
            return refund_word(fact).lower()
        case ApprovalStatus():
            return approval_word(fact).lower()
        case _:
            return fact


def dataset_problem(problem: Problem) -> str:
    """Return one problem of the photos as a clause without a full stop."""
    return problem.fill(_translate("Dataset", SENTENCES[problem.code]))


def failure_headline(failure_class: str) -> str:
    """Return why a training failed in one short sentence."""
    return _translate("Failure", HEADLINES[_failure(failure_class)])


def failure_remedy(failure_class: str) -> str:
    """Return what to do about it."""
    return _translate("Failure", REMEDIES[_failure(failure_class)])


def _failure(failure_class: str) -> FailureClass:
    return FailureClass(failure_class) if failure_class else FailureClass.UNKNOWN


def status_word(status: Status) -> str:
    """Return the word on the pill."""
    return {
        Status.SUBMITTING: QCoreApplication.translate("Texts", "Sending"),
        Status.UNKNOWN: QCoreApplication.translate("Texts", "Unknown"),
        Status.STARTING: QCoreApplication.translate("Texts", "Starting"),
        Status.PROCESSING: QCoreApplication.translate("Texts", "Training"),
        Status.SUCCEEDED: QCoreApplication.translate("Texts", "Succeeded"),
        Status.FAILED: QCoreApplication.translate("Texts", "Failed"),
        Status.CANCELED: QCoreApplication.translate("Texts", "Cancelled"),
        Status.ABORTED: QCoreApplication.translate("Texts", "Aborted"),
    }[status]


def phase_word(phase: Phase) -> str:
    """Return what the trainer is busy with."""
    return {
        Phase.QUEUED: QCoreApplication.translate("Texts", "in the queue"),
        Phase.DOWNLOAD: QCoreApplication.translate("Texts", "loading the base model"),
        Phase.DATA: QCoreApplication.translate("Texts", "unpacking the photos"),
        Phase.START: QCoreApplication.translate("Texts", "starting"),
        Phase.LOAD: QCoreApplication.translate("Texts", "loading the model"),
        Phase.NETWORK: QCoreApplication.translate("Texts", "building the network"),
        Phase.DATASET: QCoreApplication.translate("Texts", "preparing the photos"),
        Phase.TRAIN: QCoreApplication.translate("Texts", "training"),
        Phase.SAVING: QCoreApplication.translate("Texts", "saving"),
    }[phase]


def waiting_word(code: str) -> str:
    """Return what an attempt waits for, by the code of the error that made it wait."""
    known = {
        "gate_shut": QCoreApplication.translate("Texts", "waits for the gate"),
        "no_token": QCoreApplication.translate("Texts", "waits for a token"),
        "bad_token": QCoreApplication.translate("Texts", "waits for a good token"),
        "billing": QCoreApplication.translate("Texts", "waits for payment at Replicate"),
        "forbidden": QCoreApplication.translate("Texts", "waits for the right account"),
        "other_account": QCoreApplication.translate("Texts", "waits for the token of its account"),
        "offline": QCoreApplication.translate("Texts", "waits for the network"),
        "rate_limited": QCoreApplication.translate("Texts", "waits: too many requests"),
        "remote_broken": QCoreApplication.translate("Texts", "waits for Replicate"),
    }
    return known.get(code, QCoreApplication.translate("Texts", "waits"))


def transfer_word(kind: TransferKind) -> str:
    """Return what a transfer is called in the ledger."""
    return {
        TransferKind.TOPUP: QCoreApplication.translate("Texts", "Top-up"),
        TransferKind.PLAN_PURCHASE: QCoreApplication.translate("Texts", "Plan bought"),
        TransferKind.REFUND: QCoreApplication.translate("Texts", "Refund"),
        TransferKind.COMPENSATION: QCoreApplication.translate("Texts", "Compensation"),
        TransferKind.GRANT: QCoreApplication.translate("Texts", "Grant"),
        TransferKind.DEDUCTION: QCoreApplication.translate("Texts", "Deduction"),
        TransferKind.HOLD: QCoreApplication.translate("Texts", "Held for a training"),
        TransferKind.SETTLE: QCoreApplication.translate("Texts", "Settled"),
        TransferKind.RELEASE: QCoreApplication.translate("Texts", "Released"),
        TransferKind.REVERSAL: QCoreApplication.translate("Texts", "Reversal"),
    }[kind]


def payment_word(status: InvoiceStatus | PaymentStatus) -> str:
    """Return the word on the pill of an invoice or a payment."""
    return {
        "pending": QCoreApplication.translate("PaymentWords", "Pending"),
        "completed": QCoreApplication.translate("PaymentWords", "Credited"),
        "quarantined": QCoreApplication.translate("PaymentWords", "Quarantine"),
        "failed": QCoreApplication.translate("PaymentWords", "Failed"),
        "cancelled": QCoreApplication.translate("PaymentWords", "Cancelled"),
        "expired": QCoreApplication.translate("PaymentWords", "Expired"),
        "rejected": QCoreApplication.translate("PaymentWords", "Rejected"),
        "refunded": QCoreApplication.translate("PaymentWords", "Refunded"),
        "partly_refunded": QCoreApplication.translate("PaymentWords", "Partly refunded"),
    }[status.value]


def invoice_word(status: InvoiceStatus) -> str:
    """Return the word on the pill of an invoice: what is credited for a payment is paid for an invoice."""
    if status is InvoiceStatus.COMPLETED:
        return QCoreApplication.translate("PaymentWords", "Paid")
    return payment_word(status)


def refund_word(state: RefundState) -> str:
    """Return where a refund of real money stands."""
    return {
        RefundState.REQUESTED: QCoreApplication.translate("PaymentWords", "Asked for"),
        RefundState.CONFIRMED: QCoreApplication.translate("PaymentWords", "Confirmed"),
        RefundState.REFUSED: QCoreApplication.translate("PaymentWords", "Refused"),
        RefundState.UNKNOWN: QCoreApplication.translate("PaymentWords", "Unknown"),
    }[state]


def approval_word(status: ApprovalStatus) -> str:
    """Return the word on the pill of an approval."""
    return {
        ApprovalStatus.WAITING: QCoreApplication.translate("DeedWords", "Waiting"),
        ApprovalStatus.APPROVED: QCoreApplication.translate("DeedWords", "Approved, not done"),
        ApprovalStatus.DONE: QCoreApplication.translate("DeedWords", "Done"),
        ApprovalStatus.REFUSED: QCoreApplication.translate("DeedWords", "Refused"),
        ApprovalStatus.WITHDRAWN: QCoreApplication.translate("DeedWords", "Withdrawn"),
        ApprovalStatus.EXPIRED: QCoreApplication.translate("DeedWords", "Expired"),
    }[status]


def role_word(role: Role) -> str:
    """Return an operator's role."""
    return {
        Role.VIEWER: QCoreApplication.translate("Texts", "viewer"),
        Role.SUPPORT: QCoreApplication.translate("Texts", "support"),
        Role.SENIOR: QCoreApplication.translate("Texts", "senior"),
        Role.ADMIN: QCoreApplication.translate("Texts", "admin"),
    }[role]


def role_meaning(role: Role) -> str:
    """Return what an operator of this role may do, in one sentence."""
    return {
        Role.VIEWER: QCoreApplication.translate(
            "Texts", "Sees everything and changes nothing: the auditor, who may take the audit log along."
        ),
        Role.SUPPORT: QCoreApplication.translate(
            "Texts", "Daily work: customers, trainings, messages, invoices, and balances within small limits."
        ),
        Role.SENIOR: QCoreApplication.translate(
            "Texts",
            "Also money back, reversals, quarantine, plans, reconciliation, and agreeing to others’ deeds.",
        ),
        Role.ADMIN: QCoreApplication.translate(
            "Texts",
            "Everything: also operators, tokens and keys, prices, and deeds past the limits, on the record.",
        ),
    }[role]


def gender_word(gender: Gender) -> str:
    """Return a customer's gender."""
    return {
        Gender.UNKNOWN: QCoreApplication.translate("Texts", "not known"),
        Gender.FEMALE: QCoreApplication.translate("Texts", "female"),
        Gender.MALE: QCoreApplication.translate("Texts", "male"),
    }[gender]
