"""Where things lie in the picture of a function's speed among its tiers; a template draws it.

Across, a place is a share of the picture's width in per cent, so that the picture is as wide as the page
while its text stays as large as the page's. Downwards a place is in pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from grader.model import PerformanceResult, TierState

ROW: Final = 40
"""Pixels from one tier to the next."""
TOP: Final = 30
"""Pixels above the first tier: there the student's mark is named."""

_TICKS: Final = 7

Anchor = Literal["start", "middle", "end"]


class LogScale(NamedTuple):
    """A logarithmic axis from ``low`` to ``high``."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """How far along it a value lies, in per cent; values beyond an end lie on it."""
        inside = min(max(value, self.low), self.high)
        return round(100 * math.log(inside / self.low) / math.log(self.high / self.low), 2)

    def ticks(self) -> list[float]:
        """Round values on it: 1, 2 and 5 of each decade, or 1 and 3, or 1, or fewer, but at most seven."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for steps in ((1, 2, 5), (1, 3), (1,)):
            found = [n * 10.0**e for e in decades for n in steps if self.low <= n * 10.0**e <= self.high]
            if len(found) <= _TICKS:
                return found
        return found[:: math.ceil(len(found) / _TICKS)]


def around(values: Iterable[float], below: float, above: float) -> LogScale:
    """The scale on which all values lie, with room for a factor on either side."""
    values = list(values)
    return LogScale(min(values) / below, max(values) * above)


class Tick(NamedTuple):
    """A value on an axis, in per cent across or in pixels down."""

    at: float
    value: float


def anchor(at: float, margin: float = 15.0) -> Anchor:
    """How text lies to its place so that it does not leave the picture."""
    return "start" if at < margin else "end" if at > 100 - margin else "middle"


class TierBar(NamedTuple):
    """A tier: its line, and the bar of all speeds that reach it, to the right of the line."""

    name: str
    least: float
    state: TierState
    at: float
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedChart:
    """The student's share of the reference's speed among the tiers."""

    mark: float
    band: tuple[float, float]
    """What noise could make of the mark."""
    bars: tuple[TierBar, ...]
    ticks: tuple[Tick, ...]
    bottom: int
    """Where the axis lies."""


def speed_chart(result: PerformanceResult) -> SpeedChart | None:
    """The picture of a function's speed, if it has one."""
    if not result.score or result.score <= 0:
        return None
    low, high = result.score_range
    scale = around([low, high, 1.0, *(t.least for t in result.tiers if t.least > 0)], 1.6, 1.3)
    bars = tuple(
        TierBar(tier.name, tier.least, tier.state, scale.at(tier.least), TOP + ROW * n)
        for n, tier in enumerate(result.tiers)
    )
    return SpeedChart(
        mark=scale.at(result.score),
        band=(scale.at(low), scale.at(high)),
        bars=bars,
        ticks=tuple(Tick(scale.at(value), value) for value in scale.ticks()),
        bottom=TOP + ROW * len(bars) + 4,
    )
