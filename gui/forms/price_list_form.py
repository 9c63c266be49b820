"""The form of a new version of the price list: its name, from when, and its prices in a table to edit."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from core.domain.price_lists import PriceList, Product
from core.errors import InputError
from core.money import CURRENCY_DIGITS, Money, Stars, WrongAmount
from gui import formats
from gui.forms.form_dialog import FormDialog
from gui.widgets.buttons import Button
from gui.widgets.fields import LineField

WIDTH = 1120
TABLE_HEIGHT = 330
FIXED = ("key", "ru", "en", "plan", "stars")
PRICE_WIDTH = 76

Save = Callable[[PriceList], Awaitable[PriceList]]


class PriceListForm(FormDialog[PriceList, PriceList]):
    """Starts with what is in force; what is typed becomes a version of its own, the old one stays."""

    def __init__(self, parent: QWidget | None, current: PriceList, now: datetime, save: Save) -> None:
        """Show the form; `save` adds the version."""
        super().__init__(
            parent,
            QCoreApplication.translate("PriceListForm", "New price list"),
            QCoreApplication.translate(
                "PriceListForm",
                "Made from {version}, which stays as it is: invoices and trainings keep their list. "
                "What has no price in a currency is not sold in it.",
            ).format(version=current.version),
            confirm=QCoreApplication.translate("PriceListForm", "Add this version"),
            save=save,
        )
        self._current = current
        self._zone = now.astimezone().tzinfo
        tomorrow = (now.astimezone() + timedelta(days=1)).date()
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(WIDTH * 2)
        self.version = LineField(self.tr("Version"))
        self.since = LineField(self.tr("Valid from"))
        self.step = LineField(self.tr("Price of a step, ★"))
        self.offered = LineField(self.tr("Steps offered"))
        self.note = LineField(self.tr("Note"), self.tr("Why it changes; stays with the version."))
        self.table = QTableWidget()
        self._add_row, self._drop_row = Button(icon="plus"), Button(icon="x")
        self.version.set_value(f"{tomorrow:%Y-%m-%d}")
        self.since.set_value(tomorrow.isoformat())
        self.step.set_value(_number(current.stars_per_step))
        self.offered.set_value(", ".join(str(steps) for steps in current.offered_steps))
        self._build()
        self.version.setFocus()

    def typed(self) -> PriceList:
        """Return the version as typed."""
        products = tuple(self._product(row) for row in range(self.table.rowCount()) if self._text(row, 0))
        return replace(
            self._current,
            version=self.version.value,
            valid_from=self._moment(),
            note=self.note.value,
            products=products,
            stars_per_step=self._stars("step", self.step.value),
            offered_steps=self._steps(),
        )

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for name, field, stretch in (
            ("version", self.version, 2),
            ("valid_from", self.since, 2),
            ("step", self.step, 2),
            ("offered", self.offered, 5),
        ):
            self.fields[name] = field
            line.addWidget(field, stretch)
        self.rows.addLayout(line)
        self._fill_table()
        self.rows.addWidget(self.table)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add_row)
        buttons.addWidget(self._drop_row)
        buttons.addStretch(1)
        self.rows.addLayout(buttons)
        self.add_field("note", self.note)
        self._add_row.setText(self.tr("Add a product"))
        self._drop_row.setText(self.tr("Take it off"))
        self._add_row.clicked.connect(self._on_add_clicked)
        self._drop_row.clicked.connect(self._on_drop_clicked)

    def _fill_table(self) -> None:
        table, products = self.table, self._current.products
        table.setFixedHeight(TABLE_HEIGHT)
        table.setColumnCount(len(FIXED) + len(CURRENCY_DIGITS))
        table.setHorizontalHeaderLabels(
            [
                self.tr("Key"),
                self.tr("Title, ru"),
                self.tr("Title, en"),
                self.tr("Plan"),
                self.tr("Stars"),
                *CURRENCY_DIGITS,
            ]
        )
        table.verticalHeader().hide()
        table.setAccessibleName(self.tr("Products and prices"))
        header = table.horizontalHeader()
        for column in range(table.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, PRICE_WIDTH)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, PRICE_WIDTH + 54)
        table.setColumnWidth(3, PRICE_WIDTH + 24)
        table.setRowCount(len(products))
        for row, product in enumerate(products):
            for column, text in enumerate(_cells(product)):
                table.setItem(row, column, QTableWidgetItem(text))

    def _product(self, row: int) -> Product:
        key = self._text(row, 0)
        before = next((one for one in self._current.products if one.key == key), None)
        prices = {}
        for place, currency in enumerate(CURRENCY_DIGITS):
            text = self._text(row, len(FIXED) + place)
            if text:
                prices[currency] = self._money(row, key, text, currency)
        return Product(
            key=key,
            title={"ru": self._text(row, 1), "en": self._text(row, 2)},
            plan=self._text(row, 3),
            stars=self._stars(key, self._text(row, 4)),
            prices=prices,
            is_test=before.is_test if before is not None else False,
        )

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _money(self, row: int, key: str, text: str, currency: str) -> Money:
        try:
            return Money.parse("".join(text.split()).replace(",", "."), currency)
        except WrongAmount as error:
            self.table.selectRow(row)
            problem = self.tr("“{text}” is no price in {currency}").format(text=text, currency=currency)
            raise InputError(field=key, value=text, problem=problem) from error

    def _stars(self, name: str, text: str) -> Stars:
        try:
            return Stars.parse(text)
        except WrongAmount as error:
            problem = self.tr("Enter stars with at most two digits after the point.")
            raise InputError(field=name, value=text, problem=problem) from error

    def _steps(self) -> tuple[int, ...]:
        words = self.offered.value.replace(",", " ").split()
        if not words or not all(word.isascii() and word.isdigit() for word in words):
            problem = self.tr("Enter whole numbers, for example 1000, 1500, 2000.")
            raise InputError(field="offered", value=self.offered.value, problem=problem)
        return tuple(int(word) for word in words)

    def _moment(self) -> datetime:
        try:
            day = date.fromisoformat(self.since.value)
        except ValueError as error:
            problem = self.tr("Enter a day like 2026-12-31.")
            raise InputError(field="valid_from", value=self.since.value, problem=problem) from error
        return datetime(day.year, day.month, day.day, tzinfo=self._zone)

    def _on_add_clicked(self) -> None:
        self.table.setRowCount(self.table.rowCount() + 1)
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()

    def _on_drop_clicked(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())


def _cells(product: Product) -> Sequence[str]:
    prices = (product.prices.get(currency) for currency in CURRENCY_DIGITS)
    return (
        product.key,
        product.title.get("ru", ""),
        product.title.get("en", ""),
        product.plan,
        _number(product.stars),
        *(
            "" if price is None else formats.money_number(price).replace(formats.THIN_SPACE, "")
            for price in prices
        ),
    )


def _number(stars: Stars) -> str:
    return formats.stars_number(stars).replace(formats.THIN_SPACE, "")
