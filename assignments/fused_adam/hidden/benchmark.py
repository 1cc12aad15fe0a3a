"""What the timed calls of `fused_adam` are given, and the least that must be moved and computed.

Most tensors are small, and a few have most of the numbers. Every second tensor decays, each in its own way. Some
gradients are 0, and the learning rate is so large that a wrong step is seen beside the means.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_RATES = 0.05, 0.9, 0.999, 1e-8
"""Learning rate, both shares, ε."""
_LEAST_SQUARE = 0.05
"""Means of squares are no smaller, or a few steps would outweigh all other numbers of the result."""
_STEPS = 2000
"""Calls are made for some step among the first so many, so the corrections differ."""


def _tensors(rng, K, n):
    """Sizes of K tensors with n numbers in all, and their decays."""
    shares = rng.exponential(size=K) ** 3
    sizes = 1 + rng.multinomial(n - K, shares / shares.sum())
    return sizes, np.where(np.arange(K) % 2, 0.0, rng.uniform(0.2, 2.0, size=K))


def inputs_cpu(rng, K, n):
    """Weights, gradients and means in float32; one gradient in ten is 0."""
    w, g, m, v = rng.standard_normal((4, n), dtype=np.float32)
    g[rng.random(n, dtype=np.float32) < 0.1] = 0
    v = v * v + np.float32(_LEAST_SQUARE)
    sizes, lam = _tensors(rng, K, n)
    return w, g, np.float32(0.5) * m, v, sizes, lam.astype(np.float32), int(rng.integers(_STEPS)), *_RATES


def ideal_cpu(K, n):
    """Four numbers of each weight read and three written; 3 operations for m, 4 for v, 7 for w."""
    return 7 * 4 * n, 14 * n


def inputs_gpu(rng, K, n):
    """The same as recipes; means of squares near 1."""
    import torch  # imported only where a GPU is timed, because it takes a second

    sizes, lam = _tensors(rng, K, n)
    drawn = [
        Drawn(shape=(n,), dtype="float32", seed=int(rng.integers(2**62)), scale=scale, shift=shift)
        for scale, shift in ((1.0, 0.0), (1.0, 0.0), (0.5, 0.0), (0.1, 1.0))
    ]
    return *drawn, torch.from_numpy(sizes), torch.from_numpy(lam).float(), int(rng.integers(_STEPS)), *_RATES


def ideal_gpu(K, n):
    """As many bytes and operations as on a CPU."""
    return ideal_cpu(K, n)
