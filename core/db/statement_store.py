"""What a customer's statement needs beside the transfers: the training behind each attempt that paid."""

from collections.abc import Iterable
from typing import cast

from core.db.tables import Attempt as AttemptRow
from core.db.tables import Training as TrainingRow
from core.domain.statement import PaidTraining


def trainings_of_attempts(attempt_ids: Iterable[str]) -> dict[str, PaidTraining]:
    """Return the training of each attempt in one query, by the attempt's id."""
    query = (
        AttemptRow.select(AttemptRow.id, AttemptRow.number, AttemptRow.training_id, TrainingRow.model_name)
        .join(TrainingRow, on=(TrainingRow.id == AttemptRow.training_id))
        .where(AttemptRow.id.in_(list(attempt_ids)))
    )
    found = cast("Iterable[tuple[str, int, str, str]]", query.tuples())
    return {
        attempt_id: PaidTraining(training_id=training_id, model_name=model_name, attempt_number=number)
        for attempt_id, number, training_id, model_name in found
    }
