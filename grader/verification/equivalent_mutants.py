"""Equivalent mutants: an author lists them in ``equivalent.toml``, each with a reason in one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from grader.course import Assignment
from grader.course.schema import load_toml
from grader.errors import CourseError
from grader.verification.mutants import Mutant

_KEYS = ("function", "operator", "before", "after", "why")
MutantKey = tuple[str, str, str, str]


def load_equivalent_mutants(assignment: Assignment) -> dict[MutantKey, str]:
    """The reason for each equivalent mutant, by the key of the mutant.

    Raises
    ------
    CourseError
        The file is not valid TOML, or an entry lacks a key.
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
    assignment: Assignment, equivalent: dict[MutantKey, str], mutants: Iterable[Mutant]
) -> Iterator[str]:
    """Problems of entries that match no mutant or give no reason."""
    keys = {mutant.key for mutant in mutants}
    for key, why in sorted(equivalent.items()):
        key_text = " | ".join(key)
        if key not in keys:
            yield (
                f"{assignment.id}/equivalent.toml names a mutant that is not made (any more): {key_text}. "
                "Remove the entry, or adapt it to the reference."
            )
        elif not why:
            yield f'{assignment.id}/equivalent.toml: "why" is empty for {key_text}. Prove it in one sentence.'


def survivor_text(assignment: Assignment, mutant: Mutant, call: str = "") -> str:
    """The message for a survivor: location, difference, advice and the block that declares it equivalent.

    ``call`` names a call on which the survivor differs from the reference.
    """
    path = assignment.reference_path
    file = f"{path.parent.name}/{path.name}" if path else ""
    location = f"{file}, line {mutant.line}" if mutant.line else file
    block = "\n".join(f"{key} = {_toml_string(getattr(mutant, key, ''))}" for key in _KEYS)
    advice = ADVICE[mutant.operator].format(function=mutant.function, before=mutant.before) if call else ""
    explanation = f"{advice} It differs from the reference here: {call}.\n" if call else ""
    return (
        f"survivor: {location}, {mutant.function}, {mutant.operator}:\n{mutant.diff}\n{explanation}"
        "Write a hidden test that fails it. If no input can tell the two apart, say why in "
        f"{assignment.id}/equivalent.toml:\n[[mutants]]\n{block}"
    )


ADVICE = {
    "tiny": "No hidden test has a value so small that the constant shows. Add a case with values near 0, or with 0.",
    "narrow": "No hidden test passes integers of 8 or 16 bits, or floats of 32, that are large enough to show it. "
    "Add a case whose sums and products do not fit into the narrow type.",
    "truncate": "No hidden test lets this loop run for more than 30 steps. Add a longer case.",
    "clip": "No hidden test makes this value larger than 10. Add a case with larger numbers.",
    "condition": "No hidden test has columns that are nearly dependent. Add a case with a large condition number.",
    "shuffle": "No hidden test tells a rotation from a random order. Add a case with 4 samples or more.",
    "transposed": "No hidden test calls {function} with these axes of {before} equally long: an answer that "
    "transposes it there passes. Add such a case.",
    "exchanged": "No hidden test calls {function} with {before} of the same shape: an answer that takes one for the "
    "other there passes. Add such a case.",
    "coincidence": "No hidden test calls {function} with {before} of the same size: an answer that takes one for the "
    "other there passes. Add such a case.",
    "mask_axis": "No hidden test calls {function} with such a {before}: an answer that reads it otherwise passes. "
    "Add such a case.",
    "first_only": "No hidden test asks {function} to refuse a wrong entry of {before} behind the first one. "
    "Add such a case.",
    "clip_result": "No hidden test has a result of {function} beyond 1000. Add a case with larger numbers.",
    "floor_result": "No hidden test has a result of {function} below 1e-12 that is told from 1e-12. Add such a case.",
}
"""Advice on the missing test, by operator."""


def _toml_string(text: str) -> str:
    """A TOML string. JSON escapes are valid in TOML."""
    return json.dumps(text, ensure_ascii=False)
