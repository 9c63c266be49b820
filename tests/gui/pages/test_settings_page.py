"""Tests of gui/pages/settings_page.py: tokens, the look of the window, where settings come from."""

import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from core.container import Core
from core.db import audit_store
from core.domain.people import CustomerDraft, Role
from core.gateways.secrets import REPLICATE_TOKEN, Secrets, provider_field_name, telegram_token_name
from core.paths import Paths
from core.sandbox.server import SandboxThread
from core.settings import Settings
from gui import theme
from gui.forms.provider_cards import check_key
from gui.forms.provider_keys_form import ProviderKeysForm
from gui.forms.token_forms import BotTokensForm, ReplicateTokenForm
from gui.languages import Language, Languages
from gui.pages.settings_page import SettingsPage
from gui.theme import Scheme, Theme
from gui.widgets.fields import ChoiceField
from gui.widgets.table import Table
from tests.fakes.console import button, dialog, press, shown, wait_until, words
from tests.fakes.keys import AUDIT_ENVIRON

GOOD, OTHER, REFUSED = "r8_good00000000000000", "r8_other0000000000000", "r8_bad00000000000000"
BOT = "neuro_blogger"


@asynccontextmanager
async def settings_page(
    tmp_path: Path, secrets: Secrets, *, role: Role = Role.ADMIN, sources: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[Core, SettingsPage]]:
    """The page over a core with these secrets and one customer of each of two bots."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with SandboxThread() as sandbox:
        values = Settings(
            replicate_base_url=sandbox.url, telegram_base_url=sandbox.url, providers_base_url=sandbox.url
        )
        paths = Paths.for_user(tmp_path)
        async with Core.opened(paths, values, secrets, sources=sources) as core:
            for number, bot in enumerate((BOT, "photo_muse"), start=1):
                await core.people.add_customer(CustomerDraft(telegram_id=number, bot=bot), core.operator)
            core.operator = replace(core.operator, role=role)
            looks = Theme(app, Scheme.LIGHT), Languages(app, Language.EN)
            page = SettingsPage(core, *looks)
            page.resize(1200, 840)
            page.show()
            try:
                await wait_until(lambda: "acme" in words(page) and BOT in words(page))
                yield core, page
            finally:
                await page.close_page()
                page.close()
                looks[0].set_scheme(Scheme.LIGHT)
                looks[1].take_off()
                for gone in (page, *looks):
                    gone.deleteLater()


def memory() -> Secrets:
    """Return a keyring that forgets, with both tokens."""
    return Secrets.in_memory({REPLICATE_TOKEN: GOOD, telegram_token_name(BOT): "123:abc"})


def token_form(page: SettingsPage) -> ReplicateTokenForm:
    """Return the form of the Replicate token."""
    return shown(page, ReplicateTokenForm)[0]


def bots_form(page: SettingsPage) -> BotTokensForm:
    """Return the form of the bots' tokens."""
    return shown(page, BotTokensForm)[0]


def enter(field: QLineEdit, text: str) -> None:
    """Paste into a field instead of what it holds, as tokens are."""
    QGuiApplication.clipboard().setText(text)
    field.selectAll()
    field.paste()


async def test_a_new_token_is_saved_and_tried(tmp_path: Path, qapp: QApplication) -> None:
    """A good token goes to the keyring, is in use at once, and is not left on the screen."""
    secrets = memory()
    async with settings_page(tmp_path, secrets) as (_core, page):
        said: list[str] = []
        page.said.connect(said.append)
        form = token_form(page)
        assert form.field.control.echoMode() == QLineEdit.EchoMode.Password
        enter(form.field.control, OTHER)
        press(form, "Save token")
        await wait_until(lambda: said == ["Replicate accepts the token of acme."])
        assert form.field.value == ""
        kept = secrets.get(REPLICATE_TOKEN)
        assert kept is not None
        assert kept.value == OTHER


async def test_a_refused_token_shuts_the_gate_and_says_so(tmp_path: Path, qapp: QApplication) -> None:
    """A token Replicate refuses is told with what to do next, and the gate shows shut."""
    async with settings_page(tmp_path, memory()) as (core, page):
        form = token_form(page)
        enter(form.field.control, REFUSED)
        press(form, "Save token")
        await wait_until(lambda: dialog(page) is not None)
        told = dialog(page)
        assert told is not None
        assert "Replicate does not accept the token from keyring (401)." in words(told)
        assert not core.gate.state.is_open
        await wait_until(lambda: "401" in form.state.state)
        press(told, "Close")
        await wait_until(lambda: dialog(page) is None)


async def test_the_shape_of_a_token_is_checked_while_typing(tmp_path: Path, qapp: QApplication) -> None:
    """What cannot be a token is named at the field, and cannot be saved."""
    async with settings_page(tmp_path, memory()) as (_core, page):
        form = token_form(page)
        problems = {
            "hello": "does not begin with r8_",
            "r8_a b": "spaces",
            "r8_ы": "ASCII",
            "'r8_a'": "quotes",
        }
        for typed, problem in problems.items():
            enter(form.field.control, typed)
            assert problem in form.field.error
            assert not button(form, "Save token").isEnabled()
        enter(form.field.control, GOOD)
        assert form.field.error == ""
        assert button(form, "Save token").isEnabled()


async def test_without_a_keyring_nothing_is_kept(tmp_path: Path, qapp: QApplication) -> None:
    """On a machine without keyring saving is refused with the way that works there."""
    secrets = Secrets(environ=AUDIT_ENVIRON | {"REPLICATE_API_TOKEN": GOOD})
    async with settings_page(tmp_path, secrets) as (_core, page):
        form = token_form(page)
        assert "token from environment REPLICATE_API_TOKEN" in form.state.state
        enter(form.field.control, OTHER)
        press(form, "Save token")
        await wait_until(lambda: dialog(page) is not None)
        told = dialog(page)
        assert told is not None
        assert "never as plain text" in words(told)
        assert "REPLICATE_API_TOKEN" in words(told)
        press(told, "Close")
        await wait_until(lambda: dialog(page) is None)


async def test_who_may_not_change_tokens_cannot(tmp_path: Path, qapp: QApplication) -> None:
    """Support sees how the tokens stand but cannot save another."""
    async with settings_page(tmp_path, memory(), role=Role.SUPPORT) as (_core, page):
        enter(token_form(page).field.control, GOOD)
        assert not button(page, "Save token").isEnabled()
        enter(bots_form(page).bot_field.control, BOT)
        enter(bots_form(page).token_field.control, "123:abc")
        assert not button(page, "Save bot’s token").isEnabled()


async def test_each_bot_shows_its_token_and_can_be_checked(tmp_path: Path, qapp: QApplication) -> None:
    """Every bot of a customer is listed with the source of its token; Telegram tells its name."""
    async with settings_page(tmp_path, memory()) as (_core, page):
        said: list[str] = []
        page.said.connect(said.append)
        form = bots_form(page)
        assert form.bots == (BOT, "photo_muse")
        assert "Token from keyring" in words(form)
        assert "No token: messages of this bot wait in the outbox" in words(form)
        assert not button(form, "Check the bot photo_muse").isEnabled()
        press(form, f"Check the bot {BOT}")
        await wait_until(lambda: said)
        assert said[0].startswith(f"Telegram accepts the token of {BOT}: it is @")


async def test_a_bot_gets_its_token(tmp_path: Path, qapp: QApplication) -> None:
    """A token Telegram accepts is kept under the bot's name; a refused one is not."""
    secrets = memory()
    async with settings_page(tmp_path, secrets) as (_core, page):
        said: list[str] = []
        page.said.connect(said.append)
        form = bots_form(page)
        enter(form.bot_field.control, "photo_muse")
        enter(form.token_field.control, "bad")
        press(form, "Save bot’s token")
        await wait_until(lambda: dialog(page) is not None)
        told = dialog(page)
        assert told is not None
        press(told, "Close")
        await wait_until(lambda: dialog(page) is None)
        assert secrets.get(telegram_token_name("photo_muse")) is None
        enter(form.token_field.control, "456:def")
        press(form, "Save bot’s token")
        await wait_until(lambda: said)
        kept = secrets.get(telegram_token_name("photo_muse"))
        assert kept is not None
        assert kept.value == "456:def"
        assert (form.bot_field.value, form.token_field.value) == ("", "")
        await wait_until(lambda: "No token" not in words(form))


async def test_language_and_theme_change_at_once(tmp_path: Path, qapp: QApplication) -> None:
    """Choosing Russian and dark rewrites and repaints the page without a restart."""
    async with settings_page(tmp_path, memory()) as (_core, page):
        language, scheme = shown(page, ChoiceField)
        scheme.changed.emit(Scheme.DARK.value)
        assert theme.tokens().name == "dark"
        assert scheme.value == "dark"
        language.changed.emit(Language.RU.value)
        await wait_until(lambda: "Действующие настройки".upper() in words(page))
        assert language.value == "ru"


async def test_settings_tell_where_they_come_from(tmp_path: Path, qapp: QApplication) -> None:
    """Every setting stands with its value and source."""
    sources = {"min_photos": "the environment", "trainer": "/etc/config.toml"}
    async with settings_page(tmp_path, memory(), sources=sources) as (core, page):
        model = shown(page, Table)[0].model()
        listed = {
            model.index(row, 0).data(): (model.index(row, 1).data(), model.index(row, 2).data())
            for row in range(model.rowCount())
        }
        assert listed.keys() == set(Settings.model_fields)
        assert listed["min_photos"] == (str(core.settings.min_photos), "the environment")
        assert listed["trainer"][1] == "/etc/config.toml"


async def test_the_version_is_that_of_the_project(tmp_path: Path, qapp: QApplication) -> None:
    """The page shows the version that pyproject.toml names, and where the data lie."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    async with settings_page(tmp_path, memory()) as (core, page):
        assert project["project"]["version"] in words(page).splitlines()
        assert str(core.paths.database_file) in words(page)


async def test_provider_keys_are_entered_and_tried(tmp_path: Path, qapp: QApplication) -> None:
    """What is missing is named; keys go into the keyring and are never shown again; a check follows."""
    secrets = memory()
    async with settings_page(tmp_path, secrets) as (core, page):
        await wait_until(lambda: page.providers.lines)
        line = page.providers.lines["stripe"]
        assert "missing" in line.state
        assert not line.check.isEnabled()
        line.edit.click()
        await wait_until(lambda: isinstance(dialog(page), ProviderKeysForm))
        asked = dialog(page)
        assert isinstance(asked, ProviderKeysForm)
        for name, value in (("secret_key", "sk_live_wrong"), ("webhook_secret", "whsec_wrong")):
            asked.fields[name].set_value(value)
        asked.submit()
        await wait_until(lambda: line.check.isEnabled() and not page.tasks.running(check_key("stripe")))
        found = secrets.get(provider_field_name("stripe", "secret_key"))
        assert found is not None
        assert found.value == "sk_live_wrong"
        await wait_until(lambda: "Set up" not in line.state)
        state = await core.provider_keys.state("stripe")
        assert [one.value for one in state.fields if one.field.is_secret] == ["", ""]
        trail = await core.db.read(lambda: audit_store.of_subject("provider", "stripe"))
        assert [row.action for row in trail] == ["provider.keys"]
        assert "wrong" not in trail[0].after


async def test_only_admins_change_provider_keys(tmp_path: Path, qapp: QApplication) -> None:
    """A support person sees how providers stand and cannot enter keys."""
    async with settings_page(tmp_path, memory(), role=Role.SUPPORT) as (_core, page):
        await wait_until(lambda: page.providers.lines)
        assert not page.providers.lines["stripe"].edit.isEnabled()
