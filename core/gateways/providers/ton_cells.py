"""TON's cells and addresses, as far as a payment needs them: a message's body in, an address in and out.

A body is written by whoever sent the money. Everything is bounded, and whatever is wrong is BadCell.
"""

import base64
import binascii
import re
from dataclasses import dataclass

_MAGIC = b"\xb5\xee\x9c\x72"
_MOST_CELLS = 1024
_MOST_BYTES = 64 * 1024
_MOST_REFS = 4
_LONGEST_TEXT = 1024
_RAW_ADDRESS = re.compile(r"(-1|0):([0-9a-fA-F]{64})")
_BOUNCEABLE, _PAYABLE, _TEST_ONLY = 0x11, 0x51, 0x80


class BadCell(ValueError):
    """Bytes that are no cells, or cells that hold something else than expected."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Up to 1023 bits and up to four further cells."""

    value: int
    size: int
    refs: tuple["Cell", ...] = ()


class Slice:
    """Reads a cell from its first bit on."""

    def __init__(self, cell: Cell) -> None:
        """Begin at the first bit."""
        self._cell = cell
        self._at = 0
        self._next_ref = 0

    @property
    def left(self) -> int:
        """Return how many bits are left."""
        return self._cell.size - self._at

    def uint(self, size: int) -> int:
        """Return the next `size` bits as a number; raises BadCell."""
        if size > self.left:
            raise BadCell(f"{size} bits wanted, {self.left} left")
        self._at += size
        return self._cell.value >> self.left & (1 << size) - 1

    def ref(self) -> "Slice":
        """Return the next further cell; raises BadCell."""
        if self._next_ref >= len(self._cell.refs):
            raise BadCell("no cell left")
        self._next_ref += 1
        return Slice(self._cell.refs[self._next_ref - 1])

    def coins(self) -> int:
        """Return an amount of variable length; raises BadCell."""
        return self.uint(8 * self.uint(4))

    def address(self) -> str:
        """Return a raw address, empty for none; raises BadCell."""
        kind = self.uint(2)
        if kind == 0:
            return ""
        if kind != 0b10 or self.uint(1):
            raise BadCell("an address of a kind that no wallet has")
        workchain = self.uint(8)
        return f"{workchain - 256 if workchain > 127 else workchain}:{self.uint(256):064x}"

    def text(self) -> str:
        """Return the text in this cell and those that go on from it; raises BadCell."""
        parts: list[bytes] = []
        piece: Slice | None = self
        while piece is not None and sum(map(len, parts)) <= _LONGEST_TEXT:
            if piece.left % 8:
                raise BadCell("a text of broken bytes")
            length = piece.left // 8
            parts.append(piece.uint(piece.left).to_bytes(length, "big"))
            piece = piece.ref() if piece._next_ref < len(piece._cell.refs) else None
        try:
            return b"".join(parts)[:_LONGEST_TEXT].decode()
        except UnicodeDecodeError as error:
            raise BadCell("a text that is not UTF-8") from error


def read_boc(text: str) -> Slice:
    """Return the root of a bag of cells in base64; raises BadCell."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCell("no base64") from error
    if len(data) > _MOST_BYTES or data[:4] != _MAGIC:
        raise BadCell("no bag of cells")
    return _Bag(data[4:]).root()


class _Bag:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def root(self) -> Slice:
        flags, offset_size = self._number(1), self._number(1)
        size = flags & 0b111
        if not 1 <= size <= 4 or not 1 <= offset_size <= 8:
            raise BadCell("sizes that no bag has")
        cells, roots, _absent = self._number(size), self._number(size), self._number(size)
        self._number(offset_size)
        if not 1 <= cells <= _MOST_CELLS or not 1 <= roots <= cells:
            raise BadCell("a number of cells that no message has")
        listed = [self._number(size) for _ in range(roots)]
        if flags & 0b1000_0000:
            self._take(cells * offset_size)
        plans = [self._cell(size, number) for number in range(cells)]
        built: dict[int, Cell] = {}
        for number in reversed(range(cells)):  # a cell's refs stand behind it, so they are there already
            value, bits, refs = plans[number]
            if any(ref <= number or ref >= cells for ref in refs):
                raise BadCell("a cell that leads backwards")
            built[number] = Cell(value, bits, tuple(built[ref] for ref in refs))
        if listed[0] >= cells:
            raise BadCell("no such root")
        return Slice(built[listed[0]])

    def _cell(self, ref_size: int, number: int) -> tuple[int, int, list[int]]:
        kind, doubled = self._number(1), self._number(1)
        count = kind & 0b111
        if count > _MOST_REFS or kind & 0b11000:
            raise BadCell(f"cell {number} is of a kind that no message has")
        raw = self._take((doubled + 1) // 2)
        value, bits = int.from_bytes(raw, "big"), len(raw) * 8
        if doubled % 2:  # the last byte is filled up with a one and zeros
            unused = (value & -value).bit_length() if value else 0
            if not 1 <= unused <= 8:
                raise BadCell(f"cell {number} has no end")
            value, bits = value >> unused, bits - unused
        return value, bits, [self._number(ref_size) for _ in range(count)]

    def _number(self, size: int) -> int:
        return int.from_bytes(self._take(size), "big")

    def _take(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        if len(taken) < size:
            raise BadCell("a bag that ends too early")
        self._at += size
        return taken


def address_boc(raw: str) -> str:
    """Return the bag of one cell that holds a raw address, in base64."""
    workchain, _, account = raw.partition(":")
    bits = (0b100 << 8 | int(workchain) & 0xFF) << 256 | int(account, 16)  # 267 of them
    data = (bits << 5 | 0b10000).to_bytes(34, "big")
    cell = bytes([0, 67]) + data
    head = _MAGIC + bytes([1, 1, 1, 1, 0, len(cell), 0])
    return base64.b64encode(head + cell).decode()


def raw_address(text: str) -> str:
    """Return an address of any of the usual forms as "0:hex"; raises BadCell."""
    match = _RAW_ADDRESS.fullmatch(text)
    if match is not None:
        return f"{match[1]}:{match[2].lower()}"
    try:
        data = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCell("no address") from error
    is_known = len(data) == 36 and data[0] & ~_TEST_ONLY in (_BOUNCEABLE, _PAYABLE)
    if not is_known or binascii.crc_hqx(data[:34], 0).to_bytes(2, "big") != data[34:]:
        raise BadCell("no address, or a mistyped one")
    workchain = int.from_bytes(data[1:2], "big", signed=True)
    return f"{workchain}:{data[2:34].hex()}"


def friendly_address(raw: str, *, is_test: bool = False) -> str:
    """Return a raw address as wallets show it, of the form to which money may be sent."""
    workchain, _, account = raw.partition(":")
    tag = _PAYABLE | (_TEST_ONLY if is_test else 0)
    data = bytes([tag, int(workchain) & 0xFF]) + bytes.fromhex(account)
    return base64.urlsafe_b64encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "big")).decode()
