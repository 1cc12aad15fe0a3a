"""Checks of the statement: time and prerequisites, difficulty, pictures, and examples that run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.course import Assignment, Course
from grader.course.statement import PICTURE_KINDS, pictures
from grader.text import spoken_minutes
from grader.verification.check_result import CheckResult
from grader.verification.statement_examples import run_examples

_DO_FIRST = re.compile(r"\*\*Do first:\*\*([^.]*)\.")
_NAME = re.compile(r"`([^`]+)`")


def check_statement(course: Course, assignment: Assignment) -> CheckResult:
    """Check the statement against ``assignment.toml``, the files beside it and the reference.

    A wrong statement is a problem. Missing information is only a remark, since a course may leave it out.
    """
    text = assignment.statement_path.read_text(encoding="utf-8")
    examples = run_examples(assignment, text)
    unlisted, unknown = _do_first_findings(course, assignment, text)
    problems = [
        *_prerequisite_problems(course, assignment),
        *_plan_problems(assignment, text),
        *unlisted,
        *_difficulty_problems(assignment, text),
        *_picture_problems(assignment, text),
        *examples.problems,
    ]
    remarks = [*_missing_settings(assignment), *unknown, *examples.remarks]
    return CheckResult(check="files", problems=tuple(problems), remarks=tuple(remarks))


def _missing_settings(assignment: Assignment) -> Iterator[str]:
    """Optional settings that ``assignment.toml`` leaves out."""
    settings = assignment.settings
    if not settings.minutes:
        yield "assignment.toml does not say how long the work takes. Write minutes = 120, or what you expect."
    unrated = [task.function for task in settings.tasks if not task.difficulty]
    if unrated:
        yield (
            f"assignment.toml does not say how hard {_joined(unrated)} {'is' if len(unrated) == 1 else 'are'}. "
            'Write difficulty = "easy", "medium" or "hard" below each task.'
        )


def _prerequisite_problems(course: Course, assignment: Assignment) -> Iterator[str]:
    """Prerequisites that are not other assignments of the course, and cycles of prerequisites."""
    known = course.assignment_ids()
    for name in assignment.settings.prerequisites:
        if name == assignment.id:
            yield "prerequisites in assignment.toml names the assignment itself. Remove it."
        elif name not in known:
            yield (
                f"prerequisites in assignment.toml names '{name}', which is no assignment of the course. "
                f"Correct the name, or remove it. Known: {', '.join(known)}."
            )
        elif _is_ordered(course) and known.index(name) > known.index(assignment.id):
            yield (
                f"prerequisites in assignment.toml names '{name}', which comes later in the order of course.toml. "
                "Move one of the two there, or remove the prerequisite."
            )
    cycle = _prerequisite_cycle(course, assignment, set(known))
    if cycle:
        yield (
            f"prerequisites in assignment.toml leads in a circle: {' needs '.join(cycle)}. "
            "Remove one of these prerequisites."
        )


def _is_ordered(course: Course) -> bool:
    return bool(course.settings.assignments or course.settings.topics)


def _prerequisite_cycle(course: Course, assignment: Assignment, known: set[str]) -> list[str]:
    """A cycle of prerequisites from the assignment through others back to it; empty if there is none."""

    def path_back(name: str, seen: frozenset[str]) -> list[str]:
        found = assignment if name == assignment.id else course.assignment(name)
        for needed in found.settings.prerequisites:
            if needed == assignment.id and name != assignment.id:
                return [name, needed]
            if needed in known - seen:
                rest = path_back(needed, seen | {needed})
                if rest:
                    return [name, *rest]
        return []

    return path_back(assignment.id, frozenset({assignment.id}))


def _plan_problems(assignment: Assignment, text: str) -> Iterator[str]:
    """Time and prerequisites that differ from ``assignment.toml``."""
    minutes, needed = assignment.settings.minutes, assignment.settings.prerequisites
    collapsed = " ".join(text.split())
    if minutes and f"**Time to expect:** {spoken_minutes(minutes)}." not in collapsed:
        yield (
            f"minutes is {minutes} in assignment.toml, but the statement does not say "
            f"'**Time to expect:** {spoken_minutes(minutes)}.' Write it below the first paragraphs."
        )
    listed_first = _do_first(text)
    if listed_first is None and (minutes or needed):
        names = ", ".join(f"`{name}`" for name in needed) or "nothing"
        yield f"the statement does not say '**Do first:** {names}.' Write it beside the time to expect."
    elif listed_first is not None and (absent := [name for name in needed if name not in listed_first]):
        yield (
            f"the statement's line '**Do first:**' does not name {_joined(absent)}, as assignment.toml does. "
            "Name it there."
        )


def _do_first_findings(course: Course, assignment: Assignment, text: str) -> tuple[list[str], list[str]]:
    """Exercises to do first that ``assignment.toml`` does not name: problems if the course has them, else remarks."""
    unlisted = [name for name in _do_first(text) or () if name not in assignment.settings.prerequisites]
    known = course.assignment_ids()
    problems = [
        f"the statement says to do '{name}' first, and prerequisites in assignment.toml does not name it. "
        "Add it there, or remove it from the statement."
        for name in unlisted
        if name in known
    ]
    remarks = [
        f"the statement says to do '{name}' first, which the course does not have yet."
        for name in unlisted
        if name not in known
    ]
    return problems, remarks


def _do_first(text: str) -> list[str] | None:
    line = _DO_FIRST.search(text)
    return _NAME.findall(line[1]) if line else None


def _difficulty_problems(assignment: Assignment, text: str) -> Iterator[str]:
    """Difficulties missing from the table of tasks or from the section of a task."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.startswith("|")]
    for task in assignment.settings.tasks:
        task_rows = [
            cells for cells in rows if any(re.search(rf"`[^`]*\b{task.function}\b", cell) for cell in cells)
        ]
        if task.difficulty and not any(task.difficulty in cells for cells in task_rows):
            yield (
                f"{task.function}: the table of tasks does not say that it is {task.difficulty}. "
                "Write the difficulty of assignment.toml in a column of its row."
            )
    for difficulty in dict.fromkeys(t.difficulty for t in assignment.settings.tasks if t.difficulty):
        if not re.search(rf"^\*Difficulty: {difficulty}\b", text, re.MULTILINE):
            yield (
                f"no line of the statement begins with '*Difficulty: {difficulty}.*'. "
                "Begin the section of each task with one that says what makes it so."
            )


def _picture_problems(assignment: Assignment, text: str) -> Iterator[str]:
    """Pictures that students do not get, or that have no alternative text."""
    for picture in pictures(text):
        if not picture.alt:
            yield f"the picture '{picture.source}' has no text for those who do not see it. Write ![what it shows](…)."
        inside = picture.source.startswith("public/")
        if picture.is_file and not (picture.is_beside or inside):
            yield (
                f"the picture '{picture.source}' does not lie beside the statement, so it is not handed out. "
                f"Put it there, as a file that ends with {', '.join(PICTURE_KINDS)}."
            )
        elif picture.is_file and not _is_file(assignment.folder / picture.source):
            yield f"the picture '{picture.source}' is missing. Put the file beside the statement, or correct its name."


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)
