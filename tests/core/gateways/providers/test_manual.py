"""Payments by hand: instructions, and no way in for anybody else."""

from datetime import UTC, datetime

import pytest

from core.domain.providers import Ability, Notice
from core.domain.references import invoice_reference
from core.errors import BadSignature, CannotDo, InputError
from core.money import Money
from tests.fakes.provider_till import Till, a_refund, an_order


async def test_instructions_carry_sum_and_reference(till: Till) -> None:
    """In the customer's language, the owner's words with the two facts filled in."""
    shop = await till.provider("manual", instructions_en="Cash: {amount}, {reference}, {odd} 100%")
    link = await shop.link(an_order(1001, "10", "USD", language="en"))
    assert link.instructions == f"Cash: 10.00 USD, {invoice_reference(1001)}, {{odd}} 100%"
    assert (link.url, link.external_ref) == ("", invoice_reference(1001))
    assert "К оплате 1110.00 RUB" in (await shop.link(an_order(1001))).instructions
    with pytest.raises(InputError):
        await shop.link(an_order(1, "5", "XTR"))


async def test_nobody_can_tell_of_money_by_hand(till: Till) -> None:
    """Every notice is a forgery, every question has nobody to answer."""
    shop = await till.provider("manual")
    assert await shop.check() == ""
    assert shop.abilities == {Ability.LINK}
    notice = Notice(body=b'{"paid": true}')
    with pytest.raises(BadSignature):
        await shop.read(notice)
    assert shop.answer(notice, is_done=True).status == 404
    assert shop.delivery_id(notice).startswith("sha256:")
    back = a_refund("x", Money.parse("1", "USD"))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for asked in (
        shop.status(an_order()),
        shop.refund(back),
        shop.refund_status(back),
        shop.charge_again(an_order(), "x"),
        shop.statement(now, now),
    ):
        with pytest.raises(CannotDo):
            await asked
    with pytest.raises(CannotDo):
        shop.read_statement(b"")
