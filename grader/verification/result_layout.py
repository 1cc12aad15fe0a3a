"""How the result of a function follows from the shapes of its arguments, found by trying.

Each argument is halved along each axis in turn. Where the function still runs and its result is shorter along one axis,
that axis has its length from the argument's. Where both halves of the argument give the halves of the result, rows
along the axis are computed one by one. One half would not do: the first steps of a sequence do not need the later ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

_ROUNDING = 1e-3
"""Rows computed alone differ from the same rows of the whole by rounding only."""


class Source(NamedTuple):
    """Where a length of the result comes from."""

    argument: int
    axis: int


class Rows(NamedTuple):
    """Rows of the result that can be computed without the others."""

    source: Source
    axis: int
    """Of the result."""


class Layout(NamedTuple):
    """What was found."""

    lengths: Sequence[Source | int]
    """For each axis of the result, the source of its length, or the length where it has none."""
    rows: Rows | None
    """Along the longest axis, if there is one."""


def layout_of(function: Callable[..., npt.NDArray[Any]], args: Sequence[Any]) -> Layout:
    """The layout of a function's result.

    Parameters
    ----------
    function : callable
        It must leave its arguments as they are.
    args : sequence
        Arguments of a call that succeeds.

    Examples
    --------
    >>> layout_of(lambda x, w: x @ w, [np.ones((4, 3)), np.ones((3, 5))]).rows
    Rows(source=Source(argument=1, axis=1), axis=1)
    """
    whole = function(*args)
    halves = [
        (source, part)
        for source in _sources(args, least=2)
        if (part := _tried(function, _with_rows(args, source, _first_half(args, source)))) is not None
        and part.ndim == whole.ndim
    ]
    shorter = [(source, axis, part) for source, part in halves for axis in _shorter(part, whole)]
    lengths: list[Source | int] = []
    for axis, length in enumerate(whole.shape):
        proven = (source for source, found, _ in shorter if found == axis)
        equal = (s for s in _sources(args) if np.shape(args[s.argument])[s.axis] == length)
        lengths.append(next(proven, None) or next(equal, length))
    rows = [
        Rows(source, axis)
        for source, axis, part in shorter
        if _is_part(whole, part, axis, half := _first_half(args, source))
        and (end := _tried(function, _with_rows(args, source, rest := slice(half.stop, None)))) is not None
        and _is_part(whole, end, axis, rest)
    ]
    return Layout(lengths, max(rows, key=lambda each: whole.shape[each.axis], default=None))


def _sources(args: Sequence[Any], least: int = 0) -> Iterator[Source]:
    """All axes of all arguments that have at least so many entries."""
    for index, value in enumerate(args):
        yield from (Source(index, axis) for axis, length in enumerate(np.shape(value)) if length >= least)


def _first_half(args: Sequence[Any], source: Source) -> slice:
    return slice((np.shape(args[source.argument])[source.axis] + 1) // 2)


def _with_rows(args: Sequence[Any], source: Source, rows: slice) -> list[Any]:
    """The arguments, with these rows alone along the axis of one of them."""
    changed = list(args)
    changed[source.argument] = np.asarray(args[source.argument])[(slice(None),) * source.axis + (rows,)]
    return changed


def _tried(function: Callable[..., npt.NDArray[Any]], args: Sequence[Any]) -> npt.NDArray[Any] | None:
    """The result, or ``None`` where these arguments do not fit together."""
    try:
        return function(*args)
    except (ValueError, IndexError, TypeError):
        return None


def _shorter(part: npt.NDArray[Any], whole: npt.NDArray[Any]) -> list[int]:
    """The axis along which a result is shorter, if it is only one."""
    axes = [axis for axis, length in enumerate(part.shape) if length != whole.shape[axis]]
    return axes if len(axes) == 1 and part.size < whole.size else []


def _is_part(whole: npt.NDArray[Any], part: npt.NDArray[Any], axis: int, rows: slice) -> bool:
    expected = whole[(slice(None),) * axis + (rows,)]
    return part.shape == expected.shape and np.allclose(
        part, expected, rtol=_ROUNDING, atol=_ROUNDING * float(np.std(whole))
    )
