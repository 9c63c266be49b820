"""Money that came some other way and that an operator records: nothing is asked of anybody."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from core.domain.providers import (
    Ability,
    Answer,
    CredentialField,
    Notice,
    Order,
    OrderStatus,
    PayLink,
    ProviderEvent,
    RefundAnswer,
    RefundOrder,
    StatementLine,
)
from core.domain.references import invoice_reference
from core.errors import QT_TRANSLATE_NOOP, BadSignature, CannotDo, clause
from core.gateways.providers.fields import digest_of
from core.gateways.providers.orders import check_order
from core.gateways.providers.shape import ProviderTools

_WORDS_RU = "К оплате {amount}. Как заплатить, подскажет поддержка; номер платежа {reference}."
_WORDS_EN = "To pay: {amount}. Support will tell you how; your payment is {reference}."


class Manual:
    """An operator's record. The payment itself is entered and approved in the window."""

    name: ClassVar[str] = "manual"
    title: ClassVar[str] = "Manual"
    currencies: ClassVar[tuple[str, ...]] = ("RUB", "USD", "EUR", "USDT", "TON")
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.LINK})
    fields: ClassVar[tuple[CredentialField, ...]] = (
        CredentialField(
            name="instructions_ru",
            label=QT_TRANSLATE_NOOP("Providers", "Instructions in Russian"),
            is_secret=False,
            default=_WORDS_RU,
        ),
        CredentialField(
            name="instructions_en",
            label=QT_TRANSLATE_NOOP("Providers", "Instructions in English"),
            is_secret=False,
            default=_WORDS_EN,
        ),
    )

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools."""
        self._tools = tools

    async def check(self) -> str:
        """Return nothing: there are no keys to check."""
        return ""

    async def link(self, order: Order) -> PayLink:
        """Return the instructions, with {amount} and {reference} filled in; there is no address to open."""
        check_order(order, self.currencies)
        name = "instructions_ru" if order.language == "ru" else "instructions_en"
        words = await asyncio.to_thread(self._tools.secret, name)
        reference = invoice_reference(order.number)
        told = words.replace("{amount}", str(order.amount)).replace("{reference}", reference)
        return PayLink(instructions=told, external_ref=reference)

    def delivery_id(self, notice: Notice) -> str:
        """Return a digest."""
        return digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Raise BadSignature: no stranger can say that money came by hand."""
        del notice
        words = clause(QT_TRANSLATE_NOOP("Clause", "payments by hand send no notices"))
        raise BadSignature(service=self.title, detail=words)

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return 404: there is nobody who sends."""
        del notice, is_done
        return Answer(status=404, body="")

    async def status(self, order: Order) -> OrderStatus:
        """Raise CannotDo."""
        del order
        raise self._cannot()

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Raise CannotDo."""
        del order
        raise self._cannot()

    async def refund_status(self, order: RefundOrder) -> RefundAnswer:
        """Raise CannotDo."""
        del order
        raise self._cannot()

    async def charge_again(self, order: Order, recurring_key: str) -> PayLink:
        """Raise CannotDo."""
        del order, recurring_key
        raise self._cannot()

    async def statement(self, since: datetime, until: datetime) -> Sequence[StatementLine]:
        """Raise CannotDo."""
        del since, until
        raise self._cannot()

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Raise CannotDo."""
        del data
        raise self._cannot()

    def _cannot(self) -> CannotDo:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "behind a payment by hand there is nobody to ask"))
        return CannotDo(service=self.title, problem=problem)
