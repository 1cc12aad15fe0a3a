"""A wrong factor or term is named if it is a product of numbers of the call."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from grader.diagnosis import Call, Tolerance, explain

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)


class Given(NamedTuple):
    """The arguments of a call."""

    x: np.ndarray
    size: int
    stride: int

    @property
    def y(self):
        """The right result."""
        return 2 * self.x


def calls_with(wrong):
    """Calls ``f(x, size, stride)`` of four sizes, whose right result is ``2 x``."""
    made = []
    for number, (size, stride) in enumerate([(3, 2), (2, 1), (4, 3), (5, 2)]):
        x = np.random.default_rng(number).normal(size=(2 + number, 5))
        made.append(
            Call(
                function="f", args=(x, size, stride), names=("x", "size", "stride"),
                actual=wrong(Given(x, size, stride)), expected=2 * x,
            )
        )  # fmt: skip
    return made


NAMED = {
    "the square of size, times 1 / the square of stride": lambda c: c.y * c.size**2 / c.stride**2,
    "the sum of x": lambda c: c.y * c.x.sum(),
    "(n - 1) / n, where n is the length of the first axis of x, times stride": (
        lambda c: c.y * c.stride * (len(c.x) - 1) / len(c.x)
    ),
    "1 / the root of size": lambda c: c.y / c.size**0.5,
}


@pytest.mark.parametrize("words", NAMED)
def test_a_factor_is_named_by_what_it_is_made_of(words):
    found = explain(calls_with(NAMED[words]), TOLERANCE)
    assert found.id == "factor:quantity"
    assert sorted(found.sentence.rpartition(": ")[2].rstrip(".").split(", times ")) == sorted(
        words.split(", times ")
    )


def test_an_amount_is_named_by_what_it_is_made_of():
    found = explain(calls_with(lambda c: c.y - c.size * c.stride), TOLERANCE)
    assert found.id == "offset:quantity"
    assert "which is size, times stride" in found.sentence


def test_a_factor_without_a_name_is_none():
    rng = np.random.default_rng(3)
    assert explain(calls_with(lambda c: c.y * rng.uniform(1, 2)), TOLERANCE).id == "factor:per_call"


def test_a_reshape_in_place_of_a_transpose_is_named():
    found = explain(calls_with(lambda c: c.y.T.reshape(c.y.shape)), TOLERANCE)
    assert found.id == "layout:cut"
