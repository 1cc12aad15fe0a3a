"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from grader.course import Course, find_course, from_environment
from grader.errors import UsageError


def _check_named_course(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Report a course that does not exist as an error of the command line."""
    named = value or from_environment("GRADER_COURSE")
    if named and not any((Path(named) / each / "course.toml").is_file() for each in ("", "assignments")):
        raise UsageError(
            f"{named}: no course.toml there, nor in its folder assignments/. Name the folder that holds it "
            "with --course or GRADER_COURSE."
        )
    return value


HIGHEST_LEVEL = 3


def highest_level(course: Course, isolation: int | None) -> int:
    """The highest isolation level to use.

    Raises
    ------
    UsageError
        The level is lower than the course demands.
    """
    required = course.settings.required_isolation
    if isolation is not None and isolation < required:
        raise UsageError(
            f"--isolation {isolation}: the course demands level {required} or more (required_isolation in "
            f"{course.folder / 'course.toml'}). Name such a level, or leave the option out."
        )
    return HIGHEST_LEVEL if isolation is None else isolation


def course_for(named: str | None, works: Iterable[Path]) -> Course:
    """The course for grading these works.

    Raises
    ------
    UsageError
        No course was named, and the course that was found lies among the works, where a student could have put it.
    """
    found = find_course(named)
    for work in works:
        if not (named or from_environment("GRADER_COURSE")) and found.folder.is_relative_to(work.resolve()):
            raise UsageError(
                f"{found.folder}: this course lies inside {work}, where a student could have put it. "
                "Name the course that you mean with --course or GRADER_COURSE."
            )
    return found


course = click.option(
    "--course", metavar="FOLDER", callback=_check_named_course,
    help="The course: a folder with course.toml. [default: $GRADER_COURSE, or the nearest one above]",
)  # fmt: skip
isolation = click.option(
    "--isolation", type=click.IntRange(0, HIGHEST_LEVEL), metavar="N",
    help="Isolation level N at most, to reproduce a report of another machine. [default: the highest there is]",
)  # fmt: skip
jobs = click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="Submissions graded at a time. [default: processors]"
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def existing(name: str, **settings: Any) -> Callable[..., Any]:
    """An argument that is a path to an existing file or folder."""
    return click.argument(name, type=click.Path(exists=True, path_type=Path), **settings)


def assignments(description: str) -> Callable[..., Any]:
    """The option ``-a``, which may be repeated. The command receives its values as ``names``."""
    return click.option(
        "-a", "--assignment", "names", multiple=True, metavar="ASSIGNMENT", help=description
    )  # fmt: skip
