"""Calibrate the GPU variants on the GPU at hand, and record what was measured: ``make gpu``.

Every ``solutions/gpu_*.py`` is timed against the reference as a submission would be. What comes out is written to
``benchmarks/gpu.md``: device, versions, isolation level, times, memory, and for each exercise the tiers these figures
suggest, ready to be put into its ``assignment.toml``; name the device in ``calibrated``.

What it needs: Linux, Python 3.11 or newer, a driver with ``nvidia-smi``, torch for that driver, Triton (it comes with
torch on Linux) and a C compiler, which Triton uses. ``grader doctor`` says first whether a jailed worker can start
CUDA. An exercise takes two minutes on an H100.

Where no package index can be reached, and torch, Triton and numpy are there, carry the wheels of the other packages
that ``pyproject.toml`` names, and of what they require, in a folder ``wheels``::

    folder='import sysconfig; print(sysconfig.get_path("purelib"))'
    site=$(python3 -c "$folder")
    python3 -m venv .venv && .venv/bin/python -m pip install --no-index --no-deps wheels/*.whl
    printf '%s\\n' "$PWD" "$site" > "$(.venv/bin/python -c "$folder")/all.pth"
    .venv/bin/python -m benchmarks.gpu
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import itertools
import math
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import say
from grader.course import Assignment, find_course
from grader.course.performance import MIN_TIER_FACTOR, Performance
from grader.grading.isolation import open_zygote
from grader.grading.timing_plan import TimingPlan
from grader.model import PerformanceResult, SourceFile, TimingLog
from grader.sandbox.gpu import gpus

ROOT = Path(__file__).parents[1]
NO_GPU = "This machine has no NVIDIA GPU that nvidia-smi knows of. Nothing was measured; the tiers stay as they are."


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One solution on the device."""

    solution: str
    result: PerformanceResult
    log: TimingLog


def calibrate(assignment: Assignment, entry: Performance, plan: TimingPlan) -> Iterator[Measured]:
    """Every solution of an entry; tiers are left out, since they are what is sought."""
    open_entry = dataclasses.replace(entry, calibrated="being measured", tiers=())
    for path in sorted((assignment.folder / "solutions").glob(f"{entry.id}_*.py")):
        say(f"{assignment.id}: {path.stem}")
        file = SourceFile(name=assignment.module_of(entry), text=path.read_text(encoding="utf-8"))
        result, log = plan.timing_run(open_entry, (file,)).run()
        yield Measured(solution=path.stem, result=result, log=log)


def suggested(entry: Performance, measured: Sequence[Measured]) -> Iterator[str]:
    """The tiers as TOML: each begins half-way, in ratios, between two solutions that can be told apart."""
    scores = [m.result.score for m in measured if m.result.score]
    steps = [(a, b) for a, b in itertools.pairwise(scores) if b >= MIN_TIER_FACTOR * a]
    if not steps:
        yield "# the solutions cannot be told apart: no tier is suggested"
    for number, (below, above) in enumerate(steps):
        known = entry.tiers[min(number, len(entry.tiers) - 1)]
        yield f"# {known.name}: least = {math.sqrt(below * above):.2g}"


def page(rows: dict[tuple[str, str], tuple[Performance, list[Measured]]], level: int) -> str:
    """``benchmarks/gpu.md``."""
    lines = ["# GPU variants, measured", "", "Written by `make gpu`.", ""]
    for gpu in gpus():
        lines.append(f"- {gpu.name}, {gpu.memory_mib} MiB, driver {gpu.driver}")
    lines += [f"- Python {platform.python_version()}, isolation level {level}", ""]
    for (name, _), (entry, measured) in rows.items():
        lines += [f"## {name}", ""]
        versions = measured[0].log.libraries if measured else {}
        lines += [", ".join(f"{package} {version}" for package, version in versions.items()), ""]
        lines += [
            "| solution | size | reference ms | solution ms | least ms | ratio |",
            "|---|---|---|---|---|---|",
        ]
        lines += [row for m in measured for row in _rows(m)]
        lines += ["", "| solution | outcome | score | noise | memory MB |", "|---|---|---|---|---|"]
        lines += [_summary(m) for m in measured]
        lines += ["", "```toml", *suggested(entry, measured), "```", ""]
    return "\n".join(lines)


def _rows(measured: Measured) -> Iterator[str]:
    for size in measured.result.sizes:
        times = " | ".join(f"{1e3 * s:.3f}" for s in (size.reference_s, size.student_s, size.least_s))
        yield f"| {measured.solution} | {size.size} | {times} | {size.ratio:.3f} |"


def _summary(measured: Measured) -> str:
    result = measured.result
    figures = " | ".join("–" if value is None else f"{value:.3f}" for value in (result.score, result.noise))
    memory = ", ".join(f"{e.measured:.0f}" for e in result.evidence if e.measured is not None)
    said = result.ending if result.ending == "judged" else f"{result.ending}: {result.message}"
    return f"| {measured.solution} | {said} | {figures} | {memory} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every GPU variant of the course; 3 where there is no GPU."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    parser.add_argument(
        "-o", "--output", type=Path, default=ROOT / "benchmarks" / "gpu.md", help="where to write"
    )
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="which ones (all)")
    given = parser.parse_args(arguments)
    if not gpus():
        print(NO_GPU, file=sys.stderr)
        return 3
    course = find_course(str(ROOT))
    rows: dict[tuple[str, str], tuple[Performance, list[Measured]]] = {}
    level = 3
    for assignment in map(course.assignment, given.assignments or course.assignment_ids()):
        entries = [p for p in assignment.settings.performance if p.device == "cuda"]
        if not entries:
            continue
        with (
            contextlib.closing(open_zygote(assignment, 1)) as zygote,
            contextlib.closing(TimingPlan(assignment, zygote)) as plan,
        ):
            level = min(level, zygote.level)
            for entry in entries:
                measured: list[Measured] = []
                rows[assignment.id, entry.id] = entry, measured
                for each in calibrate(assignment, entry, plan):
                    measured.append(each)
                    measured.sort(key=lambda m: m.result.score or 0.0)
                    given.output.write_text(page(rows, level), encoding="utf-8")  # kept, whatever comes
    print(f"written to {given.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
