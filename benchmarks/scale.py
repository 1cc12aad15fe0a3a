"""What a submission costs in classes of 100 to 10,000, and what a second process or worker gains.

``python -m benchmarks.scale`` grades five simulated classes, copies of the sample submissions to `metrics` on its first
two tasks, and takes about a quarter of an hour on two processors. Time and memory may grow as fast as the class and
no faster: the exponent is measured over all sizes and over the last step. The machine should do nothing else.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import process, scale_class, scale_stage
from benchmarks.figure import Figure, at_most, say, scale, table
from benchmarks.scale_stage import STAGES, Cost

SIZES: Final = (100, 300, 1000, 3000, 10_000)
EXPONENT: Final = 1.1
"""Of cost over the number of submissions. 1 is linear; the rest is for the noise of a step by a factor of three."""
_JOBS: Final = 2
_PLAIN: Final = 100
_SPEEDUP_SIZE, _ROUNDS = 800, 3
_ONE_THREAD: Final = {
    **os.environ,
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


def growth(folder: Path, sizes: Sequence[int]) -> list[Figure]:
    """Classes of all sizes through the whole command, and each part of it again by itself."""
    course = scale_class.write_course(folder / "growth")
    costs: dict[str, dict[int, Cost]] = {stage: {} for stage in STAGES}
    for size in sizes:
        submissions, output = (
            scale_class.write_class(folder / f"class-{size}", size),
            folder / f"out-{size}" / "results",
        )
        for stage in STAGES:
            say(f"{size:,} submissions: {stage}")
            costs[stage][size] = scale_stage.measured(stage, course.folder, submissions, output, _JOBS)
        shutil.rmtree(submissions)
        shutil.rmtree(output.parent)
    return [*_whole(costs["class"]), *(each for stage in STAGES[1:] for each in _part(stage, costs[stage]))]


def _whole(costs: dict[int, Cost]) -> list[Figure]:
    """The command: grading processes and the main process apart, since two processors serve all."""
    figures = []
    for size, cost in costs.items():
        note = f"CPU {_each(cost.children_s, size)} grading, {_each(cost.cpu_s, size)} main process"
        note += f"; {cost.wall_s:.0f} s; at most {cost.peak_mib:.0f} MiB, a grading process {cost.children_mib:.0f} MiB"
        figures.append(scale(f"class of {size:,}, each", 1000 * cost.wall_s / size, "ms", note))
    last = list(costs.values())[-1]
    return [
        *figures,
        _grows("grading, CPU time", {n: c.children_s for n, c in costs.items()}, f"{last.children_s:.0f} s"),
        _grows("main process, CPU time", {n: c.cpu_s for n, c in costs.items()}, f"{last.cpu_s:.0f} s"),
        _grows("main process, memory", {n: c.peak_mib for n, c in costs.items()}, f"{last.peak_mib:.0f} MiB"),
        _grows(
            "grading process, memory",
            {n: c.children_mib for n, c in costs.items()},
            f"{last.children_mib:.0f} MiB",
        ),
    ]


def _part(stage: str, costs: dict[int, Cost]) -> list[Figure]:
    size, last = list(costs.items())[-1]
    told = f"{last.cpu_s:.1f} s CPU, {last.wall_s:.1f} s in all for {size:,}: {_each(last.cpu_s, size)} each"
    return [
        _grows(f"{stage}, CPU time", {n: c.cpu_s for n, c in costs.items()}, told),
        _grows(f"{stage}, memory", {n: c.peak_mib for n, c in costs.items()}, f"{last.peak_mib:.0f} MiB"),
    ]


def _each(seconds: float, size: int) -> str:
    return f"{1000 * seconds / size:.2f} ms"


def _grows(what: str, costs: dict[int, float], note: str) -> Figure:
    over_all, last = _exponents(costs)
    note = f"{note}; {over_all:.2f} over all sizes, {last:.2f} in the last step"
    return at_most(f"{what}: exponent", max(over_all, last), EXPONENT, "", note)


def _exponents(costs: dict[int, float]) -> tuple[float, float]:
    """Slopes of the logarithm of cost over that of size: of the line through all points, and between the last two."""
    points = [(math.log(size), math.log(cost)) for size, cost in costs.items()]
    (x, y), (x_last, y_last) = points[-2:]
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    return slope, (y_last - y) / (x_last - x)


def two_beside_one(folder: Path, size: int) -> list[Figure]:
    """Two processes and two workers beside one of each."""
    from benchmarks import scale_speedup  # Dask: a second, for this part alone

    course = scale_class.write_course(folder / "speedup")
    works = scale_class.works(course, scale_class.write_class(folder / "speedup-class", size))
    return scale_speedup.measure(course, works, folder, _ROUNDS)


def plain_pytest(folder: Path, size: int) -> list[Figure]:
    """The same submissions, a fresh pytest process each, and one process of this engine."""
    from benchmarks.engine import Engine

    course = scale_class.write_course(folder / "plain")
    fresh_s = [_fresh(folder / "fresh", text) for text in scale_class.plain_texts(size)]
    works = scale_class.works(course, scale_class.write_class(folder / "plain-class", size))
    engine = Engine(course, course.assignment(scale_class.ASSIGNMENT))
    try:
        engine.grade(works[:13])
        graded = engine.grade(works)
    finally:
        engine.close()
    plain, ours = sum(w for w, _ in fresh_s) / size, graded.wall_s / size
    plain_cpu, ours_cpu = (
        sum(c for _, c in fresh_s) / size,
        (graded.used.whole_s + graded.orchestrator_s) / size,
    )
    start = f"{engine.startup_s:.1f} s start-up"
    return [
        scale(f"plain pytest, {size} processes", 1000 * plain, "ms", f"each; CPU {1000 * plain_cpu:.0f} ms"),
        scale("this engine, one process", 1000 * ours, "ms", f"each; CPU {1000 * ours_cpu:.1f} ms; {start}"),
        scale("plain pytest : this engine, time", plain / ours, "x", "no sandbox and no report there"),
        scale("plain pytest : this engine, CPU", plain_cpu / ours_cpu, "x"),
    ]


def _fresh(place: Path, text: str) -> tuple[float, float]:
    """Wall and CPU seconds of one pytest process for one submission."""
    if not place.exists():
        place.mkdir()
        shutil.copy(process.ROOT / "benchmarks" / "course" / "plain" / "test_metrics.py", place)
        shutil.copy(process.ROOT / "reference" / "metrics.py", place / "reference.py")
    (place / "metrics.py").write_text(text, encoding="utf-8")
    started = time.perf_counter()
    cpu_s = process.waited_cpu_s([sys.executable, "-m", "pytest", "-q"], env=_ONE_THREAD, cwd=place)
    return time.perf_counter() - started, cpu_s


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 if one misses its target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument(
        "--sizes", default=",".join(map(str, SIZES)), help="of the classes, two at least, growing"
    )
    parser.add_argument("--only", choices=("growth", "two", "pytest"), action="append", help="only this part")
    parser.add_argument("--two-size", type=int, default=_SPEEDUP_SIZE, help="submissions of the part 'two'")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")]
    say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before the start: should be 0")
    started = time.monotonic()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="grader-scale-") as name:
        parts: dict[str, Callable[[], list[Figure]]] = {
            "pytest": partial(plain_pytest, Path(name), _PLAIN),
            "two": partial(two_beside_one, Path(name), options.two_size),
            "growth": partial(growth, Path(name), sizes),
        }
        for part in options.only or parts:
            figures += parts[part]()
    print(table(figures))
    say(f"Measured in {time.monotonic() - started:.0f} s.")
    if options.json:
        records = [{**dataclasses.asdict(figure), "holds": figure.holds} for figure in figures]
        options.json.write_text(json.dumps(records, indent=1) + "\n")
    return int(any(figure.holds is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
