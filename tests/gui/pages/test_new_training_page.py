"""Tests of gui/pages/new_training_page.py: the whole way from nothing to a training that holds its stars."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QTranslator, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.domain.breaker import TRIP_AFTER
from core.domain.ledger import TransferKind
from core.domain.people import Operator, Role
from core.domain.training_views import TrainingFilter
from core.errors import BillingNeeded, Offline
from core.money import Stars
from gui import formats
from gui.forms.customer_form import CustomerForm
from gui.pages.new_training_page import NewTrainingPage
from gui.widgets.buttons import Button
from gui.widgets.labels import Label
from tests.fakes.desk import FIRST_CUSTOMER, PHOTOS, Desk, desk

Until = Callable[..., Any]
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
START = "start training"
RUSSIAN = Path(__file__).parents[3] / "resources" / "i18n" / "stationmaster_ru.qm"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """The page on the screen, the desk behind it, and the hands of the operator."""

    page: NewTrainingPage
    here: Desk
    bot: QtBot
    until: Until
    ids: list[str]
    """The trainings started, in order."""

    def drop(self, *paths: Path) -> None:
        """Drop files on the zone as a file manager does."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        nothing = Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, LEFT, nothing)
        self.page.form.photos.zone.dropEvent(event)

    async def photos_seen(self) -> None:
        """Wait until the photos were looked at."""
        await self.until(lambda: self.page.form.photos.report is not None)

    async def choose(self, text: str) -> None:
        """Choose a customer with the keyboard alone."""
        self.bot.keyClicks(self.page.form.picker.box, text)
        self.bot.keyClick(self.page.form.picker.box, Qt.Key.Key_Return)
        await self.until(lambda: self.page.form.picker.customer is not None)

    async def fill(self) -> None:
        """Fill the form so that it can be started."""
        await self.choose("annabel")
        self.drop(PHOTOS)
        await self.photos_seen()
        await self.until(self.page.summary.start.isEnabled)

    async def started(self) -> str:
        """Wait until a training was started and return its id."""
        await self.until(lambda: self.ids)
        return self.ids[0]

    def reasons(self) -> str:
        """Return what stands beside the button that cannot be pressed."""
        return "\n".join(issue.text for issue in self.page.summary.reasons.issues)

    def figures(self) -> str:
        """Return all words of the summary's figures."""
        labels = self.page.summary.figures.findChildren(Label)
        return " | ".join(label.text() for label in labels if not label.isHidden())


@asynccontextmanager
async def seat(tmp_path: Path, bot: QtBot, until: Until, **options: Any) -> AsyncIterator[Seat]:
    """Sit down where Anna has 500 stars, the gate is open and the trainer told its bounds."""
    async with desk(tmp_path, **options) as here:
        await here.add_customer(stars=500)
        await here.gate_open()
        page = NewTrainingPage(here.core)
        bot.addWidget(page)
        page.resize(1228, 844)
        page.show()
        ids: list[str] = []
        page.started.connect(ids.append)
        await until(lambda: page.form.tuning.inputs.is_confirmed)
        yield Seat(page=page, here=here, bot=bot, until=until, ids=ids)
        await page.close_page()


async def test_dropped_photos_become_a_training_that_holds_its_stars(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """Customer, photos, Start: the training exists, 220 stars are held, the form is empty again."""
    async with seat(tmp_path, qtbot, until) as at:
        page, here = at.page, at.here
        await at.fill()
        assert "500.00 → 280.00 ★" in at.figures()
        assert page.summary.start.text() == "Start training · 220.00 ★"
        qtbot.mouseClick(page.summary.start, LEFT)
        details = await here.core.trainings.details(await at.started())
        assert details.row.price == Stars.of(220)
        assert details.training.dataset.photos == 12
        assert details.transfers[0].kind is TransferKind.HOLD
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(280)
        assert page.form.picker.customer is None
        assert page.form.photos.report is None


async def test_a_double_press_is_one_training(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """However often Start and Ctrl+Enter are pressed, one training is paid once."""
    async with seat(tmp_path, qtbot, until) as at:
        page, here = at.page, at.here
        await at.fill()
        for _ in range(3):
            qtbot.mouseClick(page.summary.start, LEFT)
            qtbot.keyClick(page.form.names.model_name.control, Qt.Key.Key_Return, CONTROL)
        await at.started()
        page.start()
        await until(lambda: not page.tasks.running(START))
        assert len(at.ids) == 1
        assert len(await here.core.trainings.page(TrainingFilter())) == 1
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(280)


async def test_control_enter_starts(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The keyboard is enough: Ctrl+Enter starts from a field."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        await at.fill()
        page.activateWindow()
        page.form.names.model_name.setFocus()
        qtbot.keyClick(page.form.names.model_name.control, Qt.Key.Key_Return, CONTROL)
        assert await at.started()


async def test_nine_photos_block(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Too few photos are said under the grid and beside the button, before anything is paid."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        few = tmp_path / "few"
        few.mkdir()
        for photo in sorted(PHOTOS.glob("*.jpg"))[:9]:
            shutil.copy(photo, few)
        await at.fill()
        at.drop(few)
        assert "still being looked at" in at.reasons()
        await at.photos_seen()
        assert not page.summary.start.isEnabled()
        assert "only 9 of the photos can be used, at least 10 are needed" in at.reasons()
        assert page.form.photos.reasons.issues[0].text.startswith("Only 9 of the photos")
        page.start()
        assert not page.tasks.running(START)


async def test_a_bad_photo_is_marked_and_named(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The grid marks the file that is no photo, the reason stands under it, the rest is used."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        mixed = tmp_path / "mixed"
        shutil.copytree(PHOTOS, mixed)
        (mixed / "notes.jpg").write_text("no photo")
        at.drop(mixed)
        await at.photos_seen()
        marked = [photo.name for photo in page.form.photos.grid.photos if photo.problem]
        assert marked == ["notes.jpg"]
        assert [issue.text for issue in page.form.photos.reasons.issues] == ["notes.jpg: it is not a photo"]


async def test_newer_photos_replace_a_look_that_runs(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Dropping again gives the first look up: what is shown is what was dropped last."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        one = tmp_path / "one"
        one.mkdir()
        shutil.copy(sorted(PHOTOS.glob("*.jpg"))[0], one)
        at.drop(PHOTOS)
        at.drop(one)
        await at.photos_seen()
        assert page.form.photos.report is not None
        assert len(page.form.photos.report.photos) == 1


async def test_a_look_at_photos_can_be_stopped(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Stop gives the look up at once, and nothing of it comes later."""
    async with seat(tmp_path, qtbot, until) as at:
        photos = at.page.form.photos
        at.drop(PHOTOS)
        assert photos.remove_button.text() == "Stop"
        assert photos.zone.accessibleName() == "Looking at the photos…"
        qtbot.mouseClick(photos.remove_button, LEFT)
        assert photos.zone.accessibleName() == "Drop a folder, a zip or photos here"
        await at.choose("annabel")
        assert not photos.is_busy
        assert photos.report is None
        assert at.reasons() == "Add the photos."


async def test_too_few_stars_block_with_need_and_have(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A price above the balance says both and what is missing; a credit elsewhere opens the way by itself."""
    async with seat(tmp_path, qtbot, until) as at:
        page, here = at.page, at.here
        await at.fill()
        chips = page.form.tuning.steps.control.findChildren(Button)
        next(chip for chip in chips if chip.text() == formats.count(3500)).click()
        assert page.form.wish().parameters.steps == 3500
        assert not page.summary.start.isEnabled()
        assert "It costs 770.00 ★, the customer has 500.00 ★: 270.00 ★ are missing." in at.reasons()
        await here.credit(FIRST_CUSTOMER, 300)
        await until(lambda: page.summary.start.isEnabled())
        assert "800.00 → 30.00 ★" in at.figures()


async def test_a_running_training_of_the_same_model_is_named(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """The same customer and model cannot be started twice at a time, and the reason names the model."""
    async with seat(tmp_path, qtbot, until) as at:
        page, here = at.page, at.here
        await at.fill()
        await here.start("STUCK", model_name=page.form.wish().model_name)
        await until(lambda: "is still running for this customer" in at.reasons())
        assert page.form.wish().model_name in at.reasons()
        name = page.form.names.model_name.control
        name.clear()
        qtbot.keyClicks(name, "Another One")
        assert page.form.wish().destination == "acme/another-one"
        assert at.reasons() == ""


async def test_at_a_shut_gate_the_launch_is_kept(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """While nothing may be sent the reason is the gate's own, and Start keeps the launch without a hold."""
    async with seat(tmp_path, qtbot, until) as at:
        page, here = at.page, at.here
        await at.fill()
        asked = page.form.wish()
        here.core.gate.shut(BillingNeeded(detail="unpaid"))
        await until(lambda: page.summary.start.text() == "Keep the launch")
        notes = page.summary.notes.issues
        assert "Replicate wants payment first (402): unpaid" in notes[0].text
        assert "no star is held" in page.summary.plan.issues[0].text
        said: list[str] = []
        page.said.connect(said.append)
        for _ in range(3):
            qtbot.keyClick(page.form.names.model_name.control, Qt.Key.Key_Return, CONTROL)
        await until(lambda: page.form.picker.customer is None)
        assert said == [f"The launch of {asked.model_name} is kept."]
        (one,) = (await here.core.kept_launches.outlook()).launches
        assert (one.kept.id, one.kept.request.parameters) == (asked.request_id, asked.parameters)
        assert at.ids == []
        assert await here.core.payments.balance(FIRST_CUSTOMER) == Stars.of(500)
        await here.core.gate.probe_by(here.core.operator)
        await until(lambda: page.summary.start.text().startswith("Start training"))
        assert page.summary.notes.issues == ()


async def test_a_replicate_out_of_reach_is_said_before_the_start(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """With the circuit open a start is taken and waits; the form says so first."""
    async with seat(tmp_path, qtbot, until) as at:
        page, flow = at.page, at.here.core.flow
        for _ in range(TRIP_AFTER):
            flow.failed(Offline(service="Replicate", detail="no network"))
        await until(lambda: page.summary.notes.issues)
        assert "the training waits here and is sent when it can be" in page.summary.notes.issues[0].text
        flow.worked()
        await until(lambda: not page.summary.notes.issues)


async def test_a_viewer_may_not_start(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The role that lacks the right is told so before it fills the form."""
    async with seat(tmp_path, qtbot, until) as at:
        at.here.core.operator = Operator(id="v", name="Vera", role=Role.VIEWER)
        await at.choose("annabel")
        assert "Your role may not start trainings." in at.reasons()


async def test_a_customer_is_created_on_the_way(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Nobody found: Enter opens the form with what was typed, and the new customer is chosen."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        box = page.form.picker.box
        qtbot.keyClicks(box, "7000000001")
        qtbot.keyClick(box, Qt.Key.Key_Return)
        await until(lambda: page.form.picker.list.isVisible())
        qtbot.keyClick(box, Qt.Key.Key_Return)
        await until(lambda: page.findChildren(CustomerForm))
        form = page.findChildren(CustomerForm)[0]
        assert form.telegram_id.value == "7000000001"
        form.bot.set_value("neuro_blogger")
        form.first_name.set_value("Олег")
        form.submit()
        await until(lambda: page.form.picker.customer is not None)
        card = page.form.picker.customer
        assert card is not None
        assert card.customer.name == "Олег"
        assert page.form.names.name == "oleg-0001"
        assert page.form.names.word == "OLEG"


async def test_the_arrows_walk_through_the_customers(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Down and Enter take the second customer found, the balance shown is theirs."""
    async with seat(tmp_path, qtbot, until) as at:
        page, here = at.page, at.here
        await here.add_customer(stars=7, telegram_id=FIRST_CUSTOMER + 1, first_name="Игорь", username="igor")
        box = page.form.picker.box
        qtbot.keyClick(box, Qt.Key.Key_Down)
        await until(lambda: page.form.picker.list.isVisible())
        qtbot.keyClick(box, Qt.Key.Key_Down)
        qtbot.keyClick(box, Qt.Key.Key_Return)
        card = page.form.picker.customer
        assert card is not None
        assert card.customer.telegram_id == FIRST_CUSTOMER
        assert not page.form.picker.list.isVisible()


async def test_a_refused_start_keeps_the_form_and_the_request(
    tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    """An error leaves everything as typed; the next press is the same request, so nothing is paid twice."""
    async with seat(tmp_path, qtbot, until) as at:
        page, here = at.page, at.here
        await at.fill()
        before = page.form.wish()
        hidden = here.core.paths.datasets_dir
        shutil.rmtree(hidden)
        hidden.write_text("in the way")
        page.start()
        await until(lambda: any(dialog.isVisible() for dialog in page.findChildren(QDialog)))
        for dialog in page.findChildren(QDialog):
            dialog.reject()
        await until(lambda: not page.tasks.running(START))
        assert page.form.wish() == before
        hidden.unlink()
        page.start()
        await until(lambda: page.form.picker.customer is None)
        rows = await here.core.trainings.page(TrainingFilter())
        assert [row.id for row in rows] == [before.request_id]
        assert page.form.wish().request_id != before.request_id


async def test_a_draft_outlives_leaving_the_page(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Hidden and shown again the form holds what was entered; Clear empties it."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        await at.fill()
        before = page.form.wish()
        with qtbot.waitSignal(page.closed):
            qtbot.mouseClick(page.close_button, LEFT)
        page.hide()
        page.show()
        await asyncio.sleep(0)
        assert page.form.wish() == before
        qtbot.mouseClick(page.clear_button, LEFT)
        assert page.form.wish().customer is None
        assert page.form.wish().model_name == ""
        assert page.form.wish().request_id != before.request_id


def tab_stops(page: NewTrainingPage, first: QWidget) -> list[str]:
    """Return the names of what Tab goes through, from `first` on, as a screen reader tells them."""
    names, widget = [], first
    while True:
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if takes_tab and widget.isVisibleTo(page) and widget.isEnabled():
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            names.append(widget.accessibleName() or words.replace("&", ""))
        widget = widget.nextInFocusChain()
        if widget is first:
            return names


async def test_tab_goes_through_the_form_to_the_button(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The keyboard reaches everything in the order of the eye, and everything has a name."""
    async with seat(tmp_path, qtbot, until) as at:
        assert at.page.form.picker.box.hasFocus()
        await at.fill()
        names = tab_stops(at.page, at.page.form.photos.zone)
        assert names == [
            "12 photo(s) will be sent",
            "Choose files…",
            "Choose a folder…",
            "Remove",
            "Photos",
            "Model name",
            "Trigger word",
            "Steps",
            "More",
            "Start training · 220.00 ★",
            "Clear",
            "Close",
            "Choose another customer",
        ]


async def test_the_words_follow_the_language(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Another language at run time changes every word and keeps what was entered."""
    russian = QTranslator()
    assert russian.load(str(RUSSIAN))
    async with seat(tmp_path, qtbot, until) as at:
        await at.fill()
        before = at.page.form.wish()
        QCoreApplication.installTranslator(russian)
        try:
            await until(lambda: at.page.summary.start.text() == "Запустить обучение · 220.00 ★")
            assert at.page.form.wish() == before
            at.page.clear()
            assert at.reasons() == "Выберите клиента.\nДобавьте фотографии."
        finally:
            QCoreApplication.removeTranslator(russian)


async def test_a_customer_can_be_brought_along(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Coming from a customer's page that customer is chosen."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        page.take_customer(FIRST_CUSTOMER)
        await until(lambda: page.form.picker.customer is not None)
        assert page.form.names.name == "anna-belova-0001"


async def test_another_trainer_brings_its_own_bounds(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """The trainer's schema sets defaults and bounds, and a trainer with other inputs cannot be started."""
    async with seat(tmp_path, qtbot, until, trainer="qwen/qwen-image-lora-trainer") as at:
        tuning = at.page.form.tuning
        assert tuning.inputs.version.startswith("c5b1e4d6")
        assert (tuning.lora_rank.value, tuning.lora_rank.control.minimum()) == (64, 8)
        offered = [
            tuning.optimizer.control.itemText(place) for place in range(tuning.optimizer.control.count())
        ]
        assert offered == ["adamw8bit", "adamw", "adam8bit", "prodigy"]
        assert tuning.resolution.isHidden()
        await at.choose("annabel")
        assert "it has other inputs (dataset, input_images, trigger_word)" in at.reasons()
        assert not at.page.summary.start.isEnabled()


async def test_an_unknown_version_is_said_under_the_field(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """A version Replicate does not know keeps the usual bounds and says so."""
    async with seat(tmp_path, qtbot, until) as at:
        page = at.page
        tuning = page.form.tuning
        line = tuning.trainer_version.control
        qtbot.keyClicks(line, "abc")
        assert "64 hexadecimal" in tuning.trainer_version.error
        line.clear()
        qtbot.keyClicks(line, "0" * 64)
        line.editingFinished.emit()
        await until(lambda: tuning.note.issues)
        assert "does not know this trainer or this version" in tuning.note.issues[0].text


async def test_offline_the_usual_bounds_stand_in(tmp_path: Path, qtbot: QtBot, until: Until) -> None:
    """Without an answer from Replicate the form works with the program's own bounds and says so."""
    async with desk(tmp_path, token="r8_bad00000000000000000000000000000000000") as here:
        page = NewTrainingPage(here.core)
        qtbot.addWidget(page)
        page.show()
        await until(lambda: page.form.tuning.note.issues)
        assert "could not be asked for its own bounds" in page.form.tuning.note.issues[0].text
        assert page.form.tuning.parameters("ANNA").steps == 1000
        await page.close_page()
