"""Cells and addresses of TON against vectors that pytoniq-core 0.2.1 computed, and against nonsense."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.gateways.providers.ton_cells import (
    BadCell,
    Slice,
    address_boc,
    friendly_address,
    raw_address,
    read_boc,
)

OWNER, OTHER = "0:" + "ab" * 32, "0:" + "cd" * 32
PAYABLE = "UQCrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq5jh"
BOUNCEABLE = "EQCrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq8Uk"
TEST_ONLY = "0QCrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urqyNr"
USDT = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"
USDT_RAW = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe"
ADDRESS_CELL = "te6ccgEBAQEAJAAAQ4AVdXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXA="
ADDRESS_CELL_INDEXED = "te6ccsEBAQEAJAAkAEOAFXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXVw6fV+Rg=="
TEXT_CELL = "te6ccgEBAQEAEAAAHAAAAABTTS0xMDAxLTA1"
NOTICE_REF = (
    "te6ccgEBAgEARAABYnNi0JwAAAAAAAAABz7ILggBm5ubm5ubm5ubm5ubm5ub"
    "m5ubm5ubm5ubm5ubm5ubm5sBABwAAAAAU00tMTAwMS0wNQ=="
)
NOTICE_INLINE = (
    "te6ccgEBAQEAQQAAfnNi0JwAAAAAAAAABz7ILggBm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5oAAAAAU00tMTAwMS0wNQ=="
)


def test_addresses_of_all_forms_are_one() -> None:
    """Bounceable, payable, test and raw forms, in both alphabets, are the same account."""
    for text in (PAYABLE, BOUNCEABLE, TEST_ONLY, OWNER, OWNER.upper().replace("0:", "0:")):
        assert raw_address(text) == OWNER
    assert raw_address(USDT) == raw_address(USDT.replace("_", "/")) == USDT_RAW
    assert (friendly_address(OWNER), friendly_address(OWNER, is_test=True)) == (PAYABLE, TEST_ONLY)


def test_a_mistyped_address_is_none() -> None:
    """One wrong letter is caught by the checksum."""
    for at in range(len(PAYABLE)):
        wrong = PAYABLE[:at] + ("A" if PAYABLE[at] != "A" else "B") + PAYABLE[at + 1 :]
        with pytest.raises(BadCell):
            raw_address(wrong)
    for text in ("", "0:", "0:" + "ab" * 31, "7:" + "ab" * 32, "é", "UQ", PAYABLE * 2):
        with pytest.raises(BadCell):
            raw_address(text)


def test_an_address_goes_into_a_cell_and_back() -> None:
    """Our one cell is bit for bit the library's; its indexed form with a checksum is read as well."""
    assert address_boc(OWNER) == ADDRESS_CELL
    assert read_boc(ADDRESS_CELL).address() == read_boc(ADDRESS_CELL_INDEXED).address() == OWNER
    assert read_boc(address_boc("-1:" + "0f" * 32)).address() == "-1:" + "0f" * 32


def test_texts_and_notifications_are_read() -> None:
    """A comment, and a transfer_notification with its comment in the same cell or in the next one."""
    text = read_boc(TEXT_CELL)
    assert (text.uint(32), text.text()) == (0, "SM-1001-05")
    for boc in (NOTICE_REF, NOTICE_INLINE):
        body = read_boc(boc)
        assert (body.uint(32), body.uint(64), body.coins(), body.address()) == (
            0x7362D09C,
            7,
            15_500_000,
            OTHER,
        )
        payload: Slice = body.ref() if body.uint(1) else body
        assert (payload.uint(32), payload.text()) == (0, "SM-1001-05")


@given(data=st.binary(max_size=200))
def test_random_bytes_are_no_cells(data: bytes) -> None:
    """Whatever the bytes, the only failure is BadCell."""
    for raw in (data, b"\xb5\xee\x9c\x72" + data):
        try:
            body = read_boc(base64.b64encode(raw).decode())
            body.uint(min(32, body.left))
            body.text()
        except BadCell:
            pass


@given(at=st.integers(0, 90), value=st.integers(0, 255), cut=st.integers(0, 90))
def test_damaged_cells_are_read_or_refused(at: int, value: int, cut: int) -> None:
    """A genuine bag with one byte changed or its end cut off gives values or BadCell, nothing else."""
    raw = bytearray(base64.b64decode(NOTICE_REF))
    raw[min(at, len(raw) - 1)] = value
    for data in (bytes(raw), bytes(raw[: max(0, len(raw) - cut)])):
        try:
            body = read_boc(base64.b64encode(data).decode())
            body.uint(32), body.uint(64), body.coins(), body.address()
            (body.ref() if body.uint(1) else body).text()
        except BadCell:
            pass


def test_a_bag_cannot_lead_in_circles() -> None:
    """A cell that names itself or one before it is refused: reading always ends."""
    circle = b"\xb5\xee\x9c\x72" + bytes([1, 1, 2, 1, 0, 6, 0, 1, 0, 1, 1, 0, 0])
    with pytest.raises(BadCell, match="backwards"):
        read_boc(base64.b64encode(circle).decode())
