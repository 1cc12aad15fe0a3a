import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.einsum("...id,...jd->...ij", q, k) / q.size(-1) ** 0.5
    if mask is not None:
        lowest = torch.finfo(scores.dtype).min
        scores = scores.masked_fill(mask == False, lowest)  # noqa: E712
    attn = scores.softmax(dim=-1)
    return torch.einsum("...ij,...jc->...ic", attn, v)
