"""What a transaction did, or would do, to balances, plans and chats."""

from dataclasses import dataclass

from core.domain.bots import Receiver
from core.domain.ledger import Transfer, customer_of
from core.money import Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceChange:
    """One account before and after."""

    account: str
    before: Stars
    after: Stars

    @property
    def customer_id(self) -> int | None:
        """Return whose account it is; none for an account of the house."""
        return customer_of(self.account)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message that is queued; to staff too, where `receiver` is not the customer."""

    receiver: Receiver
    customer_id: int | None
    bot: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChange:
    """A period of a plan that is added, or closed."""

    customer_id: int
    plan: str
    days: int | None
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One audit row: what was done to which record."""

    action: str
    subject_kind: str
    subject_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Everything that is otherwise afterwards."""

    balances: tuple[BalanceChange, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    messages: tuple[NewMessage, ...] = ()
    periods: tuple[PeriodChange, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def customers(self) -> tuple[BalanceChange, ...]:
        """Return the balances of customers only."""
        return tuple(one for one in self.balances if one.customer_id is not None)

    @property
    def to_customers(self) -> tuple[NewMessage, ...]:
        """Return the messages to customers only."""
        return tuple(one for one in self.messages if one.receiver is Receiver.CUSTOMER)
