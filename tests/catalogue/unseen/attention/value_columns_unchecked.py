import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads:
        raise ValueError("n_heads must divide the projected size")
    Q, K, V = x @ Wq, x @ Wk, x @ Wv
    split = lambda A: torch.stack(A.split(A.shape[-1] // n_heads, dim=-1)[:n_heads], dim=1)
    out = scaled_dot_product_attention(split(Q), split(K), split(V), mask)
    out = torch.cat(tuple(out.unbind(dim=1)), dim=-1)
    return out @ Wo[: out.shape[-1]]
