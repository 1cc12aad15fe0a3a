"""Evidence is paid where the calls it was read from are those that were timed."""

from __future__ import annotations

import pytest

from grader.course.performance import Evidence
from grader.timing.estimate import Pair
from grader.timing.resource_checks import Inspection

ASKED = Evidence(kind="peak memory", most=6, points=2, size="30x20")
PACE = 0.5


@pytest.fixture
def inspected(monkeypatch):
    """``inspected(*sittings)``: what comes of sittings, each a figure and the share of the reference's speed in it."""

    def run(*sittings, paid=True, pace=PACE):
        left = list(sittings)

        def measured(self, asked, *, thoroughly):
            figure, share = left.pop(0)
            return figure, [Pair(1e-3, 1e-3 / share)] * 4 if thoroughly else []

        monkeypatch.setattr(Inspection, "_measured", measured)
        return Inspection(None, None, None, None).evidence(ASKED, paid=paid, pace=pace), len(left)

    return run


def test_a_function_as_fast_as_it_was_timed_is_paid_for_what_it_saves(inspected):
    result, left = inspected((4.0, 0.48), (9.0, 0.5))
    assert (result.points, result.measured, result.message, left) == (2, 4.0, "", 1)
    assert inspected((7.0, 0.5))[0].points == 0


def test_a_function_that_is_modest_only_where_it_is_slow_is_not(inspected):
    result, left = inspected(*[(4.0, 0.3)] * 5)
    assert (result.points, result.measured, left) == (0, 4.0, 2)
    assert result.message.startswith("Your function was much slower when this was measured")


def test_one_disturbed_sitting_costs_nothing(inspected):
    assert inspected((4.0, 0.3), (5.0, 0.45))[0].points == 2


def test_a_size_that_was_not_timed_has_no_pace(inspected):
    assert inspected((4.0, 0.01), pace=0.0)[0].points == 2


def test_what_is_not_paid_is_looked_at_once(inspected):
    result, left = inspected((4.0, 0.3), (4.0, 0.3), paid=False)
    assert (result.points, left) == (0, 1)
    assert result.message.startswith("It counts together with speed")
