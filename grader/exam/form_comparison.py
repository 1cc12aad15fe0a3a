"""Whether the forms of an exam are equally difficult: the mean share of each form, and a permutation test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MOST_FORMS_COMPARED: Final = 10
PERMUTATIONS: Final = 2000
DIFFERENT: Final = 0.01
"""Below this probability the forms are said to differ."""
_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class FormComparison:
    """One item, or the total, on every form.

    Attributes
    ----------
    means : dict
        Mean share of the points by form.
    probability : float
        That means lie so far apart if the forms are dealt out by chance.
    """

    means: dict[str, float]
    probability: float

    @property
    def differ(self) -> bool:
        return self.probability < DIFFERENT


def form_comparison(shares: NDArray[np.float64], forms: Sequence[str]) -> FormComparison | None:
    """Compare the forms by dealing them out again and again.

    The statistic is the spread of the means between forms, each weighted by its number of students. The probability
    is (1 + permutations that reach it) / (1 + permutations), which is never 0.

    Parameters
    ----------
    shares : ndarray of shape (S,), float64
    forms : sequence of str, length S
        The form of each student.

    Returns
    -------
    FormComparison or None
        None unless there are 2 to 10 forms with two students each.
    """
    names, codes, counts = np.unique(np.array(forms), return_inverse=True, return_counts=True)
    if not 2 <= len(names) <= MOST_FORMS_COMPARED or counts.min() < 2:
        return None
    sums = np.bincount(codes, weights=shares)
    reached = _between(sums, counts)
    rng = np.random.default_rng(len(shares))  # the same class gives the same figure
    shuffled = (np.bincount(rng.permutation(codes), weights=shares) for _ in range(PERMUTATIONS))
    as_far = sum(_between(each, counts) >= reached * (1 - _ROUNDING) for each in shuffled)
    return FormComparison(
        means={str(name): float(total / n) for name, total, n in zip(names, sums, counts, strict=True)},
        probability=(1 + as_far) / (1 + PERMUTATIONS),
    )


def _between(sums: NDArray[Any], counts: NDArray[Any]) -> float:
    """The sum of n · mean² over the forms, which differs from the spread between them by a constant."""
    return float((sums**2 / counts).sum())


__all__ = ["DIFFERENT", "MOST_FORMS_COMPARED", "PERMUTATIONS", "FormComparison", "form_comparison"]
