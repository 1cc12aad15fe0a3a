"""What can be checked without running anything: the author's own starter, statement, points, tiers."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from grader.course import Assignment
from grader.course.performance import Performance
from grader.course.starter import is_public

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
    statement = assignment.statement_path.read_text(encoding="utf-8")
    for task in assignment.settings.tasks:
        name = task.function
        if name not in reference:
            yield _undefined(name, "the reference")
            continue
        if not re.search(rf"`[^`\n]*\b{name}\b", statement):
            yield f"{name} is not in the statement, {assignment.id}/README.md. Describe the task there."
        elif not _tells_points(statement, name, task.points):
            yield f"{name}: the statement does not say that it is worth {task.points:g} points. Name them beside it."
        for shape in _untold_shapes(statement, ast.get_docstring(reference[name]) or ""):
            yield f"{name}: the statement does not have the shape {shape}. Say which array has it."
    yield from _wrong_starters(assignment)
    yield from _wrong_names(assignment)
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


def _wrong_names(assignment: Assignment) -> Iterator[str]:
    """Wrong answers to no task: nobody would ever try them."""
    ids = [task.id for task in assignment.settings.tasks]
    for path in sorted(assignment.wrong_dir.glob("*.py")):
        task = path.stem.partition("__")[0]
        if task not in ids or "__" not in path.stem:
            yield (
                f"wrong/{path.name}: expected a name of the form <task>__<slug>.py, with the id of a task: "
                f"{', '.join(ids)}. Rename it."
            )


def _wrong_starters(assignment: Assignment) -> Iterator[str]:
    """Where an author wrote a starter, its functions must have the reference's signatures."""
    for module in assignment.modules:
        path = assignment.starter_path(module)
        if not path.exists():
            continue
        reference, starter = _definitions(assignment.reference_in(module)), _definitions(path)
        for name in assignment.functions_in(module):
            if name not in starter:
                yield _undefined(name, f"starter/{module}")
            elif name in reference and _signature(reference[name]) != _signature(starter[name]):
                yield (
                    f"{name}: starter/{module} and reference have different signatures: {_signature(starter[name])} "
                    f"and {_signature(reference[name])}. Copy the reference's."
                )


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
    """The file of one device has a reference of its own."""
    name = assignment.function_of(entry)
    if name not in _definitions(assignment.reference_of(entry)):
        yield _undefined(name, f"the reference {entry.module}")


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
    """Arguments and result; of a class those of its methods, without those that are private."""
    if isinstance(node, ast.ClassDef):
        methods = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        return "; ".join(f"{m.name}{_signature(m)}" for m in methods if is_public(m.name))
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({ast.unparse(node.args)}){returns}"


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
