import torch


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1:
        raise ValueError("at least one head is needed")
    for W in (Wq, Wv):
        if W.shape[1] % n_heads != 0:
            raise ValueError("the heads do not fit")
    B, T, _ = x.shape
    if mask is not None:
        mask = mask.broadcast_to(B, n_heads, T, T)
    result = 0
    blocks = zip(Wq.chunk(n_heads, 1), Wk.chunk(n_heads, 1), Wv.chunk(n_heads, 1), Wo.chunk(n_heads, 0))
    for i, (wq, wk, wv, wo) in enumerate(blocks):
        z = scaled_dot_product_attention(x @ wq, x @ wk, x @ wv, None if mask is None else mask[:, i])
        result = result + z @ wo  # [Z1, Z2, ...] Wo = Z1 Wo1 + Z2 Wo2 + ...
    return result
