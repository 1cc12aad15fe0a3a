"""Whether a score reaches a tier on a machine with noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from grader.course.performance import Tier

Decision = Literal["reached", "missed", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TierDecision:
    """Whether a score reaches one tier."""

    tier: Tier
    state: Decision


def decide_tiers(tiers: Sequence[Tier], score: float, margin: float) -> list[TierDecision]:
    """Decide every tier that lies outside the margin of error of the score.

    Parameters
    ----------
    tiers : sequence of Tier
    score : float
        Share of the reference's speed.
    margin : float
        Relative error that noise may cause in the score; at least 0 and below 1.

    Returns
    -------
    list of TierDecision
        In the order of ``tiers``: ``reached`` where the score less the margin reaches the tier, ``missed`` where
        the score plus the margin does not, else ``undecided``.
    """
    return [TierDecision(tier=tier, state=_decision(tier.least, score, margin)) for tier in tiers]


def resolve_undecided(decisions: Sequence[TierDecision], score: float, margin: float) -> list[TierDecision]:
    """Decide the tiers that are undecided after the last batch, in favour of the student.

    Parameters
    ----------
    decisions : sequence of TierDecision
    score : float
        Share of the reference's speed.
    margin : float
        Relative error that noise may cause in the score.

    Returns
    -------
    list of TierDecision
        An undecided tier is reached if noise can explain what the score lacks. Decided ones stay.
    """
    return [
        TierDecision(tier=d.tier, state="reached" if score >= d.tier.least * (1 - margin) else "missed")
        if d.state == "undecided"
        else d
        for d in decisions
    ]


def _decision(least: float, score: float, margin: float) -> Decision:
    if score * (1 - margin) >= least:
        return "reached"
    return "missed" if score * (1 + margin) < least else "undecided"
