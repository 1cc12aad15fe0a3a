"""Two functions."""

import torch


def blend(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """Product of ``x`` (n, d) and ``w`` (d, k); shape (n, k)."""
    raise NotImplementedError


def energy(x: torch.Tensor) -> torch.Tensor:
    """Half the sum of squares of ``x``; no axes."""
    raise NotImplementedError
