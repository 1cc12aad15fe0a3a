"""GitHub-flavoured Markdown in which text stays text.

Three places for text, each with its own escape: in a line (`inline`), as code in a line (`code`), as a
block (`fenced`). No text can open HTML, a link, an image, a mention or an issue's number, nor close what it
stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.exporters.workflow_commands import inert, inert_line
from grader.text import plain

_NO_WIDTH = "&#8203;"
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"}
    | {sign: f"\\{sign}" for sign in r"\`*_[]{}|~^="}
)
_LINKED = re.compile(r"(@|#(?=\w)|:(?=/)|\bwww(?=\.)|\bGH-(?=\d)|\b(?:mailto|xmpp)(?=:))", re.IGNORECASE)


def inline(text: str, limit: int = 2000) -> str:
    """Text within a paragraph, heading or table cell, on one line.

    GitHub turns names after ``@``, numbers after ``#`` and web addresses into links after it has removed the
    backslashes, so these are broken by a character without width.
    """
    pieces = _LINKED.split(inert_line(text, limit))
    joined = [before + match for before, match in zip(pieces[::2], [*pieces[1::2], ""], strict=True)]
    return _NO_WIDTH.join(piece.translate(_ESCAPES) for piece in joined)


def code(text: str, limit: int = 200) -> str:
    """A code span, outside of tables: a cell would end at a ``|`` even there."""
    text = inert_line(text, limit)
    fence = _fence(text, shortest=1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""


def fenced(text: str, limit: int = 4000) -> str:
    """A block of code that its content cannot close."""
    text = inert(plain(text, limit)).rstrip("\n")
    fence = _fence(text, shortest=3)
    return f"{fence}text\n{text}\n{fence}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are escaped already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _fence(text: str, *, shortest: int) -> str:
    runs = re.findall(r"`+", text)
    return "`" * max(shortest, 1 + max(map(len, runs), default=0))
