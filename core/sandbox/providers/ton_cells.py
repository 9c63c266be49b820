"""Builds the cells that the fake TON chain shows: bodies of messages, and addresses."""

import base64
import binascii
from dataclasses import dataclass, field

_MAGIC = b"\xb5\xee\x9c\x72"
_CELL_BYTES = 127


@dataclass(slots=True)
class Builder:
    """Bits, most significant first, and further cells."""

    bits: str = ""
    refs: list["Builder"] = field(default_factory=list)

    def uint(self, value: int, size: int) -> "Builder":
        """Add a number."""
        self.bits += f"{value:0{size}b}" if size else ""
        return self

    def coins(self, amount: int) -> "Builder":
        """Add an amount of variable length."""
        size = (amount.bit_length() + 7) // 8
        return self.uint(size, 4).uint(amount, size * 8)

    def address(self, raw: str) -> "Builder":
        """Add a raw address."""
        workchain, _, account = raw.partition(":")
        return self.uint(0b100, 3).uint(int(workchain) & 0xFF, 8).uint(int(account, 16), 256)

    def text(self, text: str) -> "Builder":
        """Add a text; what has no room goes on in a cell of its own."""
        data = text.encode()
        room = _CELL_BYTES - (len(self.bits) + 7) // 8
        self.bits += "".join(f"{byte:08b}" for byte in data[:room])
        if data[room:]:
            self.refs.append(Builder()._rest(data[room:]))
        return self

    def _rest(self, data: bytes) -> "Builder":
        self.bits = "".join(f"{byte:08b}" for byte in data[:_CELL_BYTES])
        if data[_CELL_BYTES:]:
            self.refs.append(Builder()._rest(data[_CELL_BYTES:]))
        return self

    def boc(self) -> str:
        """Return the bag of this cell and all below it, in base64."""
        cells = self._all()
        numbers = {id(cell): number for number, cell in enumerate(cells)}
        data = b"".join(cell._bytes(numbers) for cell in cells)
        head = bytes([1, 2, len(cells), 1, 0]) + len(data).to_bytes(2, "big") + b"\0"
        return base64.b64encode(_MAGIC + head + data).decode()

    def _all(self) -> list["Builder"]:
        found = [self]
        for cell in found:
            found.extend(cell.refs)
        return found

    def _bytes(self, numbers: dict[int, int]) -> bytes:
        whole, rest = divmod(len(self.bits), 8)
        bits = self.bits + ("1" + "0" * (7 - rest) if rest else "")
        size = (whole + bool(rest)) if bits else 0
        raw = int(bits, 2).to_bytes(size, "big") if bits else b""
        return (
            bytes([len(self.refs), whole * 2 + bool(rest)])
            + raw
            + bytes(numbers[id(one)] for one in self.refs)
        )


def friendly(raw: str) -> str:
    """Return a raw address as wallets show it."""
    workchain, _, account = raw.partition(":")
    data = bytes([0x51, int(workchain) & 0xFF]) + bytes.fromhex(account)
    return base64.urlsafe_b64encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "big")).decode()


def raw(address: str) -> str:
    """Return an address of either form as a raw one; raises ValueError."""
    if ":" in address:
        return address
    data = base64.urlsafe_b64decode(address)
    return f"{int.from_bytes(data[1:2], 'big', signed=True)}:{data[2:34].hex()}"
