"""What a statement has to say: time and prerequisites, difficulty, pictures, and examples that run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.course import Assignment, Course
from grader.course.statement import PICTURE_KINDS, pictures
from grader.text import spoken_minutes
from grader.verification.check_result import Step
from grader.verification.statement_examples import run_examples

_FIRST = re.compile(r"\*\*Do first:\*\*([^.]*)\.")
_NAME = re.compile(r"`([^`]+)`")


def statement_step(course: Course, assignment: Assignment) -> Step:
    """Check the statement against ``assignment.toml``, the files beside it and the reference.

    What a course has begun to say has to be right: it is a problem if it is not. What it does not say at all is a
    remark, since a course of one's own may do without.
    """
    text = assignment.statement_path.read_text(encoding="utf-8")
    outcome = run_examples(assignment, text)
    unlisted, unknown = _unlisted_first(course, assignment, text)
    problems = [
        *_wrong_prerequisites(course, assignment),
        *_untold_plan(assignment, text),
        *unlisted,
        *_untold_difficulty(assignment, text),
        *_broken_pictures(assignment, text),
        *outcome.problems,
    ]
    remarks = [*_missing(assignment), *unknown, *outcome.remarks]
    return Step(check="files", problems=tuple(problems), remarks=tuple(remarks))


def _missing(assignment: Assignment) -> Iterator[str]:
    """What ``assignment.toml`` may say and does not."""
    settings = assignment.settings
    if not settings.minutes:
        yield "assignment.toml does not say how long the work takes. Write minutes = 120, or what you expect."
    unrated = [task.function for task in settings.tasks if not task.difficulty]
    if unrated:
        yield (
            f"assignment.toml does not say how hard {_listed(unrated)} {'is' if len(unrated) == 1 else 'are'}. "
            'Write difficulty = "easy", "medium" or "hard" below each task.'
        )


def _wrong_prerequisites(course: Course, assignment: Assignment) -> Iterator[str]:
    """Names that are no other assignment of the course, and rings of assignments that wait for each other."""
    known = course.assignment_ids()
    for name in assignment.settings.prerequisites:
        if name == assignment.id:
            yield "prerequisites in assignment.toml names the assignment itself. Remove it."
        elif name not in known:
            yield (
                f"prerequisites in assignment.toml names '{name}', which is no assignment of the course. "
                f"Correct the name, or remove it. Known: {', '.join(known)}."
            )
    ring = _ring(course, assignment, set(known))
    if ring:
        yield (
            f"prerequisites in assignment.toml leads in a circle: {' needs '.join(ring)}. "
            "Remove one of these prerequisites."
        )


def _ring(course: Course, assignment: Assignment, known: set[str]) -> list[str]:
    """The way from the assignment over prerequisites back to it, if there is one through others."""

    def onward(name: str, seen: frozenset[str]) -> list[str]:
        found = assignment if name == assignment.id else course.assignment(name)
        for needed in found.settings.prerequisites:
            if needed == assignment.id and name != assignment.id:
                return [name, needed]
            if needed in known - seen:
                way = onward(needed, seen | {needed})
                if way:
                    return [name, *way]
        return []

    return onward(assignment.id, frozenset({assignment.id}))


def _untold_plan(assignment: Assignment, text: str) -> Iterator[str]:
    """Time and prerequisites as ``assignment.toml`` has them."""
    minutes, needed = assignment.settings.minutes, assignment.settings.prerequisites
    told = " ".join(text.split())
    if minutes and f"**Time to expect:** {spoken_minutes(minutes)}." not in told:
        yield (
            f"minutes is {minutes} in assignment.toml, but the statement does not say "
            f"'**Time to expect:** {spoken_minutes(minutes)}.' Write it below the first paragraphs."
        )
    named = _first(text)
    if named is None and (minutes or needed):
        words = ", ".join(f"`{name}`" for name in needed) or "nothing"
        yield f"the statement does not say '**Do first:** {words}.' Write it beside the time to expect."
    elif named is not None and (absent := [name for name in needed if name not in named]):
        yield (
            f"the statement's line '**Do first:**' does not name {_listed(absent)}, as assignment.toml does. "
            "Name it there."
        )


def _unlisted_first(course: Course, assignment: Assignment, text: str) -> tuple[list[str], list[str]]:
    """What the statement would have done first and ``assignment.toml`` does not name: in the course, and not yet."""
    unlisted = [name for name in _first(text) or () if name not in assignment.settings.prerequisites]
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


def _first(text: str) -> list[str] | None:
    line = _FIRST.search(text)
    return _NAME.findall(line[1]) if line else None


def _untold_difficulty(assignment: Assignment, text: str) -> Iterator[str]:
    """How hard each task is: beside its function in the table, and in words at its section."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.startswith("|")]
    for task in assignment.settings.tasks:
        own = [
            cells for cells in rows if any(re.search(rf"`[^`]*\b{task.function}\b", cell) for cell in cells)
        ]
        if task.difficulty and not any(task.difficulty in cells for cells in own):
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


def _broken_pictures(assignment: Assignment, text: str) -> Iterator[str]:
    """Pictures that a student would not see, or could not have read out."""
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


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
