"""Tensors for the tests of `fused_adam`."""

from __future__ import annotations

import numpy as np

SHARES = 0.9, 0.999, 1e-8
"""The usual β₁, β₂ and ε."""


def tensors(rng, sizes, scale=1.0):
    """Weights, gradients, means, sizes and decays of tensors that lie behind each other."""
    n = sum(sizes)
    w, g, m = scale * rng.normal(0.3, 1.0, size=(3, n))
    v = scale**2 * rng.normal(size=n) ** 2
    return w, g, m, v, np.array(sizes), rng.uniform(0.1, 0.9, size=len(sizes))
