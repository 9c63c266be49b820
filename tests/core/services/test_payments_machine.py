"""Random payments against a tiny model: whatever comes in whatever order, no star is made or lost.

`make soak` runs the same machine with a million operations.
"""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core.clock import SystemClock
from core.db import ledger_store, people_store, verify_store
from core.db.database import Database, Tx
from core.domain.adjustments import Adjustment
from core.domain.ledger import (
    ADJUSTMENTS,
    BONUS,
    ESCROW,
    REVENUE_TRAINING,
    Transfer,
    customer_account,
    provider_account,
)
from core.domain.people import CustomerDraft
from core.errors import AlreadyDone, AppError, NotEnoughStars, NotFound, OperationMismatch
from core.events import Changes
from core.money import Stars
from core.services import payments
from tests.fakes.hands import ADMIN, know, payments_of

CUSTOMERS = (1, 2, 2**63 - 1)
ESCROW_RULES = {"charge_has_cause"}  # the attempts of these holds are ids only

AMOUNTS = st.integers(1, 60)
WHO = st.sampled_from(CUSTOMERS)
IDS = st.integers(1, 40)
FOLDER = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # a sync of memory costs nothing


class Model:
    """The ledger as a child would keep it: balances, and what each operation id stands for."""

    def __init__(self) -> None:
        self.balance: Counter[str] = Counter()
        self.done: dict[str, tuple[object, ...]] = {}
        self.holds: dict[str, tuple[int, int]] = {}
        self.ends: dict[str, str] = {}

    def move(
        self, operation: str, debit: str, credit: str, amount: int, *more: object
    ) -> type[AppError] | None:
        """Return the error that is due, or make the move once."""
        arguments = (debit, credit, amount, *more)
        if operation in self.done:
            return None if self.done[operation] == arguments else OperationMismatch
        if (debit == ESCROW or debit.startswith("customer:")) and self.balance[debit] < amount:
            return NotEnoughStars
        self.done[operation] = arguments
        self.balance[debit] -= amount
        self.balance[credit] += amount
        return None


class LedgerMachine(RuleBasedStateMachine):
    """Every verb of payments, with repeats and with other arguments under the same id."""

    operations = 0

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(dir=FOLDER))
        self.db = Database(self.folder / "t.sqlite3", self.folder, SystemClock(), Changes())
        self.wait(self.db.open())
        self.model = Model()
        self.grants: dict[int, Transfer] = {}

        def write(tx: Tx) -> None:
            know(tx, ADMIN)
            for customer in CUSTOMERS:
                people_store.add_customer(tx, CustomerDraft(telegram_id=customer, bot="b"))

        self.wait(self.db.write(write))

    def wait(self, deed: Any) -> Any:
        return self.loop.run_until_complete(deed)

    def expect(self, due: type[AppError] | None, deed: Any) -> Any:
        """Do it and see that it ends as the model says."""
        type(self).operations += 1
        if due is None:
            return self.wait(deed)
        with pytest.raises(due):
            self.wait(deed)
        return None

    def verb(self, verb: Callable[..., Transfer], **arguments: Any) -> Any:
        return self.db.write(lambda tx: verb(tx, actor="x", **arguments))

    @rule(number=IDS, who=WHO, amount=AMOUNTS, times=st.integers(1, 3))
    def topup(self, number: int, who: int, amount: int, times: int) -> None:
        for _ in range(times):
            due = self.model.move(
                f"topup:bank:{number}", provider_account("bank"), customer_account(who), amount
            )
            self.expect(
                due,
                self.verb(
                    payments.topup,
                    provider="bank",
                    external_id=str(number),
                    customer_id=who,
                    amount=Stars(amount),
                ),
            )

    @rule(number=IDS, who=WHO, amount=AMOUNTS, times=st.integers(1, 3))
    def hold(self, number: int, who: int, amount: int, times: int) -> None:
        for _ in range(times):
            due = self.model.move(f"hold:{number}", customer_account(who), ESCROW, amount)
            self.expect(
                due,
                self.verb(payments.hold, attempt_id=str(number), customer_id=who, amount=Stars(amount)),
            )
            if due is None:
                self.model.holds[str(number)] = (who, amount)

    @rule(number=IDS, times=st.integers(1, 3))
    def settle(self, number: int, times: int) -> None:
        for _ in range(times):
            due = self._end(str(number), "settle", REVENUE_TRAINING)
            self.expect(due, self.verb(payments.settle, attempt_id=str(number)))

    @rule(number=IDS, times=st.integers(1, 3))
    def release(self, number: int, times: int) -> None:
        who, _amount = self.model.holds.get(str(number), (CUSTOMERS[0], 0))
        for _ in range(times):
            due = self._end(str(number), "release", customer_account(who))
            self.expect(due, self.verb(payments.release, attempt_id=str(number), customer_id=who))

    def _end(self, attempt_id: str, kind: str, to: str) -> type[AppError] | None:
        if attempt_id not in self.model.holds:
            return NotFound
        if self.model.ends.setdefault(attempt_id, kind) != kind:
            return AlreadyDone
        return self.model.move(f"{kind}:{attempt_id}", ESCROW, to, self.model.holds[attempt_id][1])

    @rule(number=IDS, who=WHO, amount=AMOUNTS, is_grant=st.booleans(), times=st.integers(1, 3))
    def adjust(self, number: int, who: int, amount: int, is_grant: bool, times: int) -> None:
        asked = Adjustment(
            operation_id=f"form:{number}", customer_id=who, amount=Stars(amount), reason="because"
        )
        desk, account = payments_of(self.db), customer_account(who)
        for _ in range(times):
            debit, credit = (BONUS, account) if is_grant else (account, ADJUSTMENTS)
            due = self.model.move(f"form:{number}", debit, credit, amount)
            made = self.expect(due, (desk.credit if is_grant else desk.debit)(asked, ADMIN))
            if made is not None:
                self.grants[number] = made

    @rule(number=IDS, again=st.booleans(), times=st.integers(1, 2))
    def reverse(self, number: int, again: bool, times: int) -> None:
        first = self.grants.get(number)
        if first is None:
            return
        operation = f"undo:{number}:{again}"
        for _ in range(times):
            if f"undo:{number}:{not again}" in self.model.done:
                due: type[AppError] | None = AlreadyDone
            else:
                due = self.model.move(operation, first.credit, first.debit, first.amount.hundredths)
            deed = payments_of(self.db).reverse(
                first.id, operation_id=operation, reason="a mistake", operator=ADMIN
            )
            self.expect(due, deed)

    @invariant()
    def balances_are_those_of_the_model(self) -> None:
        """Each balance is what the model says, and all together are nothing."""
        accounts = [*map(customer_account, CUSTOMERS), ESCROW, REVENUE_TRAINING, BONUS, ADJUSTMENTS]
        accounts.append(provider_account("bank"))
        have = self.wait(self.db.read(lambda: ledger_store.balances(accounts)))
        assert {name: have[name].hundredths for name in accounts} == {
            name: self.model.balance[name] for name in accounts
        }
        assert sum(balance.hundredths for balance in have.values()) == 0

    def teardown(self) -> None:
        """At the end all invariants hold on the data, and each line of a customer explains the next."""
        rules = [name for name in verify_store.RULES if name not in ESCROW_RULES]
        try:
            for name in rules:
                assert self.wait(self.db.read(lambda one=name: verify_store.findings(one))) == []
            for customer in CUSTOMERS:
                self._lines_explain(customer_account(customer))
        finally:
            self.wait(self.db.close())
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
            self.loop.close()
            shutil.rmtree(self.folder)

    def _lines_explain(self, account: str) -> None:
        lines = self.wait(self.db.read(lambda: ledger_store.of_account(account, limit=10_000)))
        running = 0
        for line in reversed(lines):
            running += line.effect_on(account).hundredths
            after = line.credit_after if line.credit == account else line.debit_after
            assert after.hundredths == running
        assert running == self.model.balance[account]


def run_machine(examples: int, steps: int, least: int) -> None:
    """Run so many sequences of so many steps, and see that they did at least so many operations."""
    LedgerMachine.operations = 0
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        LedgerMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert LedgerMachine.operations >= least


def test_twenty_thousand_operations_keep_every_invariant() -> None:
    """Σ is zero, balances are those of the model, each hold has at most one end, `verify` finds nothing."""
    run_machine(examples=60, steps=250, least=20_000)


@pytest.mark.soak
def test_te7_a_million_operations_keep_every_invariant() -> None:
    """The same for a long time."""
    run_machine(examples=1500, steps=500, least=1_000_000)
