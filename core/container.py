"""Core: opens and closes everything in order; the only place where the parts are put together."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Self

from filelock import FileLock, Timeout

from core.clock import Clock, SystemClock
from core.db.database import Database
from core.domain.people import NOBODY, Operator
from core.engines import loops
from core.engines.direct import DirectEngine
from core.engines.loops import Chore
from core.errors import SecondInstance
from core.events import Change, Changes
from core.gateways.http import build_client
from core.gateways.providers.registry import ProviderRegistry
from core.gateways.providers.tools import ProviderWorkshop
from core.gateways.replicate import Replicate
from core.gateways.secrets import Secrets
from core.gateways.telegram import TelegramBot
from core.paths import Paths
from core.services.approvals import Approvals
from core.services.attempt_desk import AttemptDesk
from core.services.audit import Audit
from core.services.auto_renewal import AutoRenewal
from core.services.auto_retry import AutoRetries
from core.services.balances import Payments
from core.services.bots import Bots
from core.services.bulk import Bulk
from core.services.customer_answers import CustomerAnswers
from core.services.customer_desk import CustomerDesk
from core.services.dataset_shelf import DatasetShelf
from core.services.deed_book import DeedBook
from core.services.deed_kinds import RULES
from core.services.deeds import Deeds
from core.services.difference_desk import DifferenceDesk
from core.services.failures import Failures
from core.services.flow import Flow
from core.services.gate import Gate
from core.services.inbox import Inbox
from core.services.inbox_list import InboxList
from core.services.invoices import InvoiceDesk
from core.services.kept_launches import KeptLaunches
from core.services.lookback import Lookback
from core.services.mass_runs import MassRuns
from core.services.memory import ShortMemory
from core.services.notices import Notices
from core.services.operators import Operators
from core.services.payment_desk import PaymentDesk
from core.services.people import People
from core.services.plan_clock import PlanClock
from core.services.plan_upkeep import PlanUpkeep
from core.services.pre_checkout import PreCheckouts
from core.services.price_lists import PriceLists
from core.services.promos import Promos
from core.services.provider_keys import ProviderKeys
from core.services.providers import Providers
from core.services.quarantine import Quarantine
from core.services.reconcile import Reconcile
from core.services.refund_desk import RefundDesk
from core.services.repair import Repairs
from core.services.search import Search
from core.services.sessions import Sessions
from core.services.statements import Statements
from core.services.subscription_desk import Subscriptions
from core.services.token_doctor import TokenDoctor
from core.services.trainers import TrainerDesk
from core.services.training_steps import TrainingSteps
from core.services.trainings import Trainings
from core.services.verify import Verify
from core.services.watch import Watch
from core.services.weights import Weights
from core.settings import Settings

UPKEEP_S = 60.0
"""Pause between two times that the house is looked after."""
OLD_FAILURES_S = 86_400.0
RETRIES_AHEAD = 4
"""Retries that a bulk run makes ahead, for each that may be sent at the same time."""


class Core:
    """Everything that must be right without a window. Use `async with Core.opened(...)`."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        secrets: Secrets,
        clock: Clock | None = None,
        sources: Mapping[str, str] | None = None,
    ) -> None:
        """Join the parts; nothing touches disk or network before `open`.

        `sources` tells where each setting came from, as `LoadedSettings` does.
        """
        self.paths = paths
        self.settings = settings
        self.sources = sources or {}
        self.secrets = secrets
        self.clock = clock or SystemClock()
        self.changes = Changes()
        self._lock = FileLock(paths.lock_file)
        self._to_close = AsyncExitStack()
        self._http = build_client(settings)
        self.db = Database(paths.database_file, paths.backups_dir, self.clock, self.changes)
        self._replicate = Replicate(settings, None, self._http, self.clock)
        self.gate = Gate(self.db, self._replicate, secrets, self.clock, self.changes)
        self.flow = Flow(self.clock, self.changes)
        self._join_people()
        self._join_money(settings, secrets)
        self._join_plans()
        self._join_trainings()
        self.search = Search(self.db, self.clock)
        self.verify = Verify(self.db, self.audit)
        self.operator: Operator
        """Who works at this desk, known once open: `NOBODY` until somebody has signed in where one must."""

    def _join_people(self) -> None:
        """Join who works here, who buys, what both may do, and what they are told."""
        self.audit = Audit(self.db, self.secrets, self.clock)
        self.people = People(self.db)
        self.sessions = Sessions(self.db, self.clock)
        self.operators = Operators(self.db, self.sessions)
        book = DeedBook(RULES)
        self.deeds = Deeds(self.db, book, self.sessions)
        self.approvals = Approvals(self.db, book, self.sessions, self.clock)
        self.customer_desk = CustomerDesk(self.db, self.clock)
        self.notices = Notices(self.db, self._bot, self.secrets, self.clock)
        self.bots = Bots(self.db, self._bot, self.secrets, self.clock.now)

    def _join_trainings(self) -> None:
        """Join what starts trainings, drives them, and puts them right."""
        self.trainers = TrainerDesk(self.gate)
        self.datasets = DatasetShelf(self.settings, self.paths)
        self.watch = Watch(self.db, self.gate, self.settings, self.clock)
        self.lookback = Lookback(self.db, self.gate, self.watch, self.clock)
        self.memory = ShortMemory(self.db, self.watch, self.settings, self.clock)
        self.repairs = Repairs(self.db, self.gate, self.watch, self.clock)
        self.failures = Failures(self.db, self.clock)
        self.attempt_desk = AttemptDesk(self.db, self.clock)
        self.weights = Weights(self.db, self.gate, self.paths, self.clock)
        self.engine = DirectEngine(
            db=self.db,
            gate=self.gate,
            flow=self.flow,
            steps=TrainingSteps(self.db, self.gate, self.settings, self.clock),
            watch=self.watch,
            lookback=self.lookback,
            settings=self.settings,
            clock=self.clock,
            changes=self.changes,
            chores=self._chores(),
        )
        self.trainings = Trainings(self.db, self.gate, self.clock, self.engine.wake)
        self.kept_launches = KeptLaunches(self.db, self.gate, self.trainings, self.engine.wake)
        self.token_doctor = TokenDoctor(self.db, self.secrets, self.gate, self.settings)
        self.bulk = Bulk(
            self.db,
            self.deeds,
            self.gate,
            self.flow,
            places=RETRIES_AHEAD * self.settings.max_parallel_submits,
            wake=self.engine.wake,
        )
        self.auto_retries = AutoRetries(self.db, self.gate, self.flow, self.clock, self.engine.wake)

    def _chores(self) -> list[Chore]:
        """Return what the engine does beside trainings."""
        poll_s = self.settings.poll_interval_s

        async def retry_failed() -> None:
            if self.settings.auto_retry and self.lookback.is_done:
                await self.auto_retries.run_due()

        async def work_bulk() -> None:
            if self.lookback.is_done:
                await self.bulk.drive_open()

        chores = [
            Chore(
                name="outbox",
                work=self.notices.send_due,
                pause_s=loops.IDLE_S,
                woken_by=frozenset({"outbox"}),
            ),
            Chore(name="retries", work=retry_failed, pause_s=loops.IDLE_S),
            Chore(
                name="bulk",
                work=work_bulk,
                pause_s=loops.IDLE_S,
                woken_by=frozenset({"bulk", "training", "gate", "flow"}),
            ),
            Chore(name="refunds", work=self.refunds.drive_due, pause_s=poll_s),
            Chore(name="invoices", work=self.invoices.ask_due, pause_s=poll_s),
            Chore(name="inbox", work=self.inbox.work_due, pause_s=poll_s),
            Chore(name="polls", work=self.inbox.poll_due, pause_s=poll_s),
            Chore(
                name="plans",
                work=self.plan_upkeep.run_due,
                pause_s=poll_s,
                woken_by=frozenset({"mass_run"}),
            ),
            Chore(
                name="upkeep",
                work=self.audit.keep_outside_now_and_then,
                pause_s=UPKEEP_S,
                delay_s=UPKEEP_S,
            ),
            # Once a start is enough: failures of today are grouped where they end.
            Chore(name="old failures", work=self.failures.group_old, pause_s=OLD_FAILURES_S),
        ]
        if self.settings.download_weights:
            chores.append(Chore(name="weights", work=self.weights.fetch_missing, pause_s=poll_s))
        return chores

    def _join_money(self, settings: Settings, secrets: Secrets) -> None:
        """Join the ways to pay and everything that takes, returns and compares money."""
        self.payments = Payments(self.db, self.deeds)
        self.statements = Statements(self.db)
        registry = ProviderRegistry()
        workshop = ProviderWorkshop(
            registry=registry, secrets=secrets, settings=settings, http=self._http, clock=self.clock
        )
        self.providers = Providers(registry, workshop.provider)
        self.price_lists = PriceLists(self.db, self.clock)
        self.invoices = InvoiceDesk(
            self.db, self.providers, self.clock, takes_tests=settings.payments_test_mode
        )
        self.payment_desk = PaymentDesk(self.db, self.clock)
        self.provider_keys = ProviderKeys(self.db, self.providers, secrets)
        self.answers = CustomerAnswers(self.db, self.providers, self.invoices)
        self.refunds = RefundDesk(self.db, self.providers, self.clock, self.deeds)
        self.quarantine = Quarantine(self.db, self.refunds, self.invoices, self.deeds)
        self.inbox = Inbox(self.db, self.providers, self.clock, takes_tests=settings.payments_test_mode)
        self.inbox_list = InboxList(self.db)
        self.pre_checkouts = PreCheckouts(self.db, self.providers, self.clock)
        self.reconcile = Reconcile(self.db, self.providers, self.clock)
        self.difference_desk = DifferenceDesk(self.db, self.inbox, self.deeds)

    def _join_plans(self) -> None:
        """Join what gives, ends and renews plans."""
        self.subscriptions = Subscriptions(self.db, self.clock, self.deeds)
        self.promos = Promos(self.db)
        self.mass_runs = MassRuns(self.db, self.deeds)
        self.plan_upkeep = PlanUpkeep(
            self.mass_runs,
            PlanClock(self.db, self.clock),
            AutoRenewal(self.db, self.providers, self.clock, in_test_mode=self.settings.payments_test_mode),
        )

    @classmethod
    @asynccontextmanager
    async def opened(
        cls,
        paths: Paths,
        settings: Settings,
        secrets: Secrets,
        clock: Clock | None = None,
        sources: Mapping[str, str] | None = None,
        quiet_s: float = 0.0,
    ) -> AsyncIterator[Self]:
        """Open everything, start the engine, and close whatever happens.

        The engine begins after `quiet_s` seconds, so that a window can be drawn first.

        Raises:
            AppError: the data folder, the database or another instance is in the way.
        """
        # In a thread: reading the certificates of the public authorities takes as long as a few frames.
        core = await asyncio.to_thread(cls, paths, settings, secrets, clock, sources)
        await core.open()
        try:
            await core.engine.start(quiet_s)
            yield core
        finally:
            await core.close()

    async def open(self) -> None:
        """Take the data folder, open the database, know the operator. The engine is not started.

        Raises:
            SecondInstance: another process works on the data folder.
            AppError: the data folder or the database is in the way; nothing is left open.
        """
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._http.aclose)
            stack.enter_context(self.alone())
            stack.push_async_callback(self._replicate.close)
            self.changes.open()
            stack.callback(self.changes.close)
            stack.push_async_callback(self.db.close)
            _, key = await asyncio.gather(self.db.open(), self.audit.load())
            stack.push_async_callback(self.audit.close)
            await self.audit.open(key)
            desk_owner = await self.people.first_operator()
            self.operator = NOBODY if await self.sessions.must_sign_in() else desk_owner
            await self.price_lists.install_built_in()
            stack.push_async_callback(self.engine.stop)
            self._to_close = stack.pop_all()

    @property
    def must_sign_in(self) -> bool:
        """Tell whether nobody works at this desk yet."""
        return self.operator.id == NOBODY.id

    async def sign_in(self, operator_id: str, password: str) -> Operator:
        """Let the operator whose password this is work at this desk; the change "session" tells everybody.

        Raises:
            AppError: nobody came in, and whoever worked here goes on.
        """
        self._work_as(await self.sessions.sign_in(operator_id, password))
        return self.operator

    async def reread_operator(self) -> None:
        """Take over what was changed about the operator at this desk; one switched off works no longer."""
        if self.must_sign_in:
            return
        before = self.operator
        now = await self.operators.operator(before.id)
        if self.operator is before and now != replace(before, last_seen_at=now.last_seen_at):
            self._work_as(now)  # else another one came in meanwhile

    def _work_as(self, operator: Operator) -> None:
        self.operator = operator
        self.changes.publish(Change("session", frozenset({operator.id})))

    async def close(self) -> None:
        """Stop the engine, then close what it worked with; a second time, or without `open`, does nothing."""
        await self._to_close.aclose()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the data folder; who holds nothing more may replace the database file itself.

        Raises:
            SecondInstance: another process works on the data folder.
        """
        self.paths.prepare()
        self._take_data_dir()
        try:
            yield
        finally:
            self._lock.release()

    def _take_data_dir(self) -> None:
        note = self.paths.lock_file.with_suffix(".pid")
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            pid = note.read_text(encoding="ascii") if note.exists() else "unknown"
            raise SecondInstance(path=self.paths.data_dir, pid=pid) from None
        note.write_text(str(os.getpid()), encoding="ascii")

    def _bot(self, token: str) -> TelegramBot:
        return TelegramBot(self.settings.telegram_base_url, token, self._http)
