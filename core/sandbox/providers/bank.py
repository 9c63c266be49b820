"""A fake bank: transfers come in by a switch, and the statement is a file for 1C in Windows-1251."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import ClassVar

from starlette.routing import Route

from core.sandbox.providers.books import PAID, Books, FakeOrder
from core.sandbox.providers.frame import BadSwitch, FakeNotice, keys_of
from core.sandbox.records import Json

_MOSCOW = timezone(timedelta(hours=3))


class FakeBank:
    """The firm's account."""

    name: ClassVar[str] = "bank"
    keys: ClassVar[Mapping[str, str]] = {
        "recipient": "ООО «Депо»",
        "account": "40702810700000005555",
        "bank": "АО «Песочница-Банк»",
        "bik": "049999777",
    }
    routes: ClassVar[Sequence[Route]] = ()

    def switch(self, books: Books, order: FakeOrder, state: str, options: Json) -> None:
        """Raise BadSwitch: a transfer is over when it is there."""
        raise BadSwitch("a bank transfer has no states")

    def notice(self, books: Books, order: FakeOrder, options: Json) -> FakeNotice:
        """Raise BadSwitch: a bank tells nobody."""
        raise BadSwitch("a bank sends no notices")

    def incoming(self, books: Books, options: Json) -> FakeOrder:
        """Take a transfer: `amount`, `purpose`, `payer`; with `out` it goes the other way."""
        number = str(books.next_number())
        order = FakeOrder(
            provider=self.name,
            id=number,
            amount=str(options.get("amount", "1110.00")),
            currency="RUB",
            created_at=books.now(),
            details={
                "purpose": str(options.get("purpose", "")),
                "payer": str(options.get("payer", "Иванов Иван Иванович")),
                "out": bool(options.get("out")),
            },
        )
        books.end(order, PAID)
        return order

    def statement(self, books: Books) -> bytes:
        """Return the statement of everything."""
        keys = keys_of(books, self)
        orders = list(books.orders(self.name))
        days = [_day(order.created_at) for order in orders] or [_day(books.now())]
        head = [
            "1CClientBankExchange",
            "ВерсияФормата=1.03",
            "Кодировка=Windows",
            f"Отправитель={keys['bank']}",
            f"ДатаНачала={days[0]}",
            f"ДатаКонца={days[-1]}",
            f"РасчСчет={keys['account']}",
        ]
        documents = [line for order in orders for line in _document(keys, order)]
        return "\r\n".join([*head, *documents, "КонецФайла", ""]).encode("cp1251", "replace")


def _document(keys: Mapping[str, str], order: FakeOrder) -> list[str]:
    other = ("40817810000000000001", order.details["payer"])
    ours = (keys["account"], keys["recipient"])
    payer, payee = (ours, other) if order.details["out"] else (other, ours)
    day = _day(order.created_at)
    return [
        "СекцияДокумент=Платежное поручение",
        f"Номер={order.id}",
        f"Дата={day}",
        f"Сумма={order.amount}",
        f"ПлательщикСчет={payer[0]}",
        f"{'ДатаСписано' if order.details['out'] else 'ДатаПоступило'}={day}",
        f"Плательщик={payer[1]}",
        f"ПолучательСчет={payee[0]}",
        f"Получатель={payee[1]}",
        f"НазначениеПлатежа={order.details['purpose']}",
        "КонецДокумента",
    ]


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(_MOSCOW):%d.%m.%Y}"
