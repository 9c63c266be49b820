"""The words of reconciliation: how books differ, what is proposed, what was decided."""

from PySide6.QtCore import QCoreApplication

from core.domain.differences import Difference, DifferenceKind, DifferenceState, Posting, Run
from core.money import CURRENCY_DIGITS, Money
from gui import formats
from gui.models import payment_words
from gui.theme import Tone
from gui.widgets.cells import Pill


def kind_word(kind: DifferenceKind) -> str:
    """Return how the books differ in a few words."""
    return _payment_word(kind) or _refund_word(kind)


def _payment_word(kind: DifferenceKind) -> str:
    return {
        DifferenceKind.MISSING_HERE: QCoreApplication.translate("DifferenceWords", "Paid there, not told"),
        DifferenceKind.NOT_PROCESSED: QCoreApplication.translate("DifferenceWords", "Notice not done"),
        DifferenceKind.LATE: QCoreApplication.translate("DifferenceWords", "Paid after the end"),
        DifferenceKind.NO_INVOICE: QCoreApplication.translate("DifferenceWords", "Paid for no invoice"),
        DifferenceKind.OTHER_PROVIDER: QCoreApplication.translate("DifferenceWords", "Paid another way"),
        DifferenceKind.PAID_TWICE: QCoreApplication.translate("DifferenceWords", "Paid twice"),
        DifferenceKind.WRONG_SUM: QCoreApplication.translate("DifferenceWords", "Sum of no invoice"),
        DifferenceKind.WRONG_CURRENCY: QCoreApplication.translate(
            "DifferenceWords", "Currency of no invoice"
        ),
        DifferenceKind.AMOUNT: QCoreApplication.translate("DifferenceWords", "Other amount"),
        DifferenceKind.CURRENCY: QCoreApplication.translate("DifferenceWords", "Other currency"),
        DifferenceKind.INVOICE: QCoreApplication.translate("DifferenceWords", "Other invoice"),
        DifferenceKind.PAYER: QCoreApplication.translate("DifferenceWords", "Other payer"),
        DifferenceKind.DATE: QCoreApplication.translate("DifferenceWords", "Other day"),
        DifferenceKind.FEE: QCoreApplication.translate("DifferenceWords", "Other fee"),
        DifferenceKind.DOUBLE: QCoreApplication.translate("DifferenceWords", "Twice in the statement"),
        DifferenceKind.QUARANTINED: QCoreApplication.translate("DifferenceWords", "In quarantine here"),
        DifferenceKind.REJECTED: QCoreApplication.translate("DifferenceWords", "Rejected here"),
        DifferenceKind.TEST: QCoreApplication.translate("DifferenceWords", "Test here, real there"),
        DifferenceKind.NOT_CREDITED: QCoreApplication.translate("DifferenceWords", "No stars given"),
        DifferenceKind.WRONG_STARS: QCoreApplication.translate("DifferenceWords", "Other number of stars"),
        DifferenceKind.MISSING_THERE: QCoreApplication.translate("DifferenceWords", "Unknown there"),
    }.get(kind, "")


def _refund_word(kind: DifferenceKind) -> str:
    return {
        DifferenceKind.REFUND_MISSING_HERE: QCoreApplication.translate(
            "DifferenceWords", "Returned there, not here"
        ),
        DifferenceKind.REFUND_UNKNOWN_PAYMENT: QCoreApplication.translate(
            "DifferenceWords", "Return of unknown money"
        ),
        DifferenceKind.REFUND_PENDING_HERE: QCoreApplication.translate(
            "DifferenceWords", "Returned there, open here"
        ),
        DifferenceKind.REFUND_REFUSED_HERE: QCoreApplication.translate(
            "DifferenceWords", "Returned there, refused here"
        ),
        DifferenceKind.REFUND_AMOUNT: QCoreApplication.translate("DifferenceWords", "Other sum returned"),
        DifferenceKind.REFUND_DOUBLE: QCoreApplication.translate("DifferenceWords", "Returned too much"),
        DifferenceKind.REFUND_MISSING_THERE: QCoreApplication.translate(
            "DifferenceWords", "Returned here, not there"
        ),
    }.get(kind, "")


def kind_sentence(kind: DifferenceKind) -> str:
    """Return what a person should know about a difference of this kind, and what usually helps."""
    return _missing_sentence(kind) or _known_sentence(kind) or _refund_sentence(kind)


def _missing_sentence(kind: DifferenceKind) -> str:
    return {
        DifferenceKind.MISSING_HERE: QCoreApplication.translate(
            "DifferenceWords",
            "The money came and its notice was lost. It is completed as if it had been told.",
        ),
        DifferenceKind.NOT_PROCESSED: QCoreApplication.translate(
            "DifferenceWords",
            "Its notice stands in the inbox, refused or waiting. It is done again; if it cannot be proved, "
            "the line of the statement counts.",
        ),
        DifferenceKind.LATE: QCoreApplication.translate(
            "DifferenceWords",
            "The invoice was closed when the money came. It goes to quarantine, to be decided.",
        ),
        DifferenceKind.NO_INVOICE: QCoreApplication.translate(
            "DifferenceWords", "No invoice of ours waits for it. It goes to quarantine, to be decided."
        ),
        DifferenceKind.OTHER_PROVIDER: QCoreApplication.translate(
            "DifferenceWords", "The invoice was made for another provider. It goes to quarantine."
        ),
        DifferenceKind.PAID_TWICE: QCoreApplication.translate(
            "DifferenceWords", "The invoice was paid already. It goes to quarantine; send it back from there."
        ),
        DifferenceKind.WRONG_SUM: QCoreApplication.translate(
            "DifferenceWords", "The invoice asks for another sum. It goes to quarantine, to be decided."
        ),
        DifferenceKind.WRONG_CURRENCY: QCoreApplication.translate(
            "DifferenceWords", "The invoice asks for another currency. It goes to quarantine, to be decided."
        ),
    }.get(kind, "")


def _known_sentence(kind: DifferenceKind) -> str:
    look = QCoreApplication.translate(
        "DifferenceWords", "Both know the payment and tell it otherwise. Compare it with the provider’s page."
    )
    return {
        DifferenceKind.AMOUNT: look,
        DifferenceKind.CURRENCY: look,
        DifferenceKind.INVOICE: look,
        DifferenceKind.PAYER: look,
        DifferenceKind.DATE: QCoreApplication.translate(
            "DifferenceWords",
            "More than a day lies between their date and ours. Mostly nothing has to be done.",
        ),
        DifferenceKind.FEE: QCoreApplication.translate(
            "DifferenceWords", "Their fee is not the one that was told. Mostly nothing has to be done."
        ),
        DifferenceKind.DOUBLE: QCoreApplication.translate(
            "DifferenceWords", "The same payment stands in the statement twice. Ask the provider."
        ),
        DifferenceKind.QUARANTINED: QCoreApplication.translate(
            "DifferenceWords", "The money is there and nobody has decided about it. Decide it in the inbox."
        ),
        DifferenceKind.REJECTED: QCoreApplication.translate(
            "DifferenceWords",
            "The money is there and was rejected here: the customer has neither. Look again.",
        ),
        DifferenceKind.TEST: QCoreApplication.translate(
            "DifferenceWords", "It counts as a test here and as real money there. Check the provider’s mode."
        ),
        DifferenceKind.NOT_CREDITED: QCoreApplication.translate(
            "DifferenceWords", "It is marked as credited, but the ledger moved nothing. Tell the developers."
        ),
        DifferenceKind.WRONG_STARS: QCoreApplication.translate(
            "DifferenceWords", "The ledger moved another number of stars than it bought. Tell the developers."
        ),
        DifferenceKind.MISSING_THERE: QCoreApplication.translate(
            "DifferenceWords",
            "Stars were given and the provider does not know the money. Ask the provider before taking back.",
        ),
    }.get(kind, "")


def _refund_sentence(kind: DifferenceKind) -> str:
    return {
        DifferenceKind.REFUND_MISSING_HERE: QCoreApplication.translate(
            "DifferenceWords", "The money went back there. It is recorded, and stars and plan go with it."
        ),
        DifferenceKind.REFUND_UNKNOWN_PAYMENT: QCoreApplication.translate(
            "DifferenceWords", "Money went back that we never knew. Ask the provider what it was."
        ),
        DifferenceKind.REFUND_PENDING_HERE: QCoreApplication.translate(
            "DifferenceWords", "Here the refund has no end yet, there the money went back. It is confirmed."
        ),
        DifferenceKind.REFUND_REFUSED_HERE: QCoreApplication.translate(
            "DifferenceWords", "Here the refund was refused, there the money went back. Record it by hand."
        ),
        DifferenceKind.REFUND_AMOUNT: QCoreApplication.translate(
            "DifferenceWords", "Both know a refund, of different sums. Compare it with the provider’s page."
        ),
        DifferenceKind.REFUND_DOUBLE: QCoreApplication.translate(
            "DifferenceWords", "More went back there than was ever paid. Ask the provider at once."
        ),
        DifferenceKind.REFUND_MISSING_THERE: QCoreApplication.translate(
            "DifferenceWords", "We took the stars back, but the provider shows no return of the money."
        ),
    }.get(kind, "")


def posting_word(posting: Posting) -> str:
    """Return what is proposed."""
    return {
        Posting.CREDIT: QCoreApplication.translate("DifferenceWords", "complete the invoice"),
        Posting.QUARANTINE: QCoreApplication.translate("DifferenceWords", "put into quarantine"),
        Posting.REFUND: QCoreApplication.translate("DifferenceWords", "record the refund"),
        Posting.REPROCESS: QCoreApplication.translate("DifferenceWords", "do the notice again"),
        Posting.OPEN: QCoreApplication.translate("DifferenceWords", "look at the payment"),
        Posting.IGNORE: QCoreApplication.translate("DifferenceWords", "ignore, with a reason"),
    }[posting]


def state_pill(state: DifferenceState) -> Pill:
    """Return what was decided as colour, icon and word."""
    return {
        DifferenceState.OPEN: Pill(
            QCoreApplication.translate("DifferenceWords", "Open"), Tone.WARN, "hand-palm"
        ),
        DifferenceState.DONE: Pill(QCoreApplication.translate("DifferenceWords", "Done"), Tone.OK, "check"),
        DifferenceState.IGNORED: Pill(
            QCoreApplication.translate("DifferenceWords", "Ignored"), Tone.MUTE, "prohibit"
        ),
    }[state]


def run_word(run: Run) -> str:
    """Return what was compared, in one line."""
    span = f"{run.since.astimezone():%d.%m.%Y} – {run.until.astimezone():%d.%m.%Y}"
    parts = [payment_words.provider_word(run.provider), span, run.file_name]
    return " · ".join(part for part in parts if part)


def run_state(run: Run) -> str:
    """Return how a run stands, in one line."""
    match run.status:
        case "running":
            words = QCoreApplication.translate("DifferenceWords", "comparing, {done} of {all} lines")
            return words.format(done=formats.count(run.compared), all=formats.count(run.lines))
        case "stopped":
            return QCoreApplication.translate("DifferenceWords", "stopped before its end; compare again")
        case "failed":
            return QCoreApplication.translate("DifferenceWords", "failed: {why}").format(why=run.detail)
    if not run.differences:
        return QCoreApplication.translate("DifferenceWords", "no difference")
    words = QCoreApplication.translate("DifferenceWords", "{open} open of {all} differences")
    return words.format(open=formats.count(run.open), all=formats.count(run.differences))


def theirs(difference: Difference) -> str:
    """Return what their books say."""
    return _said(difference.theirs)


def ours(difference: Difference) -> str:
    """Return what our books say; a state of ours in the language of the window."""
    return _said(difference.ours)


def _said(text: str) -> str:
    """Return an amount as the window writes amounts, and a state in its words; anything else as it is."""
    number, _, rest = text.partition(" ")
    currency, _, state = rest.partition(" ")
    if currency in CURRENCY_DIGITS and number:
        words = _state_words().get(state, state)
        return f"{formats.money(Money.parse(number, currency))} {words}".strip()
    return _state_words().get(text, text) or formats.NOTHING


def _state_words() -> dict[str, str]:
    verdicts = {one.value: payment_words.verdict_word(one) for one in payment_words.VERDICTS}
    return verdicts | {
        "pending": QCoreApplication.translate("DifferenceWords", "(open)"),
        "completed": QCoreApplication.translate("DifferenceWords", "(paid)"),
        "expired": QCoreApplication.translate("DifferenceWords", "(expired)"),
        "cancelled": QCoreApplication.translate("DifferenceWords", "(cancelled)"),
        "failed": QCoreApplication.translate("DifferenceWords", "(failed)"),
        "unknown": QCoreApplication.translate("DifferenceWords", "not known yet"),
        "requested": QCoreApplication.translate("DifferenceWords", "asked for"),
    }
