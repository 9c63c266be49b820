"""Waiting for a moment, by a clock that a person or the network may put back.

What waits is given a moment, and nothing waits by itself for more than a day. So a moment further ahead than
that was set while the clock was ahead, and is over: nothing sleeps thirty days because a clock once did.
"""

from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(days=1)


def is_over(until: datetime, now: datetime) -> bool:
    """Tell whether a wait until this moment is over."""
    return not now < until <= now + LONGEST_WAIT
