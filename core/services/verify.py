"""All invariants on the live data, for `main.py verify` and the overview: an empty list is the proof."""

from collections.abc import Callable

from core.db import verify_store
from core.db.database import Database
from core.domain.ledger import Finding

RULES = verify_store.RULES


class Verify:
    """Checks a database; reads only."""

    def __init__(self, db: Database) -> None:
        """Work on an open database."""
        self._db = db

    async def run(self, on_rule: Callable[[str], None] | None = None) -> list[Finding]:
        """Return every broken rule; `on_rule` is told each rule's name before it is checked."""
        found: list[Finding] = []
        for rule in RULES:
            if on_rule is not None:
                on_rule(rule)
            found += await self._db.read(lambda name=rule: verify_store.findings(name))  # type: ignore[misc]
        return found
