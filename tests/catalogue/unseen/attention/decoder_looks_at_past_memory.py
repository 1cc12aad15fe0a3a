import torch


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads")

    def cut(a):
        return a.unflatten(-1, (n_heads, a.shape[-1] // n_heads)).movedim(-2, 1)

    past = torch.ones(x.shape[1], memory.shape[1], dtype=torch.bool).tril()
    allowed = past if mask is None else past & mask
    z = scaled_dot_product_attention(cut(x @ Wq), cut(memory @ Wk), cut(memory @ Wv), allowed)
    return z.movedim(1, -2).flatten(-2) @ Wo
