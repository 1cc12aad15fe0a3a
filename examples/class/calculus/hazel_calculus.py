import numpy as np


def check(h):
    if not h > 0:
        raise ValueError("h must be > 0")


def forward_difference(f, x, h):
    check(h)
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x)) / h


def central_difference(f, x, h):
    check(h)
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x - h)) / 2 * h


def numerical_gradient(f, x, h):
    check(h)
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        down = f(x)
        x[i] += h
        grad[i] = (up - down) / (2 * h)
    return grad


def directional_derivative(f, x, v, h):
    check(h)
    x, v = np.asarray(x, dtype=float), np.asarray(v, dtype=float)
    if x.shape != v.shape:
        raise ValueError("v must have the shape of x")
    length = np.sqrt(np.sum(v**2))
    if length > 0:
        v = v / length
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


def taylor_step(f, grad, x, lr):
    if not lr > 0:
        raise ValueError("lr must be > 0")
    x = np.asarray(x, dtype=float)
    g = np.asarray(grad(x), dtype=float)
    new = x - lr * g
    return new, lr * np.sum(g**2), f(x) - f(new)


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def chain_rule_two_layer(x, W1, W2, y):
    x, W1, W2, y = (a if a.dtype.kind == "f" else a.astype(float) for a in (x, W1, W2, y))
    if W1.ndim != 2 or W2.ndim != 2 or x.shape != W1.shape[:1] or W1.shape[1:] != W2.shape[:1]:
        raise ValueError("the shapes do not fit")
    if y.shape != W2.shape[1:]:
        raise ValueError("the shapes do not fit")
    s = sigmoid(x @ W1)
    o = sigmoid(s @ W2)
    loss = 0.5 * np.sum((o - y) ** 2)
    delta = (o - y) * o * (1 - o)
    dW2 = np.outer(s, delta)
    dW1 = np.outer(x, W2 @ delta)  # back through the hidden layer
    return loss, dW1, dW2
