"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, assert_rate, callback, generator, shaped, task


@task("kfold")
def test_ten_samples_in_three_folds(student, rng):
    """Ten samples give folds of 4, 3 and 3. The first sample is in the first fold in 4 of 10 cases."""
    found = student.kfold_indices(10, 3, generator(1))
    assert_close([len(fold) for fold in found], [4, 3, 3])
    assert_close(np.sort(np.concatenate(found)), np.arange(10))
    drawn = student.repeat("kfold_indices", 10, 3, rng, times=200)
    hits = sum(bool((np.asarray(one[0]) == 0).any()) for one in drawn)
    assert_rate(hits, 200, 0.4, wrong={"not shuffled": 1.0})


@task("cross")
def test_a_model_that_is_a_mean(student):
    """Fitted to two labels 4, the mean misses the labels 0 by 4, and the other way round. On its own it is right."""
    fit = callback(lambda _, y: float(y.mean()), like=(shaped("n", 1), shaped("n")))
    score = callback(
        lambda mean, _, y: float(np.abs(y - mean).mean()), like=(0.5, shaped("n", 1), shaped("n"))
    )
    folds = [np.array([0, 1]), np.array([2, 3])]
    found = student.cross_validate(fit, score, np.zeros((4, 1)), np.array([0.0, 0.0, 4.0, 4.0]), folds)
    assert_close(found, (0.0, 4.0))


@task("parts")
def test_one_point_and_two_models(student):
    """The mean prediction 3 misses the truth 1 by 2; the models differ from 3 by 1; the labels from 1 by 1, 1 and 0."""
    found = student.bias_variance_noise(
        np.array([1.0]), np.array([[2.0], [4.0]]), np.array([[0.0], [2.0], [1.0]])
    )
    assert_close(found, (4.0, 1.0, 2 / 3))


@task("stop")
def test_six_epochs(student):
    """Epoch 2 is the best. Epochs 3 and 4 are no better, so epoch 5 is not run."""
    assert_close(student.early_stopping([0.9, 0.8, 0.75, 0.77, 0.76, 0.7], 2), (4, 2))
    assert_close(student.early_stopping([0.9, 0.8, 0.75], 2), (2, 2))
    assert_raises("ValueError", student.early_stopping, [], 1)


@task("powers")
def test_powers_of_two(student):
    """The powers of 2 are 1, 2, 4 and 8, those of -1 are 1, -1, 1 and -1."""
    found = student.polynomial_features(np.array([2.0, -1.0]), 3)
    assert_close(found, np.array([[1.0, 2.0, 4.0, 8.0], [1.0, -1.0, 1.0, -1.0]]))


@task("degree")
def test_a_parabola(student):
    """The labels lie on a parabola with a little noise."""
    x = np.arange(9.0)
    noise = np.array([0.1, -0.1, 0.05, -0.05, 0.1, -0.1, 0.05, 0.0, -0.05])
    folds = [np.array([0, 3, 6]), np.array([1, 4, 7]), np.array([2, 5, 8])]
    assert_close(student.select_degree(x, x**2 - 3 + noise, [0, 2, 1], folds), 2)


@task("grid")
def test_two_by_two(student):
    """1 times 5 is 5: this combination has the score 0, all others less."""
    score = callback(lambda chosen: -abs(chosen["a"] * chosen["b"] - 5), like=({"a": 1, "b": 3},))
    assert_close(student.grid_search({"a": [1, 2], "b": [3, 5]}, score), ({"a": 1, "b": 5}, 0))


@task("vote")
def test_three_models(student):
    """The first sample gets 2, 2 and 1. The third gets 0, 1 and 2: the smallest counts."""
    assert_close(student.majority_vote(np.array([[2, 1, 0], [2, 0, 1], [1, 1, 2]])), np.array([2, 1, 0]))
