"""Tiers of speed, and when one is reached on a machine that makes noise."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

APART = 1.5
"""Neighbouring tiers differ by at least this factor, or noise decides between them."""

State = Literal["reached", "missed", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A speed worth points."""

    name: str
    least: float
    """Score from which it counts as reached; the reference's own is 1."""
    points: float


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
        How many times faster than the reference.
    noise : float
        What the machine may add or take, as a share; below 1.
    """
    return [Standing(tier=tier, state=_state(tier.least, score, noise)) for tier in tiers]


def granted(standings: Sequence[Standing], score: float, noise: float) -> list[Standing]:
    """What remains undecided after all rounds counts for the student if the noise could be to blame."""
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


def apart(tiers: Sequence[Tier]) -> bool:
    """Whether neighbouring tiers are far enough from each other to be told apart."""
    least = sorted(tier.least for tier in tiers)
    return all(above >= APART * below for below, above in itertools.pairwise(least))
