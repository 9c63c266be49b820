"""Pictures of every page of the demo, in both themes and languages: `python -m resources.demo.screenshots`.

They are written to screenshots/, and three of them to resources/demo/ for the README. The demo's data are
made anew in a folder that is thrown away; without a display Qt's offscreen platform draws them.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import httpx
from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QDialog

from core.commands import demo, demo_data
from core.container import Core
from core.domain.training_views import TrainingFilter, TrainingRow
from core.domain.trainings import RUNNING
from core.gateways.secrets import REPLICATE_TOKEN
from core.paths import Paths
from gui.actions.token_doctor import open_doctor
from gui.app import application, run_in_window
from gui.forms.bulk_form import BulkForm
from gui.forms.token_doctor_form import TokenDoctorDialog
from gui.languages import Language, Languages
from gui.main_window import MainWindow
from gui.pages.customers_page import CustomersPage
from gui.pages.failures_page import FailuresPage
from gui.pages.new_training_page import NewTrainingPage
from gui.theme import Scheme, Theme
from gui.widgets import bulk_bar
from gui.widgets.page import Page
from gui.widgets.table import Table

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "screenshots"
SIZE = QSize(1440, 900)
README = ("trainings-light-en", "new_training-light-en", "overview-dark-en", "payments-light-en")
"""Which pictures stand in the README, as resources/demo/readme-NAME.png."""
STEPS_SEEN = 350
"""How far a running training is when the first picture is taken, so that its curve has a shape."""
PATIENCE_S = 120
REASONS = {Language.EN: "Replicate is back", Language.RU: "Replicate починили"}
RUN_SEEN = 4
"""How many rows of the run are done when its picture is taken."""
VEIL, EDGE = QColor(0, 0, 0, 70), QColor(128, 128, 128, 160)
"""Over the window behind a dialog, and around the dialog: the frame that a desktop would give it."""
SETTLE_S = 0.8
"""How long a page has for reading and painting before its picture is taken."""


async def take(app: QApplication, folder: Path) -> list[Path]:
    """Open the demo in `folder` and take all pictures; returns their files."""
    TARGET.mkdir(exist_ok=True)
    made = []
    async with demo.opened(Paths.for_user(folder)) as core:
        theme, languages = Theme(app), Languages(app)
        state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(core, theme, languages, state)
        window.resize(SIZE)
        window.show()
        await _arrange(window, core, await _running_far_enough(core))
        places = count()
        for language in (Language.EN, Language.RU):
            languages.choose(language)
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                theme.set_scheme(scheme)
                for page in window.stack.keys:
                    window.show_page(page)
                    await _pick_first_row(window.stack.page(page))
                    await asyncio.sleep(SETTLE_S)
                    made.append(TARGET / f"{page}-{scheme}-{language}.png")
                    window.grab().save(str(made[-1]))
                made += await _failures(window, language, f"{scheme}-{language}.png", next(places))
                made.append(await _doctor(window, core, TARGET / f"token_doctor-{scheme}-{language}.png"))
        await window.stop()
        window.deleteLater()
    return made


async def _failures(window: MainWindow, language: Language, ending: str, place: int) -> list[Path]:
    """Take an opened failure group, the preview of a retry of all that is in it, and the run under way.

    Each time it is the group at another `place`: what was retried once runs.
    """
    window.show_page("failures")
    page = window.stack.page("failures")
    if not isinstance(page, FailuresPage):
        return []
    files = [TARGET / f"{name}-{ending}" for name in ("failure_group", "bulk_preview", "bulk_running")]
    page.open_group(page.model.row_at(place).id)
    await _until(lambda: page.desk.group is not None and page.desk.model.rowCount() > 3)
    page.desk.model.toggle(range(3))
    await asyncio.sleep(SETTLE_S)
    window.grab().save(str(files[0]))
    page.close_group()
    page.model.toggle([place])
    page.ticks.bar.buttons[bulk_bar.RETRY].click()
    await _until(lambda: window.findChildren(BulkForm))
    (form,) = window.findChildren(BulkForm)
    form.terms.hopeless.setChecked(True)
    form.terms.free.setChecked(True)
    form.terms.reason.set_value(REASONS[language])
    await _until(lambda: form.seen is not None and form.seen.totals.done > RUN_SEEN)
    form.terms.reason_changed.emit()
    await asyncio.sleep(SETTLE_S)
    _over(window, form, files[1])
    form.do_button.click()
    await _until(lambda: form.run is not None and form.run.done >= RUN_SEEN)
    _over(window, form, files[2])
    form.stop_button.click()
    await _until(lambda: form.run is not None and form.run.status.is_over)
    form.reject()
    page.model.tick_none()
    return files


async def _until(holds: Callable[[], object]) -> None:
    """Wait until something holds, however busy the machine is."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if holds():
                return
            await asyncio.sleep(0.05)


def _over(window: MainWindow, dialog: QDialog, file: Path) -> None:
    """Take a dialog over the middle of the window."""
    picture = window.grab()
    place = QRect(QPoint(), dialog.size())
    place.moveCenter(window.rect().center())
    painter = QPainter(picture)
    painter.fillRect(window.rect(), VEIL)
    painter.end()
    dialog.render(picture, place.topLeft())
    painter = QPainter(picture)
    painter.setPen(EDGE)
    painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    picture.save(str(file))


async def _doctor(window: MainWindow, core: Core, file: Path) -> Path:
    """Take the token doctor while the demo's token is refused, over the window with its shut gate."""
    async with httpx.AsyncClient(base_url=core.settings.replicate_base_url, trust_env=False) as sandbox:
        await sandbox.post("/admin/tokens", json={"revoked": [demo_data.SECRETS[REPLICATE_TOKEN]]})
        window.tasks.start(open_doctor(window, core), "doctor")
        await _until(lambda: window.findChildren(TokenDoctorDialog))
        await asyncio.sleep(2 * SETTLE_S)
        for doctor in window.findChildren(TokenDoctorDialog):
            _over(window, doctor, file)
            doctor.reject()
        await sandbox.post("/admin/tokens", json={"revoked": []})
        await core.gate.probe()
    return file


async def _pick_first_row(page: Page) -> None:
    """Let a page that has a table and nothing picked show the details of its first row."""
    await asyncio.sleep(SETTLE_S)
    table = getattr(page, "table", None)
    if isinstance(table, Table) and not table.picked_rows() and table.model() and table.model().rowCount():
        table.pick_row(0)


async def _running_far_enough(core: Core) -> TrainingRow:
    """Wait until one of the demo's two trainings has something to show."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            rows = await core.trainings.page(TrainingFilter(statuses=RUNNING))
            for row in rows:
                if (row.progress_step or 0) >= STEPS_SEEN:
                    return row
            await asyncio.sleep(0.2)


async def _arrange(window: MainWindow, core: Core, row: TrainingRow) -> None:
    """Bring the pages into the state in which an operator works with them."""
    window.show_training(row.id)
    customer = (await core.people.find_customers("", limit=3))[-1].customer
    customers = window.stack.page("customers")
    if isinstance(customers, CustomersPage):
        customers.show_customer(customer.telegram_id)
    form = window.stack.page("new_training")
    if isinstance(form, NewTrainingPage):
        form.take_customer(customer.telegram_id)
        form.take_photos([demo.PHOTOS])
    window.setFocus()
    await asyncio.sleep(SETTLE_S)


def main() -> int:
    """Take the pictures; returns the exit code."""
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        made = run_in_window(app, take(app, Path(folder)))
    for name in README:
        shutil.copyfile(TARGET / f"{name}.png", ROOT / "resources" / "demo" / f"readme-{name}.png")
    sys.stdout.write(f"{len(made)} pictures in {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
