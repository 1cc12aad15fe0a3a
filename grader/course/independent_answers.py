"""Right answers in other styles than the reference's, ``independent/STYLE.py``, and the words for their parts.

An answer with words, ``independent/STYLE.toml``, stands for what students write: changes of it explain a student's
wrong numbers, as changes of the reference do.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.changes.expression_words import Phrases
from grader.course.schema import load_toml
from grader.errors import CourseError


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentAnswer:
    """A right answer in another style."""

    name: str
    source: str
    phrases: Phrases = field(default_factory=dict)


def independent_answers(folder: Path) -> Iterator[IndependentAnswer]:
    """The answers of a folder, by name.

    Raises
    ------
    CourseError
        Words are no string, or what they stand for is no expression of the function.
    """
    for path in sorted(folder.glob("*.py")):
        source, words = path.read_text(encoding="utf-8"), path.with_suffix(".toml")
        phrases = checked_phrases(load_toml(words), source, words.name) if words.exists() else {}
        yield IndependentAnswer(name=path.stem, source=source, phrases=phrases)


def checked_phrases(tables: Mapping[str, Any], source: str, where: str) -> dict[str, dict[str, str]]:
    """Words for expressions of a module, by function.

    Parameters
    ----------
    tables : mapping
        For each function a mapping from code to words.
    source : str
        The module.
    where : str
        The file, for messages.

    Raises
    ------
    CourseError
        Words are no string, or what they stand for is no expression of the function.
    """
    functions = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    for function, phrases in tables.items():
        if function not in functions:
            raise CourseError(f"{where}: {function} is no function of the answer that the words are for.")
        if not isinstance(phrases, dict) or not all(isinstance(words, str) for words in phrases.values()):
            raise CourseError(f'{where}: {function} must hold lines like  std = "the standard deviation".')
        nodes = list(ast.walk(functions[function]))
        known = {ast.unparse(node) for node in nodes if isinstance(node, ast.expr)}
        known |= {node.arg for node in nodes if isinstance(node, ast.arg)}
        for code in phrases:
            if _as_expression(code) not in known:
                raise CourseError(f"{where}: {code!r} is no expression in {function}. Copy one from there.")
    return dict(tables)


def _as_expression(code: str) -> str:
    try:
        return ast.unparse(ast.parse(code, mode="eval"))
    except SyntaxError:
        return ""
