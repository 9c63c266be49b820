"""Secrets are found in their order, kept in a real keyring only, and never shown."""

import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError

from core.errors import InputError, NoKeyring
from core.gateways.secrets import REPLICATE_TOKEN, Secret, Secrets, telegram_token_name, variable_of
from core.logs import redact


def _unlisted(backend):
    """Take a backend out of keyring's own list: other tests must not meet it."""
    KeyringBackend._classes.discard(backend)
    return backend


@_unlisted
class MemoryKeyring(KeyringBackend):
    """A keyring that keeps everything in memory."""

    priority = 5

    def __init__(self, error=None):
        super().__init__()
        self.kept = {}
        self.error = error

    def _check(self):
        if self.error:
            raise self.error

    def get_password(self, service, username):
        """Return what was kept."""
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        """Keep it."""
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        """Forget it."""
        self._check()
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


@_unlisted
class WeakKeyring(MemoryKeyring):
    """A keyring that keyring itself does not recommend, such as a file."""

    priority = 0.5


@_unlisted
class DeadKeyring(MemoryKeyring):
    """A keyring that cannot work here."""

    @property
    def priority(self):
        """Refuse, as backends do that miss their library."""
        raise RuntimeError("no library")


@pytest.fixture
def everywhere(tmp_path):
    """Return secrets with the token in all four sources, each with its own value."""
    env_file, credentials = tmp_path / ".env", tmp_path / "credentials"
    env_file.write_text('REPLICATE_API_TOKEN="r8_fromdotenv"\n')
    credentials.mkdir()
    (credentials / "replicate-token").write_text("r8_fromcredential\n")
    ring = MemoryKeyring()
    ring.kept["Stationmaster", REPLICATE_TOKEN] = "r8_fromkeyring"
    environ = {"REPLICATE_API_TOKEN": " 'r8_fromenviron' \n"}
    return (
        Secrets(environ=environ, env_file=env_file, credentials_dir=credentials, backend=ring),
        ring,
        environ,
    )


def test_order(everywhere, tmp_path):
    """Keyring, environment, .env, credential: the first that has it counts, and is named."""
    secrets, ring, environ = everywhere
    found = [secrets.get(REPLICATE_TOKEN)]
    ring.kept.clear()
    found.append(secrets.get(REPLICATE_TOKEN))
    environ.clear()
    found.append(secrets.get(REPLICATE_TOKEN))
    (tmp_path / ".env").unlink()
    found.append(secrets.get(REPLICATE_TOKEN))
    (tmp_path / "credentials" / "replicate-token").unlink()
    assert [(one.value, one.source) for one in found] == [
        ("r8_fromkeyring", "keyring"),
        ("r8_fromenviron", "environment REPLICATE_API_TOKEN"),
        ("r8_fromdotenv", ".env"),
        ("r8_fromcredential", "credential"),
    ]
    assert secrets.get(REPLICATE_TOKEN) is None


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        (REPLICATE_TOKEN, "REPLICATE_API_TOKEN"),
        (telegram_token_name("star_bot"), "TELEGRAM_TOKEN_STAR_BOT"),
        (telegram_token_name("my-bot.2"), "TELEGRAM_TOKEN_MY_BOT_2"),
        ("audit-key", "STATIONMASTER_AUDIT_KEY"),
    ],
)
def test_names(name, variable):
    """Each secret has one environment variable."""
    assert variable_of(name) == variable
    assert Secrets(environ={variable: "value-1"}).get(name) == Secret("value-1", f"environment {variable}")


@pytest.mark.parametrize("value", ["", "  ", "''", '""'])
def test_empty_is_nothing(value):
    """An empty variable does not hide the sources after it."""
    assert Secrets(environ={"REPLICATE_API_TOKEN": value}).get(REPLICATE_TOKEN) is None


@pytest.mark.parametrize("value", ["r8_токен", "r8_a\nb", "r8_a\x00"])
def test_unusable_value(value):
    """A value that no header can carry is refused with its source, and not shown."""
    with pytest.raises(InputError, match="environment REPLICATE_API_TOKEN") as caught:
        Secrets(environ={"REPLICATE_API_TOKEN": value}).get(REPLICATE_TOKEN)
    assert value not in str(caught.value)


def test_save_and_delete():
    """A saved secret is clean, read back from the keyring, and gone after delete; twice is fine."""
    secrets = Secrets(environ={}, backend=MemoryKeyring())
    assert secrets.can_save
    secrets.save(REPLICATE_TOKEN, ' "r8_savedvalue" \n')
    assert secrets.get(REPLICATE_TOKEN) == Secret("r8_savedvalue", "keyring")
    secrets.delete(REPLICATE_TOKEN)
    secrets.delete(REPLICATE_TOKEN)
    assert secrets.get(REPLICATE_TOKEN) is None


@pytest.mark.parametrize("value", ["", "''", "r8_ключ"])
def test_save_refuses_nonsense(value):
    """Nothing unusable is saved."""
    ring = MemoryKeyring()
    with pytest.raises(InputError):
        Secrets(environ={}, backend=ring).save(REPLICATE_TOKEN, value)
    assert ring.kept == {}


@pytest.mark.parametrize(
    "backend",
    [
        None,
        keyring.backends.fail.Keyring(),
        keyring.backends.null.Keyring(),
        WeakKeyring(),
        DeadKeyring(),
    ],
)
def test_no_real_keyring(backend):
    """Without a keyring that protects, saving is refused with the variable to set instead."""
    secrets = Secrets(environ={}, backend=backend)
    assert not secrets.can_save
    with pytest.raises(NoKeyring, match="REPLICATE_API_TOKEN"):
        secrets.save(REPLICATE_TOKEN, "r8_value")
    with pytest.raises(NoKeyring):
        secrets.delete(REPLICATE_TOKEN)
    assert secrets.get(REPLICATE_TOKEN) is None


def test_file_backends_are_refused():
    """A backend of the alternative file keyrings is refused whatever it says of itself."""
    alternative = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})
    assert not Secrets(environ={}, backend=_unlisted(alternative)()).can_save


def test_chain_of_keyrings(monkeypatch):
    """Of a chain the one that protects is used, never a weak one before it."""
    weak, strong = WeakKeyring(), MemoryKeyring()
    monkeypatch.setattr(keyring.backends.chainer.ChainerBackend, "backends", [weak, strong])
    Secrets(environ={}, backend=keyring.backends.chainer.ChainerBackend()).save("audit-key", "secret-1")
    assert weak.kept == {}
    assert len(strong.kept) == 1


def test_locked_keyring(caplog):
    """A locked keyring is passed by for reading, with a warning, and refuses to save."""
    secrets = Secrets(
        environ={"REPLICATE_API_TOKEN": "r8_fromenviron"}, backend=MemoryKeyring(KeyringLocked("locked"))
    )
    assert secrets.get(REPLICATE_TOKEN).source == "environment REPLICATE_API_TOKEN"
    assert "locked" in caplog.text
    with pytest.raises(NoKeyring, match="locked"):
        secrets.save(REPLICATE_TOKEN, "r8_value")


def test_keyring_that_will_not_delete():
    """A keyring that refuses to delete says so."""
    with pytest.raises(NoKeyring, match="denied"):
        Secrets(environ={}, backend=MemoryKeyring(KeyringError("denied"))).delete(REPLICATE_TOKEN)


def test_never_shown():
    """A secret that was read is not in its repr and is hidden in every later log line."""
    secret = Secrets(environ={"STATIONMASTER_AUDIT_KEY": "plain-looking-value"}).get("audit-key")
    assert "plain-looking-value" not in repr(secret)
    assert "plain-looking-value" not in redact("key=plain-looking-value")


def test_this_machine(monkeypatch, tmp_path):
    """The credentials folder is the one systemd names."""
    (tmp_path / "telegram-token-star_bot").write_text("1234567:abc\n")
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    secrets = Secrets.for_machine({"CREDENTIALS_DIRECTORY": str(tmp_path)}, env_file=None)
    assert secrets.get(telegram_token_name("star_bot")) == Secret("1234567:abc", "credential")
