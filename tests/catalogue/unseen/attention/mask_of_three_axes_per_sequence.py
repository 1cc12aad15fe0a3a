import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1:
        raise ValueError("at least one head")
    if Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("heads must have equal size")
    if mask is not None and mask.dim() == 3:
        if mask.shape[0] in (1, x.shape[0]):
            mask = mask[:, None]      # (B, 1, Tq, Tk): same for all heads
    q = torch.stack((x @ Wq).chunk(n_heads, dim=-1), dim=1)
    k = torch.stack((memory @ Wk).chunk(n_heads, dim=-1), dim=1)
    v = torch.stack((memory @ Wv).chunk(n_heads, dim=-1), dim=1)
    z = scaled_dot_product_attention(q, k, v, mask)
    return torch.cat(list(z.unbind(dim=1)), dim=-1) @ Wo
