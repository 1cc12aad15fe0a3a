"""Replace notebook syntax that is not Python, line by line, so that every line keeps its number.

The code is treated as text and never parsed: parsing a student's code can take gigabytes, so only the worker does it.
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
"""The tokens to look for inside each kind of quotes; the empty key is for code outside of quotes."""


class PythonCell(NamedTuple):
    text: str
    """The cell's Python code; empty if the cell is left out."""
    omission_reason: str = ""
    """Why the cell is left out; empty if it is not."""


def remove_magics(code: str, module: str) -> PythonCell:
    """Remove the magics from a code cell.

    The lines ``%%time``, ``%%timeit``, ``%%capture``, ``%%prun`` and ``%%writefile`` of the module itself become a
    comment, and the rest of the cell stays. A cell in another language and a cell that writes another file are left
    out. A line ``%…``, ``!…``, ``x = !…`` or ``name?`` becomes ``pass``, except inside a string or bracket, where
    ``%`` is an operator.
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
            # The shell command of the line before continues here, because that line ended with a backslash.
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
    """Tracks strings and brackets from line to line, to know where a statement may begin."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def at_statement_start(self) -> bool:
        return not (self._quote or self._depth or self._continued)

    def feed(self, line: str) -> None:
        """Scan one line."""
        self._continued = line.endswith("\\")
        position = 0
        while found := _TOKENS[self._quote].search(line, position):
            position = found.end()
            if found.group() == "#":
                self._continued = False
                break
            self._handle_token(found.group())
        if len(self._quote) == 1 and not self._continued:
            # A string without triple quotes ends with its line.
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
