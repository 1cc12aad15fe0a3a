"""A regular expression of one's own names students, files, times and attempts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from downloaded_class import CLASS, work

from grader.errors import UsageError

PATTERN = r"regex=(?:(?P<login>\w+)-try(?P<attempt>\d+)(?P<late>-late)?/(?P<file>.+))"


def own_class():
    files = [(f"u_{each.number}-try1/metrics.py", work(each.student)) for each in CLASS]
    files += [("u_4022-try2-late/metrics.py", work("s02 again")), ("u_4022-try2-late/more.py", b"")]
    return [*files, ("u_99/metrics.py", b"")]


def test_every_student_is_right_or_listed(settle, roster):
    settled = settle(own_class(), PATTERN, roster("login"))
    assert settled.marks() == {each.student: each.student for each in CLASS} | {"s02": "s02 again"}
    assert settled.ignored == {
        "u_4022-try1/metrics.py": "an earlier attempt; the newest counts",
        "u_99/metrics.py": "its name is not one that --from gives; a file of somebody else's?",
    }
    hand_in = settled.found["s02"].hand_in
    assert (hand_in.attempt, hand_in.late, hand_in.via) == (2, True, "regex")


def test_times_decide_where_there_are_no_attempts(settle, roster):
    files = [
        (f"4000 {time} metrics.py", work(time))
        for time in ("2026-11-20T10:00:00Z", "2026-11-20T09:30:00+00:00")
    ]
    settled = settle(files, r"regex=(?P<canvas_id>\d+) (?P<time>\S+) (?P<file>.+)", roster("canvas_id"))
    assert settled.marks() == {"s00": "2026-11-20T10:00:00Z"}
    sent = datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert settled.found["s00"].hand_in.received_us == int(sent.timestamp()) * 10**6
    assert settled.found["s00"].hand_in.attempt == 2


def test_students_may_be_named_as_the_roster_names_them(settle, roster):
    assert settle([("s01.py", work("x"))], r"regex=(?P<student>\w+)\.py", roster("name")).marks() == {
        "s01": "x"
    }


def test_without_a_roster_the_groups_make_the_id(settle):
    settled = settle(own_class(), PATTERN)
    assert settled.marks()["u_4000"] == "s00"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("regex=(", "not a regular expression"),
        ("regex=.+", "got none of the first"),
        ("regex=(?P<login>.)(?P<colour>.)", "got the group 'colour'"),
    ],
)
def test_an_expression_that_names_nothing_is_refused(settle, pattern, message):
    with pytest.raises(UsageError) as error:
        settle([("a", b"")], pattern)
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["21.11.2026 00:08", "2026-11-21T00:08-08", "soon"])
def test_a_time_that_cannot_be_read_is_an_error_that_names_the_file_and_the_forms(settle, text):
    files = [("u_1 2026-11-21_00-08 metrics.py", b""), (f"u_2 {text} metrics.py", b"")]
    with pytest.raises(UsageError) as error:
        settle(files, r"regex=(?P<login>\w+) (?P<time>.+) (?P<file>\S+)")
    assert str(error.value).startswith(f"u_2 {text} metrics.py: the group 'time' of --from found '{text}'")
    assert "20261121T2359" in str(error.value)
    assert "a zone only as Z or +01:00 after seconds" in str(error.value)


def test_a_time_without_seconds_is_no_zone(settle):
    settled = settle([("u_1 2026-11-21_00-08.py", b"")], r"regex=(?P<login>\w+) (?P<time>.+)\.py")
    assert settled.found["u_1"].hand_in.received_us == 1_795_219_680_000_000
