"""What a worker says, and how much of it is believed.

Names, texts and places come from the student's process. What goes on from here is a builtin exception's name, a line
that exists in the student's files, and a text that only the staff and public tests show.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.messages import say
from grader.model import CodeLine, Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure

_TEXT_LIMIT = 2000
_NAME_LIMIT = 80
_PLACES = 12
_EXCEPTIONS = frozenset(
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
)
"""What a worker may name: any other word would be a text of the student's in a report."""
_OUT_OF_MEMORY = re.compile(
    r"DefaultCPUAllocator|not enough memory|[Cc]annot allocate memory|OpenBLAS.*(memory|alloc)|"
    r"Thread creation failed|std::bad_alloc|out of memory|Unable to allocate"
)


class Loaded(NamedTuple):
    """What a submission says of itself when it is first imported, before it has seen any input."""

    names: frozenset[str]
    """What the module defines."""
    calls: dict[str, frozenset[str]]
    """The module's own functions that each may come to call, as the worker says before it knows any input."""
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Turns a worker's words into what may be said, knowing the files it was given."""

    memory_mib: int
    texts: Mapping[str, str] = field(default_factory=dict)
    """The student's files by name."""
    refused: frozenset[str] = frozenset()
    """Packages and functions that a refusal may name."""
    allowed: str = ""

    def raised(self, name: str, own_name: str, text: str, places: Sequence[Any]) -> Exception:
        """What to raise for an exception of the student's code."""
        lines = self._lines(places)
        text, own_name = text[:_TEXT_LIMIT], own_name[:_NAME_LIMIT]  # the search below is quadratic
        if name == "ForbiddenImport":
            return WorkerFailure(
                Verdict.FORBIDDEN, self._refusal(self._named(text)), lines, brief=self._refusal(self._only())
            )
        if name == "MemoryError" or _OUT_OF_MEMORY.search(text):
            return WorkerFailure(Verdict.MEMORY, self._out_of_memory(), lines)
        if name not in _EXCEPTIONS:
            name = "Exception"
        if name == "NotImplementedError" and not self._in_own_file(places):
            name = "RuntimeError"  # a library's way to say no is not a function that is still to be written
        if own_name != name and name == "Exception":
            text = f"{own_name}: {text}"
        return StudentError(name, text, lines)

    def unsendable(self, reason: str) -> StudentError:
        """A result that cannot cross is a wrong type."""
        return StudentError("TypeError", f"the result cannot be graded: it holds {reason[:_TEXT_LIMIT]}")

    def last_words(self, output: bytes | bytearray) -> WorkerFailure | None:
        """A library that ends the process where memory is short says so in its own words."""
        if _OUT_OF_MEMORY.search(output[-4096:].decode("utf-8", errors="replace")):
            return WorkerFailure(Verdict.MEMORY, self._out_of_memory())
        return None

    def _lines(self, places: Sequence[Any]) -> tuple[CodeLine, ...]:
        own = [
            self._line(*place) for place in places[-_PLACES:] if isinstance(place, tuple) and len(place) == 2
        ]
        return tuple(dict.fromkeys(line for line in own if line is not None))

    def _in_own_file(self, places: Sequence[Any]) -> bool:
        """The innermost frame is the student's."""
        return bool(places) and bool(self._lines(places[-1:]))

    def _line(self, file: Any, line: Any) -> CodeLine | None:
        """A place in the student's files, if there is such a place."""
        if not isinstance(file, str) or type(line) is not int or not 0 < line <= self._lines_of(file):
            return None
        return CodeLine(file=file, line=line)

    def _lines_of(self, file: str) -> int:
        return self.texts[file].count("\n") + 1 if file in self.texts else 0

    def _named(self, text: str) -> str:
        """What a refusal is about, as the worker says, if it is one of those that are refused."""
        package = text.partition(" ")[0]
        return package if package in self.refused else ""

    def _only(self) -> str:
        """The refused name in the student's files, if there is one and no other: no word of the worker's is needed."""
        words = {word for text in self.texts.values() for word in re.findall(r"\w+", text)}
        found = [name for name in self.refused if name.rpartition(".")[2] in words]
        return found[0] if len(found) == 1 else ""

    def _refusal(self, named: str) -> str:
        if "." in named:
            return say("call.refused_function", name=named)
        if named:
            return say("call.refused_package", name=named, allowed=self.allowed)
        return say("call.refused_unnamed", allowed=self.allowed)

    def _out_of_memory(self) -> str:
        return say("call.memory", limit=self.memory_mib)
