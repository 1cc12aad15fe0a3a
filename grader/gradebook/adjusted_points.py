"""What the staff's adjustments make of points: added, set, or excused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.gradebook.row import AdjustmentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedPoints:
    """The final points, and which adjustments made them."""

    final: int | None
    adjustment: int
    """``final - (points - penalty)``; 0 where there is no final grade."""
    excused: bool = False
    applied: tuple[AdjustmentRow, ...] = ()
    waiting: tuple[AdjustmentRow, ...] = ()
    """Points for which there is no score that they could be added to."""
    cut: bool = False
    """The sum was below 0."""


def adjusted_points(adjustments: Sequence[AdjustmentRow], points: int | None, penalty: int) -> AdjustedPoints:
    """Points after the adjustments that hold, in the order in which they were made.

    The last grade that was set stands for everything before it. What was added later comes on top.
    """
    last = max((i for i, row in enumerate(adjustments) if row.points is None), default=None)
    rest = tuple(adjustments[last or 0 :])
    if last is not None and rest[0].excused:
        return AdjustedPoints(final=None, adjustment=0, excused=True, applied=rest[:1], waiting=rest[1:])
    before = None if points is None else points - penalty
    start = rest[0].override if last is not None else before
    if start is None:
        return AdjustedPoints(final=None, adjustment=0, waiting=rest)
    total = start + sum(row.points or 0 for row in rest)
    final = max(total, 0)
    return AdjustedPoints(final=final, adjustment=final - (before or 0), applied=rest, cut=total < 0)
