"""``grader show``."""

from __future__ import annotations

import json

import click

from grader.cli import option
from grader.course import find_course, public_settings
from grader.text import number


@click.command("show")
@click.argument("assignment")
@option.course
@option.as_json
def command(assignment: str, course: str | None, as_json: bool) -> None:
    """Tasks, points and limits of one ASSIGNMENT."""
    found = find_course(course).assignment(assignment)
    settings = found.settings
    if as_json:
        click.echo(json.dumps(public_settings(settings), indent=2))
        return
    click.echo(click.style(settings.title, bold=True) + f"  ({found.id})")
    if settings.summary:
        click.echo(settings.summary)
    click.echo(f"\nHand in {settings.module} with these functions:")
    width = max(len(t.function) for t in settings.tasks)
    for task in settings.tasks:
        points = "point " if task.points == 1 else "points"
        click.echo(f"  {task.function:<{width}}  {number(task.points):>5} {points}  {task.title}".rstrip())
    limits = settings.limits
    click.echo(f"  {'in all':<{width}}  {number(found.max_score):>5} points")
    click.echo(f"\nMay import: {', '.join(settings.imports.allowed)} and the standard library.")
    if settings.imports.forbidden:
        click.echo("May not call:\n  " + "\n  ".join(settings.imports.forbidden))
    click.echo(
        f"One call may take {limits.timeout_s:g} s, everything {limits.submission_s:g} s, "
        f"and {limits.memory_mib} MiB of memory.\n"
        f"Statement: {found.statement_path}"
    )
