"""Bots and the people behind them."""

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import Bot as Row
from core.domain.bots import Bot
from core.domain.people import Language


def bot(name: str) -> Bot | None:
    """Return a bot, or none that anybody described."""
    row = row_by(Row, name=name)
    return _bot(row) if row is not None else None


def bots() -> list[Bot]:
    """Return all bots that were described, by name."""
    return [_bot(row) for row in Row.select().order_by(Row.name)]


def put(tx: Tx, bot: Bot) -> None:
    """Insert a bot, or describe it anew."""
    values: dict[str, object] = {
        "owner_id": bot.owner_id,
        "owner_language": bot.owner_language.value,
        "group_id": bot.group_id,
        "errors_id": bot.errors_id,
        "group_language": bot.group_language.value,
        "support": bot.support,
        "is_active": bot.is_active,
    }
    if not Row.update(values).where(Row.name == bot.name).execute():
        Row.insert(name=bot.name, created_at=tx.now, **values).execute()
    tx.changed("bot", bot.name)


def _bot(row: Row) -> Bot:
    return Bot(
        name=row.name,
        owner_id=row.owner_id,
        owner_language=Language(row.owner_language),
        group_id=row.group_id,
        errors_id=row.errors_id,
        group_language=Language(row.group_language),
        support=row.support,
        is_active=row.is_active,
        created_at=row.created_at,
    )
