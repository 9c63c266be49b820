"""The columns of the table of bots: whose they are, who is told, whether they can send."""

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.services.bots import BotState
from gui import formats, house, texts
from gui.models.rows_model import Column, RowsModel
from gui.theme import Tone
from gui.widgets.cells import Pill, Plain, TwoTone


class BotsModel(RowsModel[BotState]):
    """Bots by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(_columns(), lambda state: state.bot.name, parent)


def token_pill(state: BotState) -> Pill:
    """Return whether a bot can send, as far as it is known."""
    if not state.bot.is_active:
        return Pill(QCoreApplication.translate("Bots", "Off"), Tone.MUTE, "prohibit")
    if not state.token_source:
        return Pill(QCoreApplication.translate("Bots", "No token"), Tone.BAD, "warning-circle")
    if state.health is None:
        return Pill(QCoreApplication.translate("Bots", "Not checked"), Tone.UNK, "question")
    if state.health.problem is not None:
        return Pill(QCoreApplication.translate("Bots", "Cannot send"), Tone.BAD, "warning-circle")
    return Pill(QCoreApplication.translate("Bots", "Can send"), Tone.OK, "check")


def token_tip(state: BotState) -> str:
    """Return where the token comes from and what Telegram said, in words."""
    parts = []
    if state.token_source:
        words = QCoreApplication.translate("Bots", "Token from {source}")
        parts.append(words.format(source=house.source_words(state.token_source)))
    health = state.health
    if health is not None and health.problem is not None:
        parts.append(texts.in_short(health.problem))
    elif health is not None:
        parts.append(f"@{health.username}")
        parts.append(formats.full_moment(health.asked_at))
    return "\n".join(parts)


def webhook_text(state: BotState) -> str:
    """Return what Telegram said of the webhook."""
    hook = state.health.webhook if state.health else None
    if hook is None:
        return formats.NOTHING
    if hook.is_ill:
        words = QCoreApplication.translate("Bots", "%n update(s) wait", "", hook.pending)
        return f"{words}: {hook.last_error}" if hook.last_error else words
    if hook.is_set:
        return QCoreApplication.translate("Bots", "takes updates")
    return QCoreApplication.translate("Bots", "not set, nothing waits")


def _id(value: int | None) -> str:
    return formats.NOTHING if value is None else str(value).replace("-", formats.MINUS)


def _outbox(state: BotState) -> str:
    if not (state.waiting or state.failed):
        return formats.NOTHING
    parts = []
    if state.waiting:
        parts.append(QCoreApplication.translate("Bots", "%n wait", "", state.waiting))
    if state.failed:
        parts.append(QCoreApplication.translate("Bots", "%n failed", "", state.failed))
    return ", ".join(parts)


def _name_cell(state: BotState) -> TwoTone:
    unknown = QCoreApplication.translate("Bots", "nobody described it")
    return TwoTone(state.bot.name, state.bot.support if state.is_described else unknown)


def _webhook_cell(state: BotState) -> Plain:
    hook = state.health.webhook if state.health else None
    return Plain(webhook_text(state), "bad" if hook is not None and hook.is_ill else "muted")


def _columns() -> tuple[Column[BotState], ...]:
    right = Qt.AlignmentFlag.AlignRight
    return (
        Column[BotState](
            key="name",
            title=lambda: QCoreApplication.translate("Bots", "Bot"),
            text=lambda state: state.bot.name,
            cell=_name_cell,
        ),
        Column[BotState](
            key="token",
            title=lambda: QCoreApplication.translate("Bots", "Sending"),
            text=lambda state: token_pill(state).text,
            cell=token_pill,
            tooltip=token_tip,
            width=148,
        ),
        Column[BotState](
            key="webhook",
            title=lambda: QCoreApplication.translate("Bots", "Webhook"),
            text=webhook_text,
            cell=_webhook_cell,
            tooltip=webhook_text,
            width=190,
        ),
        Column[BotState](
            key="owner",
            title=lambda: QCoreApplication.translate("Bots", "Owner"),
            text=lambda state: _id(state.bot.owner_id),
            align=right,
            width=124,
        ),
        Column[BotState](
            key="group",
            title=lambda: QCoreApplication.translate("Bots", "Admin group"),
            text=lambda state: _id(state.bot.group_id),
            align=right,
            width=148,
        ),
        Column[BotState](
            key="errors",
            title=lambda: QCoreApplication.translate("Bots", "Error channel"),
            text=lambda state: _id(state.bot.errors_id),
            align=right,
            width=148,
        ),
        Column[BotState](
            key="outbox",
            title=lambda: QCoreApplication.translate("Bots", "Messages"),
            text=_outbox,
            cell=lambda state: Plain(_outbox(state), "bad" if state.failed else "muted"),
            width=130,
        ),
    )
