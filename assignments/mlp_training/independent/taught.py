"""A network, its gradients, their check and the training step by step, with lists of states as in a lecture.

Another right solution, which must earn full marks: labels are one-hot, norms and slopes are written out.
"""

from __future__ import annotations

import numpy as np


def mlp_forward(params, X):
    layers, X = [(_real(W), _real(b)) for W, b in params], _real(X)
    L = len(layers)
    if L == 0:
        raise ValueError("a network needs at least one layer")
    h = X
    for level in range(L):
        W, b = layers[level]
        z = h @ W + b
        if level < L - 1:
            h = np.maximum(z, 0)
    return z


def mlp_backward(params, X, labels):
    layers, X = [(_real(W), _real(b)) for W, b in params], _real(X)
    L = len(layers)
    if L == 0:
        raise ValueError("a network needs at least one layer")
    B, K = len(X), len(layers[-1][1])
    labels = _checked_labels(labels, B, K)

    # forward: keep what goes into each layer and what comes out of it
    h = X
    inputs, zs = [], []
    for W, b in layers:
        inputs.append(h)
        z = h @ W + b
        zs.append(z)
        h = np.maximum(z, 0)

    # softmax of the logits
    logits = zs[-1]
    largest = np.max(logits, axis=1, keepdims=True)
    exps = np.exp(logits - largest)
    totals = np.sum(exps, axis=1, keepdims=True)
    p = exps / totals

    # the gradient at the logits
    Y = np.zeros_like(p)
    Y[np.arange(B), labels] = 1
    error = p - Y
    delta = error / B

    # backward: from the last layer to the first
    gradients = []
    for level in range(L - 1, -1, -1):
        dW = inputs[level].T @ delta
        db = np.sum(delta, axis=0)
        gradients.insert(0, (dW, db))
        if level > 0:
            W = layers[level][0]
            dh = delta @ W.T
            slope = zs[level - 1] > 0
            delta = dh * slope
    return gradients


def gradient_check(f, x, analytic, h=1e-5):
    x, analytic = np.array(x, dtype=np.float64), np.array(analytic, dtype=np.float64)
    h = float(h)
    if analytic.shape != x.shape:
        raise ValueError(f"analytic has shape {analytic.shape}, x has {x.shape}")
    if h <= 0:
        raise ValueError(f"h must be positive, got {h}")
    numeric = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        x_plus = x.copy()
        x_plus[k] += h
        x_minus = x.copy()
        x_minus[k] -= h
        f_plus = f(x_plus)
        f_minus = f(x_minus)
        rise = f_plus - f_minus
        run = 2 * h
        numeric[k] = rise / run
    difference = analytic - numeric
    distance = np.sqrt(np.sum(difference**2))
    analytic_norm = np.sqrt(np.sum(analytic**2))
    numeric_norm = np.sqrt(np.sum(numeric**2))
    size = analytic_norm + numeric_norm
    if size == 0:
        return 0.0
    return float(distance / size)


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or ys.shape != xs.shape:
        raise ValueError(f"xs and ys must both have shape (n,), got {xs.shape} and {ys.shape}")
    n = len(xs)
    if n < 2:
        raise ValueError(f"at least two points are needed, got {n}")
    order = np.argsort(xs)
    xs, ys = xs[order], ys[order]
    runs = xs[1:] - xs[:-1]
    if np.any(runs == 0):
        raise ValueError("two points have the same x")
    rises = ys[1:] - ys[:-1]
    s = rises / runs
    c = np.zeros_like(s)
    c[0] = s[0]
    c[1:] = s[1:] - s[:-1]
    W1 = np.ones((1, n - 1), dtype=xs.dtype)
    b1 = -xs[:-1]
    W2 = c.reshape(n - 1, 1)
    b2 = ys[:1]
    return [(W1, b1), (W2, b2)]


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    layers, X = [(_real(W).copy(), _real(b).copy()) for W, b in params], _real(X)
    lr = float(lr)
    L, n = len(layers), len(X)
    if L == 0:
        raise ValueError("a network needs at least one layer")
    if lr <= 0 or batch_size <= 0:
        raise ValueError(f"lr and batch_size must be positive, got {lr} and {batch_size}")
    if epochs < 0:
        raise ValueError(f"epochs must not be negative, got {epochs}")
    y = _checked_labels(y, n, len(layers[-1][1]))
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            end = start + batch_size
            rows = order[start:end]
            X_batch, y_batch = X[rows], y[rows]
            gradients = mlp_backward(layers, X_batch, y_batch)
            for level in range(L):
                W, b = layers[level]
                dW, db = gradients[level]
                W_new = W - lr * dW
                b_new = b - lr * db
                layers[level] = (W_new, b_new)
    return layers


def _checked_labels(labels, B, K):
    labels = np.asarray(labels)
    if B == 0 or labels.shape != (B,):
        raise ValueError(f"one label for each of {B} rows is needed, got {labels.shape}")
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if np.any(labels < 0) or np.any(labels > K - 1):
        raise ValueError(f"labels must lie between 0 and {K - 1}")
    return labels


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
