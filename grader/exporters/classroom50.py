"""Classroom 50's ``result.json`` and ``release-body.md``.

Points are whole numbers there, so one point of ours is 100 of theirs. The tests' numbers add up to the totals, as
Classroom 50 asks. It shows every score at once and knows no *not graded*: such a report has no ``result.json``, and
a job without one is a fault of the machinery there, never a zero.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.errors import UsageError
from grader.exporters.github import step_summary
from grader.exporters.timing_lines import earned_all_points, timing_summary
from grader.exporters.visible_tests import not_graded_reason
from grader.exporters.workflow_commands import inert, inert_line
from grader.failure_groups import ToldTest, told_tests
from grader.messages import say
from grader.model import Report, Verdict
from grader.phrases import timing_title, verdict_message
from grader.text import plain

SCHEMA = "classroom50/result/v1"
UNITS = 100
"""What one point becomes."""
RELEASE_BYTES = 100_000
"""GitHub takes 125,000 characters for the text of a release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassroomSubmission:
    """Which submission a result belongs to, as Classroom 50 names it in the environment of a job."""

    classroom: str
    assignment: str
    submission: str
    """The tag ``submit/TIME-COMMIT``."""
    commit: str
    release: str
    review: str
    datetime: str
    """The committer date of the commit in UTC: the same whenever it is graded again."""
    assignment_type: str = ""
    owner: str = ""


class _ClassroomEntry(NamedTuple):
    """A test or a timing before its points are whole numbers."""

    name: str
    passed: bool
    points: float
    max_points: float
    message: str


def classroom50_json(report: Report, submission: ClassroomSubmission) -> str:
    """The report as ``result.json``.

    Raises
    ------
    UsageError
        The report has no score, or part of it may not be shown yet.
    """
    if report.score is None or any(test.visibility != "visible" for test in report.tests):
        raise UsageError(
            f"{report.assignment}: Classroom 50's result.json needs a score that may be shown now. "
            f"{not_graded_reason(report)}"
        )
    entries = _entries(report)
    points, most = _whole_points(entries, report)
    result = {
        "schema": SCHEMA,
        **_identity(submission),
        "score": sum(points),
        "max-score": sum(most),
        "tests": [_test(*each) for each in zip(entries, points, most, strict=True)],
    }
    return json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def release_body(report: Report) -> str:
    """The text of the release: what the step summary holds, cut where GitHub would refuse it."""
    return step_summary([report], limit=RELEASE_BYTES)


def _identity(submission: ClassroomSubmission) -> dict[str, str]:
    """The fields of the submission; what the runner adds itself is left out where it is not known."""
    stamped = {"assignment_type": submission.assignment_type, "owner": submission.owner}
    return {
        "classroom": submission.classroom,
        "assignment": submission.assignment,
        **{name: value for name, value in stamped.items() if value},
        "submission": submission.submission,
        "commit": submission.commit,
        "release": submission.release,
        "review": submission.review,
        "datetime": submission.datetime,
    }


def _entries(report: Report) -> list[_ClassroomEntry]:
    entries = [_entry_of(told) for told in told_tests(report)]
    entries += _unlisted(report)
    for result in report.performance:
        if result.counts:
            name, told = f"{result.task}: {timing_title(result)}", timing_summary(result)
            entries.append(
                _ClassroomEntry(name, earned_all_points(result), result.points, result.max_points, told)
            )
    return entries


def _unlisted(report: Report) -> Iterator[_ClassroomEntry]:
    """An entry for each task some tests of which the policy does not list, so that the points add up."""
    for task in report.tasks:
        own = [test for test in report.tests if test.task == task.id]
        most = task.max_points - sum(test.max_points for test in own)
        if most > 1 / UNITS:
            points = task.points - sum(test.points for test in own)
            name = say("export.unlisted", task=task.id)
            yield _ClassroomEntry(name, points > most - 1 / UNITS, max(points, 0.0), most, "")


def _entry_of(told: ToldTest) -> _ClassroomEntry:
    test = told.test
    passed = test.verdict is Verdict.PASSED
    hint = test.hint and say("export.hint", hint=test.hint)
    parts = (
        []
        if passed
        else [told.explanation]
        if told.repeats
        else [told.explanation, verdict_message(test), hint]
    )
    name = f"{test.task}: {test.title or test.id.rpartition('::')[2]}"
    return _ClassroomEntry(name, passed, test.points, test.max_points, "\n".join(filter(None, parts)))


def _test(entry: _ClassroomEntry, points: int, most: int) -> dict[str, Any]:
    told = {"message": inert(plain(entry.message))} if entry.message else {}
    return {
        "test-name": inert_line(entry.name),
        "passed": entry.passed,
        "score": points,
        "max-score": most,
        **told,
    }


def _whole_points(entries: Sequence[_ClassroomEntry], report: Report) -> tuple[list[int], list[int]]:
    """Points and most points of the entries in whole units; each list adds up to its total.

    So an entry that was passed may lack one unit, a hundredth of a point, of its most. In both lists entries with
    points are rounded up first, which leaves none above its most.
    """
    earned = [entry.points > 0 for entry in entries]
    most = _rounded([entry.max_points for entry in entries], report.max_score, earned)
    caps = [cap if has_points else 0 for cap, has_points in zip(most, earned, strict=True)]
    points = _rounded([entry.points for entry in entries], report.score or 0.0, earned)
    return [min(value, cap) for value, cap in zip(points, caps, strict=True)], most


def _rounded(parts: Sequence[float], total: float, first: Sequence[bool]) -> list[int]:
    """Parts in whole units that add up to the total in whole units, if each may be rounded either way.

    Examples
    --------
    >>> _rounded([1 / 3, 1 / 3, 1 / 3], 1.0, [False, True, False])
    [33, 34, 33]
    """
    exact = [round(UNITS * part, 4) for part in parts]
    whole = [int(value) for value in exact]
    lost = [index for index, value in enumerate(exact) if value > whole[index]]
    missing = max(round(UNITS * total) - sum(whole), 0)
    for index in sorted(lost, key=lambda i: (not first[i], whole[i] - exact[i]))[:missing]:
        whole[index] += 1
    return whole


__all__ = ["ClassroomSubmission", "classroom50_json", "release_body"]
