"""How a training runs: the steps, and folded away what is seldom changed.

Bounds, defaults and descriptions are the trainer's own where it could be asked, else this program's.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.pricing import TRAINER_COSTS, TrainingRate
from core.domain.trainers import Bounds, TrainerInputs, our_inputs
from core.domain.trainings import Parameters, check_version
from core.errors import InputError
from gui import formats
from gui.forms.field_words import remedy, remedy_of
from gui.forms.knobs import ChoiceKnob, DecimalKnob, NumberKnob, StepsKnob, SwitchKnob
from gui.theme import Tone
from gui.widgets.fields import ChoiceField, Field, LineField
from gui.widgets.fold import Fold
from gui.widgets.issue_list import Issue, IssueList

_COLUMN_GAP, _ROW_GAP = 16, 14
_VERSION_SHOWN = 12

AnyKnob = NumberKnob | StepsKnob | DecimalKnob | ChoiceKnob | SwitchKnob


class TuningForm(QWidget):
    """Everything of `Parameters` but the trigger word, and which trainer takes it.

    Signals:
        changed: a value changed.
        trainer_changed: another trainer or version is wanted; its inputs should be asked for.
    """

    changed = Signal()
    trainer_changed = Signal()

    def __init__(self, trainer: str, version: str, parent: QWidget | None = None) -> None:
        """Start with the defaults for `trainer` ("owner/name") and `version` (empty: its newest)."""
        super().__init__(parent)
        self._first = (trainer, version)
        self._touched: set[str] = set()
        self._note = ""
        self.rate: TrainingRate | None = None
        """What a step costs; None until the price list is read."""
        self.inputs: TrainerInputs = our_inputs(trainer)
        """What the trainer takes, as far as it is known."""
        ours = self.inputs.bounds
        self.steps = StepsKnob(ours["steps"])
        self.learning_rate = DecimalKnob()
        self.lora_rank = NumberKnob(ours["lora_rank"])
        self.batch_size = NumberKnob(ours["batch_size"])
        self.resolution = ChoiceKnob()
        self.optimizer = ChoiceKnob()
        self.caption_dropout_rate = DecimalKnob()
        self.autocaption = SwitchKnob()
        self.knobs: dict[str, AnyKnob] = {
            "steps": self.steps,
            "learning_rate": self.learning_rate,
            "lora_rank": self.lora_rank,
            "batch_size": self.batch_size,
            "resolution": self.resolution,
            "optimizer": self.optimizer,
            "caption_dropout_rate": self.caption_dropout_rate,
            "autocaption": self.autocaption,
        }
        self.trainer = ChoiceField()
        self.trainer_version = LineField()
        self.note = IssueList()
        self.more = Fold("", self._more_block())
        self._build()
        self.clear()

    @property
    def trainer_value(self) -> str:
        """Return the trainer wanted, "owner/name"."""
        return self.trainer.value

    @property
    def version_value(self) -> str:
        """Return the version wanted, empty for the newest."""
        return self.trainer_version.value.lower()

    def parameters(self, trigger_word: str) -> Parameters:
        """Return the parameters as they stand; `problems` tells whether they are good."""
        return Parameters(
            steps=self.steps.value,
            trigger_word=trigger_word,
            learning_rate=self.learning_rate.number_text,
            lora_rank=self.lora_rank.value,
            batch_size=self.batch_size.value,
            resolution=self.resolution.value,
            autocaption=self.autocaption.value,
            optimizer=self.optimizer.value,
            caption_dropout_rate=self.caption_dropout_rate.number_text,
        )

    def take(self, parameters: Parameters) -> None:
        """Show these parameters as if the operator had chosen each; no default moves them."""
        for name, knob in self.knobs.items():
            knob.put(getattr(parameters, name))
            self._touched.add(name)
        self._show_errors()

    def set_rate(self, rate: TrainingRate) -> None:
        """Offer the steps of the price list in force and say what one costs."""
        if rate != self.rate:
            self.rate = rate
            self.steps.offer(rate.offered_steps)
            self.retranslate()
            self.changed.emit()

    def problems(self) -> dict[str, str]:
        """Return by field what is wrong and what to do."""
        found = {}
        for name in ("learning_rate", "caption_dropout_rate"):
            bounds = self.inputs.bounds.get(name)
            if bounds is not None and not bounds.allows(_number(self.knobs[name])):
                found[name] = self._range_problem(bounds) or remedy(name)
        if self.version_value:
            try:
                check_version(self.version_value)
            except InputError as error:
                field, words = remedy_of(error)
                found[field] = words
        return found

    def show_problem(self, field: str, words: str) -> bool:
        """Show under `field` what was said about it, and go there; False if the field is not here."""
        every: dict[str, Field[Any]] = {
            **self.knobs,
            "trainer": self.trainer,
            "trainer_version": self.trainer_version,
        }
        target = every.get(field)
        if target is None:
            return False
        if target is not self.steps:
            self.more.set_open(True)
        target.set_error(words)
        target.setFocus()
        return True

    def clear(self) -> None:
        """Put everything back as it was first."""
        self._touched.clear()
        trainer, version = self._first
        self.trainer.set_choices([(name, name) for name in dict.fromkeys((trainer, *TRAINER_COSTS))])
        is_another = (self.trainer_value, self.version_value) != self._first
        self.trainer.set_value(trainer)
        self.trainer_version.set_value(version)
        self.more.set_open(False)
        self.set_inputs(our_inputs(trainer) if is_another else self.inputs, self._note)
        if is_another:
            self.trainer_changed.emit()

    def set_inputs(self, inputs: TrainerInputs, note: str = "") -> None:
        """Take over a trainer's bounds, and its defaults where the operator changed nothing.

        `note` says why the bounds are this program's own and not the trainer's.
        """
        self.inputs = inputs
        self._note = note
        for name, knob in self.knobs.items():
            bounds = inputs.bounds.get(name)
            knob.setVisible(bounds is not None or name == "steps")
            if bounds is None:
                continue
            knob.bound(bounds)
            knob.setToolTip(bounds.description)
            if name not in self._touched and bounds.default is not None:
                knob.put(bounds.default)
        self.retranslate()
        self._show_errors()
        self.changed.emit()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_ROW_GAP)
        layout.addWidget(self.steps)
        layout.addWidget(self.more)
        for name, knob in self.knobs.items():
            knob.changed.connect(partial(self._on_knob_changed, name))
        self.trainer.changed.connect(self._on_trainer_changed)
        self.trainer_version.control.editingFinished.connect(self._on_version_finished)
        self.trainer_version.changed.connect(self._on_version_typed)
        self._asked_version = self._first[1]

    def _more_block(self) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_COLUMN_GAP)
        grid.setVerticalSpacing(_ROW_GAP)
        top = Qt.AlignmentFlag.AlignTop
        order: tuple[Field[Any], ...] = (
            self.learning_rate,
            self.lora_rank,
            self.batch_size,
            self.resolution,
            self.optimizer,
            self.caption_dropout_rate,
        )
        for place, field in enumerate(order):
            grid.addWidget(field, place // 2, place % 2, top)
        grid.addWidget(self.autocaption, 3, 0, 1, 2)
        grid.addWidget(self.trainer, 4, 0, top)
        grid.addWidget(self.trainer_version, 4, 1, top)
        grid.addWidget(self.note, 5, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return block

    def _on_knob_changed(self, name: str, *_: object) -> None:
        self._touched.add(name)
        self._show_errors()
        self.changed.emit()

    def _on_trainer_changed(self) -> None:
        self.trainer_version.set_value("")
        self._ask_trainer()

    def _on_version_typed(self) -> None:
        self._show_errors()
        self.changed.emit()

    def _on_version_finished(self) -> None:
        if self.version_value != self._asked_version and "trainer_version" not in self.problems():
            self._ask_trainer()

    def _ask_trainer(self) -> None:
        self._asked_version = self.version_value
        self.set_inputs(our_inputs(self.trainer_value))
        self.trainer_changed.emit()

    def _show_errors(self) -> None:
        problems = self.problems()
        for name, knob in self.knobs.items():
            knob.set_error(problems.get(name, ""))
        self.trainer_version.set_error(problems.get("trainer_version", ""))

    # -- words -----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything again, in another language or about another trainer."""
        self.more.set_title(self.tr("More"))
        each = formats.stars(self.rate.stars_per_step) if self.rate is not None else formats.NOTHING
        price = self.tr("{price} each.").format(price=each)
        self.steps.set_words(self.tr("Steps"), self._help("steps", price))
        self.steps.control.set_name(self.tr("Steps"))
        self.learning_rate.set_words(
            self.tr("Learning rate"),
            self._help("learning_rate", self.tr("Higher learns faster and coarser.")),
        )
        self.lora_rank.set_words(
            self.tr("LoRA rank"),
            self._help("lora_rank", self.tr("Higher keeps more detail and takes longer.")),
        )
        self.batch_size.set_words(
            self.tr("Batch size"), self._help("batch_size", self.tr("Photos looked at together."))
        )
        self.resolution.set_words(self.tr("Resolution"), self.tr("Side lengths trained on, in pixels."))
        self.optimizer.set_words(self.tr("Optimizer"), self.tr("Leave it as it is if unsure."))
        self.caption_dropout_rate.set_words(
            self.tr("Caption dropout"),
            self._help("caption_dropout_rate", self.tr("How often a caption is ignored.")),
        )
        self.autocaption.set_words("", self.tr("Photos with a caption file of their own keep it."))
        self.autocaption.control.setText(self.tr("Write captions for the photos"))
        self.trainer.set_words(self.tr("Trainer"), self.tr("The public model at Replicate that trains."))
        self.trainer_version.set_words(self.tr("Trainer version"), self._version_words())
        self.note.set_issues([Issue(self._note, Tone.WARN)] if self._note else [])

    def _help(self, name: str, words: str) -> str:
        return f"{words} {self._range_words(name)}".strip()

    def _range_words(self, name: str) -> str:
        bounds = self.inputs.bounds.get(name)
        if bounds is None or bounds.low is None or bounds.high is None:
            return ""
        words = self.tr("From {low} to {high}.")
        return words.format(low=_shown(bounds.low), high=_shown(bounds.high))

    def _range_problem(self, bounds: Bounds) -> str:
        if bounds.low is None or bounds.high is None:
            return ""
        words = self.tr("Enter a number from {low} to {high}.")
        return words.format(low=_shown(bounds.low), high=_shown(bounds.high))

    def _version_words(self) -> str:
        if not self.inputs.is_confirmed:
            return self.tr("Empty: the newest one when it is sent.")
        short = self.inputs.version[:_VERSION_SHOWN]
        if self.version_value:
            return self.tr("Known to Replicate: {version}…").format(version=short)
        return self.tr("Empty: the newest one, now {version}…").format(version=short)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_errors()


def _number(knob: AnyKnob) -> float | None:
    """Return the number in a field of decimals, none if it is no number."""
    try:
        return float(knob.number_text) if isinstance(knob, DecimalKnob) else None
    except ValueError:
        return None


def _shown(number: float) -> str:
    whole = int(number)
    return formats.count(whole) if number == whole else f"{number:.6f}".rstrip("0")
