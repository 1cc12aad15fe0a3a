"""When a tier is reached on a machine that makes noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from grader.course.performance import Tier

State = Literal["reached", "missed", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a score stands to one tier."""

    tier: Tier
    state: State


def standing(tiers: Sequence[Tier], score: float, noise: float) -> list[Standing]:
    """Reached where even the noise leaves the score above the tier, missed where it leaves it below.

    Parameters
    ----------
    tiers : sequence of Tier
    score : float
        Share of the reference's speed.
    noise : float
        What the machine may add or take, as a share; below 1.
    """
    return [Standing(tier=tier, state=_state(tier.least, score, noise)) for tier in tiers]


def granted(standings: Sequence[Standing], score: float, noise: float) -> list[Standing]:
    """What remains undecided after all sittings counts for the student if the noise could be to blame."""
    return [
        Standing(tier=s.tier, state="reached" if score >= s.tier.least * (1 - noise) else "missed")
        if s.state == "undecided"
        else s
        for s in standings
    ]


def _state(least: float, score: float, noise: float) -> State:
    if score * (1 - noise) >= least:
        return "reached"
    return "missed" if score * (1 + noise) < least else "undecided"
