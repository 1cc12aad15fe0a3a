"""A timing run: one function of one submission on one device, from the first call to its points."""

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
from grader.messages import say
from grader.model import Ending, PerformanceResult, SizeResult, TierResult, TimedSize, TimingLog
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.worker_session import Code
from grader.timing import result_messages
from grader.timing.benchmark import Benchmark
from grader.timing.estimate import select_clock
from grader.timing.machine_limits import RATES_CODE, MachineRates, measure_rates
from grader.timing.paired_benchmark import (
    FETCHED_SHARE,
    WINDOW,
    RuleViolation,
    TimedFunction,
)
from grader.timing.placement import Placement, TimingDevice
from grader.timing.resource_checks import ResourceChecks
from grader.timing.sequential_testing import (
    BATCHES,
    ROUNDS_PER_BATCH,
    Samples,
    SequentialResult,
    SequentialTest,
    run_sequential_test,
)
from grader.timing.timed_worker import TrustedCodeFailed

_PROBE_WAIT_S = 2.0
"""Wait between probes of a machine that is too noisy. By then, what disturbs it may be over."""


class TimingRun:
    """Times a function of a submission against the reference's.

    Parameters
    ----------
    entry : Performance
        What ``assignment.toml`` says about the function.
    function : str
        Name of the function, the same in both modules.
    benchmark : Benchmark
    device : TimingDevice
    reference, student : Code
    limits : Limits
        The assignment's.
    """

    def __init__(
        self, entry: Performance, function: str, benchmark: Benchmark, device: TimingDevice, *, reference: Code,
        student: Code, limits: Limits,
    ) -> None:  # fmt: skip
        self._entry = entry
        self._function_name = function
        self._benchmark = benchmark
        self._device = device
        self._placement = Placement(device, entry, limits, reference=reference, student=student)
        self._seed = secrets.randbits(63)
        self._generators = 0
        self._resource_checks = ResourceChecks(entry, self._function(), device, self._placement)
        self._blank = PerformanceResult(
            id=entry.id, task=entry.task, function=function, title=entry.title or function, device=entry.device,
            ending="judged", points=0.0, max_points=entry.points, device_name=device.name,
        )  # fmt: skip

    def run(self) -> tuple[PerformanceResult, TimingLog]:
        """Time the function. Only one timing run at a time is made on a machine.

        Returns
        -------
        tuple of PerformanceResult and TimingLog
            The result for the report, and the times for ``timing.json``.

        Raises
        ------
        CourseError
            The reference fails, or ``hidden/benchmark.py`` does.
        """
        with self._placement.exclusive(), self._reference_failures():
            try:
                return (
                    self._calibrated() if self._entry.calibrated else (self._uncalibrated(), self._log(None))
                )
            except RuleViolation as violation:
                return self._ended(violation.ending, str(violation)), self._log(None)
            except (StudentError, WorkerFailure) as error:
                return self._ended("failed", result_messages.failed_call(error)), self._log(None)

    def verify_result(self, size: str) -> None:
        """Compare one whole result of the student's with the reference's, without timing it.

        Parameters
        ----------
        size : str
            Dimensions joined by ``x``.

        Raises
        ------
        RuleViolation, StudentError, WorkerFailure
            The result is not right, or there is none.
        CourseError
            The reference fails, or ``hidden/benchmark.py`` does.
        """
        with self._reference_failures(), self._placement.student_pair() as (reference, student):
            self._placement.paired(reference, student, self._function()).verify_result(size)

    @contextlib.contextmanager
    def _reference_failures(self) -> Iterator[None]:
        """Where the reference fails, the course is at fault."""
        try:
            yield
        except TrustedCodeFailed as error:
            raise CourseError(
                f"{self._function_name} cannot be timed: the reference fails on the inputs of hidden/benchmark.py: "
                f"{error.args[0].rstrip('.')}. Correct one of them; nothing is graded."
            ) from error

    def _calibrated(self) -> tuple[PerformanceResult, TimingLog]:
        """The result for an entry whose tiers have been measured."""
        rates = self._machine_rates()
        on_gpu = self._entry.device == "cuda"  # a fresh worker takes seconds there, so there is one batch
        outcome = run_sequential_test(
            SequentialTest(
                tiers=self._entry.tiers, measure=self._measure_batch, probe=self._probe_batch,
                batches=1 if on_gpu else BATCHES,
                least_s={size: rates.least_s(*self._benchmark.ideal(size)) for size in self._entry.sizes},
                wait=lambda: time.sleep(_PROBE_WAIT_S),
            )
        )  # fmt: skip
        if outcome.ending == "judged":
            return self._judged(outcome, rates), self._log(outcome)
        result = self._ended(outcome.ending, say(f"timing.{outcome.ending}.meaning"))
        points = self._entry.correct if result.waits else 0.0
        return dataclasses.replace(result, noise=outcome.noise, points=points), self._log(outcome)

    def _machine_rates(self) -> MachineRates:
        with self._placement.single(RATES_CODE) as worker:
            example = self._benchmark.inputs(self._rng(), self._entry.sizes[0])[0]
            return measure_rates(worker, self._entry.device, example)

    def _measure_batch(self) -> Samples:
        """Student against reference, some pairs of every size."""
        with self._placement.student_pair() as (reference, student):
            benchmark = self._placement.paired(reference, student, self._function())
            return {size: benchmark.time_pairs(size, self._rounds) for size in self._entry.sizes}

    def _probe_batch(self) -> Samples:
        """The reference against itself, some pairs of the first size."""
        size = self._entry.sizes[0]
        with self._placement.identical_pair() as (first, second):
            return {
                size: self._placement.paired(first, second, self._function()).time_pairs(size, self._rounds)
            }

    @property
    def _rounds(self) -> int:
        """A GPU has one batch instead of some, with as many rounds in all."""
        return ROUNDS_PER_BATCH if self._entry.device == "cpu" else ROUNDS_PER_BATCH * BATCHES

    def _rng(self) -> np.random.Generator:
        """A new generator for each use, so that the seed and the number of the use reproduce its inputs."""
        self._generators += 1
        return np.random.default_rng([self._seed, self._generators])

    def _function(self) -> TimedFunction:
        """The function with inputs of a generator of its own."""
        rng, on_gpu = self._rng(), self._entry.device == "cuda"
        return TimedFunction(
            name=self._function_name, inputs=lambda size: self._benchmark.inputs(rng, size),
            tolerance=self._entry.tolerance,
            single_threaded=not on_gpu and self._entry.threads == 1,
            fetched_share=FETCHED_SHARE if on_gpu else 1.0, window=WINDOW if on_gpu else 0,
        )  # fmt: skip

    def _ended(self, ending: Ending, message: str) -> PerformanceResult:
        return dataclasses.replace(self._blank, ending=ending, message=message)

    def _judged(self, outcome: SequentialResult, rates: MachineRates) -> PerformanceResult:
        tiers = tuple(
            TierResult(
                name=d.tier.name, least=d.tier.least, state="reached" if d.state == "reached" else "missed",
                points=d.tier.points if d.state == "reached" else 0.0, max_points=d.tier.points,
            )
            for d in outcome.decisions
        )  # fmt: skip
        reached = {tier.name for tier in tiers if tier.state == "reached"}
        ratios = {size: found.ratio for size, found in outcome.estimates.items()}
        evidence = tuple(
            self._resource_checks.check(
                limit, tier_reached=limit.tier in reached or not limit.tier,
                timed_ratio=ratios.get(limit.size, 0.0),
            )
            for limit in self._entry.evidence
        )  # fmt: skip
        earned = self._entry.correct + sum(t.points for t in tiers) + sum(e.points for e in evidence)
        return dataclasses.replace(
            self._blank, points=earned, message=result_messages.next_tier(self._entry, reached), score=outcome.score,
            noise=outcome.noise, pairs=min(map(len, outcome.samples.values())), undecided=outcome.undecided,
            tiers=tiers, evidence=evidence, sizes=tuple(self._sizes(outcome, rates)),
            bytes_per_s=rates.bytes_per_s, operations_per_s=rates.operations_per_s,
            advice=self._resource_checks.advice(),
        )  # fmt: skip

    def _uncalibrated(self) -> PerformanceResult:
        """Right or wrong, and resource usage. Speed gives no points, because its tiers have not been measured."""
        for size in self._entry.sizes:
            self.verify_result(size)
        evidence = tuple(
            self._resource_checks.check(limit, tier_reached=True) for limit in self._entry.evidence
        )
        return dataclasses.replace(
            self._blank, ending="uncalibrated", points=self._entry.correct + sum(e.points for e in evidence),
            message=say("timing.uncalibrated.meaning"), evidence=evidence,
        )  # fmt: skip

    def _sizes(self, outcome: SequentialResult, rates: MachineRates) -> Iterator[SizeResult]:
        for size, measured in outcome.samples.items():
            pairs = select_clock(measured)
            moved, operations = self._benchmark.ideal(size)
            yield SizeResult(
                size=size, reference_s=statistics.median(p.reference_s for p in pairs),
                student_s=statistics.median(p.student_s for p in pairs), ratio=outcome.estimates[size].ratio,
                ideal_bytes=moved, operations=operations, least_s=rates.least_s(moved, operations),
            )  # fmt: skip

    def _log(self, outcome: SequentialResult | None) -> TimingLog:
        return TimingLog(
            id=self._entry.id, device=self._device.name, seed=self._seed, libraries=self._device.libraries,
            sizes=_by_column(outcome.samples) if outcome else {},
            probe=_by_column(outcome.probe_samples) if outcome else {},
        )  # fmt: skip


def _by_column(samples: Samples) -> dict[str, TimedSize]:
    """Pairs as named columns, for whoever wants to repeat the calculation."""
    return {
        size: TimedSize(
            clock="wall" if select_clock(pairs) == pairs else "cpu",
            reference_s=tuple(p.reference_s for p in pairs), student_s=tuple(p.student_s for p in pairs),
            reference_cpu_s=tuple(p.reference_cpu_s for p in pairs),
            student_cpu_s=tuple(p.student_cpu_s for p in pairs),
        )
        for size, pairs in samples.items()
    }  # fmt: skip
