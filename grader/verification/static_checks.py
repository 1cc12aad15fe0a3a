"""Checks that run no code: starter, statement, points, tiers."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from grader.course import Assignment
from grader.course.performance import Performance
from grader.course.starter import is_public
from grader.errors import CourseError

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_SHAPE = re.compile(r"\bshapes? \(([^()]*)\)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_NOTATION = re.compile(r"`[^`]+`|\$[^$]+\$")
_ROW = re.compile(r"\|.*\|\s*(\d+(?:\.\d+)?)\s*\|\s*")
"""A row of a table whose last cell is a number."""
_NUMBER = re.compile(r"(?<![\w.×])\d+(?:\.\d+)?(?![\w×]|\.\d)")
"""A number that is not part of a name or of a size such as 600×600×64."""
_EARNS = re.compile(r"^earns: \d", re.MULTILINE)


def static_problems(assignment: Assignment) -> Iterator[str]:
    """Problems of an assignment's files, one sentence each."""
    assert assignment.reference_path is not None
    reference = _definitions(assignment.reference_path)
    statement = assignment.statement_path.read_text(encoding="utf-8")
    for task in assignment.settings.tasks:
        name = task.function
        if name not in reference:
            yield _undefined_problem(name, "the reference")
            continue
        if not re.search(rf"`[^`\n]*\b{name}\b", statement):
            yield f"{name} is not in the statement, {assignment.id}/README.md. Describe the task there."
        elif not _states_points(statement, name, task.points):
            yield f"{name}: the statement does not say that it is worth {task.points:g} points. Name them beside it."
        for shape in _missing_shapes(statement, ast.get_docstring(reference[name]) or ""):
            yield f"{name}: the statement does not have the shape {shape}. Say which array has it."
    yield from _starter_problems(assignment)
    yield from _mistake_ids(assignment)
    yield from _phrase_problems(assignment)
    yield from _total_problems(assignment, statement)
    yield from _preload_problems(assignment)
    yield from _timing_problems(assignment, statement)


def _preload_problems(assignment: Assignment) -> Iterator[str]:
    """Preloaded libraries that are not used, and used libraries that are not preloaded."""
    listed, needed = assignment.settings.preload, assignment.required_libraries
    line = f"preload = [{', '.join(map(json.dumps, needed))}]"
    for name in needed:
        if name not in listed:
            yield f"the reference needs {name}, which preload does not list. Write {line}, or leave the key out."
    for name in listed:
        if name not in needed:
            yield f"preload lists {name}, which the reference does not import. Write {line}, or leave the key out."


def _undefined_problem(name: str, where: str) -> str:
    return f"{name} is not in {where}. Define it there, or correct the task's function in assignment.toml."


def _mistake_ids(assignment: Assignment) -> Iterator[str]:
    """Known mistakes whose id does not begin with the id of a task. They would never run."""
    ids = [task.id for task in assignment.settings.tasks]
    for mistake in assignment.known_mistakes:
        if mistake.task not in ids or "__" not in mistake.id:
            yield (
                f"{mistake.origin}: expected a name of the form <task>__<slug>, with the id of a task: "
                f"{', '.join(ids)}. Rename it."
            )


def _phrase_problems(assignment: Assignment) -> Iterator[str]:
    """Words for what is not in the reference."""
    try:
        _ = assignment.phrases
    except CourseError as error:
        yield str(error)


def _starter_problems(assignment: Assignment) -> Iterator[str]:
    """An author's own starter must have the signatures of the reference."""
    for module in assignment.modules:
        path = assignment.starter_path(module)
        if not path.exists():
            continue
        reference, starter = _definitions(assignment.reference_in(module)), _definitions(path)
        for name in assignment.functions_in(module):
            if name not in starter:
                yield _undefined_problem(name, f"starter/{module}")
            elif name in reference and _signature(reference[name]) != _signature(starter[name]):
                yield (
                    f"{name}: starter/{module} and reference have different signatures: {_signature(starter[name])} "
                    f"and {_signature(reference[name])}. Copy the reference's."
                )


def _timing_problems(assignment: Assignment, statement: str) -> Iterator[str]:
    """Missing parts of a timed exercise: limits in the statement, a reference for the device, solutions."""
    for entry in assignment.settings.performance:
        if entry.module:
            yield from _module_problems(assignment, entry)
        if entry.device == "cpu":
            yield from _missing_tiers(entry, statement)
    on_cpu = any(entry.device == "cpu" for entry in assignment.settings.performance)
    if on_cpu and not any(map(_declares_points, sorted((assignment.folder / "solutions").glob("*.py")))):
        yield (
            "no file in solutions/ says what it earns, so nobody knows whether the tiers can be reached. "
            "Write naive.py, middle.py and good.py there, each with a line 'earns: N points' in its docstring."
        )


def _module_problems(assignment: Assignment, entry: Performance) -> Iterator[str]:
    """A module for one device needs its own reference."""
    name = assignment.function_of(entry)
    if name not in _definitions(assignment.reference_of(entry)):
        yield _undefined_problem(name, f"the reference {entry.module}")


def _missing_tiers(entry: Performance, statement: str) -> Iterator[str]:
    """Tiers and limits that the statement leaves out or gives with other numbers."""
    lines = [line.replace("|", " ").replace("*", " ") for line in statement.splitlines()]
    for tier in entry.tiers:
        lines_with_tier = [_numbers_in(line) for line in lines if tier.name in line]
        if not any({f"{tier.least:g}", f"{tier.points:g}"} <= figures for figures in lines_with_tier):
            yield (
                f"{entry.id}: no line of the statement says that the tier '{tier.name}' begins at {tier.least:g} "
                f"and is worth {tier.points:g} points. Write both numbers beside its name."
            )
    for evidence in entry.evidence:
        limit, points = f"{evidence.most:g}", f"{evidence.points:g}"
        if not any({limit, points} <= _numbers_in(line) for line in lines):
            yield (
                f"{entry.id}: no line of the statement says that {evidence.kind} up to {limit} is worth {points} "
                "points. Write both numbers on one line."
            )


def _numbers_in(line: str) -> set[str]:
    return set(_NUMBER.findall(line))


def _declares_points(path: Path) -> bool:
    """Whether a solution declares the points it earns for speed."""
    return bool(_EARNS.search(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""))


def _definitions(path: Path) -> dict[str, _Definition]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, _Definition)}


def _signature(node: _Definition) -> str:
    """The signature of a function, or the signatures of the public methods of a class."""
    if isinstance(node, ast.ClassDef):
        methods = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        return "; ".join(f"{m.name}{_signature(m)}" for m in methods if is_public(m.name))
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({ast.unparse(node.args)}){returns}"


def _states_points(statement: str, function: str, points: float) -> bool:
    """Whether a line that names the function also has the number of its points."""
    number = f"{points:g}"
    lines = [line for line in statement.splitlines() if function in line]
    return any(number in line.replace("|", " ").replace("(", " ").split() for line in lines) or any(
        f"{number} p" in line for line in lines
    )


def _total_problems(assignment: Assignment, statement: str) -> Iterator[str]:
    """A table of tasks and points whose sum differs from the points of the tasks."""
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


def _missing_shapes(statement: str, docstring: str) -> Iterator[str]:
    """Shapes of the docstring that the statement neither contains nor has all letters of."""
    plain = _without_markup(statement)
    letters = {word for part in _NOTATION.findall(statement) for word in _WORD.findall(part)}
    for shape in dict.fromkeys(_SHAPE.findall(docstring)):
        if f"({_without_markup(shape)})" not in plain and not set(_WORD.findall(shape)) <= letters:
            yield f"({shape})"


def _without_markup(text: str) -> str:
    return re.sub(r"[\s`$·*{}\\]", "", text)
