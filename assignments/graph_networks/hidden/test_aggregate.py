"""What each node receives."""

from __future__ import annotations

import numpy as np
from support import EQUAL, HOW, NARROW, SIZES, arrows, features, narrow, renaming, single, strengths

from grader.testing import assert_close, task


@task(
    "aggregate", points=3, hint="A row of edges is (source, target): the source's features go to the target."
)
def test_messages_go_from_source_to_target(compare, rng):
    """Each node receives the features of the nodes whose edges lead to it, and adds them up."""
    for n, e, d in SIZES:
        compare.aggregate(features(rng, n, d), arrows(rng, n, e))


@task("aggregate", points=2, hint="Divide by the number of messages that the node receives.")
def test_the_mean_is_over_the_messages_of_the_node(compare, rng):
    """The mean divides by the number of messages of each node."""
    for n, e, d in SIZES:
        compare.aggregate(features(rng, n, d), arrows(rng, n, e), "mean")
        compare.aggregate(features(rng, n, d), arrows(rng, n, e), "mean", strengths(rng, e))


@task("aggregate", points=2, hint="What does the maximum start from?")
def test_a_maximum_may_be_negative(compare, rng):
    """If all messages of a node are negative, their maximum is negative."""
    for n, e, d in SIZES:
        compare.aggregate(-np.abs(features(rng, n, d)), arrows(rng, n, e), "max")
    for n, e, d in (6, 20, 2), (4, 11, 3):
        compare.aggregate(-np.abs(features(rng, n, d)), arrows(rng, n, e), "max", np.abs(strengths(rng, e)))
        compare.aggregate(-1000 - np.abs(features(rng, n, d)), arrows(rng, n, e), how="max")


@task("aggregate", points=2, hint="The maximum is taken feature by feature.")
def test_each_feature_has_its_own_maximum(compare, rng):
    """The maximum of each feature may come from another message."""
    for n, e, d in SIZES:
        compare.aggregate(features(rng, n, d), arrows(rng, n, e), "max")
        compare.aggregate(np.abs(features(rng, n, d)), arrows(rng, n, e), "max")


@task(
    "aggregate",
    points=2,
    hint="A node without an incoming edge gets zeros, not NaN and not its own features.",
)
def test_nodes_that_receive_nothing_have_zeros(compare, rng):
    """A node to which no edge leads has zeros, whatever the combination is."""
    for how in HOW:
        compare.aggregate(features(rng, 6, 2), np.array([[0, 3], [5, 3], [3, 1]]), how)
        compare.aggregate(features(rng, 4, 3), np.array([[3, 2]]), how, strengths(rng, 1))
        compare.aggregate(features(rng, 5, 4), np.zeros((0, 2), dtype=int), how)
        compare.aggregate(features(rng, 3, 3), np.zeros((0, 2), dtype=int), how, np.zeros(0))


@task("aggregate", points=2, hint="Look at how messages of two edges with the same target are added.")
def test_repeated_edges_count_each_time(compare, rng):
    """An edge that occurs twice sends two messages."""
    for how in HOW:
        for n, e, d in (4, 3, 3), (6, 5, 2), (5, 4, 4):
            edges = np.vstack([arrows(rng, n, e), arrows(rng, n, 2)])
            edges = rng.permutation(np.vstack([edges, edges[:e], edges[:2]]))
            compare.aggregate(features(rng, n, d), edges, how)
            compare.aggregate(features(rng, n, d), edges, how, strengths(rng, len(edges)))


@task("aggregate", points=2, hint="An edge (i, i) is an edge like all others. Add none yourself.")
def test_loops_are_edges_like_all_others(compare, rng):
    """A node hears itself only if there is an edge (i, i), and then once."""
    for how in HOW:
        for n, d in (5, 3), (3, 2), (6, 4):
            loops = np.repeat(np.arange(1, n), 2).reshape(-1, 2)
            compare.aggregate(features(rng, n, d), loops[::2], how)
            mixed = rng.permutation(np.vstack([loops, arrows(rng, n, 4)]))
            compare.aggregate(features(rng, n, d), mixed, how)
            compare.aggregate(features(rng, n, d), mixed, how, strengths(rng, len(mixed)))


@task("aggregate", points=2, hint="Multiply each message by its weight before messages are combined.")
def test_each_message_is_multiplied_by_its_weight(compare, rng):
    """The weight of an edge multiplies its message, also if it is negative."""
    for n, e, d in SIZES:
        compare.aggregate(features(rng, n, d), arrows(rng, n, e), "sum", strengths(rng, e))
        compare.aggregate(features(rng, n, d), arrows(rng, n, e), "max", strengths(rng, e))
        compare.aggregate(features(rng, n, d), arrows(rng, n, e), "mean", edge_weight=strengths(rng, e))


@task(
    "aggregate",
    points=1,
    hint="A message of weight 0 is a message: it counts in the mean and in the maximum.",
)
def test_an_edge_of_weight_zero_sends_zeros(compare, rng):
    """An edge of weight 0 sends a message of zeros, which counts in the mean and in the maximum."""
    for how in HOW:
        for n, e, d in (5, 12, 3), (4, 9, 2), (6, 30, 4):
            weight = strengths(rng, e) * (rng.random(e) < 0.5)
            compare.aggregate(-np.abs(features(rng, n, d)), arrows(rng, n, e), how, np.abs(weight))
            compare.aggregate(features(rng, n, d), arrows(rng, n, e), how, weight)


@task("aggregate", points=2, hint="Nothing may depend on the number of a node or on the place of an edge.")
def test_renamed_nodes_give_renamed_rows(compare, student, rng):
    """If nodes are renamed and edges are listed in another order, the same rows come out, renamed."""
    for how in HOW:
        for n, e, d in (6, 14, 3), (4, 9, 4), (9, 20, 2):
            h, edges, weight = features(rng, n, d), arrows(rng, n, e), strengths(rng, e)
            found = np.asarray(compare.aggregate(h, edges, how, weight))
            old, new = renaming(rng, n)
            order = rng.permutation(e)
            assert_close(
                student.aggregate(h[old], new[edges][order], how, weight[order]),
                found[old],
                what="After nodes are renamed the same rows must come out, renamed; yours do not.",
            )


@task("aggregate", points=1, hint="The axes tell nodes, edges and features apart, not their lengths.")
def test_numbers_of_nodes_edges_and_features_may_be_equal(compare, rng):
    """The result is right if there are as many nodes as edges or features."""
    for n, e, d in EQUAL:
        for how in HOW:
            compare.aggregate(features(rng, n, d), arrows(rng, n, e), how)
            compare.aggregate(features(rng, n, d), arrows(rng, n, e), how, strengths(rng, e))


@task("aggregate", points=1, hint="Convert integer features to float64 first; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Features, weights and node numbers may be integers of any width; features may be float32, tiny or huge."""
    for dtype in NARROW:
        for how in HOW:
            compare.aggregate(narrow(rng, dtype, 5, 3), arrows(rng, 5, 12).astype(dtype), how)
            compare.aggregate(features(rng, 100, 2), arrows(rng, 100, 150).astype(dtype), how)
            compare.aggregate(narrow(rng, dtype, 4, 2), arrows(rng, 4, 9), how, narrow(rng, dtype, 9))
    for how in HOW:
        h, weight = single(features(rng, 6, 4), strengths(rng, 11))
        compare.aggregate(h, arrows(rng, 6, 11), how)
        compare.aggregate(h, arrows(rng, 6, 11), how, weight)
        for size in 1e-6, 1e6:
            compare.aggregate(size * features(rng, 5, 3), arrows(rng, 5, 14), how)


@task(
    "aggregate",
    weak=True,
    hint="Check how, the shape of edges, every node number and the shape of the weights.",
)
def test_bad_input_is_refused(compare, rng):
    """ValueError is raised for another word, a number that is no node, and a wrong shape."""
    h, edges = features(rng, 4, 3), arrows(rng, 4, 6)
    for how in "min", "Sum", "":
        compare.raises("ValueError", "aggregate", h, edges, how)
        compare.raises("ValueError", "aggregate", h, np.zeros((0, 2), dtype=int), how)
    for row, column, node in (0, 0, 4), (5, 1, 4), (3, 0, -1), (2, 1, -4), (4, 1, 7):
        outside = edges.copy()
        outside[row, column] = node
        for how in HOW:
            compare.raises("ValueError", "aggregate", h, outside, how)
    for shape in (2, 3), (6,), (2, 2, 1), (6, 1), (0, 3):
        compare.raises("ValueError", "aggregate", h, np.zeros(shape, dtype=int))
    for shape in (5,), (7,), (1,), (6, 1), (1, 6):
        compare.raises("ValueError", "aggregate", h, edges, "sum", np.ones(shape))
