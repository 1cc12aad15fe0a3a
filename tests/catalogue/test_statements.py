"""Every statement of the project says what a student asks first, in the same form."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from grader.course import Assignment, load_course
from grader.course.statement import python_blocks
from grader.verification import statement_checks
from grader.verification.kept_proofs import proof_digest
from grader.verification.statement_examples import ExampleResults

FOLDER = Path(__file__).parents[2] / "assignments"
COURSE = load_course(FOLDER)
KEPT = json.loads((FOLDER / "proofs.json").read_text())["assignments"]
HEADER = "| task | function | difficulty | points |\n|---|---|---|---|\n"


@pytest.fixture(params=COURSE.assignment_ids())
def assignment(request: pytest.FixtureRequest) -> Assignment:
    return COURSE.assignment(request.param)


@pytest.fixture
def text(assignment: Assignment) -> str:
    return assignment.statement_path.read_text(encoding="utf-8")


def test_it_holds_against_settings_pictures_and_reference(
    assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is missing either. An assignment to be done first may be one that the course does not have yet.

    The examples of an assignment whose proof is kept ran in that proof, and nothing has changed since.
    """
    if KEPT.get(assignment.id, {}).get("digest") == proof_digest(assignment):
        monkeypatch.setattr(statement_checks, "run_examples", lambda *_: ExampleResults((), ()))
    step = statement_checks.check_statement(COURSE, assignment)
    assert step.problems == ()
    assert [line for line in step.remarks if not line.endswith("does not have yet.")] == []


def test_time_and_difficulty_are_in_its_settings(assignment: Assignment) -> None:
    assert assignment.settings.minutes >= 30
    assert [task.function for task in assignment.settings.tasks if not task.difficulty] == []


def test_its_tasks_stand_in_one_table_of_the_common_form(text: str) -> None:
    assert text.count(HEADER) == 1
    assert len(re.findall(r"^\| task \|", text, re.MULTILINE)) == 1


def test_each_kind_of_task_is_said_to_be_as_hard_as_it_is(assignment: Assignment, text: str) -> None:
    """Every function has a line of difficulty in its section; a section may hold several functions and lines."""
    lines = re.findall(r"^\*Difficulty: (easy|medium|hard)\b[^*]*\*", text, re.MULTILINE)
    assert {task.difficulty for task in assignment.settings.tasks} <= set(lines)
    headings = len(re.findall(r"^## \d", text, re.MULTILINE))
    assert len(lines) >= max(1, headings)


def test_it_has_an_example_to_call(text: str) -> None:
    assert any(block.text.startswith(">>>") for block in python_blocks(text))


def test_it_says_what_pytorch_has(text: str) -> None:
    _, heading, rest = text.partition("\n## In PyTorch\n")
    assert heading
    section = rest.partition("\n## ")[0]
    assert any(re.search(r"import.*\btorch\b", block.text) for block in python_blocks(section))
