"""The lines that say how far the grading is, and how long the rest may take."""

from __future__ import annotations

import io
import itertools
import sys

import pytest

from grader.cli.progress import Progress, duration, watched
from grader.model import Report


def report(student, score=3.0):
    return Report(assignment="sums", title="Sums", student=student, score=score, max_score=5.0)


class Clock:
    """Time that passes when it is told to."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def lines(capsys):
    """``lines(total, steps)``: what is written, where each step is (student, seconds, graded in this run)."""

    def run(total, steps):
        clock = Clock()
        progress = Progress(total, clock)
        for student, seconds, fresh in steps:
            clock.now += seconds
            progress.report(report(student), fresh)
        progress.close()
        return capsys.readouterr().err.splitlines()

    return run


def test_the_time_that_is_left_is_told_when_three_are_graded(lines):
    said = lines(20, [(f"s{n}", 30.0, True) for n in range(4)])
    assert said == [
        "[1/20] s0  3 / 5",
        "[2/20] s1  3 / 5",
        "[3/20] s2  3 / 5  about 8 min left",
        "[4/20] s3  3 / 5  about 8 min left",
    ]


def test_what_is_kept_takes_no_time_and_does_not_shorten_the_rest(lines):
    steps = [(f"k{n}", 0.001, False) for n in range(10)] + [(f"s{n}", 60.0, True) for n in range(3)]
    assert lines(14, steps) == [
        "Kept from an earlier run: 10 of 14 submissions. To grade: 4.",
        "[11/14] s0  3 / 5",
        "[12/14] s1  3 / 5",
        "[13/14] s2  3 / 5  about 60 s left",
    ]


def test_nothing_is_said_of_a_rest_of_a_few_seconds_or_of_none(lines):
    assert lines(5, [(f"s{n}", 1.0, True) for n in range(5)])[2:] == [
        "[3/5] s2  3 / 5", "[4/5] s3  3 / 5", "[5/5] s4  3 / 5"
    ]  # fmt: skip


def test_a_run_in_which_everything_is_kept_says_so(lines):
    assert lines(2, [("ada", 0.0, False), ("bob", 0.0, False)]) == [
        "Kept from an earlier run: 2 of 2 submissions. To grade: 0."
    ]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.2, "10 s"),
        (72, "80 s"),
        (90, "90 s"),
        (91, "2 min"),
        (5399, "1 h 30 min"),
        (7190, "2 h"),
        (7750, "2 h 10 min"),
    ],
)
def test_a_duration_is_rounded(seconds, told):
    assert duration(seconds) == told


def times(*seconds):
    """A clock that shows these times, one after the other."""
    left = iter(seconds)
    return lambda: next(left)


def test_what_takes_less_than_a_second_is_not_told(capsys):
    assert list(watched("abc", 3, "Reading", times(0, 0.3, 0.6, 0.9))) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


def test_from_the_first_second_on_it_is_told_every_two_seconds_how_far_it_is(capsys):
    clock = times(0, 0.5, 1.5, 1.5, 2.0, 4.0, 4.0)
    assert list(watched("abcd", 4, "Reading", clock)) == ["a", "b", "c", "d"]
    assert capsys.readouterr().err == "Reading: 1 of 4\nReading: 3 of 4\n"


def test_on_a_terminal_there_is_a_bar(monkeypatch):
    stream = io.StringIO()
    stream.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", stream)
    clock = itertools.count(0, 2).__next__
    assert list(watched(range(50), 50, "Reading", clock)) == list(range(50))
    assert "Reading" in stream.getvalue()
    assert "/50" in stream.getvalue()
