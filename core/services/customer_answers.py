"""What customers are told about their invoices and payments by hand: a link, or how a payment stands."""

from core.db import audit_store, payment_store, people_store
from core.db.database import Database, Tx
from core.domain.answers import payment_answer
from core.domain.messages import MessageKind, stars_text
from core.domain.payments import Invoice, InvoiceStatus, Payment
from core.domain.people import Language, Operator, Permission
from core.domain.providers import OrderStatus
from core.errors import QT_TRANSLATE_NOOP, AlreadyDone, AppError, CannotDo, clause
from core.services import price_lists, tell
from core.services.invoices import InvoiceDesk, known_invoice
from core.services.providers import Providers
from core.services.refund_desk import known_payment
from core.services.rights import allowed


class CustomerAnswers:
    """Writes links and answers; no money moves here but what the provider says when it is asked."""

    def __init__(self, db: Database, providers: Providers, invoices: InvoiceDesk) -> None:
        """Work on an open database."""
        self._db = db
        self._providers = providers
        self._invoices = invoices

    async def send_link(self, number: int, operator: Operator) -> Invoice:
        """Send the link or the instructions of a pending invoice to its customer, once.

        Raises:
            NotAllowed, NotFound, AlreadyDone, CannotDo: no message was written.
        """
        operator = await allowed(self._db, operator, Permission.MAKE_INVOICE)
        return await self._db.write(lambda tx: send_link(tx, number, operator))

    async def about_payment(self, payment_id: str) -> str:
        """Return the answer to "did my payment arrive?", after asking the provider if it can be asked.

        Raises:
            NotFound: there is no such payment.
        """
        payment = await self._db.read(lambda: known_payment(payment_id))
        number = payment.invoice_number
        asked = await self._ask(number) if number is not None else None
        return await self._db.read(lambda: self._answer(payment_id, number, asked))

    async def about_invoice(self, number: int) -> str:
        """Return the answer for an invoice, after asking the provider; raises NotFound."""
        await self._db.read(lambda: known_invoice(number))
        asked = await self._ask(number)
        return await self._db.read(lambda: self._answer("", number, asked))

    async def _ask(self, number: int) -> OrderStatus | None:
        """Return what the provider says now; none if it cannot be asked or does not answer."""
        try:
            answer, _done = await self._invoices.ask(number)
        except AppError:
            return None
        return answer

    def _answer(self, payment_id: str, number: int | None, asked: OrderStatus | None) -> str:
        invoice = payment_store.invoice(number) if number is not None else None
        payment: Payment | None = payment_store.payment(payment_id) if payment_id else None
        if payment is None and number is not None:
            payment = next(iter(payment_store.payments_of_invoice(number)), None)
        owner = invoice.customer_id if invoice else payment.customer_id if payment else None
        customer = people_store.customer(owner) if owner is not None else None
        provider = invoice.provider if invoice else payment.provider if payment else ""
        return payment_answer(
            customer.language if customer else Language.EN,
            provider=self._providers.registry.info(provider).title,
            invoice=invoice,
            payment=payment,
            answer=asked,
            stars=stars_text(payment.stars) if payment else "",
        )


def send_link(tx: Tx, number: int, operator: Operator) -> Invoice:
    """Write the message with a pending invoice's link, in the caller's transaction."""
    invoice = known_invoice(number)
    if invoice.status is not InvoiceStatus.PENDING:
        raise AlreadyDone(
            problem=clause(
                QT_TRANSLATE_NOOP("Clause", "invoice {number} has the state “{status}”"),
                number=number,
                status=invoice.status,
            )
        )
    if not (invoice.url or invoice.instructions):
        problem = clause(QT_TRANSLATE_NOOP("Clause", "the invoice has no link yet; ask for it first"))
        raise CannotDo(service=invoice.provider, problem=problem)
    customer = people_store.customer(invoice.customer_id)
    assert customer is not None  # noqa: S101 - a foreign key
    title = price_lists.version(invoice.price_list).product(invoice.product).title
    tell.customer(
        tx,
        invoice.customer_id,
        invoice.bot,
        MessageKind.INVOICE_LINK,
        event_key=f"invoice_link:{number}",
        number=number,
        product=title[customer.language.value],
        sum=str(invoice.amount),
        link=invoice.url or invoice.instructions,
    )
    audit_store.add(
        tx,
        actor=operator.name,
        action="invoice.send_link",
        subject_kind="invoice",
        subject_id=number,
    )
    return invoice
