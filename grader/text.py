r"""Make text from a submission safe to show, and format numbers for people.

A terminal executes control characters: escape sequences move the cursor, set the window's title and write to the
clipboard; a carriage return overwrites the line. A bidi override makes ``if admin`` look like different code, and a
NUL ends a line early in some viewers. HTML escaping handles none of these. So text from a submission, such as output
or file names, passes through `plain` before it reaches a page, a log or a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_COMMAND = re.compile(r"^([^\w\n]*?):(?=[^\w\s]{0,8}:)", re.MULTILINE)
_BRACKET = re.compile(r"#(?=[^\w\s]{0,8}#(?:vso)?[^\w\s]{0,8}\[)")

_FEW = 5
TEXT_LIMIT: Final = 4_000
"""Characters of one text in a log or on a terminal."""

_JOINERS = "\u200c\u200d"  # ZWNJ and ZWJ, which Persian, Hindi and emoji need
INVISIBLE_CHARACTERS: Final = (
    "[\x80-\x9f\ud800-\udfff\ufffe\uffff"
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters outside ASCII that are invisible or change how other characters are shown; a regular expression."""
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f]|{INVISIBLE_CHARACTERS}")
# No alternative matches beyond the next escape or line end, so the time is linear even for many unclosed sequences.
_ESCAPE = re.compile(
    "(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f\n]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS and similar
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI: colours, cursor movements
    "|\x1b[ -/]*[0-~]?|[\x90\x98\x9d-\x9f]"  # all others; only the start of a sequence that is not closed
)


def plain(text: str, limit: int = TEXT_LIMIT) -> str:
    r"""Text of at most ``limit`` characters, without anything that a terminal or browser would execute.

    CR and CRLF become line feeds, as Python counts lines, and escape sequences are removed. Other invisible
    characters are made visible: a control character as its symbol (``␀``), a bidi, zero-width or tag character as
    its number. The joiners ZWJ and ZWNJ are kept between two characters outside ASCII, where scripts need them.
    Characters that UTF-8 or XML cannot represent become U+FFFD.

    Examples
    --------
    >>> plain("\x1b[31mred\x1b[0m\x1b]0;title\x07, \u202eback\x00")
    'red, ⟨U+202E⟩back␀'
    >>> plain("abc" * 20, limit=30)
    'abca… [56 characters left out]'
    """
    more = max(len(text) - limit, 0)  # cut first, so that ten megabytes of output take no more time
    return cut(sanitize(text[:limit]), limit, more)


def sanitize(text: str) -> str:
    """Make text safe as `plain` does, without a limit."""
    if not _UNSAFE.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub(_replacement, _ESCAPE.sub("", text))


def _replacement(match: re.Match[str]) -> str:
    character, code = match[0], ord(match[0])
    if character in _JOINERS and _stands_between_letters(match.string, match.start()):
        return character
    if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _stands_between_letters(text: str, at: int) -> bool:
    """Whether the characters on both sides are letters, marks, digits or symbols outside ASCII.

    Between ASCII letters a joiner has no use; it only makes two different texts look the same.
    """
    sides = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    return all(side > "\x7f" and unicodedata.category(side)[0] in "LMNS" for side in sides)


def cut(text: str, limit: int, more: int = 0) -> str:
    """Cut text to ``limit`` characters and add how many are left out. ``more`` were left out before."""
    if len(text) <= limit and not more:
        return text
    room = len(_omission_note(len(text) + more))
    kept = text[: max(limit - room, 0)].rstrip(_JOINERS)
    return f"{kept}{_omission_note(len(text) - len(kept) + more)}"[:limit]


def _omission_note(characters: int) -> str:
    return f"… [{count(characters, 'character')} left out]"


def one_line(text: str, limit: int = TEXT_LIMIT) -> str:
    """`plain` text as one line of at most ``limit`` characters, for titles and tables."""
    text = " ".join(plain(text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip(f" {_JOINERS}") + "…"


def inert(text: str) -> str:
    """Insert a blank wherever a line of the text would start a command of a CI runner.

    GitHub's runner reads every line that a job prints. A line that starts with ``::`` after any white space is a
    command, and so is ``##[`` anywhere in a line. The runner compares text by the rules of a language, which ignore
    characters without width.

    Examples
    --------
    >>> inert("  ::error::forged")
    '  : :error::forged'
    >>> inert("done ##[add-mask]a")
    'done # #[add-mask]a'
    """
    return _BRACKET.sub("# ", _COMMAND.sub(r"\1: ", text))


def number(value: float) -> str:
    """A number with at most two decimals: ``2``, ``2.5``, ``3.33``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def figure(value: float) -> str:
    """A number with three significant digits and no exponent. All digits before the decimal point are shown.

    Examples
    --------
    >>> [figure(v) for v in (0.05712, 0.4, 94.34, 1234.5, 0.00001)]
    ['0.0571', '0.4', '94.3', '1,234', '0.00001']
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 1e-4 or value == 0:
        return f"{value:.3g}"
    return f"{value:.8f}".rstrip("0").rstrip(".")


def few(names: Sequence[str]) -> str:
    """The first names of many: ``ada, bob, cat, dan, eve and 3 more``."""
    more = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" and {more} more" if more > 0 else "")


def count(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun: ``1 test``, ``3 tests``."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def spoken_minutes(minutes: int) -> str:
    """A working time in words: ``45 minutes``, ``1 hour``, ``2.5 hours``. From one hour on, rounded to half hours."""
    if minutes < 60:
        return count(minutes, "minute")
    hours = round(minutes / 30) / 2
    return f"{number(hours)} hour{'' if hours == 1 else 's'}"


__all__ = [
    "INVISIBLE_CHARACTERS",
    "TEXT_LIMIT",
    "count",
    "cut",
    "few",
    "inert",
    "number",
    "one_line",
    "plain",
    "sanitize",
    "spoken_minutes",
]
