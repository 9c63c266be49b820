"""The audit page: finding deeds, reading one, checking the chain, exporting, going to what it was about."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from core.domain.audit_log import AuditFilter, AuditRow, ChainState, Sealing
from core.domain.people import Role
from gui.main_window import MainWindow
from gui.models.audit_model import changes
from gui.pages.audit_page import AuditPage
from gui.widgets.banner import Banner
from gui.widgets.chain_card import ChainCard
from tests.fakes.console import at_work, button, dialog, press, shown, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, Desk


@asynccontextmanager
async def audit_page(tmp_path: Path) -> AsyncIterator[tuple[Desk, MainWindow, AuditPage]]:
    """A window on the audit page, with a customer who was given stars."""
    async with at_work(tmp_path) as (here, window):
        await here.add_customer(stars=500)
        window.show_page("audit")
        page = window.stack.page("audit")
        assert isinstance(page, AuditPage)
        await wait_until(lambda: any(row.action == "ledger.grant" for row in page.model.rows))
        yield here, window, page


def place_of(page: AuditPage, action: str) -> int:
    """Return the row of the table with this deed."""
    return next(place for place, row in enumerate(page.model.rows) if row.action == action)


async def test_a_deed_says_everything(tmp_path: Path, qapp: QApplication) -> None:
    """Who, what, to what, when, why and what changed stand in the details, for the mouse and the keyboard."""
    async with audit_page(tmp_path) as (_here, window, page):
        page.table.pick_row(place_of(page, "customer.add"))
        said = words(page.pane)
        for part in ("customer.add", "Admin", str(FIRST_CUSTOMER), "username", "annabelova", "sealed"):
            assert part in said
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        await wait_until(lambda: window.stack.current_key == "customers")
        await wait_until(lambda: "Анна Белова" in words(window))


async def test_the_details_are_closed_and_opened(tmp_path: Path, qapp: QApplication) -> None:
    """Escape closes them for good; a click on the very same row opens them again."""
    async with audit_page(tmp_path) as (_here, _window, page):
        page.table.pick_row(1)
        assert page.pane.isVisible()
        QTest.keyClick(page.table, Qt.Key.Key_Escape)
        assert not page.pane.isVisible()
        spot = page.table.visualRect(page.model.index(1, 0)).center()
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert page.pane.isVisible()


async def test_deeds_are_found(tmp_path: Path, qapp: QApplication) -> None:
    """By a word, by who and what, by everything done to one thing; and all again."""
    async with audit_page(tmp_path) as (_here, _window, page):
        QTest.keyClicks(page.search, "annabelova")
        await wait_until(lambda: [row.action for row in page.model.rows] == ["customer.add"])
        page.table.pick_row(0)
        press(page.pane, "Everything done to this")
        page.search.set_text_silently("")
        page.show_only(AuditFilter(subject_kind="customer", subject_id=str(FIRST_CUSTOMER)))
        await wait_until(lambda: "customer 5000000001" in words(page.filters))
        page.show_only(AuditFilter(text="nobody ever said this"))
        await wait_until(lambda: "No deed matches the filter." in words(page.table))
        press(page.table, "Show all")
        await wait_until(lambda: len(page.model.rows) > 3)


async def test_the_chain_is_verified_at_a_press(tmp_path: Path, qapp: QApplication) -> None:
    """A whole log is said to be whole, with its head; a row somebody changed is told and located."""
    async with audit_page(tmp_path) as (here, window, page):
        card = page.findChild(ChainCard)
        assert card is not None
        assert "Not checked since the start" in card.row.state
        press(page, "Verify chain")
        await wait_until(lambda: "all as they were written" in card.row.state)
        with closing(sqlite3.connect(here.core.paths.database_file)) as db, db:
            db.execute("DROP TRIGGER audit_is_never_updated")
            db.execute("UPDATE audit SET reason = 'another' WHERE seq = 3")
        await wait_until(button(page, "Verify chain").isEnabled)
        press(page, "Verify chain")
        await wait_until(lambda: dialog(window) is not None)
        told = dialog(window)
        assert told is not None
        assert "The audit log is not whole" in words(told)
        press(told, "Close")
        await wait_until(lambda: dialog(window) is None)
        assert "row 3: changed, put in or moved" in card.row.state


async def test_what_is_found_is_exported(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file has the rows of the filter; the deed of exporting is the newest of the log."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    async with audit_page(tmp_path) as (_here, window, page):
        page.show_only(AuditFilter(action="customer.add"))
        await wait_until(lambda: len(page.model.rows) == 1)
        press(page, "Export")
        await wait_until(lambda: isinstance(dialog(window), QFileDialog))
        chooser = dialog(window)
        assert isinstance(chooser, QFileDialog)
        chooser.accept()
        await wait_until(lambda: list(tmp_path.glob("audit-*.csv")))
        target = next(tmp_path.glob("audit-*.csv"))
        assert "# rows: 1; chain rows:" in target.read_text(encoding="utf-8-sig")
        page.show_only(AuditFilter())
        await wait_until(lambda: page.model.rows[0].action == "audit.export")


async def test_the_auditor_may_look_and_export(tmp_path: Path, qapp: QApplication) -> None:
    """A viewer finds the page, the check and the export as everybody does."""
    async with audit_page(tmp_path) as (here, _window, page):
        core = here.core
        await core.people.add_operator("Vera", Role.ADMIN, core.operator)
        await core.operators.change_role(core.operator.id, Role.VIEWER, core.operator)
        await wait_until(lambda: core.operator.role is Role.VIEWER)
        assert button(page, "Export").isEnabled()
        assert button(page, "Verify chain").isEnabled()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ChainState(sealing=Sealing.NO_KEY), "neither its key nor a keyring"),
        (ChainState(sealing=Sealing.BAD_KEY), "its key cannot be read"),
        (ChainState(sealing=Sealing.OTHER_KEY), "not the one that sealed it"),
        (ChainState(sealing=Sealing.ON, is_outside_broken=True), "not the one that was here before"),
    ],
)
async def test_a_log_without_a_seal_cannot_be_missed(
    tmp_path: Path, qapp: QApplication, state: ChainState, said: str
) -> None:
    """A strip over every page, the health on the overview and the page itself say what is wrong."""
    async with audit_page(tmp_path) as (here, window, page):
        assert "Every new row is sealed" in words(page)
        here.core.audit.state = state
        page.reread()
        await wait_until(lambda: said in words(page))
        await wait_until(lambda: any(said in one.accessibleName() for one in shown(window, Banner)))
        window.show_page("overview")
        await wait_until(lambda: said in words(window.stack.page("overview")))


def test_a_change_reads_from_before_to_after() -> None:
    """What differs is "before → after", what is new or gone has one side, what lies deeper has its path."""
    row = AuditRow(
        seq=1,
        at=None,  # type: ignore[arg-type]
        actor="",
        action="",
        subject_kind="",
        subject_id="",
        before='{"role":"support","gone":1,"same":true}',
        after='{"role":"senior","new":{"deep":[1,2]},"same":true}',
        reason="",
    )
    assert [(fact.label, fact.value) for fact in changes(row)] == [
        ("gone", "1 → —"),
        ("new.deep", "[1, 2]"),
        ("role", "support → senior"),
        ("same", "true"),
    ]
