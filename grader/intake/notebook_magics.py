"""Notebook syntax that is not Python, taken out line by line so that every line keeps its number.

This works on text alone: parsing a student's code can cost gigabytes, so that is left to the worker.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_MAGICS_WITH_PYTHON_BODY: Final = frozenset({"time", "timeit", "capture", "prun"})

_ESCAPE: Final = re.compile(r"\s*[%!?]")
_MAGIC_ASSIGNMENT: Final = re.compile(r"\s*[A-Za-z_][\w.,\[\] \t]*=\s*[!%]")
_HELP: Final = re.compile(r"\s*[^\s#'\"?]+\s*\?{1,2}\s*$")
_QUOTES: Final = ('"""', "'''", '"', "'")
_TOKENS: Final = {quote: re.compile(rf"\\.|{quote}") for quote in _QUOTES} | {
    "": re.compile("|".join(_QUOTES) + r"|#|[(\[{]|[)\]}]")
}
"""What matters next, by the quotes one is inside of."""


class PythonCell(NamedTuple):
    text: str
    """The cell's Python; empty when it was left out."""
    omission_reason: str = ""
    """Why it was left out."""


def remove_magics(code: str, module: str) -> PythonCell:
    """A code cell without magics.

    ``%%time`` and its like become a comment and the body stays; so does ``%%writefile`` of the module itself.
    A cell in another language or that writes another file is left out. A line ``%…``, ``!…``, ``x = !…`` or
    ``name?`` becomes ``pass``, but not inside a string or bracket, where ``%`` is an operator.
    """
    lines = code.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    opening = lines[first].strip()
    if opening.startswith("%%"):
        omission_reason = _omission_reason(opening, module)
        if omission_reason:
            return PythonCell("", omission_reason)
        lines[first] = f"# {opening}"
    return PythonCell("\n".join(_without_magics(lines)))


def _omission_reason(opening: str, module: str) -> str:
    name, _, rest = opening[2:].partition(" ")
    if name in _MAGICS_WITH_PYTHON_BODY:
        return ""
    if name in ("writefile", "file"):
        target = (rest.split() or ["nothing"])[-1].removeprefix("./")
        return "" if target == module else f"it writes the file {target[:80]!r}, which is not {module}"
    return f"it starts with {f'%%{name}'[:80]!r}, which is not Python"


def _without_magics(lines: list[str]) -> list[str]:
    result, scanner, continued = [], _Scanner(), False
    for line in lines:
        if continued:
            # A shell line that ends in a backslash goes on here.
            result.append("#")
            continued = line.endswith("\\")
        elif scanner.at_statement_start and _is_magic(line):
            result.append(line[: len(line) - len(line.lstrip())] + "pass")
            continued = line.endswith("\\")
        else:
            result.append(line)
            scanner.feed(line)
    return result


def _is_magic(line: str) -> bool:
    return bool(_ESCAPE.match(line) or _MAGIC_ASSIGNMENT.match(line) or _HELP.match(line))


class _Scanner:
    """Follows strings and brackets from line to line, to know where a statement may begin."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def at_statement_start(self) -> bool:
        return not (self._quote or self._depth or self._continued)

    def feed(self, line: str) -> None:
        """Read one line."""
        self._continued = line.endswith("\\")
        position = 0
        while found := _TOKENS[self._quote].search(line, position):
            position = found.end()
            if found.group() == "#":
                self._continued = False
                break
            self._handle_token(found.group())
        if len(self._quote) == 1 and not self._continued:
            # An ordinary string ends with its line at the latest.
            self._quote = ""

    def _handle_token(self, mark: str) -> None:
        if self._quote:
            self._quote = "" if mark == self._quote else self._quote
        elif mark in "([{":
            self._depth += 1
        elif mark in ")]}":
            self._depth = max(0, self._depth - 1)
        else:
            self._quote = mark
