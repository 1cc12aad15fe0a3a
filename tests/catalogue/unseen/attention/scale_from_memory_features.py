import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")
    B, Tq, D = x.shape
    B, Tk, M = memory.shape
    q = (x @ Wq).reshape(B, Tq, n_heads, -1)
    k = (memory @ Wk).reshape(B, Tk, n_heads, -1)
    v = (memory @ Wv).reshape(B, Tk, n_heads, -1)
    scores = torch.einsum("bqhd,bkhd->bhqk", q, k) / M**0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)
    z = torch.einsum("bhqk,bkhc->bqhc", weights, v)
    return z.reshape(B, Tq, -1) @ Wo
