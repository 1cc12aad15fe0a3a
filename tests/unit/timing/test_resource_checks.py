"""A figure gives points only if the calls that it was measured in are as fast as the timed ones."""

from __future__ import annotations

import pytest

from grader.course.performance import ResourceLimit
from grader.timing.estimate import TimePair
from grader.timing.resource_checks import ResourceChecks

LIMIT = ResourceLimit(kind="peak memory", most=6, points=2, size="30x20")
TIMED_RATIO = 0.5


@pytest.fixture
def check(monkeypatch):
    """``check(*batches)``: the result, and how many batches were left; a batch is a figure and a share of speed."""

    def run(*batches, tier_reached=True, timed_ratio=TIMED_RATIO):
        left = list(batches)

        def measure(self, limit, *, full_batch):
            figure, ratio = left.pop(0)
            return figure, [TimePair(1e-3, 1e-3 / ratio)] * 4 if full_batch else []

        monkeypatch.setattr(ResourceChecks, "_measure", measure)
        checks = ResourceChecks(None, None, None, None)
        return checks.check(LIMIT, tier_reached=tier_reached, timed_ratio=timed_ratio), len(left)

    return run


def test_a_function_as_fast_as_it_was_timed_gets_points_within_the_limit(check):
    result, left = check((4.0, 0.48), (9.0, 0.5))
    assert (result.points, result.measured, result.message, left) == (2, 4.0, "", 1)
    assert check((7.0, 0.5))[0].points == 0


def test_a_function_that_uses_little_only_where_it_is_slow_gets_none(check):
    result, left = check(*[(4.0, 0.3)] * 5)
    assert (result.points, result.measured, left) == (0, 4.0, 2)
    assert result.message.startswith("Your function was much slower when this was measured")


def test_one_disturbed_batch_is_repeated(check):
    assert check((4.0, 0.3), (5.0, 0.45))[0].points == 2


def test_a_size_that_was_not_timed_needs_no_speed(check):
    assert check((4.0, 0.01), timed_ratio=0.0)[0].points == 2


def test_without_the_tier_there_is_one_batch_and_no_points(check):
    result, left = check((4.0, 0.3), (4.0, 0.3), tier_reached=False)
    assert (result.points, left) == (0, 1)
    assert result.message.startswith("It counts together with speed")
