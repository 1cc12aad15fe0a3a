"""``grader list``."""

from __future__ import annotations

import json

import click

from grader.cli import option
from grader.course import find_course


@click.command("list")
@option.course
@option.as_json
def command(course: str | None, as_json: bool) -> None:
    """The course's assignments, with tasks and points."""
    found = find_course(course)
    assignments = [found.assignment(name) for name in found.assignment_ids()]
    if as_json:
        rows = [
            {"id": a.id, "title": a.settings.title, "tasks": len(a.settings.tasks), "points": a.max_score}
            for a in assignments
        ]
        click.echo(json.dumps({"course": found.settings.title, "assignments": rows}, indent=2))
        return
    click.echo(f"{click.style(found.settings.title, bold=True)}\n")
    width = max((len(a.id) for a in assignments), default=0)
    for a in assignments:
        line = (
            f"{a.id:<{width}}  {len(a.settings.tasks):>2} tasks  {a.max_score:>4g} points  {a.settings.title}"
        )
        click.echo(line)
    click.echo(f"\nMore about one: grader show {assignments[0].id if assignments else 'ASSIGNMENT'}")
