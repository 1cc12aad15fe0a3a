"""``grader gradebook``: who has which grade and why, and what the staff decides about it."""

from __future__ import annotations

from typing import Final

import click

from grader.cli.action_group import ActionGroup

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


@click.group("gradebook", cls=ActionGroup, actions=_ACTIONS)
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
