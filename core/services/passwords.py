"""Hashes of passwords: argon2id, as costly as a person at a desk will not notice. Blocks: run in a thread."""

from dataclasses import dataclass

from core.domain.sign_in import normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one check costs; kept in each hash, so that another cost later refuses nobody."""

    rounds: int
    memory_kib: int
    lanes: int


COST = Cost(rounds=3, memory_kib=64 * 1024, lanes=4)
"""RFC 9106's second choice: about 150 ms on a laptop of two cores."""


class Passwords:
    """Makes and checks hashes at one cost."""

    def __init__(self, cost: Cost | None = None) -> None:
        """Take the cost of new hashes, `COST` if none is given; the library is loaded by the first one."""
        self._cost = cost or COST

    def hash_of(self, password: str) -> str:
        """Return a hash with a salt of its own."""
        from argon2 import PasswordHasher

        cost = self._cost
        made = PasswordHasher(time_cost=cost.rounds, memory_cost=cost.memory_kib, parallelism=cost.lanes)
        return made.hash(normal(password))

    def fits(self, kept: str, password: str) -> bool:
        """Tell whether `kept` is a hash of this password."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return PasswordHasher().verify(kept, normal(password))
        except (VerificationError, InvalidHashError):
            return False
