"""``grader show``: tasks, points and limits of one assignment."""

from __future__ import annotations

import click

from grader.cli import option
from grader.cli.terminal import say, say_json, styled
from grader.course import find_course, public_settings
from grader.course.performance import Performance
from grader.text import number, spoken_minutes


@click.command("show")
@click.argument("assignment")
@option.course
@option.as_json
def command(assignment: str, course: str | None, as_json: bool) -> None:
    """Show tasks, points and limits of one ASSIGNMENT."""
    found = find_course(course).assignment(assignment)
    settings = found.settings
    if as_json:
        say_json(public_settings(settings))
        return
    say(styled(settings.title, bold=True), f"  ({found.id})")
    if settings.summary:
        say(settings.summary)
    if settings.minutes:
        say(f"Time to expect: {spoken_minutes(settings.minutes)}.")
    if settings.prerequisites:
        say(f"Do first: {', '.join(settings.prerequisites)}.")
    if settings.notes:
        say(f"In the lecture notes: {', '.join(settings.notes)}.")
    say()
    say(f"Hand in {settings.module} with these functions:")
    rows = [(t.function, t.points, t.difficulty, t.title) for t in settings.tasks]
    rows += [
        (found.function_of(p), p.points, "", _describe_timing(p))
        for p in settings.performance
        if p.device == "cpu"
    ]
    width = max(len(name) for name, _, _, _ in rows)
    column = max(len(difficulty) for _, _, difficulty, _ in rows)
    for name, worth, difficulty, title in rows:
        points = "point " if worth == 1 else "points"
        grade = f"  {difficulty:<{column}}" if column else ""
        say(f"  {name:<{width}}  {number(worth):>5} {points}{grade}  {title}".rstrip())
    limits = settings.limits
    say(f"  {'in all':<{width}}  {number(found.max_score):>5} points")
    for entry in (p for p in settings.performance if p.device != "cpu"):
        say()
        say(f"On a GPU, where there is one, {number(entry.points)} more for {_describe_timing(entry)}.")
    say()
    say(f"May import: {', '.join(settings.imports.allowed)} and the standard library.")
    if settings.imports.forbidden:
        say("May not call:")
        for name in settings.imports.forbidden:
            say(f"  {name}")
    say(
        f"One call may take {limits.timeout_s:g} s, everything {limits.submission_s:g} s, "
        f"and {limits.memory_mib} MiB of memory."
    )
    say(f"Statement: {found.statement_path}")


def _describe_timing(entry: Performance) -> str:
    """A short description of what is timed."""
    where = f" of {entry.module}" if entry.module else ""
    tiers = ", ".join(tier.name for tier in entry.tiers) if entry.calibrated else "speed not graded yet"
    return f"{entry.title or 'speed'}{where} ({tiers})"
