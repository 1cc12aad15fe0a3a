"""Points for what a function uses besides time, and advice that is worth no points."""

from __future__ import annotations

import contextlib

import numpy as np

from grader.course.performance import Performance, ResourceLimit, dimensions
from grader.messages import say
from grader.model import EvidenceResult
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.timing import resource_usage, result_messages
from grader.timing.estimate import TimePair, estimate
from grader.timing.paired_benchmark import TimedFunction
from grader.timing.placement import Placement, TimingDevice
from grader.timing.sequential_testing import ROUNDS_PER_BATCH

_MB = 1e6
_GPU_ROUNDS = 2
_MIN_SPEED_SHARE = 0.7
"""A batch counts if its speed is at least this share of the speed in the timed batches. Fresh workers with the same
function differ by some percent."""
_MAX_BATCHES = 3
"""Batches that are measured until one is fast enough."""


class ResourceChecks:
    """Measures the resource usage of one function and compares it with the limits of the assignment.

    Parameters
    ----------
    entry : Performance
    function : TimedFunction
        With inputs of its own.
    device : TimingDevice
    placement : Placement
    """

    def __init__(
        self, entry: Performance, function: TimedFunction, device: TimingDevice, placement: Placement
    ) -> None:
        self._entry = entry
        self._function = function
        self._device = device
        self._placement = placement

    def check(self, limit: ResourceLimit, *, tier_reached: bool, timed_ratio: float = 0.0) -> EvidenceResult:
        """Measure one figure, and give its points if it is within the limit.

        Parameters
        ----------
        limit : ResourceLimit
        tier_reached : bool
            Whether the tier on which the points depend was reached.
        timed_ratio : float
            Share of the reference's speed in the timed batches of this size; 0 if the size was not timed. A function
            that is much slower now may use less memory only now, so the figure gives no points then.

        Returns
        -------
        EvidenceResult
        """
        for _ in range(_MAX_BATCHES if tier_reached else 1):
            measured, pairs = self._measure(limit, full_batch=tier_reached)
            as_fast = not pairs or estimate(pairs).ratio >= _MIN_SPEED_SHARE * timed_ratio
            if as_fast:
                break
        earned = tier_reached and as_fast and measured <= limit.most
        return EvidenceResult(
            name=limit.kind, unit="MB" if limit.kind == "peak memory" else "", measured=measured, most=limit.most,
            points=limit.points if earned else 0.0, max_points=limit.points,
            message=(
                result_messages.resource_message(limit, measured, tier_reached=tier_reached)
                if as_fast else say("evidence.out_of_step")
            ),
        )  # fmt: skip

    def _measure(self, limit: ResourceLimit, *, full_batch: bool) -> tuple[float, list[TimePair]]:
        """The figure, and the times of the calls that it was measured in; none where one untimed call is enough."""
        if limit.kind == "growth":
            return self._growth(limit)
        if self._entry.device == "cuda":
            return self._device_memory(limit)
        with (
            self._placement.student_pair() as (reference, student),
            self._placement.memory_baseline() as baseline,
        ):
            benchmark, pairs = self._placement.paired(reference, student, self._function), []
            if full_batch:
                pairs = benchmark.time_pairs(limit.size, ROUNDS_PER_BATCH)
            else:
                benchmark.verify_result(limit.size)
            return resource_usage.peak_extra_bytes(benchmark, student, baseline, limit.size) / _MB, pairs

    def _growth(self, limit: ResourceLimit) -> tuple[float, list[TimePair]]:
        factor = float(np.prod(dimensions(limit.larger)) / np.prod(dimensions(limit.size)))
        with self._placement.student_pair() as (reference, student):
            benchmark = self._placement.paired(reference, student, self._function)
            small, large = (
                benchmark.time_pairs(size, ROUNDS_PER_BATCH) for size in (limit.size, limit.larger)
            )
        return resource_usage.growth_exponent(small, large, factor), small

    def _device_memory(self, limit: ResourceLimit) -> tuple[float, list[TimePair]]:
        with self._placement.student_pair() as (reference, student):
            benchmark = self._placement.paired(reference, student, self._function)
            peak, pairs = resource_usage.peak_device_bytes(
                benchmark, student, limit.size, _GPU_ROUNDS, self._device.used_bytes
            )
        return peak / _MB, pairs

    def advice(self) -> tuple[str, ...]:
        """A sentence if the student's call executes many more lines of Python than the reference's.

        The workers count the lines themselves, so the count is worth no points.

        Returns
        -------
        tuple of str
            Empty where there is nothing to say.
        """
        args = self._function.inputs(self._entry.sizes[0])
        counts = []
        with self._placement.student_pair() as workers, contextlib.suppress(StudentError, WorkerFailure):
            for timed in workers:
                timed.stage(args)
                with timed.running() as worker:
                    counts.append(worker.ask("steps", self._function.name))
        return (
            result_messages.executed_lines(*counts) if [type(count) for count in counts] == [int, int] else ()
        )
