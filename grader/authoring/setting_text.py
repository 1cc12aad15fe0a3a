"""The settings of a course as text, made from the classes that read them: a commented file, and tables for the docs."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from grader.course import CourseSettings
from grader.course.assignment import Settings

_KINDS = {str: "text", bool: "true or false", int: "whole number", float: "number"}
_HEAD = """# Settings

Every key of `course.toml` and `assignment.toml`. An unknown key or a value of the wrong kind is an error that says what
is expected. `grader init` writes a `course.toml` with all keys, `grader new` an `assignment.toml`.
"""


class _Key(NamedTuple):
    name: str
    hint: Any
    rule: Mapping[str, Any]
    default: Any
    """`dataclasses.MISSING` if the key is required."""


def commented_settings(kind: type, given: Mapping[str, Any]) -> str:
    """A TOML file with every key of a table of settings, each after a comment that explains it.

    Parameters
    ----------
    kind : type
        The class that reads the table.
    given : mapping
        Values by key; the other keys are commented out and show their default. Keys of a table inside are written with
        its name (``late.slip_days``), so that each can be taken in by itself.
    """
    return "\n".join(_commented(kind, given, ""))


def _commented(kind: type, given: Mapping[str, Any], table: str) -> Iterator[str]:
    for key in _keys(kind):
        inner = _inner(key.hint)
        if inner is not None and _is_list(key.hint):
            names = ", ".join(each.name for each in _keys(inner))
            path = f"{table}{key.name}"
            yield f"# {_capital(key.rule['description'])} ([[{path}]] with {names}).\n# {path} = []\n"
            continue
        if inner is not None:
            yield f"# {_capital(key.rule['description'])}:\n"
            yield from _commented(inner, {}, f"{key.name}.")
            continue
        line = f"{table}{key.name} = {_toml(given.get(key.name, key.default))}"
        comment = f"# {_capital(key.rule['description'])} ({_kind(key).replace('`', '')})."
        yield f"{comment}\n{line if key.name in given else f'# {line}'}\n"


def settings_markdown() -> str:
    """The tables of all keys, as ``docs/settings.md`` holds them."""
    parts = [_HEAD]
    for name, kind in (("course.toml", CourseSettings), ("assignment.toml", Settings)):
        parts.append(f"## `{name}`\n\n{_table(kind)}")
        parts += [f"### `{place}`\n\n{_table(inner)}" for place, inner in _tables(kind, "")]
    return "\n".join(parts)


def _keys(kind: type) -> Iterator[_Key]:
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if field.metadata:
            factory = field.default_factory
            default = field.default if factory is dataclasses.MISSING else factory()
            yield _Key(field.name, _plain(hints[field.name]), field.metadata, default)


def _tables(kind: type, place: str) -> Iterator[tuple[str, type]]:
    """The tables inside a table, as TOML writes their names."""
    for key in _keys(kind):
        inner = _inner(key.hint)
        if inner is not None:
            path = f"{place}.{key.name}".lstrip(".")
            yield (f"[[{path}]]" if _is_list(key.hint) else f"[{path}]"), inner
            yield from _tables(inner, path)


def _table(kind: type) -> str:
    rows = ["| key | what | kind | default |", "|---|---|---|---|"]
    for key in _keys(kind):
        if key.default is dataclasses.MISSING:
            default = "required"
        else:
            default = "" if _inner(key.hint) else f"`{_toml(key.default)}`"
        rows.append(f"| `{key.name}` | {_capital(key.rule['description'])} | {_kind(key)} | {default} |")
    return "\n".join(rows) + "\n"


def _kind(key: _Key) -> str:
    hint = key.hint
    if typing.get_origin(hint) is typing.Literal:
        return " or ".join(f"`{_toml(choice)}`" for choice in typing.get_args(hint))
    if _inner(hint) is not None:
        return "tables" if _is_list(hint) else "table"
    if _is_list(hint):
        return "list of text"
    above, least = key.rule.get("above"), key.rule.get("least")
    bound = f" > {above}" if above is not None else f" ≥ {least}" if least is not None else ""
    return _KINDS[hint] + bound


def _plain(hint: Any) -> Any:
    """A type without ``None``."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(each for each in typing.get_args(hint) if each is not type(None))
    return hint


def _is_list(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple


def _inner(hint: Any) -> type | None:
    """The class of a table, or of the tables of a list."""
    item = typing.get_args(hint)[0] if _is_list(hint) else hint
    return item if dataclasses.is_dataclass(item) and isinstance(item, type) else None


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
