"""The tables of the price lists page: versions, products with a column for each currency, plans, changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.price_changes import Fact, PriceChange
from core.domain.price_lists import Plan, PriceList, PriceListEntry, Product
from core.money import CURRENCY_DIGITS, Money, Stars
from gui import formats
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone

RIGHT = Qt.AlignmentFlag.AlignRight
PRICE_WIDTH = 88

Language = Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version and where it stands: in force, still to come, or over."""

    entry: PriceListEntry
    state: str

    @property
    def list(self) -> PriceList:
        """Return the list itself."""
        return self.entry.list


def version_rows(entries: Sequence[PriceListEntry], now: datetime) -> list[VersionRow]:
    """Return versions with their states; the newest that has begun is in force."""
    begun = [one.list.version for one in entries if one.list.valid_from <= now]
    in_force = begun[0] if begun else ""

    def state(entry: PriceListEntry) -> str:
        if entry.list.version == in_force:
            return "in force"
        return "to come" if entry.list.valid_from > now else "over"

    return [VersionRow(entry=one, state=state(one)) for one in entries]


def state_pill(state: str) -> Pill:
    """Return where a version stands as colour, icon and word."""
    words = {
        "in force": QCoreApplication.translate("PriceTables", "In force"),
        "to come": QCoreApplication.translate("PriceTables", "To come"),
        "over": QCoreApplication.translate("PriceTables", "Over"),
    }
    looks = {"in force": (Tone.OK, "check"), "to come": (Tone.RUN, "clock"), "over": (Tone.MUTE, "prohibit")}
    tone, icon = looks[state]
    return Pill(words[state], tone, icon)


class VersionsModel(RowsModel[VersionRow]):
    """Versions, the newest first."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Start empty; `now` tells the present moment, for short dates."""
        columns = (
            Column[VersionRow](
                key="version",
                title=lambda: self.tr("Version"),
                text=lambda row: row.list.version,
                cell=lambda row: Plain(row.list.version, strong=True),
                tooltip=lambda row: row.list.note,
            ),
            Column[VersionRow](
                key="state",
                title=lambda: self.tr("State"),
                text=lambda row: state_pill(row.state).text,
                cell=lambda row: state_pill(row.state),
                width=136,
            ),
            Column[VersionRow](
                key="from",
                title=lambda: self.tr("From"),
                text=lambda row: formats.short_moment(row.list.valid_from, now()),
                cell=lambda row: Plain(formats.short_moment(row.list.valid_from, now()), "muted"),
                tooltip=lambda row: formats.full_moment(row.list.valid_from),
                align=RIGHT,
                width=116,
            ),
        )
        super().__init__(columns, lambda row: row.list.version, parent)


class ProductsModel(RowsModel[Product]):
    """Products in the order of the list, with a column for each currency there is."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        """Start empty; `language` is that of the window, for the titles."""
        columns = [
            Column[Product](
                key="product",
                title=lambda: self.tr("Product"),
                text=lambda row: row.title.get(language()) or row.key,
                cell=lambda row: TwoTone(row.title.get(language()) or row.key, row.key),
                tooltip=lambda row: row.key,
            ),
            Column[Product](
                key="stars",
                title=lambda: self.tr("Stars"),
                text=lambda row: formats.stars_number(row.stars),
                align=RIGHT,
                width=96,
            ),
        ]
        columns += [_price_column(currency) for currency in CURRENCY_DIGITS]
        columns.append(
            Column[Product](
                key="for",
                title=lambda: self.tr("For"),
                text=self._for,
                cell=lambda row: Plain(self._for(row), "bad" if row.is_test else "muted"),
                width=92,
            )
        )
        super().__init__(columns, lambda row: row.key, parent)

    def unused(self) -> set[int]:
        """Return the places of currencies that no product held has a price in."""
        used = {currency for row in self.rows for currency in row.prices}
        return {
            place
            for place, column in enumerate(self.columns)
            if column.key in CURRENCY_DIGITS and column.key not in used
        }

    def _for(self, row: Product) -> str:
        if row.is_test:
            return self.tr("tests")
        return self.tr("sale") if row.prices else self.tr("gifts only")


def _price_column(currency: str) -> Column[Product]:
    def text(row: Product) -> str:
        price = row.prices.get(currency)
        return formats.money_number(price) if price is not None else ""

    return Column(key=currency, title=lambda: currency, text=text, align=RIGHT, width=PRICE_WIDTH)


class PlansModel(RowsModel[Plan]):
    """Plans by rank."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        """Start empty."""
        columns = (
            Column[Plan](
                key="plan",
                title=lambda: self.tr("Plan"),
                text=lambda row: row.title.get(language()) or row.key,
                cell=lambda row: TwoTone(row.title.get(language()) or row.key, row.key),
            ),
            Column[Plan](
                key="rank",
                title=lambda: self.tr("Rank"),
                text=lambda row: str(row.rank),
                tooltip=lambda _row: self.tr("A higher rank includes what the lower ones give"),
                align=RIGHT,
                width=72,
            ),
            Column[Plan](
                key="days",
                title=lambda: self.tr("Days"),
                text=lambda row: str(row.days) if row.days is not None else self.tr("no end"),
                align=RIGHT,
                width=84,
            ),
            Column[Plan](
                key="grace",
                title=lambda: self.tr("Grace days"),
                text=lambda row: str(row.grace_days),
                align=RIGHT,
                width=104,
            ),
            Column[Plan](
                key="gives",
                title=lambda: self.tr("Gives"),
                text=lambda row: ", ".join(row.gives),
                cell=lambda row: Plain(", ".join(row.gives), "muted"),
                width=240,
            ),
        )
        super().__init__(columns, lambda row: row.key, parent)


class ChangesModel(RowsModel[PriceChange]):
    """What differs from the version before."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        columns = (
            Column[PriceChange](
                key="what",
                title=lambda: self.tr("What"),
                text=lambda row: f"{fact_word(row.fact)} {row.key}".strip(),
                cell=lambda row: TwoTone(fact_word(row.fact), row.key),
            ),
            Column[PriceChange](
                key="before",
                title=lambda: self.tr("Before"),
                text=lambda row: value_words(row.before),
                cell=lambda row: Plain(value_words(row.before), "muted"),
                align=RIGHT,
                width=170,
            ),
            Column[PriceChange](
                key="after",
                title=lambda: self.tr("After"),
                text=lambda row: value_words(row.after),
                cell=lambda row: Plain(value_words(row.after), strong=True),
                align=RIGHT,
                width=170,
            ),
        )
        super().__init__(columns, _change_id, parent)


def fact_word(fact: Fact) -> str:
    """Return what differs."""
    return {
        Fact.PRODUCT: QCoreApplication.translate("PriceTables", "Product"),
        Fact.PRICE: QCoreApplication.translate("PriceTables", "Price"),
        Fact.STARS: QCoreApplication.translate("PriceTables", "Stars given"),
        Fact.PLAN: QCoreApplication.translate("PriceTables", "Plan"),
        Fact.DAYS: QCoreApplication.translate("PriceTables", "Days of the plan"),
        Fact.STEP: QCoreApplication.translate("PriceTables", "Price of a step"),
        Fact.STEPS_OFFERED: QCoreApplication.translate("PriceTables", "Steps offered"),
        Fact.RATE: QCoreApplication.translate("PriceTables", "Roubles for a dollar"),
    }[fact]


def value_words(value: Money | Stars | str | int | None) -> str:
    """Return one side of a difference."""
    match value:
        case Money():
            return formats.money(value)
        case Stars():
            return formats.stars(value)
        case None:
            return formats.NOTHING
    return str(value)


def _change_id(row: PriceChange) -> tuple[str, str, str]:
    of_currency = next((one.currency for one in (row.before, row.after) if isinstance(one, Money)), "")
    return row.fact.value, row.key, of_currency
