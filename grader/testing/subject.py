"""What is under test: a submission in a worker, seen as functions that can be called.

`JailedSubject` keeps one worker per submission and starts a fresh one after a timeout or crash.
`LocalSubject` runs a module in this very process: for ``check --debug``, and as the floor of the benchmarks.
"""

from __future__ import annotations

import builtins
import functools
import importlib.util
import linecache
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from grader.course import Assignment, Limits
from grader.errors import CourseError
from grader.model import CodeLine, SourceFile, Verdict
from grader.sandbox import libraries
from grader.sandbox.call_failure import StudentError, WorkerDied, WorkerFailure
from grader.sandbox.callback import Callback
from grader.sandbox.deadline import Usage
from grader.sandbox.worker_client import CallResult, Loaded, Want, Worker
from grader.sandbox.zygote_client import Zygote
from grader.testing.copying import rebuilt
from grader.wire import Own
from grader.wire.fresh import fresh, memory_bytes
from grader.wire.held import held, memory_of, tensors

Seeds = npt.NDArray[np.uint64]
"""Of shape (times, generators): one row for each call that is repeated."""

_PATIENCE = 2
"""A function that ran into a limit this often is not waited for again."""
_MOST_REPEATED_BYTES = 64 << 20
"""Results of one repeated call that are kept: the student's code chooses how large each is."""


GIVEN = "given.make"
"""The module that builds objects of the course's in the worker."""
VALUE = Want()


class FilePath(str):
    """A file's name as the student's code sees it; ``local`` is the file that stands for it in this process."""

    local: Path

    def __new__(cls, name: str, local: Path) -> FilePath:
        path = super().__new__(cls, name)
        path.local = local
        return path


class AuthorError(Exception):
    """A hidden test does what it may not do: our fault, never the student's."""


class Subject(Protocol):
    """A module under test."""

    received: bool
    """The running test has been given something the student's code made."""
    failure: WorkerFailure | None
    """The first limit or crash in the running test, even if the test swallowed it."""
    remote: bool
    """Its objects stay in a worker, and are seen as handles."""
    asks: frozenset[str]
    """Names and signs that the running test declares: no object is asked for another."""

    def call(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE
    ) -> CallResult: ...

    def repeat(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds) -> CallResult: ...

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The files of one submission, ready to be sent to a worker."""

    files: tuple[SourceFile, ...]
    module: str
    data: tuple[tuple[str, bytes], ...] = ()
    banned: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    allowed: str = ""
    asked: tuple[str, ...] = ()
    """Functions of the tasks: a notebook keeps what makes them, whatever form it has."""
    given: str = ""
    """The script of the course that makes objects beside the student's code."""

    def load_into(self, worker: Worker) -> Loaded:
        """Import it in a fresh worker."""
        files = [(f.name, f.text, [list(cell) for cell in f.cells]) for f in self.files]
        return worker.load(
            files,
            self.module,
            data=self.data,
            banned=self.banned,
            forbidden=self.forbidden,
            allowed=self.allowed,
            asked=self.asked,
            given=self.given,
        )


def code_of(
    assignment: Assignment, files: tuple[SourceFile, ...], data: tuple[tuple[str, bytes], ...] = ()
) -> Code:
    """A submission's files with the assignment's rules about imports."""
    settings = assignment.settings
    return Code(
        files=files, module=settings.module.removesuffix(".py"), data=data,
        banned=libraries.banned_packages(settings.imports.allowed), forbidden=settings.imports.forbidden,
        allowed=", ".join((*settings.imports.allowed, "the standard library")),
        asked=tuple(task.function for task in settings.tasks), given=assignment.given_text,
    )  # fmt: skip


class JailedSubject:
    """A submission in a jailed worker that is replaced when it dies.

    Parameters
    ----------
    zygote : Zygote
    code : Code
    limits : Limits
    seed : int
        What the worker's random generators start from.
    """

    remote = True

    def __init__(self, zygote: Zygote, code: Code, limits: Limits, *, seed: int = 0) -> None:
        self.code = code
        self.received = False
        self.asks: frozenset[str] = frozenset()
        self.files: tuple[str, ...] = ()
        """Names of the files that its workers may write."""
        self.failure: WorkerFailure | None = None
        self.loaded: Loaded | None = None
        """What the first import told, before there was an input to tell of; a later one replaces none of it."""
        self._zygote = zygote
        self._limits = limits
        self._seed = seed
        self._worker: Worker | None = None
        self._broken: StudentError | WorkerFailure | None = None
        self._stops: Counter[str] = Counter()
        self._troubled = False
        """The code has raised since the last test began."""
        self._spent = Usage()
        self._elsewhere = Usage()
        """What another worker of the same submission had used when this one was made: both have one budget."""
        self._output: list[str] = []

    def begin(self) -> None:
        """Forget what the last test observed; a worker that is ending since is replaced before it is asked anything."""
        self.received = False
        self.failure = None
        self._output.clear()
        if self._troubled and self._worker is not None:
            self._troubled = False
            try:
                self._worker.ask("ping")
            except (StudentError, WorkerFailure):
                self.retire()

    def load(self) -> Loaded:
        """Import the submission, once; what it raises then, it raises for every call."""
        if self._broken is not None:
            raise self._broken
        if self._worker is None or not self._worker.alive:
            self._start()
        assert self.loaded is not None
        return self.loaded

    def _start(self, last: bool = False) -> None:
        self.retire()
        worker = self._worker = Worker(self._zygote, self._limits, seed=self._seed, files=self.files)
        worker.watched = self._watched
        worker.may = lambda name: name in self.asks
        try:
            told = self.code.load_into(worker)
        except WorkerDied as error:
            if not last:
                self._start(last=True)
                return
            self._broken = error
            raise
        except (StudentError, WorkerFailure) as error:
            self._broken = error
            raise
        self.loaded = self.loaded or told

    @property
    def broken(self) -> StudentError | WorkerFailure | None:
        """Why the module cannot be imported, if it never could: no hidden input was near it then."""
        return self._broken if self.loaded is None else None

    @property
    def usage(self) -> Usage:
        """What all workers of this submission have used, by the kernel."""
        running = self._worker.usage if self._worker is not None else Usage()
        return self._spent + running

    @property
    def cpu_s(self) -> float:
        running = self._worker.cpu_s if self._worker is not None else 0.0
        return self._spent.cpu_s + running

    def spent(self) -> str:
        """Which budget of the whole submission is spent, as a sentence, or nothing."""
        if self.cpu_s + self._elsewhere.cpu_s > self._limits.submission_s:
            return f"All tests together may take {self._limits.submission_s:g} s, and that was spent before this one."
        unexplained_s = self._worker.unexplained_s if self._worker is not None else 0.0
        limit_s = (
            self._limits.idle_s
        )  # the kernel's counts cost more than a call: asked only where they matter
        before_s = self._elsewhere.idle_s
        if before_s + self._spent.idle_s + unexplained_s > limit_s and before_s + self.usage.idle_s > limit_s:
            return (
                f"Your code has waited {limit_s:g} s without computing, and may not wait any longer; "
                "look for sleep, input or a lock."
            )
        return ""

    def defines(self, function: str) -> bool:
        return function in (self.loaded or self.load()).names

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE) -> CallResult:
        result: CallResult = self._guard(name, lambda worker: worker.call(name, args, kwargs, want))
        return result

    def repeat(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds) -> CallResult:
        """A list of results, one for each row of seeds, in as few crossings as limits allow; arguments after a call."""
        values: list[Any] = []
        after, kept = None, 0
        while len(values) < len(seeds):
            ask = functools.partial(_repeated, name, args, kwargs, seeds[len(values) :])
            part: CallResult = self._guard(name, ask)
            values += part.value
            after = after or part.after
            kept += memory_bytes(part.value)
            if kept > _MOST_REPEATED_BYTES:
                raise StudentError("TypeError", _too_large(len(seeds)))
        return CallResult(values, after)

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        return self._guard(name, lambda worker: worker.gradients(name, args, wrt, upstream))

    def read_file(self, path: FilePath) -> bytes:
        """What a file holds that the code may write."""
        data: bytes = self._guard(path, lambda worker: worker.read_file(path))
        return data

    def write_file(self, path: FilePath, data: bytes) -> None:
        """Replace what such a file holds."""
        self._guard(path, lambda worker: worker.write_file(path, data))

    def second(self) -> JailedSubject:
        """The same submission, to be run in a worker of its own; `absorb` ends it."""
        other = JailedSubject(self._zygote, self.code, self._limits, seed=self._seed)
        other.asks, other.files, other.loaded = self.asks, self.files, self.loaded
        other._elsewhere = self.usage + self._elsewhere
        return other

    def absorb(self, other: JailedSubject) -> None:
        """Take over what another one of the same submission used, printed and ran into."""
        other.retire()
        self._spent += other.usage
        self._output += other._output
        self.failure = self.failure or other.failure
        self.received = self.received or other.received

    def _guard(self, name: str, ask: Callable[[Worker], Any]) -> Any:
        def asked() -> Any:
            self.load()
            assert self._worker is not None
            return ask(self._worker)

        return self._watched(name, asked)

    def _watched(self, name: str, ask: Callable[[], Any]) -> Any:
        """Ask the worker, unless it has been waited for too often or too long; keep in mind how it failed."""
        if self._stops[name] >= _PATIENCE:
            message = f"{name} ran into a limit twice before; it was not waited for again."
            self._note(WorkerFailure(Verdict.NOT_RUN, message))
        if spent := self.spent():
            self._note(WorkerFailure(Verdict.NOT_RUN, spent))
        try:
            answer = ask()
        except StudentError:
            self._troubled = True
            raise
        except WorkerFailure as failure:
            if failure.verdict in (Verdict.TIMEOUT, Verdict.CRASHED):
                self._stops[name] += not isinstance(failure, WorkerDied)
            self._note(failure)
        self.received = True
        return answer

    def _note(self, failure: WorkerFailure) -> None:
        self.failure = self.failure or failure
        raise failure

    def take_output(self) -> str:
        """What the code printed during this test."""
        if self._worker is not None:
            self._output.append(self._worker.take_output())
        return "".join(self._output)

    def retire(self) -> None:
        """End the worker and add up what it used."""
        if self._worker is not None:
            self._worker.close()
            self._spent += self._worker.usage
            self._output.append(self._worker.take_output())
            self._worker = None


class LocalSubject:
    """A submission in this process, without walls: for debugging one's own code, and for measuring."""

    remote = False

    def __init__(self, module: ModuleType, given: ModuleType | None = None) -> None:
        self.received = False
        self.failure: WorkerFailure | None = None
        self.asks: frozenset[str] = frozenset()
        self.files: tuple[str, ...] = ()
        self._module = module
        self._given = given

    def begin(self) -> None:
        self.received = False

    def defines(self, function: str) -> bool:
        return callable(getattr(self._module, function, None))

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE) -> CallResult:
        place, _, function = name.rpartition(":")
        module = self._given if place else self._module
        memory = [memory_of(args[number]) for number in want.in_place]
        value = _as_student(
            getattr(module, function), *resolved(args, self._module), **resolved(kwargs, self._module)
        )
        self.received = True
        pairs = zip(want.in_place, memory, strict=True)
        replaced = tuple(number for number, before in pairs if memory_of(args[number]) != before)
        flags = tuple(t.requires_grad for t in tensors(value)) if want.requires_grad else ()
        return CallResult(held(value), (tuple(args), kwargs), replaced, flags)

    def read_file(self, path: FilePath) -> bytes:
        return path.local.read_bytes()

    def write_file(self, path: FilePath, data: bytes) -> None:
        path.local.write_bytes(data)

    def repeat(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds) -> CallResult:
        values, after = [], None
        for row in seeds.tolist():
            left = iter(row)
            after = fresh(tuple(args), left), fresh(kwargs, left)
            values.append(
                _as_student(
                    getattr(self._module, name),
                    *resolved(after[0], self._module),
                    **resolved(after[1], self._module),
                )
            )
            self.received = True
        return CallResult(values, after)

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        torch = sys.modules["torch"]
        leaves = [args[i].detach().clone().requires_grad_() for i in wrt]
        given = list(args)
        for index, leaf in zip(wrt, leaves, strict=True):
            given[index] = leaf
        output = _as_student(getattr(self._module, name), *given)
        if not (isinstance(output, torch.Tensor) and output.requires_grad):
            return output, "cut off"
        seed = torch.ones_like(output) if upstream is None else upstream
        try:
            return output, torch.autograd.grad(output, leaves, seed, allow_unused=True)
        except NotImplementedError:
            return output, "failed"
        except RuntimeError as error:
            if "modified by an inplace operation" not in str(error):
                raise
            return output, "in place"


def _as_student(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function of the module; what it raises counts as the student's, with the traceback kept."""
    try:
        return function(*args, **kwargs)
    except Exception as error:  # a student's code may raise anything
        name = next((k.__name__ for k in type(error).__mro__ if hasattr(builtins, k.__name__)), "Exception")
        raise StudentError(name, str(error)) from error


def resolved(value: Any, module: ModuleType) -> Any:
    """Arguments for code in this process: the functions themselves, instead of what stands for them."""
    if isinstance(value, Callback):
        return value.function
    if isinstance(value, Own):
        return getattr(module, value.name)
    if isinstance(value, FilePath):
        return str(value.local)
    if isinstance(value, (tuple, list)):
        parts = [resolved(v, module) for v in value]
        same = all(part is v for part, v in zip(parts, value, strict=True))
        return value if same else rebuilt(value, parts)  # the list itself, where code may change it
    if isinstance(value, dict):
        table = {k: resolved(v, module) for k, v in value.items()}
        return value if all(table[k] is v for k, v in value.items()) else table
    return value


def _repeated(
    name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds, worker: Worker
) -> CallResult:
    return worker.repeat(name, args, kwargs, seeds)


def _too_large(times: int) -> str:
    return f"the results cannot be graded: those of {times} calls take more than {_MOST_REPEATED_BYTES >> 20} MiB"


def _plainly(text: str, origin: str) -> CodeType:
    return compile(text, origin, "exec", dont_inherit=True)


def module_from_text(
    name: str, text: str, origin: str, compiled: Callable[[str, str], CodeType] = _plainly
) -> ModuleType:
    """Run source text as a module: the trusted reference, or one's own code under ``--debug``."""
    linecache.cache[origin] = (len(text), None, text.splitlines(keepends=True), origin)
    spec = importlib.util.spec_from_loader(name, loader=None, origin=origin)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    module.__file__ = origin
    exec(compiled(text, origin), module.__dict__)  # noqa: S102
    return module


def authors_module(path: Path, place: str, compiled: Callable[[str, str], CodeType] = _plainly) -> ModuleType:
    """A module of the course's author, loaded by path.

    Raises
    ------
    CourseError
        It cannot be imported; ``place`` says where it lies, as an author knows it.
    """
    try:
        return module_from_text(path.stem, path.read_text(encoding="utf-8"), str(path), compiled)
    except Exception as error:  # whatever an author's module raises on import is the course's fault
        raise CourseError(f"{place} cannot be imported: {type(error).__name__}: {error}.") from error


def in_file(lines: tuple[CodeLine, ...], sources: Sequence[SourceFile]) -> tuple[CodeLine, ...]:
    """Lines of a notebook's text become cell and line within it."""
    cells = {source.name: source.cells for source in sources}
    return tuple(_in_cell(line, cells.get(line.file, ())) for line in lines)


def _in_cell(line: CodeLine, cells: tuple[tuple[int, int], ...]) -> CodeLine:
    before = [(number, first) for number, first in cells if first <= line.line]
    if not before:
        return line
    number, first = before[-1]
    return CodeLine(file=line.file, line=line.line - first + 1, cell=number)
