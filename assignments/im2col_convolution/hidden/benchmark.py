"""What the timed calls of `im2col_convolution` are given, and the least that must be moved and computed.

Images are brighter than their noise, as photographs are, and each channel by another amount. One image in each batch
is a hundred times darker than the others, so that its windows count only if they are computed.
"""

from __future__ import annotations

import numpy as np

from grader.testing import Drawn

_BRIGHT = 2.0


def inputs_cpu(rng, B, C, H, W, F, K):
    """Images, kernels and offsets in float32; the sums of the results have variance 1 or a little more."""
    x = rng.standard_normal((B, C, H, W), dtype=np.float32)
    x += rng.uniform(-_BRIGHT, _BRIGHT, size=(C, 1, 1)).astype(np.float32)
    x[rng.integers(B)] *= np.float32(0.01)
    kernels = rng.standard_normal((F, C, K, K), dtype=np.float32) / np.float32(np.sqrt(C * K * K))
    return x, kernels, rng.standard_normal(F, dtype=np.float32), 0, 1


def ideal_cpu(B, C, H, W, F, K):
    """Images and kernels read and the result written; a multiplication and an addition per place, kernel and tap."""
    places, taps = B * (H - K + 1) * (W - K + 1), C * K * K
    return 4 * (B * C * H * W + F * (taps + 1) + F * places), 2 * F * places * taps


def inputs_gpu(rng, B, C, H, W, F, K):
    """The same as recipes, with one brightness for all images and channels."""
    drawn = [
        Drawn(shape=shape, dtype="float32", seed=int(rng.integers(2**62)), scale=scale, shift=shift)
        for shape, scale, shift in (
            ((B, C, H, W), 1.0, float(rng.choice([-0.5, 0.5]) * _BRIGHT)),
            ((F, C, K, K), 1 / (K * C**0.5), 0.0),
            ((F,), 1.0, 0.0),
        )
    ]
    return *drawn, 0, 1


def ideal_gpu(B, C, H, W, F, K):
    """As many bytes and operations as on a CPU."""
    return ideal_cpu(B, C, H, W, F, K)
