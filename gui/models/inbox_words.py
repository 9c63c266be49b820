"""The words of the inbox: what became of what came in, where it came from, what an event would do."""

from PySide6.QtCore import QCoreApplication

from core.domain.inbox import InboxLine, InboxSource, InboxVerdict, LineKind
from core.domain.payments import Verdict
from core.domain.providers import EventKind
from core.services.inbox_work import Foreseen
from core.services.process_payment import Outcome
from gui import assets, formats
from gui.models import payment_words
from gui.widgets.cells import Pill

_LOOKS = {
    InboxVerdict.RECEIVED: "pending",
    InboxVerdict.DONE: "completed",
    InboxVerdict.DUPLICATE: "settled",
    InboxVerdict.QUARANTINED: "quarantined",
    InboxVerdict.CONFLICT: "refused",
    InboxVerdict.REFUSED: "refused",
    InboxVerdict.IGNORED: "settled",
    InboxVerdict.LATER: "pending",
}


def verdict_word(verdict: InboxVerdict) -> str:
    """Return what became of something that came in."""
    return {
        InboxVerdict.RECEIVED: QCoreApplication.translate("InboxWords", "Stored"),
        InboxVerdict.DONE: QCoreApplication.translate("InboxWords", "Done"),
        InboxVerdict.DUPLICATE: QCoreApplication.translate("InboxWords", "Known already"),
        InboxVerdict.QUARANTINED: QCoreApplication.translate("InboxWords", "Quarantine"),
        InboxVerdict.CONFLICT: QCoreApplication.translate("InboxWords", "Conflict"),
        InboxVerdict.REFUSED: QCoreApplication.translate("InboxWords", "Refused"),
        InboxVerdict.IGNORED: QCoreApplication.translate("InboxWords", "No concern"),
        InboxVerdict.LATER: QCoreApplication.translate("InboxWords", "Waits"),
    }[verdict]


def verdict_pill(verdict: InboxVerdict) -> Pill:
    """Return it as colour, icon and word."""
    look = assets.state_look(_LOOKS[verdict])
    return Pill(verdict_word(verdict), look.tone, look.icon)


def verdict_sentence(verdict: InboxVerdict) -> str:
    """Return what it means for a person; empty where nothing has to be said."""
    return {
        InboxVerdict.RECEIVED: QCoreApplication.translate(
            "InboxWords", "It is stored and not done yet; it is taken up by itself."
        ),
        InboxVerdict.CONFLICT: QCoreApplication.translate(
            "InboxWords",
            "It contradicts what is known here. Nothing was changed: look at the payment it names.",
        ),
        InboxVerdict.REFUSED: QCoreApplication.translate(
            "InboxWords",
            "It is not proved to be the provider’s, or cannot be read. If the key was wrong, mend the key "
            "in Settings and do it again.",
        ),
        InboxVerdict.LATER: QCoreApplication.translate(
            "InboxWords", "It could not be confirmed with the provider yet; it is tried again by itself."
        ),
    }.get(verdict, "")


def source_word(source: InboxSource | None) -> str:
    """Return where it came from."""
    if source is None:
        return QCoreApplication.translate("InboxWords", "status query")
    return {
        InboxSource.WEBHOOK: QCoreApplication.translate("InboxWords", "webhook"),
        InboxSource.PASTE: QCoreApplication.translate("InboxWords", "pasted"),
        InboxSource.FILE: QCoreApplication.translate("InboxWords", "file"),
        InboxSource.POLL: QCoreApplication.translate("InboxWords", "poll"),
        InboxSource.STATEMENT: QCoreApplication.translate("InboxWords", "statement"),
        InboxSource.OPERATOR: QCoreApplication.translate("InboxWords", "by hand"),
    }[source]


def detail_word(detail: str) -> str:
    """Return the detail of a row in the language of the window; what a check said stays as it was said."""
    known = {verdict.value: payment_words.verdict_word(verdict) for verdict in payment_words.VERDICTS}
    known |= {
        "refund of an unknown payment": QCoreApplication.translate(
            "InboxWords", "refund of an unknown payment"
        ),
        "same id with other facts": QCoreApplication.translate("InboxWords", "same id, other facts"),
        "its payment has come": QCoreApplication.translate("InboxWords", "its payment has come"),
    }
    return known.get(detail, detail)


def why_word(line: InboxLine) -> str:
    """Return in a few words why a line is on the list."""
    if line.kind is LineKind.ALARM:
        times = line.deliveries
        return QCoreApplication.translate("InboxWords", "%n notice(s) in a row refused", "", times)
    if line.why is not None and line.verdict is InboxVerdict.QUARANTINED:
        return payment_words.verdict_word(line.why)
    if line.verdict is InboxVerdict.LATER:
        return QCoreApplication.translate("InboxWords", "not confirmed yet")
    return detail_word(line.detail)


def effect_word(what: str) -> str:
    """Return the kind of something an event did."""
    return {
        "payment": QCoreApplication.translate("InboxWords", "Payment"),
        "quarantine": QCoreApplication.translate("InboxWords", "In quarantine"),
        "invoice": QCoreApplication.translate("InboxWords", "Invoice"),
        "transfer": QCoreApplication.translate("InboxWords", "Transfer of stars"),
        "period": QCoreApplication.translate("InboxWords", "Plan period"),
        "refund": QCoreApplication.translate("InboxWords", "Refund"),
        "alarm": QCoreApplication.translate("InboxWords", "Contradicts the payment"),
        "unknown payment": QCoreApplication.translate("InboxWords", "Payment not known"),
    }.get(what, what)


def event_word(kind: EventKind) -> str:
    """Return what happened at the provider."""
    return {
        EventKind.PAID: QCoreApplication.translate("InboxWords", "paid"),
        EventKind.FAILED: QCoreApplication.translate("InboxWords", "payment failed"),
        EventKind.EXPIRED: QCoreApplication.translate("InboxWords", "invoice expired"),
        EventKind.REFUNDED: QCoreApplication.translate("InboxWords", "money went back"),
    }[kind]


def foreseen_text(foreseen: list[Foreseen]) -> str:
    """Return what would be done now, a few lines for each event."""
    if not foreseen:
        return QCoreApplication.translate("InboxWords", "It says nothing that concerns us.")
    return "\n\n".join(_foreseen(one) for one in foreseen)


def _foreseen(one: Foreseen) -> str:
    head = f"{event_word(one.event.kind)}: {formats.money(one.event.amount)}"
    if one.invoice_number is not None:
        words = QCoreApplication.translate("InboxWords", "invoice {number}")
        head = f"{head}, {words.format(number=one.invoice_number)}"
    return "\n".join(part for part in (head[:1].upper() + head[1:], _outcome(one), _balance(one)) if part)


def _outcome(one: Foreseen) -> str:
    match one.outcome:
        case Outcome.CREDITED:
            gives = formats.stars(one.stars) if one.stars else formats.NOTHING
            if one.plan:
                gives = f"{payment_words.plan_word(one.plan)}, {gives}"
            words = QCoreApplication.translate("InboxWords", "It would be credited to {name}: {gives}.")
            return words.format(name=one.customer_name, gives=gives)
        case Outcome.QUARANTINED:
            why = payment_words.verdict_word(one.verdict or Verdict.UNKNOWN_INVOICE)
            words = QCoreApplication.translate("InboxWords", "It would go into quarantine: {why}.")
            return words.format(why=why)
        case Outcome.REFUNDED:
            return QCoreApplication.translate(
                "InboxWords", "The return of the money would be recorded; stars and plan go with it."
            )
        case Outcome.FAILED:
            return QCoreApplication.translate("InboxWords", "The invoice would be closed as not paid.")
        case Outcome.CONFLICT:
            return QCoreApplication.translate(
                "InboxWords", "Nothing would change: it contradicts what is known, a person must look."
            )
        case Outcome.DUPLICATE:
            return QCoreApplication.translate("InboxWords", "Nothing would change: it was done before.")
    return QCoreApplication.translate("InboxWords", "Nothing would change.")


def _balance(one: Foreseen) -> str:
    before, after = one.balance_before, one.balance_after
    if before is None or after is None or before == after:
        return ""
    words = QCoreApplication.translate("InboxWords", "Balance {before} → {after}")
    return words.format(before=formats.stars(before), after=formats.stars(after))
