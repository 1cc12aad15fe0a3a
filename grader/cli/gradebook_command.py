"""``grader gradebook``: who has which grade and why, and what the staff decides about it."""

from __future__ import annotations

import importlib
from typing import Final

import click

_ACTIONS: Final = {
    "show": ("gradebook_show", "Show grades with every reason."),
    "extend": ("gradebook_decision", "Give a student a due date of their own."),
    "adjust": ("gradebook_decision", "Add points, set a grade, or excuse a student."),
    "revoke": ("gradebook_decision", "Say that an extension or adjustment no longer holds."),
    "publish": ("gradebook_decision", "Show the grades of an assignment on students' pages."),
    "rebuild": ("gradebook_upkeep", "Add what the records hold and the gradebook lacks."),
    "upgrade": ("gradebook_upkeep", "Bring an old gradebook to this program's version."),
    "check": ("gradebook_upkeep", "Look for faults in the gradebook and beside it."),
    "forget": ("gradebook_upkeep", "Delete everything about a student."),
    "anonymous": ("gradebook_upkeep", "Write attempts and results without names, for research."),
}


class _Actions(click.Group):
    """A group that imports only the module of the action that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_ACTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _ACTIONS:
            return None
        module = importlib.import_module(f"grader.cli.{_ACTIONS[cmd_name][0]}")
        action: click.Command = getattr(module, cmd_name)
        return action

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _ACTIONS.items()])


@click.group("gradebook", cls=_Actions)
def command() -> None:
    """Keep grades that can be defended.

    'grader grade' adds every attempt to the gradebook of its results (extra: gradebook). A grade follows from the
    attempts, the due dates and the rule for late work in the course's files, and from what the staff decides here.
    Nothing is ever overwritten: a decision is revoked by another one. A due date that changes in the course changes
    every grade at once.

    \b
    grader gradebook show --student ada
    grader gradebook extend ada metrics --due "2026-11-10 23:59" --reason "ill"
    grader gradebook adjust ada metrics --points +1.5 --reason "task 3 unclear"
    grader gradebook publish metrics

    Without -o or --gradebook the results of the current folder are meant, or those in results/.
    """
