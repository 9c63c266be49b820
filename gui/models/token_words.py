"""What the token doctor found, in words: one line for each thing looked at, and the verdict under them.

Pure: made of a report, so another language or another look needs nothing but to be made again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.domain import tokens
from core.domain.tokens import TokenFault, TokenSource
from core.errors import AppError, BillingNeeded, Forbidden
from core.services.gate import GateState
from core.services.token_doctor import TokenReport
from core.services.trainings import Unsent
from gui import formats, house, texts
from gui.theme import Tone
from gui.widgets.issue_list import Issue

SHORT_VERSION = 12
"""So many characters of a version tell it from every other."""
BY_HAND = (BillingNeeded, Forbidden)
"""What shuts the gate though the token itself is good: a look at it cannot tell that it was mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """One thing looked at: what it is, how it stands, and how much that matters."""

    name: str
    words: str
    tone: Tone


def lines(report: TokenReport) -> list[TokenLine]:
    """Return everything that was looked at, from where the token is to what it may do."""
    is_refused = report.problem is not None
    found = [_source_line(source, is_refused=is_refused) for source in report.sources] or [_no_source()]
    if report.account is not None and report.problem is None:
        found.append(
            TokenLine(
                name=QCoreApplication.translate("TokenDoctor", "Account"),
                words=f"{report.account.username} ({_kind_word(report.account.kind)})",
                tone=Tone.OK,
            )
        )
        found += [_trainer_line(report), _destination_line(report)]
    return found


def verdict(report: TokenReport, before: AppError | None) -> list[Issue]:
    """Return what Replicate says to the token in use: what, not done and what to do, or that all is well.

    `before` is why the gate was shut when the doctor was called.
    """
    if report.problem is not None:
        return [_told(report.problem)]
    found = []
    if report.trainer_problem is not None:
        found.append(_told(report.trainer_problem))
    if not report.is_owner_ours:
        text = QCoreApplication.translate(
            "TokenDoctor",
            "Models cannot be made under {owner}: use a token of that account, or unset destination_owner.",
        )
        found.append(Issue(text.format(owner=report.destination_owner), Tone.BAD))
    if not found:
        found.append(
            Issue(
                QCoreApplication.translate(
                    "TokenDoctor", "Replicate takes this token: trainings can be started."
                ),
                Tone.OK,
            )
        )
    if isinstance(before, BY_HAND):
        text = QCoreApplication.translate(
            "TokenDoctor",
            "The gate was shut until now. {reason} If that still holds, the next training shuts it.",
        )
        found.append(Issue(text.format(reason=texts.in_short(before)), Tone.WARN))
    return found


def waiting(unsent: Unsent, gate: GateState) -> str:
    """Return what waits for the gate, empty if nothing does or it is open."""
    if gate.is_open or not unsent.count:
        return ""
    text = QCoreApplication.translate(
        "TokenDoctor",
        "%n training(s) wait for a good token; {stars} are held for them. They go on by themselves.",
        "",
        unsent.count,
    )
    return text.format(stars=formats.stars(unsent.held))


def accepted(account: str, unsent: Unsent) -> str:
    """Return the sentence after a token was kept: whose it is, and what goes on with it."""
    taken = QCoreApplication.translate("TokenDoctor", "Replicate accepts the token of {account}.").format(
        account=account
    )
    if not unsent.count:
        return taken
    text = QCoreApplication.translate(
        "TokenDoctor", "%n training(s) go on; {stars} are held for them.", "", unsent.count
    )
    return f"{taken} {text.format(stars=formats.stars(unsent.held))}"


def faults(value: str) -> str:
    """Return what is wrong with the shape of a token that is being typed, empty if nothing is."""
    found = tokens.faults_of(value) if value else ()
    return "; ".join(_fault_words(found))


def is_fit_to_try(value: str) -> bool:
    """Tell whether a typed token can be tried: nothing is wrong with its shape that matters."""
    return bool(value) and tokens.HARMLESS.issuperset(tokens.faults_of(value))


def place_words(place: str) -> str:
    """Return where a token is kept, as the heading of its line."""
    words = house.source_words(place)
    return words[:1].upper() + words[1:]


def _source_line(source: TokenSource, *, is_refused: bool) -> TokenLine:
    use = _use_words(source)
    # An odd length is worth a word only of a token that is refused.
    told = [one for one in source.faults if is_refused or one not in tokens.HARMLESS]
    shape = _fault_words(told)
    if source.is_wrapped:
        shape.append(QCoreApplication.translate("TokenDoctor", "quotes or spaces around it are left out"))
    tone = Tone.MUTE
    if source.is_used:
        tone = Tone.BAD if is_refused or not tokens.HARMLESS.issuperset(source.faults) else Tone.OK
    parts = [source.shown, use, *shape]
    return TokenLine(name=place_words(source.place), words=" · ".join(parts), tone=tone)


def _use_words(source: TokenSource) -> str:
    if source.is_used:
        return QCoreApplication.translate("TokenDoctor", "in use")
    if source.is_same_as_used:
        return QCoreApplication.translate("TokenDoctor", "the same token again")
    return QCoreApplication.translate("TokenDoctor", "not used: the one above comes first")


def _no_source() -> TokenLine:
    words = QCoreApplication.translate(
        "TokenDoctor",
        "Neither the keyring nor REPLICATE_API_TOKEN, in the environment or in .env, holds one.",
    )
    return TokenLine(name=QCoreApplication.translate("TokenDoctor", "No token"), words=words, tone=Tone.BAD)


def _trainer_line(report: TokenReport) -> TokenLine:
    if report.trainer_problem is not None:
        return TokenLine(
            name=QCoreApplication.translate("TokenDoctor", "Trainer"),
            words=QCoreApplication.translate("TokenDoctor", "this token does not see the trainer"),
            tone=Tone.BAD,
        )
    name, _, version = report.trainer.partition(":")
    return TokenLine(
        name=QCoreApplication.translate("TokenDoctor", "Trainer"),
        words=f"{name}:{version[:SHORT_VERSION]}…",
        tone=Tone.OK,
    )


def _destination_line(report: TokenReport) -> TokenLine:
    if report.is_owner_ours:
        text, tone = (
            QCoreApplication.translate(
                "TokenDoctor", "models are made under {owner}, the account of this token"
            ),
            Tone.OK,
        )
    else:
        text, tone = (
            QCoreApplication.translate(
                "TokenDoctor", "models are to be made under {owner}, which is another account"
            ),
            Tone.BAD,
        )
    return TokenLine(
        name=QCoreApplication.translate("TokenDoctor", "Destination"),
        words=text.format(owner=report.destination_owner),
        tone=tone,
    )


def _kind_word(kind: str) -> str:
    known = {
        "organization": QCoreApplication.translate("TokenDoctor", "organization"),
        "user": QCoreApplication.translate("TokenDoctor", "user"),
    }
    return known.get(kind, kind)


def _told(error: AppError) -> Issue:
    return Issue(texts.in_full(error), Tone.BAD)


def _fault_words(found: Sequence[TokenFault]) -> list[str]:
    return [QCoreApplication.translate("Token", tokens.WORDS[fault]) for fault in found]
