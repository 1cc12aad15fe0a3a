"""Equivalent mutants: an author lists them in ``equivalent.toml``, each with a reason in one sentence."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from typing import Any

from grader.changes.mutants import Mutant
from grader.course import Assignment
from grader.course.known_mistakes import changed_source, read_changes
from grader.course.schema import load_toml
from grader.errors import CourseError

_CHANGE_KEYS = ("function", "before", "after", "why")
_VARIANT_KEYS = ("function", "operator", "before", "after", "why")


class EquivalentMutants:
    """The mutants of an assignment that no test can tell from the reference, by its author's word.

    An entry of ``equivalent.toml`` has ``function``, ``before`` and ``after`` as in ``mistakes.toml``, and ``why``. An
    answer that is wrong in a special case only is no change of a text; its entry has its ``operator`` as well.

    Raises
    ------
    CourseError
        The file is not valid TOML, or an entry lacks a key.
    """

    def __init__(self, assignment: Assignment) -> None:
        assert assignment.reference_path is not None
        self._file = f"{assignment.id}/equivalent.toml"
        reference = assignment.reference_path.read_text(encoding="utf-8")
        path = assignment.folder / "equivalent.toml"
        entries = load_toml(path).get("mutants", []) if path.exists() else []
        self._impossible: list[str] = []
        self._entries: list[tuple[object, dict[str, str]]] = []
        for index, entry in enumerate(entries):
            where = f"{self._file}: mutants[{index}]"
            _check_keys(entry, where)
            try:
                self._entries.append((_key_of_entry(entry, where, reference), entry))
            except CourseError as error:  # the reference has changed
                self._impossible.append(str(error))
        self._keys = {key for key, _ in self._entries}

    def __contains__(self, mutant: Mutant) -> bool:
        return bool(self._keys) and _key_of(mutant) in self._keys

    def problems(self, mutants: Iterable[Mutant]) -> Iterator[str]:
        """Problems of entries that match no mutant or give no reason."""
        yield from self._impossible
        made = {_key_of(mutant) for mutant in mutants} if self._keys else set()
        for key, entry in self._entries:
            shown = " | ".join(entry[name] for name in _VARIANT_KEYS[:-1] if name in entry)
            if key not in made:
                yield (
                    f"{self._file} names a mutant that is not made (any more): {shown}. "
                    "Remove the entry, or adapt it to the reference."
                )
            elif not entry["why"].strip():
                yield f'{self._file}: "why" is empty for {shown}. Prove it in one sentence.'


def _check_keys(entry: Any, where: str) -> None:
    keys = _VARIANT_KEYS if isinstance(entry, dict) and "operator" in entry else _CHANGE_KEYS
    if not (isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in keys)):
        raise CourseError(
            f"{where} needs the keys {', '.join(keys)}, all strings. "
            "Copy the block that 'grader verify' prints for a survivor."
        )


def _key_of_entry(entry: dict[str, str], where: str, reference: str) -> object:
    if "operator" in entry:
        return tuple(entry[key] for key in _VARIANT_KEYS[:-1])
    return _normalized(changed_source(reference, read_changes(entry, where), where))


def _key_of(mutant: Mutant) -> object:
    return mutant.key if mutant.span is None else _normalized(mutant.source)


def _normalized(source: str) -> str:
    return ast.unparse(ast.parse(source))


def survivor_text(assignment: Assignment, mutant: Mutant, call: str = "") -> str:
    """The message for a survivor: location, difference, advice and the block that declares it equivalent.

    ``call`` names a call on which the survivor differs from the reference.
    """
    path = assignment.reference_path
    assert path is not None
    file = f"{path.parent.name}/{path.name}"
    location = f"{file}, line {mutant.line}" if mutant.line else file
    advice = ADVICE[mutant.operator].format(function=mutant.function, before=mutant.before) if call else ""
    explanation = f"{advice} It differs from the reference here: {call}.\n" if call else ""
    block = "\n".join(
        f"{key} = {_toml_string(value)}"
        for key, value in _entry_of(mutant, path.read_text(encoding="utf-8")).items()
    )
    return (
        f"survivor: {location}, {mutant.function}, {mutant.operator}:\n{mutant.diff}\n{explanation}"
        "Write a hidden test that fails it. If no input can tell the two apart, say why in "
        f"{assignment.id}/equivalent.toml:\n[[mutants]]\n{block}"
    )


def _entry_of(mutant: Mutant, reference: str) -> dict[str, str]:
    """The entry that declares a mutant equivalent; its text occurs once in the function."""
    if mutant.span is None:
        return {key: getattr(mutant, key, "") for key in _VARIANT_KEYS}
    lines = reference.encode().splitlines(keepends=True)
    first, column, last, end = mutant.span
    start, stop = sum(map(len, lines[: first - 1])) + column, sum(map(len, lines[: last - 1])) + end
    text = reference.encode()
    before, after = text[start:stop], mutant.after.removesuffix(":").encode()
    while first > 1 and text.count(before) > 1:  # with the lines above it, until it is the only place
        first -= 1
        above = text[sum(map(len, lines[: first - 1])) : start]
        before, after = above + text[start:stop], above + mutant.after.removesuffix(":").encode()
    return {"function": mutant.function, "before": before.decode(), "after": after.decode(), "why": ""}


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
