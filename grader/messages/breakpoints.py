"""Whether a record says that a forgotten breakpoint stopped a call.

The verdict is that something is not allowed. Where a file imports other packages that are refused as well, the message
is that of a package, and only the detail or the line tells of the debugger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from grader.messages.call_messages import MESSAGES

_TOLD: Final = MESSAGES["call.breakpoint"].partition(". ")[0]
_UNNAMED: Final = MESSAGES["call.refused_unnamed"].partition("{")[0]
_LINE: Final = re.compile(r"^\s*(?:.*;\s*)?(?:breakpoint\s*\(|(?:\w+\.)*set_trace\s*\(|import\s+i?pdb\b)")


def is_breakpoint(texts: Iterable[str], code: Iterable[str] = ()) -> bool:
    """Whether the texts of a test that was refused, or the lines of code beside them, are those of a breakpoint."""
    told = list(texts)
    if any(text.startswith(_TOLD) for text in told):
        return True
    return any(text.startswith(_UNNAMED) for text in told) and any(_LINE.match(line) for line in code)


__all__ = ["is_breakpoint"]
