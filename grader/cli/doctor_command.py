"""``grader doctor``."""

from __future__ import annotations

import json
import textwrap

import click
import msgspec

from grader.cli import option
from grader.course import Course, find_course
from grader.doctor import Diagnosis, Level, diagnose
from grader.errors import GraderError, UsageError


@click.command("doctor")
@option.course
@option.as_json
def command(course: str | None, as_json: bool) -> None:
    """What this machine offers: isolation levels, versions, and the fix for what is missing.

    Exit code 3 if the course demands more isolation than there is.
    """
    found = _course(course)
    diagnosis = diagnose()
    required = found.settings.required_isolation if found else 0
    if as_json:
        click.echo(
            json.dumps(
                {**msgspec.to_builtins(diagnosis), "best": diagnosis.best, "required": required}, indent=2
            )
        )
    else:
        _print(diagnosis, found, required)
    click.get_current_context().exit(0 if diagnosis.best >= required else 3)


def _course(option_value: str | None) -> Course | None:
    try:
        return find_course(option_value)
    except UsageError:  # a student's machine has no course
        return None


def _print(diagnosis: Diagnosis, course: Course | None, required: int) -> None:
    click.echo(click.style("This machine", bold=True))
    click.echo(f"  grader {diagnosis.grader}, Python {diagnosis.python}")
    click.echo(
        f"  {diagnosis.system}, {diagnosis.processors} processors, {diagnosis.memory_gib:g} GiB, as {diagnosis.user}"
    )
    click.echo(_wrapped("  ", ", ".join(f"{name} {number}" for name, number in diagnosis.libraries.items())))
    click.echo(click.style("\nIsolation", bold=True))
    for entry in diagnosis.levels:
        _print_level(entry)
    if course is None:
        return
    click.echo(click.style(f"\nCourse {course.settings.title}", bold=True))
    ok = diagnosis.best >= required
    words = "reached" if ok else "not reached: hidden tests are refused here"
    click.echo(f"  {_sign(ok)} isolation level {required} required, {words}")
    try:
        course.secret()
    except GraderError as error:
        click.echo(_wrapped(f"  {_sign(False)} ", str(error)))
    else:
        note = " (public: for a sample course only)" if course.has_public_secret else ""
        click.echo(f"  {_sign(True)} course secret{note}")


def _print_level(entry: Level) -> None:
    click.echo(f"  {_sign(entry.works)} level {entry.level}: {entry.mechanisms}")
    if not entry.works:
        click.echo(_wrapped("      why: ", entry.reason))
        if entry.fix:
            click.echo(_wrapped("      fix: ", entry.fix))


def _sign(good: bool) -> str:
    return click.style("✓", fg="green") if good else click.style("✗", fg="red")


def _wrapped(prefix: str, text: str) -> str:
    indent = " " * len(click.unstyle(prefix))
    return textwrap.fill(text, 79, initial_indent=prefix, subsequent_indent=indent, break_on_hyphens=False)
