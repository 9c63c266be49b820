"""What the exit code of a command says."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes; those from 3 on only `train` gives."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    FAILED = 3
    CANCELED = 4
    WAITS = 5
    """The training is kept and its stars are held, but somebody must mend something first."""
    INTERRUPTED = 130
