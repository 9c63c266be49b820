"""Bank transfer: instructions that name the reference, and statements of 1C and of tables."""

import contextlib
import random
from datetime import date, datetime, timedelta

import pytest

from core.domain.providers import Notice
from core.domain.references import find_reference, invoice_reference
from core.errors import BadProviderKey, BadSignature, BadStatement, CannotDo, InputError, ProviderNotSet
from core.money import Money
from core.sandbox.providers.bank import FakeBank
from tests.core.gateways.providers.conftest import order

OURS = FakeBank.keys["account"]


@pytest.fixture
async def bank(payments):
    """The account of the fake bank."""
    return await payments.provider("bank")


def one_c(*documents, account=OURS, encoding="cp1251", named="Windows", end="КонецФайла\r\n"):
    """Return a statement for 1C of documents given as mappings."""
    lines = ["1CClientBankExchange", "ВерсияФормата=1.03", f"Кодировка={named}", f"РасчСчет={account}"]
    lines += ["СекцияРасчСчет", f"РасчСчет={account}", "НачальныйОстаток=5.00", "КонецРасчСчет"]
    for document in documents:
        lines += ["СекцияДокумент=Платежное поручение", *(f"{k}={v}" for k, v in document.items())]
        lines += ["КонецДокумента"]
    return ("\r\n".join(lines) + "\r\n" + end).encode(encoding)


def document(**more):
    """Return a payment that came to us."""
    usual = {
        "Номер": "17",
        "Дата": "30.01.2026",
        "Сумма": "1110.00",
        "ПлательщикСчет": "40817810000000000001",
        "ДатаПоступило": "31.01.2026",
        "Плательщик": "ИНН 1 Иванов",
        "Плательщик1": "Иванов Иван",
        "ПолучательСчет": OURS,
        "Получатель": "Депо",
        "НазначениеПлатежа": f"Оплата {invoice_reference(1001)}, без НДС",
    }
    return {name: value for name, value in {**usual, **more}.items() if value is not None}


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_instructions_name_everything(payments, language):
    """Sum, account, recipient, bank and the reference, in the language of the customer; no address."""
    bank = await payments.provider("bank")
    link = await bank.link(order(1001, "1110.00", language=language))
    assert link.url == ""
    assert link.external_ref == invoice_reference(1001)
    for word in ("1110.00 RUB", OURS[:8], "ООО «Депо»", "Песочница", link.external_ref):
        assert word in link.instructions
    assert "{" not in link.instructions
    assert await bank.check() == "ООО «Депо», …5555"


async def test_instructions_of_ones_own_never_lose_the_reference(payments):
    """Without the reference nobody could match the money: it is added."""
    bank = await payments.provider("bank", instructions_ru="Платите нам {amount} {odd}")
    words = (await bank.link(order(1001, "1110.00"))).instructions
    assert words == f"Платите нам 1110.00 RUB {{odd}} {invoice_reference(1001)}"


async def test_ta7_what_cannot_be_asked_gives_no_link(payments):
    """Dollars, nothing, an expired invoice, an account that is not set."""
    bank = await payments.provider("bank")
    now = payments.clock.moment
    for asked in (order(currency="USD"), order(amount="0.00"), order(expires_at=now - timedelta(seconds=1))):
        with pytest.raises(InputError):
            await bank.link(asked)
    with pytest.raises(ProviderNotSet, match="Account"):
        await (await payments.provider("bank", account="")).link(order())


async def test_check_finds_a_mistyped_digit(payments):
    """Every single wrong digit of the account is found; an account of another country is not judged."""
    for at in range(len(OURS)):
        wrong = OURS[:at] + str((int(OURS[at]) + 1) % 10) + OURS[at + 1 :]
        with pytest.raises(BadProviderKey, match="do not fit"):
            await (await payments.provider("bank", account=wrong)).check()
    abroad = await payments.provider("bank", account="DE02120300000000202051", bik="BYLADEM1001")
    assert await abroad.check()
    with pytest.raises(BadProviderKey):
        await (await payments.provider("bank", bik="12")).check()


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1251", "Windows"), ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp866", "DOS")],
)
async def test_statement_of_1c(bank, encoding, named):
    """What came is a payment with the invoice its purpose names; the day is the day it came."""
    [line] = bank.read_statement(one_c(document(), encoding=encoding, named=named))
    assert line.external_id == f"{OURS}:2026-01-31:17:1110.00"
    assert (line.amount, line.at, line.invoice_number) == (Money(111_000, "RUB"), date(2026, 1, 31), 1001)
    assert (line.payer_name, line.is_refund) == ("Иванов Иван", False)
    assert line.purpose.startswith("Оплата SM-1001")
    assert line.line_number == 9


async def test_what_is_no_business_of_ours_is_left_out(bank):
    """Our own expenses and foreign accounts are not lines; a refund of an invoice is one, marked."""
    two_lines = {"НазначениеПлатежа1": "по счёту", "НазначениеПлатежа2": "СМ 1001 05"}
    out = {"ПлательщикСчет": OURS, "ПолучательСчет": "40817810000000000001", "ДатаПоступило": None}
    lines = bank.read_statement(
        one_c(
            document(**out, НазначениеПлатежа="Аренда", ДатаСписано="01.02.2026"),
            document(ПолучательСчет="40817810000000000009"),
            document(**out, ДатаСписано="02.02.2026", НазначениеПлатежа="Возврат SM-1001-05"),
            document(Номер="18", НазначениеПлатежа="за звёзды"),
            document(Номер="19", НазначениеПлатежа=None, **two_lines),
        )
    )
    shown = [(line.is_refund, line.invoice_number, line.at.day) for line in lines]
    assert invoice_reference(1001) == "SM-1001-05"
    assert shown == [(True, 1001, 2), (False, None, 31), (False, 1001, 31)]


async def test_two_equal_transfers_of_a_day_differ_by_their_number(bank):
    """Account, day, number and sum are the key: a repeated file gives the same keys."""
    data = one_c(document(), document(Номер="18"), document(Сумма="1110.01"))
    keys = [line.external_id for line in bank.read_statement(data)]
    assert len(set(keys)) == 3
    assert [line.external_id for line in bank.read_statement(data)] == keys


TABLE = f"""Выписка по счёту;;;;;
Дата операции;Номер документа;Дебет;Кредит;Контрагент;Назначение платежа
31.01.2026;17;;1 110,00;Иванов Иван;Оплата {invoice_reference(1001)}
31.01.2026;18;300,00;;Аренда;Аренда офиса
02.02.2026;19;100,00;;Иванов Иван;Возврат {invoice_reference(1001)}
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [";", "\t"])
async def test_statement_as_a_table(bank, encoding, separator):
    """The same money has the same key, whichever file it is read from."""
    lines = bank.read_statement(TABLE.replace(";", separator).encode(encoding))
    shown = [(line.external_id, line.invoice_number, line.is_refund) for line in lines]
    assert shown == [
        (f"{OURS}:2026-01-31:17:1110.00", 1001, False),
        (f"{OURS}:2026-02-02:19:100.00", 1001, True),
    ]


async def test_a_table_with_one_column_of_sums(bank):
    """English headers, a comma between, minus is money that went out."""
    text = (
        "Date,Document,Amount,Account,Purpose\n"
        f'2026-01-31,17,"1,110.00",{OURS},"SM-1001-05"\n2026-01-31,18,-5.00,{OURS},fee\n'
    )
    [line] = bank.read_statement(text.encode())
    assert (line.amount, line.invoice_number) == (Money(111_000, "RUB"), 1001)


BROKEN = [
    (one_c(document(), account="40702810000000009999"), "9999"),
    (one_c(document(Сумма="много")), "amount of RUB"),
    (one_c(document(Сумма="1110.005")), "amount of RUB"),
    (one_c(document(ДатаПоступило="31.02.2026")), "date"),
    (one_c(document(Номер=None)), "no number"),
    (one_c(document(), end=""), "cut"),
    (one_c(document())[:-60], "cut"),
    (one_c(document()).replace("КонецДокумента".encode("cp1251"), b""), "cut"),
    (b"", "header"),
    (b"\x00\x01", "no text"),
    (TABLE.replace("1 110,00", "").encode(), "Line 3"),
    (TABLE.replace("1 110,00", "0,00").encode(), "Line 3"),
    (f"Date;Document;Purpose;Amount;Account\n2026-01-01;1;x;5;{OURS[:-1]}6\n".encode(), "5556"),
]


@pytest.mark.parametrize(("data", "words"), BROKEN)
async def test_a_broken_statement_names_line_and_reason(bank, data, words):
    """Another account, a sum or a date that is none, a cut file: nothing of it is taken."""
    with pytest.raises(BadStatement, match=words):
        bank.read_statement(data)


async def test_a_statement_never_crashes_on_damage(bank):
    """Whatever bytes are damaged, the answer is lines or BadStatement."""
    chance = random.Random(random.randrange(10**6))
    for source in (one_c(document(), document(Номер="18")), TABLE.encode("cp1251"), TABLE.encode()):
        for _ in range(300):
            data = bytearray(source)
            for _ in range(chance.randrange(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with contextlib.suppress(BadStatement):
                bank.read_statement(bytes(data))


PURPOSES = [
    ("SM-1001-05", 1001),
    ("оплата по счету sm-1001-05 от 12.01.2026", 1001),
    ("СМ-1001-05", 1001),
    ("Оплата СМ 1001 05 без НДС", 1001),
    ("SM№1001–05", 1001),
    ("SM100105", 1001),
    ("SM-1001-05 и ещё раз SM 1001-05", 1001),
    ("SM-1001-06", None),
    ("SM-1010-05", None),
    ("SM-1001-05, SM-1002-02", None),
    ("SM-1001-05, SM-1002-03", None),
    ("ISM-1001-05", None),
    ("SM-1001-055", None),
    ("SM-0-98", None),
    ("SM-9999999999-11", None),
    ("договор 1001-05", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "number"), PURPOSES)
def test_a_reference_is_found_in_a_purpose_line(text, number):
    """In other letters, without dashes, anywhere; mistyped or two different ones are nobody's."""
    assert find_reference(text) == number


async def test_the_fake_bank(payments):
    """What its switch takes in stands in its statement."""
    bank = await payments.provider("bank")
    await payments.admin("bank", "incoming", amount="500.00", purpose=f"Оплата {invoice_reference(1001)}")
    await payments.admin("bank", "incoming", amount="300.00", purpose="Аренда", out=True)
    data = (await payments.http.get(f"{payments.url}/admin/payments/bank/statement")).content
    [line] = bank.read_statement(data)
    assert (line.invoice_number, line.amount) == (1001, Money(50_000, "RUB"))


async def test_a_bank_is_asked_and_believed_nothing(payments):
    """No notice, no status, no refund by program; no list but the file."""
    bank = await payments.provider("bank")
    with pytest.raises(BadSignature):
        await bank.read(Notice(body=b"{}"))
    assert bank.answer(Notice(body=b"{}"), is_done=True).status == 404
    moment = datetime(2026, 1, 1)  # noqa: DTZ001 - not looked at
    for call in (bank.status(order()), bank.charge_again(order(), "1"), bank.statement(moment, moment)):
        with pytest.raises(CannotDo):
            await call
