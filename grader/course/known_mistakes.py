"""Mistakes that an author has written down: changes of the reference, and whole functions laid over it.

``mistakes.toml`` holds changes: what stands in a function of the reference, what a student writes instead, and the
sentence that the student gets. ``wrong/<task>__<slug>.py`` holds a function whose structure is another one; its
docstring is the sentence. Equivalent changes in ``equivalent.toml`` are written in the same terms.
"""

from __future__ import annotations

import ast
import functools
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course.independent_answers import checked_phrases
from grader.course.schema import load_toml
from grader.errors import CourseError

MISTAKES_FILE = "mistakes.toml"
_FUTURE = re.compile(r"^from __future__ import .*$", re.MULTILINE)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_CHANGE_KEYS = ("function", "before", "after")
_MISTAKE_KEYS = ("id", "message", *_CHANGE_KEYS, "changes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A text in one function of the reference, and what stands there instead."""

    function: str
    """Name of a function or class of the reference; ``Class.method`` for a method."""
    before: str
    """Must occur exactly once in the function, as it is written there."""
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMistake:
    """A mistake with the sentence that a student gets who made it."""

    id: str
    """``<task>__<slug>``."""
    message: str
    source: str
    """The whole module: the reference with the mistake."""
    origin: str
    """Where it is written down, for messages to authors."""

    @property
    def task(self) -> str:
        return self.id.partition("__")[0]


def known_mistakes(folder: Path, reference: str) -> list[KnownMistake]:
    """The mistakes of an assignment, those of ``mistakes.toml`` first.

    Parameters
    ----------
    folder : Path
        The assignment.
    reference : str
        Text of its reference module.

    Raises
    ------
    CourseError
        An entry lacks a key, a text does not occur exactly once, a file has no docstring, or an id occurs twice.
    """
    found = [*_written_changes(folder / MISTAKES_FILE, reference), *_wrong_files(folder / "wrong", reference)]
    seen: dict[str, str] = {}
    for mistake in found:
        if mistake.id in seen:
            raise CourseError(
                f"{mistake.origin}: {mistake.id} is written down in {seen[mistake.id]} as well. Keep one of the two."
            )
        seen[mistake.id] = mistake.origin
    return found


def changed_source(source: str, changes: Sequence[Replacement], where: str) -> str:
    """The text of a module after some replacements, one after the other.

    Raises
    ------
    CourseError
        A function does not exist, a text does not occur in it exactly once, or the result is not valid Python.
    """
    text = source
    for change in changes:
        start, end = _span(source, change.function, where)
        text = source[start:end]
        occurrences = text.count(change.before)
        if occurrences != 1:
            raise CourseError(
                f"{where}: 'before' occurs {occurrences} times in {change.function} of the reference, once expected: "
                f"{change.before!r}. Copy it from the reference, with enough around it to be the only place."
            )
        text = text.replace(change.before, change.after)
        source = source[:start] + text + source[end:]
    try:
        # One function is parsed much sooner than its module.
        ast.parse(textwrap.dedent(text) if len(changes) == 1 else source)
    except SyntaxError as error:
        raise CourseError(
            f"{where}: with 'after' the reference is not valid Python: {error.msg}. Write what a student could write."
        ) from None
    return source


def read_changes(entry: Mapping[str, Any], where: str) -> tuple[Replacement, ...]:
    """The replacements of a table: its own keys ``function``, ``before`` and ``after``, or a list ``changes`` of such.

    Raises
    ------
    CourseError
        A key is missing, or its value is no string.
    """
    tables = entry.get("changes", [entry])
    if not isinstance(tables, list) or not tables:
        raise CourseError(
            f"{where}: changes must be a list of tables with the keys {', '.join(_CHANGE_KEYS)}."
        )
    for table in tables:
        if not isinstance(table, dict) or not all(isinstance(table.get(key), str) for key in _CHANGE_KEYS):
            raise CourseError(
                f"{where} needs the keys {', '.join(_CHANGE_KEYS)}, all strings. Copy the block of another entry."
            )
    return tuple(Replacement(**{key: table[key] for key in _CHANGE_KEYS}) for table in tables)


def written_phrases(folder: Path, reference: str) -> dict[str, dict[str, str]]:
    """The author's words for expressions of the reference, by function: ``[phrases.FUNCTION]`` in ``mistakes.toml``.

    Raises
    ------
    CourseError
        Words are no string, or what they stand for is no expression of the function.
    """
    path = folder / MISTAKES_FILE
    tables = load_toml(path).get("phrases", {}) if path.exists() else {}
    return checked_phrases(tables, reference, f"{folder.name}/{path.name}: phrases")


def overlaid(reference: str, functions: str) -> str:
    """Functions laid over the reference, as one module."""
    return f"{reference}\n{_FUTURE.sub('', functions)}"


def _written_changes(path: Path, reference: str) -> Iterator[KnownMistake]:
    entries = load_toml(path).get("mistakes", []) if path.exists() else []
    for number, entry in enumerate(entries, 1):
        name = entry.get("id") if isinstance(entry, dict) else None
        where = f"{path.parent.name}/{path.name}: {name or f'entry {number}'}"
        if not isinstance(entry, dict) or not all(
            isinstance(entry.get(key), str) for key in ("id", "message")
        ):
            raise CourseError(
                f"{where} needs the keys id and message, both strings. Copy the block of another entry."
            )
        unknown = entry.keys() - set(_MISTAKE_KEYS)
        if unknown:
            raise CourseError(
                f"{where} has an unknown key: {', '.join(sorted(unknown))}. The keys are {', '.join(_MISTAKE_KEYS)}."
            )
        source = changed_source(reference, read_changes(entry, where), where)
        yield KnownMistake(
            id=entry["id"], message=" ".join(entry["message"].split()), source=source, origin=where
        )


def _wrong_files(folder: Path, reference: str) -> Iterator[KnownMistake]:
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        where = f"wrong/{path.name}"
        try:
            docstring = ast.get_docstring(ast.parse(text))
        except SyntaxError as error:
            raise CourseError(f"{where}, line {error.lineno}: syntax error: {error.msg}.") from None
        if not docstring:
            raise CourseError(
                f"{where} has no docstring, and it is the message a student gets. Write two sentences."
            )
        message = " ".join(docstring.split())
        yield KnownMistake(id=path.stem, message=message, source=overlaid(reference, text), origin=where)


@functools.lru_cache(maxsize=4)
def _parsed(source: str) -> ast.Module:
    """The syntax tree, which nobody changes: most mistakes change the same reference."""
    return ast.parse(source)


def _span(source: str, function: str, where: str) -> tuple[int, int]:
    """Where the lines of a function begin and end in the text of its module."""
    nodes: Sequence[ast.AST] = _parsed(source).body
    found: ast.AST | None = None
    for name in function.split("."):
        found = next((n for n in nodes if isinstance(n, _DEFINITIONS) and n.name == name), None)
        if found is None:
            raise CourseError(f"{where}: {function} is not in the reference. Name a function that is there.")
        nodes = found.body
    assert isinstance(found, _DEFINITIONS)
    lines = source.splitlines(keepends=True)
    first = min([found.lineno, *(d.lineno for d in found.decorator_list)])
    return sum(map(len, lines[: first - 1])), sum(map(len, lines[: found.end_lineno]))
