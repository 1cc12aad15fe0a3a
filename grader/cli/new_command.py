"""``grader new``."""

from __future__ import annotations

import click

from grader.cli import option
from grader.course import find_course
from grader.scaffold import listing_advice, new_assignment


@click.command("new")
@click.argument("name")
@option.course
def command(name: str, course: str | None) -> None:
    """Start an assignment NAME: a small one that works, to be changed into yours."""
    found = find_course(course)
    for path in new_assignment(found, name):
        click.echo(path)
    advice = listing_advice(found, name)
    if advice:
        click.echo(advice, err=True)
