"""Mini-batches: a random permutation, cut into pieces."""

from __future__ import annotations

import math

import torch
from support import source

from grader.testing import (
    assert_close,
    assert_distribution,
    assert_rate,
    evenly,
    permutations,
    task,
    torch_generator,
)

CASES = (11, 4), (10, 3), (23, 7), (12, 5)
"""In each of them the last batch is short."""


def orders(batches):
    """The indices of all batches of a call in one row, for every call."""
    return torch.stack([torch.cat(list(one)) for one in batches])


@task("batches", points=3, hint="Draw one permutation, and cut it into pieces.")
def test_each_index_is_in_one_batch(compare, rng):
    """Each index is in exactly one batch: none is repeated, and none is left out."""
    for n, size in CASES:
        drawn = orders(compare.repeat("minibatches", n, size, source(rng), times=30))
        whole = int((drawn.sort(dim=1).values == torch.arange(n)).all(dim=1).sum())
        assert_rate(whole, 30, 1.0, wrong={"drawn with replacement": math.factorial(n) / n**n})


@task(
    "batches",
    points=2,
    weak=True,
    hint="The last batch has what is left. Do not leave it out, and do not fill it up.",
)
def test_sizes_of_the_batches(compare, rng):
    """All batches have batch_size indices, except the last one, which has what is left."""
    for n, size in CASES:
        compare.repeat("minibatches", n, size, source(rng), times=3)


@task("batches", points=3, hint="All orders are equally likely.")
def test_all_orders_are_equally_likely(compare, rng):
    """All 24 orders of four indices are equally likely."""
    for size in 3, 2:
        drawn = orders(compare.repeat("minibatches", 4, size, source(rng), times=400))
        turned = [tuple((i + shift) % 4 for i in range(4)) for shift in range(4)]
        wrong = {"not shuffled": evenly([(0, 1, 2, 3)]), "turned around": evenly(turned)}
        assert_distribution(drawn, permutations(4), wrong=wrong)


@task("batches", points=2, hint="Shuffle the indices, not only the order of the batches.")
def test_neighbours_are_separated(compare, rng):
    """Index i is followed by i + 1 only by chance, also within a batch."""
    for n, size in (11, 4), (13, 6):
        drawn = orders(compare.repeat("minibatches", n, size, source(rng), times=300))
        follows = int((drawn[:, 1] == drawn[:, 0] + 1).sum())
        assert_rate(follows, 300, 1 / n, wrong={"batches of neighbours": 1.0})


@task("batches", points=2, hint="Which indices are in one batch is different in every call.")
def test_batches_are_not_the_same_in_every_call(compare, rng):
    """Two neighbours are in one batch only as often as by chance."""
    for n, size in (12, 3), (20, 5):
        drawn = orders(compare.repeat("minibatches", n, size, source(rng), times=150))
        batch = [(drawn == index).int().argmax(dim=1) // size for index in (1, 2)]
        together = int((batch[0] == batch[1]).sum())
        assert_rate(together, 150, (size - 1) / (n - 1), wrong={"batches of neighbours": (size - 1) / size})


@task("batches", points=2, hint="Shuffle before you cut, so that every index may be in the last batch.")
def test_each_index_may_be_first_or_last(compare, rng):
    """The first index of all and the last one may be any index, with equal probability."""
    for n, size in (9, 4), (7, 5):
        drawn = orders(compare.repeat("minibatches", n, size, source(rng), times=150))
        for place in 0, n - 1:
            assert_distribution(drawn[:, place], evenly(range(n)), wrong={"not shuffled": evenly([place])})


@task("batches", hint="If batch_size divides n, all batches have the same size.")
def test_batches_of_one_and_of_all(compare, rng):
    """A batch may have one index, or all of them. batch_size may divide n, and may be larger than n."""
    for n, size in (6, 3), (5, 1), (4, 4), (3, 8), (1, 1), (1, 5), (9, 8), (8, 7), (260, 16), (400, 128):
        drawn = orders(compare.repeat("minibatches", n, size, source(rng), times=10))
        whole = int((drawn.sort(dim=1).values == torch.arange(n)).all(dim=1).sum())
        assert_rate(whole, 10, 1.0, wrong={"an index is repeated": 0.0})


@task("batches", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_batches(compare, student, rng):
    """Two generators in the same state give the same batches."""
    for n, size in (24, 10), (31, 8):
        compare.repeat("minibatches", n, size, source(rng), times=2)
        seed = int(rng.integers(2**32))
        first = student.minibatches(n, size, torch_generator(seed))
        assert_close(
            student.minibatches(n, size, torch_generator(seed)),
            first,
            what="Two generators in the same state must give the same batches; yours do not.",
        )


@task("batches", weak=True, hint="Check n and batch_size first.")
def test_sizes_below_1_are_refused(compare):
    """ValueError is raised if n or batch_size is below 1."""
    for n, size in (0, 3), (5, 0), (-1, 3), (5, -2), (0, 0):
        compare.raises("ValueError", "minibatches", n, size, torch_generator(1))
