def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads != 0 or Wv.shape[1] % n_heads != 0:
        raise ValueError("n_heads does not fit")
    B, T, _ = x.shape

    def heads(W):
        projected = (x @ W).view(B, T, n_heads, W.shape[1] // n_heads)
        return projected.transpose(1, 2)

    z = scaled_dot_product_attention(heads(Wq), heads(Wk), heads(Wv), mask)
    joined = z.permute(0, 2, 3, 1).reshape(B, T, -1)
    return joined @ Wo
