"""The error of timing runs: how far from the truth the ratio is for code whose ratio is known.

``python -m benchmarks.timing`` makes contests of identical code for every exercise that is timed, and contests of code
with a known amount of extra work, alone and beside busy processes. A contest is what a submission gets that lies close
to a tier: four sittings of 16 pairs of every size. ``make bench`` makes a few of them with one exercise.

For comparison, the usual way is measured as well: the mean of ``time.perf_counter`` around each function, one after
the other in one process.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figure import Figure, at_most, say, scale
from grader.course import Assignment, find_course
from grader.model import SourceFile
from grader.sandbox.worker_session import Code, code_of
from grader.sandbox.zygote_client import Zygote, start_zygote
from grader.timing import Benchmark, TimingDevice
from grader.timing.estimate import TimePair, estimate, geometric_mean
from grader.timing.paired_benchmark import RuleViolation, TimedFunction
from grader.timing.placement import Placement
from grader.timing.sequential_testing import BATCHES, ROUNDS_PER_BATCH

ROOT = Path(__file__).parents[1]
CONTESTS, CONTESTS_QUICK = 40, 8
QUICK_EXERCISE = "row_softmax"
NEIGHBOURS = (0, 2)
_CGROUPS = Path("/sys/fs/cgroup")
_PERIOD_US = 100_000
RATIOS = (1.0, 0.8, 0.5, 0.3)
"""Shares of the reference's speed, by construction."""
_BUSY = """
import os

started_by = os.getppid()
while os.getppid() == started_by:
    for _ in range(1_000_000):
        pass
"""
_WORK = """
import numpy as _numpy

_factor = _numpy.arange(4096.0).reshape(64, 64) / 4096
_product = _numpy.empty((64, 64))
_whole = {name}


def _work(units):
    for _ in range(units):
        _numpy.dot(_factor, _factor, out=_product)


def {name}(*args):
    result = _whole(*args)
    _work({units})
    return result
"""
"""A function with a known number of units of work behind it. A unit stays in the cache and asks for no memory, so all
take the same time. A second call of the function itself would be faster: its numbers are in the cache by then."""
_UNITS_TO_MEASURE = 120
"""Units by which a call is measured."""
_SHARE_OF_WORK = 3
"""Times of the slowest call that the work of the reference takes. The more it is, the less the ratio depends on how
exactly the function itself was measured: 10 % there are less than 2 % of a ratio of 0.3."""


@dataclass(frozen=True, slots=True)
class Contests:
    """The results of contests whose true ratio is known."""

    ratio: float
    found: tuple[float, ...]
    """The ratio that each contest found."""
    accused: int
    """Contests in which the code was said to break a rule."""
    seconds: float
    """Of one contest."""

    @property
    def errors(self) -> list[float]:
        """Sizes of the relative errors, in percent."""
        return [100 * abs(math.log(each / self.ratio)) for each in self.found]

    @property
    def bias(self) -> float:
        """Mean relative error in percent; negative where the student's code seems slower than it is."""
        return 100 * statistics.fmean(math.log(each / self.ratio) for each in self.found)


class TimedExercise:
    """An exercise whose reference is timed against itself, or against itself with extra work.

    Parameters
    ----------
    assignment : Assignment
        With a function that is timed on the processor.
    zygote : Zygote
    """

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        self._assignment = assignment
        self._zygote = zygote
        self._entry = next(p for p in assignment.settings.performance if p.device == "cpu")
        self._benchmark = Benchmark(assignment, self._entry)
        self._rng = np.random.default_rng()
        assert assignment.reference_path is not None
        self._text = assignment.reference_path.read_text(encoding="utf-8")
        self._name = assignment.function_of(self._entry)
        self.name = assignment.id

    def contests(self, count: int, ratio: float = 1.0) -> Contests:
        """Make contests.

        Parameters
        ----------
        count : int
        ratio : float
            Share of the reference's speed, at most 1. Below 1, each side does units of work behind its call. The calls
            are equal on both sides, so the true ratio is nearer to 1; the result has it.
        """
        reference, student = (0, 0) if ratio == 1 else self._units(ratio)
        placement = self._placement(reference, student)
        true = 1.0 if reference == student else self._true_ratio(reference, student)
        found, accused, start = [], 0, time.perf_counter()
        for number in range(count):
            say(f"  {self.name}, ratio {ratio:g}: {number + 1} of {count}")
            try:
                found.append(geometric_mean(self._ratios(placement)))
            except RuleViolation as violation:
                say(f"  accused: {violation}")
                accused += 1
        return Contests(true, tuple(found), accused, (time.perf_counter() - start) / count)

    def _units(self, ratio: float) -> tuple[int, int]:
        """Units of work of the reference and of the student's code."""
        reference = math.ceil(_SHARE_OF_WORK * max(self._calls_in_units))
        return reference, round(reference / ratio)

    def _true_ratio(self, reference: int, student: int) -> float:
        """The ratio of calls with so many units of work on either side."""
        return geometric_mean([(call + reference) / (call + student) for call in self._calls_in_units])

    @cached_property
    def _calls_in_units(self) -> list[float]:
        """The time of a call of each size, in units of work.

        It follows from pairs of a call without and with units, each on either side: in one process a call would be
        faster than in a worker, where its arguments have just arrived.
        """
        without_first = self._ratios(self._placement(0, _UNITS_TO_MEASURE))
        with_first = self._ratios(self._placement(_UNITS_TO_MEASURE, 0))
        shares = [math.sqrt(a / b) for a, b in zip(without_first, with_first, strict=True)]
        return [_UNITS_TO_MEASURE * share / (1 - share) for share in shares]

    def _placement(self, reference: int, student: int) -> Placement:
        device = TimingDevice(zygote=self._zygote, name="", libraries={})
        return Placement(
            device, self._entry, self._assignment.settings.limits,
            reference=self._code(reference), student=self._code(student),
        )  # fmt: skip

    def _code(self, units: int) -> Code:
        """The reference, with so many units of work behind each call."""
        text = self._text + (_WORK.format(name=self._name, units=units) if units else "")
        return code_of(
            self._assignment, (SourceFile(name=self._assignment.module_of(self._entry), text=text),)
        )

    def _ratios(self, placement: Placement) -> list[float]:
        """The ratio of each size in one contest."""
        samples: dict[str, list[TimePair]] = {size: [] for size in self._entry.sizes}
        with placement.exclusive():
            for _ in range(BATCHES):
                with placement.student_pair() as (reference, student):
                    sitting = placement.paired(reference, student, self._function())
                    for size, pairs in samples.items():
                        pairs += sitting.time_pairs(size, ROUNDS_PER_BATCH)
        return [estimate(pairs).ratio for pairs in samples.values()]

    def _function(self) -> TimedFunction:
        return TimedFunction(
            name=self._name, inputs=lambda size: self._benchmark.inputs(self._rng, size),
            tolerance=self._entry.tolerance,
        )  # fmt: skip

    def plain_error(self) -> float:
        """The error of the usual way in percent, from as many calls of the first size on each side."""
        space: dict[str, Any] = {}
        exec(self._text, space)
        args = self._benchmark.inputs(self._rng, self._entry.sizes[0])

        def mean_s() -> float:
            times = []
            for _ in range(2 * ROUNDS_PER_BATCH * BATCHES):
                start = time.perf_counter()
                space[self._name](*args)
                times.append(time.perf_counter() - start)
            return statistics.fmean(times)

        return 100 * abs(math.log(mean_s() / mean_s()))


@contextmanager
def busy_neighbours(count: int) -> Iterator[None]:
    """Run some processes that compute, for the length of a ``with`` block or until this process ends.

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


@contextmanager
def limited_to(cores: float) -> Iterator[None]:
    """Limit this process and those it starts to so many cores' worth of time, for the length of a ``with`` block.

    Parameters
    ----------
    cores : float

    Raises
    ------
    OSError
        This process may make no control group; root may.
    """
    version_1 = (_CGROUPS / "cpu").is_dir()
    parent = _CGROUPS / "cpu" if version_1 else _CGROUPS
    own = parent / _own_group("cpu" if version_1 else "")
    group = parent / f"grader-benchmark-{os.getpid()}"
    group.mkdir()
    try:
        quota = int(cores * _PERIOD_US)
        if version_1:
            (group / "cpu.cfs_period_us").write_text(str(_PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        else:
            (group / "cpu.max").write_text(f"{quota} {_PERIOD_US}")
        (group / "cgroup.procs").write_text(str(os.getpid()))
        yield
    finally:
        (own / "cgroup.procs").write_text(str(os.getpid()))
        group.rmdir()


def _own_group(controller: str) -> str:
    """The control group of this process below the root, for a controller of version 1, or "" for version 2."""
    lines = Path("/proc/self/cgroup").read_text(encoding="ascii").splitlines()
    groups = dict(line.split(":", 2)[1:] for line in lines)
    return next(path for names, path in groups.items() if controller in names.split(",")).lstrip("/")


@contextmanager
def timed_exercises(names: Sequence[str] = ()) -> Iterator[list[TimedExercise]]:
    """The exercises of the course that time a function on the processor, by name or all.

    Parameters
    ----------
    names : sequence of str
    """
    course = find_course(str(ROOT))
    chosen = [course.assignment(name) for name in names or course.assignment_ids()]
    with ExitStack() as stack:
        zygotes = {
            plain: stack.enter_context(
                closing(start_zygote(("numpy",), ("numpy",), (3, 2, 1), plain_numpy=plain))
            )
            for plain in {each.settings.plain_numpy for each in chosen}
        }
        yield [
            TimedExercise(each, zygotes[each.settings.plain_numpy])
            for each in chosen
            if any(entry.device == "cpu" for entry in each.settings.performance)
        ]


def measure(*, quick: bool) -> list[Figure]:
    """The errors of both ways for one exercise, without and beside two busy processes.

    Parameters
    ----------
    quick : bool
        Make fewer contests.
    """
    count = CONTESTS_QUICK if quick else CONTESTS
    figures = []
    with timed_exercises([QUICK_EXERCISE]) as (exercise,):
        for neighbours in NEIGHBOURS:
            where = f"{neighbours} busy neighbours"
            with busy_neighbours(neighbours):
                contests = exercise.contests(count)
                plain = [exercise.plain_error() for _ in range(count)]
            note = f"{count} contests of {QUICK_EXERCISE}, {contests.seconds:.1f} s each"
            figures += [
                at_most(
                    f"error of timing identical code, p95, {where}", p95(contests.errors), 2.5, "%", note
                ),
                scale(f"  the worst, {where}", max(contests.errors), "%"),
                scale(f"  mean of perf_counter in one process, p95, {where}", p95(plain), "%"),
                scale(f"  the worst, {where}", max(plain), "%"),
            ]
    return figures


def p95(errors: Sequence[float]) -> float:
    """The 95th percentile: a value that was measured, without interpolation."""
    return sorted(errors)[min(len(errors) - 1, math.ceil(0.95 * len(errors)) - 1)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each exercise, ratio and number of busy processes; return 1 if identical code was accused."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.timing", description=__doc__)
    parser.add_argument("assignments", nargs="*", help="all that time something, if none is named")
    parser.add_argument("--contests", type=int, default=CONTESTS, help="contests of each row")
    parser.add_argument(
        "--neighbours", type=int, nargs="+", default=NEIGHBOURS, help="busy processes beside it"
    )
    parser.add_argument(
        "--ratios", type=float, nargs="+", default=(1.0,),
        help=f"shares of the reference's speed by added work, such as {RATIOS}; the table has the true ones",
    )  # fmt: skip
    parser.add_argument(
        "--quota", type=float, help="cores' worth of time for all of it, by a control group (needs root)"
    )
    options = parser.parse_args(arguments)
    with limited_to(options.quota) if options.quota else nullcontext():
        return _rows(options)


def _rows(options: argparse.Namespace) -> int:
    accused = 0
    print(
        "exercise              ratio  neighbours  p95 %  worst %  bias %  accused  s each  perf_counter p95, worst %"
    )
    with timed_exercises(options.assignments) as exercises:
        for neighbours in options.neighbours:
            for exercise in exercises:
                for ratio in options.ratios:
                    with busy_neighbours(neighbours):
                        contests = exercise.contests(options.contests, ratio)
                        plain = (
                            [exercise.plain_error() for _ in range(options.contests)] if ratio == 1 else []
                        )
                    accused += contests.accused
                    print(_row(exercise.name, neighbours, contests, plain), flush=True)
    return 1 if accused else 0


def _row(name: str, neighbours: int, contests: Contests, plain: Sequence[float]) -> str:
    usual = f"{p95(plain):8.1f} {max(plain):6.1f}" if plain else ""
    return (
        f"{name:<22}{contests.ratio:5.3g}{neighbours:12}{p95(contests.errors):7.2f}{max(contests.errors):9.2f}"
        f"{contests.bias:8.2f}{contests.accused:9}{contests.seconds:8.1f}{usual}"
    )


if __name__ == "__main__":
    sys.exit(main())
