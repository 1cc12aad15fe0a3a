"""``grader init``: start a course, or the grading of pushes for one."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from grader.authoring.new_course import EXAMPLE, new_course
from grader.cli import terminal
from grader.course import find_course
from grader.errors import UsageError
from grader.messages import say


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="My course", show_default=True, help="Title of the course in reports.")
@click.option(
    "--push", is_flag=True, help="FOLDER holds a course: add what 'grader serve' needs for a git server."
)
@click.pass_context
def command(context: click.Context, folder: Path, title: str, push: bool) -> None:
    """Start a course in FOLDER, with an example that works.

    With --push, FOLDER holds a course already. Three files are written beside course.toml, and none is overwritten:

    \b
    push.toml              where students push, with a comment for each key
    grader-serve.service   systemd unit that keeps 'grader serve' running
    post-receive           hook for each bare repository: tells of a push

    They assume that the folders git (bare repositories), spool, results and secrets lie beside FOLDER. Change the paths
    where they do not. docs/push.md goes on from there.
    """
    if push:
        if context.get_parameter_source("title") is not click.core.ParameterSource.DEFAULT:
            raise UsageError("--push and --title exclude each other: the course exists and has a title.")
        _add_push(folder)
        return
    for path in new_course(folder, title):
        terminal.say(str(folder / path))
    place = shlex.quote(str(folder))
    terminal.block(say("init.next", folder=place, example=EXAMPLE), err=True)


def _add_push(folder: Path) -> None:
    from grader.serve.push_files import (
        PushPlaces,
        write_push_files,
    )  # what pushes need, a new course does not

    places = PushPlaces.of(folder, find_course(str(folder)))
    for path in write_push_files(places):
        terminal.say(str(path))
    terminal.block(
        say(
            "init.push_next", course=str(places.course), git=str(places.git), spool=str(places.spool),
            results=str(places.results), secrets=str(places.secrets),
        ),
        err=True,
    )  # fmt: skip
