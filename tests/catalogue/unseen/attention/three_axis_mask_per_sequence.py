import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    B, T, _ = x.shape
    if n_heads < 1:
        raise ValueError("n_heads must be at least 1")
    if Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads must divide the columns of Wq and Wv")
    if mask is not None and mask.dim() == 3 and mask.shape[0] == B:
        mask = mask.unsqueeze(1)  # (B, T, T) -> (B, 1, T, T)
    q = (x @ Wq).unflatten(-1, (n_heads, -1)).transpose(1, 2)
    k = (x @ Wk).unflatten(-1, (n_heads, -1)).transpose(1, 2)
    v = (x @ Wv).unflatten(-1, (n_heads, -1)).transpose(1, 2)
    z = scaled_dot_product_attention(q, k, v, mask)
    return z.transpose(1, 2).flatten(2) @ Wo
