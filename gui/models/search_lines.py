"""What the global search found, as lines; and how it understood the words."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, Qt

from core.domain.payments import Invoice, Payment
from core.domain.people import Customer
from core.domain.search_words import Meaning, MeaningKind
from core.domain.training_views import TrainingRow
from core.services.search import Found, PaidBy
from gui import assets, formats, texts
from gui.models import payment_words
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone

CUSTOMER, PAYMENT, INVOICE, TRAINING = "customer", "payment", "invoice", "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLine:
    """One thing that was found; `kind` and `key` say what opens."""

    kind: str
    key: str
    pill: Pill
    title: str
    second: str
    figure: str
    at: datetime


class SearchModel(RowsModel[SearchLine]):
    """The lines of one search: customers, payments, invoices, trainings."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(_columns(), lambda line: (line.kind, line.key), parent)

    def show_found(self, found: Found) -> None:
        """Show what was found."""
        self.set_rows(lines_of(found))


def lines_of(found: Found) -> list[SearchLine]:
    """Return the lines in groups."""
    return [
        *(_customer(one) for one in found.customers),
        *(_paid(one) for one in found.payments),
        *(_paid(one) for one in found.invoices),
        *(_training(one) for one in found.trainings),
    ]


def understood_text(understood: tuple[Meaning, ...]) -> str:
    """Return how the words were read, in one line; empty for no words."""
    if not understood:
        return ""
    told = list(dict.fromkeys(_meaning(one) for one in understood))
    words = QCoreApplication.translate("Search", "Understood as: {meanings}")
    return words.format(meanings=" · ".join(told))


def _meaning(one: Meaning) -> str:
    if one.kind is MeaningKind.AMOUNT:
        if len(one.amounts) == 1:
            return formats.money(one.amounts[0])
        words = QCoreApplication.translate("Search", "amount {amount} in any currency")
        return words.format(amount=formats.money_number(one.amounts[0]))
    if one.kind is MeaningKind.DATE and one.day is not None:
        return QLocale().toString(QDate(one.day.year, one.day.month, one.day.day), "d MMMM yyyy")
    words = {
        MeaningKind.TELEGRAM_ID: QCoreApplication.translate("Search", "Telegram id {what}"),
        MeaningKind.USERNAME: QCoreApplication.translate("Search", "username @{what}"),
        MeaningKind.NAME: QCoreApplication.translate("Search", "name “{what}”"),
        MeaningKind.INVOICE: QCoreApplication.translate("Search", "invoice {what}"),
        MeaningKind.EXTERNAL_ID: QCoreApplication.translate("Search", "a provider’s id {what}"),
        MeaningKind.TRAINING_ID: QCoreApplication.translate("Search", "training {what}"),
    }[one.kind]
    return words.format(what=one.text or one.number)


def _customer(one: Customer) -> SearchLine:
    return SearchLine(
        kind=CUSTOMER,
        key=str(one.telegram_id),
        pill=Pill(QCoreApplication.translate("Search", "Customer"), Tone.RUN, "user"),
        title=one.name,
        second=" ".join(part for part in (f"@{one.username}" if one.username else "", one.bot) if part),
        figure=str(one.telegram_id),
        at=one.created_at,
    )


def _paid(found: PaidBy) -> SearchLine:
    record = found.record
    who = found.customer.name if found.customer else formats.NOTHING
    if isinstance(record, Payment):
        look = assets.state_look(record.status.value)
        second = f"{texts.payment_word(record.status)} · {who} · {record.external_id}"
        word = QCoreApplication.translate("Search", "Payment")
        return SearchLine(
            kind=PAYMENT,
            key=record.id,
            pill=Pill(word, look.tone, look.icon),
            title=payment_words.provider_word(record.provider),
            second=second,
            figure=formats.money(record.amount),
            at=record.created_at,
        )
    return _invoice(record, who)


def _invoice(record: Invoice, who: str) -> SearchLine:
    look = assets.state_look(record.status.value)
    title = QCoreApplication.translate("Search", "Invoice {number}")
    return SearchLine(
        kind=INVOICE,
        key=str(record.number),
        pill=Pill(QCoreApplication.translate("Search", "Invoice"), look.tone, "receipt"),
        title=title.format(number=record.number),
        second=f"{texts.invoice_word(record.status)} · {who}",
        figure=formats.money(record.amount),
        at=record.created_at,
    )


def _training(row: TrainingRow) -> SearchLine:
    look = assets.state_look(row.status)
    return SearchLine(
        kind=TRAINING,
        key=row.id,
        pill=Pill(QCoreApplication.translate("Search", "Training"), look.tone, look.icon),
        title=row.model_name,
        second=f"{texts.status_word(row.status)} · {row.customer_name}",
        figure=formats.stars(row.price),
        at=row.created_at,
    )


def _columns() -> tuple[Column[SearchLine], ...]:
    return (
        Column[SearchLine](
            key="kind",
            title=lambda: "",
            text=lambda line: line.pill.text,
            cell=lambda line: line.pill,
            width=130,
        ),
        Column[SearchLine](
            key="title",
            title=lambda: "",
            text=lambda line: f"{line.title}, {line.second}",
            cell=lambda line: TwoTone(line.title, line.second),
            tooltip=lambda line: f"{line.title} · {line.second}",
        ),
        Column[SearchLine](
            key="figure",
            title=lambda: "",
            text=lambda line: line.figure,
            align=Qt.AlignmentFlag.AlignRight,
            width=140,
        ),
        Column[SearchLine](
            key="time",
            title=lambda: "",
            text=lambda line: formats.full_moment(line.at).split(",")[0],
            cell=lambda line: Plain(formats.full_moment(line.at).split(",")[0], "muted"),
            tooltip=lambda line: formats.full_moment(line.at),
            width=150,
        ),
    )
