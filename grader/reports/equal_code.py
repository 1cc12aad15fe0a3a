"""Students of a class who handed in the same code, for the class page: something to look at, and no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from types import MappingProxyType
from typing import Final

from grader.intake.starter_choice import starter_digest
from grader.model import Record, Report, Verdict

EqualCode = Mapping[str, tuple[tuple[str, ...], ...]]
"""By assignment: the students of each piece of code that several handed in."""

NOTHING_EQUAL: Final[EqualCode] = MappingProxyType({})
_UNWRITTEN: Final = frozenset({Verdict.NOT_IMPLEMENTED, Verdict.MISSING, Verdict.NOT_RUN})


def equal_code(records: Iterable[Record], starters: Mapping[str, Set[str]]) -> EqualCode:
    """Find equal code: the same files whatever their names, with notebooks by their code.

    Line ends and spaces at them do not count. Left out are untouched starters, work in which no function is written,
    and work of one group.

    Parameters
    ----------
    records : iterable of Record
        Read one by one; only digests are kept.
    starters : mapping
        By assignment, the digests of what was handed out.
    """
    owners: dict[tuple[str, frozenset[str]], dict[str, str]] = {}
    for record in records:
        report = record.report
        code = frozenset(starter_digest(file.text) for file in report.sources)
        code -= starters.get(report.assignment, frozenset())
        if code and not _is_unwritten(report):
            group = record.hand_in.group
            owner = f"group {group}" if group else f"student {report.student}"
            owners.setdefault((report.assignment, code), {})[report.student] = owner
    found: dict[str, list[tuple[str, ...]]] = {}
    for (assignment, _), by_student in owners.items():
        if len(set(by_student.values())) > 1:
            found.setdefault(assignment, []).append(tuple(sorted(by_student)))
    return {name: tuple(sorted(each, key=lambda s: (-len(s), s))) for name, each in found.items()}


def _is_unwritten(report: Report) -> bool:
    """Whether the tests found no function at all."""
    return bool(report.tests) and all(test.verdict in _UNWRITTEN for test in report.tests)
