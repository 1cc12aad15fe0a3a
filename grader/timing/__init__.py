"""Time a submission against the reference, on a clock the submission cannot reach.

Two workers under the same walls, on the same core, one stopped while the other runs; every call on fresh inputs,
committed to by a challenge drawn after it, stamped by the grader. `estimate.py` makes a ratio of the times, `tier.py` a
verdict of the ratio, `contest.py` repeats until there is one. The modules know no process: what is timed is a function
that gives pairs of times, so that a synthetic clock can stand for it.
"""

from __future__ import annotations

from grader.timing.contest import Contest, Outcome, Shape, contest
from grader.timing.estimate import Estimate, Pair, estimate, geometric_mean, noise_of
from grader.timing.tier import Standing, Tier, granted, standing

__all__ = [
    "Contest", "Estimate", "Outcome", "Pair", "Shape", "Standing", "Tier",
    "contest", "estimate", "geometric_mean", "granted", "noise_of", "standing",
]  # fmt: skip
