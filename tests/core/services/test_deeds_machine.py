"""Random deeds, approvals, clocks and demotions against a tiny model: no sequence of calls passes a cap.

The model keeps what was done and asks, for every deed, whether whoever answers for it could: the asker alone,
or the approver. `make soak` runs the same machine with a hundred thousand operations.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from core.db import deed_store, ledger_store
from core.domain import deeds as makers
from core.domain.approvals import Approval, ApprovalStatus
from core.domain.caps import HARD_LIMIT, HARD_LIMITED, Cap
from core.domain.deeds import Deed, DeedKind
from core.domain.ledger import customer_account
from core.domain.people import Operator, Permission, Role
from core.errors import AppError
from core.ids import new_id
from core.money import Stars
from core.services.deed_book import Done
from core.services.deeds import Waiting
from core.services.verify import Verify
from tests.fakes.hands import Hands, credit, debit, know, open_hands, operator

FOLDER = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # a sync of memory costs nothing
STAFF = tuple(
    operator(f"{role.value}{number}", role)
    for role in (Role.VIEWER, Role.SUPPORT, Role.SENIOR, Role.ADMIN)
    for number in (1, 2)
)
WHO = st.sampled_from(range(len(STAFF)))
CUSTOMER = st.sampled_from((1, 2, 3))
AMOUNT = st.sampled_from((1, 70, 333, 499, 500, 501, 1000, 2999, 3000, 3001, 9999, 10_000, 10_001))
PICK = st.integers(0, 30)
GLASS = "nobody else is awake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A deed that was done, as the model remembers it."""

    at: datetime
    kind: DeedKind
    who: str
    answers: Operator
    customer: int
    stars: Stars
    is_glass: bool
    cap: Cap


class HandsMachine(RuleBasedStateMachine):
    """Gives, takes, undoes, asks, agrees, refuses, repeats, in parallel, across midnights and demotions."""

    operations = 0
    done_deeds = 0
    agreed = 0

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(dir=FOLDER))
        self.hands: Hands = self.wait(open_hands(self.folder, *STAFF, customers=3))
        self.staff = list(STAFF)
        self.asked: list[Approval] = []
        self.known: set[str] = set()
        self.history: list[Seen] = []
        self.transfers: list[str] = []

    def wait(self, deed: Any) -> Any:
        return self.loop.run_until_complete(deed)

    def call(self, *calls: Any) -> list[Any]:
        """Make calls at once; what is refused is refused, what is done is checked."""
        type(self).operations += len(calls)
        found = self.wait(_together(calls))
        for one in found:
            if isinstance(one, BaseException) and not isinstance(one, AppError):
                raise one
            if isinstance(one, Waiting) and one.approval.id not in {known.id for known in self.asked}:
                self.asked.append(one.approval)
        self._look()
        return found

    def _look(self) -> None:
        """Take over the deeds that are new, oldest first, and judge each by the model."""
        records = self.wait(self.hands.db.read(lambda: deed_store.newest(20)))
        for record in reversed(records):
            if record.id in self.known:
                continue
            self.known.add(record.id)
            approval = None
            if record.approval_id is not None:
                approval = self.wait(self.hands.approvals.one(record.approval_id))
            self._judge(record, approval)

    def _judge(self, record: deed_store.DeedRecord, approval: Approval | None) -> None:
        asker = self._staff(record.operator_id)
        answers = asker if approval is None else self._staff(str(approval.decided_by))
        cap = self.wait(self.hands.db.read(lambda: deed_store.cap(answers.role, record.kind)))
        customer = self._customer_of(record)
        seen = Seen(
            at=record.done_at,
            kind=record.kind,
            who=asker.id,
            answers=answers,
            customer=customer,
            stars=record.stars,
            is_glass=bool(record.glass_reason),
            cap=cap,
        )
        assert asker.is_active
        assert answers.is_active
        if seen.is_glass:
            assert answers.may(Permission.BREAK_GLASS)
        else:
            self._within(seen)
        if approval is not None:
            type(self).agreed += 1
            assert approval.decided_by != approval.asked_by == record.operator_id
            assert answers.may(Permission.APPROVE)
            assert record.done_at < approval.expires_at
            assert approval.status is ApprovalStatus.DONE
            assert approval.plan.deed.fingerprint == record.fingerprint
        type(self).done_deeds += 1
        self.history.append(seen)

    def _within(self, seen: Seen) -> None:
        day = [one for one in self.history if one.at > seen.at - timedelta(hours=24)]
        by_person = [one for one in day if seen.answers.id in (one.who, one.answers.id)]
        by_customer = [one for one in day if one.customer == seen.customer]
        assert seen.kind not in HARD_LIMITED or seen.stars <= HARD_LIMIT
        assert seen.stars <= seen.cap.action
        assert sum((one.stars for one in by_person), seen.stars) <= seen.cap.operator_day
        assert sum((one.stars for one in by_customer), seen.stars) <= seen.cap.customer_day

    def _customer_of(self, record: deed_store.DeedRecord) -> int:
        transfer = self.wait(self.hands.db.read(lambda: ledger_store.by_id(record.result_id)))
        self.transfers.append(transfer.id)
        sides = (transfer.debit, transfer.credit)
        return next(who for who in (1, 2, 3) if customer_account(who) in sides)

    def _staff(self, ident: str) -> Operator:
        return next(one for one in self.staff if one.id == ident)

    # -- what people do --------------------------------------------------------------------------------------

    @rule(who=WHO, customer=CUSTOMER, amount=AMOUNT, gives=st.booleans(), times=st.integers(1, 9))
    def small_steps(self, who: int, customer: int, amount: int, gives: bool, times: int) -> None:
        make = credit if gives else debit
        self.call(*(self.hands.deeds.do(make(customer, amount), STAFF[who]) for _ in range(times)))

    @rule(who=WHO, customer=CUSTOMER, amount=AMOUNT, gives=st.booleans())
    def foreseen(self, who: int, customer: int, amount: int, gives: bool) -> None:
        """What a preview told is what the deed then does (N3)."""
        deed = (credit if gives else debit)(customer, amount)
        (seen,) = self.call(self.hands.deeds.preview(deed, STAFF[who]))
        (done,) = self.call(self.hands.deeds.do(deed, STAFF[who]))
        if isinstance(seen, AppError):
            assert isinstance(done, AppError)
        elif isinstance(done, Done):
            assert seen.excess is None
            account = customer_account(customer)
            after = self.wait(self.hands.db.read(lambda: ledger_store.balance(account)))
            assert seen.effects.customers[0].after == after
        else:
            assert seen.excess is not None

    @rule(who=WHO, other=WHO, customer=CUSTOMER, amount=AMOUNT)
    def two_windows(self, who: int, other: int, customer: int, amount: int) -> None:
        deed = credit(customer, amount)
        before = len(self.history)
        self.call(*(self.hands.deeds.do(deed, STAFF[one]) for one in (who, other, who)))
        assert len(self.history) <= before + 1

    @rule(who=WHO, pick=PICK)
    def undo(self, who: int, pick: int) -> None:
        if self.transfers:
            transfer = self.transfers[pick % len(self.transfers)]
            deed = makers.reverse(operation_id=new_id(), transfer_id=transfer, reason="a mistake")
            self.call(self.hands.deeds.do(deed, STAFF[who]))

    @rule(who=WHO, customer=CUSTOMER, amount=AMOUNT)
    def break_the_glass(self, who: int, customer: int, amount: int) -> None:
        self.call(self.hands.deeds.do(debit(customer, amount), STAFF[who], glass_reason=GLASS))

    @rule(customer=CUSTOMER, amount=st.integers(501, 3000), asker=st.sampled_from((2, 3)), approver=WHO)
    def ask_and_agree(self, customer: int, amount: int, asker: int, approver: int) -> None:
        (found,) = self.call(self.hands.deeds.do(credit(customer, amount), STAFF[asker]))
        if isinstance(found, Waiting):
            self.agree(approver, approver, 0, False)

    @rule(first=WHO, second=WHO, pick=PICK, lies=st.booleans())
    def agree(self, first: int, second: int, pick: int, lies: bool) -> None:
        approval = self._picked(pick)
        if approval is None:
            return
        seen = "f" * 64 if lies else approval.plan_hash
        before = len(self.history)
        self.call(
            *(
                self.hands.approvals.approve(approval.id, plan_hash=seen, reason="seen", operator=STAFF[who])
                for who in (first, second)
            )
        )
        assert len(self.history) <= before + (0 if lies else 1)

    @rule(who=WHO, pick=PICK, deed=st.sampled_from(("refuse", "withdraw", "carry_out", "again")))
    def decide(self, who: int, pick: int, deed: str) -> None:
        approval = self._picked(pick)
        if approval is None:
            return
        approvals, one = self.hands.approvals, STAFF[who]
        calls: dict[str, Callable[[], Any]] = {
            "refuse": lambda: approvals.refuse(approval.id, reason="not so", operator=one),
            "withdraw": lambda: approvals.withdraw(approval.id, reason="not so", operator=one),
            "carry_out": lambda: approvals.carry_out(approval.id, one),
            "again": lambda: self.hands.deeds.do(approval.plan.deed, one),
        }
        self.call(calls[deed]())

    @rule(who=WHO, pick=PICK, factor=st.sampled_from((2, 10)))
    def another_deed_under_its_id(self, who: int, pick: int, factor: int) -> None:
        approval = self._picked(pick)
        if approval is None or approval.kind is DeedKind.REVERSE:
            return
        deed = approval.plan.deed
        arguments = {**deed.arguments, "amount": deed.number("amount") * factor}
        other: Deed = replace(deed, arguments=arguments)
        (found,) = self.call(self.hands.deeds.do(other, STAFF[who]))
        record = self.wait(self.hands.db.read(lambda: deed_store.by_operation(deed.operation_id)))
        if isinstance(found, Done):  # nothing waits or stands under the id any more: it is a new deed
            assert record.fingerprint == other.fingerprint

    @rule(hours=st.sampled_from((1, 5, 12, 23.9, 24, 25, 49, -3, -26)))
    def time_goes(self, hours: float) -> None:
        self.hands.clock.go(hours=hours)

    @rule(who=WHO, role=st.sampled_from(Role), is_active=st.booleans())
    def another_role(self, who: int, role: Role, is_active: bool) -> None:
        changed = replace(STAFF[who], role=role, is_active=is_active)
        self.staff[who] = changed
        self.wait(self.hands.db.write(lambda tx: know(tx, changed)))

    @rule()
    def a_new_day(self) -> None:
        self.hands.clock.go(hours=25)

    @rule()
    def everybody_is_back(self) -> None:
        self.staff = list(STAFF)
        self.wait(self.hands.db.write(lambda tx: know(tx, *STAFF)))

    def _picked(self, pick: int) -> Approval | None:
        return self.asked[-1 - pick % min(4, len(self.asked))] if self.asked else None

    def teardown(self) -> None:
        found = self.wait(Verify(self.hands.db).run())
        assert [one.rule for one in found if one.rule != "audit_chain"] == []
        self.wait(self.hands.db.close())
        self.loop.close()
        shutil.rmtree(self.folder)


async def _together(calls: tuple[Any, ...]) -> list[Any]:
    return list(await asyncio.gather(*calls, return_exceptions=True))


def run_machine(examples: int, steps: int, least: int) -> None:
    """Run so many sequences of so many steps, and see that enough was done, and agreed to."""
    HandsMachine.operations = HandsMachine.done_deeds = HandsMachine.agreed = 0
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        HandsMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert HandsMachine.operations >= least
    assert HandsMachine.done_deeds > least // 20
    assert HandsMachine.agreed > least // 500


def test_n9_no_sequence_of_five_thousand_calls_passes_a_cap() -> None:
    """Splitting, midnights, clocks set back, parallel sessions, demotions: every cap holds."""
    run_machine(examples=100, steps=60, least=5_000)


@pytest.mark.soak
def test_n9_no_sequence_of_a_hundred_thousand_calls_passes_a_cap() -> None:
    """The same for long: not once in a hundred thousand calls."""
    run_machine(examples=600, steps=150, least=100_000)
