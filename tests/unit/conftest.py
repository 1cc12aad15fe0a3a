"""A course of one assignment with two tasks, built for each test that uses it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from grader.course import Assignment, Course, load_course
from grader.course.author_module import module_from_text
from grader.grading.process_protocol import Work
from grader.intake import Submission
from grader.model import SourceFile
from grader.plugin import ClassRun, Outcome, run_session
from grader.sandbox.worker_session import JailedSubject, code_of
from grader.sandbox.zygote_client import Zygote, start_zygote
from grader.testing import Reference

T = TypeVar("T")
RIGHT = """import numpy as np

def double(x):
    return 2 * x

def total(values):
    if len(values) == 0:
        raise ValueError("nothing to add")
    return float(np.sum(values))
"""

FILES = {
    "course.toml": 'title = "Tiny"\nreference = "reference"\nrequired_isolation = 0\npublic_secret = "known to all"\n',
    "reference/tiny.py": RIGHT,
    "tiny/README.md": "# Tiny\n",
    "tiny/assignment.toml": """
        id = "tiny"
        title = "Tiny"
        module = "tiny.py"
        [[tasks]]
        id = "double"
        function = "double"
        points = 4
        [[tasks]]
        id = "total"
        function = "total"
        points = 2
        [limits]
        timeout_s = 1
    """,
    "tiny/public/test_public.py": '''
from grader.testing import task

@task("double")
def test_by_hand(student):
    """Twice 3 is 6."""
    assert student.double(3) == 6
''',
    "tiny/hidden/test_double.py": '''
import numpy as np
from grader.testing import task

@task("double", points=3, hint="Multiply by two.")
def test_values(compare, rng):
    """Every element is doubled."""
    compare.double(rng.normal(size=3))
    compare.double(rng.normal(size=5))

@task("double", depends="test_values")
def test_shapes(compare, rng):
    """A matrix is doubled as well."""
    compare.double(rng.normal(size=(2, 3)))

@task("double", points=2, weak=True)
def test_zeros(compare):
    """Zeros stay zeros."""
    compare.double(np.zeros(4))
''',
    "tiny/hidden/test_total.py": '''
import numpy as np
from grader.testing import task

@task("total")
def test_sum(compare, rng):
    """All values are added."""
    compare.total(rng.normal(size=4))

@task("total")
def test_empty(compare):
    """Nothing cannot be added."""
    compare.raises("ValueError", "total", np.zeros(0))
''',
    "tiny/wrong/double__squared.py": '''"""You squared the values. Look at what doubling means."""

def double(x):
    return x * x
''',
}  # fmt: skip


@dataclass
class TinyCourse:
    """The files of a course. A test may change them before they are loaded."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    @property
    def course(self) -> Course:
        return load_course(self.folder)

    @property
    def assignment(self) -> Assignment:
        return self.course.assignment("tiny")

    def work(self, text: str = RIGHT, student: str = "ada01") -> Work:
        return Work(submission=self.submission(text, student))

    def submission(self, text: str = RIGHT, student: str = "ada01") -> Submission:
        return Submission(
            student=student, origin=f"{student}.py", sha256=f"{student:0<64}",
            files=(SourceFile(name="tiny.py", text=text),),
        )  # fmt: skip

    def reference(self) -> Reference:
        path = self.folder / "reference" / "tiny.py"
        return Reference(module_from_text("tiny", path.read_text(), str(path)))

    def session(self, body: Callable[[ClassRun], T]) -> T:
        """Collect the tests and hand them to ``body``, in this process; what it returns."""
        return run_session(
            self.assignment, self.reference(), lambda begin: body(begin(b"secret of the course"))
        )


@pytest.fixture
def tiny_course(tmp_path: Path) -> TinyCourse:
    course = TinyCourse(tmp_path / "course")
    for name, text in FILES.items():
        course.write(name, text)
    return course


@pytest.fixture(scope="session")
def numpy_zygote() -> Iterator[Zygote]:
    zygote = start_zygote(("numpy",), ("numpy",), (3, 2, 1, 0))
    yield zygote
    zygote.close()


@pytest.fixture
def outcomes_of(tiny_course: TinyCourse, numpy_zygote: Zygote) -> Callable[..., dict[str, Outcome]]:
    """The outcomes of the tiny course's tests for a submission, by the name of the test."""

    def run(text: str = RIGHT, *, salt: str = "", **limits: float) -> dict[str, Outcome]:
        assignment = tiny_course.assignment
        subject = JailedSubject(
            numpy_zygote, code_of(assignment, tiny_course.submission(text).files),
            dataclasses.replace(assignment.settings.limits, **limits),
        )  # fmt: skip
        try:
            found = tiny_course.session(lambda run: run.grade(subject, salt=salt))
        finally:
            subject.retire()
        return {outcome.spec.id.rpartition("::")[2]: outcome for outcome in found}

    return run
