"""The token goes bad in the middle of twenty launches and is mended in the window: nothing lost."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from core.domain.ledger import TransferKind
from core.domain.trainings import Status
from core.errors import GateShut
from core.events import Change
from core.gateways.secrets import REPLICATE_TOKEN
from core.money import Stars
from gui.forms.token_doctor_form import REPLACE, TokenDoctorDialog
from gui.main_window import MainWindow
from gui.widgets.banner import Banner
from tests.fakes.console import at_work, dialog, press, shown, wait_until, words
from tests.fakes.desk import FIRST_CUSTOMER, TOKEN, Desk
from tests.fakes.keys import Keyring

ANOTHER = "r8_another000000000000000000000000000000"
LAUNCHES = 20
PRICE = 220


def strips(window: MainWindow) -> list[str]:
    """Return what the strips say about the token."""
    return [one.accessibleName() for one in shown(window, Banner) if "(401)" in one.accessibleName()]


def paste(field: QLineEdit, text: str) -> None:
    """Paste as tokens are."""
    QGuiApplication.clipboard().setText(text)
    field.selectAll()
    field.paste()


async def launched(here: Desk, numbers: range) -> list[str]:
    """Start trainings one after another, each of a model of its own, until one is refused at a shut gate."""
    ids: list[str] = []
    for number in numbers:
        try:
            ids.append(await here.start(f"T{number}", model_name=f"m-{number}", waits=False))
        except GateShut:
            break
    return ids


async def doctor_of(window: MainWindow) -> TokenDoctorDialog:
    """Wait for the token doctor over the window."""
    await wait_until(lambda: isinstance(dialog(window), TokenDoctorDialog))
    found = dialog(window)
    assert isinstance(found, TokenDoctorDialog)
    return found


async def test_a_token_that_goes_bad_in_twenty_launches_is_mended_in_the_doctor(
    tmp_path: Path, qapp: QApplication, expect_log: Callable[[str], None]
) -> None:
    """The gate shuts once, one strip says so, the doctor opens it: twenty successes, twenty charges."""
    expect_log("does not accept the token")
    ring = Keyring()
    async with at_work(tmp_path, speed=3000, backend=ring, max_parallel_submits=2) as (here, window):
        core = here.core
        news: list[bool] = []

        def on_change(change: Change) -> None:
            if change.kind == "gate":
                news.append(core.gate.state.is_open)

        core.changes.subscribe(on_change)
        await here.add_customer(stars=LAUNCHES * PRICE)
        slow = {"match": {"method": "POST", "path_regex": "/files$"}, "times": None}
        await here.admin("faults", slow | {"action": {"kind": "slow", "seconds": 0.1}})
        await here.dataset()
        ids = await launched(here, range(LAUNCHES // 2))
        await here.admin("tokens", {"revoked": [TOKEN]})
        ids += await launched(here, range(len(ids), LAUNCHES))
        await wait_until(lambda: not core.gate.state.is_open)
        await wait_until(lambda: len(strips(window)) == 1)
        assert news == [False]
        assert shown(window, QDialog) == []
        assert "Gate shut" in words(window)
        press(window, "Token doctor…")
        doctor = await doctor_of(window)
        await wait_until(lambda: "(401)" in doctor.verdict)
        waiting = (await core.trainings.unsent()).count
        assert 0 < waiting <= len(ids) < LAUNCHES
        assert await core.payments.balance(FIRST_CUSTOMER) == Stars.of((LAUNCHES - len(ids)) * PRICE)
        paste(doctor.field.control, TOKEN)
        press(doctor, "Try and save")
        await wait_until(lambda: "(401)" in doctor.answer)
        assert not core.gate.state.is_open
        assert REPLICATE_TOKEN not in ring.kept
        await wait_until(lambda: not doctor.tasks.running(REPLACE))
        paste(doctor.field.control, ANOTHER)
        press(doctor, "Try and save")
        await wait_until(lambda: "Replicate accepts the token of acme." in words(doctor))
        assert f"{waiting} training" in doctor.said
        press(doctor, "Close")
        await wait_until(lambda: strips(window) == [])
        assert ring.kept[REPLICATE_TOKEN] == ANOTHER
        ids += await launched(here, range(len(ids), LAUNCHES))
        assert len(ids) == LAUNCHES
        for training_id in ids:
            details = await here.ended(training_id)
            assert details.row.status is Status.SUCCEEDED
            kinds = Counter(one.kind for one in details.transfers)
            assert kinds == {TransferKind.HOLD: 1, TransferKind.SETTLE: 1}
        assert await core.payments.balance(FIRST_CUSTOMER) == Stars.of(0)
        assert await core.verify.run() == []
