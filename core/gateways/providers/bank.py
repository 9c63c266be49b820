"""Bank transfer: instructions with a short reference, and the bank's statement that shows what came.

A bank sends no notices and takes no orders from us: money is seen in the statement, and goes back by hand.
"""

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
from core.errors import QT_TRANSLATE_NOOP, BadProviderKey, BadSignature, CannotDo, InputError, clause
from core.gateways.providers.bank_statement import CURRENCY, NAME, SERVICE, read_bank_statement
from core.gateways.providers.fields import digest_of
from core.gateways.providers.orders import check_order
from core.gateways.providers.shape import ProviderTools

_WORDS_RU = (
    "Переведите {amount} на счёт {account}, получатель: {recipient}, банк: {bank}, БИК {bik}. "
    "В назначении платежа обязательно укажите {reference}."
)
_WORDS_EN = (
    "Transfer {amount} to the account {account} of {recipient} at {bank}, BIC {bik}. "
    "The purpose of the payment must contain {reference}."
)
_ACCOUNT_DIGITS, _BIC_DIGITS = 20, 9
_WEIGHTS = (7, 1, 3)


def _plain(name: str, label: str, default: str = "") -> CredentialField:
    return CredentialField(name=name, label=label, is_secret=False, default=default)


class Bank:
    """The firm's account at its bank; see `Provider` for what each call promises."""

    name: ClassVar[str] = NAME
    title: ClassVar[str] = SERVICE
    currencies: ClassVar[tuple[str, ...]] = (CURRENCY,)
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.LINK, Ability.STATEMENT_FILE})
    fields: ClassVar[tuple[CredentialField, ...]] = (
        _plain("recipient", QT_TRANSLATE_NOOP("Providers", "Recipient")),
        _plain("account", QT_TRANSLATE_NOOP("Providers", "Account")),
        _plain("bank", QT_TRANSLATE_NOOP("Providers", "Bank")),
        _plain("bik", QT_TRANSLATE_NOOP("Providers", "BIC of the bank")),
        _plain("instructions_ru", QT_TRANSLATE_NOOP("Providers", "Instructions in Russian"), _WORDS_RU),
        _plain("instructions_en", QT_TRANSLATE_NOOP("Providers", "Instructions in English"), _WORDS_EN),
    )

    def __init__(self, tools: ProviderTools) -> None:
        """Build from tools."""
        self._tools = tools

    async def check(self) -> str:
        """Return whose account it is; its control digit must fit the BIC, so that no digit is mistyped."""
        told = await asyncio.to_thread(self._details)
        if not _is_account_of(told["account"], told["bik"]):
            detail = clause(QT_TRANSLATE_NOOP("Clause", "the account and the BIC do not fit each other"))
            raise BadProviderKey(service=SERVICE, detail=detail)
        return f"{told['recipient']}, …{told['account'][-4:]}"

    async def link(self, order: Order) -> PayLink:
        """Return the instructions with account and reference filled in; there is no address to open."""
        check_order(order, self.currencies)
        if order.expires_at is not None and order.expires_at <= self._tools.clock.now():
            problem = clause(QT_TRANSLATE_NOOP("Clause", "the invoice has expired"))
            raise InputError(field="invoice", value=order.number, problem=problem)
        told = await asyncio.to_thread(self._details)
        reference = invoice_reference(order.number)
        told |= {"amount": str(order.amount), "reference": reference}
        words = told["instructions_ru" if order.language == "ru" else "instructions_en"]
        for name in ("amount", "reference", "recipient", "account", "bank", "bik"):
            words = words.replace(f"{{{name}}}", told[name])
        if reference not in words:  # words of one's own that forget it would make money nobody can match
            words = f"{words} {reference}"
        return PayLink(instructions=words, external_ref=reference)

    def delivery_id(self, notice: Notice) -> str:
        """Return a digest."""
        return digest_of(notice)

    async def read(self, notice: Notice) -> Sequence[ProviderEvent]:
        """Raise BadSignature: a bank sends no notices."""
        del notice
        words = clause(QT_TRANSLATE_NOOP("Clause", "a bank sends no notices; read its statement"))
        raise BadSignature(service=SERVICE, detail=words)

    def answer(self, notice: Notice, *, is_done: bool) -> Answer:
        """Return 404: there is nobody who sends."""
        del notice, is_done
        return Answer(status=404, body="")

    async def status(self, order: Order) -> OrderStatus:
        """Raise CannotDo: only the statement tells."""
        del order
        raise self._cannot()

    async def refund(self, order: RefundOrder) -> RefundAnswer:
        """Raise CannotDo: the money goes back by a transfer in the bank's own program."""
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
        """Raise CannotDo: the statement comes as a file."""
        del since, until
        raise self._cannot()

    def read_statement(self, data: bytes) -> Sequence[StatementLine]:
        """Read 1CClientBankExchange or CSV; it blocks while the account is read."""
        return read_bank_statement(data, self._tools.secret("account"))

    def _details(self) -> dict[str, str]:
        return {field.name: self._tools.secret(field.name) for field in self.fields}

    @staticmethod
    def _cannot() -> CannotDo:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "a bank is told nothing by programs, it gives a file"))
        return CannotDo(service=SERVICE, problem=problem)


def _is_account_of(account: str, bik: str) -> bool:
    """Tell whether a Russian account's control digit fits its bank; other accounts are not judged."""
    if not (account.isdecimal() and len(account) == _ACCOUNT_DIGITS):
        return True
    if not (bik.isdecimal() and len(bik) == _BIC_DIGITS):
        return False
    is_central_bank = bik[6:8] == "00"
    digits = ("0" + bik[4:6] if is_central_bank else bik[6:]) + account
    return sum(int(digit) * _WEIGHTS[at % 3] for at, digit in enumerate(digits)) % 10 == 0
