"""You reshaped the projections straight to batch, heads, places. That keeps the order in memory, so a
head gets some places whole instead of every place in part; look at which axis may be split.
"""

import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    B, T, _ = x.shape
    q, k, v = ((x @ W).reshape(B, n_heads, T, -1) for W in (Wq, Wk, Wv))
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    heads = weights @ v
    return heads.transpose(1, 2).reshape(B, T, -1) @ Wo
