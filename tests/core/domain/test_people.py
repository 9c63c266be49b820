"""Roles and rights, languages and names."""

import pytest

from core.domain.people import (
    Customer,
    Gender,
    Language,
    Operator,
    Permission,
    Role,
    language_of,
    permissions_of,
)
from core.errors import NotAllowed

P = Permission
ADDED = {
    Role.VIEWER: {P.EXPORT_AUDIT},
    Role.SUPPORT: {P.EDIT_CUSTOMER, P.START_TRAINING, P.CANCEL_TRAINING, P.RETRY_TRAINING}
    | {P.DOWNLOAD_WEIGHTS, P.RESEND_MESSAGE, P.CHECK_TOKENS, P.MAKE_INVOICE, P.ADD_TO_INBOX}
    | {P.ADJUST_BALANCE, P.REFUND_STARS, P.EXPORT},
    Role.SENIOR: {P.RETRY_FREE, P.REVERSE_TRANSFER, P.DECIDE_QUARANTINE, P.REFUND_MONEY}
    | {P.MANAGE_PLANS, P.RECONCILE, P.APPROVE},
    Role.ADMIN: {P.EDIT_SETTINGS, P.MANAGE_OPERATORS, P.SELL_TESTS, P.EDIT_PRICES, P.BREAK_GLASS},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_the_whole_matrix_of_rights(role: Role, permission: Permission) -> None:
    """Each cell: a role may do what it adds and what the roles below it may, and nothing else."""
    ladder = list(Role)
    may = any(permission in ADDED[one] for one in ladder[: ladder.index(role) + 1])
    assert (permission in permissions_of(role)) is may
    operator = Operator(id="1", name="Olga", role=role)
    if may:
        operator.require(permission)
    else:
        with pytest.raises(NotAllowed, match="Olga"):
            operator.require(permission)


def test_a_switched_off_operator_may_nothing() -> None:
    """Not even look."""
    for permission in Permission:
        with pytest.raises(NotAllowed):
            Operator(id="1", name="Olga", role=Role.ADMIN, is_active=False).require(permission)


@pytest.mark.parametrize(
    ("code", "language"),
    [("ru", "ru"), ("RU-ru", "ru"), ("uk", "ru"), ("be", "ru"), ("kk", "ru"), ("en", "en"), ("", "en")],
)
def test_the_language_follows_telegrams_code(code: str, language: str) -> None:
    """ru, uk, be and kk read Russian, everybody else English."""
    assert language_of(code) is Language(language)


@pytest.mark.parametrize(
    ("first", "last", "username", "name"),
    [("Анна", "К", "a", "Анна К"), ("", "К", "a", "К"), ("", "", "anna", "@anna"), ("", "", "", "42")],
)
def test_a_customer_always_has_a_name(first: str, last: str, username: str, name: str) -> None:
    """The full name, else @username, else the id."""
    from datetime import UTC, datetime

    customer = Customer(
        telegram_id=42,
        bot="b",
        username=username,
        first_name=first,
        last_name=last,
        language=Language.EN,
        gender=Gender.UNKNOWN,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert customer.name == name
