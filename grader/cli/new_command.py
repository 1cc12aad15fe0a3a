"""``grader new``: start a new assignment."""

from __future__ import annotations

import importlib.metadata

import click

from grader.authoring.scaffold import listing_advice, new_assignment
from grader.cli import option, terminal
from grader.course import find_course
from grader.errors import UsageError
from grader.messages import say


@click.command("new")
@click.argument("name")
@option.course
def command(name: str, course: str | None) -> None:
    """Start an assignment NAME: a small working example that you change."""
    found = find_course(course)
    _refuse_installed(name)
    for path in new_assignment(found, name):
        terminal.say(str(path))
    advice = listing_advice(found, name)
    if advice:
        terminal.remark(advice)
    terminal.say(say("new.next", name=name))


def _refuse_installed(name: str) -> None:
    """Refuse the name of an installed library: the student's file would hide the library, or vice versa."""
    packages = importlib.metadata.packages_distributions().get(name)
    if packages:
        raise UsageError(
            f"'{name}' is the module of the installed package {packages[0]}, which {name}.py would hide. "
            f"Choose another name, like '{name}_exercise'."
        )
