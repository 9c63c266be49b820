"""Ids: UUIDv7 text that sorts by the time it was made."""

import uuid

from core.ids import new_id


def test_form():
    """An id is a UUID of version 7 in its usual lower-case text."""
    ident = new_id()
    assert str(uuid.UUID(ident)) == ident
    assert uuid.UUID(ident).version == 7


def test_order_and_uniqueness():
    """Ids made one after the other are all different and already sorted."""
    idents = [new_id() for _ in range(10_000)]
    assert len(set(idents)) == len(idents)
    assert idents == sorted(idents)
