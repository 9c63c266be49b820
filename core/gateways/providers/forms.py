"""Notices that come as the fields of a form or of a query string."""

import hmac
from collections import Counter
from collections.abc import Mapping
from urllib.parse import parse_qsl

from core.domain.providers import Notice
from core.errors import QT_TRANSLATE_NOOP, clause
from core.gateways.providers.fields import bad_notice, check_size
from core.gateways.providers.shape import MAX_NOTICE_BYTES

MAX_FIELDS = 200
"""A notice of more fields than this is nobody's."""


def form_fields(service: str, notice: Notice) -> Mapping[str, str]:
    """Return the fields of the body or, if it is empty, of the query.

    Raises:
        BadNotice: it is too long, no form, not UTF-8, or names a field twice (in whatever case): which of
            the two was signed and which will be believed must never be a question.
    """
    wrong = bad_notice(service)
    check_size(service, notice)
    if len(notice.query) > MAX_NOTICE_BYTES:
        raise wrong("query", notice.query, clause(QT_TRANSLATE_NOOP("Clause", "it is too long")))
    try:
        text = notice.body.decode("utf-8").strip() or notice.query
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except ValueError as error:
        shown = notice.body.decode("utf-8", "replace") or notice.query
        problem = clause(QT_TRANSLATE_NOOP("Clause", "it is no form of fields"))
        raise wrong("body", shown, problem) from error
    for name, count in Counter(name.lower() for name, _ in pairs).items():
        if count > 1:
            problem = clause(QT_TRANSLATE_NOOP("Clause", "it is there more than once"))
            raise wrong(name, count, problem)
    return dict(pairs)


def is_same_text(one: str, other: str) -> bool:
    """Compare in constant time, whatever characters a forger has put in."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
