"""The world of one sandbox: its models, trainings, files and time."""

import hashlib
import itertools
import secrets
import string
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.sandbox.catalog import FLUX_DEV, TRAINERS, Trainer
from core.sandbox.config import SandboxConfig
from core.sandbox.dataset import steps_of
from core.sandbox.journal import Journal
from core.sandbox.logbook import Tape
from core.sandbox.magic import Stage, scenario
from core.sandbox.providers.books import Books
from core.sandbox.records import Model, StoredFile, Training, Version, from_json, to_json
from core.sandbox.simulator import Ending, Plan, Snapshot, look
from core.sandbox.timeline import Anchor, Timeline

_ALPHABET = string.ascii_lowercase + string.digits


def new_id() -> str:
    """Return an id of 26 lower-case characters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(26))


class World:
    """All objects of one account, kept in memory and, with a state file, in the journal."""

    def __init__(self, config: SandboxConfig) -> None:
        """Begin with the public trainers only, or with what the state file remembers."""
        self.config = config
        self.journal = Journal(config.state_file)
        self._begin(self.journal.load())

    def reset(self) -> None:
        """Forget everything but the public trainers."""
        for file in self.files.values():
            self.journal.drop_blob(file.id)
        if self.config.state_file is not None:
            Path(self.config.state_file).unlink(missing_ok=True)
        self._begin({})

    def _begin(self, kept: dict[str, dict[str, Any]]) -> None:
        anchors = [Anchor(*value) for value in kept.get("anchor", {}).values()]
        self.timeline = Timeline(self.config.now, self.config.speed, anchors)
        self.retention_s = self.config.retention_s
        self._note_anchors()
        self.models: dict[str, Model] = {}
        for trainer in TRAINERS.values():
            self._add_trainer(trainer)
        self.models |= {key: from_json(Model, value) for key, value in kept.get("model", {}).items()}
        self.trainings = {key: from_json(Training, value) for key, value in kept.get("training", {}).items()}
        self.files = {key: from_json(StoredFile, value) for key, value in kept.get("file", {}).items()}
        self.messages: list[dict[str, Any]] = list(kept.get("message", {}).values())
        self.books = Books(self.journal, self.config.now, kept)
        self.used_names = set(kept.get("used_name", {})) | set(self.models)
        self.dropped_versions = set(kept.get("dropped_version", {}))
        self._blobs: dict[str, bytes] = {}
        self._plans: dict[str, Plan] = {}
        self._tapes: dict[str, Tape] = {}
        numbered: tuple[Model | Training | StoredFile, ...] = (
            *self.models.values(),
            *self.trainings.values(),
            *self.files.values(),
        )
        self._seq = itertools.count(max((record.seq for record in numbered), default=0) + 1)

    def _add_trainer(self, trainer: Trainer) -> None:
        owner, name = trainer.name.split("/")
        self.models[trainer.name] = Model(
            owner=owner,
            name=name,
            visibility="public",
            hardware="gpu-h100",
            created_at=datetime.fromisoformat("2024-08-08T01:00:00.123456+00:00"),
            seq=0,
            texts={"description": trainer.description},
            run_count=41_234,
        )

    def next_seq(self) -> int:
        """Return the next number in the order of creation."""
        return next(self._seq)

    def save(self, kind: str, key: str, record: Model | Training | StoredFile) -> None:
        """Write a record that was made or changed to the journal."""
        self.journal.note(kind, key, to_json(record))

    def set_speed(self, speed: float) -> None:
        """Run `speed` simulated seconds per real second; raises ValueError if not above 0."""
        self.timeline.set_speed(speed)
        self._note_anchors()

    def _note_anchors(self) -> None:
        for number, anchor in enumerate(self.timeline.anchors):
            self.journal.note("anchor", str(number), list(anchor))

    # trainings

    def add_training(self, training: Training) -> None:
        """Take in a new training."""
        self.trainings[training.id] = training
        self.save("training", training.id, training)

    def find_training(self, training_id: str) -> Training | None:
        """Return a training unless it is unknown or has vanished."""
        training = self.trainings.get(training_id)
        return None if training is None or self.has_vanished(training) else training

    def elapsed_s(self, training: Training) -> float:
        """Return the simulated seconds since the training was created."""
        return self.timeline.sim_now() - training.created_sim_s

    def has_vanished(self, training: Training) -> bool:
        """Whether the magic word made it disappear by now."""
        after_s = scenario(training.magic).vanish_after_s
        return after_s is not None and self.elapsed_s(training) >= after_s

    def plan(self, training: Training) -> Plan:
        """Return how the training was fated to go when it was created."""
        if (plan := self._plans.get(training.id)) is None:
            plan = self._plans[training.id] = self._make_plan(training)
        return plan

    def _make_plan(self, training: Training) -> Plan:
        trainer, script = TRAINERS.get(training.model, FLUX_DEV), scenario(training.magic)
        rank, rate = training.input.get("lora_rank", 16), training.input.get("learning_rate", 4e-4)
        return Plan(
            trainer=trainer,
            scenario=script,
            created_at=training.created_at,
            seed=int(hashlib.sha256(training.id.encode()).hexdigest()[:8], 16),
            steps=steps_of(trainer, training.input),
            images=training.images,
            rank=rank if isinstance(rank, int) else 16,
            learning_rate=rate if isinstance(rate, (int, float)) else 4e-4,
            queue_s=self.config.queue_s if script.queue_s is None else script.queue_s,
            push_s=self.config.push_s,
            early_error=training.early_error,
            early_stage=Stage(training.early_stage),
        )

    def look(self, training: Training) -> Snapshot:
        """Return the training as it is now."""
        cut = None
        if training.cut_at_s is not None:
            cut = Ending(at_s=training.cut_at_s, status=training.cut_status, error=training.cut_error)
        return look(self.plan(training), self.elapsed_s(training), cut)

    def has_forgotten(self, training: Training, snapshot: Snapshot) -> bool:
        """Whether the data of an ended training was removed by now."""
        if self.retention_s is None or snapshot.completed_s is None:
            return False
        return self.elapsed_s(training) - snapshot.completed_s >= self.retention_s

    def log(self, training: Training, snapshot: Snapshot) -> str:
        """Return the whole log text of a training as of `snapshot`."""
        if (tape := self._tapes.get(training.id)) is None:
            tape = self._tapes[training.id] = Tape(self.plan(training))
        return tape.read(snapshot)

    def cut(self, training: Training, at_s: float, status: str, error: str | None) -> None:
        """End a training `at_s` simulated seconds after its creation, unless it ends before by itself."""
        training.cut_at_s, training.cut_status, training.cut_error = at_s, status, error
        self.save("training", training.id, training)

    def moment(self, training: Training, since_created_s: float) -> datetime:
        """Return the real moment `since_created_s` simulated seconds after the training was created."""
        moment = self.timeline.real_of(training.created_sim_s + since_created_s)
        return max(moment, self.second_created_at(training))

    def second_created_at(self, training: Training) -> datetime:
        """Return the `created_at` of every answer but the first: a little later, as recorded at Replicate."""
        return training.created_at + timedelta(microseconds=60_000 + self.plan(training).seed % 50_000)

    # versions

    def versions(self, model: Model) -> list[Version]:
        """Return the versions of a model, newest first; trained ones come from finished trainings."""
        trainer = TRAINERS.get(model.full_name)
        if trainer is not None:
            born = model.created_at
            count = len(trainer.versions)
            return [
                Version(id=id_, created_at=born + timedelta(days=count - n), trainer=trainer.name)
                for n, id_ in enumerate(trainer.versions)
            ]
        ours = (t for t in self.trainings.values() if t.destination == model.full_name)
        pushed = [version for t in ours if (version := self.pushed_version(t)) is not None]
        return sorted(pushed, key=lambda version: version.created_at, reverse=True)

    def pushed_version(self, training: Training) -> Version | None:
        """Return the version a training pushed to its destination, None if it has not or it was deleted."""
        snapshot = self.look(training)
        id_ = version_id(training)
        if snapshot.status != "succeeded" or snapshot.completed_s is None or id_ in self.dropped_versions:
            return None
        return Version(id=id_, created_at=self.moment(training, snapshot.completed_s))

    # files

    def add_file(self, file: StoredFile, content: bytes) -> None:
        """Take in an uploaded file."""
        self.journal.keep_blob(file.id, content)
        self._blobs[file.id] = content
        self.files[file.id] = file
        self.save("file", file.id, file)

    def find_file(self, file_id: str) -> StoredFile | None:
        """Return a file unless it is unknown or older than a day."""
        file = self.files.get(file_id)
        return None if file is None or self.timeline.real_now() >= expires_at(file) else file

    def content(self, file: StoredFile) -> bytes:
        """Return the content of a file, empty if the disk has lost it."""
        return self._blobs.get(file.id) or self.journal.blob(file.id) or b""

    def drop_file(self, file: StoredFile) -> None:
        """Delete a file."""
        del self.files[file.id]
        self._blobs.pop(file.id, None)
        self.journal.drop_blob(file.id)
        self.journal.note("file", file.id, None)


def version_id(training: Training) -> str:
    """Return the id of the version a training makes."""
    return hashlib.sha256(f"version {training.id}".encode()).hexdigest()


def expires_at(file: StoredFile) -> datetime:
    """Return when Replicate throws an uploaded file away: a day after it came."""
    return file.created_at + timedelta(hours=24)
