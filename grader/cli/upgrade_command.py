"""``grader upgrade``: bring the results of an earlier version to this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from grader.cli import gradebook_option, option


@click.command("upgrade")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@gradebook_option.url
@gradebook_option.staff
@option.course
def command(folder: Path, gradebook_url: str | None, who: str | None, course: str | None) -> None:
    """Bring the results in DIR, written by an earlier version of grader, to this version.

    \b
    records     read and checked; they stay as they are, with their seeds
    gradebook   brought to this version, after a copy of SQLite; what the records
                tell of and it lacks is added (extra: gradebook)
    pages       those of students and class, and the sheet, are written again

    Nothing is graded. A run that is stopped loses nothing: start it again. A second run changes nothing. Results of a
    newer version are refused. Copy a PostgreSQL database with pg_dump before.

    Exit code 0 if everything was carried over, 3 if a record could not be read: it is listed, and stays.
    """
    from grader.cli.results_upgrade import upgrade_results  # the store, pages, SQLAlchemy

    with _interruption_told():
        unread = upgrade_results(option.course_for(course, []), folder, gradebook_url, who)
    click.get_current_context().exit(3 if unread else 0)


@contextmanager
def _interruption_told() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        stop = KeyboardInterrupt()
        stop.add_note("Interrupted: nothing is lost. Run the command again, and it completes what is left.")
        raise stop from None
