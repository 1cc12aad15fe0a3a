"""Gradescope: ``results.json`` read as its autograder reads it, and the sheet by number and address."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.exporters.gradescope_grades import (
    explaining_report,
    graded_results,
    gradescope_csv,
    gradescope_zip,
)
from grader.gradebook.grade import POINT, Enrolled
from grader.model import HandIn, Record

TOP = {
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
    "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip


def gradescope_score(text: str) -> float | None:
    """What Gradescope shows: the score at the top, else the sum of the tests' scores, else nothing."""
    results: dict[str, Any] = json.loads(text)
    assert results.keys() <= TOP
    for test in results["tests"]:
        assert test.get("status") in (None, "passed", "failed")
        assert test["visibility"] in ("hidden", "after_due_date", "after_published", "visible")
    if "score" in results:
        return float(results["score"])
    scores = [test["score"] for test in results["tests"] if "score" in test]
    assert scores or "tests" in results
    return sum(scores) if scores else None


@pytest.fixture
def report(make_report):
    return make_report()


def test_the_score_is_what_counts_and_the_reasons_stand_first(make_grade, report):
    grade = make_grade("ada", 1.5, penalty=5000, reasons=("Handed in late.",))
    results = graded_results(grade, report)
    assert gradescope_score(json.dumps(results)) == 1.5
    assert results["output"].splitlines()[0] == "1.5 of 10 points. Handed in late."


def test_who_is_excused_has_no_score_and_no_zero(make_grade, report):
    grade = make_grade("ada", status="excused", reasons=("Excused: ill.",))
    assert gradescope_score(json.dumps(graded_results(grade, report))) is None


def test_each_student_has_results_of_their_own_in_the_zip(make_grade, report):
    packed, files = gradescope_zip([(make_grade("ada", 1), report), (make_grade("王", 0), report)])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        found = {name: gradescope_score(archive.read(name).decode()) for name in archive.namelist()}
    assert files == 2
    assert found == {"ada/results.json": 1.0, "王/results.json": 0.0}


def test_the_report_of_the_attempt_that_counts_is_taken(make_grade, make_report):
    records = [
        Record(key="b", report=make_report(score=1.0), hand_in=HandIn(received_us=9)),
        Record(key="a", report=make_report(score=4.0), hand_in=HandIn(received_us=5)),
    ]
    assert explaining_report(make_grade("ada", 4, received_us=5), records) is records[1].report
    assert explaining_report(make_grade("ada", 4, received_us=9), records) is None
    assert explaining_report(make_grade("ada", status="excused"), records) is records[0].report


def test_who_has_neither_number_nor_address_is_listed(make_batch, make_grade):
    students = [Enrolled(student="a"), Enrolled(student="b", sid="2"), Enrolled(student="c", email="c@x")]
    batch = make_batch(students, [make_grade("a", 1), make_grade("b", 2), make_grade("c")])
    exported = gradescope_csv(batch)
    assert exported.notices.entries == {"sheet.no_account": ["a (1)"]}
    rows = list(csv.DictReader(io.StringIO(exported.text)))
    assert [(row["SID"], row["Email"], row["Total Score"], row["Status"]) for row in rows] == [
        ("2", "", "2", "Graded"), ("", "c@x", "", "Missing"),
    ]  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_names_every_student_is_read_back_with_the_score(
    data, names, standings, make_batch, make_grade
):
    students, grades = [], []
    for number in range(data.draw(st.integers(1, 6))):
        students.append(Enrolled(student=f"s{number}", name=data.draw(names), sid=str(number)))
        grades.append(make_grade(f"s{number}", *data.draw(standings)))
    exported = gradescope_csv(make_batch(students, grades))
    rows = {row["SID"]: row for row in csv.DictReader(io.StringIO(exported.text, newline=""))}
    for number, grade in enumerate(grades):
        score = rows[str(number)]["Total Score"]
        assert not rows[str(number)]["Name"].startswith(("=", "+", "@"))
        if grade.final is None:
            assert score == ("EX" if grade.status == "excused" else "")
        else:
            assert abs(float(score) - grade.final / POINT) <= 0.00501
