"""Reads TOML tables into dataclasses. Each key is a field. Errors say where, what was expected and what was found."""

from __future__ import annotations

import dataclasses
import difflib
import math
import tomllib
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from grader.errors import CourseError

T = TypeVar("T")

_TYPE_NAMES = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    tuple: "a list",
}


def setting(
    description: str, *, default: Any = dataclasses.MISSING, factory: Any = dataclasses.MISSING, **rule: Any
) -> Any:
    """A dataclass field that is a key of a TOML table.

    ``rule`` may hold ``above`` (exclusive lower bound), ``least`` (inclusive lower bound) and ``public`` (a handout has
    the key).
    """
    return dataclasses.field(
        default=default, default_factory=factory, metadata={"description": description, **rule}
    )


def load_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file; a missing or broken one is a `CourseError` that names the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CourseError(
            f"{path}: file not found. Create it, or name another course with --course."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: not valid TOML: {error}.") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{path}: not UTF-8 text at byte {error.start}. Save the file as UTF-8.") from None
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}. Put a readable file there.") from None


def read_table(kind: type[T], table: Any, where: str, *, extra: Mapping[str, Any] | None = None) -> T:
    """Build the dataclass ``kind`` from a table.

    Parameters
    ----------
    kind : type
        A dataclass whose fields were made with `setting`.
    table : dict
        The parsed TOML table.
    where : str
        File and place, for messages: ``assignment.toml: tasks[1]``.
    extra : mapping, optional
        Fields that do not come from the file.

    Raises
    ------
    CourseError
        A key is unknown or missing, or a value has the wrong type or is out of range.
    """
    if not isinstance(table, dict):
        raise CourseError(f"{where} must be a table, got {_toml_text(table)}.")
    extra = dict(extra or {})
    hints = typing.get_type_hints(kind)
    fields = {f.name: f for f in dataclasses.fields(typing.cast(Any, kind)) if f.metadata}
    for key in table:
        if key not in fields:
            raise CourseError(f"{where}: unknown key '{key}'.{suggestion(key, fields)}")
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in table:
            values[name] = _checked_value(
                table[name], hints[name], f"{where}{_separator(where)}{name}", field.metadata
            )
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise CourseError(f"{where}: key '{name}' is missing: {field.metadata['description']}.")
    return kind(**values, **extra)


def suggestion(word: str, known: typing.Iterable[str]) -> str:
    """A suggestion for a mistyped word: `` Did you mean 'tasks'?``, or the list of known words."""
    names = sorted(known)
    match = difflib.get_close_matches(word, names, n=1)
    return f" Did you mean '{match[0]}'?" if match else f" Known: {', '.join(names) or 'none'}."


def _separator(where: str) -> str:
    return ": " if where.endswith(".toml") else "."


def _toml_text(value: Any) -> str:
    """A value in about the notation of TOML, so that a reader finds it in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _checked_value(value: Any, hint: Any, where: str, rule: Mapping[str, Any]) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
        return _checked_value(value, hint, where, rule)
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if not any(value == choice and type(value) is type(choice) for choice in choices):  # True == 1
            named = ", ".join(map(_toml_text, choices))
            raise CourseError(f"{where} must be one of {named}, got {_toml_text(value)}.")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise CourseError(f"{where} must be a list, got {_toml_text(value)}.")
        item = typing.get_args(hint)[0]
        return tuple(_checked_value(v, item, f"{where}[{i}]", rule) for i, v in enumerate(value))
    if dataclasses.is_dataclass(hint):
        return read_table(typing.cast(type, hint), value, where)
    return _checked_scalar(value, hint, where, rule)


def _checked_scalar(value: Any, kind: type, where: str, rule: Mapping[str, Any]) -> Any:
    number = kind in (int, float) and isinstance(value, (int, kind)) and not isinstance(value, bool)
    above, least = rule.get("above"), rule.get("least")
    bound = f" > {above}" if above is not None else f" >= {least}" if least is not None else ""
    if not (number or (kind not in (int, float) and type(value) is kind)):
        advice = " Write it without quotes." if kind in (int, float, bool) and isinstance(value, str) else ""
        raise CourseError(f"{where} must be {_TYPE_NAMES[kind]}{bound}, got {_toml_text(value)}.{advice}")
    if number and not math.isfinite(value):
        raise CourseError(f"{where} must be a finite number{bound}, got {_toml_text(value)}.")
    if (above is not None and not value > above) or (least is not None and not value >= least):
        raise CourseError(f"{where} must be {_TYPE_NAMES[kind]}{bound}, got {_toml_text(value)}.")
    return float(value) if kind is float else value
