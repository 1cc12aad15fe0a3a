import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError("n_heads does not fit")
    B, T, _ = x.shape
    d, dv = Wq.shape[1] // n_heads, Wv.shape[1] // n_heads
    q = (x @ Wq).view(B, T, d, n_heads).permute(0, 3, 1, 2)   # B n T d
    k = (x @ Wk).view(B, T, d, n_heads).permute(0, 3, 1, 2)
    v = (x @ Wv).view(B, T, dv, n_heads).permute(0, 3, 1, 2)
    z = scaled_dot_product_attention(q, k, v, mask)            # B n T dv
    z = z.permute(0, 2, 3, 1).reshape(B, T, dv * n_heads)
    return z @ Wo
