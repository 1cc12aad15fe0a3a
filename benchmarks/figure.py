"""One measured number with its target, and the table of all of them."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured. Without a target it stands there for scale."""

    what: str
    value: float
    unit: str = ""
    target: float | None = None
    highest: bool = True
    """Whether ``target`` is the most that is right; else the least."""
    note: str = ""

    @property
    def holds(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.highest else self.value >= self.target


def at_most(what: str, value: float, target: float, unit: str = "", note: str = "") -> Figure:
    return Figure(what=what, value=value, unit=unit, target=target, note=note)


def at_least(what: str, value: float, target: float, unit: str = "", note: str = "") -> Figure:
    return Figure(what=what, value=value, unit=unit, target=target, highest=False, note=note)


def scale(what: str, value: float, unit: str = "", note: str = "") -> Figure:
    """A number nothing is demanded of: what the others are to be seen against."""
    return Figure(what=what, value=value, unit=unit, note=note)


def median_ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """Of paired rounds: what slows the machine slows both of a pair."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def say(text: str) -> None:
    """What is going on, beside the data."""
    print(text, file=sys.stderr, flush=True)


def table(figures: Sequence[Figure]) -> str:
    rows = [("what", "measured", "target", "")]
    rows += [(f.what, _number(f.value, f.unit), _target(f), _verdict(f)) for f in figures]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    notes = ["", *(f.note for f in figures)]
    lines = []
    for (what, measured, target, verdict), note in zip(rows, notes, strict=True):
        line = f"{what:<{widths[0]}}  {measured:>{widths[1]}}  {target:>{widths[2]}}  {verdict:<6}  {note}"
        lines.append(line.rstrip())
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _number(value: float, unit: str) -> str:
    shown = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{shown} {unit}".rstrip() if unit != "x" else f"{shown}x"


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"{'<=' if figure.highest else '>='} {_number(figure.target, figure.unit)}"


def _verdict(figure: Figure) -> str:
    return {None: "", True: "ok", False: "MISSED"}[figure.holds]
