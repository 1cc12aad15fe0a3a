"""Whether a network starts with hidden units that stay equal. Each test has answers of both kinds."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import task

SIZES = ((3, 4, 2), (5, 2, 3), (2, 6, 4))
"""Inputs, hidden units and outputs."""


def equal_units(rng, D, H, K):
    """A network whose hidden units are all equal, with different weights for different inputs and outputs."""
    W1, b1, W2 = rng.normal(size=(D, 1)), rng.normal(size=1), rng.normal(size=(1, K))
    return W1.repeat(H, axis=1), b1.repeat(H), W2.repeat(H, axis=0)


def different_units(rng, D, H, K):
    """A network of random weights."""
    return rng.normal(size=(D, H)), rng.normal(size=H), rng.normal(size=(H, K))


def with_one_change(rng, network, part, by=0.5):
    """The same network with one number changed: in W1 (part 0), in b1 (part 1) or in W2 (part 2)."""
    parts = [array.copy() for array in network]
    place = tuple(int(rng.integers(n)) for n in parts[part].shape)
    parts[part][place] += by
    return parts


@task("symmetry", points=3, hint="Units are equal if their columns of W1, biases and rows of W2 are.")
def test_equal_units_and_random_units(compare, rng):
    """Equal units stay equal. Random units differ."""
    for sizes in SIZES:
        compare.symmetric_init_collapses(*equal_units(rng, *sizes))
        compare.symmetric_init_collapses(*different_units(rng, *sizes))


@task("symmetry", points=2, hint="Column j of W1 belongs to hidden unit j.")
def test_incoming_weights(compare, rng):
    """One incoming weight that differs separates a unit from the others."""
    for sizes in SIZES:
        network = equal_units(rng, *sizes)
        compare.symmetric_init_collapses(*network)
        for _ in range(3):
            compare.symmetric_init_collapses(*with_one_change(rng, network, 0))


@task("symmetry", points=2, hint="The bias of a unit is one of its parameters.")
def test_biases(compare, rng):
    """One bias that differs separates a unit from the others."""
    for sizes in SIZES:
        network = equal_units(rng, *sizes)
        compare.symmetric_init_collapses(*network)
        for _ in range(3):
            compare.symmetric_init_collapses(*with_one_change(rng, network, 1))


@task("symmetry", points=2, hint="The gradient of W1 goes through W2: write it down for one unit.")
def test_outgoing_weights(compare, rng):
    """One outgoing weight that differs separates a unit from the others in the first step."""
    for sizes in SIZES:
        network = equal_units(rng, *sizes)
        compare.symmetric_init_collapses(*network)
        for _ in range(3):
            compare.symmetric_init_collapses(*with_one_change(rng, network, 2))


@task("symmetry", hint="The output weights alone can separate the units.")
def test_only_one_layer_is_random(compare, rng):
    """Random weights in one layer separate the units. Constants in all layers do not."""
    for D, H, K in SIZES:
        W1, b1, W2 = different_units(rng, D, H, K)
        for constant in 0.0, 0.3:
            same = np.full((D, H), constant), np.full(H, constant), np.full((H, K), constant)
            compare.symmetric_init_collapses(*same)
            compare.symmetric_init_collapses(W1, *same[1:])
            compare.symmetric_init_collapses(same[0], b1, same[2])
            compare.symmetric_init_collapses(*same[:2], W2)


@task("symmetry", hint="The weights of one unit may differ from each other. Compare units.")
def test_weights_of_different_inputs(compare, rng):
    """Units are compared with each other, not the inputs of a unit."""
    for D, H, K in (4, 3, 2), (3, 5, 4), (2, 2, 6):
        _, b1, W2 = equal_units(rng, D, H, K)
        compare.symmetric_init_collapses(*equal_units(rng, D, H, K))
        compare.symmetric_init_collapses(np.ones((D, 1)) * rng.normal(size=H), b1, W2)
        W1 = equal_units(rng, D, H, K)[0]
        compare.symmetric_init_collapses(W1, b1, rng.normal(size=(H, 1)) * np.ones(K))


@task("symmetry", hint="All units must be equal. Two equal ones are not enough.")
def test_some_units_are_equal(compare, rng):
    """The layer acts as one unit only if all of its units are equal."""
    for D, H, K in (3, 4, 2), (2, 5, 3):
        W1, b1, W2 = different_units(rng, D, H, K)
        for i, j in (0, H - 1), (0, 1), (H - 2, H - 1):
            network = W1.copy(), b1.copy(), W2.copy()
            network[0][:, i], network[1][i], network[2][i] = W1[:, j], b1[j], W2[j]
            compare.symmetric_init_collapses(*network)
        network = equal_units(rng, D, H, K)
        compare.symmetric_init_collapses(*network)
        for unit in 0, 1, H - 1:
            changed = [array.copy() for array in network]
            changed[0][:, unit] += 1.0
            compare.symmetric_init_collapses(*changed)


@task("symmetry", hint="Sizes that are equal are an ordinary case.")
def test_equal_sizes(compare, rng):
    """There are as many inputs as hidden units and outputs."""
    for n in 2, 3, 5:
        network = equal_units(rng, n, n, n)
        compare.symmetric_init_collapses(*network)
        compare.symmetric_init_collapses(network[0].T, *network[1:])
        compare.symmetric_init_collapses(*network[:2], network[2].T)
        compare.symmetric_init_collapses(*different_units(rng, n, n, n))


@task("symmetry", hint="One input or one output is enough to separate units.")
def test_one_input_and_one_output(compare, rng):
    """A network may have one input, and one output."""
    for sizes in (1, 4, 1), (1, 3, 5), (6, 2, 1):
        network = equal_units(rng, *sizes)
        compare.symmetric_init_collapses(*network)
        for part in range(3):
            compare.symmetric_init_collapses(*with_one_change(rng, network, part))


@task("symmetry", points=2, hint="Compare with ==. Use no tolerance, and take no mean or spread.")
def test_tiny_and_huge_weights(compare, rng):
    """However small a difference is, it separates units. Equal numbers of any size do not."""
    for unit in 1e-25, 1e-12, 1e25:
        for sizes in SIZES:
            compare.symmetric_init_collapses(*(unit * a for a in equal_units(rng, *sizes)))
            compare.symmetric_init_collapses(*(unit * a for a in different_units(rng, *sizes)))
    for sizes in SIZES:
        network = equal_units(rng, *sizes)
        for part in range(3):
            changed = [a.copy() for a in network]
            changed[part].flat[-1] = np.nextafter(changed[part].flat[-1], np.inf)
            compare.symmetric_init_collapses(*changed)


@task("symmetry", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 and integers are accepted. The same call gives the same answer."""
    first, other = equal_units(rng, 3, 4, 2), different_units(rng, 4, 3, 5)
    for case in first, other, first:
        compare.symmetric_init_collapses(*case)
        compare.symmetric_init_collapses(*(a.astype(np.float32) for a in case))
        compare.symmetric_init_collapses(*(np.asfortranarray(a) for a in case))
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        network = [np.full(shape, ends.max, dtype=dtype) for shape in ((3, 4), (4,), (4, 2))]
        compare.symmetric_init_collapses(*network)
        for part in range(3):
            changed = [a.copy() for a in network]
            changed[part].flat[0] = ends.min
            compare.symmetric_init_collapses(*changed)


@task("symmetry", weak=True, hint="Check the three shapes first.")
def test_shapes_that_do_not_fit_are_refused(compare):
    """ValueError is raised if the shapes do not fit together, for an empty axis, and for one hidden unit."""
    W1, b1, W2 = np.ones((3, 4)), np.ones(4), np.ones((4, 2))
    for network in (
        (W1.T, b1, W2), (W1, b1, W2.T), (W1, b1[:3], W2), (W1, b1[:1], W2), (W1, b1, W2[:3]), (W1, b1, W2[:1]),
        (W1, b1[:, None], W2), (W1, b1[None], W2), (W1[0], b1, W2), (W1, b1, W2[:, 0]), (W1[:, :1], b1, W2),
        (W1[:0], b1, W2), (W1, b1, W2[:, :0]), (W1[:, :1], b1[:1], W2[:1]), (W1[:, :0], b1[:0], W2[:0]),
    ):  # fmt: skip
        compare.raises("ValueError", "symmetric_init_collapses", *network)
