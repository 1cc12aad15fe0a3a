"""What can be checked without running anything: starter, statement, points, tiers."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from grader.course import Assignment
from grader.course.performance import Performance

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_SHAPE = re.compile(r"\bshapes? \(([^()]*)\)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_NOTATION = re.compile(r"`[^`]+`|\$[^$]+\$")
_ROW = re.compile(r"\|.*\|\s*(\d+(?:\.\d+)?)\s*\|\s*")
"""A row of a table that ends with a number."""
_NUMBER = re.compile(r"(?<![\w.×])\d+(?:\.\d+)?(?![\w×]|\.\d)")
"""A number that stands for itself, and is no part of a name or of a size such as 600×600×64."""
_EARNS = re.compile(r"^earns: \d", re.MULTILINE)


def static_problems(assignment: Assignment) -> Iterator[str]:
    """Sentences about what does not fit together; nothing where all does."""
    assert assignment.reference_path is not None
    reference = _definitions(assignment.reference_path)
    starter = _definitions(assignment.starter_path)
    statement = assignment.statement_path.read_text(encoding="utf-8")
    for task in assignment.settings.tasks:
        name = task.function
        if name not in reference or name not in starter:
            yield _undefined(name, "the reference" if name not in reference else "the starter")
            continue
        yield from _differences(name, reference[name], starter[name])
        if not re.search(rf"`[^`\n]*\b{name}\b", statement):
            yield f"{name} is not in the statement, {assignment.id}/README.md. Describe the task there."
        elif not _tells_points(statement, name, task.points):
            yield f"{name}: the statement does not say that it is worth {task.points:g} points. Name them beside it."
        for shape in _untold_shapes(statement, ast.get_docstring(reference[name]) or ""):
            yield f"{name}: the statement does not have the shape {shape}. Say which array has it."
    yield from _wrong_sum(assignment, statement)
    yield from _wrong_preload(assignment)
    yield from _timing_problems(assignment, statement)


def _wrong_preload(assignment: Assignment) -> Iterator[str]:
    """Libraries that are loaded for nothing, or that every submission would load for itself."""
    listed, needed = assignment.settings.preload, assignment.needed
    line = f"preload = [{', '.join(map(json.dumps, needed))}]"
    for name in needed:
        if name not in listed:
            yield f"the reference needs {name}, which preload does not list. Write {line}, or leave the key out."
    for name in listed:
        if name not in needed:
            yield f"preload lists {name}, which the reference does not import. Write {line}, or leave the key out."


def _undefined(name: str, where: str) -> str:
    return f"{name} is not in {where}. Define it there, or correct the task's function in assignment.toml."


def _differences(name: str, reference: _Definition, starter: _Definition) -> Iterator[str]:
    """What a student's function would promise and the reference's does not."""
    if _signature(reference) != _signature(starter):
        yield (
            f"{name}: starter and reference have different signatures: {_signature(starter)} and "
            f"{_signature(reference)}. Copy the reference's."
        )
    if ast.get_docstring(reference) != ast.get_docstring(starter):
        yield f"{name}: starter and reference have different docstrings. Copy the reference's."


def _timing_problems(assignment: Assignment, statement: str) -> Iterator[str]:
    """What is missing where functions are timed: words for the student, a file of the device, solutions to try."""
    for entry in assignment.settings.performance:
        if entry.module:
            yield from _other_module(assignment, entry)
        if entry.device == "cpu":
            yield from _untold_speed(entry, statement)
    on_cpu = any(entry.device == "cpu" for entry in assignment.settings.performance)
    if on_cpu and not any(map(_declares, sorted((assignment.folder / "solutions").glob("*.py")))):
        yield (
            "no file in solutions/ says what it earns, so nobody knows whether the tiers can be reached. "
            "Write naive.py, middle.py and good.py there, each with a line 'earns: N points' in its docstring."
        )


def _other_module(assignment: Assignment, entry: Performance) -> Iterator[str]:
    """The file of one device: starter and reference must agree there as they do in the first."""
    name = assignment.function_of(entry)
    paths = {
        "reference": assignment.reference_of(entry),
        "starter": assignment.starter_path.parent / entry.module,
    }
    found = {kind: _definitions(path).get(name) for kind, path in paths.items()}
    reference, starter = found["reference"], found["starter"]
    if reference is None or starter is None:
        where = "reference" if reference is None else "starter"
        yield f"{_undefined(name, f'the {where} {entry.module}')}"
        return
    for problem in _differences(name, reference, starter):
        yield f"{entry.module}: {problem}"


def _untold_speed(entry: Performance, statement: str) -> Iterator[str]:
    """Tiers and limits that a student cannot read about, or reads about with other numbers."""
    lines = [line.replace("|", " ").replace("*", " ") for line in statement.splitlines()]
    for tier in entry.tiers:
        told = [_figures(line) for line in lines if tier.name in line]
        if not any({f"{tier.least:g}", f"{tier.points:g}"} <= figures for figures in told):
            yield (
                f"{entry.id}: no line of the statement says that the tier '{tier.name}' begins at {tier.least:g} "
                f"and is worth {tier.points:g} points. Write both numbers beside its name."
            )
    for evidence in entry.evidence:
        limit, points = f"{evidence.most:g}", f"{evidence.points:g}"
        if not any({limit, points} <= _figures(line) for line in lines):
            yield (
                f"{entry.id}: no line of the statement says that {evidence.kind} up to {limit} is worth {points} "
                "points. Write both numbers on one line."
            )


def _figures(line: str) -> set[str]:
    return set(_NUMBER.findall(line))


def _declares(path: Path) -> bool:
    """Whether a solution says what it earns on the clock."""
    return bool(_EARNS.search(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""))


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
