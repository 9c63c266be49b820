"""Four eyes: who may agree, to what exactly, for how long, and that it is done once (TL2, S40)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import peewee as pw
import pytest

from core.db import approval_store, audit_store, deed_store
from core.db.tables import Account
from core.domain import deeds as makers
from core.domain.approvals import Approval, ApprovalStatus
from core.domain.deeds import DeedKind
from core.domain.people import Operator, Role
from core.errors import AlreadyDone, AppError, CannotApprove, InputError, NotAllowed, PlanChanged
from core.ids import new_id
from core.money import ZERO, Stars
from core.services.deed_book import Done
from core.services.deeds import Waiting
from tests.fakes.hands import Hands, charge, credit, debit, endow, know, open_hands, operator

SAM = operator("Sam", Role.SUPPORT)
SUE = operator("Sue", Role.SUPPORT)
OLGA = operator("Olga", Role.SENIOR)
OLEG = operator("Oleg", Role.SENIOR)
ADAM = operator("Adam", Role.ADMIN)
EVA = operator("Eva", Role.ADMIN)


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    """A house with two operators of each role that moves stars."""
    opened = await open_hands(tmp_path, SAM, SUE, OLGA, OLEG, ADAM, EVA)
    yield opened
    await opened.db.close()


async def asked(hands: Hands, stars: int = 600, who: Operator = SAM) -> Approval:
    waiting = await hands.deeds.do(credit(1, stars), who)
    assert isinstance(waiting, Waiting)
    return waiting.approval


async def approve(hands: Hands, approval: Approval, who: Operator) -> Approval:
    return await hands.approvals.approve(
        approval.id, plan_hash=approval.plan_hash, reason="seen", operator=who
    )


async def test_tl2_a_second_person_agrees_and_it_is_done_once(hands: Hands) -> None:
    """Asked, agreed to, done in one transaction; the asker is its doer, both stand in the audit."""
    approval = await asked(hands)
    assert approval.status is ApprovalStatus.WAITING
    assert await hands.payments.balance(1) == ZERO
    done = await approve(hands, approval, OLGA)
    assert (done.status, done.decided_name, done.decision_reason) == (ApprovalStatus.DONE, "Olga", "seen")
    assert await hands.payments.balance(1) == Stars.of(600)
    newest = (await hands.payments.ledger(1))[0]
    assert newest.actor == "Sam"
    rows = await hands.db.read(lambda: audit_store.of_subject("approval", approval.id))
    assert [(row.actor, row.action) for row in rows] == [
        ("Sam", "approval.ask"),
        ("Olga", "approval.approved"),
    ]
    deed = await hands.db.read(lambda: audit_store.of_subject("deed", approval.operation_id))
    assert '"approved_by":"Olga"' in deed[0].after
    with pytest.raises(AlreadyDone):
        await approve(hands, approval, OLEG)
    again = await hands.deeds.do(approval.plan.deed, SAM)
    assert isinstance(again, Done)
    assert await hands.payments.balance(1) == Stars.of(600)


@pytest.mark.parametrize(
    ("asker", "stars", "who"),
    [
        (OLGA, 3500, OLGA),  # one's own
        (ADAM, 10_000, SAM),  # no right to approve
        (SAM, 600, SUE),  # no right to approve
        (OLGA, 3500, OLEG),  # a cap that does not cover it
        (SAM, 5000, OLGA),  # a cap that does not cover it
    ],
)
async def test_who_may_not_agree(hands: Hands, asker: Operator, stars: int, who: Operator) -> None:
    """Not oneself, not without the right, not with too small a cap; it waits on and no star moves."""
    if asker is ADAM:
        await hands.deeds.do(credit(1, 10_000), ADAM)
        await hands.deeds.do(credit(1, 10_000), ADAM)
    before = await hands.payments.balance(1)
    approval = await asked(hands, stars, asker)
    assert await hands.approvals.may_approve(approval, who) is not None
    with pytest.raises(CannotApprove):
        await approve(hands, approval, who)
    assert (await hands.approvals.one(approval.id)).status is ApprovalStatus.WAITING
    assert await hands.payments.balance(1) == before


async def test_an_approvers_own_day_is_used_up_by_what_they_agree_to(hands: Hands) -> None:
    """Ten people asking one approver do not lend more than that approver's own limits."""
    first = await asked(hands, 3000)
    second = await asked(hands, 2001, SUE)
    await approve(hands, first, OLGA)
    with pytest.raises(CannotApprove, match="customer"):
        await approve(hands, second, OLGA)
    with pytest.raises(CannotApprove, match="customer"):
        await approve(hands, second, OLEG)
    assert (await approve(hands, second, ADAM)).status is ApprovalStatus.DONE


async def test_two_approvers_at_once_do_it_once(hands: Hands) -> None:
    """The race of two, and of one with two windows, has one winner."""
    approval = await asked(hands)
    done = await asyncio.gather(
        *(approve(hands, approval, who) for who in (OLGA, OLEG, ADAM, OLGA)), return_exceptions=True
    )
    assert sum(isinstance(one, Approval) for one in done) == 1
    assert sum(isinstance(one, AlreadyDone) for one in done) == 3
    assert await hands.payments.balance(1) == Stars.of(600)


async def test_a_clock_put_back_gives_nobody_a_month_more(hands: Hands) -> None:
    """Asked for by a clock a month ahead it is over when that is put right; by an hour it is not."""
    approval = await asked(hands)
    hands.clock.go(hours=-1)
    assert await hands.approvals.count() == 1
    assert (await hands.approvals.one(approval.id)).status is ApprovalStatus.WAITING
    hands.clock.go(days=-30)
    assert await hands.approvals.count() == 0
    with pytest.raises(AlreadyDone):
        await approve(hands, approval, OLGA)
    ended = await hands.approvals.page(is_open=False)
    assert [one.status for one in ended] == [ApprovalStatus.EXPIRED]


async def test_time_runs_out(hands: Hands) -> None:
    """After a day nobody can agree to it any more, it is shown as expired, and asking anew is possible."""
    approval = await asked(hands)
    hands.clock.go(hours=24)
    with pytest.raises(AlreadyDone):
        await approve(hands, approval, OLGA)
    assert await hands.approvals.count() == 0
    assert await hands.approvals.page(is_open=True) == []
    ended = await hands.approvals.page(is_open=False)
    assert [one.status for one in ended] == [ApprovalStatus.EXPIRED]
    hands.clock.go(hours=-1)
    with pytest.raises(AlreadyDone):
        await approve(hands, approval, OLGA)
    again = await hands.deeds.do(approval.plan.deed, SAM)
    assert isinstance(again, Waiting)
    assert again.approval.id != approval.id


async def test_a_demoted_approver_agrees_to_nothing(hands: Hands) -> None:
    """Roles are read in the transaction: an old object of the window is worth nothing."""
    approval = await asked(hands)
    await hands.db.write(
        lambda tx: know(tx, replace(OLGA, role=Role.SUPPORT), replace(OLEG, is_active=False))
    )
    with pytest.raises(CannotApprove):
        await approve(hands, approval, OLGA)
    with pytest.raises(NotAllowed):
        await approve(hands, approval, OLEG)
    await hands.db.write(lambda tx: know(tx, replace(SAM, is_active=False)))
    with pytest.raises(NotAllowed):
        await approve(hands, approval, ADAM)
    assert await hands.payments.balance(1) == ZERO


async def test_another_plan_than_the_one_seen_is_not_agreed_to(hands: Hands) -> None:
    """The hash that was seen must be the one that waits."""
    approval = await asked(hands)
    with pytest.raises(PlanChanged):
        await hands.approvals.approve(approval.id, plan_hash="0" * 64, reason="seen", operator=OLGA)
    assert await hands.payments.balance(1) == ZERO


@pytest.mark.parametrize("column", ["plan", "plan_hash", "asked_by", "stars", "expires_at", "operation_id"])
async def test_what_was_asked_for_cannot_be_rewritten(hands: Hands, column: str) -> None:
    """The database itself refuses another plan, another asker, other stars or more time."""
    await asked(hands)
    value = 1 if column in ("stars", "expires_at") else "x" * 64

    def spoil() -> None:
        Account._meta.database.execute_sql(f"UPDATE approval SET {column} = ?", (value,))

    with pytest.raises(pw.IntegrityError, match="never changed"):
        await hands.db.write(lambda _tx: spoil())


async def test_a_deed_is_not_written_without_the_approval_it_names(hands: Hands) -> None:
    """A trigger is the last guard: not agreed to, agreed to by somebody else, or run out."""
    approval = await asked(hands)
    for approver in ("Olga", "Sam"):
        with pytest.raises(pw.IntegrityError):
            await hands.db.write(
                lambda tx, who=approver: deed_store.add(  # type: ignore[misc]
                    tx,
                    approval.plan,
                    operator_id="Sam",
                    operator_name="Sam",
                    result_id="x",
                    approval_id=approval.id,
                    approver_id=who,
                )
            )


async def test_n3_what_it_rests_on_has_moved(hands: Hands) -> None:
    """A charge that was partly given back meanwhile makes another plan: refused, and nothing is done."""
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(5000)))
    charge_id = await hands.db.write(lambda tx: charge(tx, 1, 1, Stars.of(2000)))
    deed = makers.refund_stars(charge_id=charge_id, number=1, amount=Stars.of(1400), reason="it failed")
    waiting = await hands.deeds.do(deed, SAM)
    assert isinstance(waiting, Waiting)
    other = makers.refund_stars(charge_id=charge_id, number=2, amount=Stars.of(1000), reason="it failed")
    assert isinstance(await hands.deeds.do(other, SUE), Done)
    with pytest.raises(PlanChanged):
        await approve(hands, waiting.approval, OLGA)
    assert await hands.payments.balance(1) == Stars.of(4000)


async def test_what_cannot_be_done_now_stays_agreed_to_and_says_why(hands: Hands) -> None:
    """Stars spent meanwhile: agreed to, not done, with the reason; done later, or withdrawn, or run out."""
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(1000)))
    waiting = await hands.deeds.do(debit(1, 900), SAM)
    assert isinstance(waiting, Waiting)
    await hands.deeds.do(debit(1, 200), SUE)
    agreed = await approve(hands, waiting.approval, OLGA)
    assert agreed.status is ApprovalStatus.APPROVED
    assert "800.00" in agreed.problem
    with pytest.raises(AppError):
        await hands.approvals.carry_out(agreed.id, SAM)
    assert isinstance(await hands.deeds.do(debit(1, 100), SUE), Waiting), "what is agreed to counts already"
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(100)))
    with pytest.raises(NotAllowed):
        await hands.approvals.carry_out(agreed.id, ADAM)
    assert isinstance(await hands.approvals.carry_out(agreed.id, SAM), Done)
    assert await hands.payments.balance(1) == ZERO
    with pytest.raises(AlreadyDone):
        await hands.approvals.carry_out(agreed.id, SAM)


async def test_an_agreed_deed_is_not_done_for_a_demoted_approver_or_too_late(hands: Hands) -> None:
    """Whoever answers for it must still be able to when it is done."""
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(1000)))
    waiting = await hands.deeds.do(debit(1, 900), SAM)
    assert isinstance(waiting, Waiting)
    await hands.deeds.do(debit(1, 200), SUE)
    agreed = await approve(hands, waiting.approval, OLGA)
    await hands.db.write(lambda tx: endow(tx, 1, Stars.of(1000)))
    await hands.db.write(lambda tx: know(tx, replace(OLGA, role=Role.SUPPORT)))
    with pytest.raises(CannotApprove):
        await hands.approvals.carry_out(agreed.id, SAM)
    await hands.db.write(lambda tx: know(tx, OLGA))
    hands.clock.go(hours=24)
    with pytest.raises(AlreadyDone):
        await hands.approvals.carry_out(agreed.id, SAM)
    await hands.approvals.expire()
    assert (await hands.approvals.one(agreed.id)).status is ApprovalStatus.EXPIRED


async def test_refusing_and_withdrawing(hands: Hands) -> None:
    """Others refuse with a reason, the asker withdraws; both are final, and neither can do the other's."""
    first, second = await asked(hands), await asked(hands, 700)
    for who, error in ((SAM, NotAllowed), (SUE, NotAllowed)):
        with pytest.raises(error):
            await hands.approvals.refuse(first.id, reason="no such ticket", operator=who)
    with pytest.raises(InputError):
        await hands.approvals.refuse(first.id, reason=" ", operator=OLGA)
    refused = await hands.approvals.refuse(first.id, reason="no such ticket", operator=OLGA)
    assert (refused.status, refused.decision_reason) == (ApprovalStatus.REFUSED, "no such ticket")
    with pytest.raises(NotAllowed):
        await hands.approvals.withdraw(second.id, reason="", operator=OLGA)
    withdrawn = await hands.approvals.withdraw(second.id, reason="", operator=SAM)
    assert withdrawn.status is ApprovalStatus.WITHDRAWN
    for one in (first, second):
        with pytest.raises(AlreadyDone):
            await approve(hands, one, OLGA)
        with pytest.raises(AlreadyDone):
            await hands.approvals.refuse(one.id, reason="no such ticket", operator=ADAM)
    own = await asked(hands, 3500, OLGA)
    with pytest.raises(CannotApprove, match="withdrawn"):
        await hands.approvals.refuse(own.id, reason="on second thoughts", operator=OLGA)
    assert await hands.payments.balance(1) == ZERO


async def test_what_could_not_be_done_anyway_does_not_wait(hands: Hands) -> None:
    """Nobody is asked to agree to a deed that the ledger would refuse now."""
    with pytest.raises(AppError):
        await hands.deeds.do(debit(1, 600), SAM)
    assert await hands.approvals.count() == 0


async def test_s40_the_list_is_paged_and_counts_what_waits(hands: Hands) -> None:
    """Open ones first by page, ended ones in the history, each with who asked, why, and which limit."""
    made = [await asked(hands, 600 + number) for number in range(5)]
    await hands.approvals.refuse(made[0].id, reason="no such ticket", operator=OLGA)
    first = await hands.approvals.page(is_open=True, limit=3)
    rest = await hands.approvals.page(is_open=True, before_id=first[-1].id, limit=3)
    assert [one.id for one in (*first, *rest)] == [one.id for one in reversed(made[1:])]
    assert await hands.approvals.count() == 4
    assert str(first[0].excess.words) == "above the limit of 500.00 ★ for one deed: 604.00 ★"
    assert (first[0].asked_name, first[0].kind, first[0].customer_id) == ("Sam", DeedKind.CREDIT, 1)
    assert await hands.db.read(approval_store.approved) == []


async def test_a_used_operation_id_never_waits_twice(hands: Hands) -> None:
    """While it waits, and after it is done, the id stands for this one deed."""
    operation_id = new_id()
    waiting = await hands.deeds.do(credit(1, 600, operation_id=operation_id), SAM)
    assert isinstance(waiting, Waiting)
    with pytest.raises(AppError):
        await hands.deeds.do(credit(1, 100, operation_id=operation_id), SAM)
    await approve(hands, waiting.approval, OLGA)
    with pytest.raises(AppError):
        await hands.deeds.do(credit(1, 100, operation_id=operation_id), SAM)
    assert await hands.payments.balance(1) == Stars.of(600)


async def test_ones_own_is_not_approved_even_under_a_limit_raised_since(hands: Hands) -> None:
    """Whoever asked is never the second person, whatever their limits have become meanwhile."""
    approval = await asked(hands, 3500, OLGA)
    cap = await hands.db.read(lambda: deed_store.cap(Role.SENIOR, DeedKind.CREDIT))
    await hands.deeds.set_cap(replace(cap, action=Stars.of(5000)), reason="more trust", operator=ADAM)
    with pytest.raises(CannotApprove, match="own"):
        await approve(hands, approval, OLGA)
    assert await hands.payments.balance(1) == ZERO
    assert (await approve(hands, approval, OLEG)).status is ApprovalStatus.DONE
