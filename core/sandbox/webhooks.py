"""The webhook sender: real signatures, the same id on every retry, and bad habits on demand."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass

import anyio
import httpx

from core.sandbox import wire
from core.sandbox.records import Training
from core.sandbox.state import World

RETRY_AFTER_S = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Simulated seconds between attempts of a terminal webhook; the last is about a minute after the end."""

LOGS_EVERY_S = 0.5
_PULSE_S = 0.1
_TIMEOUT_S = 10.0


def signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """Return the `webhook-signature` header, as Standard Webhooks defines it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


@dataclass(slots=True, kw_only=True)
class Habits:
    """How the sender misbehaves: every message so often, a stale one after the last, a false signature."""

    copies: int = 1
    out_of_order: bool = False
    bad_signature: bool = False
    stale_by_s: int = 0


@dataclass(slots=True, kw_only=True)
class _Watch:
    """What was sent for one training so far."""

    started: bool = False
    log_length: int = 0
    logs_sent_s: float = 0.0
    last_running: bytes = b""
    attempts: int = 0
    next_s: float = 0.0


class WebhookSender:
    """Sends what is due whenever `pulse` is called; `run` calls it ten times a second."""

    def __init__(self, world: World) -> None:
        """Take up the trainings of `world` whose last webhook was not delivered yet."""
        self._world = world
        self._watches: dict[str, _Watch] = {}
        self._lock = anyio.Lock()
        self.habits = Habits()
        self.sent: list[tuple[str, str, int]] = []
        """(training id, message id, HTTP status or 0) of every attempt."""

        for training in world.trainings.values():
            self.watch(training)

    def watch(self, training: Training) -> None:
        """Begin to tell about a training, if it asked for it."""
        if training.webhook and not training.webhook_is_done:
            self._watches[training.id] = _Watch()

    def forget(self) -> None:
        """Tell nobody anything any more."""
        self._watches.clear()
        self.sent.clear()
        self.habits = Habits()

    async def run(self) -> None:
        """Send for ever; ends by cancellation."""
        while True:
            if self._watches:
                await self._run_while_needed()
            await anyio.sleep(_PULSE_S)

    async def _run_while_needed(self) -> None:
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            while self._watches:
                await self.pulse(client)
                await anyio.sleep(_PULSE_S)

    async def flush(self) -> None:
        """Send all that is due now."""
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            await self.pulse(client)

    async def pulse(self, client: httpx.AsyncClient) -> None:
        """Send all that is due now over `client`."""
        async with self._lock, anyio.create_task_group() as group:
            for training_id, watch in list(self._watches.items()):
                training = self._world.find_training(training_id)
                if training is None:
                    del self._watches[training_id]
                else:
                    group.start_soon(self._tell, client, training, watch)

    async def _tell(self, client: httpx.AsyncClient, training: Training, watch: _Watch) -> None:
        snapshot = self._world.look(training)
        if snapshot.is_terminal:
            await self._tell_end(client, training, watch)
        elif snapshot.started_s is not None:
            await self._tell_progress(client, training, watch)

    async def _tell_progress(self, client: httpx.AsyncClient, training: Training, watch: _Watch) -> None:
        body = self._body(training)
        for event in self._due_events(training, watch, len(body)):
            watch.last_running = body
            await self._post(client, training, _message_id(training, f"{event} {len(body)}"), body)

    def _due_events(self, training: Training, watch: _Watch, length: int) -> Iterator[str]:
        now_s = self._world.timeline.real_now().timestamp()
        if not watch.started:
            watch.started = True
            if "start" in training.webhook_events:
                yield "start"
        is_due = length > watch.log_length and now_s - watch.logs_sent_s >= LOGS_EVERY_S
        if "logs" in training.webhook_events and is_due:
            watch.log_length, watch.logs_sent_s = length, now_s
            yield "logs"

    async def _tell_end(self, client: httpx.AsyncClient, training: Training, watch: _Watch) -> None:
        now_s = self._world.timeline.sim_now()
        if now_s < watch.next_s:
            return
        body = self._body(training)
        delivered = False
        if {"completed", "output"} & set(training.webhook_events):
            delivered = await self._post(client, training, _message_id(training, "completed"), body)
            if delivered and self.habits.out_of_order and watch.last_running:
                await self._post(client, training, _message_id(training, "late"), watch.last_running)
        else:
            delivered = True
        if delivered or watch.attempts >= len(RETRY_AFTER_S):
            training.webhook_is_done = True
            self._world.save("training", training.id, training)
            self._watches.pop(training.id, None)
            return
        watch.next_s = now_s + RETRY_AFTER_S[watch.attempts]
        watch.attempts += 1

    def _body(self, training: Training) -> bytes:
        return json.dumps(wire.training(self._world, training, training.root)).encode()

    async def _post(
        self, client: httpx.AsyncClient, training: Training, message_id: str, body: bytes
    ) -> bool:
        """Send one message as often as the habits say; tell whether the last was answered with 2xx."""
        timestamp = str(int(self._world.timeline.real_now().timestamp()) - self.habits.stale_by_s)
        secret = "whsec_" + "A" * 32 if self.habits.bad_signature else self._world.config.webhook_secret
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": signature(secret, message_id, timestamp, body),
        }
        status = 0
        for _ in range(self.habits.copies):
            try:
                status = (
                    await client.post(training.webhook or "", content=body, headers=headers)
                ).status_code
            except (httpx.HTTPError, httpx.InvalidURL):
                status = 0
            self.sent.append((training.id, message_id, status))
        return 200 <= status < 300


def _message_id(training: Training, event: str) -> str:
    digest = hashlib.sha256(f"{training.id} {event}".encode()).digest()
    return "msg_" + base64.b64encode(digest, b"ab").decode()[:27]
