import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads must be a divisor of the columns")
    d = Wq.shape[1] // n_heads
    q, k, v = ((x @ W).unflatten(-1, (n_heads, -1)) for W in (Wq, Wk, Wv))
    raw = torch.einsum("bthd,bshd->bhts", q, k) / (n_heads * d) ** 0.5
    if mask is not None:
        raw = raw.masked_fill(~mask, -torch.inf)
    p = raw.softmax(dim=-2)
    if mask is not None:
        p = p.masked_fill(~mask, 0.0)
    return torch.einsum("bhts,bshd->bthd", p, v).flatten(2) @ Wo
