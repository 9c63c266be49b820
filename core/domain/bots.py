"""Bots that sell, the people behind each of them, and who is told what (domain rules §8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.people import Language


class Receiver(StrEnum):
    """Whom a message is for; each bot knows its own, and there is no default (I14)."""

    CUSTOMER = "customer"
    OWNER = "owner"
    GROUP = "group"
    ERRORS = "errors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """One bot as the operators describe it. Ids that nobody set are None: then nobody is told."""

    name: str
    owner_id: int | None = None
    owner_language: Language = Language.RU
    group_id: int | None = None
    """Group of the admins: what was paid."""
    errors_id: int | None = None
    """Channel for what needs a person: quarantine, alarms, failed trainings."""
    group_language: Language = Language.RU
    support: str = ""
    """What customers are told to write to, an @name or an address."""
    is_active: bool = True
    created_at: datetime | None = None

    def chat_of(self, receiver: Receiver) -> int | None:
        """Return the chat of a staff receiver; none for one that is not set, or of a bot that is off."""
        if not self.is_active:
            return None
        return {
            Receiver.OWNER: self.owner_id,
            Receiver.GROUP: self.group_id,
            Receiver.ERRORS: self.errors_id,
        }.get(receiver)

    def language_of(self, receiver: Receiver) -> Language:
        """Return the language a staff receiver reads."""
        return self.owner_language if receiver is Receiver.OWNER else self.group_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """What Telegram tells of where it delivers a bot's updates; the address itself may hold a secret."""

    is_set: bool
    pending: int
    last_error: str
    last_error_at: datetime | None

    @property
    def is_ill(self) -> bool:
        """Tell whether updates pile up: nobody takes them, or the last delivery failed and some wait."""
        return self.pending > 0 and (not self.is_set or bool(self.last_error))
