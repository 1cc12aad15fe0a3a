"""In chunks that are run side by side, twice: about two hundred kernels, each on one time of every chunk."""

import torch

STEPS = 16


def linear_recurrence(a, x):
    if a.ndim != 3 or a.shape != x.shape:
        raise ValueError("a and x must be of one shape (B, T, D)")
    return states(a, x)


def states(a, x):
    h = x.new_empty(x.shape)
    state = torch.zeros_like(x[:, 0])
    whole = x.shape[1] // STEPS * STEPS if x.shape[1] > STEPS else 0
    if whole:
        A, X, H = (v[:, :whole].unflatten(1, (-1, STEPS)) for v in (a, x, h))
        product, end = torch.ones_like(A[:, :, 0]), torch.zeros_like(X[:, :, 0])
        for i in range(STEPS):
            product = product * A[:, :, i]
            end = torch.addcmul(X[:, :, i], end, A[:, :, i])
        before = torch.zeros_like(end)
        before[:, 1:] = states(product, end)[:, :-1]
        for i in range(STEPS):
            before = torch.addcmul(X[:, :, i], before, A[:, :, i])
            H[:, :, i] = before
        state = before[:, -1]
    for t in range(whole, x.shape[1]):
        state = torch.addcmul(x[:, t], state, a[:, t])
        h[:, t] = state
    return h
