"""Dropout in training and in evaluation."""

from __future__ import annotations

import math

import numpy as np
from support import NARROW, narrow, weights

from grader.testing import (
    Discrete,
    assert_close,
    assert_distribution,
    assert_independent,
    assert_rate,
    coin,
    generator,
    task,
)


def law(p):
    """Factors of units: 0 or 1 / (1 - p)."""
    return Discrete({0.0: p, round(1 / (1 - p), 9): 1 - p})


def wrong_laws(p):
    """Factors of wrong answers, by name."""
    kept, scaled = 1 - p, round(1 / (1 - p), 9)
    return {
        "not scaled": Discrete({0.0: p, 1.0: kept}),
        "p is kept": Discrete({0.0: kept, round(1 / p, 9): p}),
        "kept and dropped swapped": Discrete({0.0: kept, scaled: p}),
        "nothing is dropped": Discrete({1.0: 1.0}),
    }


def units(compare, rng, p, *shape, times=100):
    """The factors of the units in many calls, after a look at their law."""
    x = 2.0 ** rng.integers(-2, 3, size=shape) * rng.choice([-1.0, 1.0], size=shape)
    y, _ = compare.repeat("dropout_forward", x, p, rng, times=times)
    factors = np.round(y / x, 9)
    assert_distribution(factors, law(p), "factors of units", wrong=wrong_laws(p))
    return factors


def masks(compare, rng, p, *shape, zeros=0, times=100):
    """The masks of many calls, after a look at their law."""
    _, mask = compare.repeat("dropout_forward", weights(rng, *shape, zeros=zeros), p, rng, times=times)
    assert_distribution(np.round(mask, 9), law(p), "factors in the mask", wrong=wrong_laws(p))


@task("dropout", points=3, hint="p is the probability to drop a unit. Divide what is kept by 1 - p.")
def test_some_units_are_dropped_and_the_others_scaled(compare, rng):
    """A unit is dropped with probability p. Otherwise it is divided by 1 - p."""
    units(compare, rng, 0.3, 4, 5)


@task("dropout", points=2, hint="Is p the probability to drop or to keep?")
def test_most_units_are_dropped(compare, rng):
    """Most units may be dropped. The others are scaled by a large factor."""
    units(compare, rng, 0.8, 3, 3)


@task("dropout", points=2, hint="Few units are dropped if p is small.")
def test_few_units_are_dropped(compare, rng):
    """Few units may be dropped. There may be one axis or three."""
    units(compare, rng, 0.15, 26)
    units(compare, rng, 0.2, 2, 3, 4)


@task("dropout", points=2, hint="Draw one number for each unit of each sample.")
def test_units_of_one_sample_are_dropped_independently(compare, rng):
    """Units of one sample are dropped independently of each other."""
    for p, shape in (0.4, (6, 6)), (0.3, (4, 8)):
        kept = units(compare, rng, p, *shape, times=150) != 0
        assert_independent(kept[:, :, 0::2], kept[:, :, 1::2], coin(1 - p))


@task("dropout", points=2, hint="Draw one number for each unit of each sample.")
def test_one_unit_is_dropped_independently_in_two_samples(compare, rng):
    """The same unit is dropped independently in two samples."""
    for p, shape in (0.6, (8, 5)), (0.35, (2, 11)):
        kept = units(compare, rng, p, *shape, times=150) != 0
        assert_independent(kept[:, 0::2], kept[:, 1::2], coin(1 - p))


@task("dropout", points=1, hint="Look at the shape of what you draw.")
def test_neighbours_in_a_square(compare, rng):
    """Neighbours below each other and side by side are dropped independently, where sizes are equal too."""
    kept = units(compare, rng, 0.4, 4, 4, times=250) != 0
    assert_independent(kept[:, 0::2, 0::2], kept[:, 1::2, 0::2], coin(0.6))
    assert_independent(kept[:, 1::2, 1::2], kept[:, 1::2, 0::2], coin(0.6))


@task("dropout", points=1, hint="Two calls with the same generator draw different numbers.")
def test_batches_of_one_sample(compare, rng):
    """A batch may have one sample, and a sample one unit."""
    kept = units(compare, rng, 0.35, 1, 14, times=200) != 0
    assert_independent(kept[:, :, 0::2], kept[:, :, 1::2], coin(0.65))
    kept = units(compare, rng, 0.65, 12, 1, times=200) != 0
    assert_independent(kept[:, 0::2], kept[:, 1::2], coin(0.35))


def numbers(compare, rng, p, *shape, times=300):
    """How many units are dropped in a call, after a look at the law of this number."""
    n = math.prod(shape)
    found = (units(compare, rng, p, *shape, times=times) == 0).reshape(times, n).sum(axis=1)
    binomial = {k: math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)}
    wrong = {"always the same": Discrete({round(p * n): 1.0}), "all or none": Discrete({0: 1 - p, n: p})}
    assert_distribution(found, Discrete(binomial), "how many units are dropped", wrong=wrong)


@task("dropout", points=1, hint="p is a probability: how many units are dropped is left to chance.")
def test_the_number_of_dropped_units_varies(compare, rng):
    """How many units are dropped varies from call to call."""
    numbers(compare, rng, 0.4, 5)


@task("dropout", points=1, hint="Count how many units are dropped in many calls. It must not be one number.")
def test_the_number_of_dropped_units_of_two_samples(compare, rng):
    """Of two units of two samples any number may be dropped."""
    numbers(compare, rng, 0.6, 2, 2)


@task("dropout", points=1, hint="Draw for each unit. Do not pick a fixed number of units.")
def test_the_number_of_dropped_units_of_one_sample(compare, rng):
    """Of two or four units of a sample all may be dropped, or none."""
    numbers(compare, rng, 0.65, 1, 2, times=450)
    numbers(compare, rng, 0.25, 1, 4, times=450)


@task("dropout", points=2, hint="The mask has 1 / (1 - p) where a unit is kept, and 0 elsewhere.")
def test_the_mask_holds_the_factors(compare, rng):
    """The mask holds the factors 0 and 1 / (1 - p)."""
    masks(compare, rng, 0.3, 5, 4)


@task("dropout", points=1, hint="The mask holds what the activations are multiplied by.")
def test_the_mask_of_activations_that_are_0(compare, rng):
    """The mask does not depend on the activations. Many of them may be 0."""
    masks(compare, rng, 0.25, 6, 3, zeros=9)


@task("dropout", points=1, hint="Draw the mask first. Do not find it from the result.")
def test_the_mask_of_a_square_with_zeros(compare, rng):
    """After ReLU half of the activations are 0. The mask has its law all the same."""
    masks(compare, rng, 0.75, 4, 4, zeros=8, times=150)


@task("dropout", points=1, hint="Multiply by the mask that you return.")
def test_the_result_is_activations_times_mask(compare, student, rng):
    """The result is the activations times the mask that is returned."""
    for p, shape in (0.3, (5, 4)), (0.75, (9, 9)), (0.6, (2, 3, 4)):
        x = weights(rng, *shape, zeros=6)
        masks(compare, rng, p, *shape)
        y, mask = student.dropout_forward(x, p, generator(int(rng.integers(2**32))))
        assert_close(y, x * mask, what="The result must be the activations times the mask; yours is not.")


@task("dropout", points=3, hint="Without training nothing is dropped and nothing is scaled.")
def test_evaluation_changes_nothing(compare, rng):
    """In evaluation the result is the activations, and the mask is 1 everywhere."""
    for p, shape in (0.3, (4, 5)), (0.9, (3, 3)), (0.0, (6,)), (0.5, (2, 2, 3)):
        compare.dropout_forward(weights(rng, *shape), p, generator(3), False)
        compare.dropout_forward(weights(rng, *shape), p, generator(4), train=False)


@task("dropout", points=1, hint="p = 0 drops nothing; p near 1 keeps almost nothing.")
def test_p_at_both_ends(compare, rng):
    """With p = 0 nothing is dropped. With p near 1 almost everything is."""
    for shape in (4, 5), (7,):
        compare.dropout_forward(weights(rng, *shape), 0.0, generator(5))
        compare.dropout_forward(weights(rng, *shape), 0, generator(6))
    y, _ = compare.repeat("dropout_forward", weights(rng, 20, 20), 0.98, rng, times=100)
    assert_rate(int((y != 0).sum()), y.size, 0.02, wrong={"nothing is kept": 0.0, "swapped": 0.98})


@task("dropout", weak=True, hint="The next layer gets the same generator and needs new numbers.")
def test_the_same_generator_gives_the_same_units(compare, student, rng):
    """Two generators in the same state drop the same units."""
    for shape in (9, 9), (100,):
        x = weights(rng, *shape)
        compare.repeat("dropout_forward", x, 0.5, rng, times=2)
        seed = int(rng.integers(2**32))
        first = student.dropout_forward(x, 0.5, generator(seed))
        assert_close(
            student.dropout_forward(x, 0.5, generator(seed)),
            first,
            what="Two generators in the same state must drop the same units; yours do not.",
        )


@task("dropout", points=1, hint="Convert integers to float64; float32 stays float32, the mask too.")
def test_kinds_of_numbers(compare, rng):
    """Activations may be integers of any width, or float32."""
    for dtype in NARROW:
        compare.repeat("dropout_forward", narrow(rng, dtype, 3, 4), 0.5, rng, times=2)
        compare.dropout_forward(narrow(rng, dtype, 3, 4), 0.0, generator(1))
        compare.dropout_forward(narrow(rng, dtype, 3, 4), 0.5, generator(1), False)
    x = weights(rng, 5, 3).astype(np.float32)
    compare.repeat("dropout_forward", x, 0.25, rng, times=2)
    compare.dropout_forward(x, 0, generator(1))
    compare.dropout_forward(x, 0.5, generator(1), False)


@task("dropout", weak=True, hint="Check p first: 1 - p must not be 0.")
def test_p_that_is_no_probability_is_refused(compare, rng):
    """ValueError is raised if p is negative, 1 or more, or NaN, in evaluation too."""
    for p in 1, 1.0, -0.1, 1.5, -1e-9, float("nan"):
        for train in True, False:
            compare.raises("ValueError", "dropout_forward", weights(rng, 3, 2), p, generator(1), train)
