"""Tests of gui/house.py: how everything outside the window stands, in words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from core.db.ledger_store import Totals
from core.domain.breaker import Circuit
from core.domain.memory import Risk
from core.domain.trainings import Status
from core.errors import BadToken, BillingNeeded
from core.gateways.replicate_objects import Account
from core.money import ZERO
from core.services.flow import FlowState
from core.services.gate import GateState
from core.services.notices import OutboxCounts
from core.services.trainings import Counts
from gui import formats, house
from gui.languages import Language, Languages
from gui.theme import Tone

NOW = datetime(2025, 11, 23, 12, 0, tzinfo=UTC)
ACME = Account(kind="organization", username="acme", name="Acme")


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """Words as an English window shows them."""
    languages = Languages(qapp, Language.EN)
    yield
    languages.take_off()
    languages.deleteLater()


def gate(*, is_open: bool = True, problem: BadToken | BillingNeeded | None = None) -> GateState:
    """Return a gate that has stood so for an hour."""
    since = NOW - timedelta(hours=1)
    return GateState(is_open=is_open, problem=problem, account=ACME, token_source="keyring", since=since)


def test_an_open_gate_says_nothing() -> None:
    """There is no strip while all is well."""
    assert house.gate_words(gate(), NOW) == ""


def test_a_shut_gate_says_why_and_what_to_do() -> None:
    """Reason and remedy are two sentences, also where the provider's words lack their full stop."""
    words = house.gate_words(gate(is_open=False, problem=BillingNeeded(detail="no credit")), NOW)
    assert words.startswith("Replicate wants payment first (402): no credit. Add credit")


def test_a_gate_that_is_not_tried_yet_is_given_a_moment() -> None:
    """At start nothing is said; if Replicate does not answer for a while it is."""
    untried = gate(is_open=False)
    assert house.gate_words(untried, untried.since + timedelta(seconds=1)) == ""
    assert "Nothing can be started" in house.gate_words(untried, NOW)


@pytest.mark.parametrize(
    ("circuit", "is_slowed", "words"),
    [
        (Circuit.CLOSED, False, ""),
        (Circuit.CLOSED, True, "Slowed by Replicate until {time}"),
        (Circuit.OPEN, True, "Replicate is broken: next try at {time}"),
        (Circuit.HALF_OPEN, False, "Replicate is broken: trying again"),
    ],
)
def test_the_flow_tells_when_the_next_try_is(circuit: Circuit, is_slowed: bool, words: str) -> None:
    """While all flows nothing is said; else why nothing is sent and until when."""
    is_flowing = circuit is Circuit.CLOSED and not is_slowed
    until = None if is_flowing else NOW
    state = FlowState(circuit=circuit, is_slowed=is_slowed, until=until, cause=None)
    assert house.flow_words(state) == words.format(time=formats.clock_time(NOW))


@pytest.mark.parametrize(("silent_s", "is_said"), [(0, False), (60, False), (104, False), (106, True)])
def test_silence_is_told_when_it_is_longer_than_usual(silent_s: int, is_said: bool) -> None:
    """A minute and three pauses without a look at the trainings is no longer usual."""
    words = house.offline_words(NOW - timedelta(seconds=silent_s), NOW, poll_interval_s=15)
    assert bool(words) == is_said
    since = formats.short_moment(NOW - timedelta(seconds=silent_s), NOW)
    assert not is_said or f"since {since}, for 1 min 46 s" in words


def test_before_the_first_look_nothing_is_amiss() -> None:
    """A program that has just started is not called offline."""
    assert house.offline_words(None, NOW, 15) == ""
    assert house.sync_words(None, NOW) == "Not synced yet"


def test_a_clock_set_back_shows_no_negative_time() -> None:
    """The last sync is never in the future."""
    assert house.sync_words(NOW + timedelta(hours=1), NOW) == "Last sync 0 s ago"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("keyring", "keyring"),
        ("environment REPLICATE_API_TOKEN", "environment REPLICATE_API_TOKEN"),
        (".env", ".env"),
        ("credential", "systemd credential"),
    ],
)
def test_sources_are_named(source: str, words: str) -> None:
    """Every source of a token has its words."""
    assert house.source_words(source) == words


@pytest.mark.parametrize(
    ("outbox", "words", "tone"),
    [
        (OutboxCounts(waiting=0, failed=0), "Outbox empty", Tone.OK),
        (OutboxCounts(waiting=3, failed=0), "Outbox: 3 waiting", Tone.WARN),
        (OutboxCounts(waiting=3, failed=1), "Outbox: 1 failed", Tone.BAD),
    ],
)
def test_the_outbox_tells_the_worst_first(outbox: OutboxCounts, words: str, tone: Tone) -> None:
    """Failed messages need a person, waiting ones only time."""
    assert (house.outbox_words(outbox), house.outbox_tone(outbox)) == (words, tone)


def facts(by_status: dict[Status, int], waiting_messages: int = 0) -> house.ShellFacts:
    """Return facts with these trainings."""
    counts = Counts(by_status=by_status, failed_today=0, held=Totals(held=ZERO, customers=ZERO))
    outbox = OutboxCounts(waiting=waiting_messages, failed=0)
    return house.ShellFacts(counts=counts, outbox=outbox, database_bytes=0)


def test_closing_says_nothing_when_nothing_is_under_way() -> None:
    """Ended trainings are no reason to ask."""
    assert house.closing_words(facts({Status.SUCCEEDED: 5, Status.FAILED: 2})) == ""


def test_closing_tells_what_goes_on_and_what_waits() -> None:
    """What is at Replicate goes on there; what is not, and the messages, wait for the next start."""
    words = house.closing_words(facts({Status.PROCESSING: 2, Status.UNKNOWN: 1}, waiting_messages=1))
    going_on, waiting, messages = words.split("\n\n")
    assert going_on.startswith("2 trainings at Replicate go on there.")
    assert waiting.startswith("1 training not yet accepted by Replicate waits")
    assert messages.startswith("1 message to a customer waits")


@pytest.mark.parametrize(
    ("ago_min", "words"),
    [
        (14, "not read. If one has ended, Replicate may delete its log in 46:00."),
        (75, "not read for over an hour: Replicate may have deleted logs."),
    ],
)
def test_logs_at_risk_are_told_with_the_time_that_is_left(ago_min: int, words: str) -> None:
    """How many, and until when the first is surely there; nothing while nothing is at risk."""
    risk = Risk(since=NOW - timedelta(minutes=ago_min), has_ended=False, trainings=2)
    told = house.memory_words(risk, NOW)
    assert told.startswith("2 running training")
    assert told.endswith(words)
    assert house.memory_words(None, NOW) == ""


def test_a_database_that_is_older_is_told_with_what_is_missing() -> None:
    """How many trainings Replicate has that are not in it, and where to put it right."""
    words = house.older_words(2)
    assert "older than what Replicate shows: 2 training" in words
    assert words.endswith("Adopt them as stuck work.")
    assert house.older_words(0) == ""
