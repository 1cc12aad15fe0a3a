"""Which gradebook a command works on, and who gives the command."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.course import Course, find_course
from grader.errors import CourseError, UsageError
from grader.folder_format import folder_format
from grader.gradebook.login_name import login_name

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook

_INSTALL = "pip install 'grader[gradebook]'"
VARIABLE = "GRADER_GRADEBOOK"

url = click.option(
    "--gradebook", "gradebook_url", metavar="URL", envvar=VARIABLE,
    help="sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE. "
    f"[default: ${VARIABLE}, or DIR/.grader/gradebook.db]",
)  # fmt: skip
results = click.option(
    "-o", "--output", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), default=None,
    help="The results. [default: the current folder, or results/ in it]",
)  # fmt: skip
staff = click.option("--as", "who", metavar="NAME", help="Who decides. [default: your login name]")
reason = click.option("--reason", required=True, metavar="TEXT", help="Why: the student reads it.")


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which gradebook: results, URL and course."""
    from grader.cli import option

    for each in (option.course, url, results):
        command = each(command)
    return command


def results_folder(folder: Path | None, option: str = "-o") -> Path:
    """The folder with the results that a command works on; ``option`` names it.

    Raises
    ------
    UsageError
        There are no results, or they are of a newer version.
    """
    places = [folder] if folder else [Path(), Path("results")]
    for place in places:
        if (place / ".grader").is_dir():
            folder_format(place)
            return place
    raise UsageError(
        f"{folder or Path.cwd()}: there are no results here. Name their folder with {option}, as for "
        "'grader grade -o'."
    )


def gradebook_url(named: str | None, folder: Path | None, option: str = "-o") -> str:
    """The URL of the gradebook: the one that was named, or that of the results."""
    return named or f"sqlite:///{results_folder(folder, option).absolute() / '.grader' / 'gradebook.db'}"


def is_installed() -> bool:
    """Whether the extra is there; its libraries are not loaded."""
    return all(importlib.util.find_spec(name) is not None for name in ("sqlalchemy", "alembic"))


def require_extra() -> None:
    """Make sure that the extra is there.

    Raises
    ------
    UsageError
        It is not; the message says how to install it.
    """
    if not is_installed():
        raise UsageError(f"The gradebook needs the extra 'gradebook'. Install it with: {_INSTALL}")


def open_gradebook(
    named: str | None, folder: Path | None, course: str | None, *, create: bool = False, option: str = "-o"
) -> tuple[Gradebook, Course | None]:
    """The gradebook with the dates that the course has now; the course is not needed for those it knows already."""
    require_extra()
    from grader.gradebook.book import Gradebook  # SQLAlchemy takes a quarter of a second
    from grader.gradebook.enrolment import course_assignments

    book = Gradebook.open(gradebook_url(named, folder, option), create=create)
    found = known_course(course)
    if found is not None and _belong_together(book, found):
        book.set_assignments(course_assignments(found))
    return book, found


def _belong_together(book: Gradebook, course: Course) -> bool:
    """Whether a gradebook is of a course: whoever stands in the folder of another one does not change its dates."""
    known = {row.id for row in book.assignments()}
    return not known or not known.isdisjoint(course.assignment_ids())


def known_course(named: str | None) -> Course | None:
    """The course, if one is named or lies above."""
    try:
        return find_course(named)
    except (UsageError, CourseError):
        if named:
            raise
        return None


def who_asks(who: str | None) -> str:
    """Who gives the command: ``--as``, else the login name."""
    return who or login_name()
