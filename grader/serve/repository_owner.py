"""Whose a repository is, and of which assignment: by its name, or by a list."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from grader.errors import CourseError
from grader.intake import student_id
from grader.serve.push_settings import SourceSettings

_COLUMNS = ("repository", "student", "assignment")


class Owner(NamedTuple):
    """Empty where it is not known; without an assignment where a repository holds a folder for each."""

    student: str
    assignment: str

    @property
    def known(self) -> bool:
        return bool(self.student)


NOBODY = Owner("", "")


@dataclass(frozen=True, kw_only=True)
class RepositoryOwners:
    """The owners of the repositories of one source.

    Parameters
    ----------
    pattern : re.Pattern or None
        What names look like, with the groups ``student`` and perhaps ``assignment``.
    listed : mapping
        Owners by name in small letters.
    assignments : sequence of str
        Those of the course.
    """

    pattern: re.Pattern[str] | None
    listed: Mapping[str, Owner]
    assignments: Sequence[str]

    @classmethod
    def of(cls, source: SourceSettings, folder: Path, assignments: Sequence[str]) -> RepositoryOwners:
        """Read what `push.toml` says of a source; ``folder`` is where `push.toml` lies."""
        if source.roster:
            listed = {name.lower(): owner for name, owner in _listed(folder / source.roster, assignments)}
            return cls(pattern=None, listed=listed, assignments=assignments)
        return cls(pattern=_pattern(source.repositories, assignments), listed={}, assignments=assignments)

    def owner(self, name: str) -> Owner:
        """The owner of a repository; names are compared without regard to case, as forges do."""
        if self.pattern is None:
            return self.listed.get(name.lower(), NOBODY)
        match = self.pattern.fullmatch(name)
        if match is None:
            return NOBODY
        found = match.groupdict().get("assignment", "").lower()
        assignment = next((each for each in self.assignments if each.lower() == found), "")
        return Owner(student_id(match["student"]), assignment)

    def listed_as(self, name: str) -> str:
        """A name as `names` has it, so that a repository is one however a forge writes it."""
        return name.lower() if self.pattern is None else name

    def names(self) -> list[str]:
        """The repositories of the list; none where names follow a pattern."""
        return list(self.listed)


def _pattern(text: str, assignments: Sequence[str]) -> re.Pattern[str]:
    """A name with its fields as groups. The longest assignment fits first: ``rnn-deep`` before ``rnn``."""
    known = "|".join(map(re.escape, sorted(assignments, key=len, reverse=True)))
    fields = {"{student}": r"(?P<student>[^/]+)", "{assignment}": f"(?P<assignment>{known})"}
    parts = re.split(r"(\{student\}|\{assignment\})", text)
    return re.compile("".join(fields.get(part, re.escape(part)) for part in parts), re.IGNORECASE)


def _listed(path: Path, assignments: Sequence[str]) -> Iterator[tuple[str, Owner]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CourseError(
            f"{path}: the list of repositories cannot be read: {error}. Write a CSV file in UTF-8."
        ) from None
    if not lines or not {"repository", "student"} <= set(lines[0]):
        raise CourseError(
            f"{path}: expected the columns {', '.join(_COLUMNS)}, the last one if repositories hold one."
        )
    for number, line in enumerate(lines, start=2):
        name, student = ((line.get(key) or "").strip() for key in _COLUMNS[:2])
        assignment = (line.get("assignment") or "").strip()
        if not name or not student:
            raise CourseError(f"{path}, line {number}: repository and student must both be there.")
        if assignment and assignment not in assignments:
            raise CourseError(f'{path}, line {number}: there is no assignment "{assignment}".')
        yield name, Owner(student_id(student), assignment)
