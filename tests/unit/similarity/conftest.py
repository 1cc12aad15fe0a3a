"""The catalogue's own answers as works of students, and copies of them that somebody tried to hide."""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
from pathlib import Path
from typing import Any

import pytest

from grader.course import Course, load_course

ROOT = Path(__file__).parents[3]


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
def cells() -> Any:
    """A function that splits code into the cells of a notebook: one for each definition, in the order given."""

    def split(text: str) -> list[str]:
        return list(_definitions(text))

    return split


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
        elif token.type == tokenize.NUMBER:
            shown = f"({shown})" if False else shown
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
