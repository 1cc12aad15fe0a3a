"""``grader pack``: pack an assignment for another system, which grades it on its own machines."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli import option, terminal
from grader.course import Course, find_course
from grader.output import write_atomic
from grader.packing import gradescope_zip
from grader.packing.gradescope_zip import MINUTES, MOST_MINUTES, needed_memory_mib
from grader.text import number

_LIKELY_LEVEL = 2
"""What containers offer that may make no user namespaces."""


@click.group("pack")
def command() -> None:
    """Pack an assignment for another system, which grades it on its own machines."""


@command.command("gradescope")
@click.argument("assignment")
@click.option(
    "-o",
    "--output",
    default="autograder.zip",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The zip to write.",
)
@click.option(
    "--minutes",
    default=MINUTES,
    show_default=True,
    metavar="N",
    type=click.IntRange(2, MOST_MINUTES),
    help="The time limit that is set on Gradescope. Grading stops a minute earlier.",
)
@click.option(
    "--extra-index",
    default="",
    metavar="URL",
    help="A package index that setup.sh asks besides pip's own, as for builds of torch for the CPU.",
)
@option.course
def gradescope(assignment: str, output: Path, minutes: int, extra_index: str, course: str | None) -> None:
    """Write the autograder of ASSIGNMENT for Gradescope.

    The zip holds setup.sh, run_autograder, a wheel of grader, and of the course this assignment alone, with its hidden
    tests and its reference. Hidden inputs are drawn from a new secret, never from the course's own: the code that is
    graded shares the container with it. Keep the zip as secret as the hidden tests.
    """
    found = find_course(course)
    data = gradescope_zip(found, assignment, minutes=minutes, extra_index=extra_index)
    write_atomic(output, data, mode=0o600)
    packed = found.assignment(assignment)
    terminal.say(f"{output}: {len(data) / 1e6:.1f} MB, for staff only: it holds the hidden tests.")
    terminal.paragraph(
        f"On Gradescope set {number(packed.max_score)} points, a time limit of {minutes} minutes and at least "
        f"{needed_memory_mib(packed)} MB of memory. docs/ci/gradescope.md says how, and what a student could reach."
    )
    _tell_level(found)


def _tell_level(course: Course) -> None:
    required = course.settings.required_isolation
    if required > _LIKELY_LEVEL:
        terminal.paragraph(
            f"The course demands isolation level {required}, and Gradescope's containers are not expected to offer "
            f"more than {_LIKELY_LEVEL}. Then nothing is graded there. Lower required_isolation in "
            f"{course.folder / 'course.toml'} and pack again.",
            "Note: ",
            err=True,
        )
