"""The chain of the audit log finds every way of tampering and says where: N10 and S8 of the catalogue."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.audit import (
    BEFORE_THE_FIRST,
    SEAL_ACTION,
    Anchor,
    ChainFault,
    ChainWalk,
    Digest,
    End,
    Fault,
    Said,
    SealKey,
    judge_end,
    judge_outside,
    seal,
)

KEY = SealKey(bytes(range(32)))
OTHER = SealKey(bytes(32))
ROWS = 60
ATTACKS = 10_000

Row = tuple[Said, bytes]


@dataclass
class Log:
    """A log as it lies in a table: rows and anchor."""

    rows: list[Row]
    anchor: Anchor | None

    def faults(self, key: SealKey = KEY) -> list[ChainFault]:
        """Check it as the service does."""
        walk = ChainWalk(key)
        for said, mac in sorted(self.rows, key=lambda row: row[0][0]):
            walk.take(said, mac)
        walk.finish()
        sealed = [(said[0], mac) for said, mac in self.rows if mac]
        seq, mac = max(sealed, default=(0, BEFORE_THE_FIRST))
        return [*walk.faults, *judge_end(End(newest=walk.seq, sealed=seq, mac=mac), key, self.anchor)]


def said(seq: int, **changes: object) -> Said:
    """Return what a row says."""
    row = {
        "seq": seq, "at": 1_000_000 * seq, "actor": "Anna", "action": "ledger.grant", "kind": "transfer",
        "ident": f"t{seq}", "before": "{}", "after": f'{{"balance":{seq}}}', "reason": f"because {seq}",
    } | changes  # fmt: skip
    return tuple(row.values())  # type: ignore[return-value]


def written(rows: list[Said], key: SealKey = KEY, unsealed: int = 0) -> Log:
    """Seal rows as the writer does; the first `unsealed` have none, and the next one says so."""
    made: list[Row] = []
    mac, digest = BEFORE_THE_FIRST, Digest()
    for row in rows:
        if len(made) < unsealed:
            digest.add(row)
            made.append((row, b""))
            continue
        mac = seal(key.rows, mac, row)
        made.append((row, mac))
    return Log(made, Anchor.of(key, rows[-1][0], mac))


def first_row(seq: int, digest: Digest | None = None) -> Said:
    """Return the row that begins to seal."""
    facts = (digest or Digest()).facts()
    return said(seq, action=SEAL_ACTION, after=json.dumps(facts))


def whole(rows: int = ROWS) -> Log:
    """Return a log nobody touched."""
    return written([first_row(1), *(said(seq) for seq in range(2, rows + 1))])


def after_a_time_without_seal(unsealed: int = 10) -> Log:
    """Return a log whose first rows come from before the seal."""
    old = [said(seq) for seq in range(1, unsealed + 1)]
    digest = Digest()
    for row in old:
        digest.add(row)
    begin = first_row(unsealed + 1, digest=digest)
    rest = [said(seq) for seq in range(unsealed + 2, ROWS + 1)]
    return written([*old, begin, *rest], unsealed=unsealed)


def test_a_whole_log_has_no_fault() -> None:
    """Nothing is found where nothing was touched, also where the first rows have no seal."""
    assert whole().faults() == []
    assert after_a_time_without_seal().faults() == []


# what an attacker without the key can do to a log; each returns the rows where it must be found ------------


def _edit(log: Log, rng: random.Random) -> list[int]:
    place = rng.randrange(len(log.rows))
    row, mac = log.rows[place]
    part = rng.randrange(1, 9)
    changed = [*row]
    changed[part] = row[part] + 1 if isinstance(row[part], int) else f"{row[part]} "
    log.rows[place] = (tuple(changed), mac)  # type: ignore[assignment]
    return [row[0]]


def _delete(log: Log, rng: random.Random) -> list[int]:
    place = rng.randrange(len(log.rows) - 1)
    some = rng.randint(1, min(5, len(log.rows) - 1 - place))
    gone = log.rows[place : place + some]
    del log.rows[place : place + some]
    return [row[0] for row, _mac in gone]


def _insert(log: Log, rng: random.Random) -> list[int]:
    """Put a row in and number all after it anew."""
    place = rng.randrange(len(log.rows) + 1)
    seq = place + 1
    later = [((row[0] + 1, *row[1:]), mac) for row, mac in log.rows[place:]]
    log.rows[place:] = [(said(seq, reason="put in"), rng.randbytes(32)), *later]
    return [seq]


def _swap(log: Log, rng: random.Random) -> list[int]:
    """Exchange two rows, with their seals, under each other's number."""
    one, two = rng.sample(range(len(log.rows)), 2)
    (first, first_mac), (second, second_mac) = log.rows[one], log.rows[two]
    log.rows[one] = ((first[0], *second[1:]), second_mac)
    log.rows[two] = ((second[0], *first[1:]), first_mac)
    return [first[0], second[0]]


def _truncate(log: Log, rng: random.Random) -> list[int]:
    left = rng.randrange(1, len(log.rows))
    gone = log.rows[left:]
    del log.rows[left:]
    return [gone[0][0][0]]


def _copy(log: Log, rng: random.Random) -> list[int]:
    """Put a copy of a row, with its seal, at the end."""
    row, mac = rng.choice(log.rows)
    seq = len(log.rows) + 1
    log.rows.append(((seq, *row[1:]), mac))
    return [seq]


def _copy_over(log: Log, rng: random.Random) -> list[int]:
    """Put a copy of a row in the place of another."""
    one, two = rng.sample(range(len(log.rows)), 2)
    row, mac = log.rows[one]
    seq = log.rows[two][0][0]
    log.rows[two] = ((seq, *row[1:]), mac)
    return [seq]


def _hash_anew(log: Log, rng: random.Random) -> list[int]:
    """Change a row and seal it and all after it with another key, the anchor too."""
    place = rng.randrange(len(log.rows))
    rows = [row for row, _mac in log.rows]
    rows[place] = said(rows[place][0], reason="another")
    mac = log.rows[place - 1][1] if place else BEFORE_THE_FIRST
    for later in range(place, len(rows)):
        mac = seal(OTHER.rows, mac, rows[later])
        log.rows[later] = (rows[later], mac)
    log.anchor = Anchor.of(OTHER, len(rows), mac)
    return [place + 1]


def _take_seals_off(log: Log, rng: random.Random) -> list[int]:
    first = rng.randrange(1, len(log.rows))
    some = rng.randint(1, len(log.rows) - first)
    for place in range(first, first + some):
        row, _mac = log.rows[place]
        log.rows[place] = (said(row[0], reason="another"), b"")
    return [first + 1]


def _give_a_seal(log: Log, rng: random.Random) -> list[int]:
    """Leave the row and change its seal."""
    place = rng.randrange(len(log.rows))
    row, _mac = log.rows[place]
    log.rows[place] = (row, rng.randbytes(32))
    return [row[0]]


KINDS: tuple[Callable[[Log, random.Random], list[int]], ...] = (
    _edit, _delete, _insert, _swap, _truncate, _copy, _copy_over, _hash_anew, _take_seals_off, _give_a_seal,
)  # fmt: skip


def test_n10_s8_ten_thousand_attacks_are_found_and_located() -> None:
    """Every attack is found; the first fault is its first row, and each of its rows is named."""
    rng = random.Random(20_261_126)
    untouched = whole()
    for number in range(ATTACKS):
        attack = KINDS[number % len(KINDS)]
        log = Log(list(untouched.rows), untouched.anchor)
        touched = attack(log, rng)
        faults = [fault for fault in log.faults() if fault.first]
        case = f"attack {number}: {attack.__name__} at {touched}: {faults}"
        assert min(fault.first for fault in faults) == min(touched), case
        for seq in touched:
            assert any(fault.first <= seq <= fault.last for fault in faults), case


def test_an_end_cut_off_with_its_anchor_put_back_is_known_outside() -> None:
    """The one attack the database cannot know of is found by the copy of the anchor outside it."""
    now = whole()
    earlier = whole(ROWS - 7)
    assert earlier.faults() == []
    assert now.anchor is not None
    found = judge_outside(earlier.rows[-1][0][0], KEY, now.anchor, b"")
    assert found == [ChainFault(kind=Fault.OUTSIDE_KNOWS_MORE, first=ROWS - 6, last=ROWS)]
    assert judge_outside(ROWS, KEY, now.anchor, now.rows[-1][1]) == []


def test_another_log_of_the_same_length_is_known_outside() -> None:
    """The row the copy outside knows must have its seal."""
    now = whole()
    assert now.anchor is not None
    assert judge_outside(ROWS, KEY, now.anchor, bytes(32))[0].kind is Fault.OUTSIDE_CHANGED
    forged = replace(now.anchor, seq=3)
    assert judge_outside(ROWS, KEY, forged, now.rows[2][1])[0].kind is Fault.OUTSIDE_CHANGED


@pytest.mark.parametrize("spoil", ["gone", "seal", "number"])
def test_an_anchor_that_was_touched_is_a_fault(spoil: str) -> None:
    """An anchor that is gone or was changed is found, whatever the rows say."""
    log = whole()
    assert log.anchor is not None
    anchors = {
        "gone": None,
        "seal": replace(log.anchor, seal=bytes(32)),
        "number": replace(log.anchor, seq=log.anchor.seq - 1),
    }
    log.anchor = anchors[spoil]
    assert ChainFault(kind=Fault.ANCHOR_CHANGED) in log.faults()


def test_rows_from_before_the_seal_are_one_piece() -> None:
    """A change among them is found, and located as "among them"."""
    log = after_a_time_without_seal(10)
    log.rows[4] = (said(5, reason="another"), b"")
    assert log.faults() == [ChainFault(kind=Fault.UNSEALED_CHANGED, first=1, last=10)]


def test_a_run_without_seal_inside_the_chain_is_a_fault_even_if_it_is_told() -> None:
    """Rows of a time without key are bound by the row after them, and stay a fault."""
    sealed = [first_row(1), said(2)]
    run = [said(3), said(4)]
    digest = Digest()
    for row in run:
        digest.add(row)
    begin, last = first_row(5, digest=digest), said(6)
    log = written(sealed)
    mac = log.rows[-1][1]
    log.rows += [(row, b"") for row in run]
    for row in (begin, last):
        mac = seal(KEY.rows, mac, row)
        log.rows.append((row, mac))
    log.anchor = Anchor.of(KEY, 6, mac)
    assert log.faults() == [ChainFault(kind=Fault.UNSEALED, first=3, last=4)]


TEXTS = st.tuples(*[st.text(max_size=6)] * 7)


@given(TEXTS, TEXTS)
def test_rows_that_differ_are_spelled_differently(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    """No shifting of letters between fields makes another row fit a seal."""
    seals = [seal(KEY.rows, BEFORE_THE_FIRST, (1, 1, *words)) for words in (one, two)]  # type: ignore[arg-type]
    assert (seals[0] == seals[1]) == (one == two)


def test_the_key_shows_itself_to_nobody() -> None:
    """Neither its text nor its parts say more than a name that differs from key to key."""
    key = SealKey.from_text("ab" * 32)
    assert "abab" not in repr(key)
    assert "abab" not in f"{key}"
    assert key.name != KEY.name
    for wrong in ("", "ab", "zz" * 32):
        with pytest.raises(ValueError, match="hexadecimal"):
            SealKey.from_text(wrong)


def test_an_anchor_is_read_back_as_it_was_written() -> None:
    """The copy outside is one word; any other word is no anchor."""
    anchor = whole().anchor
    assert anchor is not None
    assert Anchor.from_text(anchor.as_text()) == anchor
    for wrong in ("", "1:2:3", "x:00:k:00", "1:zz:k:00"):
        assert Anchor.from_text(wrong) is None
