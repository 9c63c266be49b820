"""Robokassa's signatures: hashes of parts joined by colons, and the token that asks for a refund."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping

from core.errors import QT_TRANSLATE_NOOP, InputError, clause

ALGORITHMS = ("sha256", "sha384", "sha512", "md5", "ripemd160", "sha1")
"""The hashes a shop can be set to; the first is the one to choose."""

WEAK_ALGORITHMS = frozenset({"md5", "ripemd160", "sha1"})
"""Hashes of old shops: read, but not to be used for a new one."""

JWT_HASHES = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}
"""The algorithms of the token that asks for a refund, with their hashes."""

_SHP = "shp_"


def signature(algorithm: str, parts: Iterable[str]) -> str:
    """Return the hash of `parts` joined by colons, in small hex digits.

    Raises:
        InputError: this machine has no such hash.
    """
    try:
        digest = hashlib.new(algorithm, usedforsecurity=False)
    except ValueError as error:
        raise InputError(
            field="hash",
            value=algorithm,
            problem=clause(QT_TRANSLATE_NOOP("Clause", "this machine cannot compute it; SHA-256 it can")),
        ) from error
    digest.update(":".join(parts).encode())
    return digest.hexdigest()


def shp_parts(fields: Mapping[str, str]) -> list[str]:
    """Return "Shp_name=value" of each of the shop's own fields in `fields`, in the order of the alphabet."""
    return [f"{name}={fields[name]}" for name in sorted(fields) if name.lower().startswith(_SHP)]


def refund_token(payload: str, password: str, algorithm: str) -> str:
    """Return the compact JWT of a payload that is JSON text already: exact decimals have no other way in."""
    header = json.dumps({"alg": algorithm, "typ": "JWT"}, separators=(",", ":"))
    signed = f"{_base64url(header.encode())}.{_base64url(payload.encode())}"
    mac = hmac.digest(password.encode(), signed.encode(), JWT_HASHES[algorithm])
    return f"{signed}.{_base64url(mac)}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
