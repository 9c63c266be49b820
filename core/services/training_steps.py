"""The steps that bring an attempt to Replicate: destination, upload, submit. Each is safe to die in.

Before each step the attempt is read again, after it the next step is stored; a restart goes on from the
stored one. The one step that costs money, the create call, is stored as `sent` *before* it leaves: an attempt
found there without a provider's id is of unknown outcome and is looked for in the provider's list (`watch`),
never sent again blindly.
"""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

from core.clock import Clock
from core.db import training_store
from core.db.database import Database, Tx
from core.domain.attempts import Attempt, Step
from core.domain.failures import FailureClass, class_of_code
from core.domain.retries import run_of
from core.domain.training_story import StoryKind
from core.domain.trainings import ATTEMPT_TAG, TRAINING_TAG, Status, Training, read_status
from core.errors import (
    QT_TRANSLATE_NOOP,
    AppError,
    DatasetError,
    DestinationMissing,
    InputError,
    InvalidInput,
    NameTaken,
    Offline,
    OtherAccount,
    RateLimited,
    RemoteBroken,
    RemoteError,
    RemoteNotFound,
    RemoteUnknown,
    TooLarge,
    clause,
)
from core.gateways.replicate_objects import RemoteTraining
from core.services import attempts, exchanges
from core.services.attempts import SYSTEM, Ending
from core.services.gate import SHUTTING, Gate
from core.settings import Settings

log = logging.getLogger(__name__)

REFUSED = (InvalidInput, DestinationMissing, NameTaken, TooLarge, RemoteNotFound, DatasetError, InputError)
"""Errors that no waiting mends: the attempt fails and its stars are released. So does a plain `RemoteError`,
a refusal that has no class of its own."""

PASSING = (Offline, RateLimited, RemoteBroken)
"""Errors that end by themselves; it is known that nothing was started."""

FILE_IS_KEPT = timedelta(hours=20)
"""How long an uploaded dataset is relied on; Replicate keeps it for a day."""


class TrainingSteps:
    """Drives one attempt at a time from wherever it stands to where it is watched."""

    def __init__(self, db: Database, gate: Gate, settings: Settings, clock: Clock) -> None:
        """Work on an open database through the gate."""
        self._db = db
        self._gate = gate
        self._settings = settings
        self._clock = clock

    async def advance(self, attempt_id: str) -> Attempt:
        """Take all steps an attempt still needs; returns it as watched, unknown or ended.

        Raises:
            AppError: it has to wait (gate shut, offline, rate limited); nothing is lost, call again later.
        """
        while True:
            training, attempt = await self._db.read(lambda: _both(attempt_id))
            if attempt.status.is_terminal or attempt.step not in self._steps:
                return attempt
            try:
                if attempt.cancel_asked:
                    await self._db.write(lambda tx, a=attempt: attempts.withdraw(tx, a))  # type: ignore[misc]
                elif self._is_elsewhere(attempt):
                    await self._begin_again(attempt)
                else:
                    await self._steps[attempt.step](self, training, attempt)
            except AppError as error:
                if not _is_refusal(error):
                    await self._wait(attempt, error)
                    raise
                await self._refuse(attempt, error)

    async def _make_destination(self, training: Training, attempt: Attempt) -> None:
        """Make sure the model to train into exists and is ours; pin the trainer's version."""
        replicate = self._gate.writer()
        owner = self._settings.destination_owner or self._gate.account().username
        try:
            await replicate.model(owner, training.model_name)
        except RemoteNotFound:
            await self._create_model(owner, training.model_name)
        version = training.trainer_version or await self._trainer_version(training.trainer)
        account = self._gate.account().username

        def write(tx: Tx) -> None:
            destination = f"{owner}/{training.model_name}"
            training_store.set_destination(tx, training.id, destination)
            if training_store.update_attempt(
                tx, attempt, step=Step.UPLOAD, version=version, account=account, waiting_for=""
            ):
                training_store.add_story(
                    tx, attempt, StoryKind.DESTINATION_READY, SYSTEM, destination=destination
                )

        await self._db.write(write)

    def _is_elsewhere(self, attempt: Attempt) -> bool:
        return attempt.account not in ("", self._gate.account().username)

    async def _begin_again(self, attempt: Attempt) -> None:
        """Make the destination in the present account; what may be in the other one is not sent here.

        Raises:
            OtherAccount: it was sent there, so it waits for a token of that account.
        """
        if attempt.sends:
            raise OtherAccount(account=attempt.account, current=self._gate.account().username)
        await self._db.write(
            lambda tx: training_store.update_attempt(tx, attempt, step=Step.DESTINATION, account="")
        )

    async def _trainer_version(self, trainer: str) -> str:
        """Return the version to train with: pinned in the settings, else the trainer's newest."""
        pinned = self._settings.trainer_version
        if pinned and trainer == self._settings.trainer:
            return pinned
        try:
            return (await self._gate.writer().trainer_schema(*trainer.split("/", 1))).id
        except RemoteNotFound as error:
            raise InputError(
                field="trainer",
                value=trainer,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "Replicate has no such trainer")),
            ) from error

    async def _create_model(self, owner: str, name: str) -> None:
        """Create it; after a lost answer or a 409 a look tells whether it is there and ours."""
        replicate = self._gate.writer()
        try:
            await replicate.create_model(
                owner,
                name,
                visibility=self._settings.destination_visibility,
                hardware=self._settings.destination_hardware,
            )
        except NameTaken as taken:
            try:
                await replicate.model(owner, name)
            except RemoteNotFound:
                raise taken from None
        except RemoteUnknown as error:
            raise Offline(service="Replicate", detail=str(error.facts.get("detail", ""))) from error

    async def _upload(self, training: Training, attempt: Attempt) -> None:
        """Send the packed photos; the new file's URL is the marker by which the training is found again."""
        path = Path(training.dataset.path)
        if not await asyncio.to_thread(path.is_file):
            raise DatasetError(
                field="photos",
                value=path.name,
                problem=clause(QT_TRANSLATE_NOOP("Clause", "the packed photos are gone")),
            )
        file = await self._gate.writer().upload(
            path,
            name=f"{attempt.id}.zip",
            metadata={ATTEMPT_TAG: attempt.id, TRAINING_TAG: training.id},
            progress=lambda _sent, _total: None,
        )

        def write(tx: Tx) -> None:
            if training_store.update_attempt(
                tx, attempt, step=Step.SUBMIT, input_url=file.url, uploaded_at=tx.now, waiting_for=""
            ):
                training_store.add_story(
                    tx,
                    attempt,
                    StoryKind.DATASET_SENT,
                    SYSTEM,
                    photos=training.dataset.photos,
                    captions=training.dataset.captions,
                    size_bytes=training.dataset.size_bytes,
                )

        await self._db.write(write)

    async def _submit(self, training: Training, attempt: Attempt) -> None:
        """Create the training at Replicate, once."""
        replicate = self._gate.writer()
        # One uploaded in the future, by a clock put back, is of unknown age.
        if attempt.uploaded_at is None or abs(self._clock.now() - attempt.uploaded_at) > FILE_IS_KEPT:
            await self._db.write(lambda tx: training_store.update_attempt(tx, attempt, step=Step.UPLOAD))
            return
        if not await self._db.write(lambda tx: _mark_sent(tx, training, attempt)):
            return
        try:
            remote = await replicate.create_training(
                trainer=training.trainer,
                version=attempt.version,
                destination=training.destination,
                input=training.parameters.as_input(attempt.input_url),
            )
        except RemoteUnknown as error:
            log.warning("attempt %s: outcome of the create call is unknown: %s", attempt.id, error)
            await self._db.write(lambda tx: mark_unknown(tx, attempt))
        except (*SHUTTING, *PASSING):
            # Known not to have started, so it does not count as sent.
            await self._db.write(
                lambda tx: training_store.update_attempt(tx, attempt, step=Step.SUBMIT, sends=attempt.sends)
            )
            raise
        else:
            await self._db.write(lambda tx: accept(tx, attempt, remote))

    async def _refuse(self, attempt: Attempt, error: AppError) -> None:
        ending = Ending(status=Status.FAILED, failure_class=class_of_code(error.code).value, error=str(error))

        def write(tx: Tx) -> None:
            if attempts.end(tx, attempt, ending):
                exchanges.keep_refusal(tx, attempt, error)

        await self._db.write(write)

    async def _wait(self, attempt: Attempt, error: AppError) -> None:
        if isinstance(error, SHUTTING):
            self._gate.shut(error)

        def write(tx: Tx) -> None:
            if attempt.waiting_for != error.code and training_store.update_attempt(
                tx, attempt, waiting_for=error.code
            ):
                training_store.add_story(tx, attempt, StoryKind.WAITING, SYSTEM, code=error.code)

        await self._db.write(write)

    _steps = {Step.DESTINATION: _make_destination, Step.UPLOAD: _upload, Step.SUBMIT: _submit}  # noqa: RUF012


def _is_refusal(error: AppError) -> bool:
    return isinstance(error, REFUSED) or type(error) is RemoteError


def mark_unknown(tx: Tx, attempt: Attempt) -> None:
    """Remember that the create call may have worked: from here the watch looks for it."""
    if training_store.update_attempt(tx, attempt, status=Status.UNKNOWN):
        training_store.add_story(tx, attempt, StoryKind.UNKNOWN, SYSTEM)


def accept(tx: Tx, attempt: Attempt, remote: RemoteTraining) -> bool:
    """Store what Replicate called the training; from here it is watched. Returns whether it was new.

    The first id stays: a second training of the same attempt is a stray, which the watch cancels.
    """
    fresh = training_store.attempt(attempt.id)
    if fresh is None or fresh.provider_id is not None:
        return False
    changed = training_store.update_attempt(
        tx,
        attempt,
        status=Status.STARTING if read_status(remote.status).is_terminal else read_status(remote.status),
        provider_status=remote.status,
        step=Step.WATCH,
        provider_id=remote.id,
        looks=0,
        waiting_for="",
    )
    if changed:
        training_store.add_story(tx, attempt, StoryKind.ACCEPTED, SYSTEM, provider_id=remote.id)
        exchanges.keep_answer(tx, attempt, remote)
    return changed


def give_up(tx: Tx, attempt: Attempt, failure: FailureClass, error: str) -> bool:
    """End an attempt that never reached Replicate or was lost there."""
    return attempts.end(tx, attempt, Ending(status=Status.FAILED, failure_class=failure.value, error=error))


def _mark_sent(tx: Tx, training: Training, attempt: Attempt) -> bool:
    """Store that the create call is about to leave; false if the attempt was cancelled meanwhile."""
    fresh = training_store.attempt(attempt.id)
    if fresh is None or fresh.status.is_terminal or fresh.step is not Step.SUBMIT:
        return False
    training_store.update_attempt(
        tx,
        attempt,
        step=Step.SENT,
        sent_at=tx.now,
        sends=fresh.sends + 1,
        markers=fresh.sent_markers,
        looks=0,
        waiting_for="",
    )
    training_store.add_story(tx, attempt, StoryKind.SENT, SYSTEM, number=fresh.sends + 1)
    exchanges.keep_request(tx, training, fresh)
    return True


def _both(attempt_id: str) -> tuple[Training, Attempt]:
    attempt = training_store.attempt(attempt_id)
    training = training_store.training(attempt.training_id) if attempt else None
    if attempt is None or training is None:
        raise LookupError(f"attempt {attempt_id} is not in the database")
    return run_of(training, attempt), attempt
