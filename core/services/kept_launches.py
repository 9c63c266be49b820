"""Launches that the gate refused: kept, listed with what they cost now, started or thrown away.

Whoever presses "Start" while nothing can be sent to Replicate loses nothing: the request is kept as it was
made, without a hold. When the gate is open again it goes through `launches.begin` like any other launch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.db import audit_store, kept_launch_store, ledger_store, people_store, training_store
from core.db.database import Database, Tx
from core.domain.kept_launches import JudgedLaunch, KeptLaunch, KeptOutlook, LaunchesDone
from core.domain.ledger import customer_account
from core.domain.people import Operator, Permission, Role
from core.domain.trainings import Training, TrainingRequest
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    AppError,
    GateShut,
    NotFound,
    OperationMismatch,
    clause,
)
from core.money import ZERO
from core.services import launches, price_lists
from core.services.gate import Gate
from core.services.rights import allowed
from core.services.trainings import Trainings, Wake

SUBJECT = "launch"


class KeptLaunches:
    """Keeps what the gate refused until somebody decides about it."""

    def __init__(self, db: Database, gate: Gate, trainings: Trainings, wake: Wake) -> None:
        """Work on an open database; `wake` tells the engine that there is something to drive."""
        self._db = db
        self._gate = gate
        self._trainings = trainings
        self._wake = wake

    async def start_or_keep(self, request: TrainingRequest, operator: Operator) -> Training | KeptLaunch:
        """Start a paid training, or keep the launch if nothing may be sent to Replicate now.

        A repeat of the same request returns what became of it.

        Raises:
            NotAllowed, InputError, DatasetError, NotFound, NotEnoughStars, AlreadyRunning, AlreadyDone,
            OperationMismatch: nothing was started, nothing was kept and no star moved.
        """
        try:
            return await self._trainings.start_model_training_directly(request, operator)
        except GateShut as refusal:
            reason = refusal.facts.get("reason")
            code = reason.code if isinstance(reason, AppError) else ""
        return await self._db.write(lambda tx: _keep(tx, request, operator, code))

    async def count(self) -> int:
        """Return how many are kept."""
        return await self._db.read(kept_launch_store.count)

    async def outlook(self) -> KeptOutlook:
        """Return all of them as they would go now, by the function that starts them; nothing is done."""
        return await self._db.preview(_outlook)

    async def start(self, launch_id: str, price_list: str, operator: Operator) -> Training:
        """Start one at the price of the list that the operator saw; once, however often it is asked for.

        Raises:
            NotAllowed, NotFound, InputError, DatasetError, NotEnoughStars, AlreadyRunning, GateShut: it was
            not started, no star moved, and what was kept is still kept.
        """
        operator = await allowed(self._db, operator, Permission.START_TRAINING)
        if await self._db.read(lambda: training_store.training(launch_id)) is None:
            self._gate.writer()
        training = await self._db.write(lambda tx: _start(tx, launch_id, price_list, operator))
        self._wake()
        return training

    async def start_all(self, ids: Sequence[str], price_list: str, operator: Operator) -> LaunchesDone:
        """Start these one after another, each in a transaction of its own; what is refused stays kept.

        Raises:
            NotAllowed: nothing was started.
        """
        operator = await allowed(self._db, operator, Permission.START_TRAINING)
        started: list[Training] = []
        refused: dict[str, AppError] = {}
        for launch_id in ids:
            try:
                started.append(await self.start(launch_id, price_list, operator))
            except AppError as error:
                refused[launch_id] = error
        return LaunchesDone(started=tuple(started), refused=refused)

    async def throw_away(self, launch_id: str, operator: Operator) -> None:
        """Keep one no longer; no star was held for it.

        Raises:
            NotAllowed, NotFound, AlreadyDone: it was started, or thrown away before.
        """
        operator = await allowed(self._db, operator, Permission.START_TRAINING)
        await self._db.write(lambda tx: _throw_away(tx, launch_id, operator))


def _keep(tx: Tx, request: TrainingRequest, operator: Operator, refusal: str) -> KeptLaunch:
    before = kept_launch_store.kept(request.request_id)
    if before is not None:
        if replace(before.request, price_list=request.price_list) != request:
            raise OperationMismatch(operation_id=request.request_id)
        return before
    customer = people_store.customer(request.customer_id)
    if customer is None:
        raise NotFound(kind="customer", ident=request.customer_id)
    if kept_launch_store.of_model(request.customer_id, request.model_name) is not None:
        problem = clause(
            QT_TRANSLATE_NOOP("Clause", "a launch of {model} for this customer is kept already"),
            model=request.model_name,
        )
        raise AlreadyDone(problem=problem)
    rate = launches.rate_for(tx, request)
    kept = KeptLaunch(
        request=replace(request, price_list=rate.version),
        price=rate.price(request.parameters.steps),
        price_list=rate.version,
        refusal=refusal,
        operator_id=operator.id,
        kept_by=operator.name,
        kept_at=tx.now,
    )
    kept_launch_store.insert(tx, kept)
    _note(tx, kept, "keep", operator, after=_facts(kept) | {"refusal": refusal})
    return kept


def _outlook(tx: Tx) -> KeptOutlook:
    """Judge each after those before it, so that a balance that suffices for one is not promised to two.

    A start that is refused may leave a training without a hold behind, which disturbs nobody: it is all
    undone, and there are no two launches of one model for one customer.
    """
    version = price_lists.in_force(tx.now).rate.version
    return KeptOutlook(
        price_list=version,
        launches=tuple(_judged(tx, kept) for kept in kept_launch_store.every()),
    )


def _judged(tx: Tx, kept: KeptLaunch) -> JudgedLaunch:
    customer = people_store.customer(kept.request.customer_id)
    balance = ledger_store.balance(customer_account(kept.request.customer_id))
    actor = Operator(id=kept.operator_id, name=kept.kept_by, role=Role.VIEWER)  # only judged: nothing is done
    problem: AppError | None = None
    price = ZERO
    try:
        price = price_lists.in_force(tx.now).rate.price(kept.request.parameters.steps)
        _begin(tx, kept, "", actor)
    except AppError as error:
        problem = error
    return JudgedLaunch(
        kept=kept,
        customer=customer.name if customer is not None else str(kept.request.customer_id),
        balance=balance,
        price=price,
        problem=problem,
    )


def _start(tx: Tx, launch_id: str, price_list: str, operator: Operator) -> Training:
    kept = kept_launch_store.kept(launch_id)
    if kept is None:
        done = training_store.training(launch_id)
        if done is None:
            raise NotFound(kind="launch", ident=launch_id)
        return done
    return _begin(tx, kept, price_list, operator)


def _begin(tx: Tx, kept: KeptLaunch, price_list: str, operator: Operator) -> Training:
    request = replace(kept.request, price_list=price_list)
    request.check()
    launches.require_dataset(request)
    return launches.begin(tx, request, operator)


def _throw_away(tx: Tx, launch_id: str, operator: Operator) -> None:
    kept = kept_launch_store.kept(launch_id)
    if kept is None:
        if training_store.training(launch_id) is not None:
            raise AlreadyDone(problem=clause(QT_TRANSLATE_NOOP("Clause", "the training was started")))
        raise NotFound(kind="launch", ident=launch_id)
    kept_launch_store.drop(tx, launch_id)
    _note(tx, kept, "throw_away", operator, before=_facts(kept))


def _facts(kept: KeptLaunch) -> dict[str, object]:
    return {
        "customer": kept.request.customer_id,
        "model": kept.request.model_name,
        "price": kept.price.hundredths,
    }


def _note(
    tx: Tx,
    kept: KeptLaunch,
    deed: str,
    operator: Operator,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    audit_store.add(
        tx,
        actor=operator.name,
        action=f"launch.{deed}",
        subject_kind=SUBJECT,
        subject_id=kept.id,
        before=before,
        after=after,
    )
