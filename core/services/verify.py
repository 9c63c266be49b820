"""All invariants on the live data, for `main.py verify` and the overview: an empty list is the proof."""

from collections.abc import Callable

from core.db import ledger_store, payment_store, training_store, verify_store
from core.db.database import Database
from core.domain.audit import ChainFault
from core.domain.ledger import Finding, customer_of
from core.services.audit import Audit

AUDIT_CHAIN = "audit_chain"
RULES = (*verify_store.RULES, AUDIT_CHAIN)


class Verify:
    """Checks a database; reads only."""

    def __init__(self, db: Database, audit: Audit | None = None) -> None:
        """Work on an open database; without its `audit` no copy outside it is known."""
        self._db = db
        self._audit = audit or Audit(db)

    async def run(self, on_rule: Callable[[str], None] | None = None) -> list[Finding]:
        """Return every broken rule; `on_rule` is told each rule's name before it is checked."""
        found: list[Finding] = []
        now = self._db.now()
        for rule in RULES:
            if on_rule is not None:
                on_rule(rule)
            if rule == AUDIT_CHAIN:
                found += [_finding(fault) for fault in (await self._audit.check()).faults]
                continue
            found += await self._db.read(lambda name=rule: verify_store.findings(name, now))  # type: ignore[misc]
        return found

    async def subject_of(self, finding: Finding) -> tuple[str, str]:
        """Return what a finding is about as (kind, id): training, payment, customer, or two empty words."""
        return await self._db.read(lambda: _subject(finding.subject))


def _subject(ident: str) -> tuple[str, str]:
    attempt = training_store.attempt(ident)
    if attempt is not None:
        return "training", attempt.training_id
    if training_store.training(ident) is not None:
        return "training", ident
    if payment_store.payment(ident) is not None:
        return "payment", ident
    transfer = ledger_store.by_id(ident)
    accounts = (transfer.debit, transfer.credit) if transfer is not None else (ident,)
    owners = [customer_of(account) for account in accounts]
    owner = next((one for one in owners if one is not None), None)
    return ("customer", str(owner)) if owner is not None else ("", "")


def _finding(fault: ChainFault) -> Finding:
    subject = f"audit {fault.rows}" if fault.rows else "audit"
    return Finding(rule=AUDIT_CHAIN, subject=subject, detail=str(fault.words))
