"""A recurrent network by loops over single numbers: another right solution, which must earn full marks.

Gradients are the double sum of the lecture: for every state that the loss reads, blame is followed back to
every earlier step by itself. Norms come from the largest eigenvalue of JᵀJ, directions from a list read from
its end.
"""

from __future__ import annotations

import math

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    new = [_step(row, old, Wx, Wh, b) for row, old in zip(x, h, strict=True)]
    return np.array(new, dtype=_floating(x))


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    states = [_run(list(sequence), start, Wx, Wh, b) for sequence, start in zip(x, h0, strict=True)]
    outputs = [[_read(h, Wo) for h in sequence] for sequence in states]
    return np.array(states, dtype=_floating(x)), np.array(outputs, dtype=_floating(x))


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dx, dh0 = np.zeros(x.shape), np.zeros(h0.shape)
    dWx, dWh, db = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(b.shape)
    for n in range(x.shape[0]):
        states = [h0[n], *_run(list(x[n]), h0[n], Wx, Wh, b)]
        for read in range(x.shape[1]):
            blame = [float(g) for g in dh[n, read]]
            for t in range(read, -1, -1):
                slope = [g * (1 - h * h) for g, h in zip(blame, states[t + 1], strict=True)]
                for j, g in enumerate(slope):
                    db[j] += g
                    for i in range(x.shape[2]):
                        dWx[i, j] += float(x[n, t, i]) * g
                        dx[n, t, i] += float(Wx[i, j]) * g
                    for k in range(h0.shape[1]):
                        dWh[k, j] += float(states[t][k]) * g
                blame = [sum(float(Wh[k, j]) * g for j, g in enumerate(slope)) for k in range(h0.shape[1])]
            dh0[n] += blame
    return tuple(g.astype(_floating(x)) for g in (dx, dh0, dWx, dWh, db))


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    norms = []
    for sequence, start in zip(x, h0, strict=True):
        states = _run(list(sequence), start, Wx, Wh, b)
        row = []
        for t in range(len(states)):
            product = np.eye(len(start))
            for h in states[t + 1 :]:  # from the early step to the late one, which stands on the left
                step = np.array(
                    [[(1 - h[i] ** 2) * float(Wh[k, i]) for k in range(len(h))] for i in range(len(h))]
                )
                product = step @ product
            # scaled first: the square of a small norm may be lost
            scale = float(np.abs(product).max()) or 1.0
            product = product / scale
            row.append(scale * math.sqrt(float(np.linalg.eigvalsh(product.T @ product)[-1])))
        norms.append(row)
    return np.array(norms, dtype=_floating(x))


def birnn_forward(x, forward, backward):
    result = []
    for n, sequence in enumerate(x):
        ahead = _run(list(sequence), forward[0][n], *forward[1:])
        back = _run(list(sequence)[::-1], backward[0][n], *backward[1:])
        back.reverse()
        result.append([list(a) + list(z) for a, z in zip(ahead, back, strict=True)])
    return np.array(result, dtype=_floating(x))


def sentence_vector(h, mask, how="last", weights=None):
    if how == "last":
        choose = _last
    elif how == "weighted":
        choose = _mean
    else:
        raise ValueError(f"no such way to make a vector: {how}")
    result = np.zeros((h.shape[0], h.shape[2]), dtype=_floating(h))
    for n in range(h.shape[0]):
        words = [t for t in range(h.shape[1]) if mask[n, t]]
        if words:
            result[n] = choose(h[n], words, None if weights is None else weights[n])
    return result


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    if mode not in {"many_to_many", "many_to_one", "one_to_many"}:
        raise ValueError(f"no such mode: {mode}")
    result = []
    if mode == "one_to_many" and (x.shape[1] != 1 or not steps or steps < 1):
        raise ValueError("one_to_many takes one input and a number of steps")
    for sequence, start in zip(x, h0, strict=True):
        inputs = list(sequence)
        if mode == "one_to_many":
            inputs += [[0.0] * x.shape[2]] * (steps - 1)
        outputs = [_read(h, Wo) for h in _run(inputs, start, Wx, Wh, b)]
        result.append(outputs[-1] if mode == "many_to_one" else outputs)
    return np.array(result, dtype=_floating(x))


def _step(x, h, Wx, Wh, b):
    """The state of one sample after one step, as a list of floats."""
    new = []
    for j in range(len(b)):
        terms = [float(value) * float(Wx[i, j]) for i, value in enumerate(x)]
        terms += [float(value) * float(Wh[k, j]) for k, value in enumerate(h)]
        new.append(math.tanh(math.fsum([*terms, float(b[j])])))
    return new


def _run(inputs, h, Wx, Wh, b):
    states = []
    for x in inputs:
        h = _step(x, h, Wx, Wh, b)
        states.append(h)
    return states


def _read(h, Wo):
    return [math.fsum(value * float(Wo[k, j]) for k, value in enumerate(h)) for j in range(Wo.shape[1])]


def _last(states, words, _):
    return states[words[-1]]


def _mean(states, words, weights):
    share = [1.0 if weights is None else float(weights[t]) for t in words]
    total = math.fsum(share)
    if total == 0:
        return 0.0
    return [
        math.fsum(w / total * float(states[t][j]) for w, t in zip(share, words, strict=True))
        for j in range(states.shape[1])
    ]


def _floating(array):
    """The dtype of a result: that of a floating input, float64 for integers."""
    return array.dtype if array.dtype.kind == "f" else np.dtype(np.float64)
