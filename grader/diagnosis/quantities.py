"""Numbers of a call that a wrong factor or term may be made of, with words: lengths, numbers, sums of inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from grader.diagnosis.as_numbers import Numbers, read
from grader.diagnosis.failing_calls import FailingCall
from grader.messages import say

_NEAR = 1e-6
_DISTINCT = 3
"""Different values that a product has to give; a quantity alone needs one fewer, in as many calls."""
_AXES = ("first", "second", "third", "fourth")


class _Power(NamedTuple):
    """A power of a quantity, or what an unbiased estimate multiplies with."""

    source: int
    words: str
    values: Numbers
    plain: bool
    """Whether it is also looked for among three factors."""


def words_for(numbers: Sequence[float], failing: Sequence[FailingCall]) -> str:
    """What some numbers are, one for each call: a quantity of the calls or a product; empty if that is not clear.

    Parameters
    ----------
    numbers : sequence of float
    failing : sequence of FailingCall
        The calls, in the same order.
    """
    sought = np.array(numbers, dtype=np.float64)
    distinct = len({f"{value:.6e}" for value in sought})
    if not np.isfinite(sought).all() or len(sought) < _DISTINCT or distinct < _DISTINCT - 1:
        return ""
    powers = list(_powers(failing))
    plain = [one for one in powers if one.plain]
    for find, some in ((_single, powers), (_pairs, powers), (_triples, plain)):
        found = find(some, sought)
        if distinct < _DISTINCT and find is not _single:
            break
        if found:
            return _product(found[0]) if len(found) == 1 else ""
    return ""


def _powers(failing: Sequence[FailingCall]) -> Iterator[_Power]:
    seen: set[bytes] = set()
    for source, (words, values, is_length) in enumerate(_quantities(failing)):
        key = values.tobytes()
        if key in seen or not values.all() or not np.isfinite(values).all():
            continue
        seen.add(key)
        yield _Power(source, words, values, True)
        yield _Power(source, say("quantity.inverse", what=words), 1 / values, True)
        yield _Power(source, say("quantity.square", what=words), values**2, False)
        yield _Power(source, say("quantity.inverse_square", what=words), values**-2.0, False)
        if is_length and (values > 1).all():
            yield _Power(source, say("quantity.unbiased", what=words), values / (values - 1), True)
            yield _Power(source, say("quantity.biased", what=words), (values - 1) / values, True)
        if (values > 0).all():
            yield _Power(source, say("quantity.root", what=words), values**0.5, False)
            yield _Power(source, say("quantity.inverse_root", what=words), values**-0.5, False)


def _quantities(failing: Sequence[FailingCall]) -> Iterator[tuple[str, Numbers, bool]]:
    """Words and values of lengths, of numbers and of sums; whether they are lengths."""
    for number, argument in enumerate(failing[0].arguments):
        given = [failed.arguments[number].value for failed in failing if len(failed.arguments) > number]
        readings = [read(value) for value in given]
        arrays = [one.array for one in readings if one is not None and not one.textual]
        ranks = {array.ndim for array in arrays}
        if len(arrays) < len(failing) or len(ranks) > 1:
            continue
        name, rank = argument.name.strip("'"), ranks.pop()
        if rank == 0:
            yield name, np.array([float(array) for array in arrays]), False
            continue
        for axis in range(min(rank, len(_AXES))):
            words = (
                say(f"quantity.{_AXES[axis]}", name=name) if rank > 1 else say("quantity.length", name=name)
            )
            yield words, np.array([float(array.shape[axis]) for array in arrays]), True
        if arrays[0].dtype.kind in "iuf":
            yield say("quantity.sum", name=name), np.array([float(array.sum()) for array in arrays]), False


def _single(powers: Sequence[_Power], sought: Numbers) -> list[list[_Power]]:
    return [[one] for one in powers if _fits(one.values, sought)]


def _pairs(powers: Sequence[_Power], sought: Numbers) -> list[list[_Power]]:
    found = []
    for place, one in enumerate(powers):
        rest = sought / one.values
        found += [
            [one, other]
            for other in powers[place + 1 :]
            if other.source != one.source and _fits(other.values, rest)
        ]
    return found


def _triples(powers: Sequence[_Power], sought: Numbers) -> list[list[_Power]]:
    found = []
    for place, one in enumerate(powers):
        later = [other for other in powers[place + 1 :] if other.source != one.source]
        found += [[one, *pair] for pair in _pairs(later, sought / one.values)]
    return found


def _fits(values: Numbers, sought: Numbers) -> bool:
    return bool((np.abs(values - sought) <= _NEAR * np.abs(sought)).all())


def _product(factors: Sequence[_Power]) -> str:
    return say(
        f"quantity.product.{len(factors)}", **dict(zip("abc", (one.words for one in factors), strict=False))
    )
