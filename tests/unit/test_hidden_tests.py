"""Tests of the assignments speak plainly: a sentence, a hint, and a name for each property."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
HIDDEN = sorted(ASSIGNMENTS.glob("*/hidden/test_*.py"))
LONGEST = 22
"""Words of a sentence."""
MOST_NAMED = 7
"""Assertions of one test with a sentence of their own: `tests/hostile/test_report_channels.py` counts them."""


def names(paths: list[Path]) -> list[str]:
    return [f"{path.parts[-3]}-{path.stem}" for path in paths]


def functions(path: Path) -> list[ast.FunctionDef]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return [node for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def hint_of(function: ast.FunctionDef) -> str:
    mark = next(node for node in function.decorator_list if isinstance(node, ast.Call))
    return next((word.value.value for word in mark.keywords if word.arg == "hint"), "")


def named(function: ast.FunctionDef) -> list[str]:
    """Messages of assertions that stand in the test as they are."""
    found: list[ast.expr | None] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            found.append(node.msg)
        if isinstance(node, ast.keyword) and node.arg == "what":
            found.append(node.value)
    return [node.value for node in found if isinstance(node, ast.Constant)]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?:;]) ", " ".join(text.split())) if part]


@pytest.mark.parametrize("path", HIDDEN, ids=names(HIDDEN))
def test_each_hidden_test_has_a_sentence_and_a_hint(path):
    for function in functions(path):
        assert (ast.get_docstring(function) or "").rstrip().endswith("."), function.name
        assert hint_of(function).endswith((".", "?")), function.name


@pytest.mark.parametrize("path", HIDDEN, ids=names(HIDDEN))
def test_sentences_are_short_and_ask_no_riddle(path):
    for function in functions(path):
        title = ast.get_docstring(function) or ""
        assert "?" not in title, title
        for sentence in [*sentences(title), *sentences(hint_of(function))]:
            assert len(sentence.split()) <= LONGEST, sentence


@pytest.mark.parametrize("path", HIDDEN, ids=names(HIDDEN))
def test_each_assertion_has_a_message_that_names_the_property(path):
    for function in functions(path):
        bare = [n.lineno for n in ast.walk(function) if isinstance(n, ast.Assert) and n.msg is None]
        assert bare == [], function.name
        assert len(set(named(function))) <= MOST_NAMED, function.name
        asserted = [n.msg for n in ast.walk(function) if isinstance(n, ast.Assert)]
        assert all(isinstance(m, ast.Constant) and m.value.endswith(".") for m in asserted), function.name
