"""The class that is graded: copies of seven submissions to an assignment made for measuring."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.course import Assignment, Course, load_course
from grader.grading.process_protocol import Work
from grader.intake import Submission
from grader.model import SourceFile

COURSE = Path(__file__).resolve().parent / "course"
ASSIGNMENT = "bench_attention"
SIZE = 40

_KINDS = (
    "correct_by_hand", "wrong_scale", "correct_with_library", "wrong_mask", "correct_by_hand",
    "wrong_gradient", "correct_with_library", "wrong_variance", "correct_by_hand", "unfinished",
)  # fmt: skip
"""Right and wrong in turn, so that the first few are like the whole."""


def course() -> Course:
    return load_course(COURSE)


def assignment() -> Assignment:
    return course().assignment(ASSIGNMENT)


def texts(size: int = SIZE, first: int = 0) -> list[str]:
    """The submissions. No two are equal, so that each is asked with inputs of its own."""
    kinds = itertools.islice(itertools.cycle(_KINDS), size)
    folder = COURSE / "class"
    return [f"{(folder / f'{kind}.py').read_text()}\n# copy {first + n}\n" for n, kind in enumerate(kinds)]


def works(size: int = SIZE, first: int = 0) -> list[Work]:
    return [work(text, f"student-{first + n:04}") for n, text in enumerate(texts(size, first))]


def work(text: str, student: str) -> Work:
    """A submission as intake reads it."""
    file = SourceFile(name="attention.py", text=text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Work(submission=Submission(student=student, origin=f"{student}.py", sha256=digest, files=(file,)))


def loops() -> Work:
    """The submission that never comes back."""
    return work((COURSE / "class" / "loops.py").read_text(), "loops")


@contextmanager
def impatient_course(timeout_s: float) -> Iterator[Course]:
    """The same course with another time limit, so that waiting for it does not take minutes."""
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as folder:
        copy = Path(folder) / "course"
        shutil.copytree(COURSE, copy)
        settings = copy / ASSIGNMENT / "assignment.toml"
        limits = f"\n[limits]\ntimeout_s = {timeout_s}\n\n[imports]"
        settings.write_text(settings.read_text().replace("\n[imports]", limits))
        yield load_course(copy)
