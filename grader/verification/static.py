"""What can be checked without running anything: starter, statement, points."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.course import Assignment

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_SHAPE = re.compile(r"\bshapes? \(([^()]*)\)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_NOTATION = re.compile(r"`[^`]+`|\$[^$]+\$")
_ROW = re.compile(r"\|.*\|\s*(\d+(?:\.\d+)?)\s*\|\s*")
"""A row of a table that ends with a number."""


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
            yield f"{name} is not in {where}. Define it there, or correct the task's function in assignment.toml."
            continue
        if _signature(reference[name]) != _signature(starter[name]):
            yield (
                f"{name}: starter and reference have different signatures: {_signature(starter[name])} and "
                f"{_signature(reference[name])}. Copy the reference's."
            )
        if ast.get_docstring(reference[name]) != ast.get_docstring(starter[name]):
            yield f"{name}: starter and reference have different docstrings. Copy the reference's."
        if not re.search(rf"`[^`\n]*\b{name}\b", statement):
            yield f"{name} is not in the statement, {assignment.id}/README.md. Describe the task there."
        elif not _tells_points(statement, name, task.points):
            yield f"{name}: the statement does not say that it is worth {task.points:g} points. Name them beside it."
        for shape in _untold_shapes(statement, ast.get_docstring(reference[name]) or ""):
            yield f"{name}: the statement does not have the shape {shape}. Say which array has it."
    yield from _wrong_sum(assignment, statement)


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


def _wrong_sum(assignment: Assignment, statement: str) -> Iterator[str]:
    """The statement's table of tasks and points, where it has one, adds up to what the tasks are worth."""
    _, heading, rest = statement.partition("| points |\n")
    rows = [_ROW.fullmatch(line) for line in _table(rest)]
    total = sum(float(row[1]) for row in rows if row)
    if heading and total != assignment.max_score:
        yield (
            f"the statement's points sum up to {total:g}, those of assignment.toml to {assignment.max_score:g}. "
            "Correct the table."
        )


def _table(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("|"):
            return
        yield line


def _untold_shapes(statement: str, docstring: str) -> Iterator[str]:
    """Shapes of the docstring that the statement neither writes out nor has all the letters of."""
    plain = _squeezed(statement)
    letters = {word for part in _NOTATION.findall(statement) for word in _WORD.findall(part)}
    for shape in dict.fromkeys(_SHAPE.findall(docstring)):
        if f"({_squeezed(shape)})" not in plain and not set(_WORD.findall(shape)) <= letters:
            yield f"({shape})"


def _squeezed(text: str) -> str:
    return re.sub(r"[\s`$·*{}\\]", "", text)
