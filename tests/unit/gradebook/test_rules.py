"""The small rules: which entries hold, what adjustments make of points, how moments and points are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import Late, LateHere
from grader.errors import UsageError
from grader.gradebook.adjusted_points import adjusted_points
from grader.gradebook.enrolment import late_policy_of
from grader.gradebook.grade import POINT, points_text, units
from grader.gradebook.grade_view import GradedWork
from grader.gradebook.point_in_time import moment_text, parse_moment
from grader.gradebook.row import AdjustmentRow, AssignmentRow, ExtensionRow, LatePolicy
from grader.gradebook.staff_entry import standing_entries


def adjustment(id_: str, at_us: int, **what: object) -> AdjustmentRow:
    return AdjustmentRow(
        id=id_, student="ada", assignment="sums", who="prof", at_us=at_us, reason=id_, **what
    )


def extension(id_: str, at_us: int, due_us: int = 0) -> ExtensionRow:
    return ExtensionRow(
        id=id_, student="ada", assignment="sums", due_us=due_us, who="prof", at_us=at_us, reason=id_
    )


def test_the_last_extension_holds():
    found = standing_entries([extension("b", 2), extension("a", 1), extension("c", 3)], [])
    assert found.extension.id == "c"


def test_a_revoked_extension_gives_way_to_the_one_before():
    found = standing_entries([extension("a", 1), extension("b", 2)], [adjustment("r", 3, revokes="b")])
    assert found.extension.id == "a"
    assert [(entry.id, by.id) for entry, by in found.revoked] == [("b", "r")]


def test_a_revocation_that_is_revoked_lets_the_entry_hold_again():
    rows = [adjustment("p", 1, points=5), adjustment("r", 2, revokes="p"), adjustment("s", 3, revokes="r")]
    found = standing_entries([], rows)
    assert [row.id for row in found.adjustments] == ["p"]
    assert found.revoked == ()


@given(
    st.permutations(
        [adjustment("p", 1, points=5), adjustment("r", 2, revokes="p"), adjustment("q", 3, points=7)]
    )
)
def test_the_order_of_rows_does_not_matter(rows):
    assert [row.id for row in standing_entries([], rows).adjustments] == ["q"]


@pytest.mark.parametrize(
    ("rows", "points", "penalty", "final", "change"),
    [
        ([], 80_000, 10_000, 70_000, 0),
        ([], None, 0, None, 0),
        ([adjustment("a", 1, points=5_000)], 80_000, 10_000, 75_000, 5_000),
        ([adjustment("a", 1, override=50_000)], 80_000, 10_000, 50_000, -20_000),
        ([adjustment("a", 1, override=50_000)], None, 0, 50_000, 50_000),
        ([adjustment("a", 1, override=0)], 80_000, 0, 0, -80_000),
        ([adjustment("a", 1, points=5_000), adjustment("b", 2, override=9)], 80_000, 0, 9, -79_991),
        ([adjustment("a", 1, override=9), adjustment("b", 2, points=5_000)], 80_000, 0, 5_009, -74_991),
        ([adjustment("a", 1, excused=True)], 80_000, 0, None, 0),
        ([adjustment("a", 1, excused=True), adjustment("b", 2, override=9)], 80_000, 0, 9, -79_991),
        ([adjustment("a", 1, points=5_000)], None, 0, None, 0),
        ([adjustment("a", 1, points=-90_000)], 80_000, 10_000, 0, -70_000),
    ],
)
def test_what_adjustments_make_of_points(rows, points, penalty, final, change):
    found = adjusted_points(rows, points, penalty)
    assert (found.final, found.adjustment) == (final, change)


@pytest.mark.parametrize(
    ("due", "until", "own", "expected"),
    [
        (10, 50, None, 50),
        (10, 50, 30, 70),
        (10, 50, 5, 50),
        (None, 50, 70, 70),
        (None, 50, None, 50),
        (10, None, 30, None),
    ],
)
def test_the_last_moment_of_an_assignment_moves_with_an_extension(due, until, own, expected):
    row = AssignmentRow(id="sums", title="Sums", max_points=1, due_us=due, accept_until_us=until)
    entries = standing_entries([] if own is None else [extension("a", 1, own)], [])
    work = GradedWork(student="ada", assignment=row, attempts=(), entries=entries, published=False)
    assert work.accept_until_us == expected


def test_an_assignment_changes_what_it_names_of_the_rule_for_late_work():
    course = Late(grace_minutes=10, per_day_percent=10, max_percent=50, accept_days=7, slip_days=3)
    assert late_policy_of(course, LateHere()) == LatePolicy(
        grace_us=600_000_000, per_day_percent=10, max_percent=50, accept_days=7, slip_days=3
    )
    here = LateHere(grace_minutes=0, accept_days=2, slip_days=0, counts="latest")
    assert late_policy_of(course, here) == LatePolicy(
        per_day_percent=10, max_percent=50, accept_days=2, slip_days=3, slip_days_here=0, counts="latest"
    )
    assert late_policy_of(Late(), LateHere()).accept_days is None


@pytest.mark.parametrize(
    ("text", "zone", "shown"),
    [
        ("2026-11-03 23:59", "Europe/Berlin", "2026-11-03 23:59 CET"),
        ("2026-07-03 23:59:30", "Europe/Berlin", "2026-07-03 23:59:30 CEST"),
        ("2026-07-03T23:59:30.000001", "UTC", "2026-07-03 23:59:30.000001 UTC"),
        ("2026-11-03T23:59+01:00", "UTC", "2026-11-03 22:59 UTC"),
        ("2026-11-03T23:59Z", "Asia/Kolkata", "2026-11-04 05:29 IST"),
        ("2026-11-03", "UTC", "2026-11-03 00:00 UTC"),
    ],
)
def test_a_moment_is_read_in_the_zone_and_shown_in_it(text, zone, shown):
    assert moment_text(parse_moment(text, zone, "--due"), zone) == shown


@pytest.mark.parametrize("text", ["tomorrow", "", "2026-13-01", "12:00"])
def test_what_is_no_moment_is_refused_with_an_example(text):
    with pytest.raises(UsageError, match="--due: expected a time such as '2026-11-03 23:59'"):
        parse_moment(text, "UTC", "--due")


@given(st.integers(-(10**9), 10**9))
def test_points_are_written_without_rounding(value):
    assert round(float(points_text(value)) * POINT) == value
    assert units(value / POINT) == value
