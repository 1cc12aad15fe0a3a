"""Your mask works the other way round: what may be attended to is left out. Here True means that a query
may attend to a key; look at which places you fill.
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
        mask = torch.zeros((), dtype=torch.bool)
    mask = ~mask
    mask = mask.expand(scores.shape)
    empty = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~empty, -torch.inf), dim=-1)
    weights = weights.masked_fill(empty, 0.0)
    heads = weights @ v
    return heads.transpose(1, 2).reshape(*x.shape[:2], -1) @ Wo
