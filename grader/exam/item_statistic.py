r"""How difficult the questions of an exam were, and how well they measure one thing.

An item is a question; :math:`x_{ij}` is the share of its points that student *i* earned on item *j*, and :math:`w_j`
its points. A blank counts as 0. Nothing is computed below `FEWEST_STUDENTS` students or `FEWEST_ITEMS` items.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FEWEST_STUDENTS: Final = 10
FEWEST_ITEMS: Final = 3
HARD: Final = 0.2
EASY: Final = 0.95
LEAST_DISCRIMINATION: Final = 0.1
_FLAT: Final = 1e-12
"""A spread below this share of the values is rounding: all students earned the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistic:
    """One item.

    Attributes
    ----------
    p : float
        Mean share of the points: 1 if everybody has all of them.
    r : float, optional
        Correlation with the total of the other items; None where one of both does not vary.
    """

    p: float
    r: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamStatistic:
    """All items together.

    Attributes
    ----------
    alpha : float, optional
        Cronbach's alpha of the points; of items that are right or wrong it is KR-20. None if the totals do not vary.
    sem : float, optional
        Standard error of measurement, in points.
    """

    students: int
    items: tuple[ItemStatistic, ...]
    mean: float
    deviation: float
    alpha: float | None
    sem: float | None


def exam_statistic(shares: NDArray[np.float64], points: NDArray[np.float64]) -> ExamStatistic | None:
    r"""Difficulty and discrimination of each item, and the reliability of the total.

    .. math::
        p_j = \bar{x}_j, \quad r_j = \operatorname{corr}(s_j, t - s_j), \quad
        \alpha = \frac{k}{k-1}\Bigl(1 - \frac{\sum_j s^2_j}{s^2_t}\Bigr), \quad \mathrm{SEM} = s_t\sqrt{1-\alpha}

    with :math:`s_j = w_j x_j` and :math:`t = \sum_j s_j`.

    Parameters
    ----------
    shares : ndarray of shape (S, K), float64
        Between 0 and 1; a row per student.
    points : ndarray of shape (K,), float64
        The points of each item.

    Returns
    -------
    ExamStatistic or None
        None for fewer than 10 students or 3 items.

    Notes
    -----
    Variances are those of a sample (n − 1). The total for *r* leaves the item out: otherwise an item would be
    compared with itself.

    References
    ----------
    L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951), eq. 2.
    """
    students, items = shares.shape
    if students < FEWEST_STUDENTS or items < FEWEST_ITEMS:
        return None
    scores = shares * points
    totals = scores.sum(axis=1)
    alpha = cronbach_alpha(scores)
    deviation = float(totals.std(ddof=1))
    return ExamStatistic(
        students=students,
        items=tuple(
            ItemStatistic(p=float(shares[:, j].mean()), r=pearson(scores[:, j], totals - scores[:, j]))
            for j in range(items)
        ),
        mean=float(totals.mean()),
        deviation=deviation,
        alpha=alpha,
        sem=None if alpha is None else deviation * math.sqrt(max(0.0, 1 - alpha)),
    )


def cronbach_alpha(scores: NDArray[np.float64]) -> float | None:
    """Cronbach's alpha of the columns; None if the totals do not vary."""
    totals = scores.sum(axis=1)
    if is_flat(totals):
        return None
    k = scores.shape[1]
    return float(k / (k - 1) * (1 - scores.var(axis=0, ddof=1).sum() / totals.var(ddof=1)))


def pearson(x: NDArray[np.float64], y: NDArray[np.float64]) -> float | None:
    """Pearson's correlation; None if one of both does not vary."""
    if is_flat(x) or is_flat(y):
        return None
    dx, dy = x - x.mean(), y - y.mean()
    return float((dx @ dy) / math.sqrt((dx @ dx) * (dy @ dy)))


def is_flat(x: NDArray[np.float64]) -> bool:
    """Whether all values are equal, up to rounding."""
    return bool(np.ptp(x) <= _FLAT * max(1.0, float(np.abs(x).max())))


__all__ = [
    "EASY", "FEWEST_ITEMS", "FEWEST_STUDENTS", "HARD", "LEAST_DISCRIMINATION", "ExamStatistic", "ItemStatistic",
    "cronbach_alpha", "exam_statistic", "is_flat", "pearson",
]  # fmt: skip
