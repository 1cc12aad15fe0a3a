import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError("n_heads does not fit")
    B, T, _ = x.shape

    def heads(W):
        d = W.shape[1] // n_heads
        return (x @ W).reshape(B, T, d, n_heads).permute(0, 3, 1, 2)  # (B, n, T, d)

    z = scaled_dot_product_attention(heads(Wq), heads(Wk), heads(Wv), mask)
    z = z.permute(0, 2, 1, 3).reshape(B, T, -1)
    return z @ Wo
