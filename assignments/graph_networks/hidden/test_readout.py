"""One vector for each graph."""

from __future__ import annotations

import numpy as np
from support import HOW, NARROW, features, narrow, renaming, single

from grader.testing import assert_close, task

BATCHES = [(7, 3, 2), (9, 2, 4), (6, 4, 3), (40, 35, 2), (12, 1, 3)]
"""Nodes, graphs and features."""


def members(rng, n, graphs):
    """The graph of each node, in any order; each graph has a node if there are enough."""
    return rng.permutation(np.concatenate([np.arange(graphs), rng.integers(graphs, size=n)])[:n])


@task("readout", points=3, hint="Row g is the sum of the nodes whose number in graph is g.")
def test_the_nodes_of_a_graph_are_added_up(compare, rng):
    """Each graph has the sum of its own nodes."""
    for n, graphs, d in BATCHES:
        compare.readout(features(rng, n, d), members(rng, n, graphs), graphs)
        compare.readout(features(rng, n, d), members(rng, n, graphs), graphs, how="sum")


@task("readout", points=2, hint="Divide by the number of nodes of the graph.")
def test_the_mean_is_over_the_nodes_of_the_graph(compare, rng):
    """The mean divides by the number of nodes of each graph, and graphs have different numbers."""
    for n, graphs, d in BATCHES:
        compare.readout(features(rng, n, d), members(rng, n, graphs), graphs, "mean")
    for sizes in (1, 6, 2), (5, 3), (2, 1, 7, 4):
        graph = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
        compare.readout(features(rng, len(graph), 3), graph, len(sizes), "mean")


@task("readout", points=2, hint="What does the maximum start from? It is taken feature by feature.")
def test_a_maximum_may_be_negative(compare, rng):
    """The maximum is that of each feature, and negative if all nodes of the graph are negative."""
    for n, graphs, d in BATCHES:
        compare.readout(-np.abs(features(rng, n, d)), members(rng, n, graphs), graphs, "max")
        compare.readout(features(rng, n, d), members(rng, n, graphs), graphs, "max")


@task("readout", points=2, hint="A graph without nodes gets zeros, and it has a row too.")
def test_graphs_without_nodes_have_zeros(compare, rng):
    """A graph without nodes has a row of zeros, at any place."""
    for how in HOW:
        compare.readout(features(rng, 5, 3), np.array([3, 1, 3, 1, 1]), 6, how)
        compare.readout(-np.abs(features(rng, 4, 2)), np.array([2, 2, 2, 2]), 4, how)
        compare.readout(features(rng, 3, 4), np.array([0, 0, 0]), 2, how)
        compare.readout(features(rng, 2, 2), np.array([4, 1]), 5, how)


@task("readout", points=2, hint="Nodes of one graph need not stand beside each other.")
def test_renamed_nodes_change_nothing(compare, student, rng):
    """The order of the nodes does not matter: the readout stays if nodes are renamed."""
    for how in HOW:
        for n, graphs, d in (8, 3, 2), (6, 2, 4), (9, 3, 3):
            h, graph = features(rng, n, d), members(rng, n, graphs)
            found = compare.readout(h, graph, graphs, how)
            old, _ = renaming(rng, n)
            assert_close(
                student.readout(h[old], graph[old], graphs, how),
                found,
                what="The readout must not change if nodes are renamed; yours does.",
            )
            compare.readout(h, np.sort(graph), graphs, how)


@task("readout", points=1, hint="The axes tell nodes, graphs and features apart, not their lengths.")
def test_numbers_of_nodes_graphs_and_features_may_be_equal(compare, rng):
    """The result is right if there are as many nodes as graphs or features."""
    for n, graphs, d in (3, 3, 3), (4, 4, 4), (4, 2, 4), (4, 2, 2), (2, 2, 4), (1, 1, 1):
        for how in HOW:
            compare.readout(features(rng, n, d), rng.integers(graphs, size=n), graphs, how)
            compare.readout(features(rng, n, d), rng.permutation(n) % graphs, graphs, how)


@task("readout", points=1, hint="Convert integer features to float64 first; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """States and graph numbers may be integers of any width; states may be float32, tiny or huge."""
    for how in HOW:
        for dtype in NARROW:
            compare.readout(narrow(rng, dtype, 7, 2), members(rng, 7, 2).astype(dtype), 2, how)
            compare.readout(features(rng, 100, 3), members(rng, 100, 90).astype(dtype), 100, how)
        compare.readout(*single(features(rng, 6, 4)), members(rng, 6, 3), 3, how)
        for size in 1e-6, 1e6:
            compare.readout(size * features(rng, 9, 3), members(rng, 9, 4), 4, how)


@task("readout", weak=True, hint="Check how, the shape of graph and every number in it.")
def test_bad_input_is_refused(compare, rng):
    """ValueError is raised for another word, a number that is no graph, and a wrong shape."""
    h, graph = features(rng, 5, 3), np.array([0, 1, 2, 1, 0])
    for how in "min", "Mean", "":
        compare.raises("ValueError", "readout", h, graph, 3, how)
    for place, number in (0, 3), (4, 3), (2, -1), (3, -3), (1, 9):
        outside = graph.copy()
        outside[place] = number
        for how in HOW:
            compare.raises("ValueError", "readout", h, outside, 3, how)
    for shape in (4,), (6,), (1,), (5, 1), (1, 5):
        compare.raises("ValueError", "readout", h, np.zeros(shape, dtype=int), 3)
