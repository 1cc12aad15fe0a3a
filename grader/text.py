r"""Text that a student's code made, fit to be shown anywhere.

A terminal obeys what it is shown: escape sequences move the cursor, set the window's title and write to the
clipboard; a carriage return overprints what stood there; a bidi override makes a line read backwards. Text
from a submission passes through `plain` before it reaches a report, a log or a terminal.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"  # OSC, DCS, SOS, PM, APC: closed, or only the opening is cut
    r"[^\x07\x1b\x80-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    r"|\x1b[ -/]*[0-~]?"  # all other sequences, and an escape alone
)
_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BROKEN = re.compile(r"[\ud800-\udfff\ufffe\uffff]")  # no UTF-8, or no XML
_UNSEEN = re.compile(
    r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0001\U000e0020-\U000e007f]"
)


def plain(text: str, limit: int = 4000) -> str:
    r"""Text without anything a terminal or browser would act on, of at most ``limit`` characters.

    Escape sequences and control characters go, but for line feed and tab; other line ends become line feeds.
    What works unseen (bidi overrides, zero-width and tag characters) is spelled out: ``\u202e``. What UTF-8
    or XML cannot hold becomes U+FFFD. A text cut short says by how much.

    Examples
    --------
    >>> plain("\x1b[31mred\x1b[0m\x1b]0;title\x07, \u202eback")
    'red, \\u202eback'
    >>> plain("abc" * 20, limit=30)
    'abca… [56 characters left out]'
    """
    text = _ESCAPE.sub("", text)
    text = _CONTROL.sub("", _BREAK.sub("\n", text))
    text = _UNSEEN.sub(_spelled, _BROKEN.sub("\ufffd", text))
    return text if len(text) <= limit else _cut(text, limit)


def _spelled(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def _cut(text: str, limit: int) -> str:
    room = len(f"… [{len(text)} characters left out]")
    kept = max(limit - room, 0)
    return f"{text[:kept]}… [{len(text) - kept} characters left out]"[:limit]


__all__ = ["plain"]
