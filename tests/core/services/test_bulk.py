"""Bulk deeds: what was shown is what is done, each row once, stopped at any moment, within the caps."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from core.domain.bulk import BulkKind, BulkRun, BulkTerms, BulkWish, ItemState, RunStatus, Why
from core.domain.people import Operator, Role
from core.domain.trainings import Status
from core.errors import AlreadyDone, BadToken, InputError, NotAllowed, PlanChanged
from core.events import Change
from core.ids import new_id
from core.money import Stars
from core.services.bulk import Bulk
from tests.core.conftest import OpenStation
from tests.fakes.hands import know
from tests.fakes.station import ANNA, FastClock, Station, until


@pytest.fixture
async def calm(opened: OpenStation) -> AsyncIterator[Station]:
    """A core that retries nothing by itself and whose clock goes as ours."""
    async with opened(clock=FastClock(1), auto_retry=False) as station:
        yield station


def wish(kind: BulkKind, ids: Sequence[str], **more: object) -> BulkWish:
    """Return a run over these rows."""
    return replace(BulkWish(run_id=new_id(), kind=kind, ids=tuple(ids), reason="for the test"), **more)


async def trainings(station: Station, *triggers: str) -> list[str]:
    """Let a training of each kind end, each of a customer of its own with 500 stars."""
    ids = []
    for number, trigger in enumerate(triggers):
        await station.customer(ANNA + number)
        ids.append(await station.launch(trigger, customer_id=ANNA + number, model=f"neuro-{number}"))
    for one, trigger in zip(ids, triggers, strict=True):
        if trigger != "STUCK":
            await station.ended(one)
        else:
            await station.reached(one, lambda attempt: attempt.status is Status.PROCESSING)
    return ids


async def started(station: Station, asked: BulkWish, operator: Operator | None = None) -> BulkRun:
    """Look and start."""
    who = operator or station.admin
    seen = await station.core.bulk.preview(asked, who)
    return await station.core.bulk.start(asked, seen.digest, who)


async def over(station: Station, run_id: str) -> BulkRun:
    """Wait for the end of a run."""

    async def is_over() -> bool:
        return (await station.core.bulk.run(run_id)).status.is_over

    await until(is_over)
    return await station.core.bulk.run(run_id)


async def test_n3_a_preview_of_retries_is_what_is_done(calm: Station) -> None:
    """Verdicts, stars, messages and cost are told before, nothing has moved, and then just that happens."""
    ids = await trainings(calm, "FAIL_PLATFORM", "ANNA_TOK", "FAIL_NSFW", "FAIL_PLATFORM", "STUCK")
    await calm.launch("STUCK", customer_id=ANNA + 3, model="neuro-poor")  # 280 left
    await calm.launch("STUCK", customer_id=ANNA + 3, model="neuro-poorer")  # 60 left
    asked = wish(BulkKind.RETRY, [*ids, "no-such-training"], filter_words="failed today")
    before = [(await calm.balance(ANNA + n)) for n in range(5)]
    seen = await calm.core.bulk.preview(asked, calm.admin)
    assert [row.why for row in seen.rows] == [
        None,
        Why.SUCCEEDED,
        Why.NEEDS_CHANGE,
        Why.NOT_ENOUGH,
        Why.RUNS,
        Why.GONE,
    ]
    assert (seen.totals.done, seen.totals.left_out, seen.totals.held) == (1, 5, Stars.of(220))
    assert (seen.totals.messages, seen.totals.cost_micro_usd > 0) == (1, True)
    assert [(await calm.balance(ANNA + n)) for n in range(5)] == before
    run = await calm.core.bulk.start(asked, seen.digest, calm.admin)
    run = await over(calm, run.id)
    assert (run.status, run.done, run.skipped, run.failed) == (RunStatus.DONE, 1, 5, 0)
    rows = await calm.core.bulk.rows(run.id)
    assert [row.why for row in rows] == [row.why for row in seen.rows]
    assert rows[0].state is ItemState.DONE
    assert (await calm.attempt(ids[0])).number == 2
    assert [(await calm.attempt(one)).number for one in ids[1:]] == [1, 1, 1, 1]
    assert await calm.findings() == []


async def test_n3_a_start_is_refused_if_anything_moved(calm: Station) -> None:
    """One of the rows was retried meanwhile: nothing is done until somebody has looked again."""
    ids = await trainings(calm, "FAIL_OOM", "FAIL_OOM")
    asked = wish(BulkKind.RETRY, ids, terms=BulkTerms(with_hopeless=True))
    seen = await calm.core.bulk.preview(asked, calm.admin)
    other = await started(calm, wish(BulkKind.RETRY, ids[:1], terms=BulkTerms(with_hopeless=True)))
    await over(calm, other.id)
    with pytest.raises(PlanChanged):
        await calm.core.bulk.start(asked, seen.digest, calm.admin)
    assert len(await calm.core.bulk.runs()) == 1
    await calm.ended(ids[0])
    seen = await calm.core.bulk.preview(asked, calm.admin)
    run = await calm.core.bulk.start(asked, seen.digest, calm.admin)
    assert (await calm.core.bulk.start(asked, seen.digest, calm.admin)).id == run.id
    assert (await over(calm, run.id)).done == 2
    assert (await calm.attempt(ids[0])).number == 3


async def test_two_retries_of_one_purse_are_counted_together(calm: Station) -> None:
    """A customer with stars for one of two failed trainings: the second row says so before and after."""
    await calm.customer(stars=300)
    first = await calm.launch("FAIL_PLATFORM", model="neuro-a")
    await calm.ended(first)
    second = await calm.launch("FAIL_PLATFORM", model="neuro-b")
    await calm.ended(second)
    asked = wish(BulkKind.RETRY, [first, second])
    seen = await calm.core.bulk.preview(asked, calm.admin)
    assert [row.why for row in seen.rows] == [None, Why.NOT_ENOUGH]
    run = await over(calm, (await calm.core.bulk.start(asked, seen.digest, calm.admin)).id)
    assert (run.done, run.skipped) == (1, 1)


async def test_free_retries_need_the_right_and_hold_nothing(calm: Station) -> None:
    """Support may not let us pay for all; who may, holds no star."""
    ids = await trainings(calm, "FAIL_PLATFORM")
    asked = wish(BulkKind.RETRY, ids, terms=BulkTerms(is_free=True))
    support = await colleague(calm, Role.SUPPORT)
    seen = await calm.core.bulk.preview(asked, support)
    assert [row.why for row in seen.rows] == [Why.FREE_NOT_ALLOWED]
    with pytest.raises(NotAllowed):
        await calm.core.bulk.start(asked, seen.digest, support)
    run = await over(calm, (await started(calm, asked)).id)
    assert (run.done, run.stars) == (1, Stars.of(0))
    assert await calm.balance() == Stars.of(500)


async def test_cancels_give_back_what_was_held(calm: Station) -> None:
    """Running ones are cancelled, ended ones left alone."""
    ids = await trainings(calm, "STUCK", "FAIL_OOM")
    asked = wish(BulkKind.CANCEL, ids)
    seen = await calm.core.bulk.preview(asked, calm.admin)
    assert [row.why for row in seen.rows] == [None, Why.ENDED]
    assert seen.totals.released == Stars.of(220)
    await over(calm, (await calm.core.bulk.start(asked, seen.digest, calm.admin)).id)
    assert (await calm.ended(ids[0])).row.status is Status.CANCELED
    assert await calm.balance() == Stars.of(500)


async def test_refunds_within_the_caps_go_back_once(calm: Station) -> None:
    """A settled charge goes back whole, once; a failed one has nothing to give; a second run does nothing."""
    ids = await trainings(calm, "ANNA_TOK", "FAIL_OOM")
    seen = await calm.core.bulk.preview(wish(BulkKind.REFUND, ids, reason=""), calm.admin)
    assert [row.why for row in seen.rows] == [None, Why.NOTHING_TAKEN]
    assert (seen.totals.refunded, seen.needs_second) == (Stars.of(220), False)
    run = await started(calm, wish(BulkKind.REFUND, ids))
    assert (await over(calm, run.id)).done == 1
    assert await calm.balance() == Stars.of(500)
    assert await calm.findings() == []
    again = wish(BulkKind.REFUND, ids)
    seen = await calm.core.bulk.preview(again, calm.admin)
    with pytest.raises(InputError):
        await calm.core.bulk.start(again, seen.digest, calm.admin)


async def test_refunds_above_the_sum_of_the_caps_wait_for_a_second_person(calm: Station) -> None:
    """Each of three would do alone, their sum would not: nobody has a star until a second person agrees."""
    ids = await trainings(calm, *["ANNA_TOK"] * 3)
    senior = await colleague(calm, Role.SENIOR)
    caps = await calm.core.deeds.caps()
    cap = next(one for one in caps if (one.role, one.kind.value) == (Role.SENIOR, "refund_stars"))
    await calm.core.deeds.set_cap(
        replace(cap, action=Stars.of(440)), reason="smaller for the test", operator=calm.admin
    )
    asked = wish(BulkKind.REFUND, ids)
    seen = await calm.core.bulk.preview(asked, senior)
    assert (seen.needs_second, seen.totals.refunded) == (True, Stars.of(660))
    run = await calm.core.bulk.start(asked, seen.digest, senior)
    assert run.status is RunStatus.ASKED
    await calm.core.bulk.drive_open()
    assert await calm.balance() == Stars.of(280)
    (approval,) = await calm.core.approvals.page(is_open=True)
    await calm.core.approvals.approve(
        approval.id, plan_hash=approval.plan_hash, reason="looked at it", operator=calm.admin
    )
    assert (await over(calm, run.id)).done == 3
    assert [await calm.balance(ANNA + n) for n in range(3)] == [Stars.of(500)] * 3
    two = await calm.core.bulk.preview(wish(BulkKind.REFUND, ids[:1]), senior)
    assert not two.needs_second


async def test_a_hold_that_outlived_its_attempt_is_released(calm: Station) -> None:
    """An ended training whose stars are still in escrow, as a restored copy may show: they go home."""
    ids = await trainings(calm, "STUCK")
    with closing(sqlite3.connect(calm.core.paths.database_file, timeout=5)) as db:
        db.execute("UPDATE attempt SET status = 'failed', step = 'finished', completed_at = created_at")
        db.execute("UPDATE training SET status = 'failed', is_active = 0")
        db.commit()
    asked = wish(BulkKind.REFUND, ids)
    seen = await calm.core.bulk.preview(asked, calm.admin)
    assert seen.totals.released == Stars.of(220)
    run = await calm.core.bulk.start(asked, seen.digest, calm.admin)
    assert (await over(calm, run.id)).done == 1
    assert await calm.balance() == Stars.of(500)
    assert await calm.findings() == []


async def test_customers_are_told_once_in_their_language(calm: Station) -> None:
    """Two trainings of one customer are one message; the text is the operator's."""
    ids = await trainings(calm, "FAIL_OOM", "FAIL_OOM")
    third = await calm.launch("FAIL_OOM", model="neuro-third")
    await calm.ended(third)
    with pytest.raises(InputError):
        await calm.core.bulk.preview(wish(BulkKind.NOTIFY, ids), calm.admin)
    terms = BulkTerms(text_ru="Починили <всё>", text_en="It is <mended>")
    asked = wish(BulkKind.NOTIFY, [*ids, third], terms=terms)
    seen = await calm.core.bulk.preview(asked, calm.admin)
    assert ([row.why for row in seen.rows], seen.totals.messages) == ([None, None, Why.TOLD_BEFORE], 2)
    run = await over(calm, (await calm.core.bulk.start(asked, seen.digest, calm.admin)).id)
    assert (run.done, run.skipped) == (2, 1)

    async def is_told() -> bool:
        return sum("It is <mended>" in text for text in await calm.told()) == 1

    await until(is_told)


async def test_groups_are_marked_as_fixed(calm: Station) -> None:
    """Each group once; the second time says that it was."""
    await trainings(calm, "FAIL_OOM", "FAIL_NSFW")
    ids = [group.id for group in await calm.core.failures.groups()]
    run = await over(calm, (await started(calm, wish(BulkKind.FIXED, ids))).id)
    assert run.done == 2
    assert all(group.fixed_at for group in await calm.core.failures.groups())
    seen = await calm.core.bulk.preview(wish(BulkKind.FIXED, ids), calm.admin)
    assert [row.why for row in seen.rows] == [Why.FIXED_BEFORE, Why.FIXED_BEFORE]


async def test_p5_a_run_is_paused_resumed_and_cancelled_at_the_next_row(calm: Station) -> None:
    """Paused it stands still; cancelled in the middle it does not one row more, the rest stays waiting."""
    ids = await trainings(calm, *["FAIL_OOM"] * 4)
    await calm.core.engine.stop()
    run = await started(calm, wish(BulkKind.NOTIFY, ids, terms=BulkTerms(text_ru="так", text_en="so.")))
    core = calm.core
    assert (await core.bulk.hold(run.id, calm.admin, goes_on=False)).status is RunStatus.PAUSED
    await core.bulk.drive_open()
    assert (await core.bulk.run(run.id)).done == 0
    cancelling: list[asyncio.Task[BulkRun]] = []

    def cancel_after_a_row(change: Change) -> None:
        if change.kind == "outbox" and not cancelling:
            cancelling.append(asyncio.ensure_future(core.bulk.cancel(run.id, calm.admin)))

    assert (await core.bulk.hold(run.id, calm.admin, goes_on=True)).status is RunStatus.RUNNING
    core.changes.subscribe(cancel_after_a_row)
    await core.bulk.drive_open()
    stopped = await cancelling[0]
    assert stopped.status is RunStatus.CANCELLED
    assert 1 <= stopped.done <= 2  # the row that was on its way when it was asked for, and no other
    assert await core.bulk.run(run.id) == stopped
    for deed in (core.bulk.cancel(run.id, calm.admin), core.bulk.hold(run.id, calm.admin, goes_on=True)):
        with pytest.raises(AlreadyDone):
            await deed
    await core.bulk.drive_open()
    assert await core.bulk.run(run.id) == stopped


async def test_retries_wait_for_the_gate_and_keep_to_the_places(calm: Station) -> None:
    """With the gate shut nothing is made; open again, no more than a few attempts wait to be sent at once."""
    ids = await trainings(calm, *["FAIL_OOM"] * 4)
    await calm.core.engine.stop()
    asked = wish(BulkKind.RETRY, ids, terms=BulkTerms(with_hopeless=True))
    run = await started(calm, asked)
    calm.core.gate.shut(BadToken(source="test"))
    await calm.core.bulk.drive_open()
    assert (await calm.core.bulk.run(run.id)).done == 0
    await calm.core.gate.probe()
    narrow = Bulk(calm.core.db, calm.core.deeds, calm.core.gate, calm.core.flow, places=2, wake=lambda: None)
    await narrow.drive_open()
    assert (await calm.core.bulk.run(run.id)).done == 2
    await calm.core.bulk.drive_open()
    assert (await calm.core.bulk.run(run.id)).status is RunStatus.DONE


async def test_a_run_whose_operator_lost_the_role_stands_still(calm: Station) -> None:
    """Switched off in the middle: nothing more is done in their name."""
    ids = await trainings(calm, "FAIL_OOM")
    await calm.core.engine.stop()
    senior = await colleague(calm, Role.SENIOR)
    run = await started(calm, wish(BulkKind.RETRY, ids, terms=BulkTerms(with_hopeless=True)), senior)
    await calm.core.db.write(lambda tx: know(tx, replace(senior, role=Role.VIEWER)))
    await calm.core.bulk.drive_open()
    stood = await calm.core.bulk.run(run.id)
    assert (stood.status, stood.done) == (RunStatus.PAUSED, 0)


@pytest.mark.parametrize("kind", list(BulkKind))
async def test_who_may_only_look_looks_at_nothing(calm: Station, kind: BulkKind) -> None:
    """Each kind needs its right: to look, to start, to pause and to stop."""
    viewer = await colleague(calm, Role.VIEWER)
    asked = wish(kind, ["x"], terms=BulkTerms(text_ru="текст", text_en="text"))
    bulk = calm.core.bulk
    for call in (bulk.preview(asked, viewer), bulk.start(asked, "", viewer)):
        with pytest.raises(NotAllowed):
            await call


async def test_who_may_only_look_stops_nothing(calm: Station) -> None:
    """A run of somebody else goes on whatever a viewer presses."""
    ids = await trainings(calm, "FAIL_OOM")
    await calm.core.engine.stop()
    run = await started(calm, wish(BulkKind.RETRY, ids, terms=BulkTerms(with_hopeless=True)))
    viewer, bulk = await colleague(calm, Role.VIEWER), calm.core.bulk
    for call in (bulk.hold(run.id, viewer, goes_on=False), bulk.cancel(run.id, viewer)):
        with pytest.raises(NotAllowed):
            await call
    assert (await bulk.run(run.id)).status is RunStatus.RUNNING


async def colleague(station: Station, role: Role) -> Operator:
    """Let somebody of a role work here too."""
    operator = Operator(id=f"the-{role.value}", name=role.value.title(), role=role)
    await station.core.db.write(lambda tx: know(tx, operator))
    return operator


async def in_all(station: Station, customers: int) -> int:
    """Return the balances of the first customers together, in hundredths."""
    return sum([(await station.balance(ANNA + n)).hundredths for n in range(customers)])


async def test_n3_random_houses_are_as_previewed(calm: Station) -> None:
    """Rows in any state, of customers with any balance: what each kind shows is what it then does."""
    seed = random.randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    triggers = [dice.choice(("FAIL_PLATFORM", "FAIL_OOM", "ANNA_TOK", "FAIL_IMAGE_PUSH")) for _ in range(6)]
    ids = await trainings(calm, *triggers)
    dice.shuffle(ids)
    await calm.core.engine.stop()
    for kind in (BulkKind.REFUND, BulkKind.RETRY, BulkKind.CANCEL):
        asked = wish(kind, ids, terms=BulkTerms(with_hopeless=dice.random() < 0.5))
        seen = await calm.core.bulk.preview(asked, calm.admin)
        before = await in_all(calm, 6)
        if not seen.totals.done:
            continue
        run = await calm.core.bulk.start(asked, seen.digest, calm.admin)
        await calm.core.bulk.drive_open()
        rows = await calm.core.bulk.rows(run.id)
        assert [row.why for row in rows] == [row.why for row in seen.rows]
        moved = await in_all(calm, 6) - before
        totals = seen.totals
        assert moved == (totals.released + totals.refunded - totals.held).hundredths
    assert await calm.findings() == []
