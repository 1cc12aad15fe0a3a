"""The rule for late work, case by case: a case is a line that a person can check on a calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.late_policy import (
    DAY_US,
    Counted,
    LateWork,
    ScoredAttempt,
    accepted_until_us,
    counted_attempts,
    days_after,
    days_late,
)
from grader.gradebook.row import LatePolicy

GRACE = 10 * 60_000_000
POINT = 10_000


def us(text: str, zone: str = "UTC") -> int:
    """A time in a zone as microseconds; ``fold`` is written as a trailing ``*``."""
    moment = datetime.fromisoformat(text.rstrip("*")).replace(fold=int(text.endswith("*")))
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // (datetime.resolution)


BERLIN, NEW_YORK, KOLKATA, APIA, LORD_HOWE = (
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe",
)  # fmt: skip

DAYS = [
    # zone, due, received, grace in microseconds, days late
    # the border of the grace, to the microsecond
    ("UTC", "2026-11-03 23:59", "2026-11-01 00:00", GRACE, 0),
    ("UTC", "2026-11-03 23:59", "2026-11-03 23:59", GRACE, 0),
    ("UTC", "2026-11-03 23:59", "2026-11-03 23:59:00.000001", 0, 1),
    ("UTC", "2026-11-03 23:59", "2026-11-03 23:59", 0, 0),
    ("UTC", "2026-11-03 23:59", "2026-11-04 00:08:59.999999", GRACE, 0),
    ("UTC", "2026-11-03 23:59", "2026-11-04 00:09:00", GRACE, 0),
    ("UTC", "2026-11-03 23:59", "2026-11-04 00:09:00.000001", GRACE, 1),
    ("UTC", "2026-11-03 23:59", "2026-11-03 23:59:00.000001", 1, 0),
    ("UTC", "2026-11-03 23:59", "2026-11-03 23:59:00.000002", 1, 1),
    # each later day ends after the grace as well
    ("UTC", "2026-11-03 23:59", "2026-11-04 23:59", GRACE, 1),
    ("UTC", "2026-11-03 23:59", "2026-11-05 00:09:00", GRACE, 1),
    ("UTC", "2026-11-03 23:59", "2026-11-05 00:09:00.000001", GRACE, 2),
    ("UTC", "2026-11-03 23:59", "2026-11-05 00:09:00.000001", 0, 2),
    ("UTC", "2026-11-03 23:59", "2026-11-10 23:59", 0, 7),
    ("UTC", "2026-11-03 23:59", "2026-11-10 23:59:00.000001", 0, 8),
    ("UTC", "2026-11-03 23:59", "2027-11-03 23:59", 0, 365),
    # clocks are put forward in Berlin on 29 March 2026: that day has 23 hours
    (BERLIN, "2026-03-28 23:59", "2026-03-29 23:59", 0, 1),
    (BERLIN, "2026-03-28 23:59", "2026-03-29 23:59:00.000001", 0, 2),
    (BERLIN, "2026-03-28 12:00", "2026-03-29 12:00", 0, 1),
    (BERLIN, "2026-03-28 12:00", "2026-03-29 12:00:00.000001", 0, 2),
    ("UTC", "2026-03-28 22:59", "2026-03-29 22:00", 0, 1),
    (BERLIN, "2026-03-27 23:59", "2026-03-29 23:59", GRACE, 2),
    (BERLIN, "2026-03-27 23:59", "2026-03-30 00:09:00.000001", GRACE, 3),
    # 02:30 does not exist on that day: the day ends as much later
    (BERLIN, "2026-03-28 02:30", "2026-03-29 03:30", 0, 1),
    (BERLIN, "2026-03-28 02:30", "2026-03-29 03:30:00.000001", 0, 2),
    (BERLIN, "2026-03-28 02:30", "2026-03-30 02:30", 0, 2),
    # clocks are put back in Berlin on 25 October 2026: that day has 25 hours
    (BERLIN, "2026-10-24 23:59", "2026-10-25 23:59", 0, 1),
    (BERLIN, "2026-10-24 23:59", "2026-10-25 23:59:00.000001", 0, 2),
    (BERLIN, "2026-10-24 12:00", "2026-10-25 12:00", 0, 1),
    # 02:30 comes twice on that day: the later one is the border
    (BERLIN, "2026-10-24 02:30", "2026-10-25 02:30", 0, 1),
    (BERLIN, "2026-10-24 02:30", "2026-10-25 02:30*", 0, 1),
    (BERLIN, "2026-10-24 02:30", "2026-10-25 02:30:00.000001*", 0, 2),
    # what is due in the hour that comes twice is due the first time, unless it says otherwise
    (BERLIN, "2026-10-25 02:30", "2026-10-25 02:30:00.000001", 0, 1),
    (BERLIN, "2026-10-25 02:30", "2026-10-25 02:30*", 0, 1),
    (BERLIN, "2026-10-25 02:30*", "2026-10-25 02:30*", 0, 0),
    (BERLIN, "2026-10-25 02:30", "2026-10-26 02:30", 0, 1),
    # other zones: New York, half hours, half an hour of summer time, a day that was left out
    (NEW_YORK, "2026-03-07 23:59", "2026-03-08 23:59", 0, 1),
    (NEW_YORK, "2026-10-31 23:59", "2026-11-01 23:59", 0, 1),
    (NEW_YORK, "2026-10-31 23:59", "2026-11-02 00:00", 0, 2),
    (KOLKATA, "2026-11-03 23:59", "2026-11-04 23:59", 0, 1),
    (LORD_HOWE, "2026-10-03 23:59", "2026-10-04 23:59", 0, 1),
    (LORD_HOWE, "2026-04-04 23:59", "2026-04-05 23:59:00.000001", 0, 2),
    # Samoa left out 30 December 2011: its noon, and so the end of that day, is the noon of the 31st
    (APIA, "2011-12-29 12:00", "2011-12-31 12:00", 0, 1),
    (APIA, "2011-12-29 12:00", "2011-12-31 12:00:00.000001", 0, 3),
    # leap days and the end of a year
    ("UTC", "2028-02-28 23:59", "2028-02-29 23:59", 0, 1),
    ("UTC", "2028-02-28 23:59", "2028-03-01 23:59", 0, 2),
    ("UTC", "2027-02-28 23:59", "2027-03-01 23:59", 0, 1),
    ("UTC", "2028-02-29 23:59", "2028-03-01 23:59:00.000001", 0, 2),
    (BERLIN, "2026-12-31 23:59", "2027-01-01 23:59", 0, 1),
    ("UTC", "2027-12-31 23:59", "2028-12-31 23:59", 0, 366),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "due", "received", "grace", "days"), DAYS)
def test_days_late(zone, due, received, grace, days):
    assert days_late(us(received, zone), us(due, zone), grace, zone) == days


def work(
    received: str | None, points: float = 10, *, due: str | None = "2026-11-03 23:59", assignment: str = "sums",
    zone: str = "UTC", until: str | None = None, most: float = 10, **policy: object,
) -> LateWork:  # fmt: skip
    """One assignment with one attempt."""
    rule = {"per_day_percent": 10, "max_percent": 50, "accept_days": 7, "grace_us": GRACE, **policy}
    one = ScoredAttempt(
        received_us=None if received is None else us(received, zone), points=round(points * POINT),
        max_points=round(most * POINT),
    )  # fmt: skip
    return LateWork(
        assignment=assignment, due_us=None if due is None else us(due, zone), time_zone=zone,
        accept_until_us=None if until is None else us(until, zone), policy=LatePolicy(**rule), attempts=(one,),
    )  # fmt: skip


COSTS = [
    # what was handed in, slip days; days late, slip days spent, penalty in points, accepted
    ("in time", work("2026-11-03 12:00"), 0, (0, 0, 0, True)),
    ("in the grace", work("2026-11-04 00:09"), 0, (0, 0, 0, True)),
    ("one day", work("2026-11-04 12:00"), 0, (1, 0, 1, True)),
    ("three days", work("2026-11-06 12:00"), 0, (3, 0, 3, True)),
    ("the most that lateness costs", work("2026-11-10 12:00"), 0, (7, 0, 5, True)),
    ("the last moment", work("2026-11-11 00:09"), 0, (7, 0, 5, True)),
    ("after the last moment", work("2026-11-11 00:09:00.000001"), 0, (8, 0, 10, False)),
    ("nobody says when it came", work(None), 0, (0, 0, 0, True)),
    ("it has no due date", work("2030-01-01 00:00", due=None), 0, (0, 0, 0, True)),
    ("the penalty is of the points there are", work("2026-11-06 12:00", points=5), 0, (3, 0, 3, True)),
    ("no more is taken than there is", work("2026-11-06 12:00", points=2), 0, (3, 0, 2, True)),
    ("nothing is there to take", work("2026-11-06 12:00", points=0), 0, (3, 0, 0, True)),
    ("a slip day", work("2026-11-04 12:00"), 3, (1, 1, 0, True)),
    ("fewer slip days than late days", work("2026-11-06 12:00"), 2, (3, 2, 1, True)),
    ("more slip days than late days", work("2026-11-06 12:00"), 9, (3, 3, 0, True)),
    ("slip days do not lengthen acceptance", work("2026-11-12 12:00"), 9, (9, 0, 10, False)),
    ("this assignment takes one slip day", work("2026-11-06 12:00", slip_days_here=1), 3, (3, 1, 2, True)),
    ("this assignment takes no slip day", work("2026-11-06 12:00", slip_days_here=0), 3, (3, 0, 3, True)),
    ("lateness costs nothing here", work("2026-11-06 12:00", per_day_percent=0), 3, (3, 0, 0, True)),
    ("at most 0 %", work("2026-11-06 12:00", max_percent=0), 3, (3, 0, 0, True)),
    ("accepted without end", work("2027-11-06 12:00", accept_days=None), 0, (368, 0, 5, True)),
    ("not accepted after the grace", work("2026-11-04 00:09:00.000001", accept_days=0), 0, (1, 0, 10, False)),
    ("accepted until, in time", work("2026-11-05 12:00", until="2026-11-05 12:00"), 0, (2, 0, 2, True)),
    ("accepted until, too late", work("2026-11-05 12:00:00.000001", until="2026-11-05 12:00"), 0, (2, 0, 10, False)),
    ("a hundred per cent a day", work("2026-11-04 12:00", per_day_percent=100, max_percent=100), 0, (1, 0, 10, True)),
    ("rounded in the student's favour", work("2026-11-04 12:00", points=1, most=0.0333), 0, (1, 0, 0.0033, True)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "slip_days", "expected"), [c[1:] for c in COSTS], ids=[c[0] for c in COSTS]
)
def test_what_lateness_costs(given_, slip_days, expected):
    counted = counted_attempts([given_], slip_days)["sums"]
    assert counted[1:5] == (*expected[:2], round(expected[2] * POINT), expected[3])


def several(*attempts: tuple[str | None, float], counts: str = "best", **more: object) -> LateWork:
    """One assignment with several attempts: when each came, and its points."""
    works = [work(received, points, counts=counts, **more) for received, points in attempts]
    return LateWork(
        assignment=works[0].assignment, due_us=works[0].due_us, policy=works[0].policy,
        attempts=tuple(each.attempts[0] for each in works),
    )  # fmt: skip


CHOICES = [
    # attempts, which of them counts
    ("the better one", several(("2026-11-02 12:00", 5), ("2026-11-03 12:00", 8)), 1),
    ("the better one came first", several(("2026-11-02 12:00", 8), ("2026-11-03 12:00", 5)), 0),
    ("better after penalty", several(("2026-11-02 12:00", 8), ("2026-11-06 12:00", 10)), 0),
    ("better in spite of the penalty", several(("2026-11-02 12:00", 6), ("2026-11-06 12:00", 10)), 1),
    ("equal: the earlier one", several(("2026-11-02 12:00", 8), ("2026-11-03 12:00", 8)), 0),
    ("worth nothing, and nothing", several(("2026-11-02 12:00", 0), ("2026-12-03 12:00", 9)), 0),
    ("the latest", several(("2026-11-02 12:00", 8), ("2026-11-03 12:00", 5), counts="latest"), 1),
    ("the latest, late as it is", several(("2026-11-02 12:00", 8), ("2026-11-06 12:00", 7), counts="latest"), 1),
    ("the latest that was accepted", several(("2026-11-02 12:00", 8), ("2026-12-06 12:00", 9), counts="latest"), 0),
    ("none was accepted", several(("2026-12-02 12:00", 8), ("2026-12-06 12:00", 9), counts="latest"), 1),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "place"), [c[1:] for c in CHOICES], ids=[c[0] for c in CHOICES])
def test_which_attempt_counts(given_, place):
    assert counted_attempts([given_], 0)["sums"].place == place


def test_slip_days_are_spent_in_the_order_of_due_dates_not_of_the_course():
    first = work("2026-11-05 12:00", assignment="z")
    second = work("2026-11-12 12:00", due="2026-11-10 23:59", assignment="a")
    found = counted_attempts([second, first], slip_days=3)
    assert (found["z"].slip_days, found["a"].slip_days) == (2, 1)
    assert found["a"].penalty == 1 * POINT


def test_of_equal_due_dates_the_name_decides():
    found = counted_attempts([work("2026-11-04 12:00", assignment=name) for name in ("b", "a")], slip_days=1)
    assert (found["a"].slip_days, found["b"].slip_days) == (1, 0)


def test_an_assignment_without_a_due_date_spends_nothing_and_comes_last():
    found = counted_attempts(
        [work("2026-11-09 12:00", due=None, assignment="a"), work("2026-11-04 12:00", assignment="b")],
        slip_days=1,
    )
    assert (found["a"].slip_days, found["b"].slip_days) == (0, 1)


def test_slip_days_are_spent_on_the_attempt_that_counts():
    tried = several(("2026-11-02 12:00", 9), ("2026-11-05 12:00", 9))
    later = work("2026-11-12 12:00", due="2026-11-10 23:59", assignment="later")
    found = counted_attempts([tried, later], slip_days=2)
    assert found["sums"] == Counted(0, 0, 0, 0, accepted=True, accept_until_us=us("2026-11-11 00:09"))
    assert found["later"].slip_days == 2


def test_an_assignment_without_attempts_has_none_that_counts():
    nothing = LateWork(assignment="sums", due_us=0, policy=LatePolicy(), attempts=())
    assert counted_attempts([nothing], 3) == {}


def test_acceptance_ends_days_after_the_due_date_on_the_calendar_and_after_the_grace():
    late = work("2026-10-30 12:00", due="2026-10-23 23:59", zone=BERLIN)
    assert accepted_until_us(late) == us("2026-10-31 00:09", BERLIN)


MOMENTS = st.integers(min_value=us("1995-01-01"), max_value=us("2037-12-31"))
ZONES = st.sampled_from(["UTC", BERLIN, NEW_YORK, KOLKATA, APIA, LORD_HOWE, "Africa/Casablanca"])


@given(MOMENTS, st.integers(0, 40), ZONES.filter(lambda zone: zone != APIA))
def test_one_more_day_is_22_to_26_hours_later(moment, days, zone):
    step = days_after(moment, days + 1, zone) - days_after(moment, days, zone)
    assert 22 * DAY_US // 24 <= step <= 26 * DAY_US // 24


@given(MOMENTS, st.integers(0, 60 * DAY_US), st.integers(0, DAY_US), ZONES)
def test_the_day_that_is_counted_is_the_first_whose_end_is_not_over(due, after, grace, zone):
    days = days_late(due + after, due, grace, zone)
    assert due + after <= days_after(due, days, zone) + grace
    assert days == 0 or due + after > days_after(due, days - 1, zone) + grace


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 100_000)), min_size=1, max_size=5), st.integers(0, 5)
)
def test_a_later_hand_in_of_the_same_work_is_never_worth_more(attempts, slip):
    policy = LatePolicy(per_day_percent=7, max_percent=60, accept_days=6)

    def worth(more: int) -> int:
        tried = tuple(
            ScoredAttempt(received_us=(day + more) * DAY_US, points=points, max_points=100_000)
            for day, points in attempts
        )
        found = counted_attempts(
            [LateWork(assignment="a", due_us=DAY_US, policy=policy, attempts=tried)], slip
        )["a"]
        return tried[found.place].points - found.penalty

    assert worth(0) >= worth(1) >= worth(2)
