"""A part that is held out."""

from __future__ import annotations

import itertools
import math

import pytest
import torch
from support import normal, source

from grader.testing import assert_close, assert_distribution, assert_rate, evenly, task, torch_generator

CASES = (11, 0.2), (14, 0.4), (7, 0.65), (50, 0.33)


def problem(n):
    """Samples whose first feature is the number of the sample, and labels that are three times this number."""
    X = torch.stack([torch.arange(n), 100 + torch.arange(n)], dim=1).double()
    return X, 3 * torch.arange(n)


def drawn(compare, rng, n, held_out, times):
    """The numbers of the samples of both parts, for every call."""
    train, _, held, _ = compare.repeat("random_split", *problem(n), held_out, source(rng), times=times)
    return train[:, :, 0].long(), held[:, :, 0].long()


def complete(parts, n):
    """How many divisions have each sample exactly once."""
    joined = torch.cat(parts, dim=1).sort(dim=1).values
    return int((joined == torch.arange(n)).all(dim=1).sum())


@task("split", points=2, hint="torch.utils.data.random_split takes the sizes of the parts.")
def test_each_sample_is_in_one_part(compare, rng):
    """Each sample is in exactly one part: no overlap, and nothing lost."""
    for n, held_out in CASES[:2]:
        parts = drawn(compare, rng, n, held_out, 15)
        assert_rate(complete(parts, n), 15, 1.0, wrong={"drawn with replacement": math.factorial(n) / n**n})


@task("split", points=2, hint="Draw one order of all samples, and cut it.")
def test_no_sample_is_in_both_parts(compare, rng):
    """Also of many samples, and in parts of other sizes, each is in exactly one part."""
    for n, held_out in (*CASES[2:], (6, 0.2)):
        parts = drawn(compare, rng, n, held_out, 15)
        assert_rate(complete(parts, n), 15, 1.0, wrong={"drawn with replacement": math.factorial(n) / n**n})


@task("split", points=2, weak=True, hint="The held-out part has int(held_out * n) samples, and comes second.")
def test_sizes_of_the_parts(compare, rng):
    """The held-out part has int(held_out * n) samples. The training part has all others, and comes first."""
    for n, held_out in (*CASES, (4001, 0.1), (9, 0.5)):
        compare.repeat("random_split", *problem(n), held_out, source(rng), times=3)


@task("split", points=2, hint="Shuffle before you cut.")
@pytest.mark.parametrize(("n", "held_out"), [(12, 0.35), (23, 0.5), (9, 0.4)])
def test_each_sample_may_be_held_out(compare, rng, n, held_out):
    """The first and the last sample are held out as often as the size says."""
    _, held = drawn(compare, rng, n, held_out, 100)
    for sample, without in (0, 0.0), (n - 1, 1.0):
        hits = int((held == sample).any(dim=1).sum())
        assert_rate(hits, 100, held.shape[1] / n, wrong={"not shuffled": without})


@task("split", points=2, hint="Every division into parts of these sizes has the same probability.")
def test_all_divisions_are_equally_likely(compare, rng):
    """All ten divisions of five samples into 3 and 2 are equally likely."""
    _, held = drawn(compare, rng, 5, 0.45, 260)
    pairs = list(itertools.combinations(range(5), 2))
    turned = [tuple(sorted((i, (i + 1) % 5))) for i in range(5)]
    assert_distribution(
        held.sort(dim=1).values,
        evenly(pairs),
        wrong={"not shuffled": evenly([(3, 4)]), "turned around": evenly(turned)},
    )


def check_labels(compare, rng, n, held_out):
    """Each sample of both parts has its label."""
    parts = compare.repeat("random_split", *problem(n), held_out, source(rng), times=20)
    for samples, labels in parts[:2], parts[2:]:
        first = (samples[..., 0] * 3 == labels).all(dim=1)
        second = (samples[..., 1] == 100 + labels // 3).all(dim=1)
        assert_rate(int((first & second).sum()), 20, 1.0, wrong={"labels left behind": 1 / 3})


@task("split", points=2, hint="Use the same indices for samples and labels.")
def test_labels_go_with_their_samples(compare, rng):
    """Each sample keeps its label, and stays as it is."""
    for n, held_out in (6, 0.5), (8, 0.3):
        check_labels(compare, rng, n, held_out)


@task("split", points=1, hint="Use the same indices for samples and labels.")
def test_labels_of_many_samples(compare, rng):
    """Also of many samples, each keeps its label."""
    for n, held_out in (30, 0.7), (45, 0.4):
        check_labels(compare, rng, n, held_out)


@task("split", hint="Keep the samples as they are.")
def test_all_samples_are_there(compare, student, rng):
    """Together the parts have all samples and labels, as they were."""
    for n, d in (6, 6), (8, 3):
        X, y = normal(rng, n, d, size=3000.0), torch.from_numpy(rng.permutation(n))
        compare.repeat("random_split", X, y, 0.5, source(rng), times=2)
        X_train, y_train, X_held, y_held = student.random_split(X, y, 0.5, source(rng))
        order = torch.cat([y_train, y_held]).argsort()
        assert_close(
            torch.cat([X_train, X_held])[order],
            X[y.argsort()],
            what="All samples must be there with their labels; yours are not.",
        )


@task("split", weak=True, hint="Draw with the generator that you get, and with nothing else.")
def test_the_same_generator_gives_the_same_parts(compare, student, rng):
    """Two generators in the same state give the same parts."""
    for n, held_out in CASES[1:]:
        compare.repeat("random_split", *problem(n), held_out, source(rng), times=2)
        seed = int(rng.integers(2**32))
        first = student.random_split(*problem(n), held_out, torch_generator(seed))
        assert_close(
            student.random_split(*problem(n), held_out, torch_generator(seed)),
            first,
            what="Two generators in the same state must give the same parts; yours do not.",
        )


@task("split", weak=True, hint="Compute the size of the held-out part first.")
def test_empty_parts_are_refused(compare):
    """ValueError is raised if one of the parts would be empty."""
    for n, held_out in (5, 0.1), (9, 0.0), (4, 1.0), (1, 0.5), (30, 0.03):
        compare.raises("ValueError", "random_split", *problem(n), held_out, torch_generator(1))
