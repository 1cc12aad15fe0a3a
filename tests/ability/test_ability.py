"""What a hidden test can ask for, each shown by a small course: the reference passes, wrong answers do not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Course, load_course
from grader.course.known_mistakes import overlaid
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Trial, Work
from grader.intake import Submission
from grader.model import Record, SourceFile, Verdict

HERE = Path(__file__).parent
COURSE = load_course(HERE / "course")
ANSWERS = sorted(path.stem for path in (HERE / "answers").glob("*.py"))
SECRETS = 5


@pytest.fixture(scope="module")
def course() -> Course:
    return COURSE


@pytest.fixture(scope="module", params=COURSE.assignment_ids())
def executor(request: pytest.FixtureRequest, course: Course) -> Iterator[LocalExecutor]:
    with LocalExecutor(course, course.assignment(request.param), 1) as executor:
        yield executor


def graded(executor: LocalExecutor, assignment: str, text: str, salt: str = "") -> Record:
    name = f"{assignment}.py"
    submission = Submission(student=name, origin=name, sha256="", files=(SourceFile(name=name, text=text),))
    return executor.submit(Work(submission=submission, trial=Trial(salt=salt))).result()


def test_the_reference_passes_and_the_starter_is_not_written_yet(executor: LocalExecutor, request):
    assignment = request.node.callspec.params["executor"]
    reference = (HERE / "reference" / f"{assignment}.py").read_text()
    for secret in range(SECRETS):
        record = graded(executor, assignment, reference, salt=f"secret {secret}")
        told = {t.id: (t.verdict, t.message) for t in record.staff if t.verdict is not Verdict.PASSED}
        assert told == {}
        assert record.report.score == record.report.max_score
    starter = COURSE.assignment(assignment).starter_text()
    verdicts = {t.verdict for t in graded(executor, assignment, starter).staff}
    assert verdicts == {Verdict.NOT_IMPLEMENTED}


def test_every_answer_fails_the_tests_that_it_names_and_no_other(executor: LocalExecutor, request):
    assignment = request.node.callspec.params["executor"]
    reference = (HERE / "reference" / f"{assignment}.py").read_text()
    own = [name for name in ANSWERS if name.startswith(f"{assignment}__")]
    assert own
    wrong = {}
    for name in own:
        text = (HERE / "answers" / f"{name}.py").read_text()
        told = (ast.get_docstring(ast.parse(text)) or "").rpartition("fails: ")[2]
        expected = set() if told == "nothing" else set(told.split(", "))
        record = graded(executor, assignment, overlaid(reference, text))
        assert record.report.score is not None, (
            name,
            record.report.not_graded,
            [t.message for t in record.staff],
        )
        failed = {t.id.rpartition("::")[2] for t in record.staff if t.verdict is not Verdict.PASSED}
        if failed != expected:
            wrong[name] = failed
    assert wrong == {}


def test_a_mistake_is_named_where_functions_of_the_module_are_arguments():
    """The known wrong answer gets its own functions, and not those of another that is loaded beside it."""
    text = (HERE / "reference" / "functions.py").read_text()
    answer = (HERE / "answers" / "functions__order.py").read_text()
    with LocalExecutor(COURSE, COURSE.assignment("functions"), 1) as executor:
        record = graded(executor, "functions", overlaid(text, answer))
    assert [t.mistake.id for t in record.report.tests if t.mistake] == ["compose__order"] * 2
