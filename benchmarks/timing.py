"""How wrong the clock of performance exercises is: identical code on both sides, quiet and beside busy neighbours.

Beside it, what most people would do: the mean of ``time.perf_counter`` around each function in turn, in one process.
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
from grader.model import SourceFile
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import Zygote, start_zygote
from grader.timing.estimate import Pair, estimate
from grader.timing.paired_benchmark import Duel, Task
from grader.timing.sequential_test import DOUBLINGS, ROUNDS, SITTINGS
from grader.timing.timed_worker import Player

CONTESTS, CONTESTS_QUICK = 40, 8
PAIRS = 2 * ROUNDS * SITTINGS
SHAPE = "512x1024"
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
    count = CONTESTS_QUICK if quick else CONTESTS
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
    """Processes that compute without end, as long as the block lasts."""
    running = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def _errors(zygote: Zygote, count: int, where: str) -> list[Figure]:
    agreed, plain, sittings = [], [], 0
    for number in range(count):
        say(f"timing, {where}: {number + 1} of {count}")
        error, sat = _contest(zygote)
        sittings += sat
        agreed.append(error)
        plain.append(_plain())
    note = f"{count} contests of {PAIRS} pairs, {sittings / count:.1f} sittings each"
    return [
        at_most(f"error of two estimators, p95, {where}", 100 * _p95(agreed), 5, "%", note),
        scale(f"  the worst, {where}", 100 * max(agreed), "%"),
        scale(f"  mean of perf_counter in one process, p95, {where}", 100 * _p95(plain), "%"),
        scale(f"  the worst, {where}", 100 * max(plain), "%"),
    ]


def _contest(zygote: Zygote) -> tuple[float, int]:
    """The error of one measurement as a contest makes it, and how often fresh workers sat down for it."""
    pairs: list[Pair] = []
    for doubling in range(DOUBLINGS + 1):
        while len(pairs) < PAIRS * 2**doubling:
            pairs += _sitting(zygote, swapped=len(pairs) // (2 * ROUNDS) % 2 == 1)
        if estimate(pairs).agrees:
            break
    return abs(math.log(estimate(pairs).ratio)), len(pairs) // (2 * ROUNDS)


def _sitting(zygote: Zygote, *, swapped: bool) -> list[Pair]:
    cores = {max(os.sched_getaffinity(0))}
    code = Code(files=(SourceFile(name="softmax.py", text=TEXT),), module="softmax")
    sides = [Player(zygote, code, Limits(timeout_s=10.0), cores) for _ in range(2)]
    try:
        reference, student = reversed(sides) if swapped else sides
        return Duel(reference, student, _task()).pairs(SHAPE, ROUNDS)
    finally:
        for side in sides:
            side.close()


def _task() -> Task:
    rng = np.random.default_rng()
    rows, columns = map(int, SHAPE.split("x"))
    return Task(
        function="softmax",
        inputs=lambda _: [rng.standard_normal((rows, columns), np.float32)],
        tolerance=1e-6,
    )


def _plain() -> float:
    """One function, then the other: the ratio of the means of as many calls."""
    space: dict[str, object] = {}
    exec(TEXT, space)
    function = space["softmax"]
    assert callable(function)
    x = np.random.default_rng().standard_normal(tuple(map(int, SHAPE.split("x"))), np.float32)

    def mean() -> float:
        times = []
        for _ in range(PAIRS):
            started = time.perf_counter()
            function(x)
            times.append(time.perf_counter() - started)
        return statistics.fmean(times)

    return abs(math.log(mean() / mean()))


def _p95(errors: list[float]) -> float:
    return sorted(errors)[min(len(errors) - 1, math.ceil(0.95 * len(errors)) - 1)]
