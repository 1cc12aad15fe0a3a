"""The transformer step by step, as a lecture teaches it: another right solution, which must earn full marks.

Later functions call earlier ones, heads attend one after the other, and the training calls ``backward``.
"""

from __future__ import annotations

import math

import torch


def sinusoidal_positions(T, d):
    P = torch.zeros(T, d)
    places = torch.arange(T, dtype=torch.float32)
    for channel in range(d):
        pair = channel // 2
        divisor = 10000 ** (2 * pair / d)
        angle = places / divisor
        if channel % 2 == 0:
            P[:, channel] = torch.sin(angle)
        else:
            P[:, channel] = torch.cos(angle)
    return P


def positions_2d(H, W, d):
    if d % 2 != 0:
        raise ValueError(f"d must be even, got {d}")
    half = d // 2
    rows = sinusoidal_positions(H, half)
    columns = sinusoidal_positions(W, half)
    P = torch.zeros(H, W, d)
    P[:, :, :half] = rows[:, None, :]
    P[:, :, half:] = columns[None, :, :]
    return P


def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(dim=-1, keepdim=True)
    difference = x - mean
    variance = (difference**2).mean(dim=-1, keepdim=True)
    deviation = torch.sqrt(variance + eps)
    normalised = difference / deviation
    return gamma * normalised + beta


def feed_forward(x, W1, b1, W2, b2):
    before = x @ W1 + b1
    hidden = torch.relu(before)
    return hidden @ W2 + b2


def attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask):
    B, Tq, Tk = x.shape[0], x.shape[1], memory.shape[1]
    Q = x @ Wq
    K = memory @ Wk
    V = memory @ Wv
    d = Wq.shape[1] // n_heads
    dv = Wv.shape[1] // n_heads
    if mask is None:
        mask = torch.ones(Tq, Tk, dtype=torch.bool)
    mask = mask.expand(B, n_heads, Tq, Tk)
    outputs = []
    for i in range(n_heads):
        q = Q[:, :, i * d : (i + 1) * d]
        k = K[:, :, i * d : (i + 1) * d]
        v = V[:, :, i * dv : (i + 1) * dv]
        scores = q @ k.transpose(1, 2) / math.sqrt(d)
        scores = scores.masked_fill(~mask[:, i], -math.inf)
        weights = torch.softmax(scores, dim=-1)
        weights = weights.masked_fill(~mask[:, i], 0.0)
        outputs.append(weights @ v)
    joined = torch.cat(outputs, dim=-1)
    return joined @ Wo


def encoder_block(x, params, n_heads, mask=None, norm="post"):
    if norm not in ("post", "pre"):
        raise ValueError(f"norm must be 'post' or 'pre', got {norm!r}")
    attention_weights = params["Wq"], params["Wk"], params["Wv"], params["Wo"]
    network_weights = params["W1"], params["b1"], params["W2"], params["b2"]
    if norm == "post":
        attended = attention(x, x, *attention_weights, n_heads, mask)
        x = layer_norm(x + attended, params["gamma1"], params["beta1"])
        changed = feed_forward(x, *network_weights)
        x = layer_norm(x + changed, params["gamma2"], params["beta2"])
    else:
        normalised = layer_norm(x, params["gamma1"], params["beta1"])
        attended = attention(normalised, normalised, *attention_weights, n_heads, mask)
        x = x + attended
        normalised = layer_norm(x, params["gamma2"], params["beta2"])
        changed = feed_forward(normalised, *network_weights)
        x = x + changed
    return x


def decoder_block(x, memory, params, n_heads, memory_mask=None, norm="post"):
    if norm not in ("post", "pre"):
        raise ValueError(f"norm must be 'post' or 'pre', got {norm!r}")
    T = x.shape[1]
    causal = torch.tril(torch.ones(T, T, dtype=torch.bool))
    self_weights = params["Wq"], params["Wk"], params["Wv"], params["Wo"]
    cross_weights = params["Cq"], params["Ck"], params["Cv"], params["Co"]
    network_weights = params["W1"], params["b1"], params["W2"], params["b2"]
    if norm == "post":
        attended = attention(x, x, *self_weights, n_heads, causal)
        x = layer_norm(x + attended, params["gamma1"], params["beta1"])
        read = attention(x, memory, *cross_weights, n_heads, memory_mask)
        x = layer_norm(x + read, params["gamma2"], params["beta2"])
        changed = feed_forward(x, *network_weights)
        x = layer_norm(x + changed, params["gamma3"], params["beta3"])
    else:
        normalised = layer_norm(x, params["gamma1"], params["beta1"])
        attended = attention(normalised, normalised, *self_weights, n_heads, causal)
        x = x + attended
        normalised = layer_norm(x, params["gamma2"], params["beta2"])
        read = attention(normalised, memory, *cross_weights, n_heads, memory_mask)
        x = x + read
        normalised = layer_norm(x, params["gamma3"], params["beta3"])
        changed = feed_forward(normalised, *network_weights)
        x = x + changed
    return x


def embed(ids, E):
    T, D = ids.shape[1], E.shape[1]
    embeddings = E[ids.long()]
    positions = sinusoidal_positions(T, D).to(E.dtype)
    return math.sqrt(D) * embeddings + positions


def next_token_probs(ids, memory, E, blocks, W, b, n_heads):
    x = embed(ids, E)
    for params in blocks:
        x = decoder_block(x, memory, params, n_heads)
    scores = x @ W + b
    return torch.softmax(scores, dim=-1)


def train_copy(sources, E, blocks, W, b, n_heads, lr):
    E = E.clone().requires_grad_()
    W = W.clone().requires_grad_()
    b = b.clone().requires_grad_()
    blocks = [{name: value.clone().requires_grad_() for name, value in block.items()} for block in blocks]
    parameters = [E, W, b]
    for block in blocks:
        parameters.extend(block.values())
    bos = E.shape[0] - 1
    losses = []
    for batch in sources:
        words = batch.long()
        inputs = torch.full_like(words, bos)
        inputs[:, 1:] = words[:, :-1]
        memory = embed(words, E)
        probabilities = next_token_probs(inputs, memory, E, blocks, W, b, n_heads)
        right = torch.gather(probabilities, 2, words[:, :, None])
        loss = -torch.log(right).mean()
        losses.append(loss.item())
        for parameter in parameters:
            parameter.grad = None
        loss.backward()
        with torch.no_grad():
            for parameter in parameters:
                parameter -= lr * parameter.grad
    return torch.tensor(losses, dtype=E.dtype), E, blocks, W, b
