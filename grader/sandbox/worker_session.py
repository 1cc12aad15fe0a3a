"""A submission in a worker, seen as functions that can be called.

`JailedSubject` keeps one worker per submission and starts a fresh one after a timeout or crash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.course import Assignment, Limits
from grader.messages import say
from grader.model import SourceFile, Verdict
from grader.sandbox import libraries
from grader.sandbox.call_failure import StudentError, WorkerDied, WorkerFailure
from grader.sandbox.deadline import WorkerUsage
from grader.sandbox.reply_validation import LoadedModule
from grader.sandbox.worker_client import VALUE, CallResult, Seeds, Want, Worker
from grader.sandbox.zygote_client import Zygote
from grader.wire.fresh import memory_bytes

_PATIENCE = 2
"""A function that ran into a limit this often is not waited for again."""
_MOST_REPEATED_BYTES = 64 << 20
"""Results of one repeated call that are kept: the student's code chooses how large each is."""


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

    def load_into(self, worker: Worker) -> LoadedModule:
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
        self.loaded: LoadedModule | None = None
        """What the first import told, before there was an input to tell of; a later one replaces none of it."""
        self._zygote = zygote
        self._limits = limits
        self._seed = seed
        self._worker: Worker | None = None
        self._broken: StudentError | WorkerFailure | None = None
        self._stops: Counter[str] = Counter()
        self._troubled = False
        """The code has raised since the last test began."""
        self._spent = WorkerUsage()
        self._elsewhere = WorkerUsage()
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

    def load(self) -> LoadedModule:
        """Import the submission, once; what it raises then, it raises for every call."""
        if self._broken is not None:
            raise self._broken
        if self._worker is None or not self._worker.alive:
            self._start()
        assert self.loaded is not None
        return self.loaded

    def _start(self, last: bool = False) -> None:
        self.retire()
        zygote = self._zygote.for_code(file.text for file in self.code.files)
        worker = self._worker = Worker(zygote, self._limits, seed=self._seed, files=self.files, watch=self)
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
    def usage(self) -> WorkerUsage:
        """What all workers of this submission have used, by the kernel."""
        running = self._worker.usage if self._worker is not None else WorkerUsage()
        return self._spent + running

    @property
    def cpu_s(self) -> float:
        running = self._worker.cpu_s if self._worker is not None else 0.0
        return self._spent.cpu_s + running

    def spent(self) -> str:
        """Which budget of the whole submission is spent, as a sentence, or nothing."""
        if self.cpu_s + self._elsewhere.cpu_s > self._limits.submission_s:
            return say("outcome.time_spent", limit=f"{self._limits.submission_s:g}")
        unexplained_s = self._worker.unexplained_s if self._worker is not None else 0.0
        limit_s = (
            self._limits.idle_s
        )  # the kernel's counts cost more than a call: asked only where they matter
        before_s = self._elsewhere.idle_s
        if before_s + self._spent.idle_s + unexplained_s > limit_s and before_s + self.usage.idle_s > limit_s:
            return say("outcome.waited", limit=f"{limit_s:g}")
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
            part = self._repeat_some(name, args, kwargs, seeds[len(values) :])
            values += part.value
            after = after or part.after
            kept += memory_bytes(part.value)
            if kept > _MOST_REPEATED_BYTES:
                raise StudentError("TypeError", _too_large(len(seeds)))
        return CallResult(values, after)

    def _repeat_some(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds
    ) -> CallResult:
        part: CallResult = self._guard(name, lambda worker: worker.repeat(name, args, kwargs, seeds))
        return part

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        return self._guard(name, lambda worker: worker.gradients(name, args, wrt, upstream))

    def read_file(self, path: str) -> bytes:
        """What a file holds that the code may write."""
        data: bytes = self._guard(path, lambda worker: worker.read_file(path))
        return data

    def write_file(self, path: str, data: bytes) -> None:
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

        return self.watched(name, asked)

    def may(self, name: str) -> bool:
        """Whether the running test declares a name or sign: no object of the worker's is asked for another."""
        return name in self.asks

    def watched(self, name: str, ask: Callable[[], Any]) -> Any:
        """Ask the worker, unless it has been waited for too often or too long; keep in mind how it failed."""
        if self._stops[name] >= _PATIENCE:
            message = say("outcome.limit_again", function=name)
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


def _too_large(times: int) -> str:
    return say("call.results_too_large", calls=times, limit=_MOST_REPEATED_BYTES >> 20)
