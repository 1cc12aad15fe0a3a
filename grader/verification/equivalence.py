"""Mutants that an author has shown to change nothing: ``equivalent.toml``, each with one sentence why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from grader.course import Assignment
from grader.course.schema import load_toml
from grader.errors import CourseError
from grader.verification.mutant import Mutant

_KEYS = ("function", "operator", "before", "after", "why")
Key = tuple[str, str, str, str]


def load_equivalent(assignment: Assignment) -> dict[Key, str]:
    """The reason for each equivalent mutant, by what names it.

    Raises
    ------
    CourseError
        The file is no TOML, or an entry lacks a key.
    """
    path = assignment.folder / "equivalent.toml"
    entries = load_toml(path).get("mutants", []) if path.exists() else []
    known = {}
    for index, entry in enumerate(entries):
        if not (isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in _KEYS)):
            raise CourseError(
                f"{assignment.id}/equivalent.toml: mutants[{index}] needs the keys {', '.join(_KEYS)}, all strings. "
                "Copy the block that 'grader verify' prints for a survivor."
            )
        known[entry["function"], entry["operator"], entry["before"], entry["after"]] = entry["why"].strip()
    return known


def problems_of_entries(
    assignment: Assignment, equivalent: dict[Key, str], made: Iterable[Mutant]
) -> Iterator[str]:
    """Entries without a mutant or without a reason."""
    keys = {mutant.key for mutant in made}
    for key, why in sorted(equivalent.items()):
        named = " | ".join(key)
        if key not in keys:
            yield (
                f"{assignment.id}/equivalent.toml names a mutant that is not made (any more): {named}. "
                "Remove the entry, or adapt it to the reference."
            )
        elif not why:
            yield f'{assignment.id}/equivalent.toml: "why" is empty for {named}. Prove it in one sentence.'


def survivor_text(assignment: Assignment, mutant: Mutant) -> str:
    """File, line and difference of a survivor, and the block that declares it equivalent."""
    path = assignment.reference_path
    file = f"{path.parent.name}/{path.name}" if path else ""
    block = "\n".join(f"{key} = {_toml(getattr(mutant, key, ''))}" for key in _KEYS)
    return (
        f"survivor: {file}, line {mutant.line}, {mutant.function}, {mutant.operator}:\n{mutant.diff}\n"
        "Write a hidden test that fails it. If no input can tell the two apart, say why in "
        f"{assignment.id}/equivalent.toml:\n[[mutants]]\n{block}"
    )


def _toml(text: str) -> str:
    """A TOML string: JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False)
