"""Statistics of an assignment: figures checked by hand, and nothing said where nothing is known."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from grader.model import HandIn, Mistake, Record, Report, Verdict
from grader.reports.assignment_statistics import CameIn, assignment_statistics, came_in
from grader.reports.statistics_page import statistics_html
from grader.reports.statistics_sheet import mistakes_csv, rates_csv, statistics_record

Make = Callable[..., Any]
HOUR = 3_600_000_000
DUE = 1_800_000_000_000_000


@pytest.fixture
def entries(make_report: Make, make_test: Make) -> list[CameIn]:
    """Ten students: the weaker five fail the test, two of them by the same mistake."""
    mistake = Mistake(id="f__mean", sentence="You took the mean.")
    found = []
    for n in range(10):
        good = n >= 5
        test = make_test(
            verdict=Verdict.PASSED if good else Verdict.FAILED,
            points=2.0 * good,
            mistake=mistake if n < 2 else None,
        )
        report = make_report(test, student=f"s{n}", score=float(n), max_score=10.0)
        found.append(CameIn(report, 1 + n % 3, DUE - (n - 1) * 10 * HOUR if n < 8 else None))
    return found


def test_scores_tests_and_mistakes_are_those_of_the_class_page(entries: list[CameIn]) -> None:
    record: Any = statistics_record(assignment_statistics(entries, []))
    assert (record["graded"], record["mean"], record["median"]) == (10, 4.5, 4.5)
    assert record["quartiles"] == [2.25, 4.5, 6.75]
    assert sum(column["students"] for column in record["histogram"]) == 10
    (test,) = record["tests"]
    assert (test["passed"], test["total"], test["rate"]) == (5, 10, 0.5)
    assert (test["best"], test["weakest"], test["discrimination"]) == (1, 0, 1)
    assert record["mistakes"] == [
        {"mistake": "f__mean", "sentence": "You took the mean.", "students": 2, "share": 0.2}
    ]


def test_hours_are_counted_to_the_deadline(entries: list[CameIn]) -> None:
    """Of eight whose time is known one came 10 hours late, one to the microsecond, the others 10 to 60 hours early."""
    arrival = assignment_statistics(entries, [], due_us=DUE).arrival
    assert arrival is not None
    assert (arrival.known, arrival.late, arrival.median_h) == (8, 1, 25)
    bars = {bar.label: bar.students for bar in arrival.bars}
    assert bars == {
        "over 7 days": 0, "3 to 7 days": 0, "1 to 3 days": 4, "6 to 24 h": 2, "1 to 6 h": 0, "under 1 h": 1, "late": 1,
    }  # fmt: skip
    assert "late: 1 student" in arrival.description


@pytest.mark.parametrize(
    ("before_us", "label"), [(-1, "late"), (0, "under 1 h"), (HOUR, "1 to 6 h"), (168 * HOUR, "over 7 days")]
)
def test_a_border_belongs_to_the_earlier_bar(make_report: Make, before_us: int, label: str) -> None:
    entry = CameIn(make_report(), 1, DUE - before_us)
    arrival = assignment_statistics([entry], [], due_us=DUE).arrival
    assert arrival is not None
    assert [bar.label for bar in arrival.bars if bar.students] == [label]


def test_what_nobody_knows_is_not_said(make_report: Make, read: Make) -> None:
    entries = [CameIn(make_report(student=f"s{n}"), 1, None) for n in range(3)]
    statistics = assignment_statistics(entries, [], due_us=DUE)
    record = statistics_record(statistics)
    assert not {"attempts", "hours_before_deadline", "sections", "quartiles"} & record.keys()
    text = read(statistics_html(statistics, course="Course")).text
    assert not any(word in text for word in ("deadline", "Attempts", "Sections"))


def test_attempts_are_counted_where_somebody_handed_in_twice(entries: list[CameIn]) -> None:
    assert assignment_statistics(entries, []).attempts == ((1, 4), (2, 3), (3, 3))


def test_sections_are_compared_and_students_without_one_come_last(entries: list[CameIn]) -> None:
    sections = {f"s{n}": "Tue" if n % 2 else "Mon" for n in range(8)}
    found = assignment_statistics(entries, [], sections=sections).sections
    assert [(s.name, s.graded, s.mean) for s in found] == [("Mon", 4, 3), ("Tue", 4, 4), ("", 2, 8.5)]
    assert found[0].quartiles == (1.5, 3, 4.5)
    assert found[2].quartiles is None


def test_who_has_no_score_is_counted_and_lowers_no_mean(make_report: Make) -> None:
    entries = [CameIn(make_report(student="ada", score=4.0), 1, None)]
    entries.append(CameIn(make_report(student="bob", score=None, not_graded="Broken."), 1, None))
    record = statistics_record(assignment_statistics(entries, [], rejected=2))
    assert (record["handed_in"], record["graded"], record["not_graded"], record["rejected"]) == (2, 1, 1, 2)
    assert record["mean"] == 4


def test_of_records_the_time_and_the_attempt_are_kept_and_no_code(make_report: Make, sample: Any) -> None:
    report: Report = make_report(sources=sample.MIXED.sources)
    (entry,) = came_in([Record(key="", report=report, hand_in=HandIn(received_us=5, attempt=2))])
    assert (entry.attempt, entry.received_us, entry.report.sources) == (2, 5, ())


def test_the_page_is_well_built_and_holds_all_pictures(entries: list[CameIn], read: Make) -> None:
    sections = {f"s{n}": "<b>Mon" if n % 2 else "Tue" for n in range(8)}
    page = read(
        statistics_html(assignment_statistics(entries, [], due_us=DUE, sections=sections), course="Course")
    )
    assert not page.faults
    assert "script" not in page.tags
    assert page.tags.count("svg") == 3
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {part for value in page.values("aria-labelledby") for part in value.split()} <= set(ids)
    assert page.headings[0] == 1
    assert "b" not in page.tags
    assert "<b>Mon" in page.text
    assert "2 of 10" in page.text


def test_the_sheets_hold_a_row_for_each_test_and_mistake(
    entries: list[CameIn], make_test: Make, make_report: Make
) -> None:
    statistics = assignment_statistics(entries, [])
    (test,) = csv.DictReader(io.StringIO(rates_csv(statistics)))
    assert (test["test"], test["rate"], test["discrimination"]) == ("hidden/test_f.py::test_a", "0.5", "1.0")
    (mistake,) = csv.DictReader(io.StringIO(mistakes_csv(statistics)))
    assert (mistake["mistake"], mistake["share"]) == ("f__mean", "0.2")
    few = assignment_statistics([CameIn(make_report(make_test(title="=1+1")), 1, None)], [])
    (row,) = csv.DictReader(io.StringIO(rates_csv(few)))
    assert (row["title"], row["discrimination"]) == ("'=1+1", "")
