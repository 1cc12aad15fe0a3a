import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    logits = torch.einsum("...id,...jd->...ij", q * q.shape[-1] ** -0.5, k)
    if mask is None:
        mask = torch.ones(logits.shape[-2:], dtype=torch.bool)
    mask = mask.expand_as(logits)
    logits = torch.where(mask, logits, torch.full_like(logits, -torch.inf))
    with torch.no_grad():
        top = logits.amax(dim=-1, keepdim=True)
        top = torch.where(torch.isinf(top), torch.zeros_like(top), top)
    e = torch.exp(logits - top)
    norm = e.sum(dim=-1, keepdim=True)
    norm = torch.where(norm == 0, torch.ones_like(norm), norm)
    return torch.einsum("...ij,...jc->...ic", e, v) / norm
