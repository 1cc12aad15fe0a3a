"""Text as a page shows it: no line of it endless, code in backticks set as code."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

from grader.text import cut, sanitize

PAGE_LIMIT: Final = 20_000
"""Characters of one string that are shown: about 250 lines."""

LINE_LIMIT: Final = 2_000
"""Characters of one line that are shown."""

_CODE_SPAN = re.compile(r"`([^`\n]+)`")


def bounded(text: str, limit: int = PAGE_LIMIT) -> str:
    """`grader.text.plain` text with each long line cut as well; the lines keep their numbers."""
    more = max(len(text) - limit, 0)
    text = sanitize(text[:limit])
    if len(text) > LINE_LIMIT:
        text = "\n".join(cut(line, LINE_LIMIT) for line in text.split("\n"))
    return cut(text, limit, more)


def prose(text: str) -> Markup:
    """A sentence with `` `code` `` in backticks, as HTML. Everything else is escaped."""
    # The pattern runs over escaped text, so what stands inside a span is escaped as well.
    return Markup(_CODE_SPAN.sub(r"<code>\1</code>", str(escape(bounded(text.strip())))))  # noqa: S704
