"""Draws in which each class comes equally often."""

from __future__ import annotations

import math

import torch
from support import source

from grader.testing import (
    Discrete,
    assert_close,
    assert_distribution,
    assert_independent,
    assert_rate,
    evenly,
    task,
    torch_generator,
)

CASES = ([0, 0, 1, 0, 0, 2, 0, 1], 9), ([1, 1, 0, 1, 1, 1], 14), ([2, 0, 1, 1, 2, 2, 2, 2, 1, 2], 20)


def law(labels):
    """The distribution of the first draw."""
    counts = torch.bincount(labels)
    classes = int((counts > 0).sum())
    return Discrete({i: 1 / (classes * int(counts[label])) for i, label in enumerate(labels.tolist())})


def common(labels):
    """The law for weights that grow with the size of the class."""
    counts = torch.bincount(labels)[labels].double()
    return Discrete(dict(enumerate((counts / counts.sum()).tolist())))


def wrong_laws(labels):
    """Laws of known mistakes."""
    return {"uniform": evenly(range(len(labels))), "common classes more often": common(labels)}


@task("sampler", points=3, hint="The weight of a sample is 1 divided by the number of samples of its class.")
def test_classes_are_equally_likely(compare, rng):
    """Each class is drawn equally often, and each sample of a class too."""
    for values, k in CASES:
        labels = torch.tensor(values)
        draws = compare.repeat("balanced_indices", labels, k, True, source(rng), times=70)
        assert_distribution(draws, law(labels), wrong=wrong_laws(labels))


def check_independence(compare, rng, labels, k):
    """Draws of one call are independent of each other."""
    draws = compare.repeat("balanced_indices", labels, k, True, source(rng), times=40)
    wrong = {"the same draw again": 1.0, "without replacement": 0.0}
    assert_independent(draws[:, 0::2], draws[:, 1::2], law(labels), wrong=wrong)


@task("sampler", points=2, hint="With replacement, an index may be drawn again.")
def test_draws_with_replacement_are_independent(compare, rng):
    """With replacement, the draws are independent of each other."""
    labels = torch.tensor([1] + [0] * 14)
    check_independence(compare, rng, labels, 14)
    check_independence(compare, rng, torch.tensor([1, 0, 1, 2, 1]), 4)


@task("sampler", points=1, hint="With replacement, there may be more draws than samples.")
def test_many_draws_with_replacement(compare, rng):
    """With replacement, there may be as many draws as samples, and more."""
    labels = torch.tensor([0, 1, 1, 2, 1] * 4)
    check_independence(compare, rng, labels, 20)
    check_independence(compare, rng, torch.tensor([0, 1, 1]), 12)


def check_distinct(compare, rng, labels, k):
    """No index comes twice."""
    draws = compare.repeat("balanced_indices", labels, k, False, source(rng), times=20)
    distinct = int((draws.sort(dim=1).values.diff(dim=1) > 0).all(dim=1).sum())
    n = len(labels)
    assert_rate(distinct, 20, 1.0, wrong={"with replacement": math.perm(n, k) / n**k})


@task("sampler", points=2, hint="Hand on the argument replacement.")
def test_no_index_comes_twice_without_replacement(compare, rng):
    """Without replacement, no index is drawn twice."""
    check_distinct(compare, rng, torch.tensor([0, 0, 1, 0, 0, 2, 0, 1] * 2), 13)
    check_distinct(compare, rng, torch.tensor([0, 1, 1, 1, 2, 1, 1]), 5)


@task("sampler", points=1, hint="Hand on the argument replacement.")
def test_all_samples_without_replacement(compare, rng):
    """Without replacement, all samples may be drawn: each comes once."""
    check_distinct(compare, rng, torch.tensor([1, 1, 0, 1, 1, 1] * 4), 24)
    check_distinct(compare, rng, torch.tensor([2, 0, 0, 1, 0, 0]), 6)


@task("sampler", points=2, hint="Without replacement too, the first draw follows the weights.")
def test_first_draws_without_replacement(compare, rng):
    """Without replacement, the first draw follows the weights: a rare class comes early."""
    for n, k in (15, 4), (20, 9):
        labels = torch.tensor([0] * (n - 1) + [1])
        draws = compare.repeat("balanced_indices", labels, k, False, source(rng), times=120)
        hits = int((draws[:, 0] == n - 1).sum())
        often = (n - 1) ** 2
        wrong = {"uniform": 1 / n, "common classes more often": 1 / (often + 1)}
        assert_rate(hits, 120, 1 / 2, wrong=wrong)


@task("sampler", hint="The second draw is made from what is left, in proportion to the weights.")
def test_second_draws_without_replacement(compare, rng):
    """Without replacement, the second draw is made from what is left, in proportion to the weights."""
    for common, rare, k in (40, 8, 2), (30, 5, 7):
        labels = torch.tensor([0] * common + list(range(1, rare + 1)))  # rare: classes of one sample
        draws = compare.repeat("balanced_indices", labels, k, False, source(rng), times=120)
        both = int((draws[:, :2] >= common).all(dim=1).sum())
        n, first = common + rare, rare / (rare + 1)
        uniform = (rare - 1) / (n - 1)
        assert_rate(
            both,
            120,
            first * (rare - 1) / rare,
            wrong={"uniform": rare / n * uniform, "only the first draw with weights": first * uniform},
        )


@task("sampler", hint="torch.bincount counts the labels. Labels that do not occur have no samples.")
def test_labels_that_do_not_occur(compare, rng):
    """Some labels may not occur, and there may be one class only."""
    for values, k in ([5, 0, 0, 5, 0, 2, 0], 15), ([3, 3, 3, 7], 10), ([4, 4, 4], 7), ([9], 3):
        labels = torch.tensor(values)
        draws = compare.repeat("balanced_indices", labels, k, True, source(rng), times=50)
        wrong = (
            {"common classes more often": common(labels)} if len(set(values)) > 1 else {"none": evenly([99])}
        )
        assert_distribution(draws, law(labels), wrong=wrong)


@task("sampler", hint="A class may have hundreds of samples.")
def test_many_samples(compare, rng):
    """There may be hundreds of samples of a class."""
    for common, rare in (300, 20), (150, 1), (40, 40):
        labels = torch.tensor([1] * common + [0] * rare)
        draws = compare.repeat("balanced_indices", labels, 40, True, source(rng), times=20)
        hits = int((draws >= common).sum())
        assert_rate(hits, draws.numel(), 0.5, wrong={"always": 1.0, "never": 0.0})


@task("sampler", weak=True, hint="Draw with the generator that you get, and with nothing else.")
def test_the_same_generator_gives_the_same_draws(compare, student, rng):
    """Two generators in the same state give the same draws."""
    labels = torch.tensor([0, 1, 1, 1, 2, 2, 1] * 6)
    for k, replacement in (30, True), (41, False):
        compare.repeat("balanced_indices", labels, k, replacement, source(rng), times=2)
        seed = int(rng.integers(2**32))
        first = student.balanced_indices(labels, k, replacement, torch_generator(seed))
        assert_close(
            student.balanced_indices(labels, k, replacement, torch_generator(seed)),
            first,
            what="Two generators in the same state must give the same draws; yours do not.",
        )


@task("sampler", weak=True, hint="Compare num_samples with the number of labels, if replacement is False.")
def test_too_many_draws_are_refused(compare):
    """ValueError is raised if more indices are to be drawn without replacement than there are."""
    for n, k in (3, 4), (1, 2), (5, 20):
        labels = torch.arange(n)
        compare.raises("ValueError", "balanced_indices", labels, k, False, torch_generator(1))
