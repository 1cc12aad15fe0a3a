"""A network by loops over single numbers: a right solution that never forms a product of matrices.

The network treats one sample at a time, as lists of floats; gradients are added up weight by weight. The
rectifier's derivative at 0 is taken as 1, the other legal choice.
"""

from __future__ import annotations

import itertools
import math

import numpy as np


def mlp_forward(params, X):
    layers, kind = _lists(params), _kind(X, *[array for layer in params for array in layer])
    return np.array([_states(layers, sample)[-1] for sample in X.tolist()], kind)


def mlp_backward(params, X, labels):
    layers, kind = _lists(params), _kind(X, *[array for layer in params for array in layer])
    classes = _classes(labels, len(X), len(params[-1][1]))
    total = _gradients(layers, X.tolist(), classes)
    return [(np.array(dW, kind), np.array(db, kind)) for dW, db in total]


def gradient_check(f, x, analytic, h=1e-5):
    if analytic.shape != x.shape or h <= 0:
        raise ValueError("a gradient for each entry, and a step above 0")
    place = x.astype(np.float64).ravel().tolist()
    claimed, measured = analytic.astype(np.float64).ravel().tolist(), []
    for k, middle in enumerate(place):
        values = []
        for end in (middle + h, middle - h):
            moved = [*place[:k], end, *place[k + 1 :]]
            values.append(f(np.array(moved).reshape(x.shape)))
        measured.append((values[0] - values[1]) / (2 * h))
    size = math.hypot(*claimed) + math.hypot(*measured)
    gaps = [a - n for a, n in zip(claimed, measured, strict=True)]
    return math.hypot(*gaps) / size if size else 0.0


def relu_interpolant(xs, ys):
    if xs.ndim != 1 or xs.shape != ys.shape or len(set(xs.tolist())) != len(xs) or len(xs) < 2:
        raise ValueError("two or more points at different places")
    points = sorted(zip(xs.tolist(), ys.tolist(), strict=True))
    biases, changes, before = [], [], 0.0
    for (left, low), (right, high) in itertools.pairwise(points):
        slope = (high - low) / (right - left)
        biases.append(-left)
        changes.append([slope - before])
        before = slope
    kind = _kind(xs, ys)
    first = np.ones((1, len(biases)), kind), np.array(biases, kind)
    return [first, (np.array(changes, kind), np.array([points[0][1]], kind))]


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    if lr <= 0 or batch_size <= 0 or epochs < 0:
        raise ValueError("a rate and a size above 0, and no negative number of epochs")
    layers, kind = _lists(params), _kind(X, *[array for layer in params for array in layer])
    classes, samples = _classes(y, len(X), len(params[-1][1])), X.tolist()
    for _ in range(epochs):
        waiting = rng.permutation(len(samples)).tolist()
        while waiting:
            batch, waiting = waiting[:batch_size], waiting[batch_size:]
            steps = _gradients(layers, [samples[i] for i in batch], [classes[i] for i in batch])
            for (W, b), (dW, db) in zip(layers, steps, strict=True):
                for j, slope in enumerate(db):
                    b[j] -= lr * slope
                for row, slopes in zip(W, dW, strict=True):
                    for j, slope in enumerate(slopes):
                        row[j] -= lr * slope
    return [(np.array(W, kind), np.array(b, kind)) for W, b in layers]


def _layer(sample, W, b):
    return [
        bias + sum(value * row[j] for value, row in zip(sample, W, strict=True)) for j, bias in enumerate(b)
    ]


def _states(layers, sample):
    """The sample, then what comes out of each layer before the rectifier."""
    states = [sample]
    for number, (W, b) in enumerate(layers):
        rectified = states[-1] if number == 0 else [max(value, 0.0) for value in states[-1]]
        states.append(_layer(rectified, W, b))
    return states


def _gradients(layers, samples, classes):
    """Mean over the samples of the gradients of each."""
    total = [([[0.0] * len(b) for _ in W], [0.0] * len(b)) for W, b in layers]
    for sample, label in zip(samples, classes, strict=True):
        states = _states(layers, sample)
        _, back = _surprise(label, states[-1])
        back = [slope / len(samples) for slope in back]
        for number in range(len(layers) - 1, -1, -1):
            dW, db = total[number]
            for j, slope in enumerate(back):
                db[j] += slope
            for k, value in enumerate(states[number]):
                if number > 0 and value < 0:
                    continue
                for j, slope in enumerate(back):
                    dW[k][j] += value * slope
            if number > 0:
                W = layers[number][0]
                back = [
                    sum(w * slope for w, slope in zip(W[k], back, strict=True)) if value >= 0 else 0.0
                    for k, value in enumerate(states[number])
                ]
    return total


def _surprise(label, scores):
    """Minus the logarithm of the probability of the label, and its slopes in the scores."""
    top = max(scores)
    whole = math.fsum(math.exp(score - top) for score in scores)
    slopes = [math.exp(score - top) / whole - (k == label) for k, score in enumerate(scores)]
    return top - scores[label] + math.log(whole), slopes


def _classes(labels, count, k):
    if labels.shape != (count,) or count == 0 or labels.dtype.kind not in "iu":
        raise ValueError("one whole label for each sample")
    classes = [int(label) for label in labels]
    if not all(0 <= label < k for label in classes):
        raise ValueError("a label is no class")
    return classes


def _lists(params):
    if not params:
        raise ValueError("a network has layers")
    return [(W.astype(float).tolist(), b.astype(float).tolist()) for W, b in params]


def _kind(*arrays):
    return np.float32 if all(array.dtype == np.float32 for array in arrays) else np.float64
