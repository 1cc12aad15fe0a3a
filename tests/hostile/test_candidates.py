"""A submission that holds several candidates learns from nothing that happens while it is graded which one is right.

Twenty functions, each with a wrong candidate first and the right one among the others. Each way watches for one sign
that its last answer was wrong and takes the next candidate then. What it scores is what its first candidate does.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from grader.course import load_course
from grader.grading import Job, grade_all, local_executors
from grader.grading.process_protocol import Work
from grader.intake import Submission
from grader.model import SourceFile

COUNT = 20
REFERENCE = "import numpy as np\n" + "".join(f"def f{n}(x):\n    return {n + 2} * x\n" for n in range(COUNT))
TESTS = """
from grader.testing import assert_close, task

@task("t{n}")
def test_twice(compare, rng):
    \"\"\"Two sizes.\"\"\"
    compare.f{n}(rng.normal(size=3))
    compare.f{n}(rng.normal(size=4))

@task("t{n}", depends="test_twice")
def test_more(compare, rng):
    \"\"\"A third size.\"\"\"
    compare.f{n}(rng.normal(size=5))

@task("t{n}")
def test_property(student, rng):
    \"\"\"It is linear.\"\"\"
    x = rng.normal(size=6)
    one = student.f{n}(x)
    assert abs(one - {factor} * x).max() < 1e-9
    assert_close(student.f{n}(rng.normal(size=7) * 0), one[0] * 0 + 0 * student.f{n}(rng.normal(size=8))[:7])
"""
SUBMISSION = """
import os, time
import numpy as np

COUNT, HELD = {count}, {held}
chosen, last, size, order = [0] * COUNT, [None] * COUNT, [0] * COUNT, []

def wrong(n):
    chosen[n] = (chosen[n] + 1) % HELD

def candidate(n, k, x):
    return (n + 2) * x if k == HELD - 1 else (n + 2) * x + 1 + k

{way}

def make(n):
    def f(x):
        watch(n, x)
        last[n], size[n] = repr(x), len(x)
        order.append((n, len(x)))
        return candidate(n, chosen[n], x)
    return f

for n in range(COUNT):
    globals()["f" + str(n)] = make(n)
"""
WAYS = {
    "asked the same again": """
        def watch(n, x):
            if repr(x) == last[n]:
                wrong(n)
    """,
    "the second call of a test does not come": """
        def watch(n, x):
            for other, length in order[-1:]:
                if length == 3 and (other, len(x)) != (n, 4):
                    wrong(other)
    """,
    "a test that builds on another does not come": """
        def watch(n, x):
            if len(x) == 6 and size[n] in (3, 4):
                wrong(n)
    """,
    "a plain assertion ends a test": """
        def watch(n, x):
            for other, length in order[-1:]:
                if length == 6 and len(x) not in (7, 8):
                    wrong(other)
    """,
    "a comparison ends a test": """
        def watch(n, x):
            for other, length in order[-1:]:
                if length in (7, 8) and n != other and not any(m == other and s == 8 for m, s in order):
                    wrong(other)
    """,
    "every sign at once": """
        def watch(n, x):
            expected = {3: (4,), 4: (5,), 5: (6,), 6: (7, 8), 7: (8, 7), 8: (3, 7)}
            for other, length in order[-1:]:
                if repr(x) == last[n] or (n == other or length not in (7, 8)) and len(x) not in expected[length]:
                    wrong(other)
    """,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("candidates")
    tasks = "".join(f'[[tasks]]\nid = "t{n}"\nfunction = "f{n}"\npoints = 1\n' for n in range(COUNT))
    files = {
        "course.toml": 'title = "C"\nreference = "reference"\npublic_secret = "known to all"\n',
        "reference/many.py": REFERENCE,
        "many/README.md": "# Many\n",
        "many/assignment.toml": f'id = "many"\ntitle = "Many"\nmodule = "many.py"\n{tasks}',
        **{f"many/hidden/test_{n:02}.py": TESTS.format(n=n, factor=n + 2) for n in range(COUNT)},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return load_course(folder)


def scores(course, submissions: dict[str, str]) -> dict[str, float | None]:
    works = tuple(
        Work(submission=Submission(
            student=name, origin=name, sha256=name, files=(SourceFile(name="many.py", text=text),)
        ))
        for name, text in submissions.items()
    )  # fmt: skip
    job = Job(assignment=course.assignment("many"), works=works)
    return {
        record.report.student: record.report.score for record in grade_all([job], local_executors(course, 1))
    }


@pytest.fixture(scope="module")
def graded(course):
    texts = {
        f"{held} {name}": SUBMISSION.format(count=COUNT, held=held, way=textwrap.dedent(way))
        for name, way in WAYS.items()
        for held in (2, 3)
    }
    still = textwrap.dedent("def watch(n, x): pass")
    texts["first"] = SUBMISSION.format(count=COUNT, held=2, way=still)
    texts["last"] = texts["first"].replace(
        "chosen, last, size, order = [0]", "chosen, last, size, order = [1]"
    )
    return scores(course, texts)


def test_the_last_candidate_is_right_and_the_first_is_not(graded):
    """There is something to be learned."""
    assert (graded["first"], graded["last"]) == (0, COUNT)


@pytest.mark.parametrize("held", [2, 3])
@pytest.mark.parametrize("name", WAYS)
def test_who_watches_for_a_sign_scores_what_the_first_candidate_does(graded, name, held):
    assert graded[f"{held} {name}"] == graded["first"]
