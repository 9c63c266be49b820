"""What a bulk run does to one row: look at it, judge it, do it; all in the transaction of the caller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from core.db import bulk_facts, bulk_store, ledger_store, training_store
from core.db.database import Tx
from core.domain.attempts import MoneyState
from core.domain.bulk import (
    GROUP_KINDS,
    BulkKind,
    BulkRun,
    BulkTerms,
    BulkTotals,
    ItemState,
    Seen,
    Why,
)
from core.domain.bulk_judge import Judged, Purse, judge
from core.domain.messages import MessageKind
from core.domain.people import Permission
from core.domain.pricing import trainer_cost
from core.domain.retries import RetryPrice
from core.domain.training_story import StoryKind
from core.errors import NotFound
from core.money import Stars
from core.services import bulk_groups, payments, retries, tell
from core.services.trainings import cancel_attempt

PERMISSIONS = {
    BulkKind.RETRY: Permission.RETRY_TRAINING,
    BulkKind.CANCEL: Permission.CANCEL_TRAINING,
    BulkKind.REFUND: Permission.REFUND_STARS,
    BulkKind.FIXED: Permission.RETRY_TRAINING,
    BulkKind.ASSIGN: Permission.RETRY_TRAINING,
    BulkKind.UNDO: Permission.RETRY_TRAINING,
    BulkKind.NOTIFY: Permission.RESEND_MESSAGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """By what the rows of one run are judged."""

    kind: BulkKind
    terms: BulkTerms
    may_be_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDone:
    """What a deed made of a row: the id of what it made, and what an undo would have to know."""

    result_id: str
    changed: Mapping[str, object] = field(default_factory=dict)


def look(kind: BulkKind, terms: BulkTerms, ids: Sequence[str]) -> list[Seen]:
    """Return how the rows stand now."""
    if kind in GROUP_KINDS:
        return bulk_facts.groups(ids, undoes=terms.undoes)
    return bulk_facts.trainings(ids)


def judge_all(rules: Rules, rows: Sequence[Seen]) -> list[Judged]:
    """Judge rows in the order they will be done."""
    purse = Purse()
    there = cache(lambda path: Path(path).is_file())
    return [
        judge(
            rules.kind,
            rules.terms,
            seen,
            purse,
            has_photos=rules.kind is not BulkKind.RETRY or there(seen.photos),
            may_be_free=rules.may_be_free,
        )
        for seen in rows
    ]


def totals(rows: Sequence[Seen], judged: Sequence[Judged]) -> BulkTotals:
    """Return what they come to."""
    skipped: dict[Why, int] = {}
    held = released = refunded = cost = messages = 0
    for seen, one in zip(rows, judged, strict=True):
        if one.why is not None:
            skipped[one.why] = skipped.get(one.why, 0) + 1
        held += one.held.hundredths
        released += one.released.hundredths
        refunded += one.refunded.hundredths
        messages += one.messages
        cost += trainer_cost(seen.trainer).estimate_micro_usd(seen.steps) if one.is_sent else 0
    return BulkTotals(
        rows=len(rows),
        skipped=skipped,
        held=Stars(held),
        released=Stars(released),
        refunded=Stars(refunded),
        cost_micro_usd=cost,
        messages=messages,
    )


def do_next(tx: Tx, run: BulkRun, rules: Rules) -> bool:
    """Do the next row that waits, or write down why not; returns whether there was one."""
    item = bulk_store.next_item(run.id)
    if item is None:
        return False
    number, subject_id, mark = item
    (seen,) = look(run.kind, run.terms, [subject_id])
    (judged,) = judge_all(rules, [seen])
    if judged.why is None and seen.mark != mark:
        judged = Judged(why=Why.MOVED)
    if judged.why is not None:
        bulk_store.note(tx, run.id, number, ItemState.SKIPPED, why=judged.why.value)
        return True
    done = perform(tx, run, seen)
    bulk_store.note(tx, run.id, number, ItemState.DONE, result_id=done.result_id, changed=done.changed)
    return True


def perform(tx: Tx, run: BulkRun, seen: Seen) -> RowDone:
    """Do the deed to one row that was judged.

    Raises:
        AppError: the deed itself said no.
    """
    match run.kind:
        case BulkKind.RETRY:
            return RowDone(result_id=_retry(tx, run, seen))
        case BulkKind.CANCEL:
            cancel_attempt(tx, seen.id, actor=run.actor)
            return RowDone(result_id=seen.attempt_id)
        case BulkKind.REFUND:
            return RowDone(result_id=_give_back(tx, run, seen))
        case BulkKind.NOTIFY:
            return RowDone(result_id=_tell(tx, run, seen))
        case BulkKind.FIXED | BulkKind.ASSIGN | BulkKind.UNDO:
            return RowDone(result_id=seen.id, changed=bulk_groups.perform(tx, run, seen.id))


def _retry(tx: Tx, run: BulkRun, seen: Seen) -> str:
    retries.require_none_newer(seen.id)
    is_free = run.terms.is_free or not seen.paid
    attempt = retries.retry_attempt(
        tx,
        seen.id,
        after_attempt=seen.attempt_id,
        choice=RetryPrice.FREE if is_free else RetryPrice.CHARGE_AGAIN,
        reason=run.reason,
        actor=run.actor,
    )
    return attempt.id


def _give_back(tx: Tx, run: BulkRun, seen: Seen) -> str:
    attempt = training_store.attempt(seen.attempt_id)
    if attempt is None:
        raise NotFound(kind="attempt", ident=seen.attempt_id)
    if seen.money is MoneyState.HELD:
        back = payments.release(tx, attempt_id=attempt.id, customer_id=seen.customer_id, actor=run.actor)
        training_store.set_money(tx, attempt, MoneyState.RELEASED)
        facts = {"amount": back.amount, "before": back.credit_after - back.amount, "after": back.credit_after}
        said = {name: value.hundredths for name, value in facts.items()}
        training_store.add_story(tx, attempt, StoryKind.RELEASED, run.actor, **said)
    else:
        charge_id = attempt.hold_id or ""
        back = payments.refund_charge(
            tx,
            charge_id=charge_id,
            number=ledger_store.refunds_of(charge_id) + 1,
            amount=seen.left,
            actor=run.actor,
            reason=run.reason,
        )
    tell.balance_changed(tx, back, because=lambda _language: run.reason)
    return back.id


def _tell(tx: Tx, run: BulkRun, seen: Seen) -> str:
    training = training_store.training(seen.id)
    event_key = f"bulk:{run.id}:{seen.customer_id}"
    tell.customer(
        tx,
        seen.customer_id,
        training.bot if training else "",
        MessageKind.NEWS,
        event_key=event_key,
        text_ru=run.terms.text_ru.strip(),
        text_en=run.terms.text_en.strip(),
    )
    return event_key
