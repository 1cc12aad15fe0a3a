"""Runs in which every call is watched: which arguments a test passes, how exact an answer is, how long it takes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.course import Assignment, Course
from grader.grading.process import load_reference
from grader.model import SourceFile, Verdict
from grader.plugin import ClassRun, Outcome, run_session
from grader.sandbox.callback import Callback
from grader.sandbox.worker import CallResult
from grader.sandbox.zygote import Zygote, start_zygote
from grader.testing import Reference
from grader.testing.subject import Code, JailedSubject
from grader.wire import encode

EXTRA_PACKAGES = ("scipy", "scikit-learn", "torch")
"""What independent answers may use: the ban on them is lifted while the tests are tested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What one run showed."""

    outcomes: tuple[Outcome, ...]
    calls: dict[str, tuple[str, ...]]
    """Digests of what each test passed to the student's code."""
    errors: dict[str, float]
    """Largest error of a function with floating-point results, as a multiple of what its tolerance allows."""

    slowest_s: float
    """CPU time of the slowest call, by the kernel's clock."""

    @property
    def failed(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.verdict is not Verdict.PASSED]


class _WatchedSubject(JailedSubject):
    """A submission whose calls are noted, test by test."""

    def __init__(self, zygote: Zygote, code: Code, assignment: Assignment, reference: Reference) -> None:
        super().__init__(zygote, code, assignment.settings.limits)
        self.tests: list[list[str]] = []
        self.errors: dict[str, float] = {}
        self.slowest_s = 0.0
        self._tolerances = {t.function: (t.rtol, t.atol) for t in assignment.settings.tasks}
        self._reference = reference

    def begin(self) -> None:
        super().begin()
        self.tests.append([])

    def call(
        self, name: str, args: Sequence[Any], kwargs: dict[str, Any], *, after: bool = False
    ) -> CallResult:
        self.tests[-1].append(_digest(name, args, kwargs))
        before = self.cpu_s
        result = super().call(name, args, kwargs, after=after)
        self.slowest_s = max(self.slowest_s, self.cpu_s - before)
        if after and name in self._tolerances:  # a call of `compare`, whose arguments are plain data
            expected = getattr(self._reference, name)(*args, **kwargs)
            shares = list(_shares(result.value, expected, *self._tolerances[name]))
            if shares:
                self.errors[name] = max(self.errors.get(name, 0.0), *shares)
        return result


class Bench:
    """One session in this process in which sources are run and watched."""

    def __init__(self, assignment: Assignment, reference: Reference, run: ClassRun, zygote: Zygote) -> None:
        self._assignment = assignment
        self._reference = reference
        self._run = run
        self._zygote = zygote

    def watch(self, source: str, *, salt: str, reverse: bool = False) -> Watched:
        """Run all tests on a source that may import what it likes."""
        settings = self._assignment.settings
        file = SourceFile(name=settings.module, text=source)
        code = Code(files=(file,), module=settings.module.removesuffix(".py"))
        subject = _WatchedSubject(self._zygote, code, self._assignment, self._reference)
        budget = settings.limits.submission_s
        try:
            outcomes = self._run.grade(subject, salt=salt, budget_s=budget, reverse=reverse)
        finally:
            subject.retire()
        ids = [o.spec.id for o in outcomes]
        calls = {test: tuple(made) for test, made in zip(ids, subject.tests, strict=False)}
        return Watched(
            outcomes=tuple(outcomes), calls=calls, errors=subject.errors, slowest_s=subject.slowest_s
        )


def with_bench(course: Course, assignment: Assignment, body: Callable[[Bench], None], *, torch: bool) -> None:
    """Open a session on an assignment's tests for ``body``; ``torch`` has it loaded for answers that use it."""
    reference = load_reference(assignment.reference_path)

    def inside(begin: Callable[[bytes], ClassRun]) -> None:
        run = begin(course.secret())
        settings = assignment.settings
        preload = tuple(dict.fromkeys((*settings.preload, *(("torch",) if torch else ()))))
        zygote = start_zygote(preload, (*settings.imports.allowed, *EXTRA_PACKAGES), (3, 2))
        try:
            body(Bench(assignment, reference, run, zygote))
        finally:
            zygote.close()

    run_session(assignment, reference, inside)


def _digest(name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> str:
    plain = [a.like if isinstance(a, Callback) else a for a in args]
    digest = hashlib.sha256(name.encode())
    for part in encode(0, 0, "", (plain, kwargs), lambda _: None, 1 << 31):
        digest.update(part)
    return digest.hexdigest()


def _shares(actual: Any, expected: Any, rtol: float, atol: float) -> Iterator[float]:
    """The largest error of each float64 part of a result, as a multiple of what the tolerance allows."""
    if isinstance(expected, (tuple, list)):
        for a, e in zip(actual, expected, strict=False):
            yield from _shares(a, e, rtol, atol)
        return
    if isinstance(expected, dict):
        yield from _shares([actual.get(k) for k in expected], list(expected.values()), rtol, atol)
        return
    right, got = _numbers(expected), _numbers(actual)
    if right is None or got is None or right.shape != got.shape:
        return
    finite = np.isfinite(right) & np.isfinite(got)
    allowed = atol + rtol * np.abs(right[finite])
    yield float(np.max(np.abs(got[finite] - right[finite]) / allowed, initial=0.0))


def _numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """Wide floating-point numbers; narrower ones have a tolerance of their own."""
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    array = np.asarray(value)
    return array if array.dtype in (np.float64, np.complex128) else None
