"""Where things lie in the picture of the losses of a training; a template draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from grader.model import LossCurve

WIDTH: Final = 340
HEIGHT: Final = 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 6, 18, 22
"""What the axes and their words take."""
_ROOM: Final = 1.3
"""The picture is so many times as high as the reference's losses need; losses beyond lie on its edges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossChart:
    """Points of lines, as SVG writes them, in a picture of `WIDTH` by `HEIGHT`."""

    band: str
    """Outline of what the reference's losses were in most trainings."""
    reference: str
    trainings: tuple[str, ...]
    left: int
    right: int
    top: int
    bottom: int
    lowest: float
    """The loss at the lower edge: 0, or the lowest of the reference if that is negative."""
    highest: float
    """The loss at the upper edge."""
    steps: int
    """Parts of the training."""
    width: int = WIDTH
    height: int = HEIGHT


def loss_chart(curve: LossCurve) -> LossChart:
    """The picture of the losses of a public test."""
    lowest = min(0.0, *curve.low, *curve.reference)
    span = _ROOM * (max(0.0, *curve.high, *curve.reference) - lowest) or 1.0
    steps = max(len(curve.reference) - 1, 1)

    def points(losses: Sequence[float], places: Sequence[int]) -> list[str]:
        return [
            f"{_LEFT + (WIDTH - _LEFT - _RIGHT) * min(place / steps, 1):.1f},"
            f"{_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - min(max((loss - lowest) / span, 0), 1)):.1f}"
            for place, loss in zip(places, losses, strict=True)
        ]

    def line(losses: Sequence[float]) -> str:
        return " ".join(points(losses, range(len(losses))))

    upper = points(curve.high, range(len(curve.high)))
    lower = points(curve.low, range(len(curve.low)))
    return LossChart(
        band=" ".join([*upper, *reversed(lower)]), reference=line(curve.reference),
        trainings=tuple(map(line, curve.trainings)), left=_LEFT, right=WIDTH - _RIGHT, top=_TOP,
        bottom=HEIGHT - _BOTTOM, lowest=lowest, highest=lowest + span, steps=steps,
    )  # fmt: skip
