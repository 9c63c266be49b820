"""One attempt looked at closely: what was sent and answered, how it differs from another, the answer pack."""

import asyncio
import contextlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from core.clock import Clock
from core.db import audit_store, exchange_store, name_search, people_store, training_store
from core.db.database import Database, Tx, translated
from core.domain import evidence as evidence_rules
from core.domain.attempt_diff import LogRow, ParameterRow, log_rows, parameter_rows
from core.domain.attempts import Attempt, MoneyState
from core.domain.evidence import Evidence
from core.domain.exchange import Exchange
from core.domain.failure_answers import failure_answer
from core.domain.failures import FailureClass
from core.domain.ledger import TransferKind
from core.domain.people import Language, Operator, Permission
from core.domain.pricing import margin_micro_usd
from core.domain.retries import run_of
from core.domain.scrub import scrub
from core.domain.trainings import IMAGES
from core.errors import NotFound
from core.logs import redact
from core.money import ZERO
from core.services.rights import allowed
from core.services.trainings import TrainingDetails, details_of

_PART = ".part"
_MONEY = {
    TransferKind.HOLD: MoneyState.HELD,
    TransferKind.SETTLE: MoneyState.SETTLED,
    TransferKind.RELEASE: MoneyState.RELEASED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """All that the page of an attempt shows but logs."""

    details: TrainingDetails
    attempt: Attempt
    money: MoneyState
    group_id: str
    language: Language
    exchange: Exchange

    @property
    def margin_micro_usd(self) -> int | None:
        """Return what is left of its stars when the provider is paid; none before the cost is known."""
        if self.attempt.cost_micro_usd is None:
            return None
        settled = self.attempt.price if self.money is MoneyState.SETTLED else ZERO
        return margin_micro_usd(settled, self.attempt.cost_micro_usd)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two attempts of one training side by side."""

    left: Attempt
    right: Attempt
    parameters: tuple[ParameterRow, ...]
    log: tuple[LogRow, ...]


class AttemptDesk:
    """Reads attempts; the one thing it writes is that evidence was taken along."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on an open database."""
        self._db = db
        self._clock = clock

    async def view(self, attempt_id: str) -> AttemptView:
        """Return an attempt with its training; raises NotFound."""
        return await self._db.read(lambda: _view(attempt_id))

    async def compare(self, left_id: str, right_id: str) -> Comparison:
        """Return two attempts side by side; the comparing is done in a worker thread. Raises NotFound."""

        def read() -> tuple[AttemptView, AttemptView, str, str]:
            return (
                _view(left_id), _view(right_id), training_store.log(left_id), training_store.log(right_id)
            )  # fmt: skip

        left, right, left_log, right_log = await self._db.read(read)
        rows = await asyncio.to_thread(log_rows, left_log, right_log)
        return Comparison(
            left=left.attempt,
            right=right.attempt,
            parameters=parameter_rows(_sent(left), _sent(right)),
            log=rows,
        )

    async def answer(self, attempt_id: str, language: Language | None = None) -> str:
        """Return the text for the customer, in their language if no other is asked for. Raises NotFound."""
        view = await self.view(attempt_id)
        return _answer(view, language or view.language)

    async def write_evidence(self, attempt_id: str, target: Path, operator: Operator) -> tuple[str, ...]:
        """Write the evidence of an attempt to a zip file for its owner's eyes; returns the names inside.

        Raises:
            NotAllowed, NotFound: nothing was written.
            AppError, OSError: the folder cannot be written; nothing appeared under the name.
        """
        operator = await allowed(self._db, operator, Permission.EXPORT)
        files = await self._db.read(lambda: self._files(attempt_id))
        await asyncio.to_thread(_write_zip, target, files)
        await self._db.write(partial(_note, attempt_id=attempt_id, actor=operator.name))
        return tuple(files)

    def _files(self, attempt_id: str) -> dict[str, str]:
        view = _view(attempt_id)
        training, attempt = run_of(view.details.training, view.attempt), view.attempt
        transfers = [one for one in view.details.transfers if one.cause_id == attempt.id]
        found = Evidence(
            training=training,
            attempt=attempt,
            money=view.money,
            story=[one for one in view.details.story if one.attempt_number == attempt.number],
            transfers=transfers,
            exchange=view.exchange,
            log=training_store.log(attempt_id),
            answer=_answer(view, view.language),
            made_at=self._clock.now(),
        )
        texts = (found.log, attempt.error, view.exchange.request, view.exchange.answer)
        own = evidence_rules.own_words(training, attempt, transfers)
        people = set(name_search.others_named("\n".join(texts), training.customer_id)) - own
        return evidence_rules.files(found, lambda text: scrub(redact(text), own=own, people=people))


def _view(attempt_id: str) -> AttemptView:
    attempt = training_store.attempt(attempt_id)
    if attempt is None:
        raise NotFound(kind="attempt", ident=attempt_id)
    details = details_of(attempt.training_id)
    customer = people_store.customer(details.training.customer_id)
    moved = [
        _MONEY[one.kind] for one in details.transfers if one.cause_id == attempt.id and one.kind in _MONEY
    ]
    return AttemptView(
        details=details,
        attempt=attempt,
        money=moved[-1] if moved else MoneyState.FREE,
        group_id=training_store.group_of(attempt_id),
        language=customer.language if customer else Language.EN,
        exchange=exchange_store.of_attempt(attempt_id),
    )


def _sent(view: AttemptView) -> dict[str, object]:
    """Return what the trainer was given: as it was sent where that was kept, else as it was asked for."""
    given: Mapping[str, Any] = asdict(run_of(view.details.training, view.attempt).parameters)
    if view.exchange.request:
        with contextlib.suppress(ValueError):  # one too long to be kept whole is no JSON
            given = json.loads(view.exchange.request).get("input", given)
    values = {name: value for name, value in given.items() if name != IMAGES}
    return values | {"trainer_version": view.attempt.version}


def _answer(view: AttemptView, language: Language) -> str:
    attempt, training = view.attempt, view.details.training
    return failure_answer(
        language,
        failure_class=FailureClass(attempt.failure_class or FailureClass.UNKNOWN),
        model=training.model_name,
        moment=attempt.completed_at or attempt.created_at,
        price=attempt.price,
        money=view.money,
    )


def _note(tx: Tx, *, attempt_id: str, actor: str) -> None:
    audit_store.add(tx, actor=actor, action="attempt.evidence", subject_kind="attempt", subject_id=attempt_id)


def _write_zip(target: Path, files: Mapping[str, str]) -> None:
    unfinished = target.with_name(target.name + _PART)
    try:
        with translated(target, target.parent):
            unfinished.unlink(missing_ok=True)
            unfinished.touch(mode=0o600)
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, text in files.items():
                    archive.writestr(name, text)
            unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
