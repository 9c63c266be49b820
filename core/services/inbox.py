"""The inbox: everything a provider tells is stored raw, then proved, then done, then answered; in this order.

Whatever happens between two of these leaves a row that is taken up again, or no answer, so that the provider
repeats; nothing it told is ever lost (I5). The same path serves webhooks, polls, files, the clipboard, lines
of statements, and every repeat of any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.clock import Clock
from core.db import audit_store, inbox_store, payment_store, provider_state_store
from core.db.database import Database, Tx
from core.domain.event_text import event_of, event_text
from core.domain.inbox import (
    REFUSED_ANSWER,
    InboxRow,
    InboxSource,
    InboxVerdict,
    pause_after,
)
from core.domain.payments import Verdict
from core.domain.people import Operator, Permission
from core.domain.pre_checkout import PROVIDER
from core.domain.providers import Ability, Answer, Notice, Polled, ProviderEvent
from core.errors import (
    QT_TRANSLATE_NOOP,
    AppError,
    BadNotice,
    BadSignature,
    CannotDo,
    InputError,
    ProviderBroken,
    ProviderNotSet,
    ProviderUnknown,
    RemoteError,
    RuleError,
    clause,
)
from core.gateways.providers.shape import MAX_NOTICE_BYTES, Provider
from core.services import inbox_work as work
from core.services.inbox_work import Foreseen, NothingNew
from core.services.pre_checkout import PreCheckouts
from core.services.providers import Providers
from core.services.rights import allowed
from core.services.rounds import ask_each

OURS = frozenset({InboxSource.POLL, InboxSource.STATEMENT})
"""Sources whose rows hold an event in our own words, already proved by how we came by it."""
ASKS_FIRST = (PROVIDER, InboxSource.WEBHOOK)
"""Whose notices may be questions that somebody waits for; a pasted one was asked long ago."""
AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of something that came in, and what its sender has to hear."""

    row: InboxRow
    answer: Answer


class Inbox:
    """Takes in what providers tell, and takes up again what could not be finished."""

    def __init__(self, db: Database, providers: Providers, clock: Clock, *, takes_tests: bool) -> None:
        """Work on an open database with these providers."""
        self._db = db
        self._providers = providers
        self._clock = clock
        self._takes_tests = takes_tests
        self._questions = PreCheckouts(db, providers, clock)

    async def receive(
        self, provider: str, notice: Notice, *, source: InboxSource = InboxSource.WEBHOOK, actor: str = ""
    ) -> Received:
        """Store a notice, prove it, do what it says, and return what to answer.

        Raises:
            ProviderUnknown, ProviderBroken: there is no such way to pay; nothing was stored.
            InputError: the source is one of ours, whose rows need no proof; nothing was stored.
            LocalError: it could not be stored or done now. Answer no OK: the provider repeats it, and what
                was stored is taken up by itself.
        """
        if source in OURS:
            raise InputError(
                field="source",
                value=source.value,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "what comes from outside has to be proved")),
            )
        asked = self._providers.get(provider)
        actor = actor or provider
        if len(notice.body) + len(notice.query) > MAX_NOTICE_BYTES:
            row = await self._db.write(
                lambda tx: work.keep_long(tx, provider, _without_query(notice), source=source, actor=actor)
            )
            return Received(row=row, answer=REFUSED_ANSWER)
        notice = replace(notice, headers={name.lower(): text for name, text in notice.headers.items()})
        delivery_id = _delivery_id(asked, notice)
        # First of all: a payer waits for this answer, and nothing is at stake.
        said = await self._answer_question(notice) if (provider, source) == ASKS_FIRST else ""
        row = await self._db.write(
            lambda tx: work.keep(tx, provider, delivery_id, notice, source=source, actor=actor)
        )
        if not row.verdict.is_settled:
            fresh = notice if notice.received_at else replace(notice, received_at=row.received_at)
            row = await self._work(asked, row, fresh, note=said)
        return Received(row=row, answer=_answer(asked, notice, row))

    async def add(
        self, provider: str, notice: Notice, *, source: InboxSource, operator: Operator
    ) -> InboxRow:
        """Take in what an operator pasted or chose a file of, by the same proving path.

        Raises:
            NotAllowed, ProviderUnknown, InputError: nothing was stored.
            LocalError: as `receive`.
        """
        operator = await allowed(self._db, operator, Permission.ADD_TO_INBOX)
        if not notice.body.strip() and not notice.query.strip():
            raise InputError(
                field="body", value="", problem=clause(QT_TRANSLATE_NOOP("Clause", "there is nothing in it"))
            )
        return (await self.receive(provider, notice, source=source, actor=operator.name)).row

    async def record(self, event: ProviderEvent, *, source: InboxSource, actor: str) -> InboxRow:
        """Store an event we came by ourselves, from a statement or a poll, and do what it says."""
        row = await self._db.write(lambda tx: keep_event(tx, event, source=source, actor=actor))
        return row if row.verdict.is_settled else await self._work(None, row, row.notice)

    async def reprocess(self, row_id: str, operator: Operator) -> InboxRow:
        """Prove and do again what came in; safe at any time, what was done is not done twice.

        Raises:
            NotAllowed, NotFound, InputError: nothing was done.
            BadSignature, BadNotice, RemoteError: it cannot be proved again; a settled row stays as it is.
        """
        operator = await allowed(self._db, operator, Permission.ADD_TO_INBOX)
        row = await self._row(row_id)
        events = await self._prove(row, operator.name)
        if events is None:
            return await self._row(row_id)

        def write(tx: Tx) -> InboxRow:
            done = work.process(
                tx, row_id, events, actor=row.actor, takes_tests=self._takes_tests, again=True
            )
            audit_store.add(
                tx,
                actor=operator.name,
                action="inbox.reprocess",
                subject_kind="inbox",
                subject_id=row_id,
                before={"verdict": row.verdict.value},
                after={"verdict": done.verdict.value},
            )
            return done

        try:
            return await self._db.write(write)
        except NothingNew:
            return await self._row(row_id)

    async def what_would_it_do(self, row_id: str) -> list[Foreseen]:
        """Return what doing it again would do now: the same code in a transaction that is undone.

        Raises:
            NotFound, InputError, BadSignature, BadNotice, RemoteError: it cannot be told.
        """
        row = await self._row(row_id)
        _require_whole(row)
        return await self.foresee(await self._read(self._provider_of(row), row, row.notice))

    async def foresee(self, events: Sequence[ProviderEvent]) -> list[Foreseen]:
        """Return what these events would do now; nothing is written."""
        return await self._db.preview(lambda tx: work.foresee(tx, events, takes_tests=self._takes_tests))

    async def row(self, row_id: str) -> InboxRow:
        """Return a row whole; raises NotFound."""
        return await self._row(row_id)

    async def work_due(self, limit: int = AT_ONCE) -> int:
        """Take up what was stored and not finished; returns how many rows were tried.

        A try is counted before it is made: what kills it comes back later and never stops the others.
        """
        now = self._clock.now()
        due = await self._db.read(
            lambda: [(work.known_row(one).provider, one) for one in inbox_store.due(now, limit)]
        )
        await ask_each(due, self._work_again)
        return len(due)

    async def _work_again(self, row_id: str) -> None:
        row = await self._db.write(lambda tx: _begin(tx, row_id))
        if row.verdict.is_settled:
            return
        try:
            provider = self._provider_of(row)
        except (ProviderUnknown, ProviderBroken) as error:
            await self._put_off(row, error)
        else:
            await self._work(provider, row, row.notice)

    async def poll_due(self) -> int:
        """Ask the providers in use that send no notices what is new; returns how many events there were."""
        found: list[int] = []

        async def poll(name: str) -> None:
            try:
                provider = self._providers.get(name)
            except (ProviderUnknown, ProviderBroken):
                return
            if Ability.POLL in provider.abilities:
                found.append(await self._poll(name, provider))

        await ask_each([(name, name) for name in await self._db.read(payment_store.providers_in_use)], poll)
        return sum(found)

    async def _poll(self, name: str, provider: Provider) -> int:
        cursor = await self._db.read(lambda: provider_state_store.cursor(name))
        try:
            polled: Polled = await provider.poll(cursor)  # type: ignore[attr-defined]
        except ProviderNotSet:
            return 0
        except (RemoteError, RuleError, InputError) as error:
            words = str(error)
            await self._db.write(lambda tx: provider_state_store.keep_poll_error(tx, name, words))
            return 0
        if not polled.events and polled.cursor == cursor:
            return 0

        def write(tx: Tx) -> list[InboxRow]:
            rows = [keep_event(tx, one, source=InboxSource.POLL, actor=name) for one in polled.events]
            provider_state_store.keep_cursor(tx, name, polled.cursor)
            return rows

        for row in await self._db.write(write):
            if not row.verdict.is_settled:
                await self._work(None, row, row.notice)
        return len(polled.events)

    async def _work(
        self, provider: Provider | None, row: InboxRow, notice: Notice, *, note: str = ""
    ) -> InboxRow:
        """Prove a stored row and do what it says; what cannot be done now waits."""
        try:
            events = await self._read(provider, row, notice)
        except (BadSignature, BadNotice, CannotDo) as error:
            return await self._refuse(row, notice, error)
        except RemoteError as error:
            return await self._put_off(row, error)
        return await self._db.write(
            lambda tx: work.process(
                tx, row.id, events, actor=row.actor, takes_tests=self._takes_tests, note=note
            )
        )

    async def _answer_question(self, notice: Notice) -> str:
        """Answer what Telegram asks before a payment, if it does; returns what was said, for the row."""
        try:
            verdict = await self._questions.answer(notice)
        except (BadSignature, BadNotice):
            return ""  # the row will say why it is refused
        except RemoteError as error:
            return f"pre-checkout: the answer did not arrive: {error.fill(type(error).what)}"
        return f"pre-checkout: {verdict.value}" if verdict else ""

    async def _prove(self, row: InboxRow, actor: str) -> Sequence[ProviderEvent] | None:
        """Return what a row says; None if it was open and has now been refused or put off."""
        _require_whole(row)
        try:
            return await self._read(self._provider_of(row), row, row.notice)
        except (BadSignature, BadNotice, CannotDo) as error:
            if row.verdict.is_settled:
                raise
            await self._refuse(row, row.notice, error)
        except RemoteError as error:
            if row.verdict.is_settled:
                raise
            await self._put_off(row, error)
        return None

    async def _refuse(self, row: InboxRow, notice: Notice, error: AppError) -> InboxRow:
        is_stored_copy = notice.headers == row.headers
        if isinstance(error, BadSignature) and is_stored_copy and row.lacks_its_proof:
            return await self._put_off(row, error)  # only its sender can prove it, and will send it again
        return await self._db.write(lambda tx: work.refuse(tx, row.id, error))

    async def _put_off(self, row: InboxRow, error: AppError) -> InboxRow:
        return await self._db.write(lambda tx: work.put_off(tx, row.id, error))

    async def _read(
        self, provider: Provider | None, row: InboxRow, notice: Notice
    ) -> Sequence[ProviderEvent]:
        if row.source in OURS or provider is None:
            return (event_of(row.body.decode()),)
        return await provider.read(notice)

    def _provider_of(self, row: InboxRow) -> Provider | None:
        return None if row.source in OURS else self._providers.get(row.provider)

    async def _row(self, row_id: str) -> InboxRow:
        return await self._db.read(lambda: work.known_row(row_id))


def keep_event(tx: Tx, event: ProviderEvent, *, source: InboxSource, actor: str) -> InboxRow:
    """Store an event in our own words, in the caller's transaction; the same one again is counted."""
    delivery_id = f"{source.value}:{event.kind.value}:{event.external_id}:{event.refund_id}"
    notice = Notice(body=event_text(event).encode(), headers={"content-type": "application/json"})
    short = work.short_delivery_id(delivery_id, notice)
    return work.keep(tx, event.provider, short, notice, source=source, actor=actor)


def _begin(tx: Tx, row_id: str) -> InboxRow:
    row = work.known_row(row_id)
    inbox_store.begin_try(tx, row_id, tx.now + pause_after(row.tries + 1))
    return row


def _delivery_id(provider: Provider, notice: Notice) -> str:
    try:
        found = provider.delivery_id(notice)
    except BadNotice:  # it will be refused when it is read; until then it is known by its bytes
        found = ""
    return work.short_delivery_id(found, notice)


def _answer(provider: Provider, notice: Notice, row: InboxRow) -> Answer:
    if row.verdict is InboxVerdict.REFUSED or row.detail == Verdict.TEST.value:
        return REFUSED_ANSWER
    return provider.answer(notice, is_done=row.verdict.is_settled)


def _without_query(notice: Notice) -> Notice:
    """Return a notice too long to be read with what can be kept of it in its body."""
    return replace(notice, body=notice.body or notice.query.encode(), query="")


def _require_whole(row: InboxRow) -> None:
    if row.is_cut:
        raise InputError(
            field="body",
            value=row.length_bytes,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "only its beginning was kept, it was too long")),
        )
