"""The key of the audit chain in tests, by the environment as on a machine without keyring; and a keyring."""

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

AUDIT_KEY = "a5" * 32
AUDIT_ENVIRON = {"STATIONMASTER_AUDIT_KEY": AUDIT_KEY}


class Keyring(KeyringBackend):
    """A keyring that keeps, or refuses what it is told to refuse."""

    priority = 5
    viable = False

    def __init__(self, *, is_locked: bool = False) -> None:
        """Start empty."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.is_locked = is_locked
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Give what is kept."""
        self._check()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._check()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        if self.kept.pop(username, None) is None:
            raise PasswordDeleteError(username)

    def _check(self) -> None:
        if self.is_locked:
            raise KeyringLocked("locked")


KeyringBackend._classes.discard(Keyring)  # other tests must not meet it when they look for the machine's
