"""What was sent to Replicate for each attempt and what it answered last."""

from core.db.by_key import row_by
from core.db.database import Tx
from core.db.tables import AttemptExchange
from core.domain.exchange import Exchange


def put_request(tx: Tx, attempt_id: str, text: str) -> None:
    """Keep what is about to be sent; of a second send the newer one."""
    values = {"request": text, "sent_at": tx.now}
    AttemptExchange.insert(attempt_id=attempt_id, answer="", **values).on_conflict(
        conflict_target=[AttemptExchange.attempt_id], update=values
    ).execute()


def put_answer(tx: Tx, attempt_id: str, text: str) -> None:
    """Keep what was answered, in the place of an earlier answer."""
    values = {"answer": text, "answered_at": tx.now}
    AttemptExchange.insert(attempt_id=attempt_id, request="", **values).on_conflict(
        conflict_target=[AttemptExchange.attempt_id], update=values
    ).execute()


def of_attempt(attempt_id: str) -> Exchange:
    """Return what was kept; empty for attempts from before it was."""
    row = row_by(AttemptExchange, attempt_id=attempt_id)
    if row is None:
        return Exchange()
    return Exchange(request=row.request, answer=row.answer, sent_at=row.sent_at, answered_at=row.answered_at)
