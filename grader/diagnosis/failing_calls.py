"""The failing calls of one task, taken apart into the numbers that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from grader.diagnosis.as_numbers import Numbers, Reading, read, readings
from grader.diagnosis.mismatch import DifferenceKind, Place, WrongPart, mismatches, scale_of
from grader.diagnosis.tolerance import Tolerance

ANY_FAMILY = ("python", "numpy", "torch")
LARGEST = 10**6
"""Results with more elements than this are not searched for relations."""

MOST_LEAVES = 1000
"""Nor are results with more wrong parts than this."""


class NotAsked:
    """The student's function was not asked a second time."""

    def __repr__(self) -> str:
        return "NOT_ASKED"


NOT_ASKED = NotAsked()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a student's function inside a test, and what is right."""

    function: str
    args: tuple[object, ...]
    """The inputs as they were before the call."""
    kwargs: dict[str, object] = field(default_factory=dict)
    actual: object
    expected: object
    args_after: tuple[object, ...] | None = None
    """The inputs after the call, if they were looked at."""
    again: object = NOT_ASKED
    """The student's second answer to the same inputs, if asked for."""
    error: str = ""
    """Name of the builtin exception that was raised instead of a value."""
    rule: str = ""
    """What the inputs do not fulfil, if an exception is right; then there are no values."""
    names: tuple[str, ...] = ()
    """Names of the positional arguments in the reference."""
    right: bool = False
    """The value was accepted."""
    tolerance: Tolerance | None = None
    """Of the comparison, where it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Numbers of a result that are not the right ones."""

    number: int
    """Of the call."""
    place: Place
    kind: DifferenceKind | Literal["right"]
    """``right`` for numbers of a call that was right, where a relation has to hold as well."""
    actual: Numbers
    expected: Numbers
    got: Reading
    right: Reading
    tolerance: Tolerance
    slack: float
    """Absolute error that rounding may make, whatever the hypothesis."""
    relative: float

    @property
    def mark(self) -> Place:
        """Unique among all leaves of one explanation."""
        return (self.number, *self.place)

    @property
    def same_shape(self) -> bool:
        return self.actual.shape == self.expected.shape


class Argument(NamedTuple):
    """An input of a call: what to call it, and its numbers if it is an array."""

    name: str
    value: object
    shape: tuple[int, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingCall:
    """A failing call, ready for the probes."""

    number: int
    """Place among the calls given."""
    call: Call
    tolerance: Tolerance
    leaves: tuple[Leaf, ...]
    """The numbers that differ, if the result has the right structure."""
    kinds: frozenset[DifferenceKind]
    arguments: tuple[Argument, ...]
    result_size: tuple[object, ...]
    input_size: tuple[object, ...]
    scalar: bool
    """Every number of the right result is a single one."""


def failing_calls_of(calls: Sequence[Call], tolerance: Tolerance) -> list[FailingCall]:
    """The calls whose value is wrong, or that raised."""
    made = (
        _failing_call(number, call, tolerance.or_wider(call.tolerance)) for number, call in enumerate(calls)
    )
    return [failed for failed in made if failed is not None]


def right_calls_of(calls: Sequence[Call], tolerance: Tolerance) -> list[FailingCall]:
    """The calls whose value is right and not 0 everywhere, with all their numbers, for what has to hold there too."""
    made = (
        _right_call(number, call, tolerance.or_wider(call.tolerance)) for number, call in enumerate(calls)
    )
    return [one for one in made if one is not None]


def _right_call(number: int, call: Call, tolerance: Tolerance) -> FailingCall | None:
    found = list(paired_readings(call.actual, call.expected))
    leaves = [leaf_of(number, place, "right", got, right, tolerance) for place, got, right in found]
    if not any((leaf.expected != 0).any() for leaf in leaves):
        return None
    arguments = arguments_of(call)
    shapes = tuple(right.shape for _, _, right in found)
    return FailingCall(
        number=number, call=call, tolerance=tolerance, leaves=tuple(leaves), kinds=frozenset(),
        arguments=arguments, result_size=shapes, input_size=_size_of(arguments),
        scalar=all(shape == () for shape in shapes),
    )  # fmt: skip


def paired_readings(
    actual: object, expected: object, place: Place = ()
) -> Iterator[tuple[Place, Reading, Reading]]:
    """The numbers of two values of one structure, side by side."""
    if (
        isinstance(expected, (tuple, list))
        and isinstance(actual, (tuple, list))
        and len(actual) == len(expected)
    ):
        for index, pair in enumerate(zip(actual, expected, strict=True)):
            yield from paired_readings(*pair, (*place, index))
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for key in expected.keys() & actual.keys():
            yield from paired_readings(actual[key], expected[key], (*place, key))
    else:
        got, right = read(actual), read(expected)
        if got is None or right is None or got.textual or right.textual:
            return
        if got.shape == right.shape and right.array.size <= LARGEST:
            yield place, got, right


def _failing_call(number: int, call: Call, tolerance: Tolerance) -> FailingCall | None:
    found = [] if call.error else list(mismatches(call.actual, call.expected, tolerance, ANY_FAMILY))
    if not found and not call.error:
        return None
    leaves = [_leaf(number, one, tolerance) for one in found[:MOST_LEAVES]]
    whole = tuple(leaf for leaf in leaves if leaf is not None)
    arguments = arguments_of(call)
    shapes = tuple(reading.shape for reading in readings(call.expected))
    return FailingCall(
        number=number,
        call=call,
        tolerance=tolerance,
        leaves=whole if len(whole) == len(found) else (),
        kinds=frozenset(one.kind for one in found),
        arguments=arguments,
        result_size=shapes,
        input_size=_size_of(arguments),
        scalar=all(shape == () for shape in shapes),
    )


def _size_of(arguments: Sequence[Argument]) -> tuple[object, ...]:
    """What calls must differ in: the shapes of arrays; the values, where a function takes only numbers."""
    arrays = [a for a in arguments if a.shape and not isinstance(a.value, (list, tuple))]
    return tuple(a.shape if arrays else repr(a.value) for a in arguments)


def _leaf(number: int, found: WrongPart, tolerance: Tolerance) -> Leaf | None:
    got, right = read(found.actual), read(found.expected)
    if got is None or right is None or max(got.array.size, right.array.size) > LARGEST:
        return None
    if got.textual or right.textual:
        return None
    return leaf_of(number, found.place, found.kind, got, right, tolerance)


def leaf_of(
    number: int,
    place: Place,
    kind: DifferenceKind | Literal["right"],
    got: Reading,
    right: Reading,
    tolerance: Tolerance,
) -> Leaf:
    """A leaf with the error granted to any hypothesis: the larger of the task's tolerance and 10⁻⁶."""
    a, e = got.numbers(), right.numbers()
    small, large = sorted((scale_of(a), scale_of(e)))
    floor = max(tolerance.floor(right.dtype, small), 0.1 * tolerance.floor(right.dtype, large))
    return Leaf(
        number=number,
        place=place,
        kind=kind,
        actual=a,
        expected=e,
        got=got,
        right=right,
        tolerance=tolerance,
        slack=max(tolerance.atol, 1e-9 * small, 1e-15 * large, floor),
        relative=max(tolerance.rtol, 1e-6),
    )


def arguments_of(call: Call) -> tuple[Argument, ...]:
    positional = [(argument_label(call, k), value) for k, value in enumerate(call.args)]
    named = [(f"'{name}'", value) for name, value in call.kwargs.items()]
    return tuple(Argument(name, value, _shape(value)) for name, value in positional + named)


def argument_label(call: Call, index: int) -> str:
    """What to call a positional argument: the name the task gives it, or its number if that is not known."""
    return f"'{call.names[index]}'" if index < len(call.names) else str(index + 1)


def _shape(value: object) -> tuple[int, ...] | None:
    if isinstance(value, (list, tuple)):
        return (len(value),)
    reading = read(value)
    return None if reading is None else reading.shape


def equals(actual: object, expected: object, tolerance: Tolerance) -> bool:
    """The strict comparison as yes or no, whatever carries the arrays."""
    return next(mismatches(actual, expected, tolerance, ANY_FAMILY), None) is None
