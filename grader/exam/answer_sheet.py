"""What comes back from an exam: sheets that can be marked, and what was not taken, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSheet:
    """A student's answers, taken: the paper is theirs, every field is on it.

    Attributes
    ----------
    answers : mapping
        Texts as typed, by question and field (`FrozenPart.fields`). What is missing is blank.
    received : datetime, optional
        When it came, as the learning platform says, with a time zone; None if that is unknown and not checked.
    file : str
        Where it stands, below the folder of the sheets.
    """

    student: str
    paper: str
    answers: Mapping[str, Mapping[str, str]]
    received: datetime | None
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedSheet:
    """A file, or a student's lines of one, that is not marked. ``student`` is empty where nobody can be told."""

    file: str
    student: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCollection:
    """All that came back. ``read``, ``unread`` and ``missing`` together are the students of the issued papers.

    Attributes
    ----------
    read : tuple of ReadSheet
        One per student at most, in order of students.
    refused : tuple of RefusedSheet
        In order of files.
    unread : tuple of str
        Students of whom something came back, and nothing of it was taken.
    missing : tuple of str
        Students of whom nothing came back.
    """

    read: tuple[ReadSheet, ...]
    refused: tuple[RefusedSheet, ...]
    unread: tuple[str, ...]
    missing: tuple[str, ...]


__all__ = ["ReadSheet", "RefusedSheet", "SheetCollection"]
