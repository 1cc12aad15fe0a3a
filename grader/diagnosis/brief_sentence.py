"""The sentence by which a hidden test says what is wrong with a value.

It comes from a closed set: none holds a value, a shape or a text that the student's code made. Sizes of errors come in
fixed steps. Names of parts are those of the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from grader.diagnosis.as_numbers import Kind, Reading, read
from grader.diagnosis.mismatch import WrongPart
from grader.messages import join_sentences, say

MOST_PARTS = 7
"""Results with more parts than this are not told apart: which one is wrong is a choice of the code under test."""

STEPS = (1, 3, 10, 30)
"""Sizes of an error in per cent of the largest right number; a larger error has no size."""

TINY = 1e-9
DTYPES = ("float16", "bfloat16", "float32", "float64", "complex64", "complex128")
"""Types that a sentence may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueOrigin:
    """What gave a value, as far as a sentence may say it."""

    parts: tuple[str, ...] = ()
    """Names of the parts of the result, in the reference's docstring."""
    input_dtype: str = ""
    """Type of the floating-point inputs, if they have but one."""
    none: Literal["", "returned", "gradient"] = ""
    """What ``None`` would stand for: a function without ``return``, or a gradient that does not exist."""


UNKNOWN = ValueOrigin()


def brief_sentence(found: WrongPart, expected: object, share: float | None, origin: ValueOrigin) -> str:
    """The sentence about a wrong part of a result.

    Parameters
    ----------
    found : WrongPart
        The part.
    expected : object
        The whole right result.
    share : float or None
        The largest error as a share of the largest right number, for wrong numbers.
    origin : ValueOrigin
        What gave the value.
    """
    match found.kind:
        case "none_returned":
            return _none(found, origin)
        case "type":
            return join_sentences(say("difference.type"), _needed(found.expected))
        case "length":
            return say("difference.length")
        case "keys":
            return say("difference.keys")
        case "dtype":
            return _dtype(found, origin)
        case "shape":
            part = _part(found, expected, origin)
            return say("difference.shape.part", part=part) if part else say("difference.shape")
        case "nonfinite":
            return _nonfinite(found)
        case "value":
            return _value(found, share)


_CONTAINERS = (
    (tuple, "needed.tuple"), (list, "needed.list"), (dict, "needed.dict"), (str, "needed.string"),
    ((set, frozenset), "needed.set"),
)  # fmt: skip


def _none(found: WrongPart, origin: ValueOrigin) -> str:
    if origin.none == "gradient":
        return say("difference.no_gradient")
    if origin.none == "returned" and not found.place:
        return say("difference.none_returned")
    nothing = say("difference.none_in_part" if found.place else "difference.none")
    return join_sentences(nothing, _needed(found.expected))


def _needed(expected: object) -> str:
    """What type the test needed, without its values."""
    if expected is None:
        return say("needed.none")
    for kind, message_id in _CONTAINERS:
        if isinstance(expected, kind):
            return say(message_id)
    reading = read(expected)
    if reading is None:
        return say("needed.object")
    if reading.array.ndim == 0:
        return say("needed.number" if reading.kind != "bool" else "needed.truth")
    return say("needed.tensor" if reading.family == "torch" else "needed.array")


def _part(found: WrongPart, expected: object, origin: ValueOrigin) -> str:
    """The part of a tuple or dict, by its place and the name that the reference gives it; empty if it has none."""
    if not found.place or not isinstance(expected, (tuple, dict)) or len(expected) > MOST_PARTS:
        return ""
    key = found.place[0]
    if isinstance(expected, dict):
        return say("part.key", name=key) if isinstance(key, str) and key.isidentifier() else ""
    assert isinstance(key, int)
    if len(origin.parts) != len(expected):
        return say(f"part.{key + 1}")
    return say(f"part.named.{key + 1}", name=origin.parts[key])


def _dtype(found: WrongPart, origin: ValueOrigin) -> str:
    got, right = read(found.actual), read(found.expected)
    assert got is not None
    assert right is not None
    if got.kind != right.kind:
        return join_sentences(say("difference.kind"), say(_KINDS_NEEDED[right.kind]))
    if got.dtype not in DTYPES:
        return say("difference.dtype", right=right.dtype)
    message_id = "difference.dtype.input" if origin.input_dtype == right.dtype else "difference.dtype.named"
    return say(message_id, got=got.dtype, right=right.dtype)


_KINDS_NEEDED: dict[Kind, str] = {
    "bool": "needed.truths",
    "integer": "needed.integers",
    "float": "needed.floats",
    "complex": "needed.complex",
    "text": "needed.text",
    "bytes": "needed.bytes",
}


def _nonfinite(found: WrongPart) -> str:
    got, right = read(found.actual), read(found.expected)
    if got is not None and right is not None:
        bad = ~np.isfinite(got.numbers())
        if not (bad & np.isfinite(right.numbers())).any():
            return say("difference.nonfinite.missing")
    return say("difference.nonfinite")


def _value(found: WrongPart, share: float | None) -> str:
    right = read(found.expected)
    if isinstance(found.expected, (set, frozenset)):
        return say("difference.set")
    if right is None or right.textual:
        return say("difference.text")
    if right.kind == "bool":
        return say("difference.truth")
    if right.kind == "integer":
        return say("difference.count" if right.array.ndim == 0 else "difference.counts")
    return say("difference.values") if share is None else _error_size(share, right)


def _error_size(share: float, right: Reading) -> str:
    """How large an error is, in fixed steps: each of them is something that code under test may choose."""
    tiny, sized, whole = _SIZES_OF_ONE if right.array.ndim == 0 else _SIZES
    if share < TINY:
        return say(tiny)
    step = next((step for step in STEPS if share <= step / 100), None)
    return say(whole) if step is None else say(sized, share=step)


_SIZES = ("difference.values.tiny", "difference.values.share", "difference.values.whole")
_SIZES_OF_ONE = ("difference.value.tiny", "difference.value.share", "difference.value.whole")
