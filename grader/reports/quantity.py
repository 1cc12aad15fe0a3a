"""Measured quantities as a page shows them: three digits and a unit that fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from grader.text import figure, one_line

_TIMES: Final = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_BYTES: Final = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "bytes"))
_COUNTS: Final = ((1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k"), (1.0, ""))

_NO_BREAK: Final = "\u00a0"


def duration(seconds: float) -> str:
    """``1.25 ms``; the blank does not break."""
    return _scaled(seconds, _TIMES, _NO_BREAK)


def data_size(amount: float) -> str:
    """``1.7 MB``: a megabyte is a million bytes, as rates are given."""
    return _scaled(amount, _BYTES, _NO_BREAK)


def operation_count(amount: float) -> str:
    """``46.1 M``: operations, or operations per second."""
    return _scaled(amount, _COUNTS, "").replace(" ", _NO_BREAK)


def dimensions(size: str) -> str:
    """``600×600×64`` for ``600x600x64``; anything else as it is, on one line."""
    parts = size.split("x")
    return "×".join(parts) if all(map(str.isdigit, parts)) else one_line(size, 30)


def percentage(share: float) -> str:
    return f"{figure(round(100 * share, 1))}{_NO_BREAK}%"


def _scaled(value: float, units: Sequence[tuple[float, str]], gap: str) -> str:
    """By the largest unit of which it is at least one, once rounded: 999.9 µs is 1 ms."""
    size, name = next((u for u in units if abs(value) >= 0.9995 * u[0]), units[-1])
    return f"{figure(value / size)}{gap}{name}"
