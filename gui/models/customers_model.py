"""The columns of the customers table."""

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.services.people import CustomerCard
from gui import formats
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone
from gui.widgets.customer_list import at_name


class CustomersModel(RowsModel[CustomerCard]):
    """Customers by Telegram id."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(_columns(), _id_of, parent)


def reach_word(card: CustomerCard) -> str:
    """Return the mark of a customer whom no message reaches, empty for the others."""
    if not card.customer.is_unreachable:
        return ""
    return QCoreApplication.translate("Customers", "Unreachable")


def _id_of(card: CustomerCard) -> int:
    return card.customer.telegram_id


def _name_text(card: CustomerCard) -> str:
    return f"{card.customer.name} {at_name(card)}".strip()


def _reach_cell(card: CustomerCard) -> Pill | Plain:
    word = reach_word(card)
    return Pill(word, Tone.WARN, "prohibit") if word else Plain("")


def _columns() -> tuple[Column[CustomerCard], ...]:
    return (
        Column[CustomerCard](
            key="name",
            title=lambda: QCoreApplication.translate("Customers", "Customer"),
            text=_name_text,
            cell=lambda card: TwoTone(card.customer.name, at_name(card)),
        ),
        Column[CustomerCard](
            key="id",
            title=lambda: QCoreApplication.translate("Customers", "Telegram id"),
            text=lambda card: str(card.customer.telegram_id),
            cell=lambda card: Plain(str(card.customer.telegram_id), "muted", mono=True),
            tooltip=lambda card: str(card.customer.telegram_id),
            width=112,
        ),
        Column[CustomerCard](
            key="bot",
            title=lambda: QCoreApplication.translate("Customers", "Bot"),
            text=lambda card: card.customer.bot,
            cell=lambda card: Plain(card.customer.bot, "muted"),
            width=130,
        ),
        Column[CustomerCard](
            key="language",
            title=lambda: QCoreApplication.translate("Customers", "Language"),
            text=lambda card: card.customer.language.value.upper(),
            cell=lambda card: Plain(card.customer.language.value.upper(), "muted"),
            width=86,
        ),
        Column[CustomerCard](
            key="reach",
            title=lambda: "",
            text=reach_word,
            cell=_reach_cell,
            tooltip=_reach_tooltip,
            width=142,
        ),
        Column[CustomerCard](
            key="balance",
            title=lambda: QCoreApplication.translate("Customers", "Balance, ★"),
            text=lambda card: formats.stars_number(card.balance),
            align=Qt.AlignmentFlag.AlignRight,
            width=116,
        ),
    )


def _reach_tooltip(card: CustomerCard) -> str:
    if not card.customer.is_unreachable:
        return ""
    return QCoreApplication.translate(
        "Customers", "The customer has blocked the bot or the chat is gone; messages do not arrive."
    )
