"""The reference of model selection against brute force and closed forms."""

from __future__ import annotations

import doctest
import itertools

import numpy as np
import pytest
import torch


@pytest.fixture
def sel(load):
    return load("model_selection")


@pytest.fixture
def rng():
    return np.random.default_rng(67)


def test_doctests(sel):
    outcome = doctest.testmod(sel)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("n", "k"), [(10, 3), (7, 7), (12, 4), (5, 2)])
def test_folds_are_a_random_partition(sel, rng, n, k):
    counts = np.zeros((n, k))
    for _ in range(2000):
        folds = sel.kfold_indices(n, k, rng)
        assert [len(fold) for fold in folds] == [len(part) for part in np.array_split(np.arange(n), k)]
        assert sorted(np.concatenate(folds).tolist()) == list(range(n))
        for j, fold in enumerate(folds):
            counts[fold, j] += 1
    sizes = np.array([len(part) for part in np.array_split(np.arange(n), k)])
    np.testing.assert_allclose(counts / 2000, np.tile(sizes / n, (n, 1)), atol=0.06)


def test_cross_validation_of_least_squares_has_a_closed_form(sel, rng):
    """With one sample in each fold, the errors follow from the leverages."""
    X, y = rng.normal(size=(9, 3)), rng.normal(size=9)
    hat = X @ np.linalg.pinv(X)
    wanted = np.mean(((y - hat @ y) / (1 - np.diag(hat))) ** 2)
    _, found = sel.cross_validate(
        lambda X, y: np.linalg.pinv(X) @ y,
        lambda w, X, y: np.mean((X @ w - y) ** 2),
        X, y, [np.array([i]) for i in range(9)],
    )  # fmt: skip
    assert found == pytest.approx(wanted)


def test_fit_never_sees_a_sample_of_the_fold(sel, rng):
    seen = []
    folds = [np.array([4, 0]), np.array([3, 1]), np.array([2])]
    X = np.arange(5.0)[:, None]

    def fit(X, _):
        seen.append(X[:, 0].tolist())
        return 0

    scored = []
    sel.cross_validate(fit, lambda _, X, __: scored.append(X[:, 0].tolist()) or 0.0, X, X[:, 0], folds)
    assert seen == [[1, 2, 3], [0, 2, 4], [0, 1, 3, 4]]
    assert scored == [[1, 2, 3], [4, 0], [0, 2, 4], [3, 1], [0, 1, 3, 4], [2]]


def test_the_parts_add_up_to_the_expected_error(sel, rng):
    """With labels around the truth that are independent of the models, by averaging over all pairs."""
    truth, predictions = rng.normal(size=4), rng.normal(size=(6, 4))
    noise = rng.normal(size=(5, 4))
    labels = truth + noise - noise.mean(axis=0)
    error = np.mean([(f - y) ** 2 for f, y in itertools.product(predictions, labels)])
    assert sum(sel.bias_variance_noise(truth, predictions, labels)) == pytest.approx(error)


def test_early_stopping_by_simulation(sel, rng):
    for _ in range(300):
        losses, patience = rng.integers(0, 6, size=int(rng.integers(1, 15))), int(rng.integers(1, 5))
        seen: list[int] = []
        for loss in losses.tolist():
            seen.append(loss)
            best = seen.index(min(seen))
            if len(seen) - 1 - best >= patience:
                break
        assert sel.early_stopping(losses, patience) == (len(seen) - 1, best)


def test_powers(sel, rng):
    x = rng.normal(size=6)
    np.testing.assert_allclose(sel.polynomial_features(x, 4), np.polynomial.polynomial.polyvander(x, 4))
    assert sel.polynomial_features(np.array([200], dtype=np.uint8), 3).tolist() == [[1, 200, 40000, 8000000]]
    assert sel.polynomial_features(x.astype(np.float32), 2).dtype == np.float32


def test_the_degree_by_polyfit(sel, rng):
    x = rng.uniform(-2, 2, size=20)
    y = x**3 - x + 0.5 * rng.normal(size=20)
    folds = np.split(rng.permutation(20), [6, 11])

    def error(degree):
        errors = []
        for fold in folds:
            rest = np.setdiff1d(np.arange(20), fold)
            fitted = np.polynomial.Polynomial.fit(x[rest], y[rest], degree)
            errors.append(np.mean((fitted(x[fold]) - y[fold]) ** 2))
        return np.mean(errors)

    assert sel.select_degree(x, y, range(7), folds) == min(range(7), key=error)
    assert sel.select_degree(x, np.zeros(20), [4, 1, 3], folds) == 1


def test_the_grid_by_brute_force(sel, rng):
    grid = {"a": [3, 1, 2], "b": [0.5, -1.0], "c": [7, 7]}
    table = {key: float(rng.integers(-3, 2)) for key in itertools.product(*grid.values())}
    tried = []

    def evaluate(chosen):
        tried.append(tuple(chosen.values()))
        return table[tuple(chosen.values())]

    best, score = sel.grid_search(grid, evaluate)
    assert tried == list(itertools.product(*grid.values()))
    assert score == max(table.values())
    assert tuple(best.values()) == next(key for key in tried if table[key] == score)


def test_votes_against_torch(sel, rng):
    """Where there is no tie; with ties by sorting."""
    predictions = rng.integers(0, 5, size=(7, 200))
    counts = np.stack([(predictions == c).sum(axis=0) for c in range(5)])
    clear = np.sort(counts, axis=0)[-1] > np.sort(counts, axis=0)[-2]
    modes = torch.mode(torch.tensor(predictions), dim=0).values.numpy()
    np.testing.assert_array_equal(sel.majority_vote(predictions)[clear], modes[clear])
    assert sel.majority_vote(np.array([[3, 1], [2, 4]], dtype=np.uint8)).tolist() == [2, 1]


def test_bad_arguments(sel, rng):
    for k in 1, 6:
        with pytest.raises(ValueError, match="k must be between 2 and 5"):
            sel.kfold_indices(5, k, rng)
    with pytest.raises(ValueError, match="losses must not be empty"):
        sel.early_stopping([], 1)
    with pytest.raises(ValueError, match="patience must be at least 1, got 0"):
        sel.early_stopping([1.0], 0)
    with pytest.raises(ValueError, match="degree must be at least 0, got -1"):
        sel.polynomial_features(np.ones(2), -1)
