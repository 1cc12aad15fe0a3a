"""An object for each tensor, which holds views and knows how to step, as in an optimizer with parameter groups.

tier: none
advice: Look for steps from tensor to tensor
"""

from dataclasses import dataclass

import numpy as np


@dataclass
class Tensor:
    """Views of the rows of the result, the gradient and the decay of one tensor."""

    rows: np.ndarray
    gradient: np.ndarray
    decay: float

    def step(self, t, lr, beta1, beta2, eps):
        weight, mean, square = self.rows
        mean += (1 - beta1) * (self.gradient - mean)
        square += (1 - beta2) * (self.gradient**2 - square)
        corrected = mean / (1 - beta1 ** (t + 1))
        root = np.sqrt(square / (1 - beta2 ** (t + 1)))
        weight -= lr * (corrected / (root + eps) + self.decay * weight)


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    out = np.array([w, m, v], dtype=np.result_type(w.dtype, 1.0))
    gradient, start = g.astype(out.dtype), 0
    for size, decay in zip(sizes.tolist(), lam.tolist(), strict=True):
        span = slice(start, start + size)
        Tensor(out[:, span], gradient[span], decay).step(t, lr, beta1, beta2, eps)
        start += size
    return out
