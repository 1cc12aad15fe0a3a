"""What every reader of a download gives: who handed in which files, when, and what is nobody's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import NamedTuple

from grader.intake.submission import ArchiveMember, IgnoredEntry

Account = tuple[str, str]
"""A column of the roster, and the cell that the student's row has in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What one student, or one group, handed in last."""

    student_key: str
    """Unlike that of everybody else in the download; without a roster the student's id is made from it."""
    name: str = ""
    """The name that the platform shows; of a group, the group's."""
    attempt: int = 1
    received: int | None = None
    """Microseconds since 1970 in UTC; ``None`` if the download does not say."""
    late: bool = False
    files: tuple[ArchiveMember, ...] = ()
    accounts: tuple[Account, ...] = ()
    """By what the roster may know the student, the surest first."""
    group: str = ""
    """Set if the download itself says that it is the work of a group."""
    problem: str = ""
    """Why it cannot be graded, as a sentence; empty if it can."""
    place: str = ""
    """Where it lies in the download, for lists."""


class DownloadContent(NamedTuple):
    """Everything in a download."""

    handed: tuple[Handed, ...]
    ignored: tuple[IgnoredEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader may need to know."""

    module: str
    """File name of the starter's module, ``linear_regression.py``."""
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The cells of the roster by column, in lower case: they decide where names can be read in two ways."""
    online_text: bool = False
    """Whether text that was typed into the platform is code, if there is no file."""
    zone: tzinfo | None = None
    """The zone of times that do not say it; ``None``: that of this machine."""

    def knows(self, column: str, cell: str) -> bool:
        """Whether the roster has a cell in a column."""
        return cell.casefold() in self.known.get(column, frozenset())
