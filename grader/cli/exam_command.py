"""``grader exam``: exams with a draw per student, from the form an author looks at to marks."""

from __future__ import annotations

from typing import Final

import click

from grader.cli.action_group import ActionGroup

_ACTIONS: Final = {
    "show": ("exam_show", "Show one form with key and mistakes."),
    "export": ("exam_export", "Write question banks for Moodle, Canvas and QTI 2.1."),
    "issue": ("exam_issue", "Write a page for each student."),
    "practice": ("exam_practice", "Practise a topic on the terminal."),
    "mark": ("exam_mark", "Mark what came back, or mark it again."),
}


@click.group("exam", cls=ActionGroup, actions=_ACTIONS)
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
