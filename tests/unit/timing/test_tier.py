"""Tiers near their thresholds: within the noise they are undecided, and in the end the student gets the doubt."""

from __future__ import annotations

import pytest

from grader.course.performance import Tier
from grader.timing.tier import decide_tiers, resolve_undecided

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
def test_a_tier_is_decided_only_outside_the_margin(score, states):
    assert [d.state for d in decide_tiers([LOW, HIGH], score, 0.05)] == states


@pytest.mark.parametrize(("score", "state"), [(0.67, "reached"), (0.7, "reached"), (0.664, "missed")])
def test_an_undecided_tier_is_reached_if_noise_can_explain_what_is_missing(score, state):
    (resolved,) = resolve_undecided(decide_tiers([HIGH], score, 0.05), score, 0.05)
    assert resolved.state == state


def test_decided_tiers_stay_as_they_are():
    decisions = decide_tiers([LOW, HIGH], 0.5, 0.01)
    assert resolve_undecided(decisions, 0.5, 0.01) == decisions
