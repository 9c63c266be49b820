"""The form that makes a promo code."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from core.domain.price_lists import PriceList
from core.domain.promos import Promo, PromoKind
from core.errors import InputError
from core.money import ZERO
from gui.forms.field_words import remedy
from gui.forms.form_dialog import FormDialog
from gui.forms.plan_form import plan_choices, read_days, read_stars
from gui.models import payment_words
from gui.widgets.fields import ChoiceField, Field, LineField


class PromoForm(FormDialog[Promo, Promo]):
    """Asks for a code; what it gives can never be changed after that."""

    def __init__(
        self,
        parent: QWidget | None,
        price_list: PriceList,
        now: datetime,
        save: Callable[[Promo], Awaitable[Promo]],
    ) -> None:
        """Show the form; `save` makes the code."""
        super().__init__(
            parent,
            QCoreApplication.translate("PromoForm", "New promo code"),
            QCoreApplication.translate(
                "PromoForm", "What it gives stays as it is; the code itself can be switched off any time."
            ),
            confirm=QCoreApplication.translate("PromoForm", "Make the code"),
            save=save,
        )
        self._now = now
        self.code = LineField(self.tr("Code"), self.tr("3 to 32 Latin letters, digits, “-” or “_”"))
        self.kind = ChoiceField(self.tr("Gives"))
        self.percent = LineField(
            self.tr("Per cent off"), self.tr("1 to 99, taken off the price of an invoice")
        )
        self.product = ChoiceField(self.tr("For"))
        self.plan = ChoiceField(self.tr("Plan"))
        self.days = LineField(self.tr("Days"), self.tr("Empty: the plan’s own length"))
        self.stars = LineField(self.tr("Stars, ★"))
        self.limit = LineField(
            self.tr("Uses in all"), self.tr("Empty: no limit. Each customer uses it once.")
        )
        self.lasts = LineField(self.tr("Valid for, days"), self.tr("Empty: until it is switched off"))
        self.new_only = QCheckBox(self.tr("For new customers only"))
        self.note = LineField(self.tr("Note"))
        self._build(price_list)
        self._show_kind()

    def typed(self) -> Promo:
        """Return the code as typed."""
        kind = PromoKind(self.kind.value)
        lasts = _number(self.lasts.value, "valid_until") if self.lasts.value else None
        return Promo(
            code=self.code.value,
            kind=kind,
            percent=_number(self.percent.value, "percent") if kind is PromoKind.PERCENT else 0,
            stars=read_stars(self.stars.value) if kind is not PromoKind.PERCENT else ZERO,
            plan=self.plan.value if kind is PromoKind.PLAN else "",
            days=read_days(self.days.value) if kind is PromoKind.PLAN else None,
            products=(self.product.value,) if kind is PromoKind.PERCENT and self.product.value else (),
            max_uses=_number(self.limit.value, "max_uses") if self.limit.value else None,
            new_only=self.new_only.isChecked(),
            valid_from=self._now,
            valid_until=self._now + timedelta(days=lasts) if lasts is not None else None,
            note=self.note.value,
        )

    def _build(self, price_list: PriceList) -> None:
        self.kind.set_choices(
            [
                (PromoKind.PERCENT.value, self.tr("per cent off")),
                (PromoKind.STARS.value, self.tr("stars")),
                (PromoKind.PLAN.value, self.tr("a plan")),
            ]
        )
        self.plan.set_choices(plan_choices(price_list.plans))
        self.product.set_choices(_products(price_list, self.tr("everything on sale")))
        for name, field in self._fields():
            self.add_field(name, field)
        self.rows.insertWidget(self.rows.indexOf(self.note), self.new_only)
        self.kind.changed.connect(self._show_kind)
        self.code.setFocus()

    def _fields(self) -> Sequence[tuple[str, Field[Any]]]:
        return (
            ("code", self.code),
            ("kind", self.kind),
            ("percent", self.percent),
            ("products", self.product),
            ("plan", self.plan),
            ("days", self.days),
            ("stars", self.stars),
            ("max_uses", self.limit),
            ("valid_until", self.lasts),
            ("note", self.note),
        )

    def _show_kind(self) -> None:
        kind = self.kind.value
        self.percent.setVisible(kind == PromoKind.PERCENT)
        self.product.setVisible(kind == PromoKind.PERCENT)
        self.plan.setVisible(kind == PromoKind.PLAN)
        self.days.setVisible(kind == PromoKind.PLAN)
        self.stars.setVisible(kind != PromoKind.PERCENT)
        self.stars.set_words(
            self.tr("Stars, ★"), self.tr("Empty: the plan alone") if kind == PromoKind.PLAN else ""
        )
        self.fit()


def _number(text: str, field: str) -> int:
    if not text.isascii() or not text.isdigit():
        words = remedy(field) or QCoreApplication.translate("PromoForm", "Enter a whole number.")
        raise InputError(field=field, value=text, problem=words)
    return int(text)


def _products(price_list: PriceList, everything: str) -> list[tuple[str, str]]:
    sold = [one for one in price_list.products if one.prices and not one.is_test and one.plan]
    return [("", everything), *((one.key, payment_words.plan_word(one.plan)) for one in sold)]
