"""What many students of a class did, and no author has written down: offered as entries for ``mistakes.toml``."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.changes.candidates import CandidateChange, candidate_changes
from grader.course import Assignment, Task
from grader.grading.store import read_record
from grader.messages import say
from grader.model import Report

_FOUND = "change:"
"""Begins the ids of mistakes that are changes of the reference."""
_SUBJECT = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonMistake:
    """A change of the reference that explained the numbers of several students. Field names are keys of the JSON."""

    task: str
    students: tuple[str, ...]
    sentence: str
    """What the students were told."""
    entry: str
    """A draft for ``mistakes.toml``; empty if the change cannot be written as the change of one statement."""


def common_mistakes(assignment: Assignment, reports: Iterable[Report], least: int) -> list[CommonMistake]:
    """Changes of the reference that explain at least so many students, the most frequent first.

    Parameters
    ----------
    assignment : Assignment
    reports : iterable of Report
        Of this assignment, as the records hold them.
    least : int
        Students that a mistake needs.
    """
    found: dict[tuple[str, str, str], set[str]] = {}
    for report in reports:
        for test in report.tests:
            if test.mistake is not None and test.mistake.id.startswith(_FOUND):
                key = test.task, test.mistake.id.removeprefix(_FOUND), test.mistake.sentence
                found.setdefault(key, set()).add(report.student)
    tasks = {task.id: task for task in assignment.settings.tasks}
    often = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    return [
        CommonMistake(
            task=task, students=tuple(sorted(students)), sentence=sentence,
            entry=_entry(assignment, tasks[task], operator, sentence),
        )
        for (task, operator, sentence), students in often
        if len(students) >= least and task in tasks
    ]  # fmt: skip


def reports_of(folder: Path, assignment: Assignment, secret: bytes) -> Iterator[Report]:
    """The reports of an assignment in the records of an output folder.

    Raises
    ------
    UsageError
        A record is not whole, or was not written with this secret.
    """
    for path in sorted((folder / ".grader" / "records" / assignment.id).glob("*.json")):
        yield read_record(path, secret).report


def _entry(assignment: Assignment, task: Task, operator: str, sentence: str) -> str:
    assert assignment.reference_path is not None
    source = assignment.reference_path.read_text(encoding="utf-8")
    functions = {each.function for each in assignment.settings.tasks}
    changes = candidate_changes(
        source, task.function, assignment.statement_path.read_text(encoding="utf-8"),
        assignment.phrases, {operator}, functions,
    )  # fmt: skip
    change = next((each for each in changes if _says(each, sentence)), None)
    before = "" if change is None else _statement(source, change)
    if change is None or not before or source.count(before) != 1:
        return ""
    return (
        f'[[mistakes]]\nid = "{task.id}__{operator}"\nfunction = "{change.function}"\n'
        f'before = """\n{before}"""\nafter = """\n{change.text}"""\nmessage = """{sentence}"""\n'
    )


def _says(change: CandidateChange, sentence: str) -> bool:
    """Whether a sentence is the one of a change; the names of the numbers it speaks of may be any."""
    if change.body is None:
        return False
    return say(change.message_id, subject=_SUBJECT, **change.values).replace(_SUBJECT, "").strip() in sentence


def _statement(source: str, change: CandidateChange) -> str:
    """The statement of the reference that a change replaces, as the file has it."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == change.function:
            statements = _statements(node)
            return ast.get_source_segment(source, statements[change.place]) or ""
    return ""


def _statements(node: ast.FunctionDef) -> Sequence[ast.stmt]:
    return node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
