"""What the hidden tests of this assignment share."""

from __future__ import annotations

import itertools

import numpy as np

NARROW = np.int8, np.uint8, np.int16, np.uint16


def near_the_ends(rng, dtype, shape):
    """Integers near the ends of a type: products, sums and differences do not fit into the type."""
    ends = np.iinfo(dtype)
    width = (ends.max - ends.min) // 10
    low = rng.integers(ends.min, ends.min + width, size=shape)
    high = rng.integers(ends.max - width, ends.max, size=shape, endpoint=True)
    return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)


def whole_network(rng, dtype, B, *widths):
    """Samples and layers of integers near the ends of a type.

    Samples and weights are even, biases are odd: no pre-activation of the first layer is 0, where a rectifier has
    no derivative.
    """
    X = near_the_ends(rng, dtype, (B, widths[0]))
    params = [
        (near_the_ends(rng, dtype, shape), near_the_ends(rng, dtype, shape[1]) | dtype(1))
        for shape in itertools.pairwise(widths)
    ]
    return X - X % 2, [(W - W % 2, b) for W, b in params]


def network(rng, *widths):
    """Layers from ``widths[0]`` features to ``widths[-1]`` classes; biases are not 0, so that none goes unseen."""
    return [
        (rng.normal(size=(d_in, d_out)) * np.sqrt(2 / d_in), rng.normal(0.0, 0.5, size=d_out))
        for d_in, d_out in itertools.pairwise(widths)
    ]


def away_from_kinks(rng, params, n):
    """Samples whose pre-activations are all farther than 0.005 from 0, where a small step would cross a kink."""
    features, chosen = len(params[0][0]), []
    while len(chosen) < n:
        x = rng.normal(size=(1, features))
        h, nearest = x, np.inf
        for W, b in params[:-1]:
            z = h @ W + b
            nearest, h = min(nearest, np.abs(z).min()), np.maximum(z, 0)
        if nearest > 0.005:
            chosen.append(x)
    return np.vstack(chosen)


def task_of(rng, params, n):
    """Samples and labels for a network; every class that fits in occurs."""
    classes = len(params[-1][1])
    return away_from_kinks(rng, params, n), rng.permutation(np.arange(n) % classes)


def cross_entropy(labels, logits):
    """The loss, written once more to measure slopes."""
    with np.errstate(invalid="ignore"):  # a wrong network may give NaN, and its loss is NaN then
        return float(np.mean(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(labels)), labels]))


def slopes(loss, point, h=1e-5):
    """Central differences of a function of one array."""
    found = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = np.zeros_like(point)
        step[index] = h
        found[index] = (loss(point + step) - loss(point - step)) / (2 * h)
    return found
