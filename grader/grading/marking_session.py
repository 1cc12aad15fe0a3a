"""The pytest session of a grading process: hidden tests are collected once, then each submission is marked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from grader.course import Assignment, Course
from grader.course.author_module import authors_module
from grader.errors import CourseError
from grader.grading.isolation import StartingZygote
from grader.grading.marking import Marker
from grader.grading.process_protocol import Done, Ready, Work
from grader.plugin import ClassRun, run_session
from grader.testing import Reference


class WorkSource(Protocol):
    """Where work comes from, and where answers go; both raise when nobody is there any more."""

    def work(self) -> Work: ...

    def answer(self, answer: Ready | Done) -> None: ...


def mark_submissions(
    course: Course,
    assignment: Assignment,
    seed_key: bytes,
    reference: Reference,
    starting: StartingZygote,
    source: WorkSource,
) -> None:
    """Prove the tests against the reference, say that work may come, and mark it until ``source`` raises.

    Raises
    ------
    CourseError
        Tests or reference are broken: nothing is graded.
    IsolationError
        The machine does not reach the course's required level.
    """
    _check_syntax(assignment)

    def body(begin: Callable[[bytes], ClassRun]) -> None:
        run = begin(seed_key)
        zygote = starting.wait_ready()
        with contextlib.closing(Marker(course, assignment, seed_key, run, zygote)) as marker:
            marker.check_reference()
            source.answer(Ready(level=zygote.level))
            while True:
                # Without a name of its own: while the next work comes in, this one must be gone.
                source.answer(Done(record=marker.mark(source.work())))

    run_session(assignment, reference, body)


def _check_syntax(assignment: Assignment) -> None:
    """Refuse tests that are no Python: pytest would say what is wrong with them, but not in which line."""
    for folder in (assignment.public_dir, assignment.hidden_dir):
        for path in sorted(folder.glob("*.py")):
            try:
                compile(path.read_bytes(), path.name, "exec", dont_inherit=True)
            except SyntaxError as error:
                raise CourseError(
                    f"{assignment.id}/{folder.name}/{path.name}, line {error.lineno}: "
                    f"{type(error).__name__}: {error.msg}. Correct that line; nothing is graded."
                ) from None


def load_reference(path: Path | None) -> Reference:
    """The reference module, loaded by path.

    Raises
    ------
    CourseError
        It cannot be imported.
    """
    assert path is not None
    return Reference(authors_module(path, f"reference/{path.name}"))
