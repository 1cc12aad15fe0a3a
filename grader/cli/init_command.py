"""``grader init``: start a course."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from grader.authoring.new_course import EXAMPLE, new_course
from grader.cli import terminal
from grader.messages import say


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="My course", show_default=True, help="Title of the course in reports.")
def command(folder: Path, title: str) -> None:
    """Start a course in FOLDER, with an example that works."""
    for path in new_course(folder, title):
        terminal.say(str(folder / path))
    place = shlex.quote(str(folder))
    terminal.block(say("init.next", folder=place, example=EXAMPLE), err=True)
