"""CTRF, the Common Test Report Format: a JSON file that summary and dashboard tools read.

One entry a test, those that failed first, ``suite`` = assignment and task, ``filePath`` and ``line`` the student's,
where a failure shows. A mistake of the grader is ``other``, as is what was not graded; a test that is held back is
``skipped``, without title, points or text. What was timed is an entry as well.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from grader import __version__
from grader.exporters.timing_lines import (
    earned_all_points,
    timing_details,
    timing_summary,
    timings_visibility,
)
from grader.exporters.visible_tests import is_visible, not_graded_reason, withheld_label
from grader.exporters.workflow_commands import inert, inert_line
from grader.failure_groups import ToldTest, told_tests
from grader.messages import say
from grader.model import PerformanceResult, Report, Verdict, Visibility
from grader.phrases import timing_title, verdict_message
from grader.text import plain

_SPECIFICATION = "0.0.0"
"""Of the schema that is kept here: the fields that every version has."""
_STATUSES = ("passed", "failed", "skipped", "pending", "other")


def ctrf_json(reports: Sequence[Report], *, stop_ms: int) -> str:
    """The reports as one CTRF document.

    Parameters
    ----------
    reports : sequence of Report
    stop_ms : int
        When grading ended, in milliseconds since 1970.
    """
    tests = [entry for report in reports for entry in _entries(report)]
    counts = Counter(entry["status"] for entry in tests)
    document = {
        "reportFormat": "CTRF",
        "specVersion": _SPECIFICATION,
        "results": {
            "tool": {"name": "grader", "version": __version__},
            "summary": {
                "tests": len(tests),
                **{status: counts[status] for status in _STATUSES},
                "start": stop_ms - sum(entry["duration"] for entry in tests),
                "stop": stop_ms,
            },
            "tests": tests,
        },
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _entries(report: Report) -> Iterator[dict[str, Any]]:
    for told in told_tests(report):
        if is_visible(told.test):
            yield _entry_of_test(report, told)
        else:
            yield _withheld(report, told.test.task, told.test.visibility)
    for result in report.performance:
        when = timings_visibility(report)
        yield _entry_of_timing(report, result) if when == "visible" else _withheld(report, result.task, when)
    if report.score is None:
        reason = _text([not_graded_reason(report)])
        yield _entry(report, "submission", say("export.not_graded.case"), "other", message=reason)


def _entry_of_test(report: Report, told: ToldTest) -> dict[str, Any]:
    test = told.test
    entry = _entry(report, test.task, test.title or test.id.rpartition("::")[2], _status(test.verdict))
    entry["duration"] = round(1000 * test.duration_s)
    if told.repeats:
        entry["message"] = _text([told.explanation])
    elif test.verdict not in (Verdict.PASSED, Verdict.NOT_RUN):
        hint = test.hint and say("export.hint", hint=test.hint)
        entry["message"] = _text([told.explanation, verdict_message(test), hint])
        if test.detail:
            entry["trace"] = _text([test.detail])
        if test.lines and test.lines[-1].cell is None:
            entry |= {"filePath": inert_line(test.lines[-1].file), "line": test.lines[-1].line}
    points = {} if report.score is None else {"points": test.points}
    entry["extra"] = {**points, "max_points": test.max_points, "origin": test.origin}
    return entry


def _entry_of_timing(report: Report, result: PerformanceResult) -> dict[str, Any]:
    counts = report.score is not None and result.counts and result.ending != "not run"
    status = ("passed" if earned_all_points(result) else "failed") if counts else "skipped"
    message = _text([timing_summary(result), *timing_details(result)])
    entry = _entry(report, result.task, timing_title(result), status, message=message)
    if counts:
        entry["extra"] = {"points": result.points, "max_points": result.max_points}
    return entry


def _withheld(report: Report, task: str, when: Visibility) -> dict[str, Any]:
    return _entry(report, task, withheld_label(when), "skipped")


def _entry(report: Report, task: str, name: str, status: str, *, message: str = "") -> dict[str, Any]:
    suite = [inert_line(part) for part in (report.assignment, task)]
    told = {"message": message} if message else {}
    return {"name": inert_line(name), "status": status, "duration": 0, "suite": suite, **told}


def _status(verdict: Verdict) -> str:
    if verdict is Verdict.PASSED:
        return "passed"
    if verdict is Verdict.NOT_RUN:
        return "skipped"
    return "other" if verdict is Verdict.GRADER_ERROR else "failed"


def _text(parts: Sequence[str]) -> str:
    return inert(plain("\n".join(part for part in parts if part)))
