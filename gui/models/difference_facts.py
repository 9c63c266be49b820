"""One difference as facts in groups: both sides, what is proposed, what was decided."""

from PySide6.QtCore import QCoreApplication

from core.domain.differences import Difference
from gui import formats
from gui.models import difference_words, payment_words
from gui.models.payment_facts import fact, ident
from gui.widgets.fact_rows import FactGroup


def groups(found: Difference) -> list[FactGroup]:
    """Return everything about a difference in groups."""
    parts = [_sides(found), _line(found), _proposed(found)]
    return [group for group in parts if group.facts]


def _sides(found: Difference) -> FactGroup:
    facts = [
        fact(QCoreApplication.translate("DifferenceFacts", "Theirs"), difference_words.theirs(found)),
        fact(QCoreApplication.translate("DifferenceFacts", "Ours"), difference_words.ours(found)),
        ident(QCoreApplication.translate("DifferenceFacts", "Provider’s id"), found.external_id),
    ]
    if found.invoice_number is not None:
        facts.append(
            ident(QCoreApplication.translate("DifferenceFacts", "Invoice"), str(found.invoice_number))
        )
    caption = QCoreApplication.translate("DifferenceFacts", "Both sides")
    return FactGroup(caption=caption, facts=tuple(facts))


def _line(found: Difference) -> FactGroup:
    line = found.line
    caption = QCoreApplication.translate("DifferenceFacts", "Their line")
    if line is None:
        return FactGroup(caption=caption, facts=())
    facts = [fact(QCoreApplication.translate("DifferenceFacts", "Amount"), formats.money(line.amount))]
    if found.at is not None:
        facts.append(
            fact(QCoreApplication.translate("DifferenceFacts", "Day"), formats.full_moment(found.at))
        )
    if line.fee is not None:
        facts.append(fact(QCoreApplication.translate("DifferenceFacts", "Fee"), formats.money(line.fee)))
    if line.payer_id is not None or line.payer_name:
        payer = line.payer_name or str(line.payer_id)
        facts.append(fact(QCoreApplication.translate("DifferenceFacts", "Payer"), payer))
    if line.purpose:
        facts.append(fact(QCoreApplication.translate("DifferenceFacts", "Purpose"), line.purpose))
    if line.line_number:
        number = formats.count(line.line_number)
        facts.append(fact(QCoreApplication.translate("DifferenceFacts", "Line of the file"), number))
    return FactGroup(caption=caption, facts=tuple(facts))


def _proposed(found: Difference) -> FactGroup:
    facts = [
        fact(
            QCoreApplication.translate("DifferenceFacts", "Proposed"),
            difference_words.posting_word(found.posting),
        ),
        fact(
            QCoreApplication.translate("DifferenceFacts", "State"),
            difference_words.state_pill(found.state).text,
        ),
    ]
    if found.decided_at is not None:
        facts += [
            fact(QCoreApplication.translate("DifferenceFacts", "By"), found.decided_by),
            fact(QCoreApplication.translate("DifferenceFacts", "Reason"), found.reason),
            fact(
                QCoreApplication.translate("DifferenceFacts", "When"), formats.full_moment(found.decided_at)
            ),
        ]
    caption = QCoreApplication.translate("DifferenceFacts", "What is done about it")
    return FactGroup(caption=caption, facts=tuple(facts))


def head(found: Difference) -> str:
    """Return the one line of facts under a difference's name."""
    return f"{payment_words.provider_word(found.provider)} · {found.external_id}"
