"""Where things lie in the picture of a machine's roofline; a template draws it.

A machine moves so many bytes a second and computes so many operations a second. What a function does per byte
says which of the two holds it back (S. Williams, A. Waterman and D. Patterson, *Roofline*, 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from grader.model import PerformanceResult, SizeResult
from grader.phrases import tier_state
from grader.reports.chart import LogScale, Tick, around
from grader.reports.quantity import dimensions

PLOT_TOP: Final = 36
PLOT_HEIGHT: Final = 190
"""Pixels."""

LABEL: Final = 15
"""Pixels from one size's name to the next."""


class TierMark(NamedTuple):
    """The speed that a tier asks for, at one size."""

    at: float
    kind: str
    """``reached``, ``missed`` or ``open``."""


class RoofPoint(NamedTuple):
    """One size: how much it computes per byte, and how fast reference, student, tiers and machine are there."""

    at: float
    reference: float
    student: float
    roof: float
    tiers: tuple[TierMark, ...]


class Guide(NamedTuple):
    """The name of a size, below the axis."""

    at: float
    top: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roofline:
    """What a machine allows, and where reference and student lie under it."""

    slope: tuple[float, float, float, float]
    """The rate at which it moves: from (per cent, pixels) to (per cent, pixels)."""
    level: float
    """The rate at which it computes: from the end of the slope on, in pixels."""
    points: tuple[RoofPoint, ...]
    guides: tuple[Guide, ...]
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
    bottom: int = PLOT_TOP + PLOT_HEIGHT

    @property
    def height(self) -> int:
        """All of it, the names of the sizes and of the axis included."""
        return self.bottom + LABEL * len(self.guides) + 40


def roofline(result: PerformanceResult) -> Roofline | None:
    """The picture of a function under its machine's roof; none where nothing is computed or moved."""
    sizes = [size for size in result.sizes if drawable(size)]
    moves, computes = result.bytes_per_s, result.operations_per_s
    if not sizes or moves <= 0 or computes <= 0:
        return None
    ridge = computes / moves
    x = around([ridge, *map(intensity, sizes)], 4.0, 4.0)
    shares = [1.0, *(tier.least for tier in result.tiers)]
    rates = [s.operations / s.student_s for s in sizes]
    rates += [share * s.operations / s.reference_s for s in sizes for share in shares]
    y = around([computes, *rates], 3.0, 2.0)
    enters = max(x.low, y.low / moves)
    return Roofline(
        slope=(x.at(enters), _down(y, enters * moves), x.at(ridge), _down(y, computes)),
        level=_down(y, computes),
        points=tuple(_point(size, x, y, result) for size in sizes),
        guides=_guides([(x.at(intensity(size)), dimensions(size.size)) for size in sizes]),
        across=tuple(Tick(x.at(value), value) for value in x.ticks()),
        down=tuple(Tick(_down(y, value), value) for value in y.ticks()),
    )


def intensity(size: SizeResult) -> float:
    """Operations per byte that must be moved."""
    return size.operations / size.ideal_bytes


def roof(size: SizeResult, result: PerformanceResult) -> float:
    """Operations per second that the machine allows at a size."""
    return min(result.operations_per_s, intensity(size) * result.bytes_per_s)


def drawable(size: SizeResult) -> bool:
    return min(size.operations, size.ideal_bytes, size.reference_s, size.student_s) > 0


def _point(size: SizeResult, x: LogScale, y: LogScale, result: PerformanceResult) -> RoofPoint:
    reference_rate = size.operations / size.reference_s
    return RoofPoint(
        at=x.at(intensity(size)),
        reference=_down(y, reference_rate),
        student=_down(y, size.operations / size.student_s),
        roof=_down(y, roof(size, result)),
        tiers=tuple(
            TierMark(_down(y, tier.least * reference_rate), tier_state(tier, result)) for tier in result.tiers
        ),
    )


def _down(scale: LogScale, value: float) -> float:
    return round(PLOT_TOP + PLOT_HEIGHT * (1 - scale.at(value) / 100), 1)


def _guides(places: Sequence[tuple[float, str]]) -> tuple[Guide, ...]:
    """Each size on a line of its own, so that no two names touch."""
    first = PLOT_TOP + PLOT_HEIGHT + LABEL + 20
    return tuple(Guide(at, first + LABEL * n, label) for n, (at, label) in enumerate(sorted(places)))
