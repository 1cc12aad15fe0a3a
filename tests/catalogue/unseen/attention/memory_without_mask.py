import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads <= 0:
        raise ValueError("n_heads must be at least 1")
    if Wq.shape[-1] % n_heads != 0 or Wv.shape[-1] % n_heads != 0:
        raise ValueError("n_heads must divide the columns of Wq and Wv")
    Q = (x @ Wq).chunk(n_heads, dim=-1)
    K = (memory @ Wk).chunk(n_heads, dim=-1)
    V = (memory @ Wv).chunk(n_heads, dim=-1)
    z = [scaled_dot_product_attention(q, k, v) for q, k, v in zip(Q, K, V)]
    return torch.cat(z, dim=-1) @ Wo
