"""Recurrent networks, exercise 9. B sequences, T steps, D features, H units, K outputs."""

import numpy as np


def _float(*arrays):
    return [a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, arrays)]


def rnn_step(x, h, Wx, Wh, b):
    x, h, Wx, Wh, b = _float(x, h, Wx, Wh, b)
    return np.tanh(np.hstack([x, h]) @ np.vstack([Wx, Wh]) + b)


def _states(x, h0, Wx, Wh, b):
    x, h0, Wx, Wh, b = _float(x, h0, Wx, Wh, b)
    driven = x @ Wx + b  # all steps at once: (B, T, H)
    states = np.empty_like(driven)
    h = h0
    for t in range(driven.shape[1]):
        h = states[:, t] = np.tanh(driven[:, t] + h @ Wh)
    return states


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    states = _states(x, h0, Wx, Wh, b)
    return states, states @ _float(Wo)[0]


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = _float(dh, x, h0, Wx, Wh, b)
    states = _states(x, h0, Wx, Wh, b)
    before = np.concatenate([h0[:, None], states[:, :-1]], axis=1)  # (B, T, H)
    slope = 1 - states**2
    da = np.empty_like(states)
    back = np.zeros_like(h0)
    for t in range(x.shape[1])[::-1]:
        da[:, t] = (dh[:, t] + back) * slope[:, t]
        back = da[:, t] @ Wh.T
    return (
        da @ Wx.T,
        back,
        np.tensordot(x, da, axes=([0, 1], [0, 1])),
        np.tensordot(before, da, axes=([0, 1], [0, 1])),
        da.sum(axis=(0, 1)),
    )


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    states = _states(x, h0, Wx, Wh, b)
    (Wh,) = _float(Wh)
    n, steps, units = states.shape
    product = np.broadcast_to(np.eye(units, dtype=states.dtype), (n, units, units))
    norms = np.ones((n, steps), dtype=states.dtype)
    for t in range(steps - 1, 0, -1):
        product = product @ ((1 - states[:, t] ** 2)[:, :, None] * Wh.T)
        norms[:, t - 1] = np.linalg.svd(product, compute_uv=False)[:, 0]
    return norms


def birnn_forward(x, forward, backward):
    ahead = _states(x, *forward)
    behind = _states(x[:, ::-1], *backward)[:, ::-1]
    return np.concatenate([ahead, behind], axis=-1)


def sentence_vector(h, mask, how="last", weights=None):
    (h,) = _float(h)
    if how == "last":
        t = np.where(mask, np.arange(1, mask.shape[1] + 1), 0).max(axis=1)  # 0: no word at all
        found = h[np.arange(len(h)), t - 1]
        return np.where(t[:, None] > 0, found, h.dtype.type(0))
    if how != "weighted":
        raise ValueError(f"how must be 'last' or 'weighted', got {how!r}")
    weights = mask.astype(h.dtype) if weights is None else np.where(mask, weights, 0).astype(h.dtype)
    total = weights.sum(axis=1, keepdims=True)
    share = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    return (share[:, :, None] * np.where(mask[:, :, None], h, 0)).sum(axis=1)


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    (x,) = _float(x)
    if mode == "one_to_many":
        if steps is None or steps < 1 or x.shape[1] != 1:
            raise ValueError("one_to_many takes one input and at least one step")
        x = np.pad(x, [(0, 0), (0, steps - 1), (0, 0)])
    elif mode not in ("many_to_many", "many_to_one"):
        raise ValueError(f"unknown mode {mode!r}")
    outputs = rnn_forward(x, h0, Wx, Wh, b, Wo)[1]
    return outputs[:, -1] if mode == "many_to_one" else outputs
