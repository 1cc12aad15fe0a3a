"""Gradescope's ``results.json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from grader.errors import UsageError
from grader.exporters.timing_lines import (
    earned_all_points,
    timing_details,
    timing_summary,
    timings_visibility,
)
from grader.exporters.visible_tests import is_visible, not_graded_reason
from grader.failure_groups import ToldTest, failure_groups, told_tests
from grader.messages import say
from grader.model import PerformanceResult, Report, Verdict, Visibility
from grader.phrases import timing_title, verdict_message
from grader.text import one_line, plain


def gradescope_results(report: Report) -> dict[str, Any]:
    """What Gradescope's autograder harness reads from ``results/results.json``.

    Notes
    -----
    The points of the assignment on Gradescope must be set to the report's ``max_score``.

    *Not graded* is never shown as 0. Gradescope adds up what scores it finds, and does not document what it
    shows where there is none. So a submission that was not graded has no ``score``, no ``max_score`` and no
    ``status`` anywhere; ``output`` says that it is not graded and no zero; and one test of visibility
    ``hidden`` is added, since any hidden test makes Gradescope withhold the total from students, whatever
    it takes it for. The staff sees that test, and why the submission must be run again.

    Visibility is Gradescope's own word and is handed on: it keeps back what students may not see. What was
    timed is an entry like a test's, as visible as the least visible test. All text is sent as ``text``, so
    nothing in it is taken for HTML or Markdown.
    """
    graded = report.score is not None
    results: dict[str, Any] = {
        "output": plain(_summary(report)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "execution_time": round(sum(test.duration_s for test in report.tests), 1),
        "tests": _tests(report, graded=graded),
        "extra_data": {"schema": report.schema, "assignment": report.assignment, "attempt": report.attempt},
    }
    if graded:
        results["score"] = report.score
        results |= _leaderboard(report)
    return results


def gradescope_json(reports: Sequence[Report]) -> str:
    """`gradescope_results` as text. Gradescope takes one submission to one assignment at a time."""
    if len(reports) != 1:
        raise UsageError(
            f"Gradescope's results.json holds one submission to one assignment, got {len(reports)} reports. "
            "Name one assignment and one submission."
        )
    return json.dumps(gradescope_results(reports[0]), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _leaderboard(report: Report) -> dict[str, Any]:
    """Speed and memory of what was timed and judged; students choose a name for the board on Gradescope themselves."""
    rows: list[dict[str, Any]] = []
    for result in report.performance if timings_visibility(report) == "visible" else ():
        if result.ending == "judged" and result.score is not None:
            name = one_line(timing_title(result))
            rows.append(
                {"name": f"{name}: {say('board.speed')}", "value": round(result.score, 3), "order": "desc"}
            )
            rows += [
                {"name": f"{name}: {say('board.memory')}", "value": round(each.measured, 1), "order": "asc"}
                for each in result.evidence
                if each.name == "peak memory" and each.measured is not None
            ]
    return {"leaderboard": rows} if rows else {}


def _summary(report: Report) -> str:
    """What Gradescope shows above the tests: named mistakes and what is not written yet, if no test is held back."""
    lines = list(report.notices)
    if report.score is None:
        lines.insert(0, say("export.not_graded", reason=not_graded_reason(report)))
    groups = failure_groups(report) if all(map(is_visible, report.tests)) else []
    return "\n".join([*lines, *(g.sentence for g in groups if g.mistake or g.is_unwritten)])


def _tests(report: Report, *, graded: bool) -> list[dict[str, Any]]:
    place = {task.id: index for index, task in enumerate(report.tasks, start=1)}
    seen: Counter[str] = Counter()
    numbers = {}
    for test in report.tests:
        seen[test.task] += 1
        numbers[test.id] = f"{place.get(test.task, len(place) + 1)}.{seen[test.task]}"
    tests = [_test(told, numbers[told.test.id], graded=graded) for told in told_tests(report)]
    for result in report.performance:
        seen[result.task] += 1
        number = f"{place.get(result.task, len(place) + 1)}.{seen[result.task]}"
        tests.append(_timing_test(result, number, timings_visibility(report), graded=graded))
    return tests if graded else [*tests, _ungraded_test(report)]


def _test(told: ToldTest, number: str, *, graded: bool) -> dict[str, Any]:
    test = told.test
    entry: dict[str, Any] = {
        "number": number,
        "name": one_line(f"{test.task}: {test.title or test.id}"),
        "output": plain(_output(told)),
        "tags": [f"{test.origin} test"],
        "visibility": test.visibility,
    }
    if graded:
        entry["status"] = "passed" if test.verdict is Verdict.PASSED else "failed"
    if graded and test.max_points > 0:
        entry |= {"score": test.points, "max_score": test.max_points}
    return entry


def _timing_test(result: PerformanceResult, number: str, when: Visibility, *, graded: bool) -> dict[str, Any]:
    """What was timed, as a test; without a status or a score where it is left out of the total."""
    entry: dict[str, Any] = {
        "number": number,
        "name": one_line(f"{result.task}: {timing_title(result)}"),
        "output": plain("\n".join([timing_summary(result), *timing_details(result)])),
        "tags": ["performance", result.device],
        "visibility": when,
    }
    if graded and result.counts:
        entry["status"] = "passed" if earned_all_points(result) else "failed"
        entry |= {"score": result.points, "max_score": result.max_points}
    return entry


def _output(told: ToldTest) -> str:
    test = told.test
    if told.repeats:
        return told.explanation
    if test.verdict is Verdict.PASSED:
        return test.message
    parts = [told.explanation, verdict_message(test), test.hint and say("export.hint", hint=test.hint)]
    parts += [say("export.place", place=line) for line in test.lines]
    parts += [test.detail, test.output and f"{say('export.printed')}\n{test.output}"]
    return "\n".join(part for part in parts if part)


def _ungraded_test(report: Report) -> dict[str, Any]:
    return {
        "name": say("export.not_graded.rerun"),
        "output": plain(report.not_graded),
        "visibility": "hidden",
    }
