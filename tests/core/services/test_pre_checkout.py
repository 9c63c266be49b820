"""The question before a payment in stars: yes to what the invoice waits for, no in words to all else."""

import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.db import payment_store
from core.domain.payments import Invoice, InvoiceStatus
from core.domain.people import Language
from core.domain.pre_checkout import PreCheckoutVerdict, judge_pre_checkout, words_for_payer
from core.domain.providers import Notice, PreCheckout
from core.errors import BadSignature, DatabaseLocked
from core.money import Money
from core.services import pre_checkout
from core.services.pre_checkout import PreCheckouts
from tests.core.services.inbox_house import ANNA, IGOR, House, open_house
from tests.fakes import till
from tests.fakes.station import FastClock


class Telegram:
    """Asks what it is told to ask, and keeps the answers."""

    def __init__(self) -> None:
        self.asks: PreCheckout | None = None
        self.answers: list[str] = []

    def get(self, name: str) -> "Telegram":
        """Stand in for the providers, too."""
        assert name == "telegram"
        return self

    async def pre_checkout(self, notice: Notice) -> PreCheckout | None:
        """Return the question of the moment."""
        if notice.body == b"forged":
            raise BadSignature(service="Telegram Stars", detail="x")
        return self.asks

    async def answer_pre_checkout(self, asked: PreCheckout, problem: str = "") -> None:
        """Keep the answer."""
        assert asked is self.asks
        self.answers.append(problem)


@pytest.fixture
async def house(tmp_path: Path, fast_clock: FastClock) -> AsyncIterator[House]:
    """A house with two customers."""
    opened = await open_house(tmp_path, fast_clock)
    yield opened
    await opened.db.close()


@pytest.fixture
async def made(house: House) -> Invoice:
    """An invoice in stars that waits for its money."""
    return await house.db.write(lambda tx: till.invoice(tx, ANNA, "xtr.100", "XTR", provider="telegram"))


def question(invoice: Invoice, **more: Any) -> PreCheckout:
    """Return the question about an invoice as it should be; `more` says what is otherwise."""
    usual = PreCheckout(
        query_id="q-1",
        bot=invoice.bot,
        payer_id=invoice.customer_id,
        payer_language="ru",
        amount=invoice.amount,
        invoice_number=invoice.number,
    )
    return replace(usual, **more)


async def ask(house: House, asked: PreCheckout | None) -> tuple[PreCheckoutVerdict | None, list[str]]:
    """Let the question come in; return the decision and what Telegram was told."""
    telegram = Telegram()
    telegram.asks = asked
    desk = PreCheckouts(house.db, telegram, house.clock)  # type: ignore[arg-type]
    return await desk.answer(Notice(body=b"{}")), telegram.answers


async def test_t25_th2_a_good_question_gets_a_yes(house: House, made: Invoice) -> None:
    """What the invoice waits for may be paid."""
    assert await ask(house, question(made)) == (PreCheckoutVerdict.OK, [""])
    assert await ask(house, None) == (None, [])


BAD = [
    ({"invoice_number": None}, PreCheckoutVerdict.UNKNOWN),
    ({"invoice_number": 2_000_000_000}, PreCheckoutVerdict.UNKNOWN),
    ({"bot": "other"}, PreCheckoutVerdict.UNKNOWN),
    ({"payer_id": IGOR}, PreCheckoutVerdict.OTHER_PAYER),
    ({"payer_id": None}, PreCheckoutVerdict.OTHER_PAYER),
    ({"amount": Money(1, "XTR")}, PreCheckoutVerdict.OTHER_SUM),
    ({"amount": None}, PreCheckoutVerdict.OTHER_SUM),
]


@pytest.mark.parametrize(("change", "verdict"), BAD, ids=str)
async def test_th3_unknown_other_user_other_amount(
    house: House, made: Invoice, change: dict[str, Any], verdict: PreCheckoutVerdict
) -> None:
    """Whatever is not as the invoice has it is refused, with the reason in the payer's language."""
    found, [words] = await ask(house, question(made, **change))
    assert found is verdict
    assert words == words_for_payer(verdict, Language.RU)
    _, [english] = await ask(house, question(made, payer_language="de", **change))
    assert english == words_for_payer(verdict, Language.EN) != words


async def test_th3_other_money_of_the_same_number_is_refused(house: House, made: Invoice) -> None:
    """The same digits in another currency are another sum; an invoice of another way to pay is none."""
    same_digits = question(made, amount=Money(made.amount.minor, "RUB"))
    assert (await ask(house, same_digits))[0] is PreCheckoutVerdict.OTHER_SUM
    roubles = await house.db.write(lambda tx: till.invoice(tx, ANNA))
    assert (await ask(house, question(roubles)))[0] is PreCheckoutVerdict.UNKNOWN


@pytest.mark.parametrize("status", sorted(set(InvoiceStatus) - {InvoiceStatus.PENDING}))
def test_th3_only_a_waiting_invoice_may_be_paid(status: InvoiceStatus, made: Invoice) -> None:
    """Paid, closed, refunded: no."""
    now = made.created_at
    verdict = judge_pre_checkout(question(made), replace(made, status=status), now)
    assert verdict in (PreCheckoutVerdict.PAID, PreCheckoutVerdict.OVER)


def test_th3_an_expired_invoice_may_not_be_paid(made: Invoice) -> None:
    """The last moment counts, not the state: the closing may not have run yet."""
    ends = made.expires_at
    assert judge_pre_checkout(question(made), made, ends) is PreCheckoutVerdict.EXPIRED
    just_before = ends - timedelta(microseconds=1)
    assert judge_pre_checkout(question(made), made, just_before) is PreCheckoutVerdict.OK


async def test_th4_a_slow_database_makes_no_within_the_time(
    house: House, made: Invoice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The payer is told to try again while the database still thinks."""
    monkeypatch.setattr(pre_checkout, "LOOK_WITHIN_S", 0.05)
    answered = threading.Event()

    def slow(number: int) -> Invoice | None:
        assert answered.wait(10)
        return made

    monkeypatch.setattr(payment_store, "invoice", slow)
    try:
        verdict, [words] = await ask(house, question(made))
    finally:
        answered.set()
    assert verdict is PreCheckoutVerdict.NO_ANSWER
    assert "ещё раз" in words
    assert f"invoice {made.number} cannot be looked at" in caplog.text


async def test_th4_a_locked_database_makes_no(
    house: House, made: Invoice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of the disk is a "not now", never a yes."""

    def locked(number: int) -> Invoice:
        raise DatabaseLocked(path="x")

    monkeypatch.setattr(payment_store, "invoice", locked)
    assert (await ask(house, question(made)))[0] is PreCheckoutVerdict.NO_ANSWER
    assert "locked" in caplog.text


async def test_a_forged_question_is_not_answered(house: House) -> None:
    """Telegram is told nothing about an update that is not its own."""
    telegram = Telegram()
    with pytest.raises(BadSignature):
        await PreCheckouts(house.db, telegram, house.clock).answer(Notice(body=b"forged"))  # type: ignore[arg-type]
    assert telegram.answers == []
