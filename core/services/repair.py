"""Stuck work found and put right, each by the verb that it would have come to by itself.

What the database tells is found by `here`; what only Replicate knows by `there`, which reads its list.
Repairs that write are tried first in a transaction that is undone (`previews`), by the very function that
does them.
"""

from collections.abc import Callable

from core.clock import Clock
from core.db import audit_store, ledger_store, stuck_store, training_store
from core.db.database import Database, Tx
from core.db.verify_defects import ADOPTED
from core.domain.attempts import Attempt, MoneyState, Step
from core.domain.ledger import customer_account, customer_of
from core.domain.people import Operator, Permission
from core.domain.stuck import Adoption, RepairEffect, Stuck, adopted_parameters
from core.domain.training_story import StoryKind
from core.domain.trainings import TRAINER, Dataset, Status, Training, check_model_name
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    InputError,
    NotFound,
    RemoteNotFound,
    TooLate,
    clause,
)
from core.gateways.replicate_objects import RemoteTraining
from core.ids import new_id
from core.money import ZERO
from core.services import attempts, payments, price_lists, retries
from core.services.gate import Gate
from core.services.rights import allowed
from core.services.stuck_work import found_here, found_there, sender_of
from core.services.training_steps import accept
from core.services.watch import Watch

MAX_PAGES = 10
"""How far back Replicate's list is read: a thousand trainings."""


class Repairs:
    """Finds and mends."""

    def __init__(self, db: Database, gate: Gate, watch: Watch, clock: Clock) -> None:
        """Work on an open database; what Replicate tells is taken over by the watch's intake."""
        self._db = db
        self._gate = gate
        self._watch = watch
        self._clock = clock

    async def here(self) -> list[Stuck]:
        """Return what the database shows: slow work, outcomes unknown for long, holds that nobody ends."""
        now = self._clock.now()
        return await self._db.read(lambda: found_here(now))

    async def there(self) -> list[Stuck]:
        """Return what Replicate's list shows: what ended there only, lost sends, trainings made elsewhere.

        Raises:
            AppError: Replicate could not be asked.
        """
        remotes: list[RemoteTraining] = []
        cursor: str | None = None
        for _page in range(MAX_PAGES):
            page = await self._gate.reader.list_trainings(cursor)
            remotes += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
        now = self._clock.now()
        return await self._db.read(lambda: found_there(remotes, now))

    async def reread(self, attempt_id: str, operator: Operator) -> Status:
        """Read an attempt at Replicate now and take over what it tells; one without an id is looked for.

        Raises:
            NotAllowed, NotFound: nothing was read.
            AppError: Replicate could not be asked.
        """
        operator = await allowed(self._db, operator, Permission.RETRY_TRAINING)
        attempt = await self._known(attempt_id)
        if attempt.provider_id is None:
            await self._watch.look()
        else:
            try:
                remote = await self._gate.reader.training(attempt.provider_id)
            except RemoteNotFound:
                await self._watch.look()  # which counts how often, and believes it in the end
            else:
                await self._watch.intake.take(attempt.id, remote)
        return (await self._known(attempt_id)).status

    async def link(
        self, attempt_id: str, provider_id: str, operator: Operator, *, previews: bool = False
    ) -> RepairEffect:
        """Join an attempt that does not know its training at Replicate with it, and take it over.

        Raises:
            NotAllowed, NotFound, TooLate, AlreadyDone: nothing was changed.
            InputError: it does not carry a marker of the attempt: it is somebody else's.
            AppError: Replicate could not be asked.
        """
        operator = await allowed(self._db, operator, Permission.RETRY_TRAINING)
        remote = await self._remote(provider_id)
        effect = await self._run(lambda tx: _link(tx, attempt_id, remote, operator), previews=previews)
        if not previews:
            await self._watch.intake.take(attempt_id, remote)
        return effect

    async def adopt(self, asked: Adoption, operator: Operator, *, previews: bool = False) -> RepairEffect:
        """Make a training that was begun elsewhere a customer's, who pays nothing for it.

        Raises:
            NotAllowed, NotFound, AlreadyDone, AlreadyRunning, InputError: nothing was changed.
            AppError: Replicate could not be asked.
        """
        operator = await allowed(self._db, operator, Permission.RETRY_FREE)
        payments.require_reason(asked.reason)
        check_model_name(asked.model_name)
        remote = await self._remote(asked.provider_id)
        owner = self._gate.account().username
        effect = await self._run(lambda tx: _adopt(tx, asked, remote, owner, operator), previews=previews)
        if not previews:
            await self._watch.intake.take(effect.training_id, remote)  # the first attempt has its id
        return effect

    async def end_hold(self, attempt_id: str, operator: Operator, *, previews: bool = False) -> RepairEffect:
        """End a hold as its attempt ended; of an attempt that nobody knows the stars go home.

        Raises:
            NotAllowed, NotFound: nothing was changed.
            TooLate: the attempt still runs and ends its hold itself.
            AlreadyDone: the hold was ended.
        """
        operator = await allowed(self._db, operator, Permission.DECIDE_QUARANTINE)
        return await self._run(lambda tx: _end_hold(tx, attempt_id, operator), previews=previews)

    async def _run(self, deed: Callable[[Tx], RepairEffect], *, previews: bool) -> RepairEffect:
        return await (self._db.preview(deed) if previews else self._db.write(deed))

    async def _known(self, attempt_id: str) -> Attempt:
        return await self._db.read(lambda: _attempt(attempt_id))

    async def _remote(self, provider_id: str) -> RemoteTraining:
        if not provider_id.strip():
            raise InputError(
                field="provider_id",
                value=provider_id,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "the id of the training at Replicate is needed")),
            )
        try:
            return await self._gate.reader.training(provider_id.strip())
        except RemoteNotFound as error:
            raise NotFound(kind="training at Replicate", ident=provider_id) from error


def _attempt(attempt_id: str) -> Attempt:
    found = training_store.attempt(attempt_id)
    if found is None:
        raise NotFound(kind="attempt", ident=attempt_id)
    return found


def _require_free(provider_id: str) -> None:
    if stuck_store.known_provider_ids([provider_id]):
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "an attempt knows the training {provider_id} at Replicate"),
                provider_id=provider_id,
            )
        )


def _link(tx: Tx, attempt_id: str, remote: RemoteTraining, operator: Operator) -> RepairEffect:
    attempt = _attempt(attempt_id)
    if attempt.status.is_terminal:
        raise TooLate(status=attempt.status.value)
    if attempt.provider_id is not None:
        raise AlreadyDone(
            problem=clause(QT_TRANSLATE_NOOP("Clause", "the attempt knows its training at Replicate"))
        )
    _require_free(remote.id)
    if not attempt.is_marked(remote.input):
        raise InputError(
            field="provider_id",
            value=remote.id,
            problem=clause(
                QT_TRANSLATE_NOOP(
                    "Clause", "it was not sent with the photos of this attempt: it is another’s"
                )
            ),
        )
    training = training_store.training(attempt.training_id)
    customer_id = training.customer_id if training else 0
    before = ledger_store.balance(customer_account(customer_id))
    accept(tx, attempt, remote)
    training_store.add_story(tx, attempt, StoryKind.FOUND, operator.name, provider_id=remote.id)
    audit_store.add(
        tx,
        actor=operator.name,
        action="training.link",
        subject_kind="training",
        subject_id=attempt.training_id,
        before={"status": attempt.status.value},
        after={"provider_id": remote.id},
    )
    return RepairEffect(
        status=_attempt(attempt_id).status,
        before=before,
        after=ledger_store.balance(customer_account(customer_id)),
        training_id=attempt.training_id,
    )


def _adopt(tx: Tx, asked: Adoption, remote: RemoteTraining, owner: str, operator: Operator) -> RepairEffect:
    _require_free(remote.id)
    if sender_of(remote.input) is not None:
        raise InputError(
            field="provider_id",
            value=remote.id,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "it was sent from here: link it instead")),
        )
    customer = payments.known_customer(asked.customer_id)
    retries.require_none_running(asked.customer_id, asked.model_name)
    parameters = adopted_parameters(remote.input, asked.trigger_word)
    rate = price_lists.in_force(tx.now).rate
    training = Training(
        id=new_id(),
        customer_id=asked.customer_id,
        operator_id=operator.id,
        bot=customer.bot,
        model_name=asked.model_name,
        destination=f"{owner}/{asked.model_name}",
        trainer=remote.model or TRAINER,
        trainer_version=remote.version or "",
        parameters=parameters,
        dataset=Dataset(path="", sha256="", size_bytes=0, photos=0, captions=0),
        price=rate.price(parameters.steps),
        price_list=rate.version,
        status=Status.SUBMITTING,
        created_at=tx.now,
    )
    words = " ".join((str(customer.telegram_id), customer.username, customer.name))
    training_store.insert_training(tx, training, training.id, words)
    before = ledger_store.balance(customer_account(asked.customer_id))
    attempt = attempts.begin(tx, training, number=1, price=ZERO, actor=operator.name)
    sent_at = remote.created_at or tx.now
    training_store.update_attempt(tx, attempt, step=Step.SENT, sends=1, sent_at=sent_at, account=owner)
    accept(tx, attempt, remote)
    audit_store.add(
        tx,
        actor=operator.name,
        action=ADOPTED,
        subject_kind="training",
        subject_id=training.id,
        after={
            "customer": asked.customer_id,
            "provider_id": remote.id,
            "model": asked.model_name,
            "price": 0,
        },
        reason=asked.reason,
    )
    return RepairEffect(
        status=_attempt(attempt.id).status,
        before=before,
        after=ledger_store.balance(customer_account(asked.customer_id)),
        training_id=training.id,
    )


def _end_hold(tx: Tx, attempt_id: str, operator: Operator) -> RepairEffect:
    held = ledger_store.by_operation(f"hold:{attempt_id}")
    customer_id = customer_of(held.debit) if held else None
    if held is None or customer_id is None:
        raise NotFound(kind="hold of attempt", ident=attempt_id)
    if ledger_store.end_of_hold(held.id) is not None:
        raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the hold was ended")))
    attempt = training_store.attempt(attempt_id)
    if attempt is not None and not attempt.status.is_terminal:
        raise TooLate(status=attempt.status.value)
    succeeded = attempt is not None and attempt.status is Status.SUCCEEDED
    before = ledger_store.balance(held.debit)
    if succeeded:
        payments.settle(tx, attempt_id=attempt_id, actor=operator.name)
    else:
        payments.release(tx, attempt_id=attempt_id, customer_id=customer_id, actor=operator.name)
    if attempt is not None:
        training_store.set_money(tx, attempt, MoneyState.SETTLED if succeeded else MoneyState.RELEASED)
        kind = StoryKind.SETTLED if succeeded else StoryKind.RELEASED
        after = ledger_store.balance(held.debit)
        training_store.add_story(
            tx,
            attempt,
            kind,
            operator.name,
            amount=held.amount.hundredths,
            before=before.hundredths,
            after=after.hundredths,
        )
    return RepairEffect(
        status=attempt.status if attempt else None,
        before=before,
        after=ledger_store.balance(held.debit),
        training_id=attempt.training_id if attempt else "",
    )
