from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from grader.messages import say
from grader.model import Mistake, RejectedEntry, Report, TestResult, Verdict, report_path
from grader.reports import class_html, class_pages
from grader.reports.classpage import room_path
from grader.reports.classroom import HARDEST, classroom, latest
from grader.reports.overview import share

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
        assert not {"iframe", "object"} & set(page.tags)
        assert not [name for _, name, _ in page.attributes if name.startswith("on")]
        assert all(link.startswith(("#", "data:", "./")) for link in page.values("href") + page.values("src"))
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        assert {part for value in page.values("aria-labelledby") for part in value.split()} <= set(ids)
        assert all(scope in ("row", "col") for scope in page.values("scope"))
        assert page.tags.count("th") == len(page.values("scope", "th"))


def test_the_numbers_of_the_class_come_first(sample: ModuleType, read: Read) -> None:
    text = read(class_html(sample.LINEAR, sample.REJECTED, title="Lines")).text
    assert (
        "Students 7 Graded 5 Not graded 1 Rejected 1 Nothing handed in 0 Mean 6.27 of 15 Median 4.33 of 15"
        in text
    )


def test_what_has_no_score_is_listed_with_its_reason(sample: ModuleType, read: Read) -> None:
    text = read(class_html(sample.LINEAR, sample.REJECTED, title="Lines")).text
    assert "student-09 not graded A hidden test of predict broke down" in text
    assert "student-08 student-08.zip rejected student-08.zip is not a zip file" in text


def test_a_rejected_file_of_nobody_is_listed_too(read: Read) -> None:
    entry = RejectedEntry(student="", origin="x.zip", reason="broken", assignment="lines")
    text = read(class_html([], [entry], title="Lines")).text
    assert "unknown student x.zip rejected broken" in text
    assert "No submission was graded." in text


def test_a_report_has_one_place_however_many_assignments_there_are(sample: ModuleType, read: Read) -> None:
    assert report_path(sample.MIXED) == "ada01/linear_regression/report.html"
    one = read(class_html(sample.LINEAR, [], title="Lines"))
    assert "./ada01/linear_regression/report.html" in one.values("href")
    pages = dict(class_pages(sample.CLASS, [], title="Both"))
    assert "./ada01/metrics/report.html" in read(pages["metrics.html"]).values("href")
    assert "./metrics/report.html" in read(pages["ada01/index.html"]).values("href")


def test_a_name_made_to_be_a_link_elsewhere_stays_a_file_name(
    make_report: Callable[..., Report], read: Read
) -> None:
    reports = [make_report(student="javascript:alert(1)"), make_report(student="50%")]
    page = read(class_html(reports, [], title="x"))
    assert "./javascript%3Aalert%281%29/lines/report.html" in page.values("href")
    assert "./50%25/lines/report.html" in page.values("href")
    other = [replace(report, assignment="other") for report in reports]
    page = read(class_html([*reports, *other], [], title="x"))
    assert "./javascript%3Aalert%281%29/index.html" in page.values("href")


def test_several_assignments_have_an_overview_in_per_cent(sample: ModuleType, read: Read) -> None:
    page = read(class_html(sample.CLASS, sample.REJECTED, title="Both"))
    assert "Student Linear regression Classification metrics Handed in All" in page.text
    assert "ada01 29 100 49 49" in page.text
    assert "student-08 ! – – !" in page.text
    assert "student-09 ! – – !" in page.text
    assert "student-10 – 67 67 19" in page.text
    assert "Per cent of the points" not in read(class_html(sample.LINEAR, [], title="One")).text


def test_a_student_has_one_link_in_the_overview(sample: ModuleType, read: Read) -> None:
    links = read(class_html(sample.CLASS, [], title="Both")).values("href")
    assert links.count("./ada01/index.html") == 1
    assert not [link for link in links if link.startswith("./ada01/") and "index" not in link]


def test_a_share_is_whole_only_if_all_or_nothing_was_earned() -> None:
    assert [share(points, 30.0).text for points in (0.0, 0.01, 14.0, 29.99, 30.0)] == [
        "0",
        "1",
        "47",
        "99",
        "100",
    ]
    assert [share(points, 30.0).low for points in (14.9, 15.0)] == [True, False]
    assert share(0.0, 0.0).text == "–"


def test_the_total_of_all_counts_what_is_absent_and_is_open_while_something_has_no_score(
    make_report: Callable[..., Report], read: Read
) -> None:
    reports = [
        make_report(student="s1", score=2.0, max_score=5.0),
        make_report(student="s2", score=3.0, max_score=4.0),
        make_report(student="s1", score=1.0, max_score=2.0, assignment="other", title="Other"),
        make_report(
            student="s3", score=None, max_score=2.0, assignment="other", title="Other", not_graded="Noise."
        ),
        make_report(student="s4", score=None, max_score=5.0, not_graded=say("absent.reason")),
    ]
    text = read(class_html(reports, [], title="x")).text
    assert "s1 40 50 43 43 s2 75 – 75 43 s3 – ! – ! s4 – – – 0" in text


def test_an_assignment_of_which_nothing_could_be_read_has_a_column_and_a_page(
    make_report: Callable[..., Report], read: Read
) -> None:
    entry = RejectedEntry(student="ada01", origin="x.zip", reason="broken", assignment="other")
    pages = dict(class_pages([make_report(score=2.0)], [entry], title="x"))
    assert "Student Lines other Handed in All ada01 50 ! 50 !" in read(pages["index.html"]).text
    assert "ada01 x.zip rejected broken" in read(pages["other.html"]).text


def test_a_page_of_an_assignment_tells_of_it_alone_and_leads_back(sample: ModuleType, read: Read) -> None:
    page = read(dict(class_pages(sample.CLASS, sample.REJECTED, title="Both"))["metrics.html"])
    assert "Both Classification metrics Graded 5 of 8 Nothing handed in 3" in page.text
    assert "./index.html" in page.values("href")
    assert "student-08" not in page.text


def test_who_handed_in_nothing_is_named_and_needs_no_attention(
    make_report: Callable[..., Report], read: Read
) -> None:
    absent = [make_report(student=f"s{n}", score=None, not_graded=say("absent.reason")) for n in range(31)]
    few = read(class_html([make_report(), *absent[:2]], [], title="x"))
    assert "Nothing handed in 2 students: s0, s1" in few.text
    assert "Needs your attention" not in few.text
    many = read(class_html([make_report(), *absent], [], title="x"))
    assert "Nothing handed in 31 students: Who s0, s1, s10" in many.text


def test_many_entries_to_look_at_are_folded_and_the_overview_lists_ten(
    make_report: Callable[..., Report], read: Read
) -> None:
    reports = [make_report(student=f"s{n:02}", score=None, not_graded="Noise.") for n in range(12)]
    alone = read(class_html(reports, [], title="x"))
    assert "12 submissions: 12 not graded" in alone.text
    assert alone.text.count("Noise.") == 12 + 12  # once more beside the student
    others = [make_report(assignment="other")]
    pages = dict(class_pages([*reports, *others], [], title="x"))
    assert read(pages["index.html"]).text.count("Noise.") == 10
    assert "2 more: see the page of each assignment." in read(pages["index.html"]).text
    assert read(pages["lines.html"]).text.count("Noise.") == 12 + 12


def test_a_student_is_led_to_every_report_and_sees_no_score_that_is_held_back(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    later = make_test(visibility="after_due_date", points=2.0, verdict=Verdict.PASSED)
    reports = [
        make_report(make_test(points=1.5), assignment="a", title="First"),
        make_report(later, assignment="b", title="Second"),
        make_report(assignment="c", title="Third", score=None, not_graded=say("absent.reason")),
        make_report(assignment="d", title="Fourth", score=None, not_graded="Noise."),
    ]
    page = read(dict(class_pages(reports, [], title="Course"))["ada01/index.html"])
    assert "First 1.5 of 2 Second Score not shown yet Third – Fourth not graded" in page.text
    assert page.values("href", "a") == [f"./{id_}/report.html" for id_ in "abcd"]
    assert not page.faults


def test_an_assignment_called_index_does_not_replace_the_page_of_the_class() -> None:
    assert (room_path("index"), room_path("metrics")) == ("index-assignment.html", "metrics.html")


def test_the_only_script_is_the_one_that_the_policy_names(sample: ModuleType, read: Read) -> None:
    pages = dict(class_pages(sample.CLASS, [], title="<script>alert(1)</script>"))
    for path in ("index.html", "metrics.html"):
        (script,) = re.findall(r"<script[^>]*>(.*?)</script>", pages[path], re.DOTALL)
        digest = b64encode(sha256(script.encode()).digest()).decode()
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', pages[path])
        assert policy.endswith(f"; script-src 'sha256-{digest}'")
    assert "script" not in read(pages["ada01/index.html"]).tags


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
    assert unquote(parts.path) == f"./{report_path(report)}"


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


def test_mistakes_beyond_ten_are_folded(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    tests = [make_test(f"t{n}", mistake=Mistake(id=f"m{n:02}", sentence="S.")) for n in range(11)]
    assert (
        "1 more mistake, each made by at most 1 student"
        in read(class_html([make_report(*tests)], [], title="x")).text
    )
    assert "more mistake" not in read(class_html([make_report(*tests[:10])], [], title="x")).text


def test_beside_mistakes_so_many_names_stand_as_a_page_has_room_for(
    make_test: Callable[..., TestResult],
    make_report: Callable[..., Report],
    read: Read,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ten names of three letters and two more characters fit: the commonest mistake comes first."""
    monkeypatch.setattr("grader.reports.classroom.NAMED_CHARACTERS", 50)
    common, rare = Mistake(id="a", sentence="A."), Mistake(id="b", sentence="B.")
    reports = [
        make_report(make_test("x", mistake=common), make_test("y", mistake=rare), student=f"s{n:02}")
        for n in range(12)
    ]
    assert [found.named for found in classroom(reports).mistakes] == [10, 0]
    text = read(class_html(reports, [], title="x")).text
    assert "s08, s09 and 2 more 12" in text
    assert "B. b 12 students 12" in text


def test_all_names_beside_a_mistake_are_there_in_a_large_class(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    mistake = Mistake(id="a", sentence="A.")
    names = [f"a student with a long name {n:03}" for n in range(400)]
    reports = [make_report(make_test(mistake=mistake), student=name) for name in names]
    reports += [
        make_report(student=f"absent {n:03}", score=None, not_graded=say("absent.reason")) for n in range(600)
    ]
    text = read(class_html(reports, [], title="x")).text
    assert ", ".join(names) in text
    assert "absent 598, absent 599" in text
    assert "left out" not in text


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
