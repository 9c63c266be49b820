"""Refunds carried out: asked for here, sent to the provider once, asked about until their end is known.

Steps, each stored before the next: `ready` (asked for), `sent` (about to leave), `answered`. A refund found
at `sent` when nobody is sending it may have reached the provider: it becomes unknown, and the provider is
asked what became of it. It is sent a second time only where the provider says that it has none and that our
key makes a repeat harmless.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.clock import Clock
from core.db import ledger_store, payment_store, refund_store
from core.db.database import Database, Tx
from core.domain import deeds
from core.domain.ledger import Transfer
from core.domain.payments import Payment
from core.domain.people import Operator, Permission
from core.domain.providers import RefundAnswer, RefundOrder, RefundState
from core.domain.refunds import Debt, Refund, RefundStep, pause_after
from core.errors import (
    QT_TRANSLATE_NOOP,
    AlreadyDone,
    AppError,
    CannotDo,
    InputError,
    NotFound,
    RemoteUnknown,
    clause,
)
from core.money import Money, Stars
from core.services import refunds
from core.services.deeds import Deeds
from core.services.payments import require_reason
from core.services.providers import Providers
from core.services.rights import allowed
from core.services.rounds import ask_each

KEY_LIFE = timedelta(hours=12)
"""How long a repeat under the same key is relied upon; providers keep keys for a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequest:
    """Money to give back. `operation_id` is made when the form opens."""

    operation_id: str
    payment_id: str
    amount: Money
    reason: str


class RefundDesk:
    """Gives money and stars back."""

    def __init__(self, db: Database, providers: Providers, clock: Clock, hands: Deeds) -> None:
        """Work on an open database with these providers; what a person asks for goes through `hands`."""
        self._db = db
        self._hands = hands
        self._providers = providers
        self._clock = clock
        self._sending: set[str] = set()

    async def refund_money(self, asked: RefundRequest, operator: Operator) -> Refund:
        """Ask the provider to give money back and return how that stands.

        Stars and plan go only when the provider has confirmed. UNKNOWN: it is asked again by itself.

        Raises:
            CapExceeded: a second person has to agree; `core.deeds.do` asks for that.
            NotAllowed, NotFound, InputError, AlreadyDone, OperationMismatch: nothing was asked for.
            CannotDo: this provider gives nothing back by itself; the refund is stored as refused.
            RemoteError: nothing was asked; it is tried again by itself.
        """
        refund = await self._ask(asked, operator, is_recorded=False)
        return await self.drive(refund.id)

    async def record_money_returned(self, asked: RefundRequest, operator: Operator) -> Refund:
        """Record money that a person gave back outside: in the provider's cabinet, by bank, by hand.

        Raises:
            NotAllowed, NotFound, InputError, AlreadyDone, OperationMismatch: nothing was recorded.
        """
        return await self._ask(asked, operator, is_recorded=True)

    async def _ask(self, asked: RefundRequest, operator: Operator, *, is_recorded: bool) -> Refund:
        deed = deeds.refund_money(
            operation_id=asked.operation_id,
            payment_id=asked.payment_id,
            amount=asked.amount,
            reason=asked.reason,
            is_recorded=is_recorded,
        )
        made = (await self._hands.do_alone(deed, operator)).made
        assert isinstance(made, Refund)  # noqa: S101 - what the rules of this kind make
        return made

    async def resolve_unknown(
        self, refund_id: str, *, was_returned: bool, reason: str, operator: Operator
    ) -> Refund:
        """End a refund of unknown outcome by what a person saw in the provider's cabinet.

        Raises:
            NotAllowed, NotFound, InputError: it stays unknown.
            AlreadyDone: it is not unknown any more.
        """
        operator = await allowed(self._db, operator, Permission.REFUND_MONEY)
        require_reason(reason)
        state = RefundState.CONFIRMED if was_returned else RefundState.REFUSED

        def write(tx: Tx) -> Refund:
            refund = _known(refund_id)
            if refund.status is not RefundState.UNKNOWN:
                problem = clause(
                    QT_TRANSLATE_NOOP("Clause", "the refund has the state “{status}”"), status=refund.status
                )
                raise AlreadyDone(problem=problem)
            refunds.end(tx, refund, state, detail=reason, actor=operator.name)
            return _known(refund_id)

        return await self._db.write(write)

    async def refund_stars(
        self, charge_id: str, *, number: int, amount: Stars | None, reason: str, operator: Operator
    ) -> Transfer:
        """Give stars of a settled charge back, at most what is left of it; told to the customer.

        Raises:
            NotAllowed, NotFound, InputError, AlreadyDone, OperationMismatch: nothing was done.
        """
        deed = deeds.refund_stars(charge_id=charge_id, number=number, amount=amount, reason=reason)
        made = (await self._hands.do_alone(deed, operator)).made
        assert isinstance(made, Transfer)  # noqa: S101 - what the rules of this kind make
        return made

    async def of_payment(self, payment_id: str) -> list[Refund]:
        """Return all refunds of a payment, oldest first."""
        return await self._db.read(lambda: refund_store.of_payment(payment_id))

    async def refunded_stars(self, charge_id: str) -> tuple[Stars, int]:
        """Return how much of a charge was given back, and the number of its next refund."""

        def read() -> tuple[Stars, int]:
            return ledger_store.refunded_of(charge_id), ledger_store.refunds_of(charge_id) + 1

        return await self._db.read(read)

    async def debts(self, customer_id: int) -> list[Debt]:
        """Return the debts of a customer, oldest first."""
        return await self._db.read(lambda: refund_store.debts_of(customer_id))

    async def end_debt(self, debt_id: str, *, is_paid: bool, reason: str, operator: Operator) -> Debt:
        """Take an open debt from the balance, or forgive it.

        Raises:
            NotAllowed, NotFound, InputError, NotEnoughStars, AlreadyDone: it stays as it is.
        """
        deed = deeds.end_debt(debt_id=debt_id, is_paid=is_paid, reason=reason)
        made = (await self._hands.do_alone(deed, operator)).made
        assert isinstance(made, Debt)  # noqa: S101 - what the rules of this kind make
        return made

    async def drive(self, refund_id: str) -> Refund:
        """Take one refund as far as it goes now; safe to call at any time, from anywhere.

        Raises:
            NotFound, CannotDo, InputError, RemoteError: see `refund_money`.
        """
        refund, payment = await self._db.read(lambda: _with_payment(refund_id))
        if not refund.is_open or refund.id in self._sending:
            return refund
        self._sending.add(refund.id)
        try:
            if refund.step is RefundStep.READY:
                await self._send(refund, payment)
            else:
                await self._ask_about(refund, payment)
        except AppError as error:
            why = str(error)
            await self._db.write(lambda tx: _later(tx, refund.id, why))
            raise
        finally:
            self._sending.discard(refund.id)
        return await self._db.read(lambda: _known(refund_id))

    async def drive_due(self, limit: int = 50) -> int:
        """Go on with open refunds whose turn it is; returns how many."""
        now = self._clock.now()
        due = await self._db.read(
            lambda: [(known_payment(one.payment_id).provider, one) for one in refund_store.due(now, limit)]
        )
        if due:
            await self._db.write(lambda tx: refund_store.give_turns(tx, [refund for _, refund in due]))
            await ask_each(due, self._drive_one)
        return len(due)

    async def _drive_one(self, refund: Refund) -> AppError | None:
        try:
            await self.drive(refund.id)
        except AppError as error:
            return error
        return None

    async def _send(self, refund: Refund, payment: Payment) -> None:
        provider = self._providers.get(payment.provider)
        is_ours = await self._db.write(lambda tx: refund_store.change(tx, refund, step=RefundStep.SENT.value))
        if not is_ours:
            return
        try:
            answer = await provider.refund(_order(refund, payment))
        except (CannotDo, InputError) as error:
            refused = RefundAnswer(state=RefundState.REFUSED, detail=str(error))
            await self._take(refund, refused)
            raise
        except RemoteUnknown as error:
            answer = RefundAnswer(state=RefundState.UNKNOWN, detail=str(error))
        except AppError:  # certainly not asked: it may be sent when its turn comes again
            await self._db.write(
                lambda tx: refund_store.change(tx, _known(refund.id), step=RefundStep.READY.value)
            )
            raise
        await self._take(refund, answer)

    async def _ask_about(self, refund: Refund, payment: Payment) -> None:
        provider = self._providers.get(payment.provider)
        if refund.step is RefundStep.SENT and refund.status is RefundState.REQUESTED:
            await self._take(refund, RefundAnswer(state=RefundState.UNKNOWN, detail="no answer was seen"))
        answer = await provider.refund_status(_order(refund, payment))
        # By a clock put back the key's age is not known, so it is not relied on.
        is_fresh = timedelta() <= self._clock.now() - refund.created_at < KEY_LIFE
        if answer.may_repeat and is_fresh:
            answer = await provider.refund(_order(refund, payment))
        await self._take(refund, answer)

    async def _take(self, refund: Refund, answer: RefundAnswer) -> None:
        def write(tx: Tx) -> None:
            refunds.end(
                tx,
                refund,
                answer.state,
                provider_ref=answer.provider_ref,
                detail=answer.detail,
                actor=refund.actor,
            )
            _later(tx, refund.id, answer.detail)

        await self._db.write(write)


def known_payment(payment_id: str) -> Payment:
    """Return a payment; raises NotFound."""
    payment = payment_store.payment(payment_id)
    if payment is None:
        raise NotFound(kind="payment", ident=payment_id)
    return payment


def _known(refund_id: str) -> Refund:
    refund = refund_store.by_id(refund_id)
    if refund is None:
        raise NotFound(kind="refund", ident=refund_id)
    return refund


def _with_payment(refund_id: str) -> tuple[Refund, Payment]:
    refund = _known(refund_id)
    return refund, known_payment(refund.payment_id)


def _order(refund: Refund, payment: Payment) -> RefundOrder:
    return RefundOrder(
        refund_id=refund.id,
        external_id=payment.external_id,
        refund_key=payment.refund_key,
        amount=refund.amount,
        is_whole=refund.amount == payment.amount,
        customer_id=payment.payer_id or payment.customer_id,
        bot=payment.bot,
        reason=refund.reason,
        provider_ref=refund.provider_ref,
    )


def _later(tx: Tx, refund_id: str, detail: str) -> None:
    refund = _known(refund_id)
    if not refund.is_open:
        return
    values: dict[str, object] = {
        "asks": refund.asks + 1,
        "next_ask_at": tx.now + pause_after(refund.asks),
    }
    refund_store.change(tx, refund, **(values | ({"detail": detail[:500]} if detail else {})))
