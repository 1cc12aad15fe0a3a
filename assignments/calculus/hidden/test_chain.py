"""The chain rule through two layers."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends, network

from grader.testing import assert_close, task


@task("chain", points=3, hint="Go back step by step: loss, output, sum, hidden units, sum, weights.")
def test_loss_and_gradients(compare, rng):
    """Loss and both gradients are right, with all sizes different."""
    for d, m, k in (3, 4, 2), (5, 2, 3), (2, 6, 4):
        compare.chain_rule_two_layer(*network(rng, d, m, k))


@task("chain", points=3, hint="Each layer has a sigmoid, and each sigmoid has a derivative.")
def test_more_networks(compare, rng):
    """Loss and both gradients are right for wide and narrow layers."""
    for d, m, k in (7, 3, 1), (1, 5, 2), (4, 1, 6), (12, 9, 10):
        compare.chain_rule_two_layer(*network(rng, d, m, k))


@task("chain", points=2, hint="Look at the order of rows and columns: W1 is (d, m), W2 is (m, k).")
def test_all_sizes_equal(compare, rng):
    """Square weights are not transposed."""
    for n in 2, 3, 5, 1:
        compare.chain_rule_two_layer(*network(rng, n, n, n))


@task("chain", points=2, hint="Check your gradients with numerical_gradient.")
def test_gradients_agree_with_differences(student, reference, rng):
    """Both gradients agree with central differences of the loss."""
    x, W1, W2, y = network(rng, 3, 2, 4)
    _, dW1, dW2 = student.chain_rule_two_layer(x, W1, W2, y)
    by_first = reference.numerical_gradient(
        lambda W: reference.chain_rule_two_layer(x, W, W2, y)[0], W1, 1e-4
    )
    by_second = reference.numerical_gradient(
        lambda W: reference.chain_rule_two_layer(x, W1, W, y)[0], W2, 1e-4
    )
    assert_close(dW1, by_first, rtol=1e-5, atol=1e-7, what="dW1 must agree with differences; yours does not.")
    assert_close(
        dW2, by_second, rtol=1e-5, atol=1e-7, what="dW2 must agree with differences; yours does not."
    )


@task("chain", hint="The loss is half of the sum over the outputs, and no mean.")
def test_large_errors(compare, rng):
    """The truth may be any number, also far outside of 0 and 1."""
    for d, m, k in (2, 3, 4), (4, 3, 2), (3, 5, 7):
        x, W1, W2, _ = network(rng, d, m, k)
        compare.chain_rule_two_layer(x, W1, W2, 50 * rng.normal(size=k))


@task("chain", hint="The sigmoid of -1000 is 0 and that of 1000 is 1, without inf / inf.")
def test_saturated_units(compare, rng):
    """Sums of 1000 and -1000 give finite results. The gradient through such a unit is 0."""
    for d, m, k in (3, 4, 2), (2, 2, 3):
        x, W1, W2, y = network(rng, d, m, k)
        W1[:, 0] *= 2000 / (x @ W1[:, 0])
        W1[:, 1] *= -2000 / (x @ W1[:, 1])
        compare.chain_rule_two_layer(x, W1, W2, y)
        W2[:, 0] = 3000.0
        W2[:, 1] = -3000.0
        compare.chain_rule_two_layer(x, W1, W2, y)


@task("chain", hint="The slope of the sigmoid is small far out, and not 0.")
def test_small_slopes_of_hidden_units(compare, rng):
    """Hidden units with sums of 16 and -17 have a small slope. Large inputs make it count."""
    for d, m, k in (3, 4, 2), (2, 2, 3):
        x, W1, W2, y = network(rng, d, m, k)
        W1 *= np.resize([16.0, -17.0], m) / (x @ W1)
        compare.chain_rule_two_layer(1000 * x, W1 / 1000, W2, y)


@task("chain", hint="Add no small constant and leave nothing out.")
def test_inputs_of_very_different_size(compare, rng):
    """Inputs and weights may be tiny or huge where their product is not."""
    for unit in 1e-9, 1e-25, 1e25:
        for d, m, k in (3, 4, 2), (2, 5, 3):
            x, W1, W2, y = network(rng, d, m, k)
            compare.chain_rule_two_layer(unit * x, W1 / unit, W2, y, atol=1e-9 * min(unit, 1.0))


@task("chain", hint="Convert integers to float64 before you multiply or subtract.")
def test_integers_of_every_width(compare, rng):
    """Integers of 8 and 16 bits become float64 before any arithmetic."""
    for dtype in NARROW:
        x, y = near_the_ends(rng, dtype, 3), near_the_ends(rng, dtype, 2)
        compare.chain_rule_two_layer(
            x, rng.integers(0, 3, size=(3, 4)).astype(dtype), np.eye(4, 2, dtype=dtype), y
        )
        compare.chain_rule_two_layer(
            x / np.iinfo(dtype).max, rng.normal(size=(3, 4)), np.eye(4, 2, dtype=dtype), y
        )
        half = np.array([[127, 1], [1, 0], [0, 1]], dtype=dtype)
        compare.chain_rule_two_layer(
            np.array([2, 1, 3], dtype=dtype), half, np.array([[1], [2]], dtype=dtype), y[:1]
        )
    compare.chain_rule_two_layer(*(rng.integers(-2, 3, size=s) for s in (3, (3, 4), (4, 2), 2)))


@task("chain", hint="float32 stays float32.")
def test_single_precision_and_memory_layouts(compare, rng):
    """float32 stays float32, and transposed weights are accepted."""
    for d, m, k in (3, 4, 2), (2, 3, 5):
        arrays = [a.astype(np.float32) for a in network(rng, d, m, k)]
        _, dW1, dW2 = compare.chain_rule_two_layer(*arrays, rtol=1e-4, atol=1e-5)
        assert dW1.dtype == dW2.dtype == np.float32, "float32 arrays must give float32 gradients."
        x, W1, W2, y = network(rng, d, m, k)
        compare.chain_rule_two_layer(x, np.asfortranarray(W1), W2.T.copy().T, y)


@task("chain", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the weights stay as they are."""
    first, other = network(rng, 3, 4, 2), network(rng, 2, 2, 5)
    for arrays in first, other, first:
        compare.chain_rule_two_layer(*arrays)


@task("chain", weak=True, hint="Check the shapes first.")
def test_shapes_that_do_not_fit_are_refused(compare, rng):
    """ValueError is raised when the shapes do not fit together."""
    x, W1, W2, y = network(rng, 3, 4, 2)
    for arrays in (
        (x[:2], W1, W2, y),
        (x[None], W1, W2, y),
        (x, W1.T, W2, y),
        (x, W1, W2.T, y),
        (x, W1[:, 0], W2, y),
        (x, W1, W2[:, 0], y),
        (x, W1, W2, y[:1]),
        (x, W1, W2, y[:, None]),
        (x, W1, W2, np.ones(3)),
    ):
        compare.raises("ValueError", "chain_rule_two_layer", *arrays)
