"""Who may do what: operators, their roles and the permissions each role carries; customers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import QT_TRANSLATE_NOOP, NotAllowed, clause

MAX_TELEGRAM_ID = 2**63 - 1


class Role(StrEnum):
    """The four roles, each allowed all that the one before it is; the viewer is the read-only auditor."""

    VIEWER = "viewer"
    SUPPORT = "support"
    SENIOR = "senior"
    ADMIN = "admin"


class Permission(StrEnum):
    """One deed that a service asks about before it acts."""

    EDIT_CUSTOMER = "edit_customer"
    START_TRAINING = "start_training"
    CANCEL_TRAINING = "cancel_training"
    RETRY_TRAINING = "retry_training"
    DOWNLOAD_WEIGHTS = "download_weights"
    RESEND_MESSAGE = "resend_message"
    CHECK_TOKENS = "check_tokens"
    RETRY_FREE = "retry_free"
    ADJUST_BALANCE = "adjust_balance"
    REVERSE_TRANSFER = "reverse_transfer"
    MAKE_INVOICE = "make_invoice"
    SELL_TESTS = "sell_tests"
    ADD_TO_INBOX = "add_to_inbox"
    DECIDE_QUARANTINE = "decide_quarantine"
    REFUND_MONEY = "refund_money"
    REFUND_STARS = "refund_stars"
    MANAGE_PLANS = "manage_plans"
    RECONCILE = "reconcile"
    APPROVE = "approve"
    BREAK_GLASS = "break_glass"
    EDIT_PRICES = "edit_prices"
    EXPORT = "export"
    EDIT_SETTINGS = "edit_settings"
    MANAGE_OPERATORS = "manage_operators"
    EXPORT_AUDIT = "export_audit"


DEEDS: dict[Permission, str] = {
    Permission.EDIT_CUSTOMER: QT_TRANSLATE_NOOP("Clause", "change customers"),
    Permission.START_TRAINING: QT_TRANSLATE_NOOP("Clause", "start trainings"),
    Permission.CANCEL_TRAINING: QT_TRANSLATE_NOOP("Clause", "cancel trainings"),
    Permission.RETRY_TRAINING: QT_TRANSLATE_NOOP("Clause", "retry trainings"),
    Permission.DOWNLOAD_WEIGHTS: QT_TRANSLATE_NOOP("Clause", "download weights"),
    Permission.RESEND_MESSAGE: QT_TRANSLATE_NOOP("Clause", "send a message again"),
    Permission.CHECK_TOKENS: QT_TRANSLATE_NOOP("Clause", "check tokens"),
    Permission.RETRY_FREE: QT_TRANSLATE_NOOP("Clause", "retry for free"),
    Permission.ADJUST_BALANCE: QT_TRANSLATE_NOOP("Clause", "change balances"),
    Permission.REVERSE_TRANSFER: QT_TRANSLATE_NOOP("Clause", "reverse transfers"),
    Permission.MAKE_INVOICE: QT_TRANSLATE_NOOP("Clause", "make invoices"),
    Permission.SELL_TESTS: QT_TRANSLATE_NOOP("Clause", "sell tests"),
    Permission.ADD_TO_INBOX: QT_TRANSLATE_NOOP("Clause", "add notices to the inbox"),
    Permission.DECIDE_QUARANTINE: QT_TRANSLATE_NOOP("Clause", "decide about quarantined money"),
    Permission.REFUND_MONEY: QT_TRANSLATE_NOOP("Clause", "send money back"),
    Permission.REFUND_STARS: QT_TRANSLATE_NOOP("Clause", "give stars back for a charge"),
    Permission.MANAGE_PLANS: QT_TRANSLATE_NOOP("Clause", "change plans"),
    Permission.RECONCILE: QT_TRANSLATE_NOOP("Clause", "compare books"),
    Permission.APPROVE: QT_TRANSLATE_NOOP("Clause", "approve deeds of others"),
    Permission.BREAK_GLASS: QT_TRANSLATE_NOOP("Clause", "pass the limits"),
    Permission.EDIT_PRICES: QT_TRANSLATE_NOOP("Clause", "change prices"),
    Permission.EXPORT: QT_TRANSLATE_NOOP("Clause", "write files"),
    Permission.EDIT_SETTINGS: QT_TRANSLATE_NOOP("Clause", "change settings"),
    Permission.MANAGE_OPERATORS: QT_TRANSLATE_NOOP("Clause", "manage operators"),
    Permission.EXPORT_AUDIT: QT_TRANSLATE_NOOP("Clause", "take the audit log along"),
}
"""What each permission lets one do, as it stands after “may”."""


_ADDED_BY_ROLE: dict[Role, frozenset[Permission]] = {
    # Whoever works at the desk may look at everything; the viewer is the auditor, who takes the log along.
    Role.VIEWER: frozenset({Permission.EXPORT_AUDIT}),
    Role.SUPPORT: frozenset(
        {
            Permission.EDIT_CUSTOMER,
            Permission.START_TRAINING,
            Permission.CANCEL_TRAINING,
            Permission.RETRY_TRAINING,
            Permission.DOWNLOAD_WEIGHTS,
            Permission.RESEND_MESSAGE,
            Permission.CHECK_TOKENS,
            Permission.MAKE_INVOICE,
            Permission.ADD_TO_INBOX,
            Permission.ADJUST_BALANCE,
            Permission.REFUND_STARS,
            Permission.EXPORT,
        }
    ),
    Role.SENIOR: frozenset(
        {
            Permission.RETRY_FREE,
            Permission.REVERSE_TRANSFER,
            Permission.DECIDE_QUARANTINE,
            Permission.REFUND_MONEY,
            Permission.MANAGE_PLANS,
            Permission.RECONCILE,
            Permission.APPROVE,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.EDIT_SETTINGS,
            Permission.MANAGE_OPERATORS,
            Permission.SELL_TESTS,
            Permission.EDIT_PRICES,
            Permission.BREAK_GLASS,
        }
    ),
}


def permissions_of(role: Role) -> frozenset[Permission]:
    """Return all permissions of `role`, those of the roles below it included."""
    ladder = list(Role)
    return frozenset().union(*(_ADDED_BY_ROLE[r] for r in ladder[: ladder.index(role) + 1]))


class Gender(StrEnum):
    """Needed for prompts (incident B54); unknown is said, never guessed."""

    UNKNOWN = "unknown"
    FEMALE = "female"
    MALE = "male"


class Language(StrEnum):
    """The languages that every text exists in."""

    EN = "en"
    RU = "ru"


_READS_RUSSIAN = frozenset({"ru", "uk", "be", "kk"})


def language_of(telegram_code: str) -> Language:
    """Return the language to write in for Telegram's language code (domain rules §8)."""
    return Language.RU if telegram_code.lower().split("-")[0] in _READS_RUSSIAN else Language.EN


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A person who works with the console."""

    id: str
    name: str
    role: Role
    is_active: bool = True
    has_password: bool = False
    last_seen_at: datetime | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether the operator may do it; the window asks, so that it need not offer in vain."""
        return self.is_active and permission in permissions_of(self.role)

    def require(self, permission: Permission) -> None:
        """Return if the operator may do it.

        Raises:
            NotAllowed: the role does not carry the permission, or the operator was switched off.
        """
        if not self.may(permission):
            raise not_allowed(self.name, self.role, permission)


def not_allowed(name: str, role: Role, permission: Permission) -> NotAllowed:
    """Return the refusal of a deed to whom it is not permitted."""
    return NotAllowed(operator=name, role=role, deed=clause(DEEDS[permission]))


NOBODY = Operator(id="", name="nobody", role=Role.VIEWER, is_active=False)
"""Who works at a desk where nobody has signed in: may do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDraft:
    """What is needed to make a customer."""

    telegram_id: int
    bot: str
    username: str = ""
    first_name: str = ""
    last_name: str = ""
    language: Language = Language.EN
    gender: Gender = Gender.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A Telegram user who buys; known by the 64-bit Telegram id in every place (I13)."""

    telegram_id: int
    bot: str
    username: str
    first_name: str
    last_name: str
    language: Language
    gender: Gender
    created_at: datetime
    is_unreachable: bool = False

    @property
    def name(self) -> str:
        """Return the full name, else @username, else the id: never empty."""
        full = f"{self.first_name} {self.last_name}".strip()
        return full or (f"@{self.username}" if self.username else str(self.telegram_id))
