"""Renders the widgets in both themes to PNG files, to be looked at.

python tests/gui/gallery.py FOLDER
"""

import io
import math
import os
import random
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gui import assets, dialogs
from gui.models.rows_model import Column, RowsModel
from gui.theme import Scheme, Theme, Tone
from gui.widgets.banner import Banner, BannerKind
from gui.widgets.buttons import Button
from gui.widgets.card import Card, FigureCard, SummaryRow, SummaryRows
from gui.widgets.cells import Amount, Bar, Pill, Plain, TwoTone
from gui.widgets.details_pane import DetailsPane
from gui.widgets.drop_zone import DropZone
from gui.widgets.empty_state import EmptyState
from gui.widgets.fields import ChoiceField, DecimalField, LineField, NumberField
from gui.widgets.filter_bar import FilterBar, FilterChip
from gui.widgets.labels import Caption, Rule
from gui.widgets.log_view import LogView
from gui.widgets.loss_chart import LossChart
from gui.widgets.nav import Nav, NavEntry, NavGroup
from gui.widgets.page_head import CountLink, PageHead
from gui.widgets.search_box import SearchBox
from gui.widgets.skeleton import Skeleton
from gui.widgets.status_line import StatusLine
from gui.widgets.story_view import StoryItem, StoryView
from gui.widgets.table import Table
from gui.widgets.thumbnail_grid import Thumbnail, ThumbnailGrid

Row = tuple[str, str, str, str, str, float | None, str, str, str, str, str]

ROWS: list[Row] = [
    (
        "processing",
        "Training",
        "Анна Белова",
        "@annabelova",
        "neuro-anna-4f2",
        0.62,
        "62 % · 4 мин",
        "220.00",
        "held",
        "$0.61",
        "12:41",
    ),
    (
        "processing",
        "Training",
        "Igor Petrenko",
        "@igorp",
        "igor-studio-9c1",
        0.18,
        "18 % · 11 мин",
        "330.00",
        "held",
        "$0.19",
        "12:49",
    ),
    (
        "starting",
        "Starting",
        "Мария К.",
        "@mkart",
        "maria-k-0aa",
        0.0,
        "queue 1:32",
        "220.00",
        "held",
        "—",
        "12:58",
    ),
    (
        "unknown",
        "Unknown",
        "Олег Сафин",
        "@osafin",
        "oleg-77d",
        None,
        "asking Replicate",
        "440.00",
        "held",
        "—",
        "12:55",
    ),
    (
        "failed",
        "Failed",
        "Дмитрий Ли",
        "@dmli",
        "dmitry-li-2c0",
        None,
        "Out of memory (retryable)",
        "220.00",
        "released",
        "$0.34",
        "12:20",
    ),
    (
        "failed",
        "Failed",
        "Sofia Orlova",
        "@sofi",
        "sofia-5e1",
        None,
        "Zip has 7 photos, 10 needed",
        "220.00",
        "released",
        "$0.00",
        "12:14",
    ),
    (
        "succeeded",
        "Succeeded",
        "Елена Гросс",
        "@egross",
        "elena-gross-1b",
        None,
        "9 мин 58 с",
        "220.00",
        "settled",
        "$0.92",
        "11:47",
    ),
    (
        "succeeded",
        "Succeeded",
        "Павел Ч.",
        "@pavel_ch",
        "pavel-9d4",
        None,
        "19 мин 03 с",
        "440.00",
        "settled",
        "$1.81",
        "11:22",
    ),
    (
        "canceled",
        "Cancelled",
        "Nikita V.",
        "@nikv",
        "nikita-v-e07",
        None,
        "cancelled by operator",
        "330.00",
        "released",
        "$0.08",
        "11:05",
    ),
    (
        "succeeded",
        "Succeeded",
        "Ольга Тихая",
        "@olga_t",
        "olga-t-11f",
        None,
        "10 мин 12 с",
        "2\u2009220.00",
        "settled",
        "$0.95",
        "10:51",
    ),
]


def pill(row: Row) -> Pill:
    """Return the state of a row."""
    look = assets.state_look(row[0])
    return Pill(row[1], look.tone, look.icon)


def progress(row: Row) -> Bar:
    """Return how far a row is."""
    return Bar(row[6], row[5], tint="bad" if row[0] == "failed" else "muted")


def amount(row: Row) -> Amount:
    """Return the stars of a row."""
    look = assets.state_look(row[8])
    return Amount(row[7], look.icon, look.tone)


RIGHT = Qt.AlignmentFlag.AlignRight
COLUMNS = (
    Column[Row](key="status", title=lambda: "Status", text=lambda r: r[1], cell=pill, width=118),
    Column[Row](key="who", title=lambda: "Customer", text=lambda r: r[2], cell=lambda r: TwoTone(r[2], r[3])),
    Column[Row](
        key="model",
        title=lambda: "Model",
        text=lambda r: r[4],
        cell=lambda r: Plain(r[4], "muted", mono=True),
        width=124,
    ),
    Column[Row](key="progress", title=lambda: "Progress", text=lambda r: r[6], cell=progress, width=150),
    Column[Row](key="stars", title=lambda: "Stars", text=lambda r: r[7], cell=amount, align=RIGHT, width=112),
    Column[Row](key="cost", title=lambda: "Cost", text=lambda r: r[9], align=RIGHT, width=66),
    Column[Row](key="started", title=lambda: "Started", text=lambda r: r[10], align=RIGHT, width=72),
)

GROUPS = [
    NavGroup(caption="", entries=[NavEntry(key="overview", label="Overview", icon="squares-four")]),
    NavGroup(
        caption="Work",
        entries=[
            NavEntry(key="trainings", label="Trainings", icon="train"),
            NavEntry(key="failures", label="Failures", icon="warning-circle"),
            NavEntry(key="inbox", label="Inbox", icon="tray"),
            NavEntry(key="approvals", label="Approvals", icon="check-circle"),
        ],
    ),
    NavGroup(
        caption="People and money",
        entries=[
            NavEntry(key="customers", label="Customers", icon="users"),
            NavEntry(key="payments", label="Payments", icon="credit-card"),
            NavEntry(key="subscriptions", label="Subscriptions", icon="repeat"),
            NavEntry(key="reconciliation", label="Reconciliation", icon="scales"),
        ],
    ),
    NavGroup(
        caption="Control",
        entries=[
            NavEntry(key="audit", label="Audit", icon="list-bullets"),
            NavEntry(key="settings", label="Settings", icon="gear-six"),
        ],
    ),
]

STORY = [
    StoryItem(
        icon="lock-simple",
        tone=Tone.WARN,
        text="220.00 ★ held",
        second="balance 476.00 → 256.00 · by Olga",
        moment="12:41:07",
    ),
    StoryItem(
        icon="upload-simple",
        tone=Tone.MUTE,
        text="Dataset sent",
        second="14 photos, 22.4 MB, 2 without caption",
        moment="12:41:19",
    ),
    StoryItem(
        icon="paper-plane-tilt",
        tone=Tone.MUTE,
        text="Accepted by Replicate",
        second="z4bc1tcp51rm00chtetae3jcx8",
        moment="12:41:21",
    ),
    StoryItem(
        icon="hourglass-simple", tone=Tone.MUTE, text="Machine ready", second="queued 38 s", moment="12:41:59"
    ),
    StoryItem(
        icon="spinner",
        tone=Tone.RUN,
        text="Training, step 620 of 1 000",
        second="1.05 s/it · loss 0.247 · ends about 12:56",
        moment="12:49:44",
    ),
]


def loss_points() -> list[tuple[int, float]]:
    """Return a plausible curve."""
    chance = random.Random(7)
    return [(step, 0.22 + 0.55 * math.exp(-step / 220) + chance.gauss(0, 0.03)) for step in range(1, 621)]


def photo(hue: int) -> bytes:
    """Return the bytes of a small picture."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((160, 120)).convert("RGB").point(lambda v: (v + hue) % 256).save(
        out, "PNG"
    )
    return out.getvalue()


def trainings_page() -> QWidget:
    """Return the whole window as on the drawn target."""
    window = QWidget()
    window.setObjectName("page")
    nav = Nav()
    nav.set_groups(GROUPS)
    nav.set_current("trainings")
    nav.set_operator("Olga", "support")
    for key, number, tone in (
        ("trainings", 12, Tone.RUN),
        ("failures", 3, Tone.BAD),
        ("inbox", 4, Tone.WARN),
        ("approvals", 1, Tone.WARN),
    ):
        nav.set_count(key, number, tone)
    banner = Banner(BannerKind.SANDBOX)
    banner.say("Sandbox: nothing here reaches Replicate, a bank or a customer.")
    gate = Banner(BannerKind.GATE)
    gate.say("The gate is shut: Replicate does not accept the token (401).", "Open Settings")
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(banner)
    right.addWidget(gate)
    right.addWidget(page_body(), 1)
    right.addWidget(status_line())
    layout = QHBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(nav)
    layout.addLayout(right, 1)
    window.resize(1440, 900)
    return window


def page_body() -> QWidget:
    """Return the list page."""
    page = QWidget()
    head = PageHead("Trainings")
    head.set_counts(
        [
            CountLink(key="run", text="12 running"),
            CountLink(key="wait", text="2 waiting"),
            CountLink(key="bad", text="3 failed today"),
            CountLink(text="2\u2009640.00 ★ held"),
        ]
    )
    search = SearchBox("Find anything: id, @name, invoice, amount, error", hint="Ctrl K")
    search.setFixedWidth(360)
    head.add_right(search)
    head.add_right(Button("New training", kind="primary", icon="plus"))
    bar = FilterBar("Filter")
    bar.box.set_text_silently("since:7d")
    bar.set_toggles([FilterChip(key="run", text="Running"), FilterChip(key="bad", text="Failed")])
    bar.set_toggled(["run"])
    bar.set_chips(
        [FilterChip(key="bot", text="bot: neuro_blogger"), FilterChip(key="steps", text="steps ≥ 1000")]
    )
    bar.set_total("15 of 48\u2009211")
    bar.add_right(Button("My view", icon="bookmark-simple"))
    bar.add_right(Button("Export", icon="export"))
    split = QSplitter()
    split.setHandleWidth(16)
    table = Table()
    model = RowsModel(COLUMNS, row_id=lambda row: row[4], parent=table)
    model.set_rows(ROWS)
    table.setModel(model)
    table.set_widths([column.width for column in COLUMNS])
    table.pick_row(0)
    split.addWidget(table)
    split.addWidget(details())
    split.setStretchFactor(0, 1)
    split.setSizes([800, 372])
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 18, 24, 18)
    layout.setSpacing(14)
    layout.addWidget(head)
    layout.addWidget(bar)
    layout.addWidget(split, 1)
    return page


def details() -> DetailsPane:
    """Return the details of the first row."""
    pane = DetailsPane()
    pane.set_head("neuro-anna-4f2", "Анна Белова · 1 000 steps · trigger ANNA · try 1")
    first = QWidget()
    column = QVBoxLayout(first)
    column.setContentsMargins(0, 0, 0, 0)
    story = StoryView()
    story.set_items(STORY)
    chart = LossChart()
    chart.set_points(loss_points(), 1000)
    column.addWidget(story, 3)
    column.addWidget(Caption("Loss"))
    column.addWidget(chart, 2)
    pane.add_tab("story", "Story", first)
    for key in ("Log", "Loss", "Parameters", "Money"):
        pane.add_tab(key, key, QWidget())
    pane.add_action(Button("Message customer", icon="chat-centered-text"))
    pane.add_action(Button("Cancel training", kind="danger", icon="stop-circle"))
    return pane


def status_line() -> StatusLine:
    """Return the foot of the window."""
    line = StatusLine()
    line.set_cell("replicate", Tone.OK, "Replicate: sandbox (acme), token from keyring", "Checked 12:58")
    line.set_cell("gate", Tone.BAD, "Gate shut")
    line.set_cell("database", Tone.OK, "SQLite 24 MB")
    line.set_cell("outbox", Tone.WARN, "Outbox 3")
    line.set_right("Last sync 2 s ago")
    return line


def form_page() -> QWidget:
    """Return fields, photos, log and the states between."""
    window = QWidget()
    window.setObjectName("page")
    columns = QHBoxLayout(window)
    columns.setContentsMargins(24, 18, 24, 18)
    columns.setSpacing(16)
    columns.addLayout(form_column(), 3)
    columns.addLayout(side_column(), 2)
    window.resize(1440, 900)
    return window


def form_column() -> QVBoxLayout:
    """Return a form."""
    column = QVBoxLayout()
    column.setSpacing(16)
    zone = DropZone(
        "Drop a folder, a zip or photos here", "At least 10 photos, JPEG, PNG or WebP, up to 10 MB each"
    )
    column.addWidget(zone)
    grid = ThumbnailGrid()
    photos = [Thumbnail(name=f"{n}.jpg", picture=photo(n * 21)) for n in range(14)]
    photos[2] = Thumbnail(name="2.jpg", picture=photo(80), problem="Smaller than 512 px")
    photos[5] = Thumbnail(name="5.jpg", problem="Cannot be read")
    photos[6] = Thumbnail(
        name="6.jpg", picture=photo(10), problem="Looks like 3.jpg", is_warning=True, caption="x"
    )
    photos[7] = Thumbnail(name="7.jpg", picture=photo(50), caption="ANNA by a window")
    grid.set_photos(photos)
    column.addWidget(grid, 1)
    fields = QHBoxLayout()
    fields.setSpacing(16)
    steps = NumberField(3, 6000, "Steps", "0.22 ★ a step")
    steps.set_value(1000)
    rate = DecimalField(0.0, 1.0, 4, "Learning rate", "0.0004 suits most")
    rate.set_value(0.0004)
    trigger = LineField("Trigger word", "Stands for the person in prompts")
    trigger.set_value("AN NA")
    trigger.set_error("A trigger word has no spaces: write ANNA.")
    choice = ChoiceField("Optimizer", "Leave as it is if unsure")
    choice.set_choices([("adamw8bit", "adamw8bit"), ("prodigy", "prodigy")])
    for field in (steps, rate, trigger, choice):
        fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    column.addLayout(fields)
    log = LogView()
    log.set_log(
        "".join(
            f"flux_train_replicate: {n // 10:3d}%|██████     | {n}/1000 [01:02<09:11, 1.05s/it]\n"
            for n in range(600, 621)
        )
    )
    log.search("620/1000")
    column.addWidget(log, 1)
    return column


def side_column() -> QVBoxLayout:
    """Return cards, summary, buttons, nothing, loading."""
    column = QVBoxLayout()
    column.setSpacing(16)
    figures = QHBoxLayout()
    figures.setSpacing(16)
    for caption, figure, second in (
        ("Balance", "476.00 ★", "256.00 ★ after"),
        ("Held", "2\u2009640.00 ★", "12 trainings"),
    ):
        card = FigureCard(caption)
        card.set_figure(figure, second)
        figures.addWidget(card)
    column.addLayout(figures)
    card = Card("Summary")
    rows = SummaryRows()
    rows.set_rows(
        [
            SummaryRow(label="Price", value="220.00 ★", role="strong"),
            SummaryRow(label="Balance after", value="256.00 ★"),
            SummaryRow(label="Provider cost", value="about $0.95"),
            SummaryRow(label="Usual time", value="10 min 12 s", role="muted"),
        ]
    )
    card.add(rows)
    card.add(Rule())
    for kind, words in (
        ("primary", "Start training · 220.00 ★"),
        ("danger_primary", "Cancel training"),
        ("plain", "Preview"),
        ("link", "why?"),
    ):
        card.add(Button(words, kind=kind))
    off = Button("Start training", kind="primary")
    off.setEnabled(False)
    card.add(off)
    column.addWidget(card)
    empty = Card()
    empty.add(EmptyState("No training matches this filter.", "Clear the filter", "funnel"))
    column.addWidget(empty, 1)
    loading = Card()
    skeleton = Skeleton(loading)
    skeleton.setGeometry(12, 12, 480, 150)
    skeleton.show()
    column.addWidget(loading, 1)
    return column


def question() -> QWidget:
    """Return an error as it is told."""
    dialog = dialogs.MessageDialog(
        None, "This could not be done", "Replicate does not accept the token from the keyring (401)."
    )
    dialog.text_label.setProperty("role", "strong")
    dialog.add_line("Nothing was started and no star moved.")
    dialog.add_line("Make a new token on Replicate’s account page and enter it in Settings.")
    dialog.add_line("E-01JD2Z", "mono")
    dialog.add_details('POST /v1/models/acme/x/versions/…/trainings → 401\n{"title":"Unauthenticated"}')
    dialog.add_copy_button("x")
    dialog.add_button("Cancel")
    dialog.add_button("Cancel training", "danger_primary")
    dialog.resize(520, 380)
    return dialog


def main(folder: Path) -> None:
    """Write every picture in both themes into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(app, Scheme.LIGHT)
    made = {"trainings": trainings_page(), "form": form_page(), "question": question()}
    for widget in made.values():
        widget.show()
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.set_scheme(scheme)
        for _ in range(3):
            QCoreApplication.processEvents()
        for name, widget in made.items():
            widget.grab().save(str(folder / f"{name}-{scheme}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"))
