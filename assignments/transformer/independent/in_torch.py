"""The transformer with what torch has: its attention, its losses, its optimizer."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional


def sinusoidal_positions(T, d):
    frequency = torch.exp(-torch.arange(0, d, 2) / d * np.log(10000.0))
    angle = torch.outer(torch.arange(T), frequency)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)[:, :d]


def positions_2d(H, W, d):
    half, rest = divmod(d, 2)
    if rest:
        raise ValueError("d must be even")
    row, column = torch.meshgrid(torch.arange(H), torch.arange(W), indexing="ij")
    table = sinusoidal_positions(max(H, W), half)
    return torch.cat((functional.embedding(row, table), functional.embedding(column, table)), dim=-1)


def layer_norm(x, gamma, beta, eps=1e-5):
    variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    return torch.addcmul(beta, (x - mean) * torch.rsqrt(variance + eps), gamma)


def feed_forward(x, W1, b1, W2, b2):
    return functional.linear(functional.linear(x, W1.T, b1).relu(), W2.T, b2)


def attend(x, memory, params, letter, n, **options):
    q, k, v = (
        (source @ params[letter + part]).unflatten(-1, (n, -1)).movedim(2, 1)
        for source, part in ((x, "q"), (memory, "k"), (memory, "v"))
    )
    heads = functional.scaled_dot_product_attention(q, k, v, **options)
    return heads.movedim(1, 2).flatten(2) @ params[letter + "o"]


def run(x, layers, params, norm):
    if norm not in {"post", "pre"}:
        raise ValueError(f"norm: {norm}")
    for number, layer in enumerate(layers, start=1):
        scale = params[f"gamma{number}"], params[f"beta{number}"]
        x = x + layer(layer_norm(x, *scale)) if norm == "pre" else layer_norm(x + layer(x), *scale)
    return x


def encoder_block(x, params, n_heads, mask=None, norm="post"):
    layers = (
        lambda z: attend(z, z, params, "W", n_heads, attn_mask=mask),
        lambda z: feed_forward(z, *(params[name] for name in ("W1", "b1", "W2", "b2"))),
    )
    return run(x, layers, params, norm)


def decoder_block(x, memory, params, n_heads, memory_mask=None, norm="post"):
    layers = (
        lambda z: attend(z, z, params, "W", n_heads, is_causal=True),
        lambda z: attend(z, memory, params, "C", n_heads, attn_mask=memory_mask),
        lambda z: feed_forward(z, *(params[name] for name in ("W1", "b1", "W2", "b2"))),
    )
    return run(x, layers, params, norm)


def embedded(ids, E):
    T, D = ids.shape[-1], E.shape[-1]
    return functional.embedding(ids.to(torch.int64), E) * D**0.5 + sinusoidal_positions(T, D).to(E)


def scores(ids, memory, E, blocks, W, b, n_heads):
    x = embedded(ids, E)
    for params in blocks:
        x = decoder_block(x, memory, params, n_heads)
    return x @ W + b


def next_token_probs(ids, memory, E, blocks, W, b, n_heads):
    return scores(ids, memory, E, blocks, W, b, n_heads).softmax(-1)


def train_copy(sources, E, blocks, W, b, n_heads, lr):
    E, W, b = (nn.Parameter(part.clone()) for part in (E, W, b))
    blocks = [{name: nn.Parameter(part.clone()) for name, part in block.items()} for block in blocks]
    parameters = [E, W, b] + [part for block in blocks for part in block.values()]
    optimizer = torch.optim.SGD(parameters, lr=lr)
    losses = torch.zeros(len(sources), dtype=E.dtype)
    for step, words in enumerate(sources.to(torch.int64)):
        shifted = functional.pad(words, (1, -1), value=len(E) - 1)
        found = scores(shifted, embedded(words, E), E, blocks, W, b, n_heads)
        loss = functional.cross_entropy(found.transpose(1, 2), words)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses[step] = loss.detach()
    blocks = [{name: part.detach() for name, part in block.items()} for block in blocks]
    return losses, E.detach(), blocks, W.detach(), b.detach()
