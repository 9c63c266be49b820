"""The only place that speaks to the outside: Replicate, Telegram, the keyring."""

import sys

# httpx brings its own command line (click, rich, pygments) with it unless that cannot be imported: two thirds
# of what importing httpx costs, and nothing of ours uses it.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
