"""Changes of a balance by hand: why, said as a code with words for the customer in both languages.

Money that came and was not credited is no reason here. It is bound to the provider's id on the payments page;
a gift in its place would stand beside the payment when that is found (domain rules §4.8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.domain.deeds import Deed, DeedKind
from core.domain.people import Language
from core.money import Stars


class ReasonCode(StrEnum):
    """Why a balance is changed by hand."""

    GOODWILL = "goodwill"
    COMPENSATION = "compensation"
    CORRECTION = "correction"
    PROMO = "promo"
    TEST = "test"
    OTHER = "other"


CODES_TO_GIVE = tuple(ReasonCode)
CODES_TO_TAKE = (ReasonCode.CORRECTION, ReasonCode.TEST, ReasonCode.OTHER)

_TOLD: Mapping[ReasonCode, Mapping[Language, str]] = {
    ReasonCode.GOODWILL: {Language.RU: "подарок от нас", Language.EN: "a gift from us"},
    ReasonCode.COMPENSATION: {
        Language.RU: "компенсация за неудобства",
        Language.EN: "a compensation for the trouble",
    },
    ReasonCode.CORRECTION: {
        Language.RU: "исправление прежней ошибки",
        Language.EN: "correction of an earlier mistake",
    },
    ReasonCode.PROMO: {Language.RU: "акция", Language.EN: "promotion"},
    ReasonCode.TEST: {Language.RU: "проверка", Language.EN: "a test"},
}


def told_words(code: ReasonCode, language: Language, comment: str) -> str:
    """Return the reason that the customer reads; under “other” it is the operator's own comment."""
    return _TOLD[code][language] if code in _TOLD else comment.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A change of a balance by hand. `operation_id` is made when the form opens."""

    operation_id: str
    customer_id: int
    amount: Stars
    reason: str
    """The comment: stays in the ledger."""
    code: ReasonCode = ReasonCode.OTHER
    link: str = ""
    """The payment, charge or ticket that this is about."""
    silence: str = ""
    """Why the customer is not told; empty tells the customer."""

    def deed(self, kind: DeedKind) -> Deed:
        """Return the deed that does it, as a credit or a debit."""
        return Deed(
            kind=kind,
            operation_id=self.operation_id,
            arguments={
                "customer": self.customer_id,
                "amount": self.amount.hundredths,
                "code": self.code.value,
                "link": self.link.strip(),
                "silence": self.silence.strip(),
            },
            reason=self.reason,
        )
