"""A notebook made from a starter or a right answer counts like the file: nothing it needs is passed over."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader.course import load_course
from grader.worker.notebook_cells import select_statements

COURSE = load_course(Path(__file__).parents[2] / "assignments")
SOURCES = [
    pytest.param(assignment, text, id=f"{assignment.id}-{kind}")
    for assignment in map(COURSE.assignment, COURSE.assignment_ids())
    for kind, text in (
        ("starter", assignment.starter_text()),
        ("reference", assignment.reference_path.read_text(encoding="utf-8")),
    )
]


@pytest.mark.parametrize(("assignment", "text"), SOURCES)
def test_a_module_cut_into_cells_defines_what_the_module_defines(assignment, text):
    name = assignment.settings.module
    starts = [statement.lineno for statement in ast.parse(text).body[1:]]
    cells = [(number, first) for number, first in enumerate([1, *starts], 1)]
    selection = select_statements(name, text, cells)
    module: dict[str, object] = {"__name__": assignment.id}
    for step in selection.statements:
        exec(step.code, module)
    assert selection.remarks == []
    assert {task.function for task in assignment.settings.tasks} <= set(module)
    whole: dict[str, object] = {"__name__": assignment.id}
    exec(compile(text, name, "exec"), whole)
    functions = [name for name, value in whole.items() if callable(value)]
    assert set(functions) <= set(module)
