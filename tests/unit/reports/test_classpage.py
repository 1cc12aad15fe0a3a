from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from grader.model import Mistake, RejectedEntry, Report, TestResult, Verdict, report_path
from grader.reports import class_html
from grader.reports.classroom import HARDEST, classroom, latest

Read = Callable[[str], Any]


def test_the_page_is_well_built_and_asks_the_network_for_nothing(sample: ModuleType, read: Read) -> None:
    for reports, title in (
        (sample.LINEAR, "One"),
        (sample.CLASS, "Two"),
        ((sample.ATTACK,), "<script>"),
        ((), "0"),
    ):
        page = read(class_html(reports, sample.REJECTED, title=title))
        assert not page.faults
        assert not {"script", "iframe", "object"} & set(page.tags)
        assert not [name for _, name, _ in page.attributes if name.startswith("on")]
        assert all(link.startswith(("#", "data:", "./")) for link in page.values("href") + page.values("src"))
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        assert {part for value in page.values("aria-labelledby") for part in value.split()} <= set(ids)
        assert all(scope in ("row", "col") for scope in page.values("scope"))
        assert page.tags.count("th") == len(page.values("scope", "th"))


def test_the_numbers_of_the_class_come_first(sample: ModuleType, read: Read) -> None:
    text = read(class_html(sample.LINEAR, sample.REJECTED, title="Lines")).text
    assert "Students 7 Graded 5 Not graded 1 Rejected 1 Mean 6.27 of 15 Median 4.33 of 15" in text


def test_what_has_no_score_is_listed_with_its_reason(sample: ModuleType, read: Read) -> None:
    text = read(class_html(sample.LINEAR, sample.REJECTED, title="Lines")).text
    assert "student-09 not graded A hidden test of predict broke down" in text
    assert "student-08 student-08.zip rejected student-08.zip is not a zip file" in text


def test_a_rejected_file_of_nobody_is_listed_too(read: Read) -> None:
    entry = RejectedEntry(student="", origin="x.zip", reason="broken", assignment="lines")
    text = read(class_html([], [entry], title="Lines")).text
    assert "unknown student x.zip rejected broken" in text
    assert "No submission was graded." in text


def test_one_assignment_links_to_the_student_several_to_the_assignment(
    sample: ModuleType, read: Read
) -> None:
    assert report_path(sample.MIXED, several=False) == "ada01/report.html"
    assert report_path(sample.MIXED, several=True) == "ada01/linear_regression/report.html"
    one = read(class_html(sample.LINEAR, [], title="Lines"))
    two = read(class_html(sample.CLASS, [], title="Both"))
    assert "./ada01/report.html" in one.values("href")
    assert "./ada01/metrics/report.html" in two.values("href")


def test_a_name_made_to_be_a_link_elsewhere_stays_a_file_name(
    make_report: Callable[..., Report], read: Read
) -> None:
    page = read(
        class_html([make_report(student="javascript:alert(1)"), make_report(student="50%")], [], title="x")
    )
    assert "./javascript%3Aalert%281%29/report.html" in page.values("href")
    assert "./50%25/report.html" in page.values("href")


def test_several_assignments_share_a_sheet(sample: ModuleType, read: Read) -> None:
    text = read(class_html(sample.CLASS, sample.REJECTED, title="Both")).text
    assert "All assignments" in text
    assert "Student Linear regression of 15 Classification metrics of 6 Together" in text
    assert "ada01 4.33 6 10.33 of 21" in text
    assert "student-08 rejected absent –" in text
    assert "student-09 not graded absent –" in text
    assert "All assignments" not in read(class_html(sample.LINEAR, [], title="One")).text


def test_a_score_of_another_whole_than_the_others_says_so(
    make_report: Callable[..., Report], read: Read
) -> None:
    reports = [
        make_report(student="s1", score=2.0, max_score=5.0),
        make_report(student="s2", score=3.0, max_score=4.0),
        make_report(student="s1", score=1.0, max_score=2.0, assignment="other", title="Other"),
    ]
    text = read(class_html(reports, [], title="x")).text
    assert "s1 2 1 3 of 7 s2 3 of 4 absent 3 of 4" in text


@pytest.mark.parametrize(
    "student",
    ["Jürgen Müller", "李雷", "عمر", 'O\'Neil & "Söhne"', "what?#50%.html", "x" * 200, " two  spaces "],
)
def test_the_link_of_any_name_leads_to_its_folder(
    student: str, make_report: Callable[..., Report], read: Read
) -> None:
    report = make_report(student=student)
    (link,) = {href for href in read(class_html([report], [], title="x")).values("href") if href[0] == "."}
    parts = urlsplit(link)
    assert (parts.query, parts.fragment) == ("", "")
    assert link.isascii()
    assert unquote(parts.path) == f"./{report_path(report, several=False)}"


def test_the_hardest_tests_are_listed_and_the_rest_is_folded_with_its_worst_rate(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    """Of 20 tests the n-th is failed by the first n students of 20."""
    reports = [
        make_report(
            *(make_test(f"t{n:02}", verdict=Verdict.FAILED if s < n else Verdict.PASSED) for n in range(20)),
            student=f"s{s:02}",
        )
        for s in range(20)
    ]
    room = classroom(reports)
    assert [rate.passed for rate in room.hard] == list(range(1, 1 + HARDEST))
    assert [rate.passed for rate in room.easy] == [16, 17, 18, 19, 20]
    page = read(class_html(reports, [], title="x"))
    assert "5 more tests, each passed by at least 16 of 20" in page.text


def test_tests_that_everybody_passed_are_folded(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    right, wrong = make_test("a", verdict=Verdict.PASSED), make_test("b")
    both = read(class_html([make_report(right, wrong)], [], title="x")).text
    assert "The test that fewest passed comes first." in both
    assert "1 more test that everybody passed" in both
    alone = read(class_html([make_report(right)], [], title="x")).text
    assert "The test that fewest passed comes first." not in alone
    assert "1 test that everybody passed" in alone


def test_the_hardest_test_comes_first_and_says_what_came_instead(sample: ModuleType) -> None:
    rates = classroom(sample.LINEAR).rates
    shares = [rate.passed / rate.total for rate in rates]
    assert shares == sorted(shares)
    assert all(rate.total == 5 for rate in rates)
    by = {rate.test.id: rate for rate in rates}
    assert by["hidden/test_loss.py::test_loss_1"].rest == "2 wrong, 1 error"


def test_a_mistake_counts_once_per_student_and_the_commonest_is_first(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report]
) -> None:
    rare, common = Mistake(id="a", sentence="A."), Mistake(id="b", sentence="B.")
    reports = [
        make_report(make_test("x", mistake=common), make_test("y", mistake=common), student="s1"),
        make_report(make_test("x", mistake=common), make_test("y", mistake=rare), student="s2"),
    ]
    counts = [(c.mistake.id, [r.student for r in c.reports]) for c in classroom(reports).mistakes]
    assert counts == [("b", ["s1", "s2"]), ("a", ["s2"])]


def test_many_names_are_folded(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    mistake = Mistake(id="a", sentence="A.")
    reports = [make_report(make_test(mistake=mistake), student=f"s{n:02}") for n in range(13)]
    assert "details" in read(class_html(reports, [], title="x")).tags
    assert "details" not in read(class_html(reports[:12], [], title="x")).tags


@pytest.mark.parametrize(
    ("scores", "heights"),
    [
        ([0.0, 0.0, 10.0], [2, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        ([0.99, 1.0, 9.0, 12.0], [1, 1, 0, 0, 0, 0, 0, 0, 0, 2]),
    ],
)
def test_each_score_is_in_one_column(
    scores: list[float], heights: list[int], make_report: Callable[..., Report]
) -> None:
    room = classroom([make_report(score=s, max_score=10.0, student=str(i)) for i, s in enumerate(scores)])
    assert [c.students for c in room.columns] == heights
    assert max(c.share for c in room.columns) == 1.0


def test_the_histogram_is_told_in_words(sample: ModuleType, read: Read) -> None:
    page = read(class_html(sample.LINEAR, [], title="Lines"))
    assert "img" in page.values("role", "svg")
    assert "Scores of 5 students" in page.html
    assert "13.5 to 15 points: 1 student" in page.text


def test_without_a_score_there_is_no_mean_and_no_histogram(sample: ModuleType, read: Read) -> None:
    page = read(class_html([sample.UNGRADED], [], title="Lines"))
    assert "svg" not in page.tags
    assert "Mean" not in page.text
    assert not re.search(r"\d of 15", page.text)


def test_the_last_attempt_of_each_student_counts(make_report: Callable[..., Report]) -> None:
    kept = latest([make_report(attempt=2, score=5.0), make_report(attempt=1), make_report(student="b")])
    assert [(r.student, r.attempt) for r in kept] == [("ada01", 2), ("b", 1)]


def test_the_remark_names_the_mistake_or_counts_the_verdicts(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report]
) -> None:
    mistaken = make_report(make_test("a"), make_test("b", mistake=Mistake(id="m", sentence="Why it is so.")))
    counted = make_report(
        make_test("a"), make_test("b"), make_test("c", verdict=Verdict.TIMEOUT), student="b"
    )
    passed = make_report(make_test("a", verdict=Verdict.PASSED), student="c")
    remarks = [row.remark for row in classroom([mistaken, counted, passed]).students]
    assert remarks == ["Why it is so.", "2 wrong, 1 time limit", ""]


def test_when_and_by_what_it_was_made_is_said_only_if_given(sample: ModuleType, read: Read) -> None:
    assert "Made today." in read(class_html(sample.LINEAR, [], title="x", generated="Made today.")).text
    assert "footer" not in read(class_html(sample.LINEAR, [], title="x")).tags
