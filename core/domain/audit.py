"""The keyed chain of the audit log: how a row is sealed, and what each way of tampering leaves behind.

The seal (MAC) of a row is HMAC-SHA256 over the seal of the row before it and everything the row says, its
number included. Without the key nobody can make a seal, so a row that was changed, moved, copied or put in
has a wrong one; a row that was taken out leaves a gap in the numbers. The anchor says how far the chain
reaches and is sealed as well, so that cutting off its end is seen too.

Rows written while no key was there have no seal. The next sealed row then is one of `SEAL_ACTION`, which
carries the number and the digest of the rows without: they can be checked from there on, as one piece.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from core.errors import QT_TRANSLATE_NOOP, Clause, clause

SEAL_ACTION = "audit.seal"
"""The deed of beginning to seal: the first sealed row of a chain, and the first after a run without seal."""
BROKEN_ACTION = "audit.broken"
"""What a start writes that finds the end of the chain not as the last one left it: the faults it saw."""
UNSEALED = b""
"""The seal of a row that was written without a key."""
BEFORE_THE_FIRST = bytes(32)
KEY_BYTES = 32

_KEY = re.compile(r"[0-9a-f]{64}")
_NOT_BYTES = "surrogatepass"  # a lone surrogate in a reason must not stop the deed


class SealKey:
    """The key of a chain. It shows itself to nobody: neither in a log nor in a traceback."""

    def __init__(self, value: bytes) -> None:
        """Take 32 bytes.

        Raises:
            ValueError: they are fewer or more.
        """
        if len(value) != KEY_BYTES:
            raise ValueError(f"a key of the audit chain has {KEY_BYTES} bytes")
        self.__value = value

    @classmethod
    def from_text(cls, text: str) -> "SealKey":
        """Read 64 hexadecimal characters.

        Raises:
            ValueError: it is something else.
        """
        if _KEY.fullmatch(text.lower()) is None:
            raise ValueError(f"a key of the audit chain is {2 * KEY_BYTES} hexadecimal characters")
        return cls(bytes.fromhex(text))

    @cached_property
    def rows(self) -> bytes:
        """Return the key that seals rows; each use has a key of its own, so no seal serves for another."""
        return self._derived(b"rows")

    @cached_property
    def anchors(self) -> bytes:
        """Return the key that seals anchors."""
        return self._derived(b"anchors")

    @cached_property
    def name(self) -> str:
        """Return what tells one key from another and gives nothing away."""
        return self._derived(b"name").hex()[:16]

    def __repr__(self) -> str:
        """Tell the name only."""
        return f"SealKey({self.name})"

    def _derived(self, purpose: bytes) -> bytes:
        return hmac.digest(self.__value, b"stationmaster audit " + purpose, "sha256")


Said = tuple[int, int, str, str, str, str, str, str, str]
"""What a row says: seq, at in microseconds, actor, action, subject kind and id, before, after, reason."""


def seal(key: bytes, before: bytes, said: Said) -> bytes:
    """Return the seal of a row; `before` is the seal of the sealed row before it, `key` is `SealKey.rows`."""
    return hmac.digest(key, before + _spelled(said), "sha256")


def _spelled(said: Said) -> bytes:
    """Spell a row so that no two rows are spelled alike: each part with its length."""
    seq, at, actor, action, kind, ident, before, after, reason = said
    return (
        f"{seq},{at},{len(actor)}:{actor},{len(action)}:{action},{len(kind)}:{kind},{len(ident)}:{ident},"
        f"{len(before)}:{before},{len(after)}:{after},{len(reason)}:{reason}"
    ).encode("utf-8", _NOT_BYTES)


class Digest:
    """The digest of a run of rows without seal, and how many they are."""

    def __init__(self) -> None:
        """Begin with no row."""
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, said: Said) -> None:
        """Take in the next row."""
        spelled = _spelled(said)
        self.rows += 1
        self._hash.update(len(spelled).to_bytes(8, "big") + spelled)

    def facts(self) -> dict[str, object]:
        """Return what the row that begins to seal says of them."""
        return {"rows": self.rows, "digest": self._hash.hexdigest()}

    def is_told_by(self, after: str) -> bool:
        """Tell whether a row that begins to seal speaks of just these rows."""
        told = json.loads(after)
        return all(told.get(name) == value for name, value in self.facts().items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """How far a chain reaches: the number and the seal of its newest row, and which key sealed it."""

    seq: int
    mac: bytes = field(repr=False)
    key_name: str
    seal: bytes = field(repr=False)

    @classmethod
    def of(cls, key: SealKey, seq: int, mac: bytes) -> "Anchor":
        """Seal an anchor."""
        return cls(seq=seq, mac=mac, key_name=key.name, seal=_anchor_seal(key, seq, mac))

    @classmethod
    def from_text(cls, text: str) -> "Anchor | None":
        """Read what `as_text` wrote; None if it is anything else."""
        parts = text.split(":")
        if len(parts) != 4 or not parts[0].isdecimal():
            return None
        try:
            return cls(
                seq=int(parts[0]),
                mac=bytes.fromhex(parts[1]),
                key_name=parts[2],
                seal=bytes.fromhex(parts[3]),
            )
        except ValueError:
            return None

    def as_text(self) -> str:
        """Return it as one word, for the copy that is kept outside the database."""
        return f"{self.seq}:{self.mac.hex()}:{self.key_name}:{self.seal.hex()}"

    def is_true(self, key: SealKey) -> bool:
        """Tell whether this key sealed it as it is."""
        return hmac.compare_digest(self.seal, _anchor_seal(key, self.seq, self.mac))


def _anchor_seal(key: SealKey, seq: int, mac: bytes) -> bytes:
    return hmac.digest(key.anchors, b"%d:%b" % (seq, mac), "sha256")


class Fault(StrEnum):
    """What can be wrong with a chain."""

    NO_KEY = "no_key"
    OTHER_KEY = "other_key"
    CHANGED = "changed"
    MISSING = "missing"
    OUT_OF_PLACE = "out_of_place"
    UNSEALED = "unsealed"
    UNSEALED_CHANGED = "unsealed_changed"
    TAIL_CUT = "tail_cut"
    NOT_ANCHORED = "not_anchored"
    ANCHOR_CHANGED = "anchor_changed"
    OUTSIDE_KNOWS_MORE = "outside_knows_more"
    OUTSIDE_CHANGED = "outside_changed"


_WORDS = {
    Fault.NO_KEY: QT_TRANSLATE_NOOP(
        "Clause", "there is no key: nothing is sealed and nothing can be checked"
    ),
    Fault.OTHER_KEY: QT_TRANSLATE_NOOP("Clause", "the chain was sealed with another key than the one here"),
    Fault.CHANGED: QT_TRANSLATE_NOOP("Clause", "changed, put in or moved: the seal does not fit"),
    Fault.MISSING: QT_TRANSLATE_NOOP("Clause", "taken out"),
    Fault.OUT_OF_PLACE: QT_TRANSLATE_NOOP("Clause", "put in before the first row"),
    Fault.UNSEALED: QT_TRANSLATE_NOOP("Clause", "without a seal"),
    Fault.UNSEALED_CHANGED: QT_TRANSLATE_NOOP(
        "Clause", "from the time without a seal, and not as they were when sealing began"
    ),
    Fault.TAIL_CUT: QT_TRANSLATE_NOOP("Clause", "cut off at the end"),
    Fault.NOT_ANCHORED: QT_TRANSLATE_NOOP("Clause", "put in after the end"),
    Fault.ANCHOR_CHANGED: QT_TRANSLATE_NOOP("Clause", "the anchor of the chain was changed or taken away"),
    Fault.OUTSIDE_KNOWS_MORE: QT_TRANSLATE_NOOP(
        "Clause", "known to the copy outside the database, and no longer in it"
    ),
    Fault.OUTSIDE_CHANGED: QT_TRANSLATE_NOOP(
        "Clause", "not the row that the copy outside the database knows, or that copy was changed"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """Something wrong with the rows `first` to `last`; both are 0 if it is about the chain as a whole."""

    kind: Fault
    first: int = 0
    last: int = 0

    @property
    def words(self) -> Clause:
        """Return what is wrong, without the rows."""
        return clause(_WORDS[self.kind])

    @property
    def rows(self) -> str:
        """Return the rows as "5" or "5-9", empty for the chain as a whole."""
        if not self.first:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class ChainWalk:
    """Checks a chain row by row, from the first to the last, holding one row at a time."""

    def __init__(self, key: SealKey) -> None:
        """Stand before the first row."""
        self._key = key.rows
        self._mac = BEFORE_THE_FIRST
        self._is_after_gap = False
        self._unsealed = Digest()
        self._unsealed_from = 0
        self.faults: list[ChainFault] = []
        self.seq = 0
        """The number of the last row seen."""
        self.sealed_from = 0
        """The first sealed row, 0 while there is none."""

    def take(self, said: Said, mac: bytes) -> None:
        """Check the next row; rows come by their numbers."""
        seq = said[0]
        if seq < 1:
            self._blame(Fault.OUT_OF_PLACE, seq)
            return
        if seq != self.seq + 1:
            self.faults.append(ChainFault(kind=Fault.MISSING, first=self.seq + 1, last=seq - 1))
            self._is_after_gap = True
        self.seq = seq
        if not mac:
            self._unsealed_from = self._unsealed_from or seq
            self._unsealed.add(said)
            return
        # After a gap the seal before is gone, so this one row cannot be judged; the gap is told.
        is_judged, self._is_after_gap = not self._is_after_gap, False
        is_true = not is_judged or hmac.compare_digest(mac, seal(self._key, self._mac, said))
        self._mac = mac
        if not is_true:
            self._blame(Fault.CHANGED, seq)
        elif said[3] == BROKEN_ACTION:
            self.faults += _witnessed(said[7])
        if self._unsealed.rows or not self.sealed_from:
            self._judge_unsealed(said, is_true=is_true, is_judged=is_judged)

    def finish(self) -> None:
        """Say that there are no more rows."""
        if self._unsealed.rows:
            self.faults.append(ChainFault(kind=Fault.UNSEALED, first=self._unsealed_from, last=self.seq))

    def _judge_unsealed(self, said: Said, *, is_true: bool, is_judged: bool) -> None:
        """Judge the run without seal that ends before a sealed row; before the first one it may be empty."""
        seq, run, first = said[0], self._unsealed, self._unsealed_from
        is_first, begins = not self.sealed_from, is_true and said[3] == SEAL_ACTION
        if is_first:
            self.sealed_from = seq
        self._unsealed, self._unsealed_from = Digest(), 0
        if not run.rows:
            if is_judged and is_true and not begins:
                self._blame(Fault.CHANGED, seq)  # every chain begins by saying so
        elif not begins or not run.is_told_by(said[7]):
            self.faults.append(ChainFault(kind=Fault.UNSEALED_CHANGED, first=first, last=seq - 1))
        elif not is_first:
            self.faults.append(ChainFault(kind=Fault.UNSEALED, first=first, last=seq - 1))

    def _blame(self, kind: Fault, seq: int) -> None:
        """Note a fault; the same fault of the row after is one with it."""
        last = self.faults[-1] if self.faults else None
        if last is not None and last.kind is kind and last.last + 1 == seq:
            self.faults[-1] = ChainFault(kind=kind, first=last.first, last=seq)
        else:
            self.faults.append(ChainFault(kind=kind, first=seq, last=seq))


def _witnessed(facts: str) -> list[ChainFault]:
    """Return the faults that an earlier start saw at the end of the chain and wrote down, sealed."""
    return [
        ChainFault(kind=Fault(kind), first=first, last=last)
        for kind, first, last in json.loads(facts)["faults"]
    ]


def broken_facts(faults: Iterable[ChainFault]) -> dict[str, object]:
    """Return what a row of `BROKEN_ACTION` says after."""
    return {"faults": [[fault.kind.value, fault.first, fault.last] for fault in faults]}


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The end of a chain as the table has it: the newest row, and the newest sealed one with its seal."""

    newest: int = 0
    sealed: int = 0
    mac: bytes = field(default=BEFORE_THE_FIRST, repr=False)


def judge_end(end: End, key: SealKey, anchor: Anchor | None) -> list[ChainFault]:
    """Compare the end of a chain with its anchor."""
    if anchor is None:
        return [ChainFault(kind=Fault.ANCHOR_CHANGED)] if end.sealed else []
    if not anchor.is_true(key):
        return [ChainFault(kind=Fault.ANCHOR_CHANGED)]
    if anchor.seq > end.sealed:
        return [ChainFault(kind=Fault.TAIL_CUT, first=end.sealed + 1, last=anchor.seq)]
    if anchor.seq < end.sealed:
        return [ChainFault(kind=Fault.NOT_ANCHORED, first=anchor.seq + 1, last=end.sealed)]
    if not hmac.compare_digest(anchor.mac, end.mac):
        return [ChainFault(kind=Fault.CHANGED, first=anchor.seq, last=anchor.seq)]
    return []


def judge_outside(newest: int, key: SealKey, outside: Anchor, mac_there: bytes) -> list[ChainFault]:
    """Compare a chain with an older anchor kept outside; `mac_there` is the seal of its row as it is now."""
    if outside.key_name != key.name:
        return []  # another chain's: of the key that was here before
    if not outside.is_true(key):
        return [ChainFault(kind=Fault.OUTSIDE_CHANGED, first=outside.seq, last=outside.seq)]
    if outside.seq > newest:
        return [ChainFault(kind=Fault.OUTSIDE_KNOWS_MORE, first=newest + 1, last=outside.seq)]
    if not hmac.compare_digest(outside.mac, mac_there):
        return [ChainFault(kind=Fault.OUTSIDE_CHANGED, first=outside.seq, last=outside.seq)]
    return []
