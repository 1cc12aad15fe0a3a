"""LSTM and GRU by loops over single numbers: another right solution, which must earn full marks.

Gates are computed unit by unit with math.exp, the gradients of a step are collected arrow by arrow, and the
path of the memory is multiplied out anew for every step.
"""

from __future__ import annotations

import math

import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    cell = (input_gate, forget_gate, candidate, output_gate)
    rows = [_step(*sample, cell) for sample in zip(x, h, c, strict=True)]
    kind = _floating(x)
    return np.array([row[0] for row in rows], dtype=kind), np.array([row[1] for row in rows], dtype=kind)


def lstm_forward(x, h0, c0, Wx, Wh, b):
    size = h0.shape[1]
    blocks = [slice(k * size, (k + 1) * size) for k in range(4)]
    cell = [(Wx[:, block], Wh[:, block], b[block]) for block in blocks]
    states, memories = [], []
    for sequence, h, c in zip(x, h0, c0, strict=True):
        states.append([])
        memories.append([])
        for inputs in sequence:
            h, c = _step(inputs, h, c, cell)
            states[-1].append(h)
            memories[-1].append(c)
    kind = _floating(x)
    return np.array(states, dtype=kind), np.array(memories, dtype=kind)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    cell = (input_gate, forget_gate, candidate, output_gate)
    dx, dh_old, dc_old = np.zeros(x.shape), np.zeros(h.shape), np.zeros(c.shape)
    parameters = [tuple(np.zeros(part.shape) for part in gate) for gate in cell]
    for n in range(x.shape[0]):
        i, f, g, o = _gates(x[n], h[n], cell)
        for j in range(h.shape[1]):
            old = float(c[n, j])
            shown = math.tanh(f[j] * old + i[j] * g[j])
            by_memory = float(dc[n, j]) + float(dh[n, j]) * o[j] * (1 - shown * shown)
            dc_old[n, j] = by_memory * f[j]
            slopes = [
                by_memory * g[j] * i[j] * (1 - i[j]),
                by_memory * old * f[j] * (1 - f[j]),
                by_memory * i[j] * (1 - g[j] * g[j]),
                float(dh[n, j]) * shown * o[j] * (1 - o[j]),
            ]
            for slope, (Wx, Wh, _), (dWx, dWh, db) in zip(slopes, cell, parameters, strict=True):
                db[j] += slope
                for k in range(x.shape[1]):
                    dWx[k, j] += slope * float(x[n, k])
                    dx[n, k] += slope * float(Wx[k, j])
                for k in range(h.shape[1]):
                    dWh[k, j] += slope * float(h[n, k])
                    dh_old[n, k] += slope * float(Wh[k, j])
    kind = _floating(x)
    shaped = [tuple(part.astype(kind) for part in gate) for gate in parameters]
    return dx.astype(kind), dh_old.astype(kind), dc_old.astype(kind), *shaped


def memory_path(f_gates):
    path = np.empty(f_gates.shape)
    for n, t, j in np.ndindex(f_gates.shape):
        path[n, t, j] = math.prod(float(value) for value in f_gates[n, t:, j])
    return path.astype(_floating(f_gates))


def gru_step(x, h, Wz, Wr, Wh):
    rows = [_gru(*sample, Wz, Wr, Wh) for sample in zip(x, h, strict=True)]
    return np.array(rows, dtype=_floating(x))


def gru_forward(x, h0, Wz, Wr, Wh):
    states = []
    for sequence, h in zip(x, h0, strict=True):
        states.append([])
        for inputs in sequence:
            h = _gru(inputs, h, Wz, Wr, Wh)
            states[-1].append(h)
    return np.array(states, dtype=_floating(x))


def _step(x, h, c, cell):
    i, f, g, o = _gates(x, h, cell)
    memory = [f[j] * float(c[j]) + i[j] * g[j] for j in range(len(c))]
    return [o[j] * math.tanh(memory[j]) for j in range(len(c))], memory


def _gates(x, h, cell):
    values = []
    for place, (Wx, Wh, b) in enumerate(cell):
        squash = math.tanh if place == 2 else _sigmoid
        sums = [a + float(bias) for a, bias in zip(_product([x, h], [Wx, Wh]), b, strict=True)]
        values.append([squash(a) for a in sums])
    return values


def _gru(x, h, Wz, Wr, Wh):
    z = [_sigmoid(a) for a in _product([[*h, *x]], [Wz])]
    r = [_sigmoid(a) for a in _product([[*h, *x]], [Wr])]
    kept = [float(value) * reset for value, reset in zip(h, r, strict=True)]
    fresh = [math.tanh(a) for a in _product([[*kept, *x]], [Wh])]
    return [float(old) + share * (new - float(old)) for old, share, new in zip(h, z, fresh, strict=True)]


def _product(vectors, matrices):
    """The sum of vector times matrix over the pairs, one number per column."""
    return [
        math.fsum(
            float(value) * float(matrix[k, j])
            for vector, matrix in zip(vectors, matrices, strict=True)
            for k, value in enumerate(vector)
        )
        for j in range(matrices[0].shape[1])
    ]


def _sigmoid(a):
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    return math.exp(a) / (1 + math.exp(a))


def _floating(array):
    """The dtype of a result: that of a floating input, float64 for integers."""
    return array.dtype if array.dtype.kind == "f" else np.dtype(np.float64)
