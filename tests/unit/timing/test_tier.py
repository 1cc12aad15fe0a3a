"""Tiers at their borders: what noise leaves open is open, and in the end it counts for the student."""

from __future__ import annotations

import pytest

from grader.course.performance import Tier
from grader.timing.tier import granted, standing

LOW, HIGH = Tier(name="middle", least=0.3, points=2), Tier(name="good", least=0.7, points=3)


@pytest.mark.parametrize(
    ("score", "states"),
    [
        (0.28, ["missed", "missed"]),
        (0.29, ["undecided", "missed"]),
        (0.31, ["undecided", "missed"]),
        (0.32, ["reached", "missed"]),
        (0.66, ["reached", "missed"]),
        (0.67, ["reached", "undecided"]),
        (0.73, ["reached", "undecided"]),
        (0.74, ["reached", "reached"]),
    ],
)
def test_a_tier_is_decided_only_beyond_the_noise(score, states):
    assert [s.state for s in standing([LOW, HIGH], score, 0.05)] == states


@pytest.mark.parametrize(("score", "state"), [(0.67, "reached"), (0.7, "reached"), (0.664, "missed")])
def test_what_stays_undecided_counts_if_noise_could_be_to_blame(score, state):
    (last,) = granted(standing([HIGH], score, 0.05), score, 0.05)
    assert last.state == state


def test_what_is_decided_stays():
    decided = standing([LOW, HIGH], 0.5, 0.01)
    assert granted(decided, 0.5, 0.01) == decided
