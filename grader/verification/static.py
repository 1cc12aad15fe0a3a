"""What can be checked without running anything: starter, statement, points."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.course import Assignment

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def static_problems(assignment: Assignment) -> Iterator[str]:
    """Sentences about what does not fit together; nothing where all does."""
    assert assignment.reference_path is not None
    reference = _definitions(assignment.reference_path)
    starter = _definitions(assignment.starter_path)
    statement = assignment.statement_path.read_text(encoding="utf-8")
    for task in assignment.settings.tasks:
        name = task.function
        if name not in reference or name not in starter:
            where = "the reference" if name not in reference else "the starter"
            yield f"{name} is not in {where}"
            continue
        if _signature(reference[name]) != _signature(starter[name]):
            yield f"{name}: starter and reference have different signatures"
        if ast.get_docstring(reference[name]) != ast.get_docstring(starter[name]):
            yield f"{name}: starter and reference have different docstrings"
        if name not in statement:
            yield f"{name} is not in the statement"
        elif not _tells_points(statement, name, task.points):
            yield f"{name}: the statement does not say that it is worth {task.points:g} points"


def _definitions(path: Path) -> dict[str, _Definition]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, _Definition)}


def _signature(node: _Definition) -> str:
    if isinstance(node, ast.ClassDef):
        methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
        return "; ".join(f"{m.name}({ast.unparse(m.args)})" for m in methods)
    returns = ast.unparse(node.returns) if node.returns else ""
    return f"({ast.unparse(node.args)}) -> {returns}"


def _tells_points(statement: str, function: str, points: float) -> bool:
    """Some line that names the function holds the number of its points."""
    number = f"{points:g}"
    lines = [line for line in statement.splitlines() if function in line]
    return any(number in line.replace("|", " ").replace("(", " ").split() for line in lines) or any(
        f"{number} p" in line for line in lines
    )
