import numpy as np


def _r(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def affine_forward(x, W, b):
    x, W, b = _r(x), _r(W), _r(b)
    big_x = np.concatenate([x, np.ones((x.shape[0], 1), x.dtype)], axis=1)
    big_W = np.concatenate([W, b.reshape(1, -1)], axis=0)
    return np.einsum("ik,kj->ij", big_x, big_W)


def affine_backward(dout, x, W):
    g, x, W = _r(dout), _r(x), _r(W)
    D_in, D_out = W.shape
    dx = np.zeros((x.shape[0], D_in), x.dtype)
    for j in range(D_out):
        dx += g[:, j : j + 1] * W[:, j]
    grads = np.zeros((D_in + 1, D_out), x.dtype)
    for xi, gi in zip(x, g):
        grads += np.outer(np.append(xi, xi.dtype.type(1)), gi)
    return dx, grads[:-1], grads[-1]


def relu_forward(x):
    x = _r(x)
    return (x + np.abs(x)) / 2


def sigmoid_backward(dout, x):
    g, x = _r(dout), _r(x)
    with np.errstate(over="ignore"):
        half = 0.5 / np.cosh(x / 2)
    return g * half * half
