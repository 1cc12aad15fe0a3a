"""JUnit XML is well-formed whatever a submission printed, and says whose fault a test's end was."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from grader.exporters import junit_xml
from grader.model import CodeLine, Mistake, Verdict


def suite_of(*reports):
    return ET.fromstring(junit_xml(reports))


@pytest.mark.parametrize(
    ("verdict", "tag"),
    [
        ("passed", None),
        ("failed", "failure"),
        ("missing", "failure"),
        ("not_implemented", "failure"),
        ("error", "error"),
        ("timeout", "error"),
        ("memory", "error"),
        ("crashed", "error"),
        ("forbidden", "error"),
        ("grader_error", "error"),
        ("not_run", "skipped"),
    ],
)
def test_each_verdict_has_its_element(make_test, make_report, verdict, tag):
    case = suite_of(make_report(make_test(verdict))).find(".//testcase")
    outcomes = [child for child in case if child.tag != "properties"]
    assert [child.tag for child in outcomes] == ([tag] if tag else [])
    assert all(child.get("type") == verdict for child in outcomes)


def test_every_verdict_is_in_the_table_above():
    parameters = test_each_verdict_has_its_element.pytestmark[0].args[1]
    assert {verdict for verdict, _ in parameters} == {verdict.value for verdict in Verdict}


def test_a_case_names_assignment_task_and_points(make_test, make_report):
    case = suite_of(make_report(make_test("passed"))).find(".//testcase")
    assert case.get("classname") == "batch_norm.forward"
    assert case.get("name") == "The mean of every column is 0."
    properties = {p.get("name"): p.get("value") for p in case.iter("property")}
    assert properties == {"points": "2", "max": "2", "origin": "hidden"}


def test_a_failure_tells_what_happened_what_to_try_and_where(make_test, make_report):
    test = make_test(
        "failed",
        message="Off by 2.",
        hint="Look at n.",
        lines=(CodeLine(file="a.py", line=4),),
        detail="got 2",
    )
    failure = suite_of(make_report(test)).find(".//failure")
    assert failure.get("message") == "Off by 2."
    assert failure.text == "Off by 2.\nWhat to try: Look at n.\nat a.py, line 4\ngot 2"


def test_counts_and_times_add_up(make_test, make_report):
    verdicts = ("passed", "failed", "failed", "error", "not_run")
    report = make_report(*(make_test(v, duration_s=0.3) for v in verdicts))
    root = suite_of(report, report)
    for element, factor in ((root, 2), (root[0], 1), (root[1], 1)):
        counts = [int(element.get(key)) for key in ("tests", "failures", "errors", "skipped")]
        assert counts == [5 * factor, 2 * factor, factor, factor]
    assert (root.get("time"), root[0].get("time")) == ("3.0", "1.5")


def test_failures_come_first_and_one_reason_is_told_once(make_test, make_report):
    tests = [make_test(id="a", title="A.")]
    tests += [
        make_test("error", id=n, title=f"{n}.", message="SyntaxError: no", detail="trace") for n in "bc"
    ]
    cases = list(suite_of(make_report(*tests)).iter("testcase"))
    assert [case.get("name") for case in cases] == ["b.", "c.", "A."]
    first, second = (case.find("error") for case in cases[:2])
    assert first.text == "SyntaxError: no\ntrace"
    assert second.text == second.get("message") == "The same as in forward: b."


def test_no_two_cases_have_one_name_even_over_students(make_test, make_report):
    """GitLab keeps only the first of equal names; a title may itself look like a made-unique one."""
    tests = [make_test(title=title) for title in ("a", "a", "a (2)", "a", "b")]
    root = suite_of(make_report(*tests), make_report(*tests, student="bob02"))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names) == 10


def test_a_test_without_title_is_named_by_its_function(make_test, make_report):
    assert suite_of(make_report(make_test(title=""))).find(".//testcase").get("name") == "test_mean"


@pytest.mark.parametrize("visibility", ["after_due_date", "after_published", "hidden"])
def test_a_test_not_yet_visible_shows_neither_verdict_nor_text_nor_points(make_test, make_report, visibility):
    secret = make_test(
        "failed", title="SECRET", message="SECRET", hint="SECRET", output="SECRET", visibility=visibility
    )
    text = junit_xml([make_report(make_test(), secret)])
    root = ET.fromstring(text)
    withheld = root.findall(".//testcase")[1]
    assert "SECRET" not in text
    assert [child.tag for child in withheld] == ["skipped"]
    assert root.find(".//property[@name='score']") is None


def test_a_submission_not_graded_is_an_error_and_has_no_points(make_test, make_report):
    """Its tests may all have passed: without a case of its own the job would be green."""
    root = suite_of(make_report(make_test(), score=None, not_graded="The reference failed."))
    error = root.find(".//error")
    assert error.get("message") == (
        "The reference failed. This submission has no score, which is not a score of zero."
    )
    assert root.find(".//property[@name='points']") is None
    assert root.find(".//property[@name='score']") is None


def test_a_grader_error_is_error_enough(make_test, make_report):
    root = suite_of(make_report(make_test("grader_error"), score=None))
    assert [error.get("type") for error in root.iter("error")] == ["grader_error"]


def test_what_a_submission_printed_stays_text(attack, hostile, is_command):
    """Well-formed XML, the elements of an honest report, and no command in a line if a job prints it."""
    text = junit_xml([hostile(attack)])
    honest = junit_xml([hostile("text")])
    assert [e.tag for e in ET.fromstring(text.encode()).iter()] == [
        e.tag for e in ET.fromstring(honest).iter()
    ]
    assert not any(map(is_command, text.splitlines()))
    assert "\x1b" not in text


def test_no_reports_give_an_empty_document():
    assert suite_of().get("tests") == "0"


def test_a_mistake_is_said_once_and_first_and_other_cases_say_where(make_test, make_report):
    named = {"mistake": Mistake(id="f1__mean", sentence="You take a mean.")}
    tests = [
        make_test("failed", id=f"{n}", title=f"Test {n}.", message="Off by 2.", **named) for n in range(3)
    ]
    failures = list(suite_of(make_report(*tests)).iter("failure"))
    assert [each.get("message") for each in failures] == [
        "You take a mean. It explains 3 tests.",
        "The same mistake as in forward: Test 0.",
        "The same mistake as in forward: Test 0.",
    ]
    assert failures[0].text.splitlines() == ["You take a mean. It explains 3 tests.", "Off by 2."]
