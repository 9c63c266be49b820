"""The facts about one customer's plans, in groups, as the details pane shows them."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.periods import Period
from core.domain.renewals import Charge
from core.services.subscription_desk import PlanDetails
from gui import formats
from gui.models import payment_words, plan_words
from gui.theme import Tone
from gui.widgets.fact_rows import Fact, FactGroup
from gui.widgets.story_view import StoryItem

_KIND_ICONS = {"purchase": "credit-card", "renewal": "arrow-clockwise", "promo": "ticket", "gift": "gift"}


def groups(details: PlanDetails, now: datetime) -> list[FactGroup]:
    """Return what may be used now, how it renews, and the codes used."""
    access = tuple(
        Fact(label=plan_words.function_word(one.function), value=plan_words.access_word(one))
        for one in details.access
    )
    translate = QCoreApplication.translate
    found = [FactGroup(caption=translate("PlanFacts", "May use now"), facts=access)]
    found.append(FactGroup(caption=translate("PlanFacts", "Automatic renewal"), facts=_renewal(details, now)))
    if details.promos:
        codes = tuple(
            Fact(label=one.code, value=formats.short_moment(one.used_at, now)) for one in details.promos
        )
        found.append(FactGroup(caption=translate("PlanFacts", "Codes used"), facts=codes))
    return found


def _renewal(details: PlanDetails, now: datetime) -> tuple[Fact, ...]:
    translate, kept = QCoreApplication.translate, details.renewal
    if not kept.provider:
        words = translate("PlanFacts", "no; no way to pay is kept")
        return (Fact(label=translate("PlanFacts", "State"), value=words),)
    on, off = translate("PlanFacts", "on"), translate("PlanFacts", "off")
    found = [
        Fact(label=translate("PlanFacts", "State"), value=on if kept.is_on else off),
        Fact(label=translate("PlanFacts", "Provider"), value=payment_words.provider_word(kept.provider)),
        Fact(label=translate("PlanFacts", "Renews"), value=_product(kept.product)),
    ]
    if kept.next_charge_at is not None:
        moment = formats.short_moment(kept.next_charge_at, now)
        found.append(Fact(label=translate("PlanFacts", "Next charge"), value=moment))
    if kept.trouble:
        found.append(Fact(label=translate("PlanFacts", "Trouble"), value=kept.trouble))
    return tuple(found)


def _product(product: str) -> str:
    return payment_words.plan_word(product.removeprefix("plan."))


def story(details: PlanDetails, now: datetime) -> list[StoryItem]:
    """Return periods and charges, the newest first."""
    dated = [(one.bought_at, one.id, _period_item(one, now)) for one in details.periods]
    dated += [(one.created_at, one.id, _charge_item(one, now)) for one in details.charges]
    return [item for _moment, _id, item in sorted(dated, key=lambda one: one[:2], reverse=True)]


def _period_item(one: Period, now: datetime) -> StoryItem:
    text = QCoreApplication.translate("PlanFacts", "{plan}, {days}, {kind}")
    second = [one.actor, one.reason]
    if one.closed_at is not None:
        words = QCoreApplication.translate("PlanFacts", "closed {moment} by {by}: {reason}")
        second.append(
            words.format(
                moment=formats.short_moment(one.closed_at, now), by=one.closed_by, reason=one.closed_reason
            )
        )
    return StoryItem(
        icon=_KIND_ICONS.get(one.kind, "gift"),
        tone=Tone.MUTE if one.closed_at is not None else Tone.OK,
        text=text.format(
            plan=payment_words.plan_word(one.plan),
            days=plan_words.days_word(one.days),
            kind=plan_words.kind_word(one.kind),
        ),
        second=" · ".join(part for part in second if part),
        moment=formats.short_moment(one.bought_at, now),
        moment_full=formats.full_moment(one.bought_at),
    )


def _charge_item(one: Charge, now: datetime) -> StoryItem:
    words = QCoreApplication.translate("PlanFacts", "Charge {attempt} for the renewal: {state}")
    invoice = QCoreApplication.translate("PlanFacts", "invoice {number}").format(number=one.invoice_number)
    return StoryItem(
        icon="arrows-clockwise",
        tone=Tone.RUN if one.step.is_open else Tone.OK if one.step.value == "paid" else Tone.BAD,
        text=words.format(attempt=one.attempt, state=plan_words.charge_word(one.step)),
        second=" · ".join(part for part in (invoice, one.detail) if part),
        moment=formats.short_moment(one.created_at, now),
        moment_full=formats.full_moment(one.created_at),
    )
