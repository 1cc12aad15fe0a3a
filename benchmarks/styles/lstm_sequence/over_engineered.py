"""A class of the cell and a generator of its states; the inputs of all steps come from one product of a padded matrix.

tier: inputs before the loop
advice: none
"""

import numpy as np


class Cell:
    def __init__(self, h, c, Wh):
        self.h, self.c, self.Wh = h, c, Wh

    def open(self, a):
        return np.where(a > 0, 1, np.exp(-abs(a))) / (1 + np.exp(-abs(a)))

    def states(self, known):
        for inputs in known:
            a_i, a_f, a_g, a_o = np.split(inputs + self.h @ self.Wh, 4, axis=-1)
            self.c = self.open(a_f) * self.c + self.open(a_i) * np.tanh(a_g)
            self.h = self.open(a_o) * np.tanh(self.c)
            yield self.h


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    padded = np.ones((T, B, D + 1), dtype)
    padded[..., :D] = x.transpose(1, 0, 2)
    known = padded.reshape(T * B, D + 1) @ np.vstack([Wx, b]).astype(dtype)
    cell = Cell(h0.astype(dtype), c0.astype(dtype), Wh.astype(dtype))
    return np.stack(list(cell.states(known.reshape(T, B, 4 * H))), axis=1)
