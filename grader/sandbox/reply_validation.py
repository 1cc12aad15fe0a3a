"""Check what a worker reports about exceptions and results.

Names, texts and places come from the student's process and are not trusted. Only these are passed on: the name of a
builtin exception, a line that exists in the student's files, and a text that only the staff and public tests show.
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
_MAX_PLACES = 12
_EXCEPTIONS = frozenset(
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
)
"""The exceptions that a worker may name. Any other name would be a text of the student in a report."""
_OUT_OF_MEMORY = re.compile(
    r"DefaultCPUAllocator|not enough memory|[Cc]annot allocate memory|OpenBLAS.*(memory|alloc)|"
    r"Thread creation failed|std::bad_alloc|out of memory|Unable to allocate"
)


BREAKPOINT = "breakpoint"
"""The name by which the worker refuses a debugger."""
_DEBUGGER_ENDS = "BdbQuit"
"""What pdb raises when there is nobody to type."""
_IMPORT_LINE = re.compile(r"^.*\bimport\b.*$", re.MULTILINE)


class LoadedModule(NamedTuple):
    """What the worker reports about a module at its first import, before it has seen any input."""

    names: frozenset[str]
    """The names of the callables in the module, imported ones included."""
    calls: dict[str, frozenset[str]]
    """For each function of the module, the functions of the module that it may call."""
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyValidator:
    """Turns a worker's report into one that is safe to show. It knows the files that the worker was given."""

    memory_mib: int
    texts: Mapping[str, str] = field(default_factory=dict)
    """The student's files by name."""
    refused: frozenset[str] = frozenset()
    """Packages and functions that are refused, which a message may name."""
    allowed: str = ""

    def exception_for(self, name: str, own_name: str, text: str, places: Sequence[Any]) -> Exception:
        """The exception to raise in the grader for an exception of the student's code."""
        lines = self.code_lines(places)
        text, own_name = (
            text[:_TEXT_LIMIT],
            own_name[:_NAME_LIMIT],
        )  # the regular expression below takes quadratic time
        if name == "ForbiddenImport":
            return WorkerFailure(
                Verdict.FORBIDDEN,
                self._refusal_message(self._named_refusal(text)),
                lines,
                brief=self._refusal_message(self._only_refused_name()),
            )
        if name == "MemoryError" or _OUT_OF_MEMORY.search(text):
            return WorkerFailure(Verdict.MEMORY, self._out_of_memory_message(), lines)
        if name not in _EXCEPTIONS:
            name = "Exception"
        if name == "Exception" and own_name == _DEBUGGER_ENDS:
            return WorkerFailure(Verdict.FORBIDDEN, say("call.breakpoint"), lines)
        if name == "NotImplementedError" and not self._in_own_file(places):
            name = "RuntimeError"  # raised by a library: the student's own function is written
        if own_name != name and name == "Exception":
            text = f"{own_name}: {text}"
        return StudentError(name, text, lines)

    def unsendable_result(self, reason: str) -> StudentError:
        """The error for a result that cannot be sent: it has a wrong type."""
        return StudentError("TypeError", f"the result cannot be graded: it holds {reason[:_TEXT_LIMIT]}")

    def out_of_memory_failure(self, output: bytes | bytearray) -> WorkerFailure | None:
        """The failure for a worker whose last output is a library's message that memory ran out; else None."""
        if _OUT_OF_MEMORY.search(output[-4096:].decode("utf-8", errors="replace")):
            return WorkerFailure(Verdict.MEMORY, self._out_of_memory_message())
        return None

    def code_lines(self, places: Sequence[Any]) -> tuple[CodeLine, ...]:
        """The places that lie in the student's files, in their order, each once."""
        own = [
            self._code_line(*place)
            for place in places[-_MAX_PLACES:]
            if isinstance(place, tuple) and len(place) in (2, 3)
        ]
        return tuple(dict.fromkeys(line for line in own if line is not None))

    def _in_own_file(self, places: Sequence[Any]) -> bool:
        """Whether the innermost frame is in the student's files."""
        return bool(places) and bool(self.code_lines(places[-1:]))

    def _code_line(self, file: Any, line: Any, column: Any = None) -> CodeLine | None:
        """A place in the student's files; None if the place does not exist."""
        if not isinstance(file, str) or type(line) is not int or not 0 < line <= self._line_count(file):
            return None
        longest = len(self.texts[file].split("\n")[line - 1]) + 1
        exists = type(column) is int and 0 < column <= longest
        return CodeLine(file=file, line=line, column=column if exists else None)

    def _line_count(self, file: str) -> int:
        return self.texts[file].count("\n") + 1 if file in self.texts else 0

    def _named_refusal(self, text: str) -> str:
        """The refused name that the worker reports; empty if that name is not refused."""
        package = text.partition(" ")[0]
        return package if package in self.refused else ""

    def _only_refused_name(self) -> str:
        """The refused name in the student's files if there is exactly one. It is found without the worker's report."""
        words = {word for text in self.texts.values() for word in re.findall(r"\w+", text)}
        lines = (line for text in self.texts.values() for line in _IMPORT_LINE.findall(text))
        imported = {word for line in lines for word in re.findall(r"\w+", line)}
        functions = {name for name in self.refused if "." in name or name == BREAKPOINT}
        found = [n for n in self.refused if n.rpartition(".")[2] in (words if n in functions else imported)]
        return found[0] if len(found) == 1 else ""

    def _refusal_message(self, named: str) -> str:
        if named == BREAKPOINT:
            return say("call.breakpoint")
        if "." in named:
            return say("call.refused_function", name=named)
        if named:
            return say("call.refused_package", name=named, allowed=self.allowed)
        return say("call.refused_unnamed", allowed=self.allowed)

    def _out_of_memory_message(self) -> str:
        return say("call.memory", limit=self.memory_mib)
