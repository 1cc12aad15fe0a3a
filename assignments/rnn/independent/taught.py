"""A recurrent network step by step, as a lecture teaches it: another right solution, which must earn full marks.

Every function runs its own loop over time, and backpropagation through time adds up the gradients step by step.
"""

from __future__ import annotations

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    x, h, Wx, Wh, b = _real(x), _real(h), _real(Wx), _real(Wh), _real(b)
    from_input = x @ Wx
    from_state = h @ Wh
    a = from_input + from_state + b
    return np.tanh(a)


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    x, h0, Wx, Wh, b, Wo = _real(x), _real(h0), _real(Wx), _real(Wh), _real(b), _real(Wo)
    T = x.shape[1]
    h = h0
    states = []
    outputs = []
    for t in range(T):
        x_t = x[:, t]
        a = x_t @ Wx + h @ Wh + b
        h = np.tanh(a)
        output = h @ Wo
        states.append(h)
        outputs.append(output)
    return np.stack(states, axis=1), np.stack(outputs, axis=1)


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = _real(dh), _real(x), _real(h0), _real(Wx), _real(Wh), _real(b)
    T = x.shape[1]
    # forward pass: states[t] is the state before step t, states[t + 1] the state after it
    states = [h0]
    for t in range(T):
        a = x[:, t] @ Wx + states[t] @ Wh + b
        states.append(np.tanh(a))
    # backward pass, from the last step to the first
    dx = np.zeros_like(x)
    dWx = np.zeros_like(Wx)
    dWh = np.zeros_like(Wh)
    db = np.zeros_like(b)
    dh_next = np.zeros_like(h0)
    for t in reversed(range(T)):
        h_prev = states[t]
        h = states[t + 1]
        dh_total = dh[:, t] + dh_next
        dtanh = 1 - h**2
        da = dh_total * dtanh
        dWx += x[:, t].T @ da
        dWh += h_prev.T @ da
        db += np.sum(da, axis=0)
        dx[:, t] = da @ Wx.T
        dh_next = da @ Wh.T
    dh0 = dh_next
    return dx, dh0, dWx, dWh, db


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    x, h0, Wx, Wh, b = _real(x), _real(h0), _real(Wx), _real(Wh), _real(b)
    B, T = x.shape[0], x.shape[1]
    H = Wh.shape[0]
    h = h0
    states = []
    for t in range(T):
        a = x[:, t] @ Wx + h @ Wh + b
        h = np.tanh(a)
        states.append(h)
    norms = np.zeros((B, T), dtype=h.dtype)
    for n in range(B):
        product = np.eye(H, dtype=h.dtype)
        for t in reversed(range(T)):
            norms[n, t] = np.linalg.norm(product, 2)
            h_t = states[t][n]
            slope = 1 - h_t**2
            jacobian = np.diag(slope) @ Wh.T
            product = product @ jacobian
    return norms


def birnn_forward(x, forward, backward):
    x = _real(x)
    T = x.shape[1]
    h0, Wx, Wh, b = forward
    h0, Wx, Wh, b = _real(h0), _real(Wx), _real(Wh), _real(b)
    h = h0
    forward_states = []
    for t in range(T):
        a = x[:, t] @ Wx + h @ Wh + b
        h = np.tanh(a)
        forward_states.append(h)
    h0_back, Wx_back, Wh_back, b_back = backward
    h0_back, Wx_back, Wh_back, b_back = _real(h0_back), _real(Wx_back), _real(Wh_back), _real(b_back)
    h_back = h0_back
    backward_states = []
    for t in reversed(range(T)):
        a_back = x[:, t] @ Wx_back + h_back @ Wh_back + b_back
        h_back = np.tanh(a_back)
        backward_states.append(h_back)
    backward_states = backward_states[::-1]
    both = []
    for t in range(T):
        s = np.concatenate([forward_states[t], backward_states[t]], axis=1)
        both.append(s)
    return np.stack(both, axis=1)


def sentence_vector(h, mask, how="last", weights=None):
    h = _real(h)
    if how not in ("last", "weighted"):
        raise ValueError(f'how must be "last" or "weighted", got {how!r}')
    B, H = h.shape[0], h.shape[2]
    vectors = np.zeros((B, H), dtype=h.dtype)
    for n in range(B):
        places = np.where(mask[n])[0]
        if len(places) == 0:
            continue
        words = h[n, places]
        if how == "last":
            last_word = words[-1]
            vectors[n] = last_word
        else:
            alpha = np.ones(len(places))
            if weights is not None:
                alpha = _real(weights)[n, places]
            total = np.sum(alpha)
            if total > 0:
                share = alpha / total
                vectors[n] = np.sum(share[:, np.newaxis] * words, axis=0)
    return vectors


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    x, h0, Wx, Wh, b, Wo = _real(x), _real(h0), _real(Wx), _real(Wh), _real(b), _real(Wo)
    if mode not in ("many_to_many", "many_to_one", "one_to_many"):
        raise ValueError(f"unknown mode {mode!r}")
    n_inputs = x.shape[1]
    T = n_inputs
    if mode == "one_to_many":
        if n_inputs != 1:
            raise ValueError(f"one_to_many takes one input, got {n_inputs}")
        if steps is None or steps < 1:
            raise ValueError(f"one_to_many takes 1 step or more, got {steps}")
        T = steps
    h = h0
    outputs = []
    for t in range(T):
        x_t = x[:, t] if t < n_inputs else np.zeros_like(x[:, 0])
        a = x_t @ Wx + h @ Wh + b
        h = np.tanh(a)
        output = h @ Wo
        outputs.append(output)
    if mode == "many_to_one":
        return outputs[-1]
    return np.stack(outputs, axis=1)


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
