"""Draws with weights, with replacement."""

from __future__ import annotations

import itertools

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


def law(weights):
    """The distribution of a draw."""
    weights = [float(w) for w in weights]
    total = sum(weights)
    return Discrete({i: w / total for i, w in enumerate(weights)})


@task("sample", points=3, hint="The probability of an index is its weight divided by the sum of all weights.")
def test_indices_are_drawn_as_often_as_their_weights_say(compare, rng):
    """Each index is drawn in proportion to its weight."""
    for weights, k in ([0.1, 0.4, 0.2, 0.3], 12), ([0.05, 0.25, 0.1, 0.45, 0.15], 10):
        draws = compare.repeat("weighted_sample", torch.tensor(weights), k, source(rng), times=200)
        n = len(weights)
        wrong = {
            "uniform": evenly(range(n)),
            "softmax": law(torch.softmax(torch.tensor(weights), dim=0)),
            "inverse": law([1 / w for w in weights]),
            "squares": law([w * w for w in weights]),
        }
        assert_distribution(draws, law(weights), wrong=wrong)


@task("sample", points=2, hint="Divide the weights by their sum.")
def test_weights_need_not_sum_to_1(compare, rng):
    """Weights need not sum to 1. Only their ratios count."""
    for weights, k in ([3.0, 1.0, 8.0, 4.0], 5), ([1.0, 6.0, 2.0], 7):
        for unit in 1.0, 1e-25, 1e25:
            given = torch.tensor(weights, dtype=torch.float64) * unit
            draws = compare.repeat("weighted_sample", given, k, source(rng), times=100)
            assert_distribution(draws, law(weights), wrong={"uniform": evenly(range(len(weights)))})


@task("sample", points=2, hint="Draw with replacement: an index may come again, and k may be larger than n.")
def test_more_draws_than_indices(compare, rng):
    """Draws are made with replacement, so there may be more draws than indices."""
    for weights, k in ([0.2, 0.5, 0.3], 12), ([2.0, 1.0, 1.0, 3.0], 9):
        given = torch.tensor(weights)
        draws = compare.repeat("weighted_sample", given, k, source(rng), times=100)
        assert_distribution(draws, law(weights), wrong={"uniform": evenly(range(len(weights)))})


@task("sample", points=2, hint="Every draw is independent of the other draws of the same call.")
def test_draws_of_one_call_are_independent(compare, rng):
    """The draws of one call are independent of each other."""
    for weights, k in ([0.1, 0.4, 0.2, 0.3], 4), ([0.3, 0.3, 0.1, 0.1, 0.2], 2):
        draws = compare.repeat("weighted_sample", torch.tensor(weights), k, source(rng), times=300)
        wrong = {"the same draw again": 1.0, "without replacement": 0.0}
        assert_independent(draws[:, 0::2], draws[:, 1::2], law(weights), wrong=wrong)
        pairs = {(i, j): weights[i] * weights[j] for i, j in itertools.product(range(len(weights)), repeat=2)}
        twice = {(i, i): w for i, w in enumerate(weights)}
        assert_distribution(draws[:, :2], Discrete(pairs), wrong={"the same draw again": Discrete(twice)})


@task("sample", points=2, hint="An index of weight 0 is never drawn.")
def test_indices_of_weight_0_are_never_drawn(compare, rng):
    """An index of weight 0 is never drawn, however many draws there are."""
    weights = [0.5, 0.0, 0.25, 0.25]
    for k in 20, 33:
        draws = compare.repeat("weighted_sample", torch.tensor(weights), k, source(rng), times=100)
        assert_distribution(draws, law(weights), wrong={"a small constant": law([w + 0.02 for w in weights])})


@task("sample", hint="Add no small constant to the weights.")
def test_many_weights_of_0(compare, rng):
    """Most weights may be 0."""
    for weights, k in ([2.0, 0.0, 0.0, 6.0, 0.0], 25), ([1.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0], 18):
        draws = compare.repeat("weighted_sample", torch.tensor(weights), k, source(rng), times=100)
        assert_distribution(draws, law(weights), wrong={"a small constant": law([w + 0.05 for w in weights])})


@task("sample", hint="Return one index for each draw: shape (k,).")
def test_one_draw_and_one_index(compare, rng):
    """One draw gives shape (1,). With one index, it is always drawn."""
    draws = compare.repeat("weighted_sample", torch.tensor([1.0, 3.0]), 1, source(rng), times=500)
    assert_distribution(
        draws, law([1.0, 3.0]), wrong={"uniform": evenly(range(2)), "swapped": law([3.0, 1.0])}
    )
    for k in 1, 5:
        draws = compare.repeat("weighted_sample", torch.tensor([0.7]), k, source(rng), times=20)
        assert_rate(int((draws == 0).sum()), 20 * k, 1.0, wrong={"another index": 0.0})


@task("sample", hint="Weights may be float32, float64 or integers.")
def test_kinds_of_weights(compare, rng):
    """Weights may be float32, float64 or integers, also large ones of a narrow type."""
    for dtype in torch.float32, torch.float64, torch.int64, torch.uint8, torch.int16:
        given = torch.tensor([20, 100, 120, 60], dtype=dtype)
        draws = compare.repeat("weighted_sample", given, 20, source(rng), times=40)
        assert_distribution(draws, law(given), wrong={"uniform": evenly(range(4))})


@task("sample", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_draws(compare, student, rng):
    """Two generators in the same state give the same draws."""
    weights = torch.tensor([1.0, 2.0, 2.0, 3.0])
    for k in 30, 41:
        compare.repeat("weighted_sample", weights, k, source(rng), times=2)
        seed = int(rng.integers(2**32))
        first = student.weighted_sample(weights, k, torch_generator(seed))
        assert_close(
            student.weighted_sample(weights, k, torch_generator(seed)),
            first,
            what="Two generators in the same state must give the same draws; yours do not.",
        )


@task("sample", weak=True, hint="Check the weights and k first.")
def test_bad_weights_are_refused(compare):
    """ValueError is raised for weights that are no probabilities, for shapes that do not fit, and for k below 1."""
    weights = torch.tensor([0.5, 0.25, 0.0, 0.25])
    for k in 0, -1:
        compare.raises("ValueError", "weighted_sample", weights, k, torch_generator(1))
    for place, value in (0, -0.1), (3, -1e-6), (1, float("nan")), (3, float("inf")), (2, -float("inf")):
        bad = weights.clone()
        bad[place] = value
        compare.raises("ValueError", "weighted_sample", bad, 5, torch_generator(1))
    for bad in torch.zeros(4), weights[:0], weights.reshape(2, 2), weights[:, None], torch.tensor(0.5):
        compare.raises("ValueError", "weighted_sample", bad, 5, torch_generator(1))
