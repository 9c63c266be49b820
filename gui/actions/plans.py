"""What an operator does with plans: give, renew, revoke, cancel, pause, resume, renew by itself, give many.

Each function asks, does it once, and returns the sentence to say, or "" if the operator left.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.mass_runs import MassPreview, MassRequest, MassRun, RunStatus
from core.domain.people import Permission
from core.domain.renewals import RENEWS_BY_ITSELF
from core.domain.subscriptions import PlanState, Standing
from core.errors import InputError
from core.ids import new_id
from core.services.deed_book import Done
from core.services.deeds import Waiting
from core.services.subscription_desk import PlanDeed, PlanDetails
from core.services.subscriptions import Gift
from gui import dialogs, formats
from gui.actions.payments import ask_reason
from gui.forms.form_dialog import ask_form
from gui.forms.mass_form import MassForm, ask_many
from gui.forms.plan_form import PlanForm
from gui.models import payment_words
from gui.widgets import plan_pane as deed

Deed = Callable[[QWidget, Core, PlanDetails], Awaitable[str]]
RUNS = frozenset({PlanState.ACTIVE, PlanState.GRACE})
LARGEST_FILE = 8_000_000


def obstacle(key: str, core: Core, details: PlanDetails) -> str:
    """Return why a deed cannot be done now, empty if it can."""
    translate, standing, renewal = QCoreApplication.translate, details.standing, details.renewal
    if not core.operator.may(Permission.MANAGE_PLANS):
        return translate("PlanActions", "Your role may not change plans.")
    no_plan = translate("PlanActions", "No plan runs.")
    no_way = translate("PlanActions", "No way to pay is kept that we could charge.")
    is_running = standing.state in RUNS
    may = {
        deed.RENEW: bool(standing.plan),
        deed.PAUSE: standing.state is PlanState.ACTIVE,
        deed.RESUME: standing.state is PlanState.PAUSED or standing.stops_at_end,
        deed.CANCEL_END: (is_running or standing.state is PlanState.PAUSED) and not standing.stops_at_end,
        deed.CANCEL_NOW: is_running or bool(standing.queued),
        deed.REVOKE: is_running,
    }
    ways = {
        deed.AUTO_ON: bool(renewal.recurring_key) and not renewal.is_on,
        deed.AUTO_OFF: renewal.is_on,
        deed.CHANGE: renewal.is_on and renewal.provider not in RENEWS_BY_ITSELF,
    }
    if key in ways:
        return "" if ways[key] else no_way
    if key == deed.RESUME:
        words = translate("PlanActions", "The plan is neither paused nor cancelled.")
        return "" if may[key] else words
    return "" if may.get(key, True) else no_plan


async def give(parent: QWidget, core: Core, details: PlanDetails, *, plan: str = "") -> str:
    """Ask for plan time and give it; above the operator's caps it waits for a second person."""

    async def save(gift: Gift) -> Done | Waiting:
        return await core.subscriptions.give(gift, core.operator)

    async def look(gift: Gift) -> Standing:
        return await core.subscriptions.preview_gift(gift, core.operator)

    form = PlanForm(parent, details, new_id(), core.clock.now, plan=plan, save=save, look=look)
    done = await ask_form(form)
    return _said(done, details)


async def renew(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Give the same plan once more; it extends from the end."""
    return await give(parent, core, details, plan=details.standing.plan)


async def use_code(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Ask for a promo code and use it for the customer."""
    translate = QCoreApplication.translate
    code = await dialogs.ask_text(
        parent,
        translate("PlanActions", "Use a promo code"),
        translate("PlanActions", "A code of stars or of a plan; a discount goes into an invoice."),
        label=translate("PlanActions", "Code"),
        confirm=translate("PlanActions", "Use it"),
        min_length=3,
    )
    if code is None:
        return ""
    done = await core.subscriptions.redeem(code, details.customer.telegram_id, core.operator)
    return _said(done, details)


async def revoke(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Close the period that runs; what waits moves up."""
    translate = QCoreApplication.translate
    words = translate("PlanActions", "{plan} ends now; what waits begins at once. No star moves.")
    reason = await ask_reason(
        parent,
        translate("PlanActions", "Revoke the period that runs?"),
        words.format(plan=payment_words.plan_word(details.standing.plan)),
        translate("PlanActions", "Revoke"),
    )
    if reason is None:
        return ""
    await core.subscriptions.revoke(details.standing.period_id, reason=reason, operator=core.operator)
    return _name(details, translate("PlanActions", "The period of {name} was revoked."))


async def cancel_now(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Close all that runs and waits."""
    translate = QCoreApplication.translate
    words = translate(
        "PlanActions",
        "%n period(s) end at once and nothing renews. No money and no star goes back.",
        "",
        _open(details),
    )
    asked = await _deed(parent, details, translate("PlanActions", "Cancel everything now?"), words)
    if asked is None:
        return ""
    await core.subscriptions.cancel_now(asked, core.operator)
    return _name(details, translate("PlanActions", "{name} has no plan any more."))


async def cancel_at_end(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Let nothing follow what runs."""
    translate, now = QCoreApplication.translate, core.clock.now()
    until = details.standing.until
    end = formats.short_moment(until, now) if until is not None else formats.NOTHING
    words = translate("PlanActions", "Access stays until {until}; {waiting} that wait are given up.")
    waiting = translate("PlanActions", "%n period(s)", "", len(details.standing.queued))
    asked = await _deed(
        parent,
        details,
        translate("PlanActions", "Cancel at the end?"),
        words.format(until=end, waiting=waiting),
    )
    if asked is None:
        return ""
    await core.subscriptions.cancel_at_end(asked, core.operator)
    return _name(details, translate("PlanActions", "Nothing follows the plan of {name}."))


async def pause(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Freeze the customer's time."""
    translate = QCoreApplication.translate
    asked = await _deed(
        parent,
        details,
        translate("PlanActions", "Pause the plan?"),
        translate("PlanActions", "No time runs and there is no access until it is resumed."),
    )
    if asked is None:
        return ""
    await core.subscriptions.pause(asked, core.operator)
    return _name(details, translate("PlanActions", "The plan of {name} is paused."))


async def resume(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """End a pause or take a cancellation back."""
    translate = QCoreApplication.translate
    asked = await _deed(
        parent,
        details,
        translate("PlanActions", "Resume the plan?"),
        translate("PlanActions", "A pause ends; a cancellation at the end is taken back."),
    )
    if asked is None:
        return ""
    await core.subscriptions.resume(asked, core.operator)
    return _name(details, translate("PlanActions", "The plan of {name} runs again."))


async def auto_on(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Switch automatic renewal on."""
    return await _auto(parent, core, details, is_on=True)


async def auto_off(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Switch automatic renewal off."""
    return await _auto(parent, core, details, is_on=False)


async def _auto(parent: QWidget, core: Core, details: PlanDetails, *, is_on: bool) -> str:
    translate = QCoreApplication.translate
    provider = payment_words.provider_word(details.renewal.provider)
    title = translate("PlanActions", "Switch automatic renewal off?")
    words = translate("PlanActions", "{provider} is not charged any more.")
    if is_on:
        title = translate("PlanActions", "Switch automatic renewal on?")
        words = translate("PlanActions", "{provider} is charged an hour before the plan ends.")
    elif details.renewal.provider in RENEWS_BY_ITSELF:
        words = translate(
            "PlanActions", "{provider} charges by itself: the customer has to end it there as well."
        )
    asked = await _deed(parent, details, title, words.format(provider=provider))
    if asked is None:
        return ""
    await core.subscriptions.set_renewal(asked, core.operator, is_on=is_on)
    done = translate("PlanActions", "The plan of {name} is not renewed by itself.")
    if is_on:
        done = translate("PlanActions", "The plan of {name} is renewed by itself.")
    return _name(details, done)


async def change(parent: QWidget, core: Core, details: PlanDetails) -> str:
    """Choose what the next renewal buys."""
    translate = QCoreApplication.translate
    price_list = await core.price_lists.current()
    currency = details.renewal.currency
    products = [
        one
        for one in price_list.products
        if one.plan and currency in one.prices and not one.is_test and one.key != details.renewal.product
    ]
    chosen = await dialogs.ask_choice(
        parent,
        translate("PlanActions", "Renew another plan next time"),
        translate("PlanActions", "The plan that runs stays to its end."),
        [
            dialogs.Choice(
                key=one.key,
                label=payment_words.plan_word(one.plan),
                help=formats.money(one.prices[currency]),
            )
            for one in products
        ],
        confirm=translate("PlanActions", "Change"),
    )
    if chosen is None:
        return ""
    asked = PlanDeed(
        operation_id=new_id(), customer_id=details.customer.telegram_id, reason=f"next renewal: {chosen}"
    )
    await core.subscriptions.change_plan(asked, core.operator, product=chosen)
    return _name(details, translate("PlanActions", "The next renewal of {name} is another plan."))


async def give_many(parent: QWidget, core: Core, ids: Sequence[int]) -> str:
    """Ask for a run over many, try it, do it."""
    plans = await core.subscriptions.plans()

    async def look(asked: MassRequest) -> MassPreview:
        return await core.mass_runs.preview(asked, core.operator)

    async def start(asked: MassRequest) -> MassRun:
        return await core.mass_runs.start(asked, core.operator)

    async def hold(run_id: str, goes_on: bool) -> MassRun:
        return await core.mass_runs.hold(run_id, core.operator, goes_on=goes_on)

    async def read_file() -> str | None:
        return await _text_of_a_file(parent)

    form = MassForm(
        parent,
        plans,
        new_id(),
        core.clock.now,
        ids=ids,
        look=look,
        start=start,
        step=core.mass_runs.drive,
        hold=hold,
        read_file=read_file,
    )
    run = await ask_many(form)
    if run is None:
        return ""
    if run.status is RunStatus.ASKED:
        return QCoreApplication.translate("PlanActions", "The run waits for a second person.")
    words = QCoreApplication.translate("PlanActions", "Given to {done} of {total}.")
    return words.format(done=formats.count(run.done), total=formats.count(run.total))


async def _text_of_a_file(parent: QWidget) -> str | None:
    translate = QCoreApplication.translate
    found = await dialogs.choose_files(
        parent, translate("PlanActions", "A list of Telegram ids"), name_filter="*.csv *.txt"
    )
    if not found:
        return None
    if found[0].stat().st_size > LARGEST_FILE:
        problem = translate("PlanActions", "the file is too large")
        raise InputError(field="customers", value=found[0].name, problem=problem)
    try:
        return await asyncio.to_thread(found[0].read_text, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = translate("PlanActions", "the file cannot be read as text")
        raise InputError(field="customers", value=found[0].name, problem=problem) from error


DEEDS: dict[str, Deed] = {
    deed.GIVE: give,
    deed.RENEW: renew,
    deed.CODE: use_code,
    deed.REVOKE: revoke,
    deed.CANCEL_NOW: cancel_now,
    deed.CANCEL_END: cancel_at_end,
    deed.PAUSE: pause,
    deed.RESUME: resume,
    deed.AUTO_ON: auto_on,
    deed.AUTO_OFF: auto_off,
    deed.CHANGE: change,
}


async def _deed(parent: QWidget, details: PlanDetails, title: str, words: str) -> PlanDeed | None:
    operation_id = new_id()
    confirm = QCoreApplication.translate("PlanActions", "Do it")
    reason = await ask_reason(parent, title, words, confirm)
    if reason is None:
        return None
    return PlanDeed(operation_id=operation_id, customer_id=details.customer.telegram_id, reason=reason)


def _open(details: PlanDetails) -> int:
    runs = details.standing.state in RUNS
    return len(details.standing.queued) + (1 if runs else 0)


def _said(done: Done | Waiting | None, details: PlanDetails) -> str:
    if done is None:
        return ""
    if isinstance(done, Waiting):
        return QCoreApplication.translate("PlanActions", "Above your limit: it waits for a second person.")
    return _name(details, QCoreApplication.translate("PlanActions", "{name} was given it."))


def _name(details: PlanDetails, words: str) -> str:
    return words.format(name=details.customer.name)
