"""The new state of each node."""

from __future__ import annotations

import numpy as np
from support import NARROW, features, layer, narrow, single

from grader.testing import task


@task("update", points=3, hint="Each of h and m has weights of its own; their sum and the bias go into relu.")
def test_own_state_and_messages_are_combined(compare, rng):
    """The new state is relu of own state times its weights, plus messages times theirs, plus bias."""
    for n, d, m, k in (4, 3, 2, 5), (6, 2, 5, 3), (9, 4, 1, 2), (40, 3, 6, 2):
        compare.update(features(rng, n, d), features(rng, n, m), *layer(rng, d, k, m))


@task("update", points=2, hint="W_self belongs to h, W_nbr to m; a product is x @ W.")
def test_sizes_may_be_equal(compare, rng):
    """The result is right if the numbers of nodes and features are equal."""
    for n, d, m, k in (3, 3, 3, 3), (4, 4, 4, 4), (3, 2, 2, 3), (2, 3, 3, 2), (4, 2, 2, 2), (1, 1, 1, 1):
        compare.update(features(rng, n, d), features(rng, n, m), *layer(rng, d, k, m))


@task("update", points=2, hint="relu comes last: the bias is added before it.")
def test_negative_sums_become_zero(compare, rng):
    """Only the whole sum with the bias goes through relu; no part of it does."""
    for n, d, m, k in (5, 3, 2, 4), (7, 2, 3, 6), (4, 4, 4, 4):
        W_self, W_nbr, b = layer(rng, d, k, m)
        compare.update(features(rng, n, d), features(rng, n, m), W_self, W_nbr, b - 1.5)
        compare.update(features(rng, n, d), features(rng, n, m), W_self, W_nbr, b + 4.0)
        compare.update(-np.abs(features(rng, n, d)), -np.abs(features(rng, n, m)), W_self, W_nbr, 2 * b)


@task("update", points=1, hint="A node without messages has m = 0, and its own state and the bias remain.")
def test_nodes_without_messages_use_their_own_state(compare, rng):
    """A node that received nothing still has its own state and the bias."""
    for n, d, m, k in (5, 3, 2, 4), (6, 4, 3, 2), (3, 3, 3, 3):
        W_self, W_nbr, b = layer(rng, d, k, m)
        messages = features(rng, n, m)
        messages[1:] = 0.0
        compare.update(features(rng, n, d), messages, W_self, W_nbr, b)
        compare.update(np.zeros((n, d)), messages, W_self, W_nbr, b)


@task("update", points=1, hint="Convert integers to float64 before any product; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Everything may be integers of any width or float32; states may be tiny or huge."""
    for dtype in NARROW:
        for n, d, m, k in (4, 3, 2, 5), (2, 3, 3, 2):
            shapes = (n, d), (n, m), (d, k), (m, k), (k,)
            compare.update(*(narrow(rng, dtype, *shape) for shape in shapes))
    compare.update(*single(features(rng, 5, 3), features(rng, 5, 2), *layer(rng, 3, 4, 2)))
    for size in 1e-6, 1e6:
        compare.update(size * features(rng, 5, 3), size * features(rng, 5, 2), *layer(rng, 3, 4, 2))
