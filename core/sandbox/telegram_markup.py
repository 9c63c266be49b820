"""What the Bot API makes of the text of a message: entities or "can't parse entities"."""

import html
import re

_TAGS = frozenset(
    {
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "a",
        "code",
        "pre",
        "span",
        "tg-spoiler",
        "tg-emoji",
        "blockquote",
    }
)
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)([^<>]*)(>?)")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")
_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_PAIRED = ("||", "__", "_", "*", "~", "```", "`")


class CannotParse(ValueError):
    """The markup is wrong; the text is the end of Telegram's description."""


def plain_text(text: str, parse_mode: str) -> str:
    """Return the text a reader sees; raises CannotParse."""
    match parse_mode.lower():
        case "":
            return text
        case "html":
            return _html(text)
        case "markdownv2":
            return _markdown_v2(text)
        case "markdown":
            return _markdown(text)
    raise CannotParse("unsupported parse_mode")


def _offset(text: str, index: int) -> int:
    return len(text[:index].encode())


def _html(text: str) -> str:
    """Unknown or unclosed tags are refused; an `&` that begins no entity is let through, as by Telegram."""
    open_tags: list[str] = []
    for found in _TAG.finditer(text):
        closing, name, _, end = found.groups()
        name, at = name.lower(), _offset(text, found.start())
        if not end:
            raise CannotParse(f"Unclosed start tag at byte offset {at}")
        if name not in _TAGS:
            raise CannotParse(f'Unsupported start tag "{name}" at byte offset {at}')
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise CannotParse(f"Unexpected end tag at byte offset {at}")
    if open_tags:
        end_at = len(text.encode())
        raise CannotParse(
            f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}" at byte offset {end_at}'
        )
    return html.unescape(_TAG.sub("", text))


def _markdown_v2(text: str) -> str:
    """Only what matters to a sender: reserved characters escaped, and pairs closed."""
    seen: list[str] = []
    open_marks: list[str] = []
    index = 0
    while index < len(text):
        char = text[index]
        if char == "\\" and index + 1 < len(text):
            seen.append(text[index + 1])
            index += 2
            continue
        mark = next((mark for mark in _PAIRED if text.startswith(mark, index)), None)
        if mark is not None:
            open_marks.pop() if open_marks and open_marks[-1] == mark else open_marks.append(mark)
            index += len(mark)
            continue
        link = re.match(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)", text[index:])
        if link is not None:
            seen.append(link[1])
            index += link.end()
            continue
        if char in _RESERVED:
            raise CannotParse(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        seen.append(char)
        index += 1
    _check_closed(open_marks, text)
    return "".join(seen)


def _markdown(text: str) -> str:
    unescaped = re.sub(r"\\[_*`\[]", "", text)
    open_marks = [mark for mark in "_*`" if unescaped.count(mark) % 2]
    _check_closed(open_marks, text)
    return re.sub(r"\\([_*`\[])|[_*`]", r"\1", text)


def _check_closed(open_marks: list[str], text: str) -> None:
    if open_marks:
        at = _offset(text, text.rfind(open_marks[-1]))
        raise CannotParse(f"Can't find end of the entity starting at byte offset {at}")
