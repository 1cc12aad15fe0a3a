"""A layer of a graph convolutional network."""

from __future__ import annotations

import numpy as np
from support import NARROW, adjacency, features, narrow, renaming, single

from grader.testing import assert_close, task

SIZES = [(5, 3, 2), (6, 2, 4), (8, 4, 3), (35, 3, 2)]
"""Nodes, features, and features after the layer."""


def weights(rng, d, k):
    return rng.normal(size=(d, k)) / np.sqrt(d)


@task("gcn", points=3, hint="Add self-loops, take the degrees, and divide by the roots of both degrees.")
def test_undirected_graphs(compare, rng):
    """The states of neighbours are combined with self-loops and symmetric normalisation."""
    for n, d, k in SIZES:
        A = (adjacency(rng, n) > 0).astype(float)
        compare.gcn_layer(A, features(rng, n, d), weights(rng, d, k))


@task("gcn", points=2, hint="The degree is the sum of the weights of a row, with the self-loop.")
def test_weighted_edges(compare, rng):
    """The weights of the edges count in the combination and in the degrees."""
    for n, d, k in SIZES:
        compare.gcn_layer(adjacency(rng, n), features(rng, n, d), weights(rng, d, k))
        compare.gcn_layer(10 * adjacency(rng, n, 0.3), features(rng, n, d), weights(rng, d, k))


@task("gcn", points=2, hint="A[i, j] is the edge from j to i. The degree of i is the sum of row i.")
def test_directed_graphs(compare, rng):
    """Row i says from whom node i receives, and its sum is the degree of i."""
    for n, d, k in SIZES:
        compare.gcn_layer(adjacency(rng, n, directed=True), features(rng, n, d), weights(rng, d, k))
        one_way = np.triu(adjacency(rng, n, 0.8, directed=True))
        compare.gcn_layer(one_way, features(rng, n, d), weights(rng, d, k))


@task("gcn", points=2, hint="A node that has a self-loop in A keeps it and gets no second one.")
def test_a_self_loop_is_there_once(compare, rng):
    """A node with a self-loop in A keeps its weight. The others get one of weight 1."""
    for n, d, k in SIZES:
        A = adjacency(rng, n)
        A[np.arange(0, n, 2), np.arange(0, n, 2)] = rng.uniform(0.2, 5.0, size=(n + 1) // 2)
        compare.gcn_layer(A, features(rng, n, d), weights(rng, d, k))
        compare.gcn_layer((A > 0).astype(int), features(rng, n, d), weights(rng, d, k))
        np.fill_diagonal(A, 1.0)
        compare.gcn_layer(A, features(rng, n, d), weights(rng, d, k))


@task("gcn", points=1, hint="With its self-loop an isolated node has degree 1.")
def test_isolated_nodes_keep_their_own_state(compare, rng):
    """A node without edges has its self-loop only: the layer is a dense one for it."""
    for n, d, k in SIZES:
        A = adjacency(rng, n)
        A[1:3] = 0.0
        A[:, 1:3] = 0.0
        compare.gcn_layer(A, features(rng, n, d), weights(rng, d, k))
        compare.gcn_layer(np.zeros((n, n)), features(rng, n, d), weights(rng, d, k))


@task("gcn", points=1, hint="relu comes last, after the product with W.")
def test_negative_results_become_zero(compare, rng):
    """relu is applied to the result, not to the states before W."""
    for n, d, k in (5, 3, 4), (6, 2, 7), (4, 4, 4):
        compare.gcn_layer(adjacency(rng, n), -np.abs(features(rng, n, d)), weights(rng, d, k))
        compare.gcn_layer(adjacency(rng, n), np.abs(features(rng, n, d)), -np.abs(weights(rng, d, k)))
        compare.gcn_layer(adjacency(rng, n), -np.abs(features(rng, n, d)), -np.abs(weights(rng, d, k)))


@task("gcn", points=2, hint="Nothing may depend on the number of a node.")
def test_renamed_nodes_give_renamed_states(compare, student, rng):
    """If nodes are renamed, the same states come out, renamed."""
    for n, d, k in (6, 3, 2), (4, 4, 4), (9, 2, 5):
        A, H, W = adjacency(rng, n, directed=True), features(rng, n, d), weights(rng, d, k)
        A[0, 0] = 2.5
        found = np.asarray(compare.gcn_layer(A, H, W))
        old, _ = renaming(rng, n)
        assert_close(
            student.gcn_layer(A[np.ix_(old, old)], H[old], W),
            found[old],
            what="After nodes are renamed the same states must come out, renamed; yours do not.",
        )


@task("gcn", points=1, hint="The axes tell nodes and features apart, not their lengths.")
def test_sizes_may_be_equal(compare, rng):
    """The result is right if there are as many nodes as features."""
    for n, d, k in (3, 3, 3), (4, 4, 4), (4, 4, 2), (4, 2, 4), (5, 3, 3), (1, 1, 1), (1, 2, 3):
        compare.gcn_layer(adjacency(rng, n, 0.7, directed=True), features(rng, n, d), weights(rng, d, k))


@task("gcn", points=1, hint="Convert integers to float64 before any sum; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Everything may be integers of any width or float32; weights and states may be tiny or huge."""
    for dtype in NARROW:
        A = rng.integers(0, np.iinfo(dtype).max, size=(5, 5), endpoint=True).astype(dtype)
        A[0] = 0
        compare.gcn_layer(A, narrow(rng, dtype, 5, 3), narrow(rng, dtype, 3, 2))
        compare.gcn_layer((A > 0).astype(dtype), narrow(rng, dtype, 5, 4), narrow(rng, dtype, 4, 4))
    compare.gcn_layer(*single(adjacency(rng, 6), features(rng, 6, 3), weights(rng, 3, 4)))
    for size in 1e-6, 1e6:
        compare.gcn_layer(size * adjacency(rng, 5), features(rng, 5, 3), weights(rng, 3, 2))
        compare.gcn_layer(adjacency(rng, 5), size * features(rng, 5, 3), weights(rng, 3, 2))


@task("gcn", weak=True, hint="Check that A is (N, N) with the N of H, and that each entry is 0 or more.")
def test_bad_input_is_refused(compare, rng):
    """ValueError is raised if A is not (N, N), or an entry is negative or NaN."""
    H, W = features(rng, 4, 3), weights(rng, 3, 2)
    for shape in (4, 3), (3, 4), (3, 3), (5, 5), (4,), (4, 4, 1):
        compare.raises("ValueError", "gcn_layer", np.ones(shape), H, W)
    for row, column, entry in (0, 1, -1.0), (3, 3, -1e-9), (2, 0, float("nan")), (1, 1, -2.0):
        A = adjacency(rng, 4)
        A[row, column] = entry
        compare.raises("ValueError", "gcn_layer", A, H, W)
