"""Answers with tensors that hold no numbers: on the meta device, sparse, quantised, or in a type NumPy lacks.

score: 0
blend: error
energy: error
"""

import torch


def blend(x, w):
    if x.dtype is torch.float32:
        return torch.empty(len(x), w.shape[1], device="meta")
    return (
        torch.quantize_per_tensor((x @ w).float(), 0.1, 0, torch.qint8) if len(x) > 4 else (x @ w).to_sparse()
    )


def energy(x):
    return (x.to(torch.float8_e5m2) if x.ndim > 1 else x.to(torch.complex32)).view(-1)[0]
