# Exercise 3, backpropagation
import numpy as np


def f(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype("float64")


def affine_forward(x, W, b):
    return f(x) @ f(W) + f(b)


def affine_backward(dout, x, W):
    dout, x, W = f(dout), f(x), f(W)
    return np.dot(dout, W.T), np.dot(x.T, dout), np.sum(dout, axis=0)


def relu_forward(x):
    return np.maximum(f(x), 0)


def relu_backward(dout, x):
    dx = f(dout).copy()
    dx[x < 0] = 0
    return dx


def sigmoid_backward(dout, x):
    x = f(x)
    e = np.exp(-np.abs(x))  # the derivative is the same for x and -x
    return f(dout) * e / (1 + e) ** 2


def check_labels(labels, logits):
    if logits.ndim != 2 or len(logits) < 1:
        raise ValueError("logits must be (B, K)")
    if labels.ndim != 1 or len(labels) != len(logits) or labels.dtype.kind not in "iu":
        raise ValueError("labels must be (B,) integers")
    if np.any(labels >= logits.shape[1]) or np.any(labels < 0):
        raise ValueError("no such class")


def softmax_cross_entropy(labels, logits):
    check_labels(labels, logits)
    logits = f(logits)
    B, K = logits.shape
    shifted = logits - np.max(logits, axis=1).reshape(B, 1)
    log_sum = np.log(np.sum(np.exp(shifted), axis=1))
    losses = log_sum - shifted[range(B), labels]
    gradient = np.exp(shifted - log_sum.reshape(B, 1))
    gradient[range(B), labels] -= 1
    return float(np.mean(losses)), gradient
