"""One function of a submission on one device: contest, evidence, verdict."""

from __future__ import annotations

import contextlib
import dataclasses
import secrets
import statistics
import time
from collections.abc import Iterator

import numpy as np

from grader.course import Limits
from grader.course.performance import Performance
from grader.errors import CourseError
from grader.model import Ending, PerformanceResult, SizeResult, TierResult, TimedSize, TimingLog
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.worker_session import Code
from grader.timing import words
from grader.timing.benchmark import Benchmark
from grader.timing.estimate import clocked
from grader.timing.machine_limits import CODE as LIGHT
from grader.timing.machine_limits import Rates, rates
from grader.timing.paired_benchmark import SOME, Duel, Foul, Task
from grader.timing.placement import Place, Seats
from grader.timing.resource_checks import Inspection
from grader.timing.sequential_test import ROUNDS, SITTINGS, Contest, Outcome, Samples, contest
from grader.timing.timed_worker import TrustedFailed

_CALM_S = 2.0
"""Between probes of a machine that is too noisy: what disturbs it may be over by then."""


class Exam:
    """A submission's function against the reference's.

    Parameters
    ----------
    entry : Performance
        What ``assignment.toml`` says.
    function : str
        Name of the function, in both modules.
    benchmark : Benchmark
    place : Place
    reference, student : Code
    limits : Limits
        Of the assignment.
    """

    def __init__(
        self, entry: Performance, function: str, benchmark: Benchmark, place: Place, *, reference: Code, student: Code,
        limits: Limits,
    ) -> None:  # fmt: skip
        self._entry = entry
        self._function = function
        self._benchmark = benchmark
        self._place = place
        self._seats = Seats(place, entry, limits, reference=reference, student=student)
        self._seed = secrets.randbits(63)
        self._drawn = 0
        self._inspection = Inspection(entry, self._task(), place, self._seats)
        self._blank = PerformanceResult(
            id=entry.id, task=entry.task, function=function, title=entry.title or function, device=entry.device,
            ending="judged", points=0.0, max_points=entry.points, device_name=place.name,
        )  # fmt: skip

    def sit(self) -> tuple[PerformanceResult, TimingLog]:
        """Time it; only one submission at a time on a machine, whatever else is graded there meanwhile."""
        with self._seats.quiet(), self._trusted():
            try:
                return self._judged() if self._entry.calibrated else (self._uncalibrated(), self._log(None))
            except Foul as foul:
                return self._ended(foul.ending, words.foul(foul)), self._log(None)
            except (StudentError, WorkerFailure) as error:
                return self._ended("failed", words.broken(error)), self._log(None)

    def check(self, size: str) -> None:
        """A round of one size that nobody times: the whole result against the reference's.

        Raises
        ------
        Foul, StudentError, WorkerFailure
            The result is not right, or there is none.
        """
        with self._trusted(), self._seats.both() as (reference, student):
            Duel(reference, student, self._task()).check(size)

    @contextlib.contextmanager
    def _trusted(self) -> Iterator[None]:
        """Where the reference fails, the course is at fault."""
        try:
            yield
        except TrustedFailed as error:
            raise CourseError(
                f"{self._function} cannot be timed: the reference fails on the inputs of hidden/benchmark.py: "
                f"{error.args[0].rstrip('.')}. Correct one of them; nothing is graded."
            ) from error

    def _judged(self) -> tuple[PerformanceResult, TimingLog]:
        with self._seats.single(LIGHT) as player:
            example = self._benchmark.inputs(self._rng(), self._entry.sizes[0])[0]
            light = rates(player, self._entry.device, example)
        least_s = {size: light.least_s(*self._benchmark.ideal(size)) for size in self._entry.sizes}
        once = self._entry.device == "cuda"  # a fresh worker takes seconds there
        outcome = contest(
            Contest(
                tiers=self._entry.tiers, sit=self._sit, probe=self._probe, sittings=1 if once else SITTINGS,
                least_s=least_s, wait=lambda: time.sleep(_CALM_S),
            )
        )  # fmt: skip
        if outcome.ending == "judged":
            return self._result(outcome, light), self._log(outcome)
        result = self._ended(outcome.ending, words.unjudged(outcome.ending))
        right = self._entry.correct if result.waits else 0.0
        return dataclasses.replace(result, noise=outcome.noise, points=right), self._log(outcome)

    def _sit(self) -> Samples:
        """One sitting: fresh workers, and some pairs of every size."""
        with self._seats.both() as (reference, student):
            duel = Duel(reference, student, self._task())
            return {size: duel.pairs(size, self._rounds) for size in self._entry.sizes}

    def _probe(self) -> Samples:
        """One sitting of the reference against itself."""
        size = self._entry.sizes[0]
        with self._seats.twins() as (one, other):
            return {size: Duel(one, other, self._task()).pairs(size, self._rounds)}

    @property
    def _rounds(self) -> int:
        return ROUNDS if self._entry.device == "cpu" else ROUNDS * SITTINGS

    def _rng(self) -> np.random.Generator:
        """A generator of its own for each use, in an order that the seed makes known."""
        self._drawn += 1
        return np.random.default_rng([self._seed, self._drawn])

    def _task(self) -> Task:
        rng = self._rng()
        return Task(
            function=self._function, inputs=lambda size: self._benchmark.inputs(rng, size),
            tolerance=self._entry.tolerance,
            alone=self._entry.device == "cpu" and self._entry.threads == 1,
            fetched=1.0 if self._entry.device == "cpu" else SOME,
        )  # fmt: skip

    def _ended(self, ending: Ending, message: str) -> PerformanceResult:
        return dataclasses.replace(self._blank, ending=ending, message=message)

    def _result(self, outcome: Outcome, light: Rates) -> PerformanceResult:
        tiers = tuple(
            TierResult(
                name=s.tier.name, least=s.tier.least, state="reached" if s.state == "reached" else "missed",
                points=s.tier.points if s.state == "reached" else 0.0, max_points=s.tier.points,
            )
            for s in outcome.standings
        )  # fmt: skip
        reached = {tier.name for tier in tiers if tier.state == "reached"}
        paces = {size: found.ratio for size, found in outcome.estimates.items()}
        shown = tuple(
            self._inspection.evidence(e, paid=e.tier in reached or not e.tier, pace=paces.get(e.size, 0.0))
            for e in self._entry.evidence
        )
        earned = self._entry.correct + sum(t.points for t in tiers) + sum(e.points for e in shown)
        return dataclasses.replace(
            self._blank, points=earned, message=words.lesson(self._entry, reached), score=outcome.score,
            noise=outcome.noise, pairs=min(map(len, outcome.samples.values())), undecided=outcome.undecided,
            tiers=tiers, evidence=shown, sizes=tuple(self._sizes(outcome, light)), bytes_per_s=light.bytes_per_s,
            operations_per_s=light.operations_per_s, advice=self._inspection.advice(),
        )  # fmt: skip

    def _uncalibrated(self) -> PerformanceResult:
        """Right or wrong, and evidence: nobody knows yet what is fast on such a device."""
        for size in self._entry.sizes:
            self.check(size)
        shown = tuple(self._inspection.evidence(e, paid=True) for e in self._entry.evidence)
        return dataclasses.replace(
            self._blank, ending="uncalibrated", points=self._entry.correct + sum(e.points for e in shown),
            message=words.UNCALIBRATED, evidence=shown,
        )  # fmt: skip

    def _sizes(self, outcome: Outcome, light: Rates) -> Iterator[SizeResult]:
        for size, taken in outcome.samples.items():
            pairs = clocked(taken)
            moved, operations = self._benchmark.ideal(size)
            yield SizeResult(
                size=size, reference_s=statistics.median(p.reference_s for p in pairs),
                student_s=statistics.median(p.student_s for p in pairs), ratio=outcome.estimates[size].ratio,
                ideal_bytes=moved, operations=operations, least_s=light.least_s(moved, operations),
            )  # fmt: skip

    def _log(self, outcome: Outcome | None) -> TimingLog:
        return TimingLog(
            id=self._entry.id, device=self._place.name, seed=self._seed, libraries=self._place.libraries,
            sizes=_timed(outcome.samples) if outcome else {}, probe=_timed(outcome.probed) if outcome else {},
        )  # fmt: skip


def _timed(samples: Samples) -> dict[str, TimedSize]:
    """Pairs as columns with names, for whoever doubts a verdict."""
    return {
        size: TimedSize(
            clock="wall" if clocked(pairs) == pairs else "cpu",
            reference_s=tuple(p.reference_s for p in pairs), student_s=tuple(p.student_s for p in pairs),
            reference_cpu_s=tuple(p.reference_cpu_s for p in pairs),
            student_cpu_s=tuple(p.student_cpu_s for p in pairs),
        )
        for size, pairs in samples.items()
    }  # fmt: skip
