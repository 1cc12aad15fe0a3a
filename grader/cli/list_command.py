"""``grader list``: the assignments of a course."""

from __future__ import annotations

import click

from grader.cli import option, terminal
from grader.course import Assignment, find_course
from grader.text import count, number


@click.command("list")
@option.course
@option.as_json
def command(course: str | None, as_json: bool) -> None:
    """List the course's assignments by topic, in the order of the course.

    Below each one stand its places in the lecture notes (004:85–96 is file 004, lines 85 to 96) and the assignments to
    do first.
    """
    found = find_course(course)
    topics = [
        (topic.title, [found.assignment(name) for name in topic.assignments]) for topic in found.topics()
    ]
    if as_json:
        rows = [_as_json(topic, each) for topic, assignments in topics for each in assignments]
        terminal.say_json({"course": found.settings.title, "assignments": rows})
        return
    terminal.say(terminal.styled(found.settings.title, bold=True))
    terminal.say()
    if not topics:
        terminal.say("No assignment yet. Start one: grader new NAME")
        return
    width = max(len(a.id) for _, assignments in topics for a in assignments)
    for title, assignments in topics:
        if title or len(topics) > 1:
            terminal.say(terminal.styled(title or "Without a topic", bold=True))
        for a in assignments:
            _say_assignment(a, width)
        terminal.say()
    terminal.say(f"More about one: grader show {topics[0][1][0].id}")


def _say_assignment(a: Assignment, width: int) -> None:
    tasks = count(len(a.settings.tasks), "task")
    terminal.say(f"{a.id:<{width}}  {tasks:<8}  {number(a.max_score):>5} points  {a.settings.title}")
    first = [f"after {', '.join(a.settings.prerequisites)}"] if a.settings.prerequisites else []
    where = [f"notes {', '.join(a.settings.notes)}"] if a.settings.notes else []
    if first or where:
        terminal.paragraph("; ".join(first + where), " " * (width + 2))


def _as_json(topic: str, a: Assignment) -> dict[str, object]:
    return {
        "id": a.id,
        "title": a.settings.title,
        "topic": topic,
        "tasks": len(a.settings.tasks),
        "points": a.max_score,
        "notes": a.settings.notes,
        "prerequisites": a.settings.prerequisites,
    }
