"""Invoices, payments and prices in a terminal: `main.py invoice …`, `payments …`, `prices …`."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from core.commands.exits import Exit
from core.commands.opening import Options, opened
from core.container import Core
from core.domain.payment_views import InvoiceFilter, PaymentFilter
from core.domain.payments import Invoice, InvoiceStatus, PaymentStatus
from core.domain.price_changes import changes
from core.domain.price_lists import PriceList
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from core.ids import new_id
from core.money import CURRENCY_DIGITS
from core.services.invoices import InvoiceRequest
from core.services.process_payment import Outcome

S = TypeVar("S", bound=StrEnum)

WIDE = 200
"""Columns of a table that goes to a file or a pipe."""

Work = Callable[[Core], Awaitable[Exit]]


async def _with_core(options: Options, work: Work) -> Exit:
    async with opened(options) as core:
        return await work(core)


async def create_invoice(
    options: Options, out: Console, *, customer: int, product: str, provider: str, currency: str, promo: str
) -> Exit:
    """Make an invoice and print how it is paid.

    Raises:
        AppError: nothing was made, or the invoice stands and the provider gave no link.
    """

    async def work(core: Core) -> Exit:
        asked = InvoiceRequest(
            operation_id=new_id(),
            customer_id=customer,
            provider=provider,
            product=product,
            currency=currency,
            promo=promo,
        )
        _show(out, await core.invoices.create(asked, core.operator))
        return Exit.OK

    return await _with_core(options, work)


async def list_invoices(options: Options, out: Console, *, status: str, text: str, limit: int) -> Exit:
    """Print the newest invoices that match; raises InputError for a status there is not."""
    statuses = frozenset({_one_of(InvoiceStatus, "--status", status)}) if status else frozenset()

    async def work(core: Core) -> Exit:
        rows = await core.payment_desk.invoices(InvoiceFilter(statuses=statuses, text=text), limit=limit)
        table = _table("No.", "Status", "Customer", "Product", ">Amount", "Provider", "Payable until")
        for row in rows:
            one = row.invoice
            table.add_row(
                str(one.number), one.status.value, f"{row.customer_name} {one.customer_id}", one.product,
                str(one.amount), one.provider, f"{one.expires_at.astimezone():%Y-%m-%d %H:%M}",
            )  # fmt: skip
        _print(out, table, len(rows))
        return Exit.OK

    return await _with_core(options, work)


async def show_invoice(options: Options, out: Console, *, number: int) -> Exit:
    """Print one invoice with what was paid for it; raises NotFound."""

    async def work(core: Core) -> Exit:
        details = await core.payment_desk.invoice(number)
        _show(out, details.invoice)
        for payment in details.payments:
            out.print(
                f"Payment {payment.external_id}: {payment.amount}, {payment.status.value}, "
                f"{payment.verdict.value}",
                markup=False,
            )
        return Exit.OK

    return await _with_core(options, work)


async def ask_invoice(options: Options, out: Console, *, number: int) -> Exit:
    """Ask the provider how an invoice stands and do what it says; OK once it is paid, WAITS while it is not.

    Raises:
        AppError: it cannot be asked, or does not answer; nothing is guessed.
    """

    async def work(core: Core) -> Exit:
        answer, done = await core.invoices.ask(number, actor=core.operator.name)
        out.print(f"Provider: {answer.state.value} {answer.detail}".rstrip(), markup=False)
        if done is not None:
            out.print(f"Done: {done.outcome.value}", markup=False)
        _show(out, (await core.payment_desk.invoice(number)).invoice)
        is_paid = done is not None and done.outcome in (Outcome.CREDITED, Outcome.DUPLICATE)
        return Exit.OK if is_paid else Exit.WAITS

    return await _with_core(options, work)


async def cancel_invoice(options: Options, out: Console, *, number: int, reason: str) -> Exit:
    """Cancel a pending invoice; raises NotFound, AlreadyDone."""

    async def work(core: Core) -> Exit:
        _show(out, await core.invoices.cancel(number, reason, core.operator))
        return Exit.OK

    return await _with_core(options, work)


async def list_payments(options: Options, out: Console, *, status: str, text: str, limit: int) -> Exit:
    """Print the newest payments that match; raises InputError for a status there is not."""
    statuses = frozenset({_one_of(PaymentStatus, "--status", status)}) if status else frozenset()

    async def work(core: Core) -> Exit:
        rows = await core.payment_desk.page(PaymentFilter(statuses=statuses, text=text), limit=limit)
        table = _table(
            "Time", "Status", "Customer", "Provider", "Id", ">Amount", ">Stars", "Invoice", "Verdict"
        )
        for row in rows:
            one = row.payment
            table.add_row(
                f"{one.created_at.astimezone():%Y-%m-%d %H:%M}", one.status.value, row.customer_name or "?",
                one.provider, one.external_id, str(one.amount or "?"), str(one.stars),
                str(one.invoice_number or ""), one.verdict.value,
            )  # fmt: skip
        _print(out, table, len(rows))
        return Exit.OK

    return await _with_core(options, work)


async def show_prices(options: Options, out: Console, *, version: str) -> Exit:
    """Print a version of the price list, the one in force if none is named; raises NotFound."""

    async def work(core: Core) -> Exit:
        listed = await core.price_lists.current()
        if version:
            listed = await _version(core, version)
        _show_list(out, listed)
        return Exit.OK

    return await _with_core(options, work)


async def add_prices(options: Options, out: Console, *, file: Path) -> Exit:
    """Add the version in a JSON file and print what it changes.

    Raises:
        AppError: what is wrong with it; nothing was added.
    """

    async def work(core: Core) -> Exit:
        before = await core.price_lists.current()
        made = await core.price_lists.add(_read(file), core.operator)
        out.print(
            f"Price list {made.version} was added, valid from {made.valid_from.isoformat()}.", markup=False
        )
        for one in changes(before, made):
            out.print(f"  {one.fact.value} {one.key}: {one.before} → {one.after}", markup=False)
        return Exit.OK

    return await _with_core(options, work)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it cannot be read ({reason})"), reason=error)
        raise InputError(field="FILE", value=str(file), problem=problem) from error


async def _version(core: Core, name: str) -> PriceList:
    known = {one.version: one for one in await core.price_lists.all()}
    if name not in known:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "there are {known}"), known=", ".join(known))
        raise InputError(field="--version", value=name, problem=problem)
    return known[name]


def _show(out: Console, invoice: Invoice) -> None:
    out.print(
        f"Invoice {invoice.number}: {invoice.product}, {invoice.amount}, {invoice.provider}, "
        f"{invoice.status.value}; customer {invoice.customer_id}",
        markup=False,
    )
    if invoice.status is InvoiceStatus.PENDING:
        out.print(f"Payable until {invoice.expires_at.astimezone():%Y-%m-%d %H:%M}", markup=False)
        if invoice.url or invoice.instructions:
            out.print(invoice.url or invoice.instructions, markup=False)


def _show_list(out: Console, listed: PriceList) -> None:
    out.print(
        f"Price list {listed.version}, valid from {listed.valid_from.isoformat()}; "
        f"a training step costs {listed.stars_per_step}",
        markup=False,
    )
    used = [code for code in CURRENCY_DIGITS if any(code in one.prices for one in listed.products)]
    table = _table("Product", ">Stars", "Plan", *(f">{code}" for code in used), "")
    for one in listed.products:
        prices = (one.prices[code].decimal if code in one.prices else "" for code in used)
        mark = "test" if one.is_test else "" if one.prices else "gift"
        table.add_row(one.key, str(one.stars), one.plan, *prices, mark)
    _print(out, table, len(listed.products))


def _table(*titles: str) -> Table:
    """Return a table; a title that begins with ">" has figures under it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        is_figure = title.startswith(">")
        table.add_column(
            title.removeprefix(">"),
            justify="right" if is_figure else "left",
            no_wrap=is_figure or title == titles[0],
        )
    return table


def _print(out: Console, table: Table, number: int) -> None:
    if number:
        if not out.is_terminal:
            out.width = WIDE
        out.print(table)
    else:
        out.print("Nothing matches.")


def _one_of(kind: type[S], option: str, text: str) -> S:
    known = [one.value for one in kind]
    if text not in known:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "one of {known} is needed"), known=", ".join(known))
        raise InputError(field=option, value=text, problem=problem)
    return kind(text)
