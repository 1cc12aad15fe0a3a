r"""Model selection: which of several models will do best on data that nobody has seen yet.

The training error says little about that. Cross-validation measures each model on samples that it was not fitted to,
and the expected error has three parts, of which a model can influence two:

.. math:: E = \text{bias}^2 + \text{variance} + \text{noise}

==============  ==================================================================
``n``           number of samples
``k``           number of folds
``X``, ``y``    samples in rows, shape (n, ...), and their labels, shape (n,)
``folds``       a partition of 0 to n - 1: k arrays of indices
``fit``         ``fit(X, y)`` returns a model
``score``       ``score(model, X, y)`` returns a number
==============  ==================================================================

Integers become float64 before any arithmetic, and no function modifies what it is given.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Values = NDArray[Any]
Indices = NDArray[np.int64]


def kfold_indices(n: int, k: int, rng: np.random.Generator) -> list[Indices]:
    """Divide the indices of n samples into k folds at random.

    Parameters
    ----------
    n : int
        Number of samples.
    k : int
        Number of folds, 2 <= k <= n.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    list of k ndarrays of ints
        Each index is in one fold. The first n mod k folds have one index more than the others.

    Raises
    ------
    ValueError
        If ``k`` is not in 2 <= k <= n.

    References
    ----------
    Lecture notes 002:188–192.

    Examples
    --------
    >>> [fold.tolist() for fold in kfold_indices(5, 2, np.random.default_rng(1))]
    [[4, 0, 1], [2, 3]]
    """
    if not 2 <= k <= n:
        raise ValueError(f"k must be between 2 and {n}, got {k}")
    order = rng.permutation(n)
    sizes = [n // k + (j < n % k) for j in range(k)]
    ends = np.cumsum(sizes)
    return [order[end - size : end] for size, end in zip(sizes, ends, strict=True)]


def cross_validate(
    fit: Callable[[Values, Values], Any],
    score: Callable[[Any, Values, Values], float],
    X: Values,
    y: Values,
    folds: Sequence[Indices],
) -> tuple[float, float]:
    """Mean score on the training samples and on the samples that were left out.

    Parameters
    ----------
    fit : callable
        ``fit(X, y)`` returns a model.
    score : callable
        ``score(model, X, y)`` returns a number.
    X : ndarray of shape (n, d)
        Samples in rows.
    y : ndarray of shape (n,)
        Labels.
    folds : sequence of k ndarrays of ints
        A partition of the samples.

    Returns
    -------
    training, validation : float
        Means over the folds. For each fold, a model is fitted to all samples outside of it, in the order of the table,
        and scored on these samples and on those of the fold, in the order of the fold.

    References
    ----------
    Lecture notes 001:606–624 and 002:188–192.

    Examples
    --------
    >>> def fit(X, y):
    ...     return y.mean()
    >>> def score(model, X, y):
    ...     return np.abs(y - model).mean()
    >>> folds = [np.array([0, 1]), np.array([2, 3])]
    >>> cross_validate(fit, score, np.zeros((4, 1)), np.array([0.0, 0.0, 4.0, 4.0]), folds)
    (0.0, 4.0)
    """
    training: list[float] = []
    validation: list[float] = []
    for fold in folds:
        rest = np.setdiff1d(np.arange(len(X)), fold)
        model = fit(X[rest], y[rest])
        training.append(score(model, X[rest], y[rest]))
        validation.append(score(model, X[fold], y[fold]))
    return float(np.mean(training)), float(np.mean(validation))


def bias_variance_noise(truth: Values, predictions: Values, labels: Values) -> tuple[float, float, float]:
    r"""The three parts of the expected squared error, as means over the points.

    .. math:: \frac{1}{m} \sum_j (\bar f_j - t_j)^2, \qquad \frac{1}{m} \sum_j \frac{1}{R} \sum_r (f_{rj} - \bar f_j)^2,
              \qquad \frac{1}{m} \sum_j \frac{1}{S} \sum_s (y_{sj} - t_j)^2

    Parameters
    ----------
    truth : ndarray of shape (m,)
        The true values t at m points.
    predictions : ndarray of shape (R, m)
        Predictions f of R models, each fitted to a training set of its own.
    labels : ndarray of shape (S, m)
        S labels y that were drawn at each point.

    Returns
    -------
    bias, variance, noise : float
        The squared bias, the variance (population) and the noise.

    References
    ----------
    Lecture notes 003:55–64.

    Examples
    --------
    >>> bias_variance_noise(np.array([1.0]), np.array([[2.0], [4.0]]), np.array([[0.0], [2.0], [1.0]]))
    (4.0, 1.0, 0.6666666666666666)
    """
    truth, predictions, labels = _real(truth), _real(predictions), _real(labels)
    mean = predictions.mean(axis=0)
    bias = np.square(mean - truth).mean()
    variance = np.square(predictions - mean).mean()
    noise = np.square(labels - truth).mean()
    return float(bias), float(variance), float(noise)


def early_stopping(losses: Sequence[float], patience: int) -> tuple[int, int]:
    """Where training stops, and which epoch was the best.

    Parameters
    ----------
    losses : sequence of float, not empty
        The validation loss after each epoch.
    patience : int, >= 1
        How many epochs in a row may bring no improvement.

    Returns
    -------
    stop, best : int
        Epochs, counted from 0: the last one that is run, and the best of those that were run. An epoch is better if
        its loss is strictly less than all before.

    Raises
    ------
    ValueError
        If ``losses`` is empty, or ``patience`` is less than 1.

    References
    ----------
    Lecture notes 003:69. The patience is not in the notes.

    Examples
    --------
    >>> early_stopping([0.9, 0.8, 0.75, 0.77, 0.76, 0.7], 2)
    (4, 2)
    """
    if len(losses) == 0:
        raise ValueError("losses must not be empty")
    if patience < 1:
        raise ValueError(f"patience must be at least 1, got {patience}")
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best == patience:
            return epoch, best
    return len(losses) - 1, best


def polynomial_features(x: Values, degree: int) -> Array:
    r"""The powers of x as columns.

    .. math:: (1, x, x^2, \dots, x^{\text{degree}})

    Parameters
    ----------
    x : ndarray of shape (n,)
        Numbers.
    degree : int, >= 0
        The highest power.

    Returns
    -------
    ndarray of shape (n, degree + 1)
        The powers, the lowest first.

    Raises
    ------
    ValueError
        If ``degree`` is negative.

    References
    ----------
    Lecture notes 000:17.

    Examples
    --------
    >>> polynomial_features(np.array([2.0, -1.0]), 3).tolist()
    [[1.0, 2.0, 4.0, 8.0], [1.0, -1.0, 1.0, -1.0]]
    """
    if degree < 0:
        raise ValueError(f"degree must be at least 0, got {degree}")
    x = _real(x)
    return np.stack([x**power for power in range(degree + 1)], axis=1)


def select_degree(x: Values, y: Values, degrees: Sequence[int], folds: Sequence[Indices]) -> int:
    """The degree of the polynomial with the least cross-validated error.

    Parameters
    ----------
    x : ndarray of shape (n,)
        Numbers.
    y : ndarray of shape (n,)
        Labels.
    degrees : sequence of int
        Degrees to choose from, in any order.
    folds : sequence of k ndarrays of ints
        A partition of the samples.

    Returns
    -------
    int
        The degree whose polynomial, fitted by least squares to the other folds, has the least mean squared error, as
        the mean over the folds; of equally good ones the smallest.

    References
    ----------
    Lecture notes 002:216 (the simplest of equally good models).

    Examples
    --------
    >>> x = np.arange(6.0)
    >>> select_degree(x, x**2 - 3, [3, 0, 2, 1], [np.array([0, 3]), np.array([1, 4]), np.array([2, 5])])
    2
    """
    x, y = _real(x), _real(y)
    errors = {}
    for degree in sorted(degrees):
        features = np.stack([x**power for power in range(degree + 1)], axis=1)
        on_folds = []
        for fold in folds:
            rest = np.setdiff1d(np.arange(len(x)), fold)
            weights = np.linalg.lstsq(features[rest], y[rest], rcond=None)[0]
            on_folds.append(np.square(features[fold] @ weights - y[fold]).mean())
        errors[degree] = float(np.mean(on_folds))
    return min(errors, key=lambda degree: errors[degree])


def grid_search(
    grid: Mapping[str, Sequence[Any]], evaluate: Callable[[dict[str, Any]], float]
) -> tuple[dict[str, Any], float]:
    """Try all combinations of values, and return the best.

    Parameters
    ----------
    grid : mapping of str to sequences
        The values of each parameter.
    evaluate : callable
        ``evaluate(parameters)`` returns the score of a combination, such as ``{"lr": 0.1, "width": 8}``; more is
        better.

    Returns
    -------
    best : dict
        The combination of the highest score. Combinations are tried in order: the last parameter changes fastest. Of
        equal scores the first counts.
    score : float
        Its score.

    References
    ----------
    Lecture notes 000:219–236.

    Examples
    --------
    >>> grid_search({"a": [1, 2], "b": [3, 5]}, lambda chosen: -abs(chosen["a"] * chosen["b"] - 5))
    ({'a': 1, 'b': 5}, 0)
    """
    tried = [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
    scores = [evaluate(chosen) for chosen in tried]
    best = scores.index(max(scores))
    return tried[best], scores[best]


def majority_vote(predictions: Values) -> Indices:
    """The class that most models predict.

    Parameters
    ----------
    predictions : ndarray of ints >= 0, shape (R, n)
        Classes that R models predict for n samples.

    Returns
    -------
    ndarray of ints, shape (n,)
        The most frequent class of each column; of equally frequent ones the smallest.

    References
    ----------
    Lecture notes 001:641–650.

    Examples
    --------
    >>> majority_vote(np.array([[2, 1, 0], [2, 0, 1], [1, 1, 2]])).tolist()
    [2, 1, 0]
    """
    return np.array(
        [np.bincount(column).argmax() for column in predictions.T.astype(np.int64)], dtype=np.int64
    )


def _real(values: Values) -> Array:
    """Floating arrays as they are, integers as float64."""
    values = np.asarray(values)
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
