"""Text from outside, made fit to be shown: no escapes, no invisible characters, no endless lines.

A terminal escape can recolour a page of logs, a right-to-left override can make `if admin` read as something
else, and a NUL ends a line early in some viewers. HTML escaping handles none of these.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

TEXT_LIMIT: Final = 20_000
"""Characters of one string that are shown: about 250 lines."""

LINE_LIMIT: Final = 2_000
"""Characters of one line that are shown."""

# Each alternative stops at the next ESC or line end, so that a long run of openings costs linear time.
_ESCAPE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movements
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n\r]*(?:\x07|\x1b\\\\|\x9c)?"  # OSC, DCS and kin
    "|\x1b[ -/]*[0-~]"
)

# Controls, surrogates, bidirectional controls, invisible and tag characters. ZWJ and ZWNJ stay: Persian,
# Hindi and emoji need them.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LONG_LINE = re.compile(f"([^\n]{{{LINE_LIMIT}}})([^\n]+)")
_CODE_SPAN = re.compile(r"`([^`\n]+)`")


def plain(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text without terminal escapes, other control characters made visible, cut to ``limit`` characters.

    Lines keep their numbers: CR and CRLF become LF, as Python counts them.
    """
    rest = len(text) - limit
    if rest > 0:
        text = text[:limit]
    if _ODD.search(text):
        text = text.replace("\r\n", "\n")
        text = _ESCAPE.sub("", text).replace("\r", "\n")
        text = _ODD.sub(_visible, text)
    if len(text) > LINE_LIMIT:
        text = _LONG_LINE.sub(lambda m: f"{m[1]} … ({len(m[2]):,} more characters)", text)
    return f"{text}\n… ({rest:,} more characters)" if rest > 0 else text


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"⟨U+{code:04X}⟩"


def prose(text: str) -> Markup:
    """A sentence with `` `code` `` in backticks, as HTML. Everything else is escaped."""
    # The pattern runs over escaped text, so what stands inside a span is escaped as well.
    return Markup(_CODE_SPAN.sub(r"<code>\1</code>", str(escape(plain(text.strip())))))  # noqa: S704


def one_line(text: str, limit: int = 120) -> str:
    """The text as one line of at most ``limit`` characters, for titles and tables."""
    text = " ".join(plain(text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def number(value: float) -> str:
    """``2``, ``2.5``, ``3.33``: two decimals where they are needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def count(n: int, noun: str, plural: str = "") -> str:
    """``1 test``, ``3 tests``."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
