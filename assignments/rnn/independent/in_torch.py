"""A recurrent network by torch.nn.RNN and autograd: another right solution, if torch may be imported."""

from __future__ import annotations

import numpy as np
import torch


def rnn_step(x, h, Wx, Wh, b):
    return _run(x[:, None], h, [(Wx, Wh, b)])[:, 0]


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    states = _run(x, h0, [(Wx, Wh, b)])
    return states, states @ Wo


def rnn_backward(dh, x, h0, Wx, Wh, b):
    kind = _floating(x)
    inputs = [torch.tensor(np.array(a, dtype=kind), requires_grad=True) for a in (x, h0, Wx, Wh, b)]
    states = _unrolled(*inputs)
    gradients = torch.autograd.grad(states, inputs, torch.tensor(np.array(dh, dtype=kind)))
    return tuple(g.numpy() for g in gradients)


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    kind = _floating(x)
    inputs, start, *weights = (torch.tensor(np.array(a, dtype=kind)) for a in (x, h0, Wx, Wh, b))
    states = _unrolled(inputs, start, *weights)
    norms = torch.ones(states.shape[:2], dtype=states.dtype)
    for n in range(states.shape[0]):
        for t in range(states.shape[1] - 1):
            rest = inputs[n : n + 1, t + 1 :]
            jacobian = torch.autograd.functional.jacobian(
                lambda h, rest=rest: _unrolled(rest, h[None], *weights)[0, -1], states[n, t]
            )
            norms[n, t] = torch.linalg.matrix_norm(jacobian, 2)
    return norms.numpy()


def birnn_forward(x, forward, backward):
    if forward[0].shape == backward[0].shape:
        return _run(x, np.stack([forward[0], backward[0]]), [forward[1:], backward[1:]])
    back = _run(x[:, ::-1], backward[0], [backward[1:]])
    return np.concatenate([_run(x, forward[0], [forward[1:]]), back[:, ::-1]], axis=2)


def sentence_vector(h, mask, how="last", weights=None):
    if how not in ("last", "weighted"):
        raise ValueError(f"unknown: {how}")
    states, words = torch.tensor(np.array(h, dtype=_floating(h))), torch.tensor(np.array(mask))
    if how == "last":
        later_words = words.flip(1).cumsum(1).flip(1)  # words at this place or after it
        share = (words & (later_words == 1)).to(states.dtype)
    else:
        share = (
            torch.ones(words.shape)
            if weights is None
            else torch.tensor(np.array(weights, _floating(weights)))
        )
        share = torch.where(words, share, 0).to(torch.float64)
        share = torch.nan_to_num(share / share.sum(dim=1, keepdim=True), nan=0.0).to(states.dtype)
    return torch.einsum("bt,bth->bh", share, states.masked_fill(~words[:, :, None], 0)).numpy()


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    if mode == "one_to_many":
        if x.shape[1] != 1 or steps is None or steps < 1:
            raise ValueError("one_to_many takes one input and at least one step")
        x = np.concatenate([x] + [np.zeros_like(x)] * (steps - 1), axis=1)
    elif mode not in ("many_to_many", "many_to_one"):
        raise ValueError(f"unknown: {mode}")
    outputs = _run(x, h0, [(Wx, Wh, b)]) @ Wo
    return outputs[:, -1] if mode == "many_to_one" else outputs


def _run(x, h0, layers):
    """States of torch.nn.RNN, one-way or two-way; it has two biases and transposed matrices."""
    kind = _floating(x)
    first = torch.tensor(np.array(h0, dtype=kind)).reshape(len(layers), x.shape[0], -1)
    module = torch.nn.RNN(x.shape[2], first.shape[2], batch_first=True, bidirectional=len(layers) == 2)
    module.to(first.dtype)
    with torch.no_grad():
        for ending, (Wx, Wh, b) in zip(("l0", "l0_reverse"), layers, strict=False):
            for name, value in ("weight_ih", Wx.T), ("weight_hh", Wh.T), ("bias_ih", b), ("bias_hh", 0 * b):
                getattr(module, f"{name}_{ending}").copy_(torch.tensor(np.array(value, dtype=kind)))
        return module(torch.tensor(np.array(x, dtype=kind)), first)[0].numpy()


def _unrolled(x, h, Wx, Wh, b):
    states = []
    for inputs in x.unbind(1):
        h = torch.tanh(inputs @ Wx + h @ Wh + b)
        states.append(h)
    return torch.stack(states, 1)


def _floating(array):
    """The dtype of a result: that of a floating input, float64 for integers."""
    return array.dtype if array.dtype.kind == "f" else np.dtype(np.float64)
