"""Several rounds of messages and updates."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from support import EQUAL, HOW, NARROW, SIZES, arrows, features, layer, renaming, single, strengths

from grader.testing import assert_close, task


def ring(n):
    """Each node sends to the next one, and the last node to the first."""
    return np.stack([np.arange(n), np.roll(np.arange(n), -1)], axis=1)


@task("message_passing", points=3, hint="A round is aggregate, and then update with the layer's weights.")
def test_one_round(compare, rng):
    """In a round each node collects its messages and changes its state."""
    for n, e, d in SIZES:
        compare.message_passing(features(rng, n, d), arrows(rng, n, e), [layer(rng, d, d + 2)])
        compare.message_passing(features(rng, n, d), arrows(rng, n, e), [layer(rng, d, 1)], "mean")


@task("message_passing", points=3, hint="Each round starts from the states after the round before.")
def test_several_rounds_with_weights_of_their_own(compare, rng):
    """Each round uses the next layer and the states after the round before."""
    for n, e, d in (5, 9, 3), (7, 16, 2), (4, 11, 4):
        for sizes in (d, 5, 2), (d, 2, 6, 3), (d, d, d, d, d):
            layers = [layer(rng, a, b) for a, b in pairwise(sizes)]
            compare.message_passing(features(rng, n, d), arrows(rng, n, e), layers)


@task("message_passing", points=3, hint="Collect all messages of a round before you change the first state.")
def test_all_nodes_change_at_the_same_time(compare, rng):
    """The messages of a round come from the states before the round, for all nodes."""
    for n, d in (5, 3), (6, 2), (4, 4):
        layers = [layer(rng, d, d), layer(rng, d, d)]
        for edges in ring(n), ring(n)[:, ::-1].copy(), np.vstack([ring(n), ring(n)[:, ::-1]]):
            compare.message_passing(np.abs(features(rng, n, d)), edges, layers[:1])
            compare.message_passing(np.abs(features(rng, n, d)), edges, layers)


@task("message_passing", points=2, hint="Pass how on to aggregate in every round.")
def test_the_combination_is_used_in_every_round(compare, rng):
    """Messages are combined as how says, in every round."""
    for how in HOW:
        for n, e, d in (5, 14, 3), (6, 18, 2), (8, 30, 4):
            layers = [layer(rng, d, 4), layer(rng, 4, 3)]
            compare.message_passing(features(rng, n, d), arrows(rng, n, e), layers, how)
            compare.message_passing(features(rng, n, d), arrows(rng, n, e), layers[:1], how=how)


@task("message_passing", points=2, hint="Pass edge_weight on to aggregate in every round.")
def test_the_weights_are_used_in_every_round(compare, rng):
    """Each message is multiplied by the weight of its edge, in every round."""
    for how in HOW:
        for n, e, d in (5, 14, 3), (6, 18, 2), (4, 9, 4):
            layers = [layer(rng, d, 4), layer(rng, 4, 3)]
            compare.message_passing(features(rng, n, d), arrows(rng, n, e), layers, how, strengths(rng, e))
            compare.message_passing(
                features(rng, n, d), arrows(rng, n, e), layers[:1], how, strengths(rng, e)
            )


@task("message_passing", points=1, hint="Pass the weights of the edges on to the messages.")
def test_the_weights_of_edges_in_one_round(compare, rng):
    """The weights of the edges count in a single round, with all ways to combine."""
    for how in "sum", "mean", "max":
        for n, e, d in (6, 11, 2), (4, 4, 4):
            weight = rng.uniform(-3.0, 3.0, size=e)
            compare.message_passing(
                features(rng, n, d), arrows(rng, n, e), [layer(rng, d, d)], how, edge_weight=weight
            )


@task("message_passing", points=1, hint="Multiply each message by the weight of its edge before you combine.")
def test_the_weights_of_edges_in_two_rounds(compare, rng):
    """Weights of edges count in two rounds, also for many messages to one node."""
    for n, e, d in (5, 9, 3), (7, 20, 2):
        weight = rng.uniform(0.2, 3.0, size=e)
        rounds = [layer(rng, d, 2), layer(rng, 2, 3)]
        compare.message_passing(features(rng, n, d), arrows(rng, n, e), rounds, "sum", weight)
    star = np.stack([rng.integers(0, 3, size=300), np.full(300, 1)], axis=1)
    compare.message_passing(
        features(rng, 3, 2), star, [layer(rng, 2, 2)], "mean", rng.uniform(1, 2, size=300)
    )
    compare.message_passing(features(rng, 3, 2), star, [layer(rng, 2, 2)], "sum")


@task("message_passing", points=2, hint="After k rounds a node knows of nodes that reach it over k edges.")
def test_many_rounds(compare, rng):
    """After k rounds news has come k edges far, also after 35 rounds."""
    carry = np.zeros((1, 1)), np.ones((1, 1)), np.zeros(1)
    start = np.zeros((40, 1))
    start[0] = 2.5
    for rounds in 1, 3, 35, 39, 41:
        compare.message_passing(start, ring(40), [carry] * rounds)
    for n, d in (6, 3), (5, 2):
        layers = [layer(rng, d, d) for _ in range(35)]
        layers = [(0.5 * own, 0.5 * nbr, np.abs(b)) for own, nbr, b in layers]
        compare.message_passing(features(rng, n, d), arrows(rng, n, 3 * n), layers, "mean")


@task("message_passing", points=1, hint="A node without edges still changes by its own state and the bias.")
def test_lone_nodes_change_too(compare, rng):
    """A node that nobody sends to changes by its own state and the bias, in every round."""
    for how in HOW:
        for n, d in (5, 3), (4, 2), (3, 3):
            layers = [layer(rng, d, 4), layer(rng, 4, 3)]
            compare.message_passing(features(rng, n, d), np.array([[0, 1], [2, 1]]), layers, how)
            compare.message_passing(features(rng, n, d), np.zeros((0, 2), dtype=int), layers, how)


@task(
    "message_passing", points=2, hint="Nothing may depend on the number of a node or on the place of an edge."
)
def test_renamed_nodes_give_renamed_states(compare, student, rng):
    """If nodes are renamed and edges are listed in another order, the same states come out, renamed."""
    for how in HOW:
        for n, e, d in (6, 14, 3), (4, 9, 4):
            h, edges, weight = features(rng, n, d), arrows(rng, n, e), strengths(rng, e)
            layers = [layer(rng, d, 5), layer(rng, 5, 2)]
            found = np.asarray(compare.message_passing(h, edges, layers, how, weight))
            old, new = renaming(rng, n)
            order = rng.permutation(e)
            assert_close(
                student.message_passing(h[old], new[edges][order], layers, how, weight[order]),
                found[old],
                what="After nodes are renamed the same states must come out, renamed; yours do not.",
            )


@task("message_passing", points=1, hint="The axes tell nodes, edges and features apart, not their lengths.")
def test_sizes_may_be_equal(compare, rng):
    """The result is right if there are as many nodes as edges, features or rounds."""
    for n, e, d in EQUAL:
        layers = [layer(rng, d, d) for _ in range(n)]
        compare.message_passing(features(rng, n, d), arrows(rng, n, e), layers)
        compare.message_passing(features(rng, n, d), arrows(rng, n, e), layers[:1], "max", strengths(rng, e))


@task(
    "message_passing",
    points=1,
    hint="Convert integers to float64 before any arithmetic; float32 stays float32.",
)
def test_kinds_of_numbers(compare, rng):
    """States and weights may be integers of any width, or float32."""
    for dtype in NARROW:
        whole = [rng.integers(0, 100, size=shape).astype(dtype) for shape in ((5, 3), (3, 4), (3, 4), (4,))]
        compare.message_passing(whole[0], arrows(rng, 5, 9).astype(dtype), [tuple(whole[1:])])
        weight = rng.integers(1, 100, size=9).astype(dtype)
        compare.message_passing(whole[0], arrows(rng, 5, 9), [tuple(whole[1:])], "mean", weight)
    (h,) = single(features(rng, 6, 3))
    layers = [tuple(single(*layer(rng, 3, 4))), tuple(single(*layer(rng, 4, 2)))]
    for how in HOW:
        compare.message_passing(h, arrows(rng, 6, 11), layers, how, *single(strengths(rng, 11)))


@task("message_passing", weak=True, hint="If you call aggregate, it refuses these for you.")
def test_bad_input_is_refused(compare, rng):
    """ValueError is raised where aggregate raises it."""
    h, edges, layers = features(rng, 4, 3), arrows(rng, 4, 6), [layer(rng, 3, 2)]
    compare.raises("ValueError", "message_passing", h, edges, layers, "min")
    compare.raises("ValueError", "message_passing", h, edges.T, layers)
    compare.raises("ValueError", "message_passing", h, edges + 4, layers)
    for place in (1, 0), (3, 1), (5, 0):
        bad = edges.copy()
        bad[place] = 4
        compare.raises("ValueError", "message_passing", h, bad, layers)
    compare.raises("ValueError", "message_passing", h, edges - 4, layers)
    compare.raises("ValueError", "message_passing", h, edges, layers, "sum", np.ones(5))
