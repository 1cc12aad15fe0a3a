"""``grader list``."""

from __future__ import annotations

import json

import click

from grader.cli import option
from grader.course import find_course
from grader.text import count, number


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
    if not assignments:
        click.echo("No assignment yet. Start one: grader new NAME")
        return
    width = max(len(a.id) for a in assignments)
    for a in assignments:
        tasks = count(len(a.settings.tasks), "task")
        click.echo(f"{a.id:<{width}}  {tasks:<8}  {number(a.max_score):>5} points  {a.settings.title}")
    click.echo(f"\nMore about one: grader show {assignments[0].id}")
