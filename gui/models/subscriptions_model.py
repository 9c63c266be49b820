"""The table of subscriptions: what each column says."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from core.domain.subscription_rows import SubscriptionRow
from core.domain.subscriptions import PlanState
from gui import formats
from gui.models import payment_words, plan_words
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone

Now = Callable[[], datetime]


class SubscriptionsModel(RowsModel[SubscriptionRow]):
    """Plans of customers, what ends first on top."""

    spare_keys = ("bot", "then", "renewal")

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """Start without rows; `now` tells the present moment."""
        self._now = now
        super().__init__((*self._who_and_what(), *self._when()), _row_id, parent)

    def _who_and_what(self) -> tuple[Column[SubscriptionRow], ...]:
        return (
            Column(
                key="state",
                title=lambda: self.tr("State"),
                text=lambda row: plan_words.state_word(row.subscription.state),
                cell=lambda row: plan_words.state_pill(row.subscription.state),
                tooltip=self._state_tip,
                width=128,
            ),
            Column(
                key="customer",
                title=lambda: self.tr("Customer"),
                text=lambda row: (
                    f"{row.customer_name} @{row.username}" if row.username else row.customer_name
                ),
                cell=lambda row: TwoTone(row.customer_name, f"@{row.username}" if row.username else ""),
                tooltip=lambda row: self.tr("Telegram id {id}").format(id=row.id),
            ),
            Column(
                key="plan",
                title=lambda: self.tr("Plan"),
                text=lambda row: payment_words.plan_word(row.subscription.plan),
                cell=lambda row: Plain(payment_words.plan_word(row.subscription.plan), strong=True),
                width=122,
            ),
            Column(
                key="then",
                title=lambda: self.tr("Then"),
                text=self._then,
                cell=lambda row: Plain(self._then(row), "muted"),
                width=136,
            ),
        )

    def _when(self) -> tuple[Column[SubscriptionRow], ...]:
        return (
            Column(
                key="renewal",
                title=lambda: self.tr("Renewal"),
                text=renewal_words,
                cell=_renewal_cell,
                tooltip=lambda row: row.subscription.renewal.trouble,
                width=138,
            ),
            Column(
                key="left",
                title=lambda: self.tr("Time left"),
                text=self._left,
                cell=lambda row: Plain(self._left(row), "muted"),
                align=Qt.AlignmentFlag.AlignRight,
                width=96,
            ),
            Column(
                key="until",
                title=lambda: self.tr("Until"),
                text=self._until,
                cell=lambda row: Plain(self._until(row)),
                tooltip=self._until_tip,
                align=Qt.AlignmentFlag.AlignRight,
                width=130,
            ),
            Column(
                key="bot",
                title=lambda: self.tr("Bot"),
                text=lambda row: row.subscription.bot,
                cell=lambda row: Plain(row.subscription.bot, "muted"),
                width=118,
            ),
        )

    def _state_tip(self, row: SubscriptionRow) -> str:
        if row.subscription.stops_at_end:
            return self.tr("Cancelled: nothing follows when it ends")
        return ""

    def _then(self, row: SubscriptionRow) -> str:
        one = row.subscription
        if one.stops_at_end:
            return self.tr("cancelled")
        if not one.queued or one.state is PlanState.PAUSED:
            return formats.NOTHING
        more = f" +{one.queued - 1}" if one.queued > 1 else ""
        return payment_words.plan_word(one.next_plan) + more

    def _left(self, row: SubscriptionRow) -> str:
        until = row.subscription.until
        if until is None or row.subscription.state is PlanState.ENDED:
            return formats.NOTHING
        return formats.duration(until - self._now())

    def _until(self, row: SubscriptionRow) -> str:
        one = row.subscription
        if one.state is PlanState.ENDED and one.since is not None:
            return formats.short_moment(one.since, self._now())
        if one.until is None:
            return formats.NOTHING if one.state is PlanState.PAUSED else self.tr("no end")
        return formats.short_moment(one.until, self._now())

    def _until_tip(self, row: SubscriptionRow) -> str:
        one = row.subscription
        moment = one.since if one.state is PlanState.ENDED else one.until
        return formats.full_moment(moment) if moment is not None else ""


def renewal_words(row: SubscriptionRow) -> str:
    """Return whether and how a plan renews by itself."""
    renewal = row.subscription.renewal
    if renewal.trouble:
        return plan_words.trouble_word(is_on=renewal.is_on)
    return payment_words.provider_word(renewal.provider) if renewal.is_on else formats.NOTHING


def _renewal_cell(row: SubscriptionRow) -> Pill | Plain:
    renewal = row.subscription.renewal
    if renewal.trouble:
        return Pill(renewal_words(row), Tone.WARN if renewal.is_on else Tone.BAD, "warning-circle")
    return Plain(renewal_words(row), "muted")


def _row_id(row: SubscriptionRow) -> int:
    return row.id
