"""The catalogue's own answers as works of students, and copies of them that somebody tried to hide."""

from __future__ import annotations

import ast
import functools
import io
import keyword
import tokenize
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.course import Course, load_course
from grader.model import SourceFile
from grader.similarity import compared_work

ROOT = Path(__file__).parents[3]
DOCSTRING = ('"' * 3, "r" + '"' * 3)


@pytest.fixture(scope="session")
def catalogue() -> Course:
    return load_course(ROOT / "assignments")


@pytest.fixture(scope="session")
def disguised() -> Any:
    """A function that hides a copy: other names, comments and docstrings, functions in the reverse order."""

    def hide(text: str) -> str:
        return _reversed_functions(_renamed(text))

    return hide


@pytest.fixture(scope="session")
def notebook() -> Any:
    """A function that makes a notebook's code: a cell for each definition, the functions in the reverse order."""

    def split(text: str) -> SourceFile:
        cells: list[tuple[int, int]] = []
        lines: list[str] = []
        for number, definition in enumerate(_definitions(_reversed_functions(text)), start=1):
            cells.append((number, len(lines) + 1))
            lines += [*definition.split("\n"), "", ""]
        return SourceFile(name="work.py", text="\n".join(lines), cells=tuple(cells), origin="work.ipynb")

    return split


@pytest.fixture(scope="session")
def share() -> Any:
    """A function that gives the share of one text's own code that lies in another one, less what is explained."""

    @functools.cache
    def hashes(text: str) -> Any:
        return compared_work("ada01", [SourceFile(name="a.py", text=text)]).hashes

    def of(text: str, other: str, explained: Any) -> float:
        own, others = (set(np.setdiff1d(hashes(each), explained).tolist()) for each in (text, other))
        return len(own & others) / len(own) if own else 0.0

    return of


def _renamed(text: str) -> str:
    tree = ast.parse(text)
    bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    bound |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    bound |= {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    tokens = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        shown = token.string
        if token.type == tokenize.NAME and shown in bound and not keyword.iskeyword(shown):
            shown = f"other_{shown}_now"
        elif token.type == tokenize.COMMENT:
            shown = "# my own words"
        elif token.type == tokenize.STRING and shown.startswith(DOCSTRING):
            shown = "'my own words'"
        tokens.append((token.type, shown))
    return tokenize.untokenize(tokens)


def _reversed_functions(text: str) -> str:
    tree = ast.parse(text)
    functions = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    others = [n for n in tree.body if n not in functions]
    lines = text.split("\n")
    return "\n\n".join(_source(lines, node) for node in [*others, *reversed(functions)]) + "\n"


def _definitions(text: str) -> list[str]:
    lines = text.split("\n")
    return [_source(lines, node) for node in ast.parse(text).body]


def _source(lines: list[str], node: ast.stmt) -> str:
    decorators = [d.lineno for d in getattr(node, "decorator_list", [])]
    return "\n".join(lines[min([node.lineno, *decorators]) - 1 : node.end_lineno])
