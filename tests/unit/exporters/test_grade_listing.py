"""The sheet and the JSON with every number of the view."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.exporters.grade_listing import SCHEMA, listing_csv, listing_json
from grader.gradebook.grade import POINT, Enrolled, points_text

ADA = Enrolled(student="ada", name='=Ada, "A"', sid="7", section="A")


@pytest.fixture
def batch(make_batch, make_grade):
    late = make_grade(
        "ada", 7.25, penalty=10_000, days_late=1, attempts=2, received_us=1_793_750_400_000_001,
        due_us=1_793_750_340_000_000, published=True, reasons=("Late.", "- it costs 1."),
    )  # fmt: skip
    students = [ADA, Enrolled(student="bob"), Enrolled(student="cat"), Enrolled(student="dan")]
    blanks = [make_grade("bob"), make_grade("cat", status="excused"), make_grade("dan", 0)]
    return make_batch(students, [late, *blanks])


def test_the_sheet_has_every_number_with_its_reasons(batch):
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(listing_csv(batch).text))}
    ada = rows["ada"]
    assert (ada["name"], ada["sid"], ada["section"]) == ('\'=Ada, "A"', "7", "A")
    assert (ada["grade"], ada["points"], ada["penalty"], ada["days_late"]) == ("7.25", "7.25", "1", "1")
    assert (ada["received"], ada["due"]) == ("2026-11-04T00:00:00.000001Z", "2026-11-03T23:59:00Z")
    assert (ada["published"], ada["reasons"]) == ("yes", "Late. - it costs 1.")
    assert [rows[name]["grade"] for name in ("bob", "cat", "dan")] == ["", "EX", "0"]
    assert [rows[name]["status"] for name in ("bob", "cat", "dan")] == ["absent", "excused", "graded"]


def test_the_json_has_its_schema_numbers_and_null_for_what_is_not_known(batch):
    record = json.loads(listing_json(batch).text)
    assert record["schema"] == SCHEMA
    assert record["assignment"] == {"id": "sums", "title": "Sums", "max_points": 10.0, "due": None}
    ada, bob, cat, dan = record["grades"]
    assert (ada["name"], ada["grade"], ada["penalty"], ada["login"]) == (ADA.name, 7.25, 1.0, None)
    assert ada["reasons"] == ["Late.", "- it costs 1."]
    assert (bob["grade"], cat["grade"], dan["grade"]) == (None, None, 0.0)
    assert cat["status"] == "excused"


def test_grades_of_another_maximum_are_said(make_batch, make_grade):
    batch = make_batch([ADA], [make_grade("ada", 7, max_points=8 * POINT)])
    for export in (listing_csv, listing_json):
        notices = export(batch).notices
        assert notices.entries == {"sheet.other_maximum": ["ada (8)"]}
        assert notices.values == {"sheet.other_maximum": {"most": "10"}}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_are_read_back_whole_whatever_the_names(data, names, standings, make_batch, make_grade):
    students, grades = [], []
    for number in range(data.draw(st.integers(1, 5))):
        students.append(Enrolled(student=f"s{number}", name=data.draw(names), group=data.draw(names)))
        grades.append(make_grade(f"s{number}", *data.draw(standings), reasons=(data.draw(names),)))
    batch = make_batch(students, grades)
    rows = list(csv.DictReader(io.StringIO(listing_csv(batch).text, newline="")))
    records = json.loads(listing_json(batch).text)["grades"]
    for student, grade, row, record in zip(students, grades, rows, records, strict=True):
        assert (record["name"], record["group"]) == (student.name, student.group)
        assert record["reasons"] == list(grade.reasons)
        assert record["grade"] == (None if grade.final is None else grade.final / POINT)
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\n")) for cell in row.values() if cell != "-"
        )
        shown = "EX" if grade.status == "excused" else ""
        assert row["grade"] == (shown if grade.final is None else points_text(grade.final))
