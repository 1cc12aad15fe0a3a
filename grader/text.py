r"""Text from outside, fit to be shown anywhere: what a student's code made, and what its author named.

A terminal obeys what it is shown: escape sequences move the cursor, set the window's title and write to the
clipboard; a carriage return overprints what stood there. A bidi override makes ``if admin`` read as something
else, and a NUL ends a line early in some viewers. HTML escaping handles none of these. Text from a submission
passes through `plain` before it reaches a page, a log or a terminal.
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

_JOINERS = "\u200c\u200d"  # ZWNJ and ZWJ: Persian, Hindi and emoji need them
UNSEEN: Final = (
    "[\x80-\x9f\ud800-\udfff\ufffe\uffff"
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Signs beyond ASCII that are not seen, or that change what is; a regular expression."""
_ODD = re.compile(f"[\x00-\x08\x0b-\x1f\x7f]|{UNSEEN}")
# No alternative reads beyond the next escape or line end, so that a long run of openings costs linear time.
_ESCAPE = re.compile(
    "(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f\n]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS and kin
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI: colours, cursor movements
    "|\x1b[ -/]*[0-~]?|[\x90\x98\x9d-\x9f]"  # all others; of what is never closed only the opening
)


def plain(text: str, limit: int = TEXT_LIMIT) -> str:
    r"""Text without anything a terminal or browser would act on, of at most ``limit`` characters.

    CR and CRLF become line feeds, as Python counts lines; escape sequences go. All else that is not seen is
    shown: a control as its picture (``␀``), a bidi, zero-width or tag character as its number. The joiners
    ZWJ and ZWNJ stay between two signs of other scripts than ASCII, where writing needs them. What UTF-8 or
    XML cannot hold becomes U+FFFD.

    Examples
    --------
    >>> plain("\x1b[31mred\x1b[0m\x1b]0;title\x07, \u202eback\x00")
    'red, ⟨U+202E⟩back␀'
    >>> plain("abc" * 20, limit=30)
    'abca… [56 characters left out]'
    """
    more = max(len(text) - limit, 0)  # cut first: ten megabytes of output cost no more than what is shown
    return cut(visible(text[:limit]), limit, more)


def visible(text: str) -> str:
    """`plain` without a limit."""
    if not _ODD.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ODD.sub(_sign, _ESCAPE.sub("", text))


def _sign(match: re.Match[str]) -> str:
    sign, code = match[0], ord(match[0])
    if sign in _JOINERS and _joins(match.string, match.start()):
        return sign
    if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _joins(text: str, at: int) -> bool:
    """Whether letters, marks, digits or symbols stand on both sides, none of them ASCII.

    A joiner between ASCII letters joins nothing: there it only makes two texts that look the same.
    """
    sides = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    return all(side > "\x7f" and unicodedata.category(side)[0] in "LMNS" for side in sides)


def cut(text: str, limit: int, more: int = 0) -> str:
    """Text of at most ``limit`` characters that says how many are left out, ``more`` of them before."""
    if len(text) <= limit and not more:
        return text
    room = len(_left_out(len(text) + more))
    kept = text[: max(limit - room, 0)].rstrip(_JOINERS)
    return f"{kept}{_left_out(len(text) - len(kept) + more)}"[:limit]


def _left_out(characters: int) -> str:
    return f"… [{count(characters, 'character')} left out]"


def one_line(text: str, limit: int = TEXT_LIMIT) -> str:
    """`plain` text as one line of at most ``limit`` characters, for titles and tables."""
    text = " ".join(plain(text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip(f" {_JOINERS}") + "…"


def inert(text: str) -> str:
    """The text with a blank set inside whatever would begin a command of a CI runner in one of its lines.

    GitHub's runner reads every line a job prints. A line that starts with ``::`` after any white space is a
    command, and so is ``##[`` anywhere in a line. It compares by the rules of a language, which pass over signs
    without width.

    Examples
    --------
    >>> inert("  ::error::forged")
    '  : :error::forged'
    >>> inert("done ##[add-mask]a")
    'done # #[add-mask]a'
    """
    return _BRACKET.sub("# ", _COMMAND.sub(r"\1: ", text))


def number(value: float) -> str:
    """``2``, ``2.5``, ``3.33``: two decimals where they are needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def figure(value: float) -> str:
    """Three significant digits without an exponent, and no fewer than all before the point.

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
    """``1 test``, ``3 tests``."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def spoken_minutes(minutes: int) -> str:
    """``45 minutes``, ``1 hour``, ``2.5 hours``: a time to expect, to the half hour from one hour on."""
    if minutes < 60:
        return count(minutes, "minute")
    hours = round(minutes / 30) / 2
    return f"{number(hours)} hour{'' if hours == 1 else 's'}"


__all__ = [
    "TEXT_LIMIT",
    "UNSEEN",
    "count",
    "cut",
    "few",
    "inert",
    "number",
    "one_line",
    "plain",
    "spoken_minutes",
    "visible",
]
