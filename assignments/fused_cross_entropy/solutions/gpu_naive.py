"""The formula on whole matrices in float32, with a matrix of zeros and ones: fourteen passes at twice the bytes."""

import torch


def fused_cross_entropy(logits, targets):
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise ValueError("logits must be (n, V) and targets (n,)")
    wide = torch.promote_types(logits.dtype, torch.float32)
    z = logits.to(wide)
    weights = torch.exp(z - z.amax(dim=1, keepdim=True))
    hot = torch.zeros_like(z)
    hot[torch.arange(len(z), device=z.device), targets] = 1
    return ((weights / weights.sum(dim=1, keepdim=True) - hot) / len(z)).to(logits.dtype)
