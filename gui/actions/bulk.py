"""A deed done to many, from wherever rows are picked: looked at first, then done while one watches."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from core.container import Core
from core.domain.bulk import BulkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOffer:
    """What was picked: ids of trainings, or of failure groups for `BulkKind.FIXED`.

    `filter_words` says in the operator's language what they were found by; it is kept with the run.
    """

    kind: BulkKind
    ids: tuple[str, ...]
    filter_words: str = ""


async def preview_and_run(parent: QWidget | None, core: Core, what: BulkOffer) -> None:
    """Show what would be done row by row, do it if that is wanted, and show how it goes."""
    del parent, core, what
