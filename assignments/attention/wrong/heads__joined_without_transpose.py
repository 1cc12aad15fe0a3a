"""You joined the heads without moving their axis back. The rows that meet Wo then mix places; look at
which two axes must be neighbours before you join them.
"""

import math

import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    B, T, _ = x.shape
    q, k, v = ((x @ W).reshape(B, T, n_heads, -1).transpose(1, 2) for W in (Wq, Wk, Wv))
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if mask is None:
        mask = torch.ones((), dtype=torch.bool)
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    heads = weights @ v
    return heads.reshape(B, T, -1) @ Wo
