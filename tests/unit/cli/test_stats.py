"""``stats``: figures of a graded class on the terminal, as JSON, and as a page."""

from __future__ import annotations

import dataclasses
from contextlib import closing

import pytest

from grader.course import load_course
from grader.grading import RecordStore
from grader.model import HandIn

DUE_US = 1_796_126_400_000_000
"""2026-12-01, 12:00 in UTC."""


@pytest.fixture(scope="module")
def graded(make_workshop, tmp_path_factory):
    """Three right and one wrong, two of whom came at a known time and one twice."""
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    workshop.hand_in("ada", "bob", "cat", kind="right")
    workshop.hand_in("dan", kind="averaged")
    assert workshop.grade().code == 0
    early = HandIn(received_us=DUE_US - 7_200_000_000, attempt=2)
    set_arrivals(workshop, {"ada": early, "dan": HandIn(received_us=DUE_US + 3_600_000_000)})
    return workshop


def set_arrivals(workshop, known):
    """Make the records those of a download that says when work came."""
    course = load_course(workshop.course)
    with closing(RecordStore(workshop.out, course.secret(), resume=True)) as store:
        for record in list(store.others({})):
            hand_in = known.get(record.report.student, record.hand_in)
            store.save(dataclasses.replace(record, hand_in=hand_in))


@pytest.fixture
def stats(graded, call):
    def invoke(*options):
        return call("stats", "sums", graded.out, "--course", graded.course, *options)

    return invoke


def test_the_terminal_shows_scores_the_hardest_tests_and_mistakes(stats):
    result = stats()
    assert result.code == 0
    assert "4 of 4 graded, 0 not read, nothing from 0" in result.out
    assert "Mean " in result.out
    assert " 75 %      –  hidden/test_sums.py::test_three_numbers" in result.out
    assert " 25 %  total__mean  You averaged the numbers" in result.out
    assert "Students by attempts: 1 attempt: 3, 2 attempts: 1" in result.out
    assert "deadline" not in result.out


def test_json_has_what_is_known(stats):
    record = stats("--json", "--due", "2026-12-01T12:00+00:00").json
    assert record["schema"] == "grader/stats/1"
    assert record["hours_before_deadline"]["known"] == 2
    assert record["hours_before_deadline"]["late"] == 1
    assert record["hours_before_deadline"]["median"] == 0.5
    assert record["attempts"] == [{"attempts": 1, "students": 3}, {"attempts": 2, "students": 1}]
    assert "sections" not in record


def test_sections_of_a_roster_are_compared(stats, tmp_path):
    (tmp_path / "roster.csv").write_text("student,section\nada,Mon\nbob,Mon\ncat,Tue\ndan,Tue\n")
    result = stats("--roster", tmp_path / "roster.csv")
    assert "Mon: 2 graded, mean 5, median 5" in result.out
    assert "Tue: 2 graded" in result.out


def test_a_page_and_sheets_are_written(stats, tmp_path):
    result = stats("-o", tmp_path / "stats", "--due", "2026-12-01T12:00+00:00")
    assert sorted(path.name for path in (tmp_path / "stats").iterdir()) == [
        "index.html",
        "mistakes.csv",
        "tests.csv",
    ]
    assert "Hours before the deadline" in (tmp_path / "stats" / "index.html").read_text()
    assert "total__mean" in (tmp_path / "stats" / "mistakes.csv").read_text()
    assert f"Page: {tmp_path / 'stats' / 'index.html'}" in result.out


def test_a_due_time_that_is_none_is_refused(stats):
    result = stats("--due", "tomorrow")
    assert result.code == 2
    assert "--due: expected a time such as '2026-11-03 23:59'" in result.err
    assert "got 'tomorrow'" in result.err


def test_the_due_date_of_the_assignment_counts_in_the_time_zone_of_the_course(make_workshop, tmp_path, call):
    """14:00 in Berlin is 13:00 in UTC."""
    workshop = make_workshop(tmp_path / "course")
    workshop.hand_in("ada", kind="right")
    assert workshop.grade().code == 0
    set_arrivals(workshop, {"ada": HandIn(received_us=DUE_US)})
    workshop.replace("assignments/course.toml", "title", 'time_zone = "Europe/Berlin"\ntitle')
    workshop.replace(
        "assignments/sums/assignment.toml",
        '[[tasks]]\nid = "total"',
        'due = "2026-12-01 14:00"\n\n[[tasks]]\nid = "total"',
    )
    result = call("stats", "sums", workshop.out, "--course", workshop.course)
    assert "Handed in, median: 1 h before the deadline; 0 of 1 late" in result.out


def test_a_roster_without_sections_is_refused(stats, tmp_path):
    (tmp_path / "roster.csv").write_text("student,file\nada,ada_sums.py\n")
    result = stats("--roster", tmp_path / "roster.csv")
    assert result.code == 2
    assert "the roster has no column 'section'" in result.err


def test_records_of_another_secret_are_said_and_leave_nothing_to_count(graded, stats, monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("another secret of more than thirty bytes")
    monkeypatch.setenv("GRADER_SECRET_FILE", str(tmp_path / "secret"))
    result = stats()
    assert result.code == 2
    assert "Not counted: ada. The record was changed" in result.err
    assert f"{graded.out}: no record of sums there can be read. Grade the submissions again." in result.err
