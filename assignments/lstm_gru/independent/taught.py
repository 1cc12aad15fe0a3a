"""LSTM and GRU step by step, as a lecture teaches them: another right solution, which must earn full marks.

Each gate has its own line, sequences are loops over time, and the gradients go back through the step line by line.
"""

from __future__ import annotations

import numpy as np


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    x, h, c = _real(x), _real(h), _real(c)
    Wx_i, Wh_i, b_i = (_real(part) for part in input_gate)
    Wx_f, Wh_f, b_f = (_real(part) for part in forget_gate)
    Wx_g, Wh_g, b_g = (_real(part) for part in candidate)
    Wx_o, Wh_o, b_o = (_real(part) for part in output_gate)
    a_i = x @ Wx_i + h @ Wh_i + b_i
    a_f = x @ Wx_f + h @ Wh_f + b_f
    a_g = x @ Wx_g + h @ Wh_g + b_g
    a_o = x @ Wx_o + h @ Wh_o + b_o
    i = _sigmoid(a_i)
    f = _sigmoid(a_f)
    g = np.tanh(a_g)
    o = _sigmoid(a_o)
    kept = f * c
    added = i * g
    c_new = kept + added
    h_new = o * np.tanh(c_new)
    return h_new, c_new


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h0, c0, Wx, Wh, b = _real(x), _real(h0), _real(c0), _real(Wx), _real(Wh), _real(b)
    T = x.shape[1]
    H = h0.shape[1]
    h = h0
    c = c0
    states = []
    memories = []
    for t in range(T):
        a = x[:, t] @ Wx + h @ Wh + b
        a_i = a[:, :H]
        a_f = a[:, H : 2 * H]
        a_g = a[:, 2 * H : 3 * H]
        a_o = a[:, 3 * H :]
        i = _sigmoid(a_i)
        f = _sigmoid(a_f)
        g = np.tanh(a_g)
        o = _sigmoid(a_o)
        kept = f * c
        added = i * g
        c = kept + added
        h = o * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    dh, dc, x, h, c = _real(dh), _real(dc), _real(x), _real(h), _real(c)
    Wx_i, Wh_i, b_i = (_real(part) for part in input_gate)
    Wx_f, Wh_f, b_f = (_real(part) for part in forget_gate)
    Wx_g, Wh_g, b_g = (_real(part) for part in candidate)
    Wx_o, Wh_o, b_o = (_real(part) for part in output_gate)
    # the step itself
    i = _sigmoid(x @ Wx_i + h @ Wh_i + b_i)
    f = _sigmoid(x @ Wx_f + h @ Wh_f + b_f)
    g = np.tanh(x @ Wx_g + h @ Wh_g + b_g)
    o = _sigmoid(x @ Wx_o + h @ Wh_o + b_o)
    c_new = f * c + i * g
    tanh_c = np.tanh(c_new)
    # back through h_new = o * tanh(c_new): the memory gets a second part
    do = dh * tanh_c
    dtanh_c = dh * o
    through_state = dtanh_c * (1 - tanh_c**2)
    dc_new = dc + through_state
    # back through c_new = f * c + i * g
    df = dc_new * c
    dc_old = dc_new * f
    di = dc_new * g
    dg = dc_new * i
    # back through the sigmoids and tanh
    da_i = di * i * (1 - i)
    da_f = df * f * (1 - f)
    da_g = dg * (1 - g**2)
    da_o = do * o * (1 - o)
    # the weights of each gate
    dWx_i = x.T @ da_i
    dWx_f = x.T @ da_f
    dWx_g = x.T @ da_g
    dWx_o = x.T @ da_o
    dWh_i = h.T @ da_i
    dWh_f = h.T @ da_f
    dWh_g = h.T @ da_g
    dWh_o = h.T @ da_o
    db_i = np.sum(da_i, axis=0)
    db_f = np.sum(da_f, axis=0)
    db_g = np.sum(da_g, axis=0)
    db_o = np.sum(da_o, axis=0)
    # all four gates read the input and the old state
    dx = da_i @ Wx_i.T + da_f @ Wx_f.T + da_g @ Wx_g.T + da_o @ Wx_o.T
    dh_old = da_i @ Wh_i.T + da_f @ Wh_f.T + da_g @ Wh_g.T + da_o @ Wh_o.T
    dinput_gate = (dWx_i, dWh_i, db_i)
    dforget_gate = (dWx_f, dWh_f, db_f)
    dcandidate = (dWx_g, dWh_g, db_g)
    doutput_gate = (dWx_o, dWh_o, db_o)
    return dx, dh_old, dc_old, dinput_gate, dforget_gate, dcandidate, doutput_gate


def memory_path(f_gates):
    f_gates = _real(f_gates)
    T = f_gates.shape[1]
    path = np.zeros_like(f_gates)
    product = np.ones_like(f_gates[:, 0])
    for t in reversed(range(T)):
        product = product * f_gates[:, t]
        path[:, t] = product
    return path


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = _real(x), _real(h), _real(Wz), _real(Wr), _real(Wh)
    hx = np.concatenate([h, x], axis=1)
    z = _sigmoid(hx @ Wz)
    r = _sigmoid(hx @ Wr)
    reset_h = r * h
    reset_hx = np.concatenate([reset_h, x], axis=1)
    h_hat = np.tanh(reset_hx @ Wh)
    kept = (1 - z) * h
    taken = z * h_hat
    return kept + taken


def gru_forward(x, h0, Wz, Wr, Wh):
    x, h0, Wz, Wr, Wh = _real(x), _real(h0), _real(Wz), _real(Wr), _real(Wh)
    T = x.shape[1]
    h = h0
    states = []
    for t in range(T):
        x_t = x[:, t]
        hx = np.concatenate([h, x_t], axis=1)
        z = _sigmoid(hx @ Wz)
        r = _sigmoid(hx @ Wr)
        reset_h = r * h
        reset_hx = np.concatenate([reset_h, x_t], axis=1)
        h_hat = np.tanh(reset_hx @ Wh)
        kept = (1 - z) * h
        taken = z * h_hat
        h = kept + taken
        states.append(h)
    return np.stack(states, axis=1)


def _sigmoid(a):
    e = np.exp(-np.abs(a))
    right = 1 / (1 + e)
    left = e / (1 + e)
    return np.where(a >= 0, right, left)


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
