"""Your mask works the other way round: what may be attended to is left out. Here True means that a query
may attend to a key; look at which places you fill.
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
        mask = torch.zeros((), dtype=torch.bool)
    mask = ~mask
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    heads = weights @ v
    return heads.transpose(1, 2).reshape(B, T, -1) @ Wo
