"""What commands print on."""

import io
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console


def console_on(stream: TextIO) -> "Console":
    """Return a console that breaks no line where a program reads, and fails at no letter."""
    from rich.console import Console

    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return Console(file=stream, highlight=False, soft_wrap=not stream.isatty())
