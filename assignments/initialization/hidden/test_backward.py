"""The variance of the gradients, from the last layer back to the first."""

from __future__ import annotations

import itertools

import numpy as np
from support import NARROW

from grader.testing import assert_close, task


def variances(rng, layers):
    """A variance for each layer, all different."""
    return [float(v) for v in rng.permutation(np.arange(1, layers + 1)) * rng.uniform(0.04, 0.09)]


@task(
    "backward", points=3, hint="Each layer multiplies the variance by its number of outputs times weight_var."
)
def test_no_activation(compare, rng):
    """Without an activation, each layer multiplies the variance by fan_out times the variance of its weights."""
    compare.backward_variance([5, 3, 7, 2], float(rng.uniform(0.1, 0.9)), "identity")
    compare.backward_variance([4, 9, 6], float(rng.uniform(0.1, 0.9)), "identity")


@task("backward", points=3, hint="ReLU halves the gradient between two layers, and not at the outputs.")
def test_relu(compare, rng):
    """ReLU halves the gradient between two layers."""
    compare.backward_variance([6, 4, 8, 3], float(rng.uniform(0.1, 0.9)), "relu")
    compare.backward_variance([3, 8, 5], float(rng.uniform(0.1, 0.9)), "relu")


@task("backward", points=2, hint="Start at the last layer with 1, and go back.")
def test_relu_in_a_deeper_network(compare, rng):
    """The gradient is halved as often as there is an activation behind the layer."""
    compare.backward_variance([2, 7, 4, 9, 5, 6], float(rng.uniform(0.2, 0.6)), "relu")
    compare.backward_variance([8, 3, 6, 4, 10], float(rng.uniform(0.2, 0.6)), "relu")


@task(
    "backward", points=2, hint="Layer l has the entry l of weight_var. The first entry belongs to the inputs."
)
def test_a_variance_for_each_layer(compare, rng):
    """Each layer may have its own variance, and the results are in the order of the layers."""
    compare.backward_variance([5, 7, 3, 8], variances(rng, 3), "identity")
    compare.backward_variance([9, 4, 6, 2, 5], np.array(variances(rng, 4)), "relu")
    compare.backward_variance((7, 2, 6), tuple(variances(rng, 2)), "relu")
    compare.backward_variance(np.array([6, 11, 4, 3]), np.array(variances(rng, 3)), "identity")


@task("backward", hint="Equal widths are an ordinary case.")
def test_equal_widths(compare, rng):
    """All widths may be equal, to each other and to the number of layers."""
    for activation in "identity", "relu":
        compare.backward_variance([4, 4, 4, 4, 4], float(rng.uniform(0.1, 0.9)), activation)
        compare.backward_variance([3, 3, 3, 3], variances(rng, 3), activation)


@task("backward", hint="One layer gives an array of shape (1,).")
def test_one_layer_and_single_units(compare, rng):
    """A network may have one layer, and a layer may have one unit."""
    for activation in "identity", "relu":
        compare.backward_variance([6, 4], float(rng.uniform(0.1, 0.9)), activation)
        compare.backward_variance([5, 3], [0.7], activation)
        compare.backward_variance([1, 1, 1, 5, 1], float(rng.uniform(0.5, 2.0)), activation)


@task("backward", hint="Read the network from its end: the same rule holds with fan_out in place of fan_in.")
def test_the_network_turned_round(student, reference, rng):
    """Gradients behave as the signals of the network that is turned round."""
    for widths in [6, 4, 9, 3], [3, 8, 2, 5, 7]:
        spread = variances(rng, len(widths) - 1)
        for activation in "identity", "relu":
            back = student.backward_variance(widths[::-1], spread[::-1], activation)
            there = reference.forward_variance(widths, spread, activation)
            assert_close(
                np.flip(back), there, what="The network turned round must give the signals; yours does not."
            )


@task("backward", hint="A number that suits the signals may not suit the gradients.")
def test_xavier_is_a_compromise(compare):
    """Where the widths change, no variance keeps both signals and gradients."""
    for widths in [100, 50, 200, 80], [30, 60, 40]:
        pairs = list(itertools.pairwise(widths))
        for activation in "identity", "relu":
            compare.backward_variance(widths, [2 / (n + m) for n, m in pairs], activation)
            compare.backward_variance(widths, [2 / n for n, _ in pairs], activation)
            compare.backward_variance(widths, [2 / m for _, m in pairs], activation)


@task("backward", hint="Gradients may vanish and explode. Clip nothing.")
def test_gradients_that_vanish_and_explode(compare):
    """Thirty layers of one unit, with weights of size 0.2 and 5, as in the lecture."""
    for activation in "identity", "relu":
        for size in 0.2, 5.0:
            compare.backward_variance([1] * 31, size**2, activation)
            compare.backward_variance([3] * 46, size**2, activation)


@task(
    "backward",
    hint="Multiply n by the variance first. The product of all widths is too large for any number.",
)
def test_very_deep_networks(compare, rng):
    """A network may have hundreds of layers."""
    for layers in 140, 151:
        widths = [int(n) for n in rng.integers(400, 900, size=layers + 1)]
        compare.backward_variance(widths, [2 / n for n in widths[1:]], "relu")
        compare.backward_variance(widths, np.array([1 / n for n in widths[1:]]), "identity")


@task("backward", hint="Variances may be 0, huge or tiny.")
def test_variances_of_any_size(compare, rng):
    """The variance of the weights may be 0, and a result may be huge or tiny."""
    for activation in "identity", "relu":
        compare.backward_variance([4, 3, 6], 0.0, activation)
        compare.backward_variance([5, 2, 7, 3], [0.5, 0.0, 2.0], activation)
        compare.backward_variance([5, 2, 7], [1e25, 2e-25], activation)
        compare.backward_variance([5, 2, 7, 4], 1e-25, activation)
        compare.backward_variance([5, 2, 7, 4], 1e25, activation)


@task("backward", hint="Convert integers to float64 before you multiply.")
def test_narrow_integers(compare, rng):
    """Widths and variances may be integers of any width."""
    for dtype in NARROW:
        widths = rng.integers(90, 120, size=5).astype(dtype)
        result = compare.backward_variance(widths, 2, "relu")
        assert result.dtype == np.float64, "Integers must give float64."
        compare.backward_variance(widths, np.array([100, 3, 90, 1], dtype=dtype), "identity")
    widths = [int(n) for n in rng.integers(30_000, 60_000, size=6)]
    compare.backward_variance(np.array(widths, dtype=np.uint16), 3, "identity")
    compare.backward_variance(widths, [7, 1, 30, 2, 5], "relu")


@task("backward", hint="Keep the type of floating arrays. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 stays float32. The same call gives the same answer."""
    single = np.array(variances(rng, 3), dtype=np.float32)
    for activation in "identity", "relu":
        result = compare.backward_variance([5, 7, 3, 8], single, activation, rtol=1e-5)
        assert result.dtype == np.float32, "float32 must give float32."
    first, other = ([5, 7, 3], 0.25, "relu"), ([4, 2, 9, 3], variances(rng, 3), "identity")
    for case in first, other, first:
        compare.backward_variance(*case)
    compare.backward_variance(np.array([3, 0, 8, 0, 5, 0, 2])[::2], np.array(variances(rng, 3))[::-1], "relu")


@task("backward", weak=True, hint="Check widths, weight_var and activation first.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for bad widths, for bad variances, and for an unknown activation."""
    for widths in [5], [], [4, 0], [0, 4], [4, -1, 3], [3, 5, 0]:
        compare.raises("ValueError", "backward_variance", widths, 0.5, "relu")
    for var in -0.1, -1, np.inf, np.nan, [0.5, -1e-9], [np.nan, 0.5], [0.5, np.inf], [0.5], [0.5] * 3, []:
        compare.raises("ValueError", "backward_variance", [4, 3, 2], var, "identity")
    for activation in "tanh", "ReLU", "", "sigmoid", "id":
        compare.raises("ValueError", "backward_variance", [4, 3], 0.5, activation)
