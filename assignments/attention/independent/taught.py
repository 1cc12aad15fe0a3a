"""Attention step by step, as a lecture teaches it: another right solution, which must earn full marks.

The softmax is written out, heads are cut out and attend one after the other, and their outputs are put side by side.
"""

from __future__ import annotations

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    Tq, Tk, d = q.shape[-2], k.shape[-2], q.shape[-1]
    products = q @ k.transpose(-2, -1)
    scores = products / math.sqrt(d)
    if mask is None:
        mask = torch.ones(Tq, Tk, dtype=torch.bool)
    empty = ~mask.any(dim=-1, keepdim=True)
    masked_scores = scores.masked_fill(~mask, -math.inf)
    highest = masked_scores.amax(dim=-1, keepdim=True).masked_fill(empty, 0.0)
    shifted = masked_scores - highest
    exponentials = torch.exp(shifted)
    total = exponentials.sum(dim=-1, keepdim=True)
    divisor = total.masked_fill(empty, 1.0)
    weights = exponentials / divisor
    return weights @ v


def causal_mask(T):
    everything = torch.ones(T, T, dtype=torch.bool)
    return torch.tril(everything, diagonal=0)


def padding_mask(lengths, T):
    lengths = lengths.long()
    too_short = lengths < 0
    too_long = lengths > T
    if too_short.any() or too_long.any():
        raise ValueError(f"lengths must lie between 0 and {T}, got {lengths.tolist()}")
    places = torch.arange(T)
    mask = places[None, :] < lengths[:, None]
    return mask[:, None, None, :]


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1:
        raise ValueError(f"n_heads must be at least 1, got {n_heads}")
    if Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError(f"{n_heads} heads cannot share {Wq.shape[1]} and {Wv.shape[1]} columns")
    B, T = x.shape[0], x.shape[1]
    d = Wq.shape[1] // n_heads
    dv = Wv.shape[1] // n_heads
    Q = x @ Wq
    K = x @ Wk
    V = x @ Wv
    if mask is None:
        mask = torch.ones(T, T, dtype=torch.bool)
    mask = mask.expand(B, n_heads, T, T)
    heads = []
    for i in range(n_heads):
        q = Q[:, :, i * d : (i + 1) * d]
        k = K[:, :, i * d : (i + 1) * d]
        v = V[:, :, i * dv : (i + 1) * dv]
        allowed = mask[:, i]
        empty = ~allowed.any(dim=-1, keepdim=True)
        products = q @ k.transpose(1, 2)
        scores = products / math.sqrt(d)
        masked_scores = scores.masked_fill(~allowed, -math.inf)
        highest = masked_scores.amax(dim=-1, keepdim=True).masked_fill(empty, 0.0)
        exponentials = torch.exp(masked_scores - highest)
        total = exponentials.sum(dim=-1, keepdim=True)
        divisor = total.masked_fill(empty, 1.0)
        weights = exponentials / divisor
        z = weights @ v
        heads.append(z)
    joined = torch.cat(heads, dim=-1)
    return joined @ Wo


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1:
        raise ValueError(f"n_heads must be at least 1, got {n_heads}")
    if Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError(f"{n_heads} heads cannot share {Wq.shape[1]} and {Wv.shape[1]} columns")
    B, Tq, Tk = x.shape[0], x.shape[1], memory.shape[1]
    d = Wq.shape[1] // n_heads
    dv = Wv.shape[1] // n_heads
    Q = x @ Wq
    K = memory @ Wk
    V = memory @ Wv
    if mask is None:
        mask = torch.ones(Tq, Tk, dtype=torch.bool)
    mask = mask.expand(B, n_heads, Tq, Tk)
    heads = []
    for i in range(n_heads):
        q = Q[:, :, i * d : (i + 1) * d]
        k = K[:, :, i * d : (i + 1) * d]
        v = V[:, :, i * dv : (i + 1) * dv]
        allowed = mask[:, i]
        empty = ~allowed.any(dim=-1, keepdim=True)
        products = q @ k.transpose(1, 2)
        scores = products / math.sqrt(d)
        masked_scores = scores.masked_fill(~allowed, -math.inf)
        highest = masked_scores.amax(dim=-1, keepdim=True).masked_fill(empty, 0.0)
        exponentials = torch.exp(masked_scores - highest)
        total = exponentials.sum(dim=-1, keepdim=True)
        divisor = total.masked_fill(empty, 1.0)
        weights = exponentials / divisor
        z = weights @ v
        heads.append(z)
    joined = torch.cat(heads, dim=-1)
    return joined @ Wo


def image_attention(Q, K, V):
    channels = Q.shape[0]
    products = Q.T @ K
    P = products / math.sqrt(channels)
    highest = P.amax(dim=1, keepdim=True)
    exponentials = torch.exp(P - highest)
    total = exponentials.sum(dim=1, keepdim=True)
    A = exponentials / total
    return V @ A.T


def image_self_attention(I, Wq, Wk, Wv):  # noqa: E741
    C, H, W = I.shape
    channels = Wq.shape[0]
    N = H * W
    columns = I.reshape(C, N)
    Q = Wq @ columns
    K = Wk @ columns
    V = Wv @ columns
    products = Q.T @ K
    P = products / math.sqrt(channels)
    highest = P.amax(dim=1, keepdim=True)
    exponentials = torch.exp(P - highest)
    total = exponentials.sum(dim=1, keepdim=True)
    A = exponentials / total
    F = V @ A.T
    return F.reshape(channels, H, W)
