"""Runs in which every call is watched: which arguments a test passes, how exact an answer is, how long it takes."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.course import Assignment, Course, Limits
from grader.grading.grading_process import load_reference
from grader.model import SourceFile, Verdict
from grader.plugin import ClassRun, Outcome, run_session
from grader.sandbox.call_failure import StudentError
from grader.sandbox.callback import Callback
from grader.sandbox.remote_object import RemoteObject
from grader.sandbox.worker_client import VALUE, CallResult, Seeds, Want, Worker
from grader.sandbox.worker_session import Code, JailedSubject
from grader.sandbox.zygote_client import start_zygote
from grader.testing import Reference, statistical_assertions
from grader.testing.equality import Comparison, listening
from grader.testing.statistical_assertions import Statistic
from grader.verification.derived_calls import Made, bound, is_data
from grader.verification.tolerance_usage import Share, shares
from grader.wire import Callback as CallbackReference
from grader.wire import HandleCall, Own, encode

EXTRA_PACKAGES = ("scipy", "scikit-learn", "torch")
"""What independent answers may use: the ban on them is lifted while the tests are tested."""
_WAIT_S = 1.0
"""A worker beside the session gets calls that no test makes, and some may never end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How much of its tolerance one comparison of a test used up."""

    test: str
    function: str
    """What `compare` called; empty where the test itself says what is right."""
    rtol: float
    atol: float
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A statistic of draws in a test, without the draws."""

    test: str
    size: int
    alpha: float
    p: float
    """By the statistic's own bound, the draws are this probable."""
    missed: Mapping[str, Callable[[int], float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What one run showed."""

    outcomes: tuple[Outcome, ...]
    calls: dict[str, tuple[str, ...]]
    """Digests of what each test passed to the student's code."""
    inputs: dict[str, frozenset[str]]
    """Kinds of what each function was given: ``float64``, ``float32``, ``list``, …"""
    legal: dict[str, frozenset[str]]
    """The same without what a function may refuse: arguments of comparisons."""
    uses: tuple[Use, ...]
    statistics: tuple[Asked, ...]
    slowest_s: float
    """CPU time of the slowest call, by the kernel's clock."""
    broken: str
    """Why the source cannot be imported, if so."""
    made: tuple[Made, ...] = ()
    """The calls themselves, where they are kept; not of functions whose draws a statistic judges."""

    @property
    def failed(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.verdict is not Verdict.PASSED]

    @property
    def largest(self) -> dict[str, Use]:
        """The comparison of each test that used up most."""
        largest: dict[str, Use] = {}
        for use in self.uses:
            if use.test not in largest or use.share.used > largest[use.test].share.used:
                largest[use.test] = use
        return largest


class _WatchedSubject(JailedSubject):
    """A submission whose calls are noted, test by test."""

    change: Callable[[Any], Any] | None = None
    """Applied to all arguments before they cross."""
    names: Callable[[str], Sequence[str]] | None = None
    """Gives a function's parameters; calls are kept if it is set."""

    def watch(self) -> None:
        self.made: list[tuple[int, Made]] = []
        self.repeated: set[str] = set()
        self.calls: list[list[str]] = []
        self.heard: list[tuple[int, Comparison]] = []
        self.asked: list[tuple[int, Statistic]] = []
        self.inputs: dict[str, set[str]] = {}
        self.legal: dict[str, set[str]] = {}
        self.slowest_s = 0.0

    def begin(self) -> None:
        super().begin()
        self.calls.append([])
        self._places: dict[int, int] = {}
        """Which object of the test one is, by its number in the worker: the worker counts on from test to test."""

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE) -> CallResult:
        args, kwargs = self._noted(name, args, kwargs)
        if want.after:  # only `compare` asks for them: these arguments are legal
            self.legal.setdefault(name, set()).update(_kinds([*args, *kwargs.values()]))
        before = self.cpu_s
        try:
            result = super().call(name, args, kwargs, want)
        except StudentError:
            self._keep(name, args, kwargs, None, refused=True)
            raise
        self.slowest_s = max(self.slowest_s, self.cpu_s - before)
        self._keep(name, args, kwargs, result.value)
        return result

    def _keep(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any], value: Any, *, refused: bool = False
    ) -> None:
        arguments = bound(self.names(name), args, kwargs) if self.names is not None else None
        if arguments is not None and is_data(value):
            made = Made(function=name, arguments=arguments, value=value, refused=refused)
            self.made.append((len(self.calls) - 1, made))

    def repeat(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds) -> CallResult:
        args, kwargs = self._noted(name, args, kwargs)
        self.repeated.add(name)
        self.calls[-1].append(_digest(name, [seeds], {}, self._places))
        before = self.cpu_s
        result = super().repeat(name, args, kwargs, seeds)
        self.slowest_s = max(self.slowest_s, (self.cpu_s - before) / len(seeds))
        return result

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        args, _ = self._noted(name, args, {"wrt": list(wrt), "upstream": upstream})
        before = self.cpu_s
        result = super().gradients(name, args, wrt, upstream)
        self.slowest_s = max(self.slowest_s, self.cpu_s - before)
        return result

    def hear(self, comparison: Comparison) -> None:
        self.heard.append((len(self.calls) - 1, comparison))

    def hear_statistic(self, asked: Statistic) -> None:
        self.asked.append((len(self.calls) - 1, asked))

    def _noted(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> tuple[list[Any], dict[str, Any]]:
        self.calls[-1].append(_digest(name, args, kwargs, self._places))
        self.inputs.setdefault(name, set()).update(_kinds([*args, *kwargs.values()]))
        if self.change is None:
            return list(args), kwargs
        return [self.change(a) for a in args], {k: self.change(v) for k, v in kwargs.items()}


class Bench:
    """One session in this process in which sources are run and watched."""

    def __init__(
        self, assignment: Assignment, run: ClassRun, subject: Callable[[Code], _WatchedSubject],
        worker: Callable[[], Worker], names: Callable[[str], Sequence[str]],
    ) -> None:  # fmt: skip
        self._assignment = assignment
        self._run = run
        self._subject = subject
        self._names = names
        self.worker = worker
        """Starts a worker beside the session."""

    def watch(
        self, source: str, *, salt: str, reverse: bool = False, scattered: bool = False, keep: bool = False
    ) -> Watched:
        """Run all tests on a source that may import what it likes.

        Parameters
        ----------
        source : str
            The module.
        salt : str
            Hidden inputs are drawn from the course secret and this.
        reverse : bool
            Run the tests last to first.
        scattered : bool
            Hand over every array with gaps in memory between its elements.
        keep : bool
            Keep the calls, as `Watched.made`.
        """
        settings = self._assignment.settings
        file = SourceFile(name=settings.module, text=source)
        subject = self._subject(
            Code(files=(file,), module=settings.module.removesuffix(".py"), given=self._assignment.given_text)
        )
        subject.watch()
        subject.change = _scattered if scattered else None
        subject.names = self._names if keep else None
        try:
            with (
                listening(subject.hear), statistical_assertions.listening(subject.hear_statistic),
                warnings.catch_warnings(action="ignore"),  # float16 overflows
            ):  # fmt: skip
                outcomes = self._run.grade(subject, salt=salt, reverse=reverse)
        finally:
            subject.retire()
        ids = [o.spec.id for o in outcomes if o.seed]  # the others were decided without a run
        return Watched(
            outcomes=tuple(outcomes),
            calls={test: tuple(made) for test, made in zip(ids, subject.calls, strict=False)},
            inputs={name: frozenset(kinds) for name, kinds in subject.inputs.items()},
            legal={name: frozenset(kinds) for name, kinds in subject.legal.items()},
            uses=tuple(_uses(ids, subject.heard)),
            statistics=tuple(_asked(ids, subject.asked)),
            slowest_s=subject.slowest_s,
            broken=str(subject.broken or ""),
            made=tuple(
                replace(made, origin=_test(ids, index))
                for index, made in subject.made
                if made.function not in subject.repeated
            ),
        )


def with_bench(course: Course, assignment: Assignment, body: Callable[[Bench], None], *, torch: bool) -> None:
    """Open a session on an assignment's tests for ``body``; ``torch`` has it loaded for answers that use it."""
    reference: Reference = load_reference(assignment.reference_path)

    def inside(begin: Callable[[bytes], ClassRun]) -> None:
        run = begin(course.secret())
        settings = assignment.settings
        functions = {task.function for task in settings.tasks}
        preload = tuple(dict.fromkeys((*settings.preload, *(("torch",) if torch else ()))))
        zygote = start_zygote(preload, (*settings.imports.allowed, *EXTRA_PACKAGES), (3, 2))
        try:
            body(
                Bench(
                    assignment, run, lambda code: _WatchedSubject(zygote, code, settings.limits),
                    lambda: Worker(zygote, Limits(timeout_s=min(_WAIT_S, settings.limits.timeout_s))),
                    lambda name: reference.parameters(name) if name in functions else (),
                )
            )  # fmt: skip
        finally:
            zygote.close()

    run_session(assignment, reference, inside)


def _uses(ids: Sequence[str], heard: Sequence[tuple[int, Comparison]]) -> Iterator[Use]:
    for index, comparison in heard if ids else ():
        tolerance = comparison.tolerance
        for share in shares(comparison):
            yield Use(
                test=_test(ids, index),
                function=comparison.function, rtol=tolerance.rtol, atol=tolerance.atol,
                share=share,
            )  # fmt: skip


def _asked(ids: Sequence[str], heard: Sequence[tuple[int, Statistic]]) -> Iterator[Asked]:
    for index, one in heard if ids else ():
        test = _test(ids, index)
        yield Asked(test=test, size=one.size, alpha=one.alpha, p=one.p(), missed=one.missed)


def _test(ids: Sequence[str], index: int) -> str:
    """The test of a call: one is run twice if its worker died."""
    return ids[min(index, len(ids) - 1)]


def _digest(name: str, args: Sequence[Any], kwargs: dict[str, Any], places: dict[int, int]) -> str:
    digest = hashlib.sha256(name.encode())

    def stand_in(value: Any) -> Any:
        if isinstance(value, Callback):
            digest.update(repr(value.like).encode())
            return CallbackReference(0)
        if isinstance(value, RemoteObject):
            return HandleCall(places.setdefault(value._number, len(places)))
        return value if isinstance(value, Own) else None

    for part in encode(0, 0, "", (list(args), kwargs), stand_in, 1 << 31):
        digest.update(part)
    return digest.hexdigest()


def _kinds(value: Any, depth: int = 0) -> Iterator[str]:
    """Element types of arrays, and ``list`` for a list of numbers where an array could stand."""
    if isinstance(value, (list, tuple)):
        if depth == 0 or all(isinstance(v, (int, float)) for v in value):
            yield "list" if isinstance(value, list) else "tuple"
        for part in value:
            yield from _kinds(part, depth + 1)
    elif isinstance(value, np.ndarray):
        yield value.dtype.name
    elif hasattr(value, "detach"):
        yield str(value.dtype).removeprefix("torch.")


def _scattered(value: Any) -> Any:
    """Equal arrays of which only every second place in memory is used."""
    if isinstance(value, (tuple, list)) and not hasattr(value, "_make"):
        return type(value)(_scattered(v) for v in value)
    if type(value) is not np.ndarray or value.ndim == 0:
        return value
    holder = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), dtype=value.dtype)
    holder[..., ::2] = value
    return holder[..., ::2]
