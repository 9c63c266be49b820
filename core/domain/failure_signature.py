"""The signature of a failure: its message without what differs from one run to the next.

Two runs that failed for the same reason have the same signature, whatever their ids, paths, sizes and times.
Codes such as E9828 are kept, because they are the reason. Nothing here looks at the class of a failure.
"""

import re
from hashlib import sha256

MAX_CHARS = 240
"""A signature longer than this is cut: what follows is never the reason."""
NOTHING_SAID = "<no message>"

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_TRACEBACK = re.compile(r"traceback \(most recent call last\):", re.IGNORECASE)
_FRAME = re.compile(r"^\s*(?:File \".*\", line \d+.*|\^+|~+\^*~*|at .+:\d+\)?|\[?rank\d+\]?:)\s*$")
_LOG_HEAD = re.compile(r"^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s*(?:\|\s*\w+\s*\|\s*)?")

_ENDINGS = "jpe?g|png|webp|heic|zip|tar|gz|txt|json|ya?ml|py|so|safetensors"

_VARIABLE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("<url>", r"\b(?:https?|wss?|s3|gs)://[^\s\"'<>)\]]+"),
        ("<data>", r"\bdata:[\w./+-]+;base64,[A-Za-z0-9+/=]*"),
        ("<mail>", r"\b[\w.+-]+@[\w-]+\.[\w.]+\b"),
        ("<id>", r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"),
        ("<time>", r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?\b"),
        ("<path>", r"(?<![\w<])(?:[A-Za-z]:\\|~?/|\./)[\w.@%+~-]+(?:[/\\][\w.@%+~-]+)*"),
        ("<path>", r"\b[\w.-]+(?:/[\w.-]+)+\.\w{1,5}\b"),
        ("<file>", rf"\b[\w@%+-][\w.@%+-]*\.(?:{_ENDINGS})\b"),
        ("<hex>", r"\b0x[0-9a-f]+\b|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,}\b"),
        ("<id>", r"\b(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{20,}\b"),
    )
)  # fmt: skip
_CODE = re.compile(r"\bE\d{4}\b")
_NUMBER = re.compile(
    r"(?<![\w<])[-+]?\d[\d,_]*(?:\.\d+)?(?:e[-+]?\d+)?(?:\s?(?:[kmgt]i?b|bytes|ms|s|%))?(?![\w>])",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


def signature(message: str) -> str:
    """Return what is the same for all failures like this one, in lower case; never empty."""
    text = _reason(_ANSI.sub("", message))
    codes = _CODE.findall(text)
    text = _CODE.sub("\0", text)
    for name, pattern in _VARIABLE:
        text = pattern.sub(name, text)
    text = _NUMBER.sub("#", text)
    for code in codes:
        text = text.replace("\0", code, 1)
    return _SPACE.sub(" ", text).strip().lower()[:MAX_CHARS] or NOTHING_SAID


def group_id(failure_class: str, text: str) -> str:
    """Return the id of the group of a class and a signature: 16 hexadecimal characters."""
    return sha256(f"{failure_class}\n{text}".encode()).hexdigest()[:16]


def _reason(text: str) -> str:
    """Return the lines that say why: of a traceback its last exception, else all that is no stack frame."""
    parts = _TRACEBACK.split(text)
    lines = [_LOG_HEAD.sub("", line) for line in parts[-1].splitlines()]
    if len(parts) > 1:
        said = [line for line in lines if line.strip() and not line.startswith((" ", "\t"))]
        said = [line for line in said if not _FRAME.match(line)]
        return said[-1] if said else parts[0]
    return " ".join(line for line in lines if not _FRAME.match(line))
