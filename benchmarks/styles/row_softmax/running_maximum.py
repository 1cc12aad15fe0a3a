"""Over-engineered: an object takes in panels of columns and keeps a running maximum and sum; a second round writes.

tier: whole passes
advice: none
"""

import numpy as np

WIDTH = 128


class Normaliser:
    """Largest logit so far of each row, and the sum of the exponentials relative to it."""

    def __init__(self, rows, dtype):
        self.top = np.full((rows, 1), np.finfo(dtype).min, dtype)
        self.total = np.zeros((rows, 1), dtype)

    def take(self, panel):
        higher = np.maximum(self.top, panel.max(axis=1, keepdims=True))
        self.total *= np.exp(self.top - higher)
        self.total += np.exp(panel - higher).sum(axis=1, keepdims=True)
        self.top = higher

    def write(self, panel, out):
        np.subtract(panel, self.top, out=out)
        np.exp(out, out=out)
        out /= np.where(self.total == 0, 1, self.total)


def row_softmax(x):
    out = np.empty(x.shape, np.result_type(x.dtype, 1.0))
    panels = [slice(start, start + WIDTH) for start in range(0, x.shape[1], WIDTH)]
    normaliser = Normaliser(len(x), out.dtype)
    for panel in panels:
        normaliser.take(x[:, panel].astype(out.dtype, copy=False))
    for panel in panels:
        normaliser.write(x[:, panel], out[:, panel])
    return out
