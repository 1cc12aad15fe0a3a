r"""Preparing data: missing values, categories, scales, splits, samples, batches and sequences of one length.

Between a raw table and a model lie a few short steps. Each of them has a rule that is easy to get wrong
without an error message:

.. math:: z_{ij} = \frac{x_{ij} - m_j}{\sigma_j} \qquad
          u_{ij} = \frac{x_{ij} - \min_i x_{ij}}{\max_i x_{ij} - \min_i x_{ij}} \qquad
          w_k = \frac{n}{m \, n_k}

==============  ==================================================================
``n``           number of samples
``d``           number of features
``X``           samples in rows, shape (n, d); NaN stands for a missing value
``y``           labels 0 to K - 1, shape (n,)
``rng``         the source of all randomness: ``numpy.random.Generator`` in
                ``train_val_test_split``, ``torch.Generator`` in the two samplers
==============  ==================================================================

How do I …

* handle missing values: ``impute_mean``, ``drop_missing``; in a column of categories: ``one_hot_with_missing``;
* bring features to one scale: ``standardize``, with the mean and the standard deviation of the training set, or
  ``min_max_scale``;
* handle rare classes: ``class_weights`` for the loss, ``weighted_sample`` for the data;
* divide data: ``train_val_test_split`` once, ``minibatches`` in every epoch;
* put sequences into one array: ``pad_sequences``.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

Array = NDArray[np.floating[Any]]
Values = NDArray[Any]
Indices = NDArray[np.int64]

TOLERANCE = 1e-6
"""How far a sum of fractions may be from 1."""


def impute_mean(X: Values) -> Array:
    r"""Replace each missing value by the mean of the known values of its column.

    .. math:: m_j = \frac{1}{|\{i : x_{ij} \text{ is known}\}|} \sum_{i :\, x_{ij} \text{ is known}} x_{ij}

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1, d >= 1
        Samples in rows; NaN where a value is missing.

    Returns
    -------
    ndarray of shape (n, d)
        The table without NaN.

    Raises
    ------
    ValueError
        If ``X`` does not have shape (n, d) with n >= 1 and d >= 1, or a column has no known value.

    References
    ----------
    Lecture notes 001, line 80.

    Examples
    --------
    >>> impute_mean(np.array([[1.0, 4.0], [np.nan, 8.0], [5.0, np.nan]]))
    array([[1., 4.],
           [3., 8.],
           [5., 6.]])
    """
    X = _table(X)
    missing = np.isnan(X)
    empty = np.flatnonzero(missing.all(axis=0))
    if empty.size:
        raise ValueError(f"each column of X must have a known value, got none in column {empty[0]}")
    means = X.mean(axis=0, where=~missing)  # (d,)
    filled: Array = np.where(missing, means, X)
    return filled


def drop_missing(X: Values, axis: int = 0) -> Array:
    """Leave out all rows, or all columns, in which a value is missing.

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1, d >= 1
        Samples in rows; NaN where a value is missing.
    axis : int
        0 leaves out rows (samples), 1 leaves out columns (features).

    Returns
    -------
    ndarray of shape (n', d) or (n, d')
        What is left, in its order; n' or d' may be 0.

    Raises
    ------
    ValueError
        If ``X`` does not have shape (n, d) with n >= 1 and d >= 1, or ``axis`` is not 0 or 1.

    References
    ----------
    Lecture notes 001, line 80.

    Examples
    --------
    >>> X = np.array([[1.0, 4.0], [np.nan, 8.0], [5.0, 6.0]])
    >>> drop_missing(X)
    array([[1., 4.],
           [5., 6.]])
    >>> drop_missing(X, axis=1)
    array([[4.],
           [8.],
           [6.]])
    """
    X = _table(X)
    if axis not in (0, 1):
        raise ValueError(f"axis must be 0 or 1, got {axis}")
    missing = np.isnan(X)
    if axis == 0:
        return X[~missing.any(axis=1)]
    return X[:, ~missing.any(axis=0)]


def class_weights(y: Values, K: int | None = None) -> Array:
    r"""Weights that let every class count the same in a loss.

    .. math:: w_k = \frac{n}{m \, n_k}

    Here n_k samples have label k, and m classes have a sample at all.

    Parameters
    ----------
    y : ndarray of integers of shape (n,), n >= 1
        Labels.
    K : int, optional
        Number of classes; without it the largest label plus 1.

    Returns
    -------
    ndarray of shape (K,), float64
        One weight per class; 0 for a class without samples.

    Raises
    ------
    ValueError
        If ``y`` does not have shape (n,) with n >= 1, or a label is negative or not below ``K``.

    Notes
    -----
    The weights of all samples sum to n, so the mean weight is 1 and the size of a loss stays the same.

    References
    ----------
    Lecture notes 001, line 59, which names data balance and no formula. This one is scikit-learn's ``"balanced"``.

    Examples
    --------
    >>> class_weights(np.array([0, 0, 0, 2]), 4)
    array([0.66666667, 0.        , 2.        , 0.        ])
    """
    y = np.asarray(y).astype(np.int64)
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"y must have shape (n,) with n >= 1, got {y.shape}")
    if K is None:
        K = int(y.max()) + 1
    if y.min() < 0 or y.max() >= K:
        raise ValueError(f"y must hold labels from 0 to {K - 1}, got {y.min()} to {y.max()}")
    counts = np.bincount(y, minlength=K)  # (K,)
    present = counts > 0
    weights = np.zeros(K)
    weights[present] = len(y) / (present.sum() * counts[present])
    return weights


def one_hot_with_missing(values: Values) -> tuple[Array, Array]:
    """One column per category, with the missing values as a category of their own.

    Parameters
    ----------
    values : ndarray of shape (n,), n >= 1
        Categories as numbers; NaN where the category is missing.

    Returns
    -------
    hot : ndarray of shape (n, C), float64
        One-hot rows.
    categories : ndarray of shape (C,)
        The category of each column: those that occur, from the smallest to the largest, and NaN at the end if a value
        is missing.

    Raises
    ------
    ValueError
        If ``values`` does not have shape (n,) with n >= 1.

    References
    ----------
    Lecture notes 001, line 81.

    Examples
    --------
    >>> hot, categories = one_hot_with_missing(np.array([7.0, np.nan, 3.0, 7.0]))
    >>> hot
    array([[0., 1., 0.],
           [0., 0., 1.],
           [1., 0., 0.],
           [0., 1., 0.]])
    >>> categories
    array([ 3.,  7., nan])
    """
    values = _real(values)
    if values.ndim != 1 or values.size == 0:
        raise ValueError(f"values must have shape (n,) with n >= 1, got {values.shape}")
    missing = np.isnan(values)
    categories = np.unique(values[~missing])  # sorted
    hot = values[:, None] == categories  # (n, C); NaN equals nothing
    if missing.any():
        hot = np.column_stack([hot, missing])
        categories = np.append(categories, values[missing][:1])
    return hot.astype(np.float64), categories


def standardize(X: Values, mean: Values, std: Values) -> Array:
    r"""Subtract a mean from each column and divide by a standard deviation.

    .. math:: z_{ij} = \frac{x_{ij} - m_j}{\sigma_j}

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1, d >= 1
        Samples in rows: the training set, or any other data.
    mean, std : ndarray of shape (d,)
        Mean and standard deviation of each column of the training set. A standard deviation of 0 counts as 1.

    Returns
    -------
    ndarray of shape (n, d)
        The scaled samples.

    Raises
    ------
    ValueError
        If ``X`` does not have shape (n, d) with n >= 1 and d >= 1, ``mean`` and ``std`` do not have shape (d,), or
        ``std`` holds a number that is negative or NaN.

    Notes
    -----
    Samples of the test set are scaled as those of the training set were. Their own mean and standard deviation would
    give another scale, and the model has never seen data on that scale.

    References
    ----------
    Lecture notes 000, lines 260–272.

    Examples
    --------
    >>> standardize(np.array([[1.0, 7.0], [5.0, 9.0]]), np.array([2.0, 7.0]), np.array([0.5, 0.0]))
    array([[-2.,  0.],
           [ 6.,  2.]])
    """
    X, mean, std = _table(X), _real(mean), _real(std)
    if mean.shape != X.shape[1:] or std.shape != X.shape[1:]:
        raise ValueError(f"mean and std must have shape {X.shape[1:]}, got {mean.shape} and {std.shape}")
    if not (std >= 0).all():
        raise ValueError(f"std must hold numbers >= 0, got {std}")
    scaled: Array = (X - mean) / _zero_as_one(std)
    return scaled


def min_max_scale(X: Values) -> Array:
    r"""Map each column to the range from 0 to 1.

    .. math:: u_{ij} = \frac{x_{ij} - \min_i x_{ij}}{\max_i x_{ij} - \min_i x_{ij}}

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1, d >= 1
        Samples in rows, without NaN.

    Returns
    -------
    ndarray of shape (n, d)
        The scaled samples; a column in which all values are equal becomes 0.

    Raises
    ------
    ValueError
        If ``X`` does not have shape (n, d) with n >= 1 and d >= 1.

    References
    ----------
    Lecture notes 000, line 262, which gives the name only.

    Examples
    --------
    >>> min_max_scale(np.array([[2.0, 5.0], [6.0, 5.0], [3.0, 5.0]]))
    array([[0.  , 0.  ],
           [1.  , 0.  ],
           [0.25, 0.  ]])
    """
    X = _table(X)
    low, high = X.min(axis=0), X.max(axis=0)  # (d,)
    scaled: Array = (X - low) / _zero_as_one(high - low)
    return scaled


def train_val_test_split(
    n: int, fractions: Sequence[float], rng: np.random.Generator
) -> tuple[Indices, Indices, Indices]:
    """Divide the indices 0 to n - 1 at random into three parts.

    Parameters
    ----------
    n : int >= 1
        Number of samples.
    fractions : three floats >= 0 with sum 1
        Fractions of the training, validation and test set.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    train : ndarray of integers
        Indices that are in neither of the other parts.
    validation : ndarray of integers
        int(n * fractions[1]) indices.
    test : ndarray of integers
        int(n * fractions[2]) indices.

    Raises
    ------
    ValueError
        If ``n`` is below 1, or ``fractions`` are not three numbers >= 0 whose sum differs from 1 by at most 1e-6.

    Notes
    -----
    Every index is in exactly one part, and every division into parts of these sizes has the same probability.
    The order within a part has no meaning.

    References
    ----------
    Lecture notes 004, lines 34–38; 001, line 43.

    Examples
    --------
    >>> parts = train_val_test_split(11, (0.7, 0.2, 0.1), np.random.default_rng(0))
    >>> [len(part) for part in parts]
    [8, 2, 1]
    """
    shares = np.asarray(fractions, dtype=np.float64)
    _check_count("n", n)
    if shares.shape != (3,) or not (shares >= 0).all() or abs(shares.sum() - 1) > TOLERANCE:
        raise ValueError(f"fractions must be three numbers >= 0 with sum 1, got {fractions}")
    n_val, n_test = int(n * shares[1]), int(n * shares[2])
    n_train = n - n_val - n_test  # the rest, so that no sample is lost
    order = rng.permutation(n)
    return order[:n_train], order[n_train : n_train + n_val], order[n_train + n_val :]


def weighted_sample(weights: Tensor, k: int, rng: torch.Generator) -> Tensor:
    r"""Draw k indices with replacement, each with a probability that is proportional to its weight.

    .. math:: P(i) = \frac{w_i}{\sum_j w_j}

    Parameters
    ----------
    weights : Tensor of shape (n,), n >= 1
        Finite numbers >= 0; their sum need not be 1, and is not 0.
    k : int >= 1
        Number of draws; may be larger than n.
    rng : torch.Generator
        Source of randomness.

    Returns
    -------
    Tensor of shape (k,), int64
        Independent draws of indices. An index of weight 0 is never drawn.

    Raises
    ------
    ValueError
        If ``weights`` does not have shape (n,) with n >= 1, holds a number that is negative, infinite or NaN, or sums
        to 0, or if ``k`` is below 1.

    References
    ----------
    Lecture notes 001, line 47: ``torch.utils.data.WeightedRandomSampler``.

    Examples
    --------
    >>> weighted_sample(torch.tensor([0.0, 3.0, 0.0]), 4, torch.Generator().manual_seed(0))
    tensor([1, 1, 1, 1])
    """
    weights = weights.to(torch.float64)
    _check_count("k", k)
    if weights.ndim != 1 or len(weights) == 0:
        raise ValueError(f"weights must have shape (n,) with n >= 1, got {tuple(weights.shape)}")
    if not ((weights >= 0) & torch.isfinite(weights)).all() or not weights.any():
        raise ValueError(f"weights must be finite numbers >= 0, not all of them 0, got {weights}")
    return torch.multinomial(weights, k, replacement=True, generator=rng)


def minibatches(n: int, batch_size: int, rng: torch.Generator) -> list[Tensor]:
    """Divide the indices 0 to n - 1 into mini-batches, in random order.

    Parameters
    ----------
    n : int >= 1
        Number of samples.
    batch_size : int >= 1
        Number of samples in each batch but the last.
    rng : torch.Generator
        Source of randomness.

    Returns
    -------
    list of Tensors of shape (b,), int64
        A random permutation, cut into pieces of ``batch_size`` indices. The last piece has what is left: from 1 to
        ``batch_size`` indices.

    Raises
    ------
    ValueError
        If ``n`` or ``batch_size`` is below 1.

    Notes
    -----
    Every index is in exactly one batch, and every order has the same probability.

    References
    ----------
    Lecture notes 004, line 245; 002, lines 60–70.

    Examples
    --------
    >>> [len(batch) for batch in minibatches(10, 4, torch.Generator().manual_seed(0))]
    [4, 4, 2]
    """
    _check_count("n", n)
    _check_count("batch_size", batch_size)
    order = torch.randperm(n, generator=rng)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def pad_sequences(seqs: Sequence[Values], length: int, where: str = "pre") -> Values:
    """Bring sequences to one length with zeros, and put them into one array.

    Parameters
    ----------
    seqs : list of n >= 1 ndarrays of shape (t,), t >= 0
        Sequences of any length, all integers or all floating.
    length : int >= 1
        Length of every row of the result.
    where : {"pre", "post"}
        The end at which zeros are added to a shorter sequence, and at which a longer one is cut off: "pre" is the
        beginning, "post" is the end.

    Returns
    -------
    ndarray of shape (n, length)
        int64 if the sequences hold integers, otherwise the dtype of the sequences.

    Raises
    ------
    ValueError
        If there is no sequence, one does not have shape (t,), ``length`` is below 1, or ``where`` is neither "pre" nor
        "post".

    References
    ----------
    Lecture notes 004, lines 388–396.

    Examples
    --------
    >>> seqs = [np.array([7, 8]), np.array([1, 2, 3, 4, 5])]
    >>> pad_sequences(seqs, 4)
    array([[0, 0, 7, 8],
           [2, 3, 4, 5]])
    >>> pad_sequences(seqs, 4, where="post")
    array([[7, 8, 0, 0],
           [1, 2, 3, 4]])
    """
    arrays = [np.asarray(seq) for seq in seqs]
    _check_count("length", length)
    if where not in ("pre", "post"):
        raise ValueError(f'where must be "pre" or "post", got {where!r}')
    if not arrays or any(seq.ndim != 1 for seq in arrays):
        raise ValueError(f"seqs must hold arrays of shape (t,), got {[seq.shape for seq in arrays]}")
    dtype = np.concatenate(arrays).dtype
    padded = np.zeros((len(arrays), length), dtype=np.int64 if dtype.kind in "iu" else dtype)
    for row, seq in zip(padded, arrays, strict=True):
        if where == "pre":
            kept = seq[-length:]
            row[length - len(kept) :] = kept
        else:
            kept = seq[:length]
            row[: len(kept)] = kept
    return padded


def _zero_as_one(sizes: Array) -> Array:
    """Divisors: where a column does not vary, nothing is to be divided."""
    return np.where(sizes == 0, np.ones_like(sizes), sizes)


def _real(a: ArrayLike) -> Array:
    """Floating arrays as they are, integers as float64."""
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def _table(X: ArrayLike) -> Array:
    X = _real(X)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X must have shape (n, d) with n >= 1 and d >= 1, got {X.shape}")
    return X


def _check_count(name: str, value: int) -> None:
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value}")
