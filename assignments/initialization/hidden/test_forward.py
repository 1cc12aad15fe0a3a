"""The variance of the signals, from layer to layer."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import assert_close, task


def variances(rng, layers):
    """A variance for each layer, all different."""
    return [float(v) for v in rng.permutation(np.arange(1, layers + 1)) * rng.uniform(0.04, 0.09)]


@task("forward", points=3, hint="Each layer multiplies the variance by n and by the variance of its weights.")
def test_no_activation(compare, rng):
    """Without an activation, each layer multiplies the variance by n times the variance of its weights."""
    compare.forward_variance([5, 3, 7, 2], float(rng.uniform(0.1, 0.9)), "identity")
    compare.forward_variance([4, 9, 6], float(rng.uniform(0.1, 0.9)), "identity")


@task("forward", points=3, hint="The activation follows the layer: it halves the signal before the next one.")
def test_relu(compare, rng):
    """ReLU halves the signal between two layers."""
    compare.forward_variance([6, 4, 8, 3], float(rng.uniform(0.1, 0.9)), "relu")
    compare.forward_variance([3, 8, 5], float(rng.uniform(0.1, 0.9)), "relu")


@task("forward", points=2, hint="The first layer gets the inputs, which no activation has changed.")
def test_relu_in_a_deeper_network(compare, rng):
    """The signal is halved as often as there is an activation before the layer."""
    compare.forward_variance([2, 7, 4, 9, 5, 6], float(rng.uniform(0.2, 0.6)), "relu")
    compare.forward_variance([8, 3, 6, 4, 10], float(rng.uniform(0.2, 0.6)), "relu")


@task("forward", points=2, hint="Layer l has the entry l of weight_var.")
def test_a_variance_for_each_layer(compare, rng):
    """Each layer may have its own variance, in a list, a tuple or an array."""
    compare.forward_variance([5, 7, 3, 8], variances(rng, 3), "identity")
    compare.forward_variance([9, 4, 6, 2, 5], np.array(variances(rng, 4)), "relu")
    compare.forward_variance((7, 2, 6), tuple(variances(rng, 2)), "relu")
    compare.forward_variance(np.array([6, 11, 4, 3]), np.array(variances(rng, 3)), "identity")


@task("forward", hint="Equal widths are an ordinary case.")
def test_equal_widths(compare, rng):
    """All widths may be equal, to each other and to the number of layers."""
    for activation in "identity", "relu":
        compare.forward_variance([4, 4, 4, 4, 4], float(rng.uniform(0.1, 0.9)), activation)
        compare.forward_variance([3, 3, 3, 3], variances(rng, 3), activation)


@task("forward", hint="One layer gives an array of shape (1,).")
def test_one_layer_and_single_units(compare, rng):
    """A network may have one layer, and a layer may have one unit."""
    for activation in "identity", "relu":
        compare.forward_variance([6, 4], float(rng.uniform(0.1, 0.9)), activation)
        compare.forward_variance([5, 3], [0.7], activation)
        compare.forward_variance([1, 1, 1, 5, 1], float(rng.uniform(0.5, 2.0)), activation)


@task("forward", hint="Start with n times the variance of the first weights.")
def test_he_and_xavier_with_relu(compare, student):
    """With ReLU, the signal keeps its size after He initialization, and shrinks after Xavier initialization."""
    for n, layers in (50, 9), (128, 12):
        widths = [n] * (layers + 1)
        he = compare.forward_variance(widths, 2 / n, "relu")
        assert_close(he, np.full(layers, 2.0), what="With He initialization, all variances must be 2.")
        xavier = student.forward_variance(widths, 1 / n, "relu")
        assert_close(xavier, he / 2.0 ** np.arange(1, layers + 1), what="With Xavier, each layer must halve.")


@task("forward", hint="Signals may vanish and explode. Clip nothing.")
def test_signals_that_vanish_and_explode(compare):
    """Thirty layers of one unit, with weights of size 0.2 and 5, as in the lecture."""
    for activation in "identity", "relu":
        for size in 0.2, 5.0:
            compare.forward_variance([1] * 31, size**2, activation)
            compare.forward_variance([3] * 46, size**2, activation)


@task(
    "forward", hint="Multiply n by the variance first. The product of all widths is too large for any number."
)
def test_very_deep_networks(compare, rng):
    """A network may have hundreds of layers."""
    for layers in 140, 151:
        widths = [int(n) for n in rng.integers(400, 900, size=layers + 1)]
        compare.forward_variance(widths, [2 / n for n in widths[:-1]], "relu")
        compare.forward_variance(widths, np.array([1 / n for n in widths[:-1]]), "identity")


@task("forward", hint="Variances may be 0, huge or tiny.")
def test_variances_of_any_size(compare, rng):
    """The variance of the weights may be 0, and a result may be huge or tiny."""
    for activation in "identity", "relu":
        compare.forward_variance([4, 3, 6], 0.0, activation)
        compare.forward_variance([5, 2, 7, 3], [0.5, 0.0, 2.0], activation)
        compare.forward_variance([5, 2, 7], [1e25, 2e-25], activation)
        compare.forward_variance([5, 2, 7, 4], 1e-25, activation)
        compare.forward_variance([5, 2, 7, 4], 1e25, activation)


@task("forward", hint="Convert integers to float64 before you multiply.")
def test_narrow_integers(compare, student, rng):
    """Widths and variances may be integers of any width."""
    for dtype in NARROW:
        widths = rng.integers(90, 120, size=5).astype(dtype)
        result = compare.forward_variance(widths, 2, "relu")
        assert result.dtype == np.float64, "Integers must give float64."
        compare.forward_variance(widths, np.array([100, 3, 90, 1], dtype=dtype), "identity")
    widths = [int(n) for n in rng.integers(30_000, 60_000, size=6)]
    compare.forward_variance(np.array(widths, dtype=np.uint16), 3, "identity")
    compare.forward_variance(widths, [7, 1, 30, 2, 5], "relu")


@task("forward", hint="Keep the type of floating arrays. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 stays float32. The same call gives the same answer."""
    single = np.array(variances(rng, 3), dtype=np.float32)
    for activation in "identity", "relu":
        result = compare.forward_variance([5, 7, 3, 8], single, activation, rtol=1e-5)
        assert result.dtype == np.float32, "float32 must give float32."
    first, other = ([5, 7, 3], 0.25, "relu"), ([4, 2, 9, 3], variances(rng, 3), "identity")
    for case in first, other, first:
        compare.forward_variance(*case)
    compare.forward_variance(np.array([3, 0, 8, 0, 5, 0, 2])[::2], np.array(variances(rng, 3))[::-1], "relu")


@task("forward", weak=True, hint="Check widths, weight_var and activation first.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for bad widths, for bad variances, and for an unknown activation."""
    for widths in [5], [], [4, 0], [0, 4], [4, -1, 3], [3, 5, 0]:
        compare.raises("ValueError", "forward_variance", widths, 0.5, "relu")
    for var in -0.1, -1, np.inf, np.nan, [0.5, -1e-9], [np.nan, 0.5], [0.5, np.inf], [0.5], [0.5] * 3, []:
        compare.raises("ValueError", "forward_variance", [4, 3, 2], var, "identity")
    for activation in "tanh", "ReLU", "", "sigmoid", "id":
        compare.raises("ValueError", "forward_variance", [4, 3], 0.5, activation)
