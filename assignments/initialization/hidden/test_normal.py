"""Normal weights, with the variance of Xavier initialization."""

from __future__ import annotations

import math

import numpy as np
from support import (
    bell,
    calls_for,
    check_independence,
    even,
    fans_below_1,
    one_generator,
    other_variances,
    xavier,
)

from grader.testing import assert_distribution, assert_rate, generator, task


def drawn(compare, rng, fan_in, fan_out):
    """Weights of many calls, after a look at their law."""
    sizes = int(fan_in), int(fan_out)
    weights = compare.repeat("xavier_normal", fan_in, fan_out, rng, times=calls_for(*sizes))
    variance = xavier(*sizes)
    others = other_variances(variance, *sizes)
    wrong = {f"variance: {name}": bell(other) for name, other in others.items()}
    wrong["uniform"] = even(variance)
    assert_distribution(weights, bell(variance), "weights", wrong=wrong)
    return weights, bell(variance)


def far_out(weights, law):
    """Weights beyond 2.4 standard deviations occur. A truncated law has none of them."""
    share = math.erfc(2.4 / math.sqrt(2))
    far = np.abs(weights) > 2.4 * law.std
    assert_rate(
        far.sum(), far.size, share, "weights beyond 2.4 standard deviations", wrong={"truncated": 0.0}
    )


@task("normal", points=3, hint="The standard deviation is the root of 2 / (fan_in + fan_out).")
def test_a_layer_that_narrows(compare, rng):
    """The weights are normal, with mean 0 and the variance of the formula."""
    drawn(compare, rng, 30, 10)


@task("normal", points=3, hint="Both fans count, and the result has shape (fan_in, fan_out).")
def test_a_layer_that_widens(compare, rng):
    """A layer may have more outputs than inputs."""
    drawn(compare, rng, 9, 24)


@task("normal", points=2, hint="Add both fans under the root.")
def test_a_square_layer(compare, rng):
    """A layer may have as many outputs as inputs."""
    drawn(compare, rng, 16, 16)


@task("normal", points=2, hint="Draw fan_in times fan_out numbers, one for each weight.")
def test_each_weight_is_a_draw_of_its_own(compare, rng):
    """Rows, columns and calls share no draws."""
    check_independence(*drawn(compare, rng, 12, 7))
    check_independence(*drawn(compare, rng, 5, 13))


@task("normal", hint="Nothing is special about layers with one input or one output.")
def test_single_units(compare, rng):
    """A layer may have one input, one output, or one of both."""
    for fan_in, fan_out in (1, 25), (30, 1), (1, 1):
        drawn(compare, rng, fan_in, fan_out)


@task("normal", hint="Check the formula for wide layers too.")
def test_a_wide_layer(compare, rng):
    """A wide layer has small weights."""
    drawn(compare, rng, 100, 50)
    drawn(compare, rng, 90, 140)


@task("normal", hint="Use int(fan_in) before you add: in int8, 100 + 90 is -66.")
def test_fans_of_narrow_types(compare, rng):
    """The fans may be NumPy integers of 8 or 16 bits."""
    for dtype, fan_in, fan_out in (np.int8, 100, 90), (np.uint8, 200, 60), (np.uint8, 40, 250):
        drawn(compare, rng, dtype(fan_in), dtype(fan_out))
    drawn(compare, rng, np.int16(35), np.uint16(20))


@task("normal", hint="Draw from the normal law as it is. Do not cut it off.")
def test_weights_far_out(compare, rng):
    """Some weights are larger than twice the standard deviation."""
    far_out(*drawn(compare, rng, 20, 45))
    far_out(*drawn(compare, rng, 36, 36))


@task("normal", points=3, hint="Draw from rng alone. Do not copy it, and set no seed.")
def test_one_generator_for_many_layers(compare, student, given, rng):
    """A generator moves on with each call, and its state alone decides on the weights."""
    one_generator(compare, student, given, rng, "xavier_normal", bell(xavier(11, 8)))


@task("normal", hint="Return a float64 array.")
def test_the_type_is_float64(compare, rng):
    """The weights are float64."""
    for fan_in, fan_out in (14, 6), (11, 11):
        weights, _ = drawn(compare, rng, fan_in, fan_out)
        assert weights.dtype == np.float64, "The weights must be float64."


@task("normal", weak=True, hint="Check both fans first.")
def test_fans_below_1_are_refused(compare, rng):
    """ValueError is raised if a fan is less than 1."""
    for fans in fans_below_1():
        compare.raises("ValueError", "xavier_normal", *fans, generator(int(rng.integers(2**32))))
