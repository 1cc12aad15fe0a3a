r"""Word embeddings: rows of numbers for words, learned by predicting the next word.

A word is first a number. Its embedding is a row of a table that is learned together with the rest of the network:

.. math:: h = \text{combine}(E_{a}, E_{b}), \qquad p = \operatorname{softmax}(h W + b)

==============  ==================================================================
``V``           number of words; ids are 0 to V - 1
``D``           length of an embedding
``E``           embeddings, shape (V, D), one word per row
``ids``         words by their numbers
``context``     the c words before, in order, shape (n, c)
``W``, ``b``    output layer, shapes (D, V) for the mean or (c D, V) for the
                concatenation, and (V,)
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
Ids = NDArray[np.integer[Any]]


def embed_one_hot(onehot: Values, E: Values) -> Array:
    """Embeddings of words that are given as one-hot rows.

    Parameters
    ----------
    onehot : ndarray of shape (..., V)
        One-hot rows.
    E : ndarray of shape (V, D)
        Embeddings.

    Returns
    -------
    ndarray of shape (..., D)
        The product with the table.

    References
    ----------
    Lecture notes 000:332–336.

    Examples
    --------
    >>> embed_one_hot(np.array([[0.0, 1.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()
    [[3.0, 4.0]]
    """
    return _real(onehot) @ _real(E)


def embed_lookup(ids: Ids, E: Values) -> Array:
    """Embeddings of words that are given by their numbers.

    Parameters
    ----------
    ids : ndarray of ints of any shape
        Words, 0 <= id < V.
    E : ndarray of shape (V, D)
        Embeddings.

    Returns
    -------
    ndarray of shape (*ids.shape, D)
        A row of the table for each word.

    Raises
    ------
    ValueError
        If an id is negative or V or more.

    Examples
    --------
    >>> embed_lookup(np.array([1, 0, 1]), np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()
    [[3.0, 4.0], [1.0, 2.0], [3.0, 4.0]]
    """
    if np.any(ids < 0) or np.any(ids >= len(E)):
        raise ValueError(f"ids must be from 0 to {len(E) - 1}")
    return _real(E)[ids]


def embedding_gradient(dout: Values, ids: Ids, V: int) -> Array:
    r"""Gradient of the table, from the gradient of the rows that were looked up.

    .. math:: \frac{\partial L}{\partial E_w} = \sum_{i : \text{id}_i = w} \frac{\partial L}{\partial h_i}

    Parameters
    ----------
    dout : ndarray of shape (*ids.shape, D)
        The upstream gradient.
    ids : ndarray of ints of any shape
        Words that were looked up.
    V : int
        Number of rows of the table.

    Returns
    -------
    ndarray of shape (V, D)
        The gradient; 0 for words that were not looked up. A word that was looked up several times gets the sum.

    Examples
    --------
    >>> embedding_gradient(np.array([[1.0], [2.0], [4.0]]), np.array([0, 2, 0]), 3).tolist()
    [[5.0], [0.0], [2.0]]
    """
    dout = _real(dout)
    D = dout.shape[-1]
    gradient = np.zeros((V, D), dtype=dout.dtype)
    np.add.at(gradient, ids.reshape(-1), dout.reshape(-1, D))
    return gradient


def predict_next(context: Ids, E: Array, W: Array, b: Array, combine: str = "mean") -> Array:
    """Probabilities of the next word, from the words before.

    Parameters
    ----------
    context : ndarray of ints, shape (n, c)
        The c words before, in order.
    E : ndarray of shape (V, D)
        Embeddings.
    W : ndarray of shape (D, V), or (c D, V) for "concat"
        Weights of the output layer.
    b : ndarray of shape (V,)
        Offsets of the output layer.
    combine : {"mean", "concat"}
        How the embeddings of the context become one row: their mean, or one after the other.

    Returns
    -------
    ndarray of shape (n, V)
        Rows of probabilities.

    Raises
    ------
    ValueError
        If ``combine`` is another word.

    References
    ----------
    Lecture notes 000:322–352.

    Examples
    --------
    >>> E, W = np.array([[0.0], [2.0]]), np.array([[0.0, np.log(3.0)]])
    >>> predict_next(np.array([[0, 1]]), E, W, np.zeros(2)).round(4).tolist()
    [[0.25, 0.75]]
    """
    z = _combined(context, E, combine) @ W + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p: Array = e / e.sum(axis=1, keepdims=True)
    return p


def train_step(
    context: Ids, targets: Ids, E: Array, W: Array, b: Array, lr: float, combine: str = "mean"
) -> tuple[float, Array, Array, Array]:
    """One step of gradient descent on the mean cross-entropy of the next word.

    Parameters
    ----------
    context : ndarray of ints, shape (n, c)
        The c words before, in order.
    targets : ndarray of ints, shape (n,)
        The next words.
    E : ndarray of shape (V, D)
        Embeddings.
    W : ndarray of shape (D, V), or (c D, V) for "concat"
        Weights of the output layer.
    b : ndarray of shape (V,)
        Offsets of the output layer.
    lr : float
        Step size.
    combine : {"mean", "concat"}
        How the embeddings of the context become one row.

    Returns
    -------
    loss : float
        The mean cross-entropy before the step.
    E, W, b : ndarrays
        The parameters after the step; rows of words that are not in the context are as they were.

    Raises
    ------
    ValueError
        If ``combine`` is another word.

    References
    ----------
    Lecture notes 000:354–370.

    Examples
    --------
    >>> E, W = np.array([[0.0], [2.0]]), np.array([[0.0, np.log(3.0)]])
    >>> loss, E, W, b = train_step(np.array([[0, 1]]), np.array([1]), E, W, np.zeros(2), 1.0)
    >>> round(loss, 4), E.round(4).tolist(), W.round(4).tolist(), b.round(4).tolist()
    (0.2877, [[0.1373], [2.1373]], [[-0.25, 1.3486]], [-0.25, 0.25])
    """
    n, c = context.shape
    h = _combined(context, E, combine)
    z = h @ W + b
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = float(-log_p[np.arange(n), targets].mean())
    dz = np.exp(log_p)
    dz[np.arange(n), targets] -= 1
    dz /= n
    dh = dz @ W.T
    dE = np.zeros_like(E)
    for place in range(c):
        dword = dh / c if combine == "mean" else np.split(dh, c, axis=1)[place]
        np.add.at(dE, context[:, place], dword)
    return loss, E - lr * dE, W - lr * (h.T @ dz), b - lr * dz.sum(axis=0)


def nearest(word: int, E: Values, k: int = 1) -> Ids:
    r"""The k words whose embeddings have the most similar direction.

    .. math:: \cos(u, v) = \frac{u^\top v}{\lVert u \rVert \lVert v \rVert}

    Parameters
    ----------
    word : int
        A word; it is not its own neighbour.
    E : ndarray of shape (V, D)
        Embeddings.
    k : int
        How many words, 1 <= k <= V - 1.

    Returns
    -------
    ndarray of int64, shape (k,)
        The most similar word first; of equally similar words the lower number. The cosine with a row of zeros is 0.

    Raises
    ------
    ValueError
        If ``k`` is not in 1 <= k <= V - 1.

    Examples
    --------
    >>> nearest(0, np.array([[1.0, 0.0], [0.0, 3.0], [5.0, 5.0]]), 2).tolist()
    [2, 1]
    """
    if not 1 <= k <= len(E) - 1:
        raise ValueError(f"k must be between 1 and {len(E) - 1}, got {k}")
    E = _real(E)
    lengths = np.sqrt(np.square(E).sum(axis=1))
    rows = E / np.where(lengths > 0, lengths, 1)[:, None]
    cosines = rows @ rows[word]
    cosines[word] = -np.inf
    return np.argsort(-cosines, kind="stable")[:k]


def _combined(context: Ids, E: Array, combine: str) -> Array:
    if combine == "mean":
        mean: Array = E[context].mean(axis=1)
        return mean
    if combine == "concat":
        return E[context].reshape(len(context), -1)
    raise ValueError(f"combine must be 'mean' or 'concat', got {combine!r}")


def _real(values: Values) -> Array:
    """Floating arrays as they are, integers as float64."""
    values = np.asarray(values)
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
