"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

HOW = ("sum", "mean", "max")
NARROW = (np.int8, np.uint8, np.int16, np.uint16)
SIZES = [(5, 9, 3), (7, 16, 2), (3, 8, 4), (40, 90, 2)]
"""Nodes, edges and features that all differ."""
EQUAL = [(2, 2, 2), (3, 3, 3), (4, 4, 4), (4, 2, 4), (2, 4, 4), (4, 4, 2), (1, 2, 1)]
"""Nodes, edges and features, some of them equal."""


def features(rng, n, d):
    """Features of both signs, none near 0."""
    return rng.uniform(0.3, 3.0, size=(n, d)) * rng.choice([-1.0, 1.0], size=(n, d))


def arrows(rng, n, e):
    """Random directed edges: some may be loops, and some may occur twice."""
    return rng.integers(n, size=(e, 2))


def strengths(rng, e):
    """Weights of both signs, none near 0 or 1."""
    return rng.uniform(1.5, 3.0, size=e) * rng.choice([-1.0, 1.0], size=e)


def layer(rng, d, k, m=None):
    """W_self, W_nbr and b, of a size that keeps states from growing fast."""
    m = m or d
    return (
        rng.normal(size=(d, k)) / np.sqrt(d),
        rng.normal(size=(m, k)) / np.sqrt(m),
        rng.normal(size=k),
    )


def renaming(rng, n):
    """The old name of each new node, and the new name of each old node."""
    old = rng.permutation(n)
    return old, np.argsort(old)


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.reshape(-1)[:2] = ends.max, ends.min
    return values.astype(dtype)


def single(*arrays):
    """The same numbers in float32."""
    return [a.astype(np.float32) for a in arrays]


def adjacency(rng, n, share=0.5, directed=False):
    """Weights of edges between different nodes, symmetric if the graph is not directed."""
    A = rng.uniform(0.3, 3.0, size=(n, n)) * (rng.random((n, n)) < share)
    np.fill_diagonal(A, 0.0)
    return A if directed else np.triu(A) + np.triu(A).T
