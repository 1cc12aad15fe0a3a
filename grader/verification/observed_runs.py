"""Runs in which every call is observed: its arguments, the error of its result and its duration."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from grader.course import Assignment, Course, Limits
from grader.grading.marking_session import load_reference
from grader.model import SourceFile, Verdict
from grader.plugin import ClassRun, Outcome, run_session
from grader.sandbox.call_failure import StudentError
from grader.sandbox.callback import Callback
from grader.sandbox.remote_object import RemoteObject
from grader.sandbox.worker_client import VALUE, CallResult, Seeds, Want, Worker
from grader.sandbox.worker_session import Code, JailedSubject
from grader.sandbox.zygote_client import start_zygote
from grader.testing import Reference, statistical_assertions
from grader.testing.equality import Comparison, listen_to_comparisons
from grader.testing.statistical_assertions import Statistic
from grader.testing.training import TRAININGS, TrainedProblem, listen_to_trainings
from grader.verification.derived_calls import RecordedCall, bind_arguments, is_data
from grader.verification.tolerance_usage import ToleranceUsage, tolerance_usages
from grader.wire import CallbackReference, HandleCall, Own, encode

_T = TypeVar("_T")
EXTRA_PACKAGES = ("scipy", "scikit-learn", "torch")
"""Packages that independent answers may import, beside those of the assignment."""
_CALL_TIMEOUT_S = 1.0
"""Time limit of a derived call. No test makes such a call, and it may never end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonUsage:
    """The part of its tolerance that one comparison of a test uses."""

    test: str
    function: str
    """The function that `compare` called; empty if the test gives the expected value itself."""
    rtol: float
    atol: float
    usage: ToleranceUsage


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedStatistic:
    """A statistic that a test computed of draws, without the draws."""

    test: str
    size: int
    alpha: float
    p: float
    """Upper bound on the probability of such draws from the expected distribution."""
    miss_probabilities: Mapping[str, Callable[[int], float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedTraining:
    """A problem that a test trained, with its results."""

    test: str
    problem: TrainedProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedRun:
    """The observations of one run."""

    outcomes: tuple[Outcome, ...]
    calls: dict[str, tuple[str, ...]]
    """Digests of the arguments that each test passes to the student's code."""
    inputs: dict[str, frozenset[str]]
    """Kinds of the arguments of each function: ``float64``, ``float32``, ``list``, …"""
    legal: dict[str, frozenset[str]]
    """Kinds of the legal arguments of each function: those of calls that are compared."""
    uses: tuple[ComparisonUsage, ...]
    statistics: tuple[ObservedStatistic, ...]
    trainings: tuple[ObservedTraining, ...]
    slowest_s: float
    """CPU time of the slowest call, measured by the kernel."""
    broken: str
    """The error that importing the source raised; empty if there is none."""
    recorded_calls: tuple[RecordedCall, ...] = ()
    """The calls with arguments and results, if requested. Repeated calls are left out: they draw random numbers."""

    @property
    def failed(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.verdict is not Verdict.PASSED]

    @property
    def largest(self) -> dict[str, ComparisonUsage]:
        """For each test, the comparison that uses the largest part of its tolerance."""
        largest: dict[str, ComparisonUsage] = {}
        for use in self.uses:
            if use.test not in largest or use.usage.used > largest[use.test].usage.used:
                largest[use.test] = use
        return largest


class _ObservedSubject(JailedSubject):
    """A submission that records its calls, test by test."""

    transform: Callable[[Any], Any] | None = None
    """A function applied to all arguments before they are sent."""
    parameters_of: Callable[[str], Sequence[str]] | None = None
    """The parameters of a function. Calls are recorded if this is set."""

    def start_recording(self) -> None:
        self.recorded_calls: list[tuple[int, RecordedCall]] = []
        self.repeated: set[str] = set()
        self.calls: list[list[str]] = []
        self.comparisons: list[tuple[int, Comparison]] = []
        self.statistics: list[tuple[int, Statistic]] = []
        self.trainings: list[tuple[int, TrainedProblem]] = []
        self.inputs: dict[str, set[str]] = {}
        self.legal: dict[str, set[str]] = {}
        self.slowest_s = 0.0

    def begin(self) -> None:
        super().begin()
        self.calls.append([])
        self._object_positions: dict[int, int] = {}
        """Numbers objects within a test, by their number in the worker, which counts on from test to test."""

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE) -> CallResult:
        args, kwargs = self._record_arguments(name, args, kwargs)
        if want.after:  # only `compare` asks for them: these arguments are legal
            self.legal.setdefault(name, set()).update(_input_kinds([*args, *kwargs.values()]))
        before = self.cpu_s
        try:
            result = super().call(name, args, kwargs, want)
        except StudentError:
            self._record_call(name, args, kwargs, None, refused=True)
            raise
        self.slowest_s = max(self.slowest_s, self.cpu_s - before)
        self._record_call(name, args, kwargs, result.value)
        return result

    def _record_call(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any], value: Any, *, refused: bool = False
    ) -> None:
        arguments = (
            bind_arguments(self.parameters_of(name), args, kwargs) if self.parameters_of is not None else None
        )
        if arguments is not None and is_data(value):
            call = RecordedCall(function=name, arguments=arguments, value=value, refused=refused)
            self.recorded_calls.append((len(self.calls) - 1, call))

    def repeat(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds) -> CallResult:
        args, kwargs = self._record_arguments(name, args, kwargs)
        self.repeated.add(name)
        self.calls[-1].append(_call_digest(name, [seeds], {}, self._object_positions))
        before = self.cpu_s
        result = super().repeat(name, args, kwargs, seeds)
        self.slowest_s = max(self.slowest_s, (self.cpu_s - before) / len(seeds))
        return result

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        args, _ = self._record_arguments(name, args, {"wrt": list(wrt), "upstream": upstream})
        before = self.cpu_s
        result = super().gradients(name, args, wrt, upstream)
        self.slowest_s = max(self.slowest_s, self.cpu_s - before)
        return result

    def record_comparison(self, comparison: Comparison) -> None:
        self.comparisons.append((len(self.calls) - 1, comparison))

    def record_statistic(self, statistic: Statistic) -> None:
        self.statistics.append((len(self.calls) - 1, statistic))

    def record_training(self, problem: TrainedProblem) -> None:
        self.trainings.append((len(self.calls) - 1, problem))

    def _record_arguments(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> tuple[list[Any], dict[str, Any]]:
        self.calls[-1].append(_call_digest(name, args, kwargs, self._object_positions))
        self.inputs.setdefault(name, set()).update(_input_kinds([*args, *kwargs.values()]))
        if self.transform is None:
            return list(args), kwargs
        return [self.transform(a) for a in args], {k: self.transform(v) for k, v in kwargs.items()}


class ObservationSession:
    """A test session in this process in which sources run and are observed."""

    def __init__(
        self, assignment: Assignment, run: ClassRun, subject: Callable[[Code], _ObservedSubject],
        new_worker: Callable[[], Worker], parameters_of: Callable[[str], Sequence[str]],
    ) -> None:  # fmt: skip
        self._assignment = assignment
        self._run = run
        self._new_subject = subject
        self._parameters_of = parameters_of
        self.new_worker = new_worker
        """Starts a worker that no test of the session uses."""

    def observe(
        self, source: str, *, salt: str, reverse: bool = False, with_gaps: bool = False, keep: bool = False,
        only: str = "", trainings: int = TRAININGS,
    ) -> ObservedRun:  # fmt: skip
        """Run all tests on a source. It may import `EXTRA_PACKAGES`.

        Parameters
        ----------
        source : str
            The module.
        salt : str
            Hidden inputs are drawn from the course secret and this.
        reverse : bool
            Run the tests last to first.
        with_gaps : bool
            Pass every array with gaps in memory between its elements.
        keep : bool
            Keep the calls in `ObservedRun.recorded_calls`.
        only : str
            Run tests whose id contains this.
        trainings : int
            How often a problem is trained.
        """
        settings = self._assignment.settings
        file = SourceFile(name=settings.module, text=source)
        subject = self._new_subject(
            Code(files=(file,), module=settings.module.removesuffix(".py"), given=self._assignment.given_text)
        )
        subject.start_recording()
        subject.transform = _with_gaps if with_gaps else None
        subject.parameters_of = self._parameters_of if keep else None
        try:
            with (
                listen_to_comparisons(subject.record_comparison),
                statistical_assertions.listen_to_statistics(subject.record_statistic),
                listen_to_trainings(subject.record_training, trainings),
                warnings.catch_warnings(action="ignore"),  # float16 overflows
            ):  # fmt: skip
                outcomes = self._run.grade(subject, salt=salt, only=only, reverse=reverse)
        finally:
            subject.retire()
        ids = [o.spec.id for o in outcomes if o.seed]  # the others were decided without a run
        return ObservedRun(
            outcomes=tuple(outcomes),
            calls={test: tuple(digests) for test, digests in zip(ids, subject.calls, strict=False)},
            inputs={name: frozenset(kinds) for name, kinds in subject.inputs.items()},
            legal={name: frozenset(kinds) for name, kinds in subject.legal.items()},
            uses=tuple(_comparison_usages(ids, subject.comparisons)),
            statistics=tuple(_observed_statistics(ids, subject.statistics)),
            trainings=tuple(
                ObservedTraining(test=_test_id(ids, index), problem=problem)
                for index, problem in subject.trainings
            ),
            slowest_s=subject.slowest_s,
            broken=str(subject.broken or ""),
            recorded_calls=tuple(
                replace(call, origin=_test_id(ids, index))
                for index, call in subject.recorded_calls
                if call.function not in subject.repeated
            ),
        )


def with_observation_session(
    course: Course, assignment: Assignment, body: Callable[[ObservationSession], _T], *, torch: bool
) -> _T:
    """What ``body`` returns in a session on an assignment's tests. ``torch`` preloads torch for answers that use it."""
    reference: Reference = load_reference(assignment.reference_path)

    def open_session(begin: Callable[[bytes], ClassRun]) -> _T:
        run = begin(course.seed_key(assignment.id))
        settings = assignment.settings
        functions = {task.function for task in settings.tasks}
        preload = tuple(dict.fromkeys((*settings.preload, *(("torch",) if torch else ()))))
        zygote = start_zygote(preload, (*settings.imports.allowed, *EXTRA_PACKAGES), (3, 2))
        try:
            return body(
                ObservationSession(
                    assignment, run, lambda code: _ObservedSubject(zygote, code, settings.limits),
                    lambda: Worker(zygote, Limits(timeout_s=min(_CALL_TIMEOUT_S, settings.limits.timeout_s))),
                    lambda name: reference.parameters(name) if name in functions else (),
                )
            )  # fmt: skip
        finally:
            zygote.close()

    return run_session(assignment, reference, open_session)


def _comparison_usages(
    ids: Sequence[str], comparisons: Sequence[tuple[int, Comparison]]
) -> Iterator[ComparisonUsage]:
    for index, comparison in comparisons if ids else ():
        tolerance = comparison.tolerance
        for usage in tolerance_usages(comparison):
            yield ComparisonUsage(
                test=_test_id(ids, index),
                function=comparison.function, rtol=tolerance.rtol, atol=tolerance.atol,
                usage=usage,
            )  # fmt: skip


def _observed_statistics(
    ids: Sequence[str], comparisons: Sequence[tuple[int, Statistic]]
) -> Iterator[ObservedStatistic]:
    for index, one in comparisons if ids else ():
        test = _test_id(ids, index)
        yield ObservedStatistic(
            test=test, size=one.size, alpha=one.alpha, p=one.p(), miss_probabilities=one.miss_probabilities
        )


def _test_id(ids: Sequence[str], index: int) -> str:
    """The id of the test that made a call. A test whose worker died runs twice."""
    return ids[min(index, len(ids) - 1)]


def _call_digest(
    name: str, args: Sequence[Any], kwargs: dict[str, Any], object_positions: dict[int, int]
) -> str:
    digest = hashlib.sha256(name.encode())

    def stand_in(value: Any) -> Any:
        if isinstance(value, Callback):
            digest.update(repr(value.like).encode())
            return CallbackReference(0)
        if isinstance(value, RemoteObject):
            return HandleCall(object_positions.setdefault(value._number, len(object_positions)))
        return value if isinstance(value, Own) else None

    for part in encode(0, 0, "", (list(args), kwargs), stand_in, 1 << 31):
        digest.update(part)
    return digest.hexdigest()


def _input_kinds(value: Any, depth: int = 0) -> Iterator[str]:
    """Element types of arrays, and ``list`` or ``tuple`` for a sequence of numbers in place of an array."""
    if isinstance(value, (list, tuple)):
        if depth == 0 or all(isinstance(v, (int, float)) for v in value):
            yield "list" if isinstance(value, list) else "tuple"
        for part in value:
            yield from _input_kinds(part, depth + 1)
    elif isinstance(value, np.ndarray):
        yield value.dtype.name
    elif hasattr(value, "detach"):
        yield str(value.dtype).removeprefix("torch.")


def _with_gaps(value: Any) -> Any:
    """Equal arrays that use only every second element of their memory."""
    if isinstance(value, (tuple, list)) and not hasattr(value, "_make"):
        return type(value)(_with_gaps(v) for v in value)
    if type(value) is not np.ndarray or value.ndim == 0:
        return value
    holder = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), dtype=value.dtype)
    holder[..., ::2] = value
    return holder[..., ::2]
