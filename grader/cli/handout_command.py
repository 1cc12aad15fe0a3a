"""``grader handout``: write what a student gets of an assignment."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli import option, terminal
from grader.course import find_course
from grader.handout import write_handout


@click.command("handout")
@click.argument("assignment")
@click.argument("destination", type=click.Path(path_type=Path))
@option.course
def command(assignment: str, destination: Path, course: str | None) -> None:
    """Write what a student gets of ASSIGNMENT to the folder DESTINATION.

    That is the statement, the file to fill in, the public tests and their settings, and nothing else. Other files in
    the folder stay, and none is overwritten. If it is another assignment's handout, DESTINATION/ASSIGNMENT is made.
    """
    for path in write_handout(find_course(course).assignment(assignment), destination):
        terminal.say(str(path))
