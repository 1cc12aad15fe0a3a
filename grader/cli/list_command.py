"""``grader list``: the assignments of a course."""

from __future__ import annotations

import click

from grader.cli import option, terminal
from grader.course import find_course
from grader.text import count, number


@click.command("list")
@option.course
@option.as_json
def command(course: str | None, as_json: bool) -> None:
    """List the course's assignments, with tasks and points."""
    found = find_course(course)
    assignments = [found.assignment(name) for name in found.assignment_ids()]
    if as_json:
        rows = [
            {"id": a.id, "title": a.settings.title, "tasks": len(a.settings.tasks), "points": a.max_score}
            for a in assignments
        ]
        terminal.say_json({"course": found.settings.title, "assignments": rows})
        return
    terminal.say(terminal.styled(found.settings.title, bold=True))
    terminal.say()
    if not assignments:
        terminal.say("No assignment yet. Start one: grader new NAME")
        return
    width = max(len(a.id) for a in assignments)
    for a in assignments:
        tasks = count(len(a.settings.tasks), "task")
        terminal.say(f"{a.id:<{width}}  {tasks:<8}  {number(a.max_score):>5} points  {a.settings.title}")
    terminal.say()
    terminal.say(f"More about one: grader show {assignments[0].id}")
