"""The inbox: stored raw first, proved, done once, answered after; and what can go wrong between."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from core.db import audit_store, database, inbox_store, provider_state_store
from core.db.database import Tx
from core.domain.event_text import event_text
from core.domain.inbox import REDACTED, InboxFilter, InboxRow, InboxSource, InboxVerdict, LineKind
from core.domain.payments import PaymentStatus, Verdict
from core.domain.people import Operator, Role
from core.domain.providers import Notice, PreCheckout
from core.errors import BadSignature, DatabaseLocked, DiskFull, InputError, NotAllowed
from core.gateways.providers.shape import MAX_NOTICE_BYTES
from core.money import Money, Stars
from core.services import inbox_work
from core.services.inbox_list import InboxList
from core.services.process_payment import Outcome
from tests.core.services.inbox_house import ADMIN, ANNA, House, join, open_house
from tests.fakes import acme, till
from tests.fakes.station import FastClock


@pytest.fixture(autouse=True)
def _not_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the database not wait for the disk: nothing here pulls the plug."""
    monkeypatch.setitem(database._PRAGMAS, "synchronous", "off")


@pytest.fixture
async def house(tmp_path: Path, fast_clock: FastClock) -> AsyncIterator[House]:
    """A house of its own."""
    opened = await open_house(tmp_path, fast_clock)
    yield opened
    await opened.db.close()


async def fresh(house: House, row_id: str) -> InboxRow:
    return await house.inbox.row(row_id)


async def test_tb1_a_valid_notice_completes(house: House) -> None:
    """Stored, proved, credited, answered; the row says what it did and the payment names the row."""
    made = await house.invoice()
    got = await house.deliver(acme.paid(made), delivery="abc")
    assert (got.answer.status, got.answer.body) == (200, "OKabc")
    assert got.row.verdict is InboxVerdict.DONE
    assert {what for what, _ in got.row.effects} == {"payment", "invoice", "transfer"}
    assert await house.balance() == Stars.of(217)
    assert [one.inbox_id for one in await house.payments()] == [got.row.id]


@pytest.mark.parametrize("missing", ["kind", "id"])
async def test_tb2_a_missing_field_is_refused_with_400(house: House, missing: str) -> None:
    """Nothing is credited and the notice is kept with the reason."""
    event = acme.paid(await house.invoice())
    del event[missing]
    got = await house.deliver(event)
    assert (got.answer.status, got.row.verdict) == (400, InboxVerdict.REFUSED)
    assert missing in got.row.detail
    assert await house.payments() == []


async def test_t5_tb3_b6_wrong_signature_is_refused(house: House) -> None:
    """400, kept, one line on the work list; one byte changed is enough."""
    good = acme.notice(acme.paid(await house.invoice()))
    bad = acme.notice(body=good.body.replace(b"paid", b"PAID"), headers=dict(good.headers))
    got = await house.send(bad)
    assert (got.answer.status, got.row.verdict) == (400, InboxVerdict.REFUSED)
    assert await house.balance() == Stars(0)
    assert got.row.body == bad.body


async def test_tb4_the_case_of_the_hex_digits_does_not_matter(house: House) -> None:
    """A signature in capital letters is the same signature, and its header in any case too."""
    good = acme.notice(acme.paid(await house.invoice()))
    loud = {name.upper(): text.upper() for name, text in good.headers.items()}
    assert (await house.send(acme.notice(body=good.body, headers=loud))).row.verdict is InboxVerdict.DONE


async def test_tb5_unknown_extra_fields_are_ignored(house: House) -> None:
    """What a provider adds tomorrow does not stop its notices."""
    got = await house.deliver(acme.paid(await house.invoice(), colour="blue"))
    assert got.row.verdict is InboxVerdict.DONE


@pytest.mark.parametrize("number", ["12", 10**30, -1, 2**31, 2**62])
async def test_tb9_an_id_that_can_be_none_of_ours_never_crashes(house: House, number: object) -> None:
    """It is refused, or kept in quarantine as money for an unknown invoice."""
    made = await house.invoice()
    got = await house.deliver(acme.paid(made, invoice=number))
    assert got.row.verdict in (InboxVerdict.REFUSED, InboxVerdict.QUARANTINED)
    assert await house.balance() == Stars(0)


async def test_tb10_a_test_notice_is_refused_in_production_and_leaves_room_for_the_real_one(
    house: House,
) -> None:
    """It stands in quarantine as TEST, answered 400; live money under the same id is credited (B12)."""
    made = await house.invoice()
    test = acme.notice(acme.paid(made, test=True), delivery="t")
    assert [(await house.send(test)).answer.status for _ in range(2)] == [400, 400]
    [kept] = await house.payments()
    assert (kept.status, kept.verdict, kept.is_test) == (PaymentStatus.QUARANTINED, Verdict.TEST, True)
    assert (await house.deliver(acme.paid(made), delivery="live")).row.verdict is InboxVerdict.DONE
    assert await house.balance() == Stars.of(217)


async def test_tb11_the_raw_notice_is_stored_before_anything_is_done(house: House) -> None:
    """Whatever the provider's code does, the bytes are in the file by then, without the secrets."""
    seen: list[list[tuple[Any, ...]]] = []

    def look() -> None:
        with sqlite3.connect(house.db.path) as other:
            seen.append(other.execute("SELECT body, verdict, headers FROM inbox").fetchall())

    house.acme.on_read = look
    made = await house.invoice()
    good = acme.notice(acme.paid(made))
    secret = {"Authorization": "Basic c2VjcmV0", "X-Secret-Token": "hush", "X-Trace": "7"}
    await house.send(
        acme.notice(body=good.body, headers={**good.headers, **secret}, source_address="1.2.3.4")
    )
    [(body, verdict, headers)] = seen[0]
    assert (bytes(body), verdict) == (good.body, "received")
    assert "c2VjcmV0" not in headers
    assert "hush" not in headers
    [row_id] = [row[0] for row in await house.rows("SELECT id FROM inbox")]
    row = await fresh(house, row_id)
    assert row.headers["authorization"] == row.headers["x-secret-token"] == REDACTED
    assert (row.headers["x-trace"], row.source_address) == ("7", "1.2.3.4")
    assert row.headers["x-acme-signature"] == acme.signature(good.body)


@pytest.mark.parametrize("step", ["keep", "process"])
async def test_t8_tb12_b7_a_database_error_gives_no_ok_and_a_later_delivery_completes(
    house: House, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading or writing fails: no answer leaves; delivered again, it is credited once (T8)."""
    made = await house.invoice()
    note = acme.notice(acme.paid(made))
    with monkeypatch.context() as broken:

        def fail(*_: object, **__: object) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        broken.setattr(inbox_work, step, fail)
        with pytest.raises(sqlite3.OperationalError):
            await house.send(note)
    assert await house.balance() == Stars(0)
    assert (await house.send(note)).answer.body == "OKd1"
    assert await house.balance() == Stars.of(217)


async def test_tb13_b13_an_unexpected_exception_gives_no_ok(house: House, fast_clock: FastClock) -> None:
    """A bug passes to whoever asked; the row stays, is tried again later and done when the bug is gone."""
    made = await house.invoice()
    house.acme.breaks_with = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError):
        await house.deliver(acme.paid(made))
    fast_clock.jump(seconds=6)
    with pytest.raises(ZeroDivisionError):
        await house.inbox.work_due()
    house.acme.breaks_with = None
    assert await house.inbox.work_due() == 0, "the try was counted before it was made"
    fast_clock.jump(seconds=60)
    assert await house.inbox.work_due() == 1
    assert await house.balance() == Stars.of(217)


async def test_tb14_a_huge_body_is_cut_and_refused(house: House) -> None:
    """Its beginning is kept, its length is said, it is never read, and again it is only counted."""
    huge = acme.notice(body=b"x" * (MAX_NOTICE_BYTES + 1), headers={})
    first, second = await house.send(huge), await house.send(huge)
    assert (first.answer.status, first.row.verdict) == (400, InboxVerdict.REFUSED)
    assert (len(first.row.body), first.row.length_bytes) == (4096, MAX_NOTICE_BYTES + 1)
    assert (await fresh(house, second.row.id)).deliveries == 2
    with pytest.raises(InputError):
        await house.inbox.reprocess(first.row.id, ADMIN)


async def test_td1_a_duplicate_is_counted_and_answered_as_the_first(house: House) -> None:
    """No second credit, no second message, no second row."""
    note = acme.notice(acme.paid(await house.invoice()))
    answers = [(await house.send(note)).answer.body for _ in range(3)]
    assert answers == ["OKd1"] * 3
    assert await house.rows("SELECT deliveries, verdict FROM inbox") == [(3, "done")]
    assert await house.rows("SELECT COUNT(*) FROM outbox") == [(1,)]
    assert await house.balance() == Stars.of(217)


async def test_td2_eight_parallel_deliveries_have_one_effect(house: House) -> None:
    """All are answered OK; one credits."""
    note = acme.notice(acme.paid(await house.invoice()))
    got = await asyncio.gather(*(house.send(note) for _ in range(8)))
    assert {one.answer.body for one in got} == {"OKd1"}
    assert await house.balance() == Stars.of(217)
    assert await house.rows("SELECT deliveries FROM inbox") == [(8,)]


async def test_td3_the_same_id_with_another_sum_is_an_alarm(house: House) -> None:
    """Nothing changes, the row is a conflict on the work list; repeating it adds nothing (T18)."""
    made = await house.invoice()
    await house.deliver(acme.paid(made), delivery="a")
    got = await house.deliver(acme.paid(made, sum="1.00"), delivery="b")
    assert (got.row.verdict, got.answer.status) == (InboxVerdict.CONFLICT, 200)
    await house.inbox.reprocess(got.row.id, ADMIN)
    assert await house.balance() == Stars.of(217)
    assert await house.rows("SELECT COUNT(*) FROM audit WHERE action = 'payment.conflict'") == [(1,)]


async def test_td6_webhook_and_poll_tell_the_same_once(house: House) -> None:
    """Whichever is first credits; the other is a duplicate, and the cursor moves on with what was stored."""
    one, two = await house.invoice(), await house.invoice()
    house.acme.news = [acme.event_from(acme.paid(one)), acme.event_from(acme.paid(two))]
    await house.deliver(acme.paid(one))
    assert await house.inbox.poll_due() == 2
    assert await house.inbox.poll_due() == 0
    found = await house.rows("SELECT source, verdict FROM inbox ORDER BY id")
    assert found == [("webhook", "done"), ("poll", "duplicate"), ("poll", "done")]
    assert await house.db.read(lambda: provider_state_store.cursor(acme.NAME)) == "2"
    assert await house.balance() == Stars.of(434)


async def test_a_poll_that_fails_says_why_and_forgets_nothing(house: House) -> None:
    """The cursor stays; the next poll brings it all."""
    made = await house.invoice()
    house.acme.news = [acme.event_from(acme.paid(made))]
    house.acme.is_down = True
    assert await house.inbox.poll_due() == 0
    assert "no route" in (await house.rows("SELECT poll_error FROM provider_state"))[0][0]
    house.acme.is_down = False
    assert await house.inbox.poll_due() == 1
    assert await house.balance() == Stars.of(217)


async def test_td9_a_locked_database_is_a_clean_refusal(
    tmp_path: Path, fast_clock: FastClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No OK while another program holds the file, nothing half done, and a later delivery completes."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    house = await open_house(tmp_path, fast_clock)
    note = acme.notice(acme.paid(await house.invoice()))
    with sqlite3.connect(house.db.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked):
            await house.send(note)
        other.rollback()
    assert await house.rows("SELECT COUNT(*) FROM inbox") == [(0,)]
    assert (await house.send(note)).answer.body == "OKd1"
    assert await house.balance() == Stars.of(217)
    await house.db.close()


async def test_i5_a_full_disk_before_commit_gives_no_ok(house: House) -> None:
    """The provider keeps what we could not keep."""
    made = await house.invoice()
    pages = (await house.rows("PRAGMA page_count"))[0][0]
    writer = inbox_store.Row._meta.database

    def limit(_tx: Tx, most: int) -> None:
        writer.execute_sql(f"PRAGMA max_page_count = {most}")

    await house.db.write(lambda tx: limit(tx, pages))
    event = acme.paid(made, colour="b" * 200_000)
    with pytest.raises(DiskFull):
        await house.deliver(event)
    await house.db.write(lambda tx: limit(tx, 10**6))
    assert await house.rows("SELECT COUNT(*) FROM inbox") == [(0,)]
    assert (await house.deliver(event)).answer.status == 200
    assert await house.balance() == Stars.of(217)


async def test_what_cannot_be_confirmed_now_is_later_and_tried_again(
    house: House, fast_clock: FastClock
) -> None:
    """No OK while the provider does not answer; the loop confirms it with growing pauses (T23)."""
    made = await house.invoice()
    house.acme.is_down = True
    got = await house.deliver(acme.paid(made))
    assert (got.row.verdict, got.answer.status) == (InboxVerdict.LATER, 503)
    pauses = []
    for _ in range(4):
        row = await fresh(house, got.row.id)
        assert row.next_try_at is not None
        pauses.append((row.next_try_at - fast_clock.now()).total_seconds())
        fast_clock.jump(seconds=max(0.0, pauses[-1]) + 1)
        assert await house.inbox.work_due() == 1
    assert pauses == sorted(pauses)
    house.acme.is_down = False
    fast_clock.jump(hours=1)
    assert await house.inbox.work_due() == 1
    assert (await fresh(house, got.row.id)).verdict is InboxVerdict.DONE
    assert await house.balance() == Stars.of(217)


async def test_a_stranger_who_sends_first_cannot_take_the_place_of_the_real_notice(house: House) -> None:
    """Other bytes under the same delivery id are a row of their own, before and after the real one."""
    made = await house.invoice()
    real = acme.notice(acme.paid(made), delivery="evt")
    forged = acme.notice(body=real.body.replace(b"paid", b"PAID"), headers=dict(real.headers))
    assert (await house.send(forged)).answer.status == 400
    assert (await house.send(real)).answer.body == "OKevt"
    assert (await house.send(forged)).answer.status == 400
    assert (await house.send(real)).answer.body == "OKevt"
    assert sorted(await house.rows("SELECT verdict, deliveries FROM inbox")) == [("done", 2), ("refused", 2)]


async def test_a_copy_with_a_bad_signature_does_not_stand_for_the_good_one(house: House) -> None:
    """The same bytes unproved are refused; proved they are a row of their own that can be done again."""
    real = acme.notice(acme.paid(await house.invoice()))
    await house.send(acme.notice(body=real.body, headers={"x-acme-signature": "00"}))
    good = await house.send(real)
    assert good.row.verdict is InboxVerdict.DONE
    assert (await house.inbox.reprocess(good.row.id, ADMIN)).verdict is InboxVerdict.DONE


async def test_a_series_of_refusals_is_one_alarm(house: House, fast_clock: FastClock) -> None:
    """Forged notices are one line of the work list and one row of the audit, and one click ends it."""
    made = await house.invoice()
    for number in range(30):
        await house.send(acme.notice(acme.paid(made), delivery=f"f{number}", headers={}))
    listed = InboxList(house.db)
    lines = [line for _, line in await listed.todo(InboxFilter(), None, 100)]
    assert [(line.kind, line.deliveries) for line in lines] == [(LineKind.ALARM, 30)]
    assert (await listed.counts()).todo == 1
    assert len(await house.db.read(lambda: audit_store.of_subject("provider", acme.NAME))) == 1
    assert await listed.mark_series_seen(acme.NAME, ADMIN) == 30
    assert (await listed.counts()).todo == 0
    await house.send(acme.notice(acme.paid(made), delivery="later", headers={}))
    assert (await listed.counts()).refused == 1


async def test_a_refund_that_comes_before_its_payment_waits_for_it(
    house: House, fast_clock: FastClock
) -> None:
    """Out of order they end as in order: credited, then taken back (R10)."""
    made = await house.invoice()
    back = acme.paid(made, kind="refunded", refund="r1")
    early = await house.deliver(back, delivery="r")
    assert early.row.verdict is InboxVerdict.CONFLICT
    await house.deliver(acme.paid(made), delivery="p")
    fast_clock.jump(seconds=1)
    assert await house.inbox.work_due() == 1
    assert (await fresh(house, early.row.id)).verdict is InboxVerdict.DONE
    assert await house.balance() == Stars(0)
    assert [one.status for one in await house.payments()] == [PaymentStatus.REFUNDED]


async def test_all_events_of_a_notice_are_done_together(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One transaction: if the second cannot be done, the first is undone too."""
    one, two = await house.invoice(), await house.invoice()
    real = inbox_work.process_payment

    def second_fails(tx: Tx, event: Any, actor: str, **more: Any) -> Any:
        if event.invoice_number == two.number:
            raise ZeroDivisionError
        return real(tx, event, actor, **more)

    with monkeypatch.context() as broken:
        broken.setattr(inbox_work, "process_payment", second_fails)
        with pytest.raises(ZeroDivisionError):
            await house.deliver(acme.paid(one), acme.paid(two))
    assert await house.balance() == Stars(0)
    assert (await house.deliver(acme.paid(one), acme.paid(two))).row.verdict is InboxVerdict.DONE
    assert await house.balance() == Stars.of(434)


async def test_processing_again_adds_nothing(house: House) -> None:
    """A settled row done again leaves every table as it was, byte for byte (N6)."""
    made = await house.invoice()
    rows = [
        (await house.deliver(acme.paid(made), delivery="a")).row,
        (await house.deliver(acme.paid(made, id="shop:x", sum="1.00"), delivery="b")).row,
        (await house.deliver(acme.paid(made, sum="2.00"), delivery="c")).row,
        (await house.deliver(acme.paid(made, kind="failed"), delivery="d")).row,
        (await house.deliver(delivery="e")).row,
    ]
    before = await dump(house)
    for _ in range(3):
        for row in reversed(rows):
            assert (await house.inbox.reprocess(row.id, ADMIN)).verdict is row.verdict
    assert await dump(house) == before


async def dump(house: House) -> list[str]:
    with sqlite3.connect(house.db.path) as other:
        return list(other.iterdump())


async def test_what_would_this_do_tells_it_and_does_nothing(house: House) -> None:
    """The same code in a transaction that is undone: outcome, customer, balance before and after."""
    made = await house.invoice("plan.neurophoto")
    house.acme.is_down = True
    got = await house.deliver(acme.paid(made))
    house.acme.is_down = False
    before = await dump(house)
    [foreseen] = await house.inbox.what_would_it_do(got.row.id)
    assert (foreseen.outcome, foreseen.verdict) == (Outcome.CREDITED, Verdict.CREDIT)
    assert (foreseen.customer_id, foreseen.plan, foreseen.stars) == (ANNA, "neurophoto", Stars.of(476))
    assert (foreseen.balance_before, foreseen.balance_after) == (Stars(0), Stars.of(476))
    assert foreseen.wanted == Money.parse("1110.00", "RUB")
    assert await dump(house) == before
    await house.inbox.reprocess(got.row.id, ADMIN)
    [again] = await house.inbox.what_would_it_do(got.row.id)
    assert again.outcome is Outcome.DUPLICATE


async def test_a_refused_notice_is_done_when_its_key_was_mended(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processing again after the right key was entered credits it; the audit knows who asked for it."""
    made = await house.invoice()
    note = acme.notice(acme.paid(made))
    with monkeypatch.context() as wrong:
        wrong.setattr(acme, "KEY", b"another")
        got = await house.send(note)
        with pytest.raises(BadSignature):
            await house.inbox.what_would_it_do(got.row.id)
        assert (await house.inbox.reprocess(got.row.id, ADMIN)).verdict is InboxVerdict.REFUSED
    assert (await house.inbox.reprocess(got.row.id, ADMIN)).verdict is InboxVerdict.DONE
    [deed] = await house.db.read(lambda: audit_store.of_subject("inbox", got.row.id))
    assert (deed.actor, deed.action) == ("Olga", "inbox.reprocess")


async def test_a_settled_row_is_never_made_worse(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Done stays done, though it cannot be proved any more."""
    got = await house.deliver(acme.paid(await house.invoice()))
    monkeypatch.setattr(acme, "KEY", b"another")
    with pytest.raises(BadSignature):
        await house.inbox.reprocess(got.row.id, ADMIN)
    assert (await fresh(house, got.row.id)).verdict is InboxVerdict.DONE


async def test_b14_what_was_stored_before_a_crash_is_taken_up_by_the_next_start(
    house: House, fast_clock: FastClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stored and not processed, then another process: its loop does it."""
    made = await house.invoice()

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(inbox_work, "process", die)
        with pytest.raises(KeyboardInterrupt):
            await house.deliver(acme.paid(made))
    restarted = join(house.db, fast_clock)
    fast_clock.jump(seconds=6)
    assert await restarted.inbox.work_due() == 1
    assert await house.balance() == Stars.of(217)


@pytest.mark.parametrize("source", [InboxSource.POLL, InboxSource.STATEMENT])
async def test_nobody_brings_in_from_outside_what_needs_no_proof(house: House, source: InboxSource) -> None:
    """An event in our own words, told as if we had asked for it ourselves, is refused and not stored."""
    made = await house.invoice()
    forged = Notice(body=event_text(till.paid(made)).encode())
    with pytest.raises(InputError):
        await house.inbox.add(acme.NAME, forged, source=source, operator=ADMIN)
    assert await house.rows("SELECT id FROM inbox") == []
    assert await house.balance() == Stars(0)


async def test_pasting_needs_the_right_and_something_to_paste(house: House) -> None:
    """A viewer may look; an empty paste is said to be empty."""
    note = acme.notice(acme.paid(await house.invoice()))
    viewer = Operator(id="v", name="Vera", role=Role.VIEWER)
    with pytest.raises(NotAllowed):
        await house.inbox.add(acme.NAME, note, source=InboxSource.PASTE, operator=viewer)
    empty = acme.notice(body=b" \n")
    with pytest.raises(InputError):
        await house.inbox.add(acme.NAME, empty, source=InboxSource.PASTE, operator=ADMIN)
    row = await house.inbox.add(acme.NAME, note, source=InboxSource.PASTE, operator=ADMIN)
    assert (row.verdict, row.source, row.actor) == (InboxVerdict.DONE, InboxSource.PASTE, "Olga")


async def test_the_work_list_has_the_quarantine_first(house: House) -> None:
    """Quarantine, then conflicts, refused, waiting; pages join without gap or double."""
    made = await house.invoice()
    await house.deliver(acme.paid(made, id="q1", sum="1.00"), delivery="q1")
    await house.deliver(acme.paid(made, id="q2", sum="2.00"), delivery="q2")
    await house.send(acme.notice(acme.paid(made), delivery="r", headers={}))
    await house.deliver(acme.paid(made, id="q1", sum="3.00"), delivery="c")
    house.acme.is_down = True
    await house.deliver(acme.paid(made), delivery="l")
    listed = InboxList(house.db)
    whole = await listed.todo(InboxFilter(), None, 100)
    assert [line.verdict.value for _, line in whole] == [
        "quarantined", "quarantined", "conflict", "refused", "later",
    ]  # fmt: skip
    assert [line.why for _, line in whole[:2]] == [Verdict.UNDERPAID, Verdict.UNDERPAID]
    paged, last = [], None
    while page := await listed.todo(InboxFilter(), last, 2):
        paged += page
        last = page[-1][0]
    assert paged == whole
    found = await listed.todo(InboxFilter(text="Q2"), None, 100)
    assert [line.payment_id for _, line in found] == [whole[0][1].payment_id]
    assert len(await listed.page(InboxFilter(verdicts=frozenset({InboxVerdict.REFUSED})), None, 9)) == 1
    await listed.mark_seen(whole[3][1].inbox_id, ADMIN)
    assert (await listed.counts()).refused == 0


class Asking(acme.Acme):
    """Acme as Telegram: it asks before it takes money. `answers` are what it heard."""

    name = "telegram"

    def __init__(self) -> None:
        """Hear nothing yet."""
        super().__init__()
        self.answers: list[str] = []

    async def pre_checkout(self, notice: Notice) -> PreCheckout | None:
        """Ask about an invoice that nobody made."""
        return PreCheckout(
            query_id="q", bot="b", payer_id=ANNA, payer_language="en", amount=None, invoice_number=99
        )

    async def answer_pre_checkout(self, asked: PreCheckout, problem: str = "") -> None:
        """Hear the answer."""
        self.answers.append(problem)


async def test_th11_the_question_before_a_payment_is_answered_on_its_way_into_the_inbox(
    house: House, fast_clock: FastClock
) -> None:
    """Answered at once and kept with what was said; a pasted one, asked long ago, is only kept."""
    asking = join(house.db, fast_clock, build=Asking)
    assert isinstance(asking.acme, Asking)
    got = await asking.inbox.receive("telegram", acme.notice())
    assert (got.row.verdict, got.row.detail) == (InboxVerdict.IGNORED, "pre-checkout: unknown")
    assert len(asking.acme.answers) == 1
    await asking.inbox.receive("telegram", acme.notice(delivery="d2"), source=InboxSource.PASTE)
    assert len(asking.acme.answers) == 1
