"""How often each solution of a performance exercise earns the points it declares, alone and beside busy processes.

``python -m benchmarks.tiers`` (part of ``make timing``) takes about an hour; ``--repeats`` and names make it less.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figure import say
from benchmarks.timing import busy_neighbours
from grader.course import Course, find_course
from grader.grading.local_executor import LocalExecutor
from grader.verification.timing_checks import TimingChecks

ROOT = Path(__file__).parents[1]
NEIGHBOURS = (0, 2)


def earned_as_declared(course: Course, name: str, repeats: int) -> tuple[dict[str, float], tuple[str, ...]]:
    """How often each solution earned what it declares, and a sentence for each time that it did not.

    Parameters
    ----------
    course : Course
    name : str
        Id of the assignment.
    repeats : int
        How often each solution is timed.
    """
    assignment = course.assignment(name)
    with LocalExecutor(course, assignment, 1) as executor:
        step = TimingChecks(assignment, executor, repeats, {}, lambda *_: None).check_tiers()
    return {
        solution: count for solution, count in step.figures.items() if solution != "times each"
    }, step.problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row per exercise, solution and number of busy processes; return 1 if any solution missed its points."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tiers", description=__doc__)
    parser.add_argument("assignments", nargs="*", help="all that time something, if none is named")
    parser.add_argument("--repeats", type=int, default=20, help="how often each solution is timed")
    parser.add_argument(
        "--neighbours", type=int, nargs="+", default=NEIGHBOURS, help="busy processes beside it"
    )
    options = parser.parse_args(arguments)
    course = find_course(str(ROOT))
    every = [n for n in course.assignment_ids() if course.assignment(n).settings.performance]
    all_as_declared = True
    for neighbours in options.neighbours:
        for name in options.assignments or every:
            say(f"{name}, {neighbours} busy neighbours")
            with busy_neighbours(neighbours):
                counts, problems = earned_as_declared(course, name, options.repeats)
            for solution, count in counts.items():
                print(
                    f"{name:<20} {solution:<8} {neighbours} neighbours  {count:g} of {options.repeats}",
                    flush=True,
                )
            for problem in problems:
                print(f"  {problem}", flush=True)
            all_as_declared = all_as_declared and not problems
    return 0 if all_as_declared else 1


if __name__ == "__main__":
    sys.exit(main())
