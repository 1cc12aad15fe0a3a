"""``grader exam``: exams with a draw per student, from the form an author looks at to marks."""

from __future__ import annotations

import importlib
from typing import Final

import click

_ACTIONS: Final = {
    "show": ("exam_show", "Show one form with key and mistakes."),
    "export": ("exam_export", "Write question banks for Moodle, Canvas and QTI 2.1."),
    "issue": ("exam_issue", "Write a page for each student."),
    "practice": ("exam_practice", "Practise a topic on the terminal."),
    "mark": ("exam_mark", "Mark what came back, or mark it again."),
}


class _ExamActions(click.Group):
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


@click.group("exam", cls=_ExamActions)
def command() -> None:
    """Exams in which every student may get other numbers.

    A question is a file, questions/TOPIC/NAME.py, and an exam is a file, exams/NAME.toml, beside the folder of the
    course's assignments. Every wrong answer that is foreseen has a name and a sentence. docs/exam.md shows how to
    write both.

    \b
    grader verify --questions                 prove every question
    grader exam show midterm --form 3         look at one form, with the key
    grader exam issue midterm --roster r.csv -o papers
                                              write a page for each student
    grader exam mark midterm sheets -o results
                                              mark what came back
    grader exam practice losses               practise a topic
    grader exam export midterm --format moodle -o out
                                              write a question bank
    """
