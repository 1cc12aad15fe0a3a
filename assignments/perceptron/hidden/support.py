"""What the hidden tests of this assignment share."""

from __future__ import annotations

import itertools

import numpy as np

NARROW = np.int8, np.uint8, np.int16, np.uint16
"""Integer types in which a sum, a product or a negative number may not fit."""


def narrow(rng, dtype, shape):
    """Whole numbers of a narrow type, from the whole of its range, with both ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max + 1, size=shape)
    values.flat[0], values.flat[-1] = ends.max, ends.min
    return values.astype(dtype)


def bits(rng, n, d):
    """Binary inputs in random rows."""
    return rng.integers(0, 2, size=(n, d))


def every_input(d):
    """All binary inputs of d units, one per row."""
    return np.array(list(itertools.product((0, 1), repeat=d)))


def separable(rng, n, d, reach=6):
    """Whole samples in random order with labels −1 and 1 of a random border, and a gap around the border."""
    while True:
        w, b = rng.integers(-3, 4, size=d), int(rng.integers(-2, 3))
        X = rng.integers(-reach, reach + 1, size=(20 * n, d))
        scores = X @ w + b
        X, scores = X[np.abs(scores) > 1], scores[np.abs(scores) > 1]
        if len(X) >= n and 1 < (scores[:n] > 0).sum() < n - 1:
            return X[:n].astype(float), np.sign(scores[:n]).astype(np.int64)


def mixed(rng, n, d):
    """Whole samples with random labels, both of which occur."""
    y = rng.permutation(np.where(np.arange(n) % 2 == 0, 1, -1))
    return rng.integers(-6, 7, size=(n, d)).astype(float), y


def lattice(rng, size):
    """A direction of whole numbers near ``size``, and a step that leads one unit to its left."""
    while True:
        u, v = (int(a) for a in rng.integers(size // 2 + 1, size + 3, size=2))
        old, new, s, t = u, v, (1, 0), (0, 1)
        while new:
            k = old // new
            old, new = new, old - k * new
            s, t = t, (s[0] - k * t[0], s[1] - k * t[1])
        if old == 1:  # u s0 + v s1 = 1, so the step (-s1, s0) has the determinant 1 with (u, v)
            return (u, v), (-s[1], s[0])


def on_lattice(direction, left, places, base=(0, 0)):
    """Points ``base + along · direction + height · left``; a height of 0 is on the line, 1 is next to it."""
    rows = []
    for along, height in places:
        rows.append([base[k] + along * direction[k] + height * left[k] for k in range(2)])
    return rows


def at_the_border(rng, size, height, along=None):
    """Two classes in the plane; one point of label 1 is at ``height`` over the edge of label 0.

    At height 0 it lies on the edge, so the classes touch, unless ``along`` is beyond the ends 0 and 4 of the edge.
    """
    direction, left = lattice(rng, size)
    base = [int(a) for a in rng.integers(-size, size + 1, size=2)]
    place = int(rng.integers(1, 4)) if along is None else along
    zeros = [(0, 0), (4, 0), *((int(rng.integers(-3, 8)), -int(rng.integers(1, 5))) for _ in range(3))]
    ones = [(place, height), *((int(rng.integers(-3, 8)), int(rng.integers(2, 6))) for _ in range(3))]
    X = np.array(on_lattice(direction, left, zeros + ones, base))
    y = np.repeat([0, 1], [len(zeros), len(ones)])
    return shuffled(rng, X, y)


def on_a_face(rng, size, height):
    """Two classes in space; one point of label 1 is over the middle of a triangle of label 0."""
    a, b = rng.integers(1, size + 1, size=(2, 3))
    a[0], b[1] = a[0] + size, b[1] + size  # not on one line
    normal = np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])
    base = rng.integers(-size, size + 1, size=3)
    zeros = [base, base + 3 * a, base + 3 * b, base - 2 * normal, base + a - normal]
    ones = [base + a + b + height * normal, base + 2 * normal, base + 5 * a + 3 * normal]
    return shuffled(rng, np.array(zeros + ones), np.repeat([0, 1], [5, 3]))


def shuffled(rng, X, y):
    """The rows in random order, and the labels swapped in half of all cases."""
    order = rng.permutation(len(y))
    swapped = bool(rng.integers(2))
    return X[order], (1 - y if swapped else y)[order]
