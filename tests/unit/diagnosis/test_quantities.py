"""A wrong factor or term is named if it is a product of numbers of the call."""

from __future__ import annotations

import numpy as np
import pytest

from grader.diagnosis import Call, Tolerance, explain

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)


def calls_with(wrong):
    """Calls ``f(x, size, stride)`` of four sizes, whose right result is ``2 x``."""
    made = []
    for number, (size, stride) in enumerate([(3, 2), (2, 1), (4, 3), (5, 2)]):
        x = np.random.default_rng(number).normal(size=(2 + number, 5))
        made.append(
            Call(
                function="f", args=(x, size, stride), names=("x", "size", "stride"),
                actual=wrong(2 * x, x, size, stride), expected=2 * x,
            )
        )  # fmt: skip
    return made


NAMED = {
    "the square of size, times 1 / the square of stride": lambda y, x, size, stride: y * size**2 / stride**2,
    "the sum of x": lambda y, x, size, stride: y * x.sum(),
    "(n - 1) / n, where n is the length of the first axis of x, times stride": (
        lambda y, x, size, stride: y * stride * (len(x) - 1) / len(x)
    ),
    "1 / the root of size": lambda y, x, size, stride: y / size**0.5,
}


@pytest.mark.parametrize("words", NAMED)
def test_a_factor_is_named_by_what_it_is_made_of(words):
    found = explain(calls_with(NAMED[words]), TOLERANCE)
    assert found.id == "factor:quantity"
    assert sorted(found.sentence.rpartition(": ")[2].rstrip(".").split(", times ")) == sorted(words.split(", times "))


def test_an_amount_is_named_by_what_it_is_made_of():
    found = explain(calls_with(lambda y, x, size, stride: y - size * stride), TOLERANCE)
    assert found.id == "offset:quantity"
    assert "which is size, times stride" in found.sentence


def test_a_factor_without_a_name_is_none():
    rng = np.random.default_rng(3)
    assert explain(calls_with(lambda y, x, size, stride: y * rng.uniform(1, 2)), TOLERANCE).id == "factor:per_call"


def test_a_reshape_in_place_of_a_transpose_is_named():
    found = explain(calls_with(lambda y, x, size, stride: y.T.reshape(y.shape)), TOLERANCE)
    assert found.id == "layout:cut"
