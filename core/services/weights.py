"""The trained weights on our own disk, because Replicate promises to keep them for nobody knows how long."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from core.clock import Clock
from core.db import audit_store, training_store
from core.db.database import Database, Tx
from core.domain.trainings import Attempt, StoryKind
from core.errors import AppError, NotFound
from core.gateways.downloads import Download
from core.paths import Paths
from core.services.attempts import SYSTEM
from core.services.gate import Gate

log = logging.getLogger(__name__)

Progressed = Callable[[int, int | None], None]
FETCH_WITHIN = timedelta(days=2)
TRIES = 5


class Weights:
    """Downloads weights, by hand or as soon as a training has succeeded."""

    def __init__(self, db: Database, gate: Gate, paths: Paths, clock: Clock) -> None:
        """Keep weights under the data folder of `paths`."""
        self._db = db
        self._gate = gate
        self._paths = paths
        self._clock = clock
        self._failures: dict[str, int] = {}

    def path_of(self, attempt: Attempt) -> Path:
        """Return where the weights of an attempt lie or will lie."""
        name = PurePosixPath(urlsplit(attempt.weights_url).path).name
        return self._paths.weights_dir / attempt.id / (name if name not in ("", "..") else "weights.tar")

    async def download(self, attempt_id: str, progress: Progressed, actor: str = SYSTEM) -> Download:
        """Fetch the weights of an attempt, going on with an earlier part; keeps their checksum.

        Raises:
            NotFound: the attempt has no weights.
            RemoteError, DiskFull, LocalError: what came so far stays for the next try.
        """
        attempt = await self._db.read(lambda: training_store.attempt(attempt_id))
        if attempt is None or not attempt.weights_url:
            raise NotFound(kind="weights of attempt", ident=attempt_id)
        done = await self._gate.reader.download(attempt.weights_url, self.path_of(attempt), progress=progress)
        if done.sha256 != attempt.weights_sha256:
            await self._db.write(lambda tx: _saved(tx, attempt, done, actor))
        return done

    async def fetch_missing(self) -> None:
        """Download the weights of what succeeded lately; a failure is logged and tried again a few times."""
        since = self._clock.now() - FETCH_WITHIN
        for attempt_id in await self._db.read(lambda: training_store.without_weights(since)):
            if self._failures.get(attempt_id, 0) >= TRIES:
                continue
            try:
                await self.download(attempt_id, _quiet)
            except AppError as error:
                self._failures[attempt_id] = self._failures.get(attempt_id, 0) + 1
                log.warning("weights of attempt %s: %s", attempt_id, error)


def _quiet(_done: int, _total: int | None) -> None:
    """Tell nobody."""


def _saved(tx: Tx, attempt: Attempt, done: Download, actor: str) -> None:
    training_store.set_weights_sha256(tx, attempt, done.sha256)
    training_store.add_story(
        tx,
        attempt,
        StoryKind.WEIGHTS_SAVED,
        actor,
        path=str(done.path),
        size_bytes=done.size_bytes,
        sha256=done.sha256,
    )
    audit_store.add(
        tx,
        actor=actor,
        action="training.weights_saved",
        subject_kind="training",
        subject_id=attempt.training_id,
        after={"sha256": done.sha256},
    )
