"""The error of timing runs, measured with identical code on both sides, on a quiet machine and beside busy processes.

For comparison, the usual way is measured as well: the mean of ``time.perf_counter`` around each function, one after
the other in one process.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from benchmarks.figure import Figure, at_most, say, scale
from grader.course import Limits
from grader.course.performance import dimensions
from grader.model import SourceFile
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import Zygote, start_zygote
from grader.timing.estimate import TimePair, estimate
from grader.timing.paired_benchmark import PairedBenchmark, TimedFunction
from grader.timing.sequential_testing import BATCHES, MAX_DOUBLINGS, ROUNDS_PER_BATCH
from grader.timing.timed_worker import TimedWorker

MEASUREMENTS, MEASUREMENTS_QUICK = 40, 8
PAIRS_PER_BATCH = 2 * ROUNDS_PER_BATCH
PAIRS = PAIRS_PER_BATCH * BATCHES
"""Of a full measurement."""
SIZE = "512x1024"
TEXT = """
import numpy as np

def softmax(x):
    y = x - x.max(axis=1, keepdims=True)
    np.exp(y, out=y)
    y /= y.sum(axis=1, keepdims=True)
    return y
"""
_BUSY = "while True: pass"


def measure(*, quick: bool) -> list[Figure]:
    """The errors of both ways, without and beside two busy processes.

    Parameters
    ----------
    quick : bool
        Make fewer measurements.
    """
    count = MEASUREMENTS_QUICK if quick else MEASUREMENTS
    zygote = start_zygote(("numpy",), ("numpy",), (3, 2, 1))
    try:
        figures = []
        for neighbours in (0, 2):
            with busy_neighbours(neighbours):
                figures += _errors(zygote, count, f"{neighbours} busy neighbours")
        return figures
    finally:
        zygote.close()


@contextmanager
def busy_neighbours(count: int) -> Iterator[None]:
    """Run some processes that compute without end, for the length of a ``with`` block.

    Parameters
    ----------
    count : int
        Number of processes.
    """
    running = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def _errors(zygote: Zygote, count: int, where: str) -> list[Figure]:
    timing_errors, plain_errors, batches = [], [], 0
    for number in range(count):
        say(f"timing, {where}: {number + 1} of {count}")
        error, more = _timing_error(zygote)
        batches += more
        timing_errors.append(error)
        plain_errors.append(_plain_error())
    note = f"{count} measurements of {PAIRS} pairs, {batches / count:.1f} batches each"
    return [
        at_most(f"error of two estimators, p95, {where}", 100 * _p95(timing_errors), 5, "%", note),
        scale(f"  the worst, {where}", 100 * max(timing_errors), "%"),
        scale(f"  mean of perf_counter in one process, p95, {where}", 100 * _p95(plain_errors), "%"),
        scale(f"  the worst, {where}", 100 * max(plain_errors), "%"),
    ]


def _timing_error(zygote: Zygote) -> tuple[float, int]:
    """The error of one measurement, made as in a sequential test, and its number of batches."""
    pairs: list[TimePair] = []
    for doubling in range(MAX_DOUBLINGS + 1):
        while len(pairs) < PAIRS * 2**doubling:
            pairs += _batch(zygote, swapped=len(pairs) // PAIRS_PER_BATCH % 2 == 1)
        if estimate(pairs).agrees:
            break
    return abs(math.log(estimate(pairs).ratio)), len(pairs) // PAIRS_PER_BATCH


def _batch(zygote: Zygote, *, swapped: bool) -> list[TimePair]:
    cores = {max(os.sched_getaffinity(0))}
    code = Code(files=(SourceFile(name="softmax.py", text=TEXT),), module="softmax")
    workers = [TimedWorker(zygote, code, Limits(timeout_s=10.0), cores) for _ in range(2)]
    try:
        reference, student = reversed(workers) if swapped else workers
        return PairedBenchmark(reference, student, _function()).time_pairs(SIZE, ROUNDS_PER_BATCH)
    finally:
        for worker in workers:
            worker.close()


def _function() -> TimedFunction:
    rng = np.random.default_rng()
    return TimedFunction(
        name="softmax",
        inputs=lambda size: [rng.standard_normal(dimensions(size), np.float32)],
        tolerance=1e-6,
    )


def _plain_error() -> float:
    """The error of the usual way: the ratio of two means of as many calls of one function."""
    space: dict[str, object] = {}
    exec(TEXT, space)
    function = space["softmax"]
    assert callable(function)
    x = np.random.default_rng().standard_normal(dimensions(SIZE), np.float32)

    def mean() -> float:
        times = []
        for _ in range(PAIRS):
            start = time.perf_counter()
            function(x)
            times.append(time.perf_counter() - start)
        return statistics.fmean(times)

    return abs(math.log(mean() / mean()))


def _p95(errors: list[float]) -> float:
    return sorted(errors)[min(len(errors) - 1, math.ceil(0.95 * len(errors)) - 1)]
