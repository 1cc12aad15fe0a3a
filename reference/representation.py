r"""Representations: their main directions, their groups, and how alike two of them are.

Two networks that were trained on different data, even on pictures and on texts, often arrange the same samples in
similar ways. Coordinates cannot be compared, since a rotation changes all of them. What can be compared is which
samples are close to each other:

.. math:: \operatorname{CKA}(X, Y) = \frac{\lVert Y^\top X \rVert_F^2}
          {\lVert X^\top X \rVert_F \, \lVert Y^\top Y \rVert_F} \qquad \text{with centred columns}

==============  ==================================================================
``X``, ``Y``    two representations of the same n samples, shapes (n, d) and (n, e)
``k``           number of components, or of neighbours
``centers``     centres of clusters, shape (K, d)
==============  ==================================================================

Floating inputs keep their dtype (float32 in, float32 out), integers become float64 before any arithmetic, and no
function modifies what it is given.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Values = NDArray[Any]
Labels = NDArray[np.int64]


def pca_fit(X: Values, k: int) -> tuple[Array, Array, Array]:
    """The k directions in which samples vary most.

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Samples in rows.
    k : int
        Number of directions, 1 <= k <= min(n - 1, d).

    Returns
    -------
    mean : ndarray of shape (d,)
        The mean of the samples.
    components : ndarray of shape (k, d)
        The directions in rows: of length 1, at right angles, the one of the largest variance first. The entry of the
        largest absolute value in each row is positive.
    variances : ndarray of shape (k,)
        The population variances in these directions.

    Raises
    ------
    ValueError
        If ``k`` is not in 1 <= k <= min(n - 1, d).

    Examples
    --------
    >>> mean, components, variances = pca_fit(np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 1.0]]), 1)
    >>> mean.tolist(), components.tolist(), variances.round(4).tolist()
    ([2.0, 1.0], [[1.0, 0.0]], [2.6667])
    """
    X = _real(X)
    n, d = X.shape
    if not 1 <= k <= min(n - 1, d):
        raise ValueError(f"k must be between 1 and {min(n - 1, d)}, got {k}")
    mean = X.mean(axis=0)
    _, lengths, rows = np.linalg.svd(X - mean, full_matrices=False)
    components = rows[:k]
    largest = np.abs(components).argmax(axis=1)
    components = components * np.sign(components[np.arange(k), largest])[:, None]
    return mean, components, lengths[:k] ** 2 / n


def pca_transform(X: Values, mean: Array, components: Array) -> Array:
    """Coordinates of samples in the directions of ``pca_fit``.

    Parameters
    ----------
    X : ndarray of shape (m, d)
        Samples in rows, the same as in the fit or others.
    mean : ndarray of shape (d,)
        The mean of the fit.
    components : ndarray of shape (k, d)
        The directions of the fit.

    Returns
    -------
    ndarray of shape (m, k)
        The coordinates.

    Examples
    --------
    >>> pca_transform(np.array([[5.0, 9.0]]), np.array([2.0, 1.0]), np.array([[1.0, 0.0]])).tolist()
    [[3.0]]
    """
    return (_real(X) - mean) @ components.T


def kmeans_step(X: Values, centers: Values) -> tuple[Labels, Array]:
    """One step of k-means: assign each sample to the nearest centre, then move each centre to its samples.

    Parameters
    ----------
    X : ndarray of shape (n, d)
        Samples in rows.
    centers : ndarray of shape (K, d)
        Centres of the clusters.

    Returns
    -------
    labels : ndarray of int64, shape (n,)
        The nearest centre of each sample; of centres at the same distance the first.
    new_centers : ndarray of shape (K, d)
        The means of the samples of each cluster; a centre without samples stays.

    Examples
    --------
    >>> labels, centers = kmeans_step(np.array([[0.0], [1.0], [5.0]]), np.array([[0.0], [4.0], [9.0]]))
    >>> labels.tolist(), centers.tolist()
    ([0, 0, 1], [[0.5], [5.0], [9.0]])
    """
    X, centers = _real(X), _real(centers)
    labels = _squared_distances(X, centers).argmin(axis=1)
    new_centers = centers.copy()
    for j in range(len(centers)):
        if (labels == j).any():
            new_centers[j] = X[labels == j].mean(axis=0)
    return labels, new_centers


def linear_cka(X: Values, Y: Values) -> float:
    r"""How alike two representations are, whatever their rotation and scale.

    .. math:: \frac{\lVert Y^\top X \rVert_F^2}{\lVert X^\top X \rVert_F \, \lVert Y^\top Y \rVert_F}
              \qquad \text{with centred columns}

    Parameters
    ----------
    X : ndarray of shape (n, d)
        A representation of n samples.
    Y : ndarray of shape (n, e)
        Another representation of the same samples.

    Returns
    -------
    float
        Between 0 and 1; 0 if one of them is constant.

    References
    ----------
    Lecture notes 003:110–121 have the claim. S. Kornblith et al., ICML 2019.

    Examples
    --------
    >>> X = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    >>> linear_cka(X, 3 * X @ np.array([[0.0, 1.0], [-1.0, 0.0]])), round(linear_cka(X, X[:, :1]), 4)
    (1.0, 0.7071)
    """
    X = _centred(_real(X))
    Y = _centred(_real(Y))
    size = float(np.linalg.norm(X.T @ X) * np.linalg.norm(Y.T @ Y))
    return float(np.square(Y.T @ X).sum()) / size if size > 0 else 0.0


def mutual_knn_alignment(X: Values, Y: Values, k: int) -> float:
    r"""Mean share of the k nearest neighbours that two representations have in common.

    .. math:: \frac{1}{n} \sum_{i=1}^n \frac{|N_k^X(i) \cap N_k^Y(i)|}{k}

    Parameters
    ----------
    X : ndarray of shape (n, d)
        A representation of n samples.
    Y : ndarray of shape (n, e)
        Another representation of the same samples.
    k : int
        Number of neighbours, 1 <= k <= n - 1.

    Returns
    -------
    float
        Between 0 and 1. A sample is not its own neighbour; of neighbours at the same distance the first in the table
        counts.

    Raises
    ------
    ValueError
        If ``k`` is not in 1 <= k <= n - 1.

    References
    ----------
    Lecture notes 003:110–121 have the claim. M. Huh et al., ICML 2024.

    Examples
    --------
    >>> mutual_knn_alignment(np.array([[0.0], [1.0], [5.0]]), np.array([[0.0], [9.0], [1.0]]), 1)
    0.0
    >>> mutual_knn_alignment(np.array([[0.0], [1.0], [5.0]]), np.array([[0.0], [1.0], [2.0]]), 1)
    1.0
    """
    n = len(X)
    if not 1 <= k <= n - 1:
        raise ValueError(f"k must be between 1 and {n - 1}, got {k}")
    near_x = _neighbours(_real(X), k)
    near_y = _neighbours(_real(Y), k)
    shared = (near_x[:, :, None] == near_y[:, None, :]).sum(axis=(1, 2))
    return float(shared.mean()) / k


def _centred(X: Array) -> Array:
    centred: Array = X - X.mean(axis=0)
    return centred


def _neighbours(X: Array, k: int) -> Labels:
    distances = _squared_distances(X, X)
    np.fill_diagonal(distances, np.inf)
    return distances.argsort(axis=1, kind="stable")[:, :k]


def _squared_distances(X: Array, Y: Array) -> Array:
    distances: Array = np.square(X[:, None] - Y[None]).sum(axis=-1)
    return distances


def _real(values: Values) -> Array:
    """Floating arrays as they are, integers as float64."""
    values = np.asarray(values)
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
