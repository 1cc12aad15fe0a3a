"""A class with checks, a plan of row blocks and a kept work array: copies each block in, computes there, copies it out.

tier: in place
advice: none
"""

import numpy as np


class Gradient:
    """Gradient of the mean cross-entropy, with one work array for each width and dtype."""

    buffers = {}  # noqa: RUF012

    def __init__(self, logits, targets):
        if logits.ndim != 2 or targets.shape != logits.shape[:1]:
            raise ValueError("expected logits (n, V) and targets (n,)")
        if targets.min() < 0 or targets.max() >= logits.shape[1]:
            raise ValueError("expected targets from 0 to V - 1")
        self.logits, self.targets = logits, targets
        self.n, self.V = logits.shape
        self.kind = logits.dtype if logits.dtype.kind == "f" else np.dtype("float64")
        self.rows = max(1, 65_536 // self.V)

    def compute(self):
        key = self.rows, self.V, self.kind
        work = self.buffers.setdefault(key, np.empty((self.rows, self.V), self.kind))
        result = np.empty((self.n, self.V), self.kind)
        for start in range(0, self.n, self.rows):
            part = work[: self.n - start]
            part[:] = self.logits[start : start + self.rows]
            part -= part.max(axis=1, keepdims=True)
            np.exp(part, out=part)
            np.divide(part, self.n * part.sum(axis=1, keepdims=True), out=result[start : start + self.rows])
        result[np.arange(self.n), self.targets] -= 1 / self.n
        return result


def fused_cross_entropy(logits, targets):
    return Gradient(logits, targets).compute()
