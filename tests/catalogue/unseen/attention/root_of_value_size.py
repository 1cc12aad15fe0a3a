import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scale = v.size(-1) ** -0.5
    logits = torch.einsum("...id,...jd->...ij", q, k) * scale
    if mask is not None:
        hidden = torch.logical_not(mask)
        logits = logits.masked_fill(hidden, float("-inf"))
        nothing = hidden.expand(logits.shape).all(dim=-1, keepdim=True)
        logits = logits.masked_fill(nothing, 0.0)
        weights = torch.softmax(logits, dim=-1).masked_fill(hidden, 0.0)
    else:
        weights = torch.softmax(logits, dim=-1)
    return torch.einsum("...ij,...jd->...id", weights, v)
