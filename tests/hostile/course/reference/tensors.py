"""Two functions. canary-5e1f-reference"""

import torch


def blend(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """Product of ``x`` (n, d) and ``w`` (d, k); shape (n, k)."""
    return x @ w


def energy(x: torch.Tensor) -> torch.Tensor:
    """Half the sum of squares of ``x``; no axes."""
    return (x * x).sum() / 2
