"""You joined the heads without moving their axis back. The rows that meet Wo then mix places; look at
which two axes must be neighbours before you join them.
"""

import math

import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    q, k, v = (
        (a @ W).reshape(*a.shape[:2], n_heads, -1).transpose(1, 2) for a, W in ((x, Wq), (memory, Wk), (memory, Wv))
    )
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    heads = weights @ v
    return heads.reshape(*x.shape[:2], -1) @ Wo
