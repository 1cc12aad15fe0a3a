from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from grader.messages import say
from grader.model import RejectedEntry, Report
from grader.reports import grades_csv
from grader.reports.grades import guarded


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_per_student_in_order_and_columns_per_assignment(sample: ModuleType) -> None:
    table = rows(grades_csv(sample.CLASS, sample.REJECTED))
    assert [row["student"] for row in table] == sorted(row["student"] for row in table)
    assert list(table[0]) == [
        "student",
        *("linear_regression", "linear_regression_max", "linear_regression_status"),
        *("metrics", "metrics_max", "metrics_status"),
        *("total_handed_in", "total_handed_in_max"),
        *("total_all", "total_all_max"),
    ]


def test_a_missing_grade_is_blank_and_never_zero(sample: ModuleType) -> None:
    by = {row["student"]: row for row in rows(grades_csv(sample.CLASS, sample.REJECTED))}
    got = {s: (by[s]["linear_regression"], by[s]["linear_regression_status"]) for s in by}
    assert got["student-05"] == ("0", "graded")
    assert got["student-09"] == ("", "not graded")
    assert got["student-08"] == ("", "rejected")
    assert got["student-10"] == ("", "absent")
    totals = ("total_handed_in", "total_handed_in_max", "total_all", "total_all_max")
    assert [by["student-09"][total] for total in totals] == ["", "", "", "21"]


def test_one_total_is_of_what_was_handed_in_and_the_other_of_all(sample: ModuleType) -> None:
    by = {row["student"]: row for row in rows(grades_csv(sample.CLASS, sample.REJECTED))}

    def totals(student: str) -> list[str]:
        names = ("total_handed_in", "total_handed_in_max", "total_all", "total_all_max")
        return [by[student][name] for name in names]

    assert totals("ada01") == ["10.3333", "21", "10.3333", "21"]
    assert totals("student-10") == ["4", "6", "4", "21"]
    assert totals("student-08") == ["", "", "", "21"]  # rejected: nobody knows yet what it is worth


def test_who_handed_in_nothing_is_absent_and_has_earned_nothing(make_report: Callable[..., Report]) -> None:
    absent = make_report(score=None, max_score=4.0, not_graded=say("absent.reason"))
    (row,) = rows(grades_csv([absent], []))
    assert (row["lines"], row["lines_status"], row["total_handed_in"]) == ("", "absent", "")
    assert (row["total_all"], row["total_all_max"]) == ("0", "4")


def test_during_a_run_the_sheet_says_what_is_not_graded_yet(make_report: Callable[..., Report]) -> None:
    reports = [make_report(score=3.0), make_report(student="bob", score=4.0)]
    first, second = rows(grades_csv(reports, [], pending={("bob", "lines"), ("bob", "other")}))
    assert (first["lines_status"], first["other_status"], first["total_all"]) == ("graded", "absent", "3")
    assert (second["lines"], second["lines_status"], second["other_status"]) == (
        "", "not graded yet", "not graded yet"
    )  # fmt: skip
    assert (second["total_handed_in"], second["total_all"]) == ("", "")


def test_what_is_to_look_at_is_marked_and_counts_in_the_total(sample: ModuleType) -> None:
    by = {row["student"]: row for row in rows(grades_csv(sample.SPEEDS, []))}
    assert by["student-19"]["pairwise_distances_status"] == "graded, to look at"
    assert (by["student-19"]["pairwise_distances"], by["student-19"]["total_all"]) == ("4", "4")


def test_the_last_attempt_counts(make_report: Callable[..., Report]) -> None:
    attempts = [make_report(attempt=n, score=float(10 - n)) for n in (1, 3, 2)]
    assert rows(grades_csv(attempts, []))[0]["lines"] == "7"


def test_a_report_counts_before_a_rejection(make_report: Callable[..., Report]) -> None:
    again = RejectedEntry(student="ada01", origin="b.zip", reason="broken", assignment="lines")
    (row,) = rows(grades_csv([make_report(score=3.0)], [again]))
    assert (row["lines"], row["lines_status"]) == ("3", "graded")


def test_a_submission_without_a_student_stands_under_its_file() -> None:
    entry = RejectedEntry(student="", origin="strange.zip", reason="broken", assignment="lines")
    (row,) = rows(grades_csv([], [entry]))
    assert (row["student"], row["lines_status"]) == ("strange.zip", "rejected")


def test_an_empty_class_has_a_header_only() -> None:
    assert grades_csv([], []) == "student,total_handed_in,total_handed_in_max,total_all,total_all_max\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\x1b[0m="])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(
    start: str, make_report: Callable[..., Report]
) -> None:
    (row,) = rows(grades_csv([make_report(student=f"{start}cmd|' /C calc'!A0")], []))
    assert row["student"].startswith("'")
    assert row["student"].endswith("cmd|' /C calc'!A0")


def test_ordinary_names_are_not_guarded() -> None:
    assert [guarded(name) for name in ("ada01", "a=b", "student-03")] == ["ada01", "a=b", "student-03"]


def test_commas_quotes_and_line_ends_stay_in_their_cell(make_report: Callable[..., Report]) -> None:
    text = grades_csv([replace(make_report(), student='a,"b"\nc')], [])
    (row,) = rows(text)
    assert row["student"] == 'a,"b"\nc'
