"""Identifiers: UUIDv7 text, so that ids sort by the time they were made (RFC 9562 §5.7)."""

import uuid_utils


def new_id() -> str:
    """Return a fresh UUIDv7 as 36 lower-case characters; later ids sort after earlier ones."""
    return str(uuid_utils.uuid7())
