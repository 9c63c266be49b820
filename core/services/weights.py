"""The trained weights on our own disk, because Replicate promises to keep them for nobody knows how long."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from core.clock import Clock
from core.db import audit_store, training_store
from core.db.database import Database, Tx
from core.domain.attempts import Attempt
from core.domain.people import Operator, Permission
from core.domain.training_story import StoryKind
from core.errors import AppError, NotFound
from core.gateways.downloads import Download, kept
from core.paths import Paths
from core.services.attempts import SYSTEM
from core.services.gate import Gate
from core.services.rights import allowed

log = logging.getLogger(__name__)

Progressed = Callable[[int, int | None], None]
FETCH_WITHIN = timedelta(days=2)
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)


class Weights:
    """Downloads weights, by hand or as soon as a training has succeeded."""

    def __init__(self, db: Database, gate: Gate, paths: Paths, clock: Clock) -> None:
        """Keep weights under the data folder of `paths`."""
        self._db = db
        self._gate = gate
        self._paths = paths
        self._clock = clock
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._pauses: dict[str, tuple[timedelta, datetime]] = {}
        """How long an attempt whose weights could not be fetched waits, and until when."""

    def path_of(self, attempt: Attempt) -> Path:
        """Return where the weights of an attempt lie or will lie."""
        name = PurePosixPath(urlsplit(attempt.weights_url).path).name
        return self._paths.weights_dir / attempt.id / (name if name not in ("", "..") else "weights.tar")

    async def download(self, attempt_id: str, progress: Progressed, operator: Operator) -> Download:
        """Fetch the weights of an attempt, going on with an earlier part; keeps their checksum.

        Weights that lie on the disk as they were saved are not fetched again.

        Raises:
            NotAllowed: the operator may not.
            NotFound: the attempt has no weights.
            RemoteError, DiskFull, LocalError: what came so far stays for the next try.
        """
        operator = await allowed(self._db, operator, Permission.DOWNLOAD_WEIGHTS)
        return await self._fetch(attempt_id, progress, operator.name)

    async def fetch_missing(self) -> None:
        """Download the weights of what succeeded lately; one that fails is tried again, ever more rarely."""
        now = self._clock.now()
        missing = await self._db.read(lambda: training_store.without_weights(now - FETCH_WITHIN))
        self._pauses = {one: pause for one, pause in self._pauses.items() if one in missing}
        for attempt_id in missing:
            pause, until = self._pauses.get(attempt_id, (FIRST_PAUSE, now))
            if until > now:
                continue
            try:
                await self._fetch(attempt_id, _quiet, SYSTEM)
            except AppError as error:
                self._pauses[attempt_id] = (min(LONGEST_PAUSE, pause * 2), self._clock.now() + pause)
                log.warning("weights of attempt %s: %s", attempt_id, error)

    async def _fetch(self, attempt_id: str, progress: Progressed, actor: str) -> Download:
        # One at a time for each file: two would write the same part.
        async with self._locks.setdefault(attempt_id, asyncio.Lock()):
            attempt = await self._db.read(lambda: training_store.attempt(attempt_id))
            if attempt is None or not attempt.weights_url:
                raise NotFound(kind="weights of attempt", ident=attempt_id)
            target = self.path_of(attempt)
            done = await kept(target, attempt.weights_sha256) or await self._gate.reader.download(
                attempt.weights_url, target, progress=progress
            )
            if done.sha256 != attempt.weights_sha256:
                await self._db.write(lambda tx: _saved(tx, attempt, done, actor))
            return done


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
