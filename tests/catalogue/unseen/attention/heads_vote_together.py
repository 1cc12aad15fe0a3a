import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1:
        raise ValueError("n_heads must be positive")
    if Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("columns cannot be divided among the heads")
    B, T, _ = x.shape
    q = (x @ Wq).reshape(B, T, n_heads, -1)
    k = (x @ Wk).reshape(B, T, n_heads, -1)
    v = (x @ Wv).reshape(B, T, n_heads, -1)
    scores = torch.einsum("bihd,bjhd->bhij", q, k) / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)
    weights = weights.mean(dim=1, keepdim=True).expand(B, n_heads, T, T)
    z = torch.einsum("bhij,bjhd->bihd", weights, v)
    return z.flatten(2) @ Wo
