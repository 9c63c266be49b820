"""S1: who may call what, asked of core itself, without a window: every method times every role.

A new method that takes an operator needs a line here: in `MATRIX` with the permission it asks for, or in
`OWN_RULES` with the test that proves its rule. Whoever may not is refused before anything else is looked at,
so arguments are nonsense; whoever may is refused for any other reason, or not at all.
"""

import inspect
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from core.container import Core
from core.domain.people import Operator, Permission, Role, permissions_of
from core.errors import NotAllowed
from core.gateways.secrets import Secrets
from core.money import Stars
from core.paths import Paths
from core.services.payments import Adjustment
from core.services.subscription_desk import PlanDeed
from core.services.subscriptions import Gift
from core.settings import Settings
from tests.fakes.keys import AUDIT_ENVIRON

P = Permission
MATRIX: dict[str, Permission] = {
    "answers.send_link": P.MAKE_INVOICE,
    "audit.accept_outside": P.MANAGE_OPERATORS,
    "audit.export": P.EXPORT_AUDIT,
    "auto_retries.never": P.RETRY_TRAINING,
    "auto_retries.retry_now": P.RETRY_TRAINING,
    "bots.check": P.CHECK_TOKENS,
    "bots.check_all": P.CHECK_TOKENS,
    "bots.save": P.EDIT_SETTINGS,
    "difference_desk.do": P.RECONCILE,
    "difference_desk.do_all": P.RECONCILE,
    "difference_desk.ignore": P.RECONCILE,
    "difference_desk.settle": P.RECONCILE,
    "attempt_desk.write_evidence": P.EXPORT,
    "failures.assign": P.RETRY_TRAINING,
    "failures.mark_fixed": P.RETRY_TRAINING,
    "failures.write_note": P.RETRY_TRAINING,
    "gate.probe_by": P.CHECK_TOKENS,
    "gate.save_token": P.EDIT_SETTINGS,
    "inbox.add": P.ADD_TO_INBOX,
    "inbox.reprocess": P.ADD_TO_INBOX,
    "inbox_list.mark_seen": P.ADD_TO_INBOX,
    "inbox_list.mark_series_seen": P.ADD_TO_INBOX,
    "invoices.cancel": P.MAKE_INVOICE,
    "invoices.create": P.MAKE_INVOICE,
    "kept_launches.start": P.START_TRAINING,
    "kept_launches.start_all": P.START_TRAINING,
    "kept_launches.start_or_keep": P.START_TRAINING,
    "kept_launches.throw_away": P.START_TRAINING,
    "mass_runs.hold": P.MANAGE_PLANS,
    "mass_runs.preview": P.MANAGE_PLANS,
    "mass_runs.start": P.MANAGE_PLANS,
    "notices.check_bot": P.CHECK_TOKENS,
    "notices.resend": P.RESEND_MESSAGE,
    "notices.save_bot_token": P.EDIT_SETTINGS,
    "operators.add": P.MANAGE_OPERATORS,
    "operators.change_role": P.MANAGE_OPERATORS,
    "operators.rename": P.MANAGE_OPERATORS,
    "operators.reset_password": P.MANAGE_OPERATORS,
    "operators.set_active": P.MANAGE_OPERATORS,
    "payments.credit": P.ADJUST_BALANCE,
    "payments.debit": P.ADJUST_BALANCE,
    "payments.reverse": P.REVERSE_TRANSFER,
    "people.add_customer": P.EDIT_CUSTOMER,
    "people.add_operator": P.MANAGE_OPERATORS,
    "price_lists.add": P.EDIT_PRICES,
    "promos.create": P.MANAGE_PLANS,
    "promos.switch": P.MANAGE_PLANS,
    "provider_keys.check": P.CHECK_TOKENS,
    "provider_keys.save": P.EDIT_SETTINGS,
    "quarantine.complete_stuck": P.DECIDE_QUARANTINE,
    "quarantine.credit": P.DECIDE_QUARANTINE,
    "quarantine.credit_unbound": P.DECIDE_QUARANTINE,
    "quarantine.reject": P.DECIDE_QUARANTINE,
    "quarantine.send_back": P.DECIDE_QUARANTINE,
    "reconcile.from_api": P.RECONCILE,
    "reconcile.from_file": P.RECONCILE,
    "refunds.end_debt": P.REFUND_MONEY,
    "refunds.record_money_returned": P.REFUND_MONEY,
    "refunds.refund_money": P.REFUND_MONEY,
    "refunds.refund_stars": P.REFUND_STARS,
    "refunds.resolve_unknown": P.REFUND_MONEY,
    "repairs.adopt": P.RETRY_FREE,
    "repairs.end_hold": P.DECIDE_QUARANTINE,
    "repairs.link": P.RETRY_TRAINING,
    "repairs.reread": P.RETRY_TRAINING,
    "subscriptions.cancel_at_end": P.MANAGE_PLANS,
    "subscriptions.cancel_now": P.MANAGE_PLANS,
    "subscriptions.change_plan": P.MANAGE_PLANS,
    "subscriptions.give": P.MANAGE_PLANS,
    "subscriptions.pause": P.MANAGE_PLANS,
    "subscriptions.resume": P.MANAGE_PLANS,
    "subscriptions.revoke": P.MANAGE_PLANS,
    "subscriptions.set_renewal": P.MANAGE_PLANS,
    "token_doctor.replace": P.EDIT_SETTINGS,
    "trainings.cancel": P.CANCEL_TRAINING,
    "trainings.retry": P.RETRY_TRAINING,
    "trainings.start_model_training_directly": P.START_TRAINING,
    "weights.download": P.DOWNLOAD_WEIGHTS,
}
OWN_RULES = {
    "approvals.approve": "test_approvals: depends on the plan that waits",
    "approvals.carry_out": "test_approvals",
    "approvals.may_approve": "test_approvals",
    "approvals.refuse": "test_approvals",
    "approvals.withdraw": "test_approvals: one's own",
    "bulk.cancel": "test_bulk: depends on the kind of run",
    "bulk.hold": "test_bulk: depends on the kind of run",
    "bulk.preview": "test_bulk: depends on the kind of run",
    "bulk.start": "test_bulk: depends on the kind of run",
    "deeds.do": "test_deeds: depends on the kind of deed",
    "deeds.do_alone": "test_deeds",
    "deeds.excess": "test_bulk: reads only",
    "deeds.preview": "test_deeds",
    "deeds.set_cap": "test_deeds",
    "operators.set_own_password": "test_operators: everybody's own",
    "sessions.is_fresh": "test_operators: everybody's own",
    "sessions.reauthenticate": "test_operators",
    "sessions.remember": "test_operators",
    "sessions.require_fresh": "test_operators",
    "subscriptions.preview_gift": "reads only",
    "subscriptions.redeem": "test_promos: depends on the code",
}
ASKED_ELSEWHERE = {
    P.SELL_TESTS: "test_invoices: a second question of `invoices.create`",
    P.APPROVE: "test_approvals",
    P.BREAK_GLASS: "test_deeds",
    P.EXPORT: "the pages that export",
}


class Nonsense:
    """Stands for any argument: has every attribute, and is good for nothing."""

    def __getattr__(self, name: str) -> Any:
        """Return itself."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> Any:
        """Return itself."""
        return self

    def __iter__(self) -> Any:
        """Hold nothing."""
        return iter(())


REAL: dict[str, object] = {
    "adjustment": Adjustment(operation_id="1", customer_id=1, amount=Stars.of(1), reason="for the matrix"),
    "deed": PlanDeed(operation_id="1", customer_id=1, reason="for the matrix"),
    "gift": Gift(operation_id="1", customer_id=1, plan="nothing", reason="for the matrix"),
}
"""Arguments that are looked into before the right is known."""


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    """A core that reaches nothing outside."""
    nowhere = "http://127.0.0.1:9"
    settings = Settings(replicate_base_url=nowhere, telegram_base_url=nowhere, connect_timeout_s=0.2)
    one = Core(Paths.for_user(tmp_path), settings, Secrets(environ=AUDIT_ENVIRON))
    await one.open()
    yield one
    await one.close()


def methods(core: Core) -> dict[str, Any]:
    """Return every public method of a service of core that takes an operator."""
    found: dict[str, Any] = {}
    for name, service in vars(core).items():
        if not type(service).__module__.startswith("core.services"):
            continue
        for method, function in inspect.getmembers(type(service), inspect.isfunction):
            if not method.startswith("_") and "operator" in inspect.signature(function).parameters:
                found[f"{name}.{method}"] = getattr(service, method)
    return found


async def call(method: Any, operator: Operator) -> bool:
    """Call with nonsense; False if the operator was refused for the role."""
    arguments: dict[str, object] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if name == "operator":
            arguments[name] = operator
        elif parameter.default is parameter.empty:
            kind = parameter.annotation
            plain = {str: "none", int: 1, bool: True}.get(kind, REAL.get(name, Nonsense()))
            arguments[name] = plain
    try:
        result = method(**arguments)
        if inspect.isawaitable(result):
            await result
    except NotAllowed:
        return False
    except Exception:  # noqa: BLE001 - whatever nonsense leads to: the door was passed
        return True
    return True


async def test_every_method_that_takes_an_operator_is_in_the_table(core: Core) -> None:
    """No way into core is forgotten, and the table names none that is gone."""
    listed = MATRIX.keys() | OWN_RULES.keys()
    found = methods(core).keys()
    assert found - listed == set(), "add a line for each"
    assert listed - found == set(), "these are gone"


def test_every_permission_is_asked_for() -> None:
    """A permission that no method asks for protects nothing."""
    asked = set(MATRIX.values())
    assert asked | ASKED_ELSEWHERE.keys() == set(Permission)


@pytest.mark.parametrize("role", Role)
async def test_tl3_s1_each_role_times_each_method(core: Core, role: Role) -> None:
    """Each cell: allowed exactly to the roles that carry the permission."""
    operator = await core.people.add_operator(f"One {role.value}", role, core.operator)
    found = methods(core)
    wrong = [
        f"{name} for {role.value}"
        for name, permission in MATRIX.items()
        if await call(found[name], operator) is not (permission in permissions_of(role))
    ]
    assert wrong == []


async def test_s1_one_who_is_switched_off_may_nothing(core: Core) -> None:
    """An admin who was switched off is refused everywhere by what the desk knows of them."""
    operator = await core.people.add_operator("Off", Role.ADMIN, core.operator)
    off = await core.operators.set_active(operator.id, core.operator, is_active=False)
    found = methods(core)
    assert [name for name in MATRIX if await call(found[name], off)] == []


async def test_s1_a_role_taken_away_counts_at_once_for_a_window_that_knows_the_old_one(core: Core) -> None:
    """An operator’s object is never believed: an admin made a viewer meanwhile is refused everywhere."""
    old = await core.people.add_operator("Old", Role.ADMIN, core.operator)
    await core.operators.change_role(old.id, Role.VIEWER, core.operator)
    assert old.role is Role.ADMIN
    may = permissions_of(Role.VIEWER)
    found = methods(core)
    asked = [name for name, permission in MATRIX.items() if permission not in may]
    assert [name for name in asked if await call(found[name], old)] == []
