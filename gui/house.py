"""How everything outside the window stands, in words: what strips, status line and badges show.

Reading is one call; the rest is pure, so a second that passes or another language needs no reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from core.container import Core
from core.domain.audit_log import ChainState, Sealing
from core.domain.breaker import Circuit
from core.domain.bulk import BulkRun, RunStatus
from core.domain.inbox import InboxCounts
from core.domain.memory import Risk
from core.paths import Paths
from core.services.flow import FlowState
from core.services.gate import GateState
from core.services.notices import OutboxCounts
from core.services.trainings import Counts
from gui import formats, texts
from gui.theme import Tone

BULK_SHOWN = 4
QUIET = timedelta(seconds=60)
"""How long Replicate may be silent, beyond the usual pauses, before the window says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellFacts:
    """What was read."""

    counts: Counts
    outbox: OutboxCounts
    database_bytes: int
    inbox: InboxCounts = field(default_factory=InboxCounts)
    bulk: tuple[BulkRun, ...] = ()
    """The latest bulk runs, the newest first."""
    failures: int = 0
    """Groups of failures that need a look."""
    approvals: int = 0
    """What waits for a second person."""
    kept_launches: int = 0
    """What was to be started while nothing could be sent."""
    risk: Risk | None = None
    """What Replicate may delete before it is saved here."""
    newer: int = 0
    """Trainings sent from here that this database does not know: it is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCell:
    """One cell of the status line."""

    key: str
    tone: Tone
    text: str
    tooltip: str = ""
    action: str = ""
    """The verb of a button beside the words, if something can be done at once."""


async def read_facts(core: Core) -> ShellFacts:
    """Read what the shell shows, a few short queries."""
    return ShellFacts(
        counts=await core.trainings.counts(),
        outbox=await core.notices.counts(),
        approvals=await core.approvals.count(),
        database_bytes=database_bytes(core.paths),
        inbox=await core.inbox_list.counts(),
        bulk=tuple(await core.bulk.runs(BULK_SHOWN)),
        failures=await core.failures.needing_a_look(),
        kept_launches=await core.kept_launches.count(),
        risk=await core.memory.risk(),
        newer=await core.lookback.count(),
    )


def database_bytes(paths: Paths) -> int:
    """Return the size of the database with its journal."""
    file = paths.database_file
    parts = (file, file.with_name(file.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def cells(
    gate: GateState, flow: FlowState, facts: ShellFacts, paths: Paths, *, is_sandbox: bool
) -> list[StatusCell]:
    """Return the cells of the status line from left to right; one without words is not shown."""
    return [
        _account_cell(gate, is_sandbox=is_sandbox),
        _gate_cell(gate),
        _flow_cell(flow),
        StatusCell(
            key="database",
            tone=Tone.OK,
            text=QCoreApplication.translate("Shell", "SQLite {size}").format(
                size=formats.byte_size(facts.database_bytes)
            ),
            tooltip=str(paths.database_file),
        ),
        _outbox_cell(facts.outbox),
        _running_cell(facts.counts),
        bulk_cell(facts.bulk),
    ]


def _account_cell(gate: GateState, *, is_sandbox: bool) -> StatusCell:
    words = account_words(gate, is_sandbox=is_sandbox)
    text = QCoreApplication.translate("Shell", "Replicate: {account}").format(account=words)
    return StatusCell(key="replicate", tone=account_tone(gate), text=text)


def account_words(gate: GateState, *, is_sandbox: bool) -> str:
    """Return whose account is in use and where its token comes from."""
    if gate.account is None:
        return QCoreApplication.translate("Shell", "account not known")
    if is_sandbox:
        text = QCoreApplication.translate("Shell", "sandbox ({account}), token from {source}")
    else:
        text = QCoreApplication.translate("Shell", "{account}, token from {source}")
    return text.format(account=gate.account.username, source=source_words(gate.token_source))


def account_tone(gate: GateState) -> Tone:
    """Return the tone of the token in use."""
    if gate.account is None and gate.problem is None:
        return Tone.MUTE
    return Tone.OK if gate.is_open else Tone.BAD


def source_words(source: str) -> str:
    """Return where a secret came from; names of variables stay as they are."""
    known = {
        "keyring": QCoreApplication.translate("Shell", "keyring"),
        "credential": QCoreApplication.translate("Shell", "systemd credential"),
    }
    environment = QCoreApplication.translate("Shell", "environment")
    return known.get(source) or source.replace("environment", environment, 1)


def _gate_cell(gate: GateState) -> StatusCell:
    if gate.is_open:
        return StatusCell(key="gate", tone=Tone.OK, text=QCoreApplication.translate("Shell", "Gate open"))
    if gate.problem is None:
        text = QCoreApplication.translate("Shell", "Gate: checking")
        return StatusCell(key="gate", tone=Tone.MUTE, text=text)
    return StatusCell(
        key="gate",
        tone=Tone.BAD,
        text=QCoreApplication.translate("Shell", "Gate shut"),
        tooltip=texts.in_short(gate.problem),
    )


def _flow_cell(flow: FlowState) -> StatusCell:
    if flow.until is None:
        return StatusCell(key="flow", tone=Tone.OK, text="")
    is_broken = flow.circuit is not Circuit.CLOSED
    return StatusCell(
        key="flow",
        tone=Tone.BAD if is_broken else Tone.WARN,
        text=flow_words(flow),
        tooltip=texts.in_short(flow.cause) if flow.cause is not None else "",
        action=QCoreApplication.translate("Shell", "Try now"),
    )


def flow_words(flow: FlowState) -> str:
    """Return when the next thing is sent to Replicate, empty while all flows."""
    if flow.until is None:
        return ""
    if flow.circuit is Circuit.HALF_OPEN:
        return QCoreApplication.translate("Shell", "Replicate is broken: trying again")
    if flow.circuit is Circuit.OPEN:
        text = QCoreApplication.translate("Shell", "Replicate is broken: next try at {time}")
    else:
        text = QCoreApplication.translate("Shell", "Slowed by Replicate until {time}")
    return text.format(time=formats.clock_time(flow.until))


def outbox_words(outbox: OutboxCounts) -> str:
    """Return the state of the outbox in a few words."""
    if outbox.failed:
        return QCoreApplication.translate("Shell", "Outbox: %n failed", "", outbox.failed)
    if outbox.waiting:
        return QCoreApplication.translate("Shell", "Outbox: %n waiting", "", outbox.waiting)
    return QCoreApplication.translate("Shell", "Outbox empty")


def outbox_tone(outbox: OutboxCounts) -> Tone:
    """Return the tone of the outbox: failed messages need a person."""
    return Tone.BAD if outbox.failed else Tone.WARN if outbox.waiting else Tone.OK


def _outbox_cell(outbox: OutboxCounts) -> StatusCell:
    return StatusCell(key="outbox", tone=outbox_tone(outbox), text=outbox_words(outbox))


def _running_cell(counts: Counts) -> StatusCell:
    return StatusCell(
        key="running",
        tone=Tone.RUN if counts.running else Tone.MUTE,
        text=QCoreApplication.translate("Shell", "%n running", "", counts.running),
    )


def bulk_cell(runs: Sequence[BulkRun]) -> StatusCell:
    """Return how far the bulk runs under way are; no cell while there is none."""
    open_runs = [run for run in runs if not run.status.is_over]
    if not open_runs:
        return StatusCell(key="bulk", tone=Tone.MUTE, text="")
    done = sum(run.total - run.waiting for run in open_runs)
    total = sum(run.total for run in open_runs)
    is_moving = any(run.status is RunStatus.RUNNING for run in open_runs)
    text = QCoreApplication.translate("Shell", "Bulk: {done} of {total}")
    return StatusCell(
        key="bulk",
        tone=Tone.RUN if is_moving else Tone.WARN,
        text=text.format(done=formats.count(done), total=formats.count(total)),
        tooltip=QCoreApplication.translate("Shell", "Show the bulk runs"),
    )


def gate_words(gate: GateState, now: datetime) -> str:
    """Return the sentence of the strip while nothing may be sent, empty while all is well."""
    if gate.is_open:
        return ""
    if gate.problem is not None:
        return texts.in_short(gate.problem)
    if now - gate.since < QUIET / 10:
        return ""
    return QCoreApplication.translate(
        "Shell", "Replicate has not answered yet whose token this is. Nothing can be started until it does."
    )


def kept_words(number: int, *, is_open: bool) -> str:
    """Return the sentence of the strip over the page, empty while nothing is kept."""
    if not number:
        return ""
    if is_open:
        return QCoreApplication.translate(
            "KeptLaunches",
            "%n launch(es) were kept while nothing could be sent to Replicate. Now they can be started.",
            "",
            number,
        )
    return QCoreApplication.translate(
        "KeptLaunches",
        "%n launch(es) wait until something can be sent to Replicate. No star is held for them.",
        "",
        number,
    )


def kept_action(*, is_open: bool) -> str:
    """Return the verb on the strip."""
    if is_open:
        return QCoreApplication.translate("KeptLaunches", "Start them…")
    return QCoreApplication.translate("KeptLaunches", "Show them…")


def offline_words(last_look: datetime | None, now: datetime, poll_interval_s: float) -> str:
    """Return the sentence of the strip when the last look is too long ago, empty while all is well."""
    if last_look is None or now - last_look < QUIET + timedelta(seconds=3 * poll_interval_s):
        return ""
    return QCoreApplication.translate(
        "Shell",
        "Replicate was not reached since {moment}, for {time}. What runs there goes on; this window shows it "
        "as it was.",
    ).format(moment=formats.short_moment(last_look, now), time=formats.duration(now - last_look))


def memory_words(risk: Risk | None, now: datetime) -> str:
    """Return the sentence of the strip while logs may be lost, empty while none is."""
    if risk is None:
        return ""
    left = risk.until - now
    if left <= timedelta():
        return QCoreApplication.translate(
            "Shell", "%n running training(s) not read for over an hour: Replicate may have deleted logs.", "",
            risk.trainings,
        )  # fmt: skip
    text = QCoreApplication.translate(
        "Shell",
        "%n running training(s) not read. If one has ended, Replicate may delete its log in {left}.",
        "",
        risk.trainings,
    )
    return text.format(left=formats.countdown(left))


def older_words(newer: int) -> str:
    """Return the sentence of the strip over a database that was put back, empty while it knows all."""
    if not newer:
        return ""
    return QCoreApplication.translate(
        "Shell",
        "This database is older than what Replicate shows: %n training(s) sent from here are not in it. "
        "Adopt them as stuck work.",
        "",
        newer,
    )


def sync_words(last_look: datetime | None, now: datetime) -> str:
    """Return when the trainings were last looked at."""
    if last_look is None:
        return QCoreApplication.translate("Shell", "Not synced yet")
    ago = formats.duration(max(now - last_look, timedelta()))
    return QCoreApplication.translate("Shell", "Last sync {time} ago").format(time=ago)


def sealing_words(state: ChainState) -> str:
    """Return what is wrong with the seal of the audit log; empty while new rows are sealed."""
    if state.is_outside_broken:
        return QCoreApplication.translate(
            "Shell",
            "The audit log is not the one that was here before: its copy outside the database knows rows "
            "that are missing. Check the log on the page “Audit”.",
        )
    return {
        Sealing.ON: "",
        Sealing.NO_KEY: QCoreApplication.translate(
            "Shell",
            "The audit log is written without a seal: this machine has neither its key nor a keyring to keep "
            "one in. Tampering goes unseen. Set STATIONMASTER_AUDIT_KEY and start again.",
        ),
        Sealing.BAD_KEY: QCoreApplication.translate(
            "Shell",
            "The audit log is written without a seal: its key cannot be read. It must be 64 hexadecimal "
            "characters. Tampering goes unseen.",
        ),
        Sealing.OTHER_KEY: QCoreApplication.translate(
            "Shell",
            "The audit log is written without a seal: the key of this machine is not the one that sealed it. "
            "Put the right key in place and start again.",
        ),
    }[state.sealing]


def closing_words(facts: ShellFacts) -> str:
    """Return what goes on and what waits when the window closes now; empty when nothing is under way."""
    counts, lines = facts.counts, []
    at_replicate = counts.running - counts.waiting
    if at_replicate:
        lines.append(
            QCoreApplication.translate(
                "Shell",
                "%n training(s) at Replicate go on there. Their stars stay held; the result is taken over "
                "at the next start.",
                "",
                at_replicate,
            )
        )
    if counts.waiting:
        lines.append(
            QCoreApplication.translate(
                "Shell",
                "%n training(s) not yet accepted by Replicate wait for the next start. Nothing is lost and "
                "nothing is charged twice.",
                "",
                counts.waiting,
            )
        )
    if facts.outbox.waiting:
        lines.append(
            QCoreApplication.translate(
                "Shell",
                "%n message(s) to customers wait in the outbox for the next start.",
                "",
                facts.outbox.waiting,
            )
        )
    return "\n\n".join(lines)
