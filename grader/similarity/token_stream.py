"""Code as a stream of folded tokens: what is left when names, numbers, strings, comments and layout do not count.

Names become one symbol, numbers another, strings a third; keywords and operators stay. Comments, blank lines,
docstrings, types in the heads of functions and what is raised are left out. The stream is cut where a function or
class begins or ends, so that their order does not count. Code that Python cannot tokenize is read on after the line
at fault.
"""

from __future__ import annotations

import itertools
import keyword
import tokenize
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.model import SourceFile

MOST_TOKENS: Final = 30_000
"""Folded tokens of one submission that are compared: 3,000 lines of ordinary code."""
MOST_READ: Final = 100_000
"""Tokens of one file that are read, comments and ends of lines among them."""
LINE_LIMIT: Final = 1_000
"""Characters of a line that are read: the tokenizer's time grows with the square of a line of open quotes."""
MOST_RESTARTS: Final = 8
"""How often a file is read on after a fault. A string that never ends is read to the end of the file each time."""

_IGNORED: Final = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER, tokenize.ENCODING})
_STRING_STARTS: Final = frozenset(
    getattr(tokenize, name) for name in ("FSTRING_START", "TSTRING_START") if hasattr(tokenize, name)
)
"""Since Python 3.12 a formatted string is several tokens."""
_STRING_ENDS: Final = frozenset(
    getattr(tokenize, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(tokenize, name)
)
_NAME, _NUMBER, _STRING, _NEWLINE, _INDENT = "N", "0", "S", "\n", "\t"
_OPENING, _CLOSING = ("(", "[", "{"), (")", "]", "}")
_DEFINITIONS: Final = frozenset({"def", "class", "async", "@"})


class _FoldedToken(NamedTuple):
    symbol: str
    first: int
    """1-based line in which it begins."""
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStream:
    """The folded tokens of all files of a submission; every array has one entry for each token."""

    symbols: NDArray[np.uint64]
    parts: NDArray[np.int32]
    """Number of the part, such as a function: nothing is compared across the end of a part."""
    files: NDArray[np.int32]
    """Index of the file."""
    first_lines: NDArray[np.int32]
    last_lines: NDArray[np.int32]
    cut: bool
    """Whether there are more tokens, which are not compared."""

    def __len__(self) -> int:
        return len(self.symbols)


def token_stream(files: Iterable[SourceFile]) -> TokenStream:
    """The folded tokens of a submission's files, at most `MOST_TOKENS`."""
    rows: list[tuple[int, int, int, int, int]] = []
    part, cut = 0, False
    for index, file in enumerate(files):
        for tokens in _parts(_folded(file.text)):
            part += 1
            rows += [(_number(t.symbol), part, index, t.first, t.last) for t in tokens]
            if len(rows) > MOST_TOKENS:
                cut = True
                break
        if cut:
            break
    columns = list(zip(*rows[:MOST_TOKENS], strict=True)) or [(), (), (), (), ()]
    symbols, *rest = columns
    parts, places, first, last = (np.array(column, dtype=np.int32) for column in rest)
    return TokenStream(
        symbols=np.array(symbols, dtype=np.uint64), parts=parts, files=places, first_lines=first,
        last_lines=last, cut=cut,
    )  # fmt: skip


@cache
def _number(symbol: str) -> int:
    """A symbol as a number, the same in every process."""
    return zlib.crc32(symbol.encode())


def _folded(text: str) -> Iterator[_FoldedToken]:
    """The tokens of a file that count, one statement after the other; `_INDENT` opens a block, '' closes one."""
    statement: list[_FoldedToken] = []
    for token in itertools.islice(_tokens(_readable_lines(text)), MOST_READ):
        kind, shown = token.type, token.string
        if kind in _IGNORED or (kind == tokenize.ERRORTOKEN and shown.isspace()):
            continue
        symbol = _symbol(kind, shown)
        if symbol == _STRING and statement and statement[-1].symbol == _STRING:
            statement[-1] = statement[-1]._replace(last=token.end[0])
            continue
        statement.append(_FoldedToken(symbol, token.start[0], token.end[0]))
        if kind in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT):
            yield from _told(statement)
            statement = []
    yield from statement


def _told(statement: Sequence[_FoldedToken]) -> Iterable[_FoldedToken]:
    """What a statement says. A docstring says nothing, and what is raised is for the task to say."""
    symbols = [each.symbol for each in statement[:2]]
    if symbols == [_STRING, _NEWLINE]:
        return ()
    if symbols[0] == "raise":
        return statement[0], statement[-1]
    return _without_annotations(statement) if "def" in symbols else statement


def _without_annotations(statement: Sequence[_FoldedToken]) -> Iterator[_FoldedToken]:
    """The head of a function without the types of its arguments and of its result."""
    depth, skipping = 0, ""
    for token in statement:
        depth += (token.symbol in _OPENING) - (token.symbol in _CLOSING)
        if (skipping == ":" and depth <= 1 and token.symbol in (",", "=", ")")) or (
            skipping == "->" and not depth and token.symbol == ":"
        ):
            skipping = ""
        if not skipping and (token.symbol == "->" or (depth == 1 and token.symbol == ":")):
            skipping = token.symbol
        if not skipping:
            yield token


def _symbol(kind: int, text: str) -> str:
    if kind == tokenize.NAME:
        return text if keyword.iskeyword(text) else _NAME
    simple = {
        tokenize.NUMBER: _NUMBER,
        tokenize.STRING: _STRING,
        tokenize.NEWLINE: _NEWLINE,
        tokenize.INDENT: _INDENT,
        tokenize.DEDENT: "",
        tokenize.ERRORTOKEN: "?",
    }
    return simple.get(kind, text)


@dataclass(slots=True)
class _Cutter:
    """Says at the start of each statement whether a part begins there."""

    depth: int = 0
    decorated: bool = False
    open: list[int] = field(default_factory=list)
    """Depths of the definitions that the place lies in."""

    def begins_part(self, symbol: str) -> bool:
        left = False
        while self.open and self.depth <= self.open[-1]:
            self.open.pop()
            left = True
        if symbol not in _DEFINITIONS:
            return left
        begins = not self.decorated
        self.decorated = symbol == "@"
        if not self.decorated:
            self.open.append(self.depth)
        return begins


def _parts(tokens: Iterable[_FoldedToken]) -> Iterator[list[_FoldedToken]]:
    """The tokens cut where definitions begin and end. The ends of blocks are left out: what follows decides them."""
    cutter, part, at_start, size = _Cutter(), list[_FoldedToken](), True, 0
    for token in tokens:
        if token.symbol in ("", _INDENT):
            cutter.depth += 1 if token.symbol else -1
        elif at_start and cutter.begins_part(token.symbol) and part:
            yield part
            part = []
        at_start = token.symbol in ("", _INDENT, _NEWLINE)
        if token.symbol:
            part.append(token)
            size += 1
        if size > MOST_TOKENS:
            break
    yield part


def _readable_lines(text: str) -> list[str]:
    """Lines that the tokenizer takes: without NUL or half a character, and none too long."""
    text = text.encode("utf-8", "replace").decode().replace("\0", " ").replace("\r", " ").replace("\f", " ")
    return [f"{line[:LINE_LIMIT]}\n" for line in text.split("\n")]


def _tokens(lines: Sequence[str]) -> Iterator[tokenize.TokenInfo]:
    """The tokens of a file, with formatted strings as one token each; it goes on after a line that is at fault."""
    start = 0
    for _ in range(MOST_RESTARTS):
        try:
            yield from _whole_strings(_numbered(lines, start))
            return
        except tokenize.TokenError as error:
            start += max(int(error.args[1][0]), 1)
        except SyntaxError as error:
            start += max(error.lineno or 1, 1)
        if start >= len(lines):
            return
        # The blocks that were open are closed: the reading begins with depth 0 again.


def _numbered(lines: Sequence[str], start: int) -> Iterator[tokenize.TokenInfo]:
    """The tokens of the lines from one on, with their line numbers in the whole; blocks are closed at a fault."""
    depth, rest = 0, itertools.islice(lines, start, None)
    try:
        for token in tokenize.generate_tokens(lambda: next(rest, "")):
            depth += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
            (first, column), (last, end) = token.start, token.end
            yield token._replace(start=(first + start, column), end=(last + start, end))
    except (tokenize.TokenError, SyntaxError):
        for _ in range(depth):
            yield tokenize.TokenInfo(tokenize.DEDENT, "", (start + 1, 0), (start + 1, 0), "")
        raise


def _whole_strings(tokens: Iterable[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    """Each formatted string as one string token, as Python 3.11 gives it."""
    depth, first = 0, None
    for token in tokens:
        if token.type in _STRING_STARTS:
            first, depth = first or token, depth + 1
        elif token.type in _STRING_ENDS and first is not None:
            depth -= 1
            if not depth:
                yield first._replace(type=tokenize.STRING, end=token.end)
                first = None
        elif not depth:
            yield token
