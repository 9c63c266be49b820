"""Idempotency keys as providers keep them: the same key, the same answer; with another body an error."""

import hashlib
import json
from collections.abc import Callable

from core.sandbox.providers.books import Books
from core.sandbox.records import Json


class KeyReused(Exception):
    """The key was used for another request."""


def once(
    books: Books, provider: str, key: str, asked: object, make: Callable[[], tuple[int, Json]]
) -> tuple[int, Json]:
    """Return status and body of an answer: the kept one if `key` is known, else what `make` makes.

    Raises:
        KeyReused: the key came with something else before.
    """
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    name = f"key/{key}"
    kept = books.read(provider, name)
    if kept is None:
        status, body = make()
        kept = {"asked": digest, "status": status, "body": body}
        books.write(provider, name, kept)
    if kept["asked"] != digest:
        raise KeyReused
    return kept["status"], kept["body"]
