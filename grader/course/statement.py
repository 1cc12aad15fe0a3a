"""The pictures and Python blocks of a statement."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
PICTURE_KINDS: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


class Picture(NamedTuple):
    """``![alt](source)``."""

    source: str
    alt: str

    @property
    def is_file(self) -> bool:
        """Whether the source is a file of the course and not a URL."""
        return not _ELSEWHERE.match(self.source)

    @property
    def is_beside(self) -> bool:
        """Whether the source is a picture beside the statement. No other is handed out or put on a page."""
        name, dot, kind = self.source.rpartition(".")
        plain = name and not name.startswith(".") and not re.search(r"[/\\\x00]", name)
        return self.is_file and bool(plain) and dot + kind.lower() in PICTURE_KINDS


class Block(NamedTuple):
    """The text of fenced code and the line on which it begins."""

    text: str
    line: int


def pictures(text: str) -> list[Picture]:
    """The pictures of a statement. Code blocks contain none."""
    found = []
    for token in _tokens(text):
        if token.type == "image":
            source = unquote(str(token.attrs.get("src", "")))
            found.append(Picture(source, " ".join(token.content.split())))
    return found


def picture_files(statement: Path) -> dict[str, bytes]:
    """The picture files beside a statement that it shows, by name. Links and unreadable files are left out."""
    names = [p.source for p in pictures(statement.read_text(encoding="utf-8")) if p.is_beside]
    found = {}
    for path in map(statement.with_name, names):
        with contextlib.suppress(OSError):
            if path.is_file() and not path.is_symlink():
                found[path.name] = path.read_bytes()
    return found


def python_blocks(text: str) -> list[Block]:
    """Code blocks that are fenced as ``python``."""
    return [
        Block(token.content, token.map[0] + 2)
        for token in _parser().parse(text)
        if token.type == "fence" and token.info.split()[:1] == ["python"] and token.map
    ]


def _tokens(text: str) -> Iterator[Token]:
    for token in _parser().parse(text):
        yield from token.children or ()


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


__all__ = ["PICTURE_KINDS", "Block", "Picture", "picture_files", "pictures", "python_blocks"]
