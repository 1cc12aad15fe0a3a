"""LSTM and GRU by torch modules and autograd: another right solution, if torch may be imported."""

from __future__ import annotations

import numpy as np
import torch


def lstm_step(x, h, c, input_gate, forget_gate, candidate, output_gate):
    parts = zip(input_gate, forget_gate, candidate, output_gate, strict=True)
    stacked = [np.concatenate(arrays, axis=-1) for arrays in parts]
    states, memories = lstm_forward(x[:, None], h, c, *stacked)
    return states[:, 0], memories[:, 0]


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c, Wx, Wh, b = _tensors(x, h0, c0, Wx, Wh, b)
    module = torch.nn.LSTMCell(Wx.shape[0], h.shape[1], dtype=x.dtype)
    states, memories = [], []
    with torch.no_grad():
        for name, value in ("weight_ih", Wx.T), ("weight_hh", Wh.T), ("bias_ih", b), ("bias_hh", 0 * b):
            getattr(module, name).copy_(value)
        for inputs in x.unbind(1):
            h, c = module(inputs, (h, c))
            states.append(h)
            memories.append(c)
    return torch.stack(states, 1).numpy(), torch.stack(memories, 1).numpy()


def lstm_step_backward(dh, dc, x, h, c, input_gate, forget_gate, candidate, output_gate):
    upstream = _tensors(dh, dc)
    flat = [part for gate in (input_gate, forget_gate, candidate, output_gate) for part in gate]
    leaves = [leaf.requires_grad_() for leaf in _tensors(x, h, c, *flat)]
    x, h, c, *flat = leaves
    a = [x @ flat[k] + h @ flat[k + 1] + flat[k + 2] for k in (0, 3, 6, 9)]
    memory = a[1].sigmoid() * c + a[0].sigmoid() * a[2].tanh()
    gradients = torch.autograd.grad([a[3].sigmoid() * memory.tanh(), memory], leaves, upstream)
    dx, dh_old, dc_old, *rest = [g.numpy() for g in gradients]
    return dx, dh_old, dc_old, *(tuple(rest[k : k + 3]) for k in (0, 3, 6, 9))


def memory_path(f_gates):
    (gates,) = _tensors(f_gates)
    return gates.flip(1).cumprod(1).flip(1).numpy()


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = _tensors(x, h, Wz, Wr, Wh)
    update, reset = (torch.sigmoid(torch.hstack([h, x]) @ W) for W in (Wz, Wr))
    return torch.lerp(h, torch.tanh(torch.hstack([reset * h, x]) @ Wh), update).numpy()


def gru_forward(x, h0, Wz, Wr, Wh):
    states, h = [], h0
    for t in range(x.shape[1]):
        h = gru_step(x[:, t], h, Wz, Wr, Wh)
        states.append(h)
    return np.stack(states, axis=1)


def _tensors(*arrays):
    """Copies as tensors, integers as float64."""
    kinds = [a.dtype if a.dtype.kind == "f" else np.dtype(np.float64) for a in arrays]
    return [torch.tensor(np.array(a, dtype=kind)) for a, kind in zip(arrays, kinds, strict=True)]
