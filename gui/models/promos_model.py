"""The tables of promo codes and of who used one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.domain.promos import Promo, PromoKind, PromoUse
from gui import formats
from gui.models import payment_words, plan_words
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain

Now = Callable[[], datetime]
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoLine:
    """A code and how often it was used."""

    promo: Promo
    uses: int


class PromosModel(RowsModel[PromoLine]):
    """Codes, the newest first."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty."""
        self._now = now
        columns = (
            Column[PromoLine](
                key="state",
                title=lambda: self.tr("State"),
                text=lambda row: self._state(row).text,
                cell=self._state,
                width=110,
            ),
            Column[PromoLine](
                key="code",
                title=lambda: self.tr("Code"),
                text=lambda row: row.promo.code,
                cell=lambda row: Plain(row.promo.code, mono=True, strong=True),
                tooltip=lambda row: row.promo.note,
                width=130,
            ),
            Column[PromoLine](
                key="gives", title=lambda: self.tr("Gives"), text=lambda row: gives_words(row.promo)
            ),
            Column[PromoLine](
                key="uses",
                title=lambda: self.tr("Used"),
                text=self._uses,
                align=RIGHT,
                width=100,
            ),
            Column[PromoLine](
                key="until",
                title=lambda: self.tr("Valid until"),
                text=self._until,
                cell=lambda row: Plain(self._until(row), "muted"),
                align=RIGHT,
                width=124,
            ),
        )
        super().__init__(columns, lambda row: row.promo.code, parent)

    def _state(self, row: PromoLine) -> Pill:
        promo = row.promo
        if not promo.is_on:
            return Pill(self.tr("Off"), Tone.MUTE, "prohibit")
        if promo.valid_until is not None and promo.valid_until <= self._now():
            return Pill(self.tr("Over"), Tone.MUTE, "clock")
        if promo.max_uses is not None and row.uses >= promo.max_uses:
            return Pill(self.tr("Used up"), Tone.MUTE, "check")
        return Pill(self.tr("On"), Tone.OK, "check")

    def _uses(self, row: PromoLine) -> str:
        if row.promo.max_uses is None:
            return formats.count(row.uses)
        return f"{formats.count(row.uses)} / {formats.count(row.promo.max_uses)}"

    def _until(self, row: PromoLine) -> str:
        until = row.promo.valid_until
        return formats.short_moment(until, self._now()) if until is not None else formats.NOTHING


class PromoUsesModel(RowsModel[PromoUse]):
    """Who used a code, newest first."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start empty."""
        columns = (
            Column[PromoUse](
                key="customer", title=lambda: self.tr("Customer"), text=lambda row: row.customer_name
            ),
            Column[PromoUse](
                key="what",
                title=lambda: self.tr("For"),
                text=self._what,
                cell=lambda row: Plain(self._what(row), "muted"),
                width=170,
            ),
            Column[PromoUse](
                key="at",
                title=lambda: self.tr("Used"),
                text=lambda row: formats.short_moment(row.used_at, now()),
                cell=lambda row: Plain(formats.short_moment(row.used_at, now()), "muted"),
                tooltip=lambda row: formats.full_moment(row.used_at),
                align=RIGHT,
                width=110,
            ),
        )
        super().__init__(columns, lambda row: row.id, parent)

    def _what(self, row: PromoUse) -> str:
        if row.invoice_number is None:
            return formats.NOTHING
        if not row.counts:
            return self.tr("invoice {number}, unpaid").format(number=row.invoice_number)
        return self.tr("invoice {number}").format(number=row.invoice_number)


def gives_words(promo: Promo) -> str:
    """Return what a code gives and whom."""
    translate = QCoreApplication.translate
    if promo.kind is PromoKind.PERCENT:
        plans = ", ".join(payment_words.plan_word(one.removeprefix("plan.")) for one in promo.products)
        words = translate("PromoWords", "{percent} % off {what}")
        parts = [
            words.format(percent=promo.percent, what=plans or translate("PromoWords", "everything on sale"))
        ]
    elif promo.kind is PromoKind.STARS:
        parts = [formats.stars(promo.stars)]
    else:
        parts = [payment_words.plan_word(promo.plan)]
        if promo.days is not None:
            parts.append(plan_words.days_word(promo.days))
        if promo.stars:
            parts.append(formats.stars(promo.stars))
    if promo.new_only:
        parts.append(translate("PromoWords", "new customers only"))
    return ", ".join(parts)
