"""Reconciliation from the file or the API to the click that puts a difference right."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.db import database
from core.db.database import Tx
from core.db.tables import Account
from core.domain.differences import Difference, DifferenceKind, DifferenceState, Posting, Run
from core.domain.inbox import InboxVerdict
from core.domain.payments import Invoice, PaymentStatus
from core.domain.people import Operator, Role
from core.domain.providers import StatementLine
from core.errors import AlreadyDone, BadStatement, InputError, NotAllowed, Offline
from core.money import Money, Stars
from core.services.difference_desk import DifferenceDesk
from core.services.process_payment import Outcome
from core.services.providers import Providers
from core.services.reconcile import Reconcile
from core.services.verify import Verify
from tests.core.services.inbox_house import ADMIN, IGOR, House, open_house
from tests.fakes import acme
from tests.fakes.hands import deeds_of, know
from tests.fakes.station import FastClock

K = DifferenceKind
SUPPORT = Operator(id="s", name="Sveta", role=Role.SUPPORT)


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


@pytest.fixture
def books(house: House) -> Reconcile:
    """What compares the books of the house."""
    providers = Providers(acme.registry_with(acme.Acme), lambda _name: house.acme)
    return Reconcile(house.db, providers, house.clock)


@pytest.fixture
def desk(house: House) -> DifferenceDesk:
    """What puts differences right."""
    return DifferenceDesk(house.db, house.inbox, deeds_of(house.db))


def line(house: House, made: Invoice, **change: object) -> StatementLine:
    values: dict[str, object] = {
        "provider": acme.NAME,
        "external_id": f"shop:{made.number}",
        "amount": made.amount,
        "at": house.clock.now(),
        "invoice_number": made.number,
    }
    return StatementLine(**(values | change))  # type: ignore[arg-type]


async def compared(house: House, books: Reconcile, *lines: StatementLine) -> Run:
    house.acme.lines = list(lines)
    now = house.clock.now()
    return await books.from_api(acme.NAME, now - timedelta(days=1), now + timedelta(days=1), ADMIN)


async def only(books: Reconcile, run: Run) -> Difference:
    [found] = await books.differences(run.id)
    return found


async def test_22_a_lost_notice_is_completed_by_one_click(
    house: House, books: Reconcile, desk: DifferenceDesk
) -> None:
    """Paid there, never told: foreseen, done once through process_payment, and the next run is clean."""
    made = await house.invoice()
    run = await compared(house, books, line(house, made))
    found = await only(books, run)
    assert (found.kind, found.posting, run.open) == (K.MISSING_HERE, Posting.CREDIT, 1)
    [foreseen] = await desk.foresee(found.id)
    assert (foreseen.outcome, foreseen.balance_after) == (Outcome.CREDITED, Stars.of(217))
    assert await house.balance() == Stars(0)
    done = await desk.do(found.id, ADMIN)
    assert done.row is not None
    assert (done.row.verdict, done.difference.state) == (InboxVerdict.DONE, DifferenceState.DONE)
    assert await house.balance() == Stars.of(217)
    with pytest.raises(AlreadyDone):
        await desk.do(found.id, ADMIN)
    again = await compared(house, books, line(house, made))
    assert (again.differences, again.matched) == (0, 1)
    late = await house.deliver(acme.paid(made))
    assert late.row.verdict is InboxVerdict.DUPLICATE
    assert await house.balance() == Stars.of(217)


async def test_money_for_nothing_we_know_goes_to_quarantine(
    house: House, books: Reconcile, desk: DifferenceDesk
) -> None:
    """Nothing is credited by reconciliation that process_payment would not credit."""
    made = await house.invoice()
    wrong = line(house, made, amount=Money.parse("1.00", "RUB"))
    unknown = line(house, made, external_id="shop:x", invoice_number=None)
    run = await compared(house, books, wrong, unknown)
    found = await books.differences(run.id)
    assert [one.kind for one in found] == [K.NO_INVOICE, K.WRONG_SUM]
    steps: list[int] = []
    assert await desk.do_all([one.id for one in found], ADMIN, steps.append) == (2, [])
    assert steps == [1, 2]
    assert {one.status for one in await house.payments()} == {PaymentStatus.QUARANTINED}
    assert await house.balance() == Stars(0)


async def test_a_refund_made_in_the_cabinet_is_recorded_and_its_own_notice_adds_nothing(
    house: House, books: Reconcile, desk: DifferenceDesk
) -> None:
    """Stars go with the money once; the provider's name of the refund is kept when it comes."""
    made = await house.invoice()
    await house.deliver(acme.paid(made))
    part = Money.parse("100.00", "RUB")
    back = line(house, made, is_refund=True, amount=part)
    run = await compared(house, books, line(house, made), back)
    found = await only(books, run)
    assert (found.kind, found.posting) == (K.REFUND_MISSING_HERE, Posting.REFUND)
    await desk.do(found.id, ADMIN)
    after = await house.balance()
    assert Stars(0) < after < Stars.of(217)
    notice = acme.paid(made, kind="refunded", refund="re_1", sum="100.00")
    assert (await house.deliver(notice, delivery="r")).row.verdict is InboxVerdict.DUPLICATE
    assert await house.balance() == after
    assert await house.rows("SELECT provider_ref FROM refund") == [("re_1",)]
    assert (await compared(house, books, line(house, made), back)).differences == 0


async def test_more_money_back_than_came_is_a_conflict(house: House) -> None:
    """A provider that says so is not believed and stops nothing."""
    made = await house.invoice()
    await house.deliver(acme.paid(made))
    notice = acme.paid(made, kind="refunded", refund="re_1", sum="9999.00")
    assert (await house.deliver(notice, delivery="r")).row.verdict is InboxVerdict.CONFLICT
    assert await house.balance() == Stars.of(217)


async def test_a_refused_notice_is_found_by_its_statement(
    house: House, books: Reconcile, desk: DifferenceDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is done again; what still cannot be proved is done by the line of the statement instead."""
    one, two = await house.invoice(), await house.invoice()
    await house.send(acme.notice(acme.paid(one), delivery="bad", headers={}))
    with monkeypatch.context() as wrong:
        wrong.setattr(acme, "KEY", b"another")
        note = acme.notice(acme.paid(two), delivery="key")
    with monkeypatch.context() as wrong:
        wrong.setattr(acme, "KEY", b"yet another")
        await house.send(note)
    run = await compared(house, books, line(house, one), line(house, two))
    found = await books.differences(run.id)
    assert [each.kind for each in found] == [K.NOT_PROCESSED] * 2
    assert [len(await desk.foresee(each.id)) for each in found] == [1, 1]
    assert await desk.do_all([each.id for each in found], ADMIN) == (2, [])
    assert await house.balance() == Stars.of(434)


async def test_what_a_person_has_to_look_at_is_ignored_or_settled_with_a_reason(
    house: House, books: Reconcile, desk: DifferenceDesk
) -> None:
    """Ignored once, the same difference is not open in the next run; another one is."""
    made, other = await house.invoice(), await house.invoice()
    await house.deliver(acme.paid(made), delivery="a")
    await house.deliver(acme.paid(other), delivery="b")
    run = await compared(house, books, line(house, other))
    found = await only(books, run)
    assert (found.kind, found.posting, await desk.foresee(found.id)) == (K.MISSING_THERE, Posting.OPEN, [])
    with pytest.raises(InputError):
        await desk.do(found.id, ADMIN)
    with pytest.raises(InputError):
        await desk.ignore(found.id, ADMIN, reason="")
    kept = await desk.ignore(found.id, ADMIN, reason="paid through the old shop")
    assert (kept.state, kept.decided_by) == (DifferenceState.IGNORED, "Olga")
    again = await compared(house, books)
    states = {one.external_id: one.state for one in await books.differences(again.id)}
    assert states == {
        f"shop:{made.number}": DifferenceState.IGNORED,
        f"shop:{other.number}": DifferenceState.OPEN,
    }
    last = next(one for one in await books.differences(again.id) if one.state is DifferenceState.OPEN)
    assert (await desk.settle(last.id, ADMIN, reason="asked the bank")).state is DifferenceState.DONE


async def test_a_file_is_compared_and_remembered(house: House, books: Reconcile, tmp_path: Path) -> None:
    """The run knows the file by name and hash; kinds and pages add up; nonsense is refused whole."""
    made = [await house.invoice() for _ in range(3)]
    file = tmp_path / "registry.csv"
    at = house.clock.now().isoformat()
    rows = [f"shop:{one.number},{one.number},{one.amount.decimal},RUB,{at},paid," for one in made]
    file.write_text("\n".join([*rows, f"shop:x,,5.00,RUB,{at},paid,"]), encoding="utf-8")
    steps: list[tuple[int, int]] = []
    run = await books.from_file(acme.NAME, file, ADMIN, lambda *step: steps.append(step))
    assert steps == [(4, 4)]
    assert (run.status, run.file_name, len(run.file_sha256), run.lines) == ("done", "registry.csv", 64, 4)
    assert await books.kinds(run.id) == [(K.MISSING_HERE, 3, 3), (K.NO_INVOICE, 1, 1)]
    paged: list[Difference] = []
    while page := await books.differences(run.id, after=_key(paged), limit=2):
        paged += page
    assert [one.kind for one in paged] == [K.MISSING_HERE] * 3 + [K.NO_INVOICE]
    assert len(await books.differences(run.id, kind=K.NO_INVOICE, state=DifferenceState.OPEN)) == 1
    assert [one.id for one in await books.runs()] == [run.id]
    file.write_text("nonsense", encoding="utf-8")
    with pytest.raises(BadStatement):
        await books.from_file(acme.NAME, file, ADMIN)


async def test_a_line_of_a_file_is_credited_under_caps(
    house: House, books: Reconcile, desk: DifferenceDesk, tmp_path: Path
) -> None:
    """Anybody can write a file: a large sum in it waits for a second person, a small one is credited once."""
    senior = Operator(id="senior", name="Vera", role=Role.SENIOR)
    await house.db.write(lambda tx: know(tx, senior))
    small, large = await house.invoice(), await house.invoice("plan.neuroblogger")
    at = house.clock.now().isoformat()
    rows = [f"shop:{one.number},{one.number},{one.amount.decimal},RUB,{at},paid," for one in (small, large)]
    file = tmp_path / "registry.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    run = await books.from_file(acme.NAME, file, senior)
    for found in await books.differences(run.id):
        done = await desk.do(found.id, senior)
        assert found.line is not None
        is_small = found.line.invoice_number == small.number
        assert (done.waiting is None) is is_small
        assert (done.difference.state is DifferenceState.DONE) is is_small
    assert await house.balance() == Stars.of(217)
    left = await books.differences(run.id, state=DifferenceState.OPEN)
    made, problems = await desk.do_all([one.id for one in left], senior)
    assert (made, len(problems)) == (0, 1)
    assert await house.balance() == Stars.of(217)


async def test_no_file_moves_anything_past_the_caps(
    house: House, books: Reconcile, desk: DifferenceDesk, tmp_path: Path
) -> None:
    """Beside a forged notice, for an invoice made afterwards, as a refund: each waits for a second person."""
    senior = Operator(id="senior", name="Vera", role=Role.SENIOR)
    await house.db.write(lambda tx: know(tx, senior))
    forged = await house.invoice("plan.neuroblogger")
    await house.send(acme.notice(acme.paid(forged), delivery="bad", headers={}))
    sold = await house.invoice("plan.neuroblogger", customer_id=IGOR)
    await house.deliver(acme.paid(sold), delivery="real")
    before = await house.balance(IGOR)
    at, sum_ = house.clock.now().isoformat(), forged.amount.decimal
    coming = sold.number + 1
    file = tmp_path / "registry.csv"
    lines = [(forged.number, "paid"), (coming, "paid"), (sold.number, "paid"), (sold.number, "refund")]
    rows = [f"shop:{number},{number},{sum_},RUB,{at},{kind}," for number, kind in lines]
    file.write_text("\n".join(rows), encoding="utf-8")
    run = await books.from_file(acme.NAME, file, senior)
    assert (await house.invoice("plan.neuroblogger")).number == coming
    found = await books.differences(run.id)
    assert {one.kind for one in found} == {K.NOT_PROCESSED, K.NO_INVOICE, K.REFUND_MISSING_HERE}
    for one in found:
        done = await desk.do(one.id, senior)
        assert done.waiting is not None, one.kind
        assert done.difference.state is DifferenceState.OPEN
    assert (await house.balance(), await house.balance(IGOR)) == (Stars(0), before)


def _key(found: list[Difference]) -> tuple[int, str] | None:
    ranks = list(DifferenceKind)
    return (ranks.index(found[-1].kind), found[-1].id) if found else None


async def test_rights_and_a_provider_that_does_not_answer(house: House, books: Reconcile) -> None:
    """Support may not reconcile; without an answer nothing is compared and no run is left."""
    await house.db.write(lambda tx: know(tx, SUPPORT))
    with pytest.raises(NotAllowed):
        await books.from_api(acme.NAME, house.clock.now(), house.clock.now(), SUPPORT)
    house.acme.is_down = True
    with pytest.raises(Offline):
        await compared(house, books)
    assert await books.runs() == []


async def test_r10_lost_late_and_shuffled_notices_converge(
    house: House, books: Reconcile, desk: DifferenceDesk
) -> None:
    """A tenth of the notices is lost and some come late and twice: after reconciling all is credited once."""
    made = [await house.invoice() for _ in range(40)]
    for number, one in enumerate(made):
        if number % 10 != 3:
            await house.deliver(acme.paid(one), delivery=f"d{number}")
    run = await compared(house, books, *(line(house, one) for one in made))
    found = await books.differences(run.id)
    await house.deliver(acme.paid(made[3]), delivery="late")
    done, problems = await desk.do_all([one.id for one in found], ADMIN)
    assert (done, problems) == (4, [])
    assert await house.balance() == Stars.of(217 * 40)
    assert (await compared(house, books, *(line(house, one) for one in made))).differences == 0
    assert [one for one in await Verify(house.db).run() if "payment" in one.rule] == []


LINES = 100_000


@pytest.mark.soak
async def test_n7_a_hundred_thousand_lines_take_less_than_thirty_seconds(
    house: House, books: Reconcile, tmp_path: Path
) -> None:
    """All but a hundred known here; the window's loop is never kept waiting."""
    made = await house.invoice()
    await house.db.write(lambda tx: _fill(tx, made, LINES))
    file = tmp_path / "big.csv"
    at = house.clock.now().isoformat()
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"big:{n},{made.number},500.00,RUB,{at},paid,\n" for n in range(LINES))
        out.writelines(f"new:{n},,5.00,RUB,{at},paid,\n" for n in range(100))
    begin = time.perf_counter()
    run = await books.from_file(acme.NAME, file, ADMIN)
    took = time.perf_counter() - begin
    print(f"{run.lines} lines, {run.differences} differences: {took:.1f} s")
    assert (run.matched, run.differences) == (LINES, 100)
    assert took < 30


def _fill(tx: Tx, made: Invoice, number: int) -> None:
    sql = """
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)
        INSERT INTO payment (id, provider, external_id, invoice_number, customer_id, bot, amount, currency,
            stars, plan, kind, category, is_test, status, verdict, refund_key, recurring_key, detail,
            refunded, inbox_id, actor, decided_by, decision_reason, search_text, paid_at, created_at)
        SELECT 'big-' || printf('%08d', i), ?, 'big:' || i, ?, ?, 'bot', 50000, 'RUB', 0, '', 'topup', 'real',
            0, 'completed', 'credit', '', '', '', 0, '', 'x', '', '', '', ?, ? FROM n
    """
    from core.db.tables import to_micros

    moment = to_micros(tx.now)
    values = (number, acme.NAME, made.number, made.customer_id, moment, moment)
    Account._meta.database.execute_sql(sql, values)
