"""JUnit XML: what GitLab, Jenkins and most test viewers read.

One ``testcase`` per test, those that failed first; ``classname`` = ``<assignment>.<task>``, no two of one name
(GitLab keeps only the first of those). A wrong answer is a ``failure``; code that could not be carried to its end is
an ``error``; so is a mistake of the grader, of type ``grader_error``. A submission that was not graded always has an
``error``. What was timed is a ``testcase`` as well: a ``failure`` where a point is missing, ``skipped`` where it is
left out of the score.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence

from grader.exporters.timing_lines import (
    earned_all_points,
    timing_details,
    timing_summary,
    timings_visibility,
)
from grader.exporters.visible_tests import is_visible, not_graded_reason, withheld_label
from grader.exporters.workflow_commands import inert, inert_line
from grader.failure_groups import ToldTest, told_tests, visible_failures
from grader.messages import say
from grader.model import PerformanceResult, Report, Verdict, Visibility
from grader.phrases import timing_title, verdict_message
from grader.text import number, plain

_FAILURES = frozenset({Verdict.FAILED, Verdict.MISSING, Verdict.NOT_IMPLEMENTED})
_TAGS_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def junit_xml(reports: Sequence[Report]) -> str:
    """The reports as one XML document, a ``testsuite`` each.

    A test whose visibility is not ``visible`` is ``skipped``, with neither title, points nor text.
    """
    root = ET.Element("testsuites", name="grader")
    names: Counter[tuple[str, str]] = Counter()
    for report in reports:
        root.append(_suite(report, names))
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    root.set("time", f"{sum(float(suite.get('time', '0')) for suite in root):.1f}")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report: Report, names: Counter[tuple[str, str]]) -> ET.Element:
    suite = ET.Element("testsuite", name=inert_line(f"{report.assignment} {report.student}".strip()))
    suite.append(_report_properties(report))
    cases = list(_cases(report))
    for case in cases:
        _make_unique(case, names)
    suite.extend(cases)
    suite.set("tests", str(len(cases)))
    for key, tag in _TAGS_COUNTED.items():
        suite.set(key, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{sum(test.duration_s for test in report.tests):.1f}")
    return suite


def _report_properties(report: Report) -> ET.Element:
    values = {"attempt": str(report.attempt), "max_score": number(report.max_score)}
    if report.score is not None and all(map(is_visible, report.tests)):
        values["score"] = number(report.score)
    return _properties(values)


def _cases(report: Report) -> Iterator[ET.Element]:
    for told in told_tests(report):
        if is_visible(told.test):
            yield _case(report, told)
        else:
            yield _withheld_case(report, told.test.task, told.test.visibility)
    for result in report.performance:
        when = timings_visibility(report)
        yield _timing_case(report, result) if when == "visible" else _withheld_case(report, result.task, when)
    if report.score is None and all(
        test.verdict != Verdict.GRADER_ERROR for test in visible_failures(report)
    ):
        yield _ungraded_case(report)


def _case(report: Report, told: ToldTest) -> ET.Element:
    test = told.test
    name = inert_line(test.title) or inert_line(test.id.rpartition("::")[2])
    case = _testcase(report, test.task, name)
    case.set("time", f"{test.duration_s:.1f}")
    points = {} if report.score is None else {"points": number(test.points)}
    case.append(_properties({**points, "max": number(test.max_points), "origin": test.origin}))
    tag = _tag(test.verdict)
    if tag:
        message = inert_line(told.explanation or verdict_message(test))
        outcome = ET.SubElement(case, tag, type=test.verdict.value, message=message)
        outcome.text = _failure_text(told)
    if test.output:
        ET.SubElement(case, "system-out").text = _text(test.output)
    return case


def _timing_case(report: Report, result: PerformanceResult) -> ET.Element:
    case = _testcase(report, result.task, inert_line(timing_title(result)))
    known = report.score is not None and result.counts
    points = {"points": number(result.points)} if known else {}
    most = {"max": number(result.max_points)} if result.counts else {}
    case.append(_properties({**points, **most, "device": result.device}))
    account = _text("\n".join([timing_summary(result), *timing_details(result)]))
    if earned_all_points(result):
        ET.SubElement(case, "system-out").text = account
    else:
        summary = inert_line(timing_summary(result))
        kind = result.ending.replace(" ", "_")
        ET.SubElement(case, _timing_tag(result), type=kind, message=summary).text = account
    return case


def _timing_tag(result: PerformanceResult) -> str:
    if result.ending in ("forbidden", "faster than possible"):
        return "error"
    return "failure" if result.counts and result.ending != "not run" else "skipped"


def _withheld_case(report: Report, task: str, when: Visibility) -> ET.Element:
    case = _testcase(report, task, withheld_label(when))
    ET.SubElement(case, "skipped", type="withheld", message=withheld_label(when))
    return case


def _ungraded_case(report: Report) -> ET.Element:
    case = _testcase(report, "submission", say("export.not_graded.case"))
    why = _text(not_graded_reason(report))
    ET.SubElement(case, "error", type="not_graded", message=inert_line(why)).text = why
    return case


def _testcase(report: Report, task: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=inert_line(f"{report.assignment}.{task}"), name=name)


def _make_unique(case: ET.Element, names: Counter[tuple[str, str]]) -> None:
    classname, name = case.get("classname", ""), case.get("name", "")
    unique = name
    while names[classname, unique]:
        names[classname, name] += 1
        unique = f"{name} ({names[classname, name]})"
    names[classname, unique] += 1
    case.set("name", unique)


def _tag(verdict: Verdict) -> str:
    if verdict is Verdict.PASSED:
        return ""
    if verdict is Verdict.NOT_RUN:
        return "skipped"
    return "failure" if verdict in _FAILURES else "error"


def _failure_text(told: ToldTest) -> str:
    if told.repeats:
        return _text(told.explanation)
    test = told.test
    parts = [told.explanation, verdict_message(test), test.hint and say("export.hint", hint=test.hint)]
    parts += [say("export.place", place=line) for line in test.lines]
    return _text("\n".join(part for part in [*parts, test.detail] if part))


def _properties(values: dict[str, str]) -> ET.Element:
    properties = ET.Element("properties")
    for name, value in values.items():
        ET.SubElement(properties, "property", name=name, value=value)
    return properties


def _text(text: str) -> str:
    return inert(plain(text))  # jobs print their reports
