"""What plans were called before, mapped once at import (domain rules §6): in any case, with any spelling."""

from core.errors import QT_TRANSLATE_NOOP, InputError, clause

TOPUP = ""
"""What rows called STARS were: money for stars, never a plan (B73)."""

_KNOWN = {
    "neurophoto": "neurophoto",
    "neurovideo": "neurovideo",
    "neuroblogger": "neuroblogger",
    "neurotester": "neurotester",
    "test": "test",
    "neurobase": "neurovideo",  # sold for 2999 RUB, what NeuroVideo costs since
    "neuromentor": "neuroblogger",  # the mentor course under its older names
    "neuromeeting": "neuroblogger",
    "stars": TOPUP,
}


def plan_of_legacy(name: str) -> str:
    """Return today's key of a plan, `TOPUP` for what was none.

    Raises:
        InputError: nobody has said what it was; it is never guessed.
    """
    clean = "".join(letter for letter in name.casefold() if letter.isalnum())
    if clean not in _KNOWN:
        problem = clause(QT_TRANSLATE_NOOP("Clause", "no plan was ever called so"))
        raise InputError(field="plan", value=name, problem=problem)
    return _KNOWN[clean]
