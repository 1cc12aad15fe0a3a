"""The transformer place by place: each place is computed alone, from the keys and values that it may see."""

from __future__ import annotations

import math

import torch


def wave(t, d):
    return [
        math.sin(t / 10000 ** (c / d)) if c % 2 == 0 else math.cos(t / 10000 ** ((c - 1) / d))
        for c in range(d)
    ]


def sinusoidal_positions(T, d):
    return torch.tensor([wave(t, d) for t in range(T)], dtype=torch.float32)


def positions_2d(H, W, d):
    if d % 2 == 1:
        raise ValueError("an odd d cannot be shared by rows and columns")
    return torch.tensor([[wave(r, d // 2) + wave(c, d // 2) for c in range(W)] for r in range(H)])


def layer_norm(x, gamma, beta, eps=1e-5):
    D = x.shape[-1]
    centred = x - x.sum(-1, keepdim=True) / D
    return (
        centred * (torch.einsum("...d,...d->...", centred, centred)[..., None] / D + eps) ** -0.5 * gamma
        + beta
    )


def feed_forward(x, W1, b1, W2, b2):
    return torch.clamp(torch.matmul(x, W1) + b1, min=0).matmul(W2) + b2


def one_place(x, memory, weights, n, allowed):
    """Attention of one place, x (B, D), to a memory (B, S, M); ``allowed`` (B, n, S)."""
    Wq, Wk, Wv, Wo = weights
    B, S = memory.shape[:2]
    q, k, v = (x @ Wq).view(B, n, -1), (memory @ Wk).view(B, S, n, -1), (memory @ Wv).view(B, S, n, -1)
    scores = torch.einsum("bnd,bsnd->bns", q, k) / q.shape[2] ** 0.5
    weights = torch.where(allowed, torch.softmax(torch.where(allowed, scores, -torch.inf), dim=2), 0.0)
    weighted = torch.einsum("bns,bsnv->bnv", weights, v)
    return weighted.reshape(B, -1) @ Wo


def attend(x, memory, weights, n, mask=None, causal=False):
    B, T, S = x.shape[0], x.shape[1], memory.shape[1]
    full = torch.ones(B, n, T, S, dtype=torch.bool) if mask is None else mask.expand(B, n, T, S)
    seen = [memory[:, : t + 1] if causal else memory for t in range(T)]
    return torch.stack(
        [one_place(x[:, t], seen[t], weights, n, full[:, :, t, : seen[t].shape[1]]) for t in range(T)], dim=1
    )


def pick(params, *names):
    return [params[name] for name in names]


def encoder_block(x, params, n_heads, mask=None, norm="post"):
    first, second = pick(params, "gamma1", "beta1"), pick(params, "gamma2", "beta2")
    weights, network = pick(params, "Wq", "Wk", "Wv", "Wo"), pick(params, "W1", "b1", "W2", "b2")
    if norm == "pre":
        z = layer_norm(x, *first)
        x = x + attend(z, z, weights, n_heads, mask)
        return x + feed_forward(layer_norm(x, *second), *network)
    if norm == "post":
        x = layer_norm(x + attend(x, x, weights, n_heads, mask), *first)
        return layer_norm(x + feed_forward(x, *network), *second)
    raise ValueError("norm")


def decoder_block(x, memory, params, n_heads, memory_mask=None, norm="post"):
    first, second, third = (pick(params, f"gamma{i}", f"beta{i}") for i in (1, 2, 3))
    weights, network = pick(params, "Wq", "Wk", "Wv", "Wo"), pick(params, "W1", "b1", "W2", "b2")
    cross = pick(params, "Cq", "Ck", "Cv", "Co")
    if norm == "pre":
        z = layer_norm(x, *first)
        x = x + attend(z, z, weights, n_heads, causal=True)
        x = x + attend(layer_norm(x, *second), memory, cross, n_heads, memory_mask)
        return x + feed_forward(layer_norm(x, *third), *network)
    if norm == "post":
        x = layer_norm(x + attend(x, x, weights, n_heads, causal=True), *first)
        x = layer_norm(x + attend(x, memory, cross, n_heads, memory_mask), *second)
        return layer_norm(x + feed_forward(x, *network), *third)
    raise ValueError("norm")


def embed(ids, E):
    rows = torch.stack([E[line.tolist()] for line in ids])
    return rows * E.shape[1] ** 0.5 + sinusoidal_positions(ids.shape[1], E.shape[1]).to(E.dtype)


def next_token_probs(ids, memory, E, blocks, W, b, n_heads):
    x = embed(ids, E)
    for params in blocks:
        x = decoder_block(x, memory, params, n_heads)
    scores = x @ W + b
    e = (scores - scores.max(dim=-1, keepdim=True)[0]).exp()
    return e / e.sum(dim=-1, keepdim=True)


def train_copy(sources, E, blocks, W, b, n_heads, lr):
    names = [list(block) for block in blocks]
    flat = [E, W, b] + [part for block in blocks for part in block.values()]
    losses = []
    for source in sources.tolist():
        flat = [part.detach().requires_grad_() for part in flat]
        E, W, b, *rest = flat
        rest = iter(rest)
        blocks = [{name: next(rest) for name in keys} for keys in names]
        inputs = torch.tensor([[len(E) - 1, *line[:-1]] for line in source])
        p = next_token_probs(inputs, embed(torch.tensor(source), E), E, blocks, W, b, n_heads)
        right = torch.stack([p[i, range(len(line)), line] for i, line in enumerate(source)])
        loss = -torch.log(right).sum() / right.numel()
        flat = [part - lr * slope for part, slope in zip(flat, torch.autograd.grad(loss, flat), strict=True)]
        losses.append(loss.detach())
    flat = [part.detach() for part in flat]
    rest = iter(flat[3:])
    blocks = [{name: next(rest) for name in keys} for keys in names]
    return torch.stack(losses), flat[0], blocks, flat[1], flat[2]
