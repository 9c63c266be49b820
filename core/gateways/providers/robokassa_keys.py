"""The keys of a Robokassa shop: what has to be entered, and what is signed with which password."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.providers import CredentialField
from core.errors import QT_TRANSLATE_NOOP, InputError, ProviderNotSet, clause
from core.gateways.providers.robokassa_signing import ALGORITHMS, JWT_HASHES, refund_token, signature
from core.gateways.providers.shape import ProviderTools

SERVICE = "Robokassa"
"""What errors call the provider."""

TAX_SYSTEMS = ("none", "osn", "usn_income", "usn_income_outcome", "esn", "patent")
"""Tax systems of a receipt; with "none" no receipt is sent."""

TAXES = ("none", "vat0", "vat5", "vat7", "vat10", "vat20", "vat105", "vat107", "vat110", "vat120")
"""Taxes of a receipt's item."""

FIELDS = (
    CredentialField(
        name="merchant_login", label=QT_TRANSLATE_NOOP("Providers", "Shop login"), is_secret=False
    ),
    CredentialField(name="password_1", label=QT_TRANSLATE_NOOP("Providers", "Password 1")),
    CredentialField(name="password_2", label=QT_TRANSLATE_NOOP("Providers", "Password 2")),
    CredentialField(
        name="password_3",
        label=QT_TRANSLATE_NOOP("Providers", "Password 3 (for refunds)"),
        is_required=False,
    ),
    CredentialField(
        name="test_password_1",
        label=QT_TRANSLATE_NOOP("Providers", "Password 1 for tests"),
        is_required=False,
    ),
    CredentialField(
        name="test_password_2",
        label=QT_TRANSLATE_NOOP("Providers", "Password 2 for tests"),
        is_required=False,
    ),
    CredentialField(
        name="hash",
        label=QT_TRANSLATE_NOOP("Providers", "Hash of the signatures"),
        is_secret=False,
        choices=ALGORITHMS,
        default=ALGORITHMS[0],
    ),
    CredentialField(
        name="refund_algorithm",
        label=QT_TRANSLATE_NOOP("Providers", "Signature of refunds"),
        is_secret=False,
        choices=tuple(JWT_HASHES),
        default="HS256",
    ),
    CredentialField(
        name="tax_system",
        label=QT_TRANSLATE_NOOP("Providers", "Tax system of receipts"),
        is_secret=False,
        choices=TAX_SYSTEMS,
        default="none",
    ),
    CredentialField(
        name="tax",
        label=QT_TRANSLATE_NOOP("Providers", "Tax of receipts"),
        is_secret=False,
        choices=TAXES,
        default="none",
    ),
)
"""What a shop's cabinet tells, in the order of the form."""

_LABELS = {field.name: field.label for field in FIELDS}


@dataclass(frozen=True, slots=True)
class ShopKeys:
    """One shop's keys, read when they are needed. Every call blocks: a keyring may ask its owner."""

    tools: ProviderTools

    @property
    def login(self) -> str:
        """Return the shop's login."""
        return self.tools.secret("merchant_login")

    @property
    def algorithm(self) -> str:
        """Return the hash of the signatures, as entered: in whatever case, or with a dash."""
        return self.tools.secret("hash").lower().replace("-", "")

    @property
    def tax_system(self) -> str:
        """Return the tax system of receipts, empty if none are sent."""
        found = self.tools.secret("tax_system")
        return "" if found == "none" else found

    @property
    def tax(self) -> str:
        """Return the tax of a receipt's item."""
        return self.tools.secret("tax")

    def sign_link(self, parts: Iterable[str], extras: Iterable[str] = (), *, is_test: bool) -> str:
        """Sign what asks for money: with password 1, before the shop's own fields."""
        return self._sign([*parts, self._password("password_1", is_test=is_test), *extras])

    def sign_notice(self, parts: Iterable[str], extras: Iterable[str] = (), *, is_test: bool) -> str:
        """Sign what tells of money: with password 2, before the shop's own fields."""
        return self._sign([*parts, self._password("password_2", is_test=is_test), *extras])

    def sign_refund(self, payload: str) -> str:
        """Return the token that asks for a refund; raises ProviderNotSet if refunds are not set up."""
        password = self.tools.secret("password_3")
        if not password:
            raise ProviderNotSet(service=SERVICE, field=_LABELS["password_3"])
        return refund_token(payload, password, self.tools.secret("refund_algorithm"))

    def _password(self, name: str, *, is_test: bool) -> str:
        """Return the password of the real or of the test pair; the two never stand in for each other."""
        wanted = f"test_{name}" if is_test else name
        password = self.tools.secret(wanted)
        if not password:
            raise ProviderNotSet(service=SERVICE, field=_LABELS[wanted])
        return password

    def _sign(self, parts: Iterable[str]) -> str:
        if self.algorithm not in ALGORITHMS:
            raise InputError(
                field="hash",
                value=self.algorithm,
                problem=clause(
                    QT_TRANSLATE_NOOP("Clause", "Robokassa knows {known} only"), known=", ".join(ALGORITHMS)
                ),
            )
        return signature(self.algorithm, parts)
